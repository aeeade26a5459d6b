"""The database's tables, and how an older database gets what it lacks.

A recording's row outlives its segments: `erased_at_ms` marks an id whose segments are not kept any more.
No column says who sent anything. Of a session and of a known browser only a hash of the secret is kept:
whoever reads the database cannot log in with it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn

LOCK_WAIT_S = 10
START_LOCK = 0x56656C6F

tables = sa.MetaData()
recordings = sa.Table(
    "recordings",
    tables,
    sa.Column("id", sa.String(22), primary_key=True),
    sa.Column("received_at_ms", sa.BigInteger, nullable=False, index=True),
    sa.Column("erased_at_ms", sa.BigInteger, index=True),
    # Summed up with each segment, so that the list need not read them all.
    sa.Column("segments", sa.Integer, nullable=False, server_default="0"),
    sa.Column("top_segment", sa.Integer, nullable=False, server_default="-1"),
    sa.Column("events", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("body_bytes", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("first_ms", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("last_ms", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("page", sa.Text, nullable=False, server_default=""),
    sa.Column("page_segment", sa.Integer, nullable=False, server_default="-1"),
    sa.Column("width", sa.Integer, nullable=False, server_default="0"),
    sa.Column("sealed", sa.Integer, nullable=False, server_default="0"),
    # When the first of its bodies came that is still in `bodies`; 0: none is.
    sa.Column("waiting_since_ms", sa.BigInteger, nullable=False, server_default="0"),
)
_waits = recordings.c.waiting_since_ms > 0
sa.Index("recordings_that_wait", recordings.c.waiting_since_ms, sqlite_where=_waits, postgresql_where=_waits)
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
    # The pack its body is in, and where it begins there.
    sa.Column("pack", sa.String(20)),
    sa.Column("pack_at", sa.Integer),
)
bodies = sa.Table(
    "bodies",
    tables,
    sa.Column("recording", sa.String(22), primary_key=True),
    sa.Column("segment", sa.Integer, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(("recording", "segment"), ("segments.recording", "segments.segment")),
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

SUMMED = (
    "segments", "top_segment", "events", "body_bytes", "first_ms", "last_ms", "page", "page_segment", "width", "sealed",
    "waiting_since_ms",
)  # fmt: skip


def open_database(url: str) -> sa.Engine:
    """`hide_parameters`: a failing statement must not quote a page's address in a log."""
    if url.startswith("sqlite"):
        engine = sa.create_engine(url, hide_parameters=True, connect_args={"timeout": LOCK_WAIT_S})
        sa.event.listen(engine, "connect", _set_pragmas)
    else:
        engine = sa.create_engine(_with_driver(url), hide_parameters=True, pool_pre_ping=True)
    with engine.begin() as db:
        if engine.dialect.name == "postgresql":  # several copies may start at once
            db.execute(sa.select(sa.func.pg_advisory_xact_lock(START_LOCK)))
        old = sa.inspect(db).has_table("recordings")
        tables.create_all(db)
        if old:
            _bring_up(db)
    return engine


def _with_driver(url: str) -> str:
    """The driver that comes with the demo, unless one is named."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return f"postgresql+pg8000://{url.removeprefix(scheme)}"
    return url


def _bring_up(db: sa.Connection) -> None:
    """An older version's tables."""
    _add_missing_columns(db, segments)
    if "segments" in _add_missing_columns(db, recordings):
        db.execute(recordings.update().where(recordings.c.erased_at_ms.is_(None)).values(_sums()))
    for index in recordings.indexes:
        index.create(db, checkfirst=True)


def _add_missing_columns(db: sa.Connection, table: sa.Table) -> list[str]:
    """What an older version of this table lacks. Each new column has a default or may be empty, so old rows stay whole."""
    there = {column["name"] for column in sa.inspect(db).get_columns(table.name)}
    missing = [column for column in table.columns if column.name not in there]
    for column in missing:
        db.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {CreateColumn(column).compile(db)}"))
    return [column.name for column in missing]


def _sums() -> dict[str, Any]:
    """From its segments, what a recording's row says of them."""
    mine = segments.c.recording == recordings.c.id
    paged = sa.and_(mine, segments.c.page != "")

    def of(value: Any, otherwise: Any, rows: Any = mine) -> Any:
        return sa.func.coalesce(sa.select(value).where(rows).correlate(recordings).scalar_subquery(), otherwise)

    first_page = sa.select(segments.c.page).where(paged).order_by(segments.c.segment).limit(1)
    return {
        "segments": of(sa.func.count(), 0),
        "top_segment": of(sa.func.max(segments.c.segment), -1),
        "events": of(sa.func.sum(segments.c.events), 0),
        "body_bytes": of(sa.func.sum(segments.c.body_bytes), 0),
        "first_ms": of(sa.func.min(segments.c.first_ms), 0),
        "last_ms": of(sa.func.max(segments.c.last_ms), 0),
        "page": sa.func.coalesce(first_page.correlate(recordings).scalar_subquery(), ""),
        "page_segment": of(sa.func.min(segments.c.segment), -1, paged),
    }


def _set_pragmas(connection: Any, _record: object) -> None:
    """WAL: reading does not wait for writing. NORMAL: nothing is lost when the process dies, the last moments may be when
    the machine does, as with the segments' files. secure_delete: what is erased is overwritten in the file."""
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
