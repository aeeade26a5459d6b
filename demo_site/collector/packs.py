"""Small bodies wait in the database, and move into the object store together.

A body is some hundred bytes. As a file or an object of its own it costs more than all the rest of keeping it: a folder makes
a new file for each, an object store is paid by the put. So a body waits in its row, and when the first of a recording's has
waited for some minutes, all of them move as one object.

Laws. A body is in exactly one place that its rows name, at every moment: the pack is put first, under a name of its own and
with nobody waiting for it; then rows and bodies change in one transaction. When they are not what they were (an erasure, or
another copy was quicker), nothing changes and the pack is taken away again. A crash between leaves a pack that no row names;
an erasure removes it, and what was put while its recording was being erased goes with the next round (retention.py).
"""

from __future__ import annotations

import itertools
import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from demo_site.collector import bulk
from demo_site.collector.objects import Objects
from demo_site.collector.schema import bodies, recordings

PLACE = (bodies.c.recording, bodies.c.segment)

ROUND_S = 60
RECORDINGS = 16
"""Moved in one transaction: their objects are put side by side."""


@dataclass(frozen=True)
class Packing:
    """What waits in the database, and for how long."""

    largest_bytes: int = 64 * 1024
    """A larger body is an object at once."""
    wait_s: float = 300
    at_once: int = 256
    """Bodies in one transaction, and so the most in one pack."""


@dataclass(frozen=True)
class Pack:
    """Bodies of one recording that follow each other, and where each begins."""

    recording: str
    name: str
    packed: bytes
    places: list[dict[str, Any]]


class Packs:
    """Moves what has waited long enough. Blocking: call it from a worker thread."""

    def __init__(self, database: sa.Engine, objects: Objects, packing: Packing, turn: AbstractContextManager[Any]) -> None:
        """`turn`: held while writing. Who waits for SQLite's own lock asks again after longer and longer pauses."""
        self._database = database
        self._objects = objects
        self._packing = packing
        self._turn = turn

    def move(self, now_ms: int) -> int:
        """Everything that waits since `wait_s` or longer; how many packs that made."""
        before_ms = now_ms - int(self._packing.wait_s * 1000)
        made = 0
        while waiting := self._waiting(before_ms):
            packs = self._packs(waiting)
            self._objects.put_packs(packs)
            if not self._settle(sorted(waiting), packs, now_ms):
                self._objects.take_away(packs)
                return made
            made += len(packs)
        return made

    def _waiting(self, before_ms: int) -> list[str]:
        since = recordings.c.waiting_since_ms
        query = sa.select(recordings.c.id).where(since > 0, since <= before_ms).order_by(since).limit(RECORDINGS)
        with self._database.connect() as db:
            return list(db.scalars(query))

    def _packs(self, names: list[str]) -> list[Pack]:
        query = sa.select(*PLACE, bodies.c.body).where(bodies.c.recording.in_(names)).order_by(*PLACE)
        with self._database.connect() as db:
            rows = db.execute(query.limit(self._packing.at_once)).all()
        return [_pack(name, list(mine)) for name, mine in itertools.groupby(rows, lambda row: str(row.recording))]

    def _settle(self, names: list[str], packs: list[Pack], now_ms: int) -> bool:
        """The rows name the packs and the bodies go, all or nothing."""
        places = [place for pack in packs for place in pack.places]
        with self._turn, self._database.begin() as db:
            bulk.lock(db, names, now_ms)
            if places and bulk.take_bodies(db, places) != len(places):
                db.rollback()
                return False
            if places:
                bulk.moved(db, places)
            left = sa.exists().where(bodies.c.recording == recordings.c.id)
            db.execute(recordings.update().where(recordings.c.id.in_(names), ~left).values(waiting_since_ms=0))
        return True


def _pack(recording: str, rows: list[Any]) -> Pack:
    name, at, places = f"{rows[0].segment:09d}-{secrets.token_hex(4)}", 0, []
    for row in rows:
        places.append({"recording": recording, "segment": row.segment, "pack": name, "pack_at": at})
        at += len(row.body)
    return Pack(recording, name, b"".join(row.body for row in rows), places)
