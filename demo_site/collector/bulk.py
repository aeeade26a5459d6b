"""Many rows in one statement, on either database.

Laws: the two say the same; which rows go in was decided before, under the lock. PostgreSQL is a journey away, so the rows
go there together, as arrays. SQLite is in the process, but each step of a statement lets go of the interpreter, and has to
wait for its next turn: so they go there together too, as JSON.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from demo_site.collector.schema import SUMMED, recordings, segments

Row = dict[str, Any]
_TYPES = {sa.BigInteger: "bigint", sa.Integer: "integer", sa.Text: "text", sa.String: "text"}
_SEGMENT = [column.name for column in segments.columns]
_SUMS = ["id", *SUMMED]
_FIRST = ["id", "received_at_ms"]
_HELD = ["id", "erased_at_ms", *SUMMED]
_SET = ", ".join(f"{name} = changed.{name}" for name in SUMMED)


def _arrays(table: sa.Table, names: list[str]) -> str:
    columns = ", ".join(f"CAST(:{name} AS {_TYPES[type(table.c[name].type)]}[])" for name in names)
    return f"SELECT * FROM unnest({columns}) AS given ({', '.join(names)})"


def _json(names: list[str]) -> str:
    columns = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(names))
    return f"SELECT {columns} FROM json_each(:rows) WHERE true"


def _statements(first: str, new: str, sums: str) -> tuple[sa.TextClause, ...]:
    """From rows as a query: recordings that are not there yet, segments, sums."""
    return (
        sa.text(f"INSERT INTO recordings ({', '.join(_FIRST)}) {first} ON CONFLICT DO NOTHING"),
        sa.text(f"INSERT INTO segments ({', '.join(_SEGMENT)}) {new}"),
        sa.text(f"UPDATE recordings SET {_SET} FROM ({sums}) AS changed WHERE recordings.id = changed.id"),
    )


_FAR = _statements(_arrays(recordings, _FIRST), _arrays(segments, _SEGMENT), _arrays(recordings, _SUMS))
_NEAR = _statements(_json(_FIRST), _json(_SEGMENT), _json(_SUMS))
_FAR_HELD = sa.text(f"SELECT {', '.join(_HELD)} FROM recordings WHERE id = ANY(CAST(:names AS text[])) ORDER BY id FOR UPDATE")
_NEAR_HELD = sa.text(
    f"SELECT json_group_array(json_array({', '.join(_HELD)})) FROM recordings WHERE id IN (SELECT value FROM json_each(:names))"
)


def new_recordings(db: sa.Connection, rows: list[Row]) -> None:
    """Those not there yet; in the order given."""
    _execute(db, 0, rows, _FIRST)


def new_segments(db: sa.Connection, rows: list[Row]) -> None:
    _execute(db, 1, rows, _SEGMENT)


def sum_up(db: sa.Connection, rows: list[Row]) -> None:
    _execute(db, 2, rows, _SUMS)


def held(db: sa.Connection, names: list[str]) -> list[Row]:
    """The recordings' rows, theirs alone until the transaction ends: SQLite's write lock is held already."""
    if _is_far(db):
        return [dict(row) for row in db.execute(_FAR_HELD, {"names": names}).mappings()]
    found = json.loads(db.execute(_NEAR_HELD, {"names": json.dumps(names)}).scalar_one())
    return [dict(zip(_HELD, row, strict=True)) for row in found]


def _execute(db: sa.Connection, which: int, rows: list[Row], names: list[str]) -> None:
    if _is_far(db):
        db.execute(_FAR[which], {name: [row[name] for row in rows] for name in names})
    else:
        db.execute(_NEAR[which], {"rows": json.dumps([[row[name] for name in names] for row in rows])})


def _is_far(db: sa.Connection) -> bool:
    return db.dialect.name == "postgresql"
