"""The database's tables, and how an older database gets what it lacks.

A recording's row outlives its segments: `erased_at_ms` marks an id whose segments are not kept any more.
No column says who sent anything. Of a session and of a known browser only a hash of the secret is kept:
whoever reads the database cannot log in with it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

LOCK_WAIT_S = 10

tables = sa.MetaData()
recordings = sa.Table(
    "recordings",
    tables,
    sa.Column("id", sa.String(22), primary_key=True),
    sa.Column("received_at_ms", sa.BigInteger, nullable=False, index=True),
    sa.Column("erased_at_ms", sa.BigInteger),
)
segments = sa.Table(
    "segments",
    tables,
    sa.Column("recording", sa.String(22), sa.ForeignKey("recordings.id"), primary_key=True),
    sa.Column("segment", sa.Integer, primary_key=True),
    sa.Column("body_bytes", sa.BigInteger, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("first_ms", sa.BigInteger, nullable=False),
    sa.Column("last_ms", sa.BigInteger, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
)
accounts = sa.Table(
    "accounts",
    tables,
    sa.Column("id", sa.String(22), primary_key=True),
    sa.Column("email", sa.String(254), nullable=False, unique=True),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("made_at_ms", sa.BigInteger, nullable=False),
    sa.Column("totp", sa.String(64)),
    sa.Column("totp_step", sa.BigInteger, nullable=False, default=0),
)
sessions = sa.Table(
    "sessions",
    tables,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(22), sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("made_at_ms", sa.BigInteger, nullable=False),
    sa.Column("seen_at_ms", sa.BigInteger, nullable=False),
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("offered_totp", sa.String(64)),
)
browsers = sa.Table(
    "browsers",
    tables,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(22), sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("seen_at_ms", sa.BigInteger, nullable=False),
)
trail = sa.Table(
    "trail",
    tables,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at_ms", sa.BigInteger, nullable=False, index=True),
    sa.Column("who", sa.String(254), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("recording", sa.String(22), index=True),
)

_with_page = segments.alias("with_page")
_first_page = (
    sa.select(_with_page.c.page)
    .where(_with_page.c.recording == recordings.c.id, _with_page.c.page != "")
    .order_by(_with_page.c.segment)
    .limit(1)
    .correlate(recordings)
    .scalar_subquery()
)
LISTING = (
    sa.select(
        recordings.c.id,
        recordings.c.received_at_ms,
        sa.func.count().label("segments"),
        (sa.func.max(segments.c.segment) + 1 - sa.func.count()).label("missing"),
        sa.func.sum(segments.c.events).label("events"),
        sa.func.sum(segments.c.body_bytes).label("body_bytes"),
        sa.func.min(segments.c.first_ms).label("first_ms"),
        sa.func.max(segments.c.last_ms).label("last_ms"),
        sa.func.coalesce(_first_page, "").label("page"),
    )
    .join(segments, segments.c.recording == recordings.c.id)
    .group_by(recordings.c.id, recordings.c.received_at_ms)
    .order_by(recordings.c.received_at_ms.desc(), recordings.c.id)
)


def open_database(url: str) -> sa.Engine:
    """`hide_parameters`: a failing statement must not quote a page's address in a log."""
    if url.startswith("sqlite"):
        engine = sa.create_engine(url, hide_parameters=True, connect_args={"timeout": LOCK_WAIT_S})
        sa.event.listen(engine, "connect", _set_pragmas)
    else:
        engine = sa.create_engine(url, hide_parameters=True)
    tables.create_all(engine)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    """WAL: reading does not wait for writing. secure_delete: what is erased is overwritten in the file."""
    for pragma in ("journal_mode = WAL", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
