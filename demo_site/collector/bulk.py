"""Many rows in one statement, on either database.

Laws: the two say the same; which rows go in was decided before, under the lock. SQLite is in the process, so a
prepared statement for each row costs next to nothing; PostgreSQL is a journey away, so the rows go there
together, as arrays.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from demo_site.collector.schema import SUMMED, recordings, segments

Row = dict[str, Any]
_TYPES = {sa.BigInteger: "bigint", sa.Integer: "integer", sa.Text: "text", sa.String: "text"}
_NEW = sqlite.insert(recordings).on_conflict_do_nothing()
_SUM_UP = (
    recordings.update().where(recordings.c.id == sa.bindparam("this")).values({name: sa.bindparam(name) for name in SUMMED})
)


def _arrays(table: sa.Table, names: list[str]) -> str:
    return ", ".join(f"CAST(:{name} AS {_TYPES[type(table.c[name].type)]}[])" for name in names)


_SEGMENT = [column.name for column in segments.columns]
_SUMS = ["id", *SUMMED]
_FIRST = ["id", "received_at_ms"]
_FAR_NEW = sa.text(
    f"INSERT INTO recordings (id, received_at_ms) SELECT * FROM unnest({_arrays(recordings, _FIRST)}) ON CONFLICT DO NOTHING"
)
_FAR_SEGMENTS = sa.text(f"INSERT INTO segments ({', '.join(_SEGMENT)}) SELECT * FROM unnest({_arrays(segments, _SEGMENT)})")
_FAR_SUM_UP = sa.text(
    f"UPDATE recordings SET {', '.join(f'{name} = changed.{name}' for name in SUMMED)} "
    f"FROM unnest({_arrays(recordings, _SUMS)}) AS changed ({', '.join(_SUMS)}) WHERE recordings.id = changed.id"
)


def new_recordings(db: sa.Connection, rows: list[Row]) -> None:
    """Those not there yet; in the order given."""
    if _is_far(db):
        db.execute(_FAR_NEW, _columns(rows, _FIRST))
    else:
        db.execute(_NEW, rows)


def new_segments(db: sa.Connection, rows: list[Row]) -> None:
    if _is_far(db):
        db.execute(_FAR_SEGMENTS, _columns(rows, _SEGMENT))
    else:
        db.execute(segments.insert(), rows)


def sum_up(db: sa.Connection, rows: list[Row]) -> None:
    if _is_far(db):
        db.execute(_FAR_SUM_UP, _columns(rows, _SUMS))
    else:
        db.execute(_SUM_UP, [{"this": row["id"], **{name: row[name] for name in SUMMED}} for row in rows])


def _is_far(db: sa.Connection) -> bool:
    return db.dialect.name == "postgresql"


def _columns(rows: list[Row], names: list[str]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}
