"""Many rows in one statement, on either database.

Laws: the two say the same; which rows go in was decided before, under the lock. PostgreSQL is a journey away, so the rows
go there together, as arrays. SQLite is in the process, but each step of a statement lets go of the interpreter, and has to
wait for its next turn: so they go there together too, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from demo_site.collector.schema import SUMMED, recordings, segments

Row = dict[str, Any]
_TYPES = {sa.BigInteger: "bigint", sa.Integer: "integer", sa.Text: "text", sa.String: "text"}
_SEGMENT = [column.name for column in segments.columns if not column.nullable]
_SUMS = ["id", *SUMMED]
_FIRST = ["id", "received_at_ms"]
_PACKED = ["recording", "segment", "pack", "pack_at"]
_HELD = ["id", "erased_at_ms", *SUMMED]
_SAME = "WHERE segments.recording = moved.recording AND segments.segment = moved.segment"
_SET = ", ".join(f"{name} = changed.{name}" for name in SUMMED)


def _arrays(table: sa.Table, names: list[str]) -> str:
    columns = ", ".join(f"CAST(:{name} AS {_TYPES[type(table.c[name].type)]}[])" for name in names)
    return f"SELECT * FROM unnest({columns}) AS given ({', '.join(names)})"


def _json(names: list[str]) -> str:
    columns = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(names))
    return f"SELECT {columns} FROM json_each(:rows) WHERE true"


def _statements(first: str, new: str, sums: str, packed: str) -> tuple[sa.TextClause, ...]:
    """From rows as a query: recordings that are not there yet, segments, sums, bodies that move and where to."""
    return (
        sa.text(f"INSERT INTO recordings ({', '.join(_FIRST)}) {first} ON CONFLICT DO NOTHING"),
        sa.text(f"INSERT INTO segments ({', '.join(_SEGMENT)}) {new}"),
        sa.text(f"UPDATE recordings SET {_SET} FROM ({sums}) AS changed WHERE recordings.id = changed.id"),
        sa.text(f"DELETE FROM bodies WHERE (recording, segment) IN (SELECT recording, segment FROM ({packed}) AS m)"),
        sa.text(f"UPDATE segments SET pack = moved.pack, pack_at = moved.pack_at FROM ({packed}) AS moved {_SAME}"),
    )


_FAR = _statements(
    _arrays(recordings, _FIRST), _arrays(segments, _SEGMENT), _arrays(recordings, _SUMS), _arrays(segments, _PACKED)
)
_NEAR = _statements(_json(_FIRST), _json(_SEGMENT), _json(_SUMS), _json(_PACKED))
_FAR_HELD = sa.text(f"SELECT {', '.join(_HELD)} FROM recordings WHERE id = ANY(CAST(:names AS text[])) ORDER BY id FOR UPDATE")
_NEAR_HELD = sa.text(
    f"SELECT json_group_array(json_array({', '.join(_HELD)})) FROM recordings WHERE id IN (SELECT value FROM json_each(:names))"
)
_BODY = ["recording", "segment", "at", "size"]
_NEW_BODIES = "INSERT INTO bodies (recording, segment, body) SELECT recording, segment, substr({}, at + 1, size) FROM ({}) AS b"
_FAR_BODIES = sa.text(
    _NEW_BODIES.format(
        "CAST(:packed AS bytea)",
        "SELECT * FROM unnest(CAST(:recording AS text[]), CAST(:segment AS integer[]), CAST(:at AS integer[]), "
        "CAST(:size AS integer[])) AS body (recording, segment, at, size)",
    )
)
_NEAR_BODIES = sa.text(_NEW_BODIES.format(":packed", _json(_BODY)))


def lock(db: sa.Connection, names: list[str], now_ms: int) -> dict[str, Row]:
    """Makes the recordings' rows and holds them until the transaction ends; `names` sorted, so that copies cannot deadlock."""
    new_recordings(db, [{"id": name, "received_at_ms": now_ms} for name in names])
    return {row["id"]: row for row in held(db, names)}


def new_recordings(db: sa.Connection, rows: list[Row]) -> None:
    """Those not there yet; in the order given."""
    _execute(db, 0, rows, _FIRST)


def new_segments(db: sa.Connection, rows: list[Row]) -> None:
    _execute(db, 1, rows, _SEGMENT)


def new_bodies(db: sa.Connection, bodies: Sequence[tuple[str, int, bytes]]) -> None:
    """Recording, segment, body: together as one value, and where each is in it, since rows as JSON cannot hold bytes."""
    rows, at = [], 0
    for recording, segment, body in bodies:
        rows.append((recording, segment, at, len(body)))
        at += len(body)
    packed = b"".join(body for _recording, _segment, body in bodies)
    if _is_far(db):
        columns = dict(zip(_BODY, map(list, zip(*rows, strict=True)), strict=True))
        db.execute(_FAR_BODIES, {"packed": packed, **columns})
    else:
        db.execute(_NEAR_BODIES, {"packed": packed, "rows": json.dumps(rows)})


def take_bodies(db: sa.Connection, rows: list[Row]) -> int:
    """Of segments that move: recording, segment, pack, pack_at. How many were there."""
    return _execute(db, 3, rows, _PACKED)


def moved(db: sa.Connection, rows: list[Row]) -> None:
    """Where they are from now on."""
    _execute(db, 4, rows, _PACKED)


def sum_up(db: sa.Connection, rows: list[Row]) -> None:
    _execute(db, 2, rows, _SUMS)


def held(db: sa.Connection, names: list[str]) -> list[Row]:
    """The recordings' rows, theirs alone until the transaction ends: SQLite's write lock is held already."""
    if _is_far(db):
        return [dict(row) for row in db.execute(_FAR_HELD, {"names": names}).mappings()]
    found = json.loads(db.execute(_NEAR_HELD, {"names": json.dumps(names)}).scalar_one())
    return [dict(zip(_HELD, row, strict=True)) for row in found]


def _execute(db: sa.Connection, which: int, rows: list[Row], names: list[str]) -> int:
    """How many rows it changed."""
    if _is_far(db):
        return db.execute(_FAR[which], {name: [row[name] for row in rows] for name in names}).rowcount
    return db.execute(_NEAR[which], {"rows": json.dumps([[row[name] for name in names] for row in rows])}).rowcount


def _is_far(db: sa.Connection) -> bool:
    return db.dialect.name == "postgresql"
