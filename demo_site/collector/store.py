"""Where recordings are kept: what is known of them in a database, their segments in an object store.

Laws. A small segment waits in the database until it moves with others (packs.py), a large one is an object at once. The
first segment of a number is kept, later ones change nothing. `KEPT` is said only after row and body are there, an erasure
is reported only after all objects are gone; a crash between leaves an object without a row, which an erasure removes. An
erased recording stays erased: a segment that was still on its way finds its random id marked and is not kept. Nothing of
who sent it is stored.

The lock: every write begins by touching the recordings' rows (SQLite: the write lock, PostgreSQL: `FOR
UPDATE`), so a segment and an erasure of the same recording never run at once. Segments that arrive together
share one transaction (together.py).

Source: SQLAlchemy Core (SQLite by default, PostgreSQL by URL); obstore (a folder by default, S3 and
others by URL).
"""

from __future__ import annotations

import asyncio
import dataclasses
import enum
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from obstore.store import LocalStore, from_url

from demo_site.collector import bulk
from demo_site.collector.filters import ALL, Filter, device_of
from demo_site.collector.limits import Limits
from demo_site.collector.objects import Objects, body_name, pack_name
from demo_site.collector.packs import Packing, Packs
from demo_site.collector.schema import SUMMED, bodies, open_database, recordings, segments
from demo_site.collector.segments import Summary
from demo_site.collector.together import Together

LIST_ROWS = 100
READ_ROWS = 64
PACKING = Packing()


class Outcome(enum.Enum):
    """What became of a segment."""

    KEPT = "kept"
    THERE = "already there"
    ERASED = "erased"
    FULL = "full"


@dataclass(frozen=True)
class Arrived:
    """A segment that is what it must be."""

    recording: str
    segment: int
    body: bytes
    summary: Summary

    @property
    def is_sealed(self) -> bool:
        """One that can be read has an event at least."""
        return self.summary.events == 0


@dataclass(frozen=True)
class Recording:
    """One row of the list."""

    id: str
    received_at_ms: int
    segments: int
    top_segment: int
    events: int
    body_bytes: int
    first_ms: int
    last_ms: int
    page: str
    width: int
    sealed: int
    """How many of its segments are."""

    @property
    def duration_ms(self) -> int:
        return self.last_ms - self.first_ms

    @property
    def missing(self) -> int:
        return self.top_segment + 1 - self.segments

    @property
    def device(self) -> str:
        return device_of(self.width)


LISTING = sa.select(*(recordings.c[field.name] for field in dataclasses.fields(Recording))).where(recordings.c.segments > 0)


class Store:
    """Keeps, lists, reads and erases. Blocking: call it from a worker thread."""

    def __init__(self, database: sa.Engine, objects: Objects, limits: Limits, packing: Packing) -> None:
        self._database = database
        self._objects = objects
        self._limits = limits
        self._packing = packing
        self._writer = Together(self._keep_all)
        self._turn = threading.Lock()
        self._packs = Packs(database, objects, packing, self._turn)

    @property
    def database(self) -> sa.Engine:
        """Accounts and the rest live beside the recordings."""
        return self._database

    def keep(self, arrived: Arrived) -> asyncio.Future[Outcome]:
        """Answered once it is kept, or is not. Segments that come at the same time share a transaction."""
        return self._writer.submit(arrived)

    def _keep_all(self, batch: list[Arrived]) -> list[Outcome]:
        with self._turn, self._database.begin() as db:
            rows = bulk.lock(db, sorted({one.recording for one in batch}), _now_ms())
            there = _already_there(db, [one for one in batch if one.segment <= rows[one.recording]["top_segment"]])
            outcomes = [self._outcome(rows[one.recording], one, there) for one in batch]
            kept = [one for one, outcome in zip(batch, outcomes, strict=True) if outcome is Outcome.KEPT]
            if kept:
                bulk.new_segments(db, [_columns(one) for one in kept])
                bulk.sum_up(db, [rows[name] for name in {one.recording for one in kept}])
                if small := [one for one in kept if self._waits(one)]:
                    bulk.new_bodies(db, [(one.recording, one.segment, one.body) for one in small])
                self._objects.put_bodies([one for one in kept if not self._waits(one)])
        return outcomes

    def _waits(self, one: Arrived) -> bool:
        return len(one.body) <= self._packing.largest_bytes

    def _outcome(self, row: dict[str, Any], one: Arrived, there: set[tuple[str, int]]) -> Outcome:
        """What becomes of one segment; its recording's row goes on with it for the next of the same batch."""
        if row["erased_at_ms"] is not None:
            return Outcome.ERASED
        if (one.recording, one.segment) in there:
            return Outcome.THERE
        if row["body_bytes"] + len(one.body) > self._limits.recording_bytes:
            return Outcome.FULL
        there.add((one.recording, one.segment))
        row.update(_summed(row, one))
        if self._waits(one) and not row["waiting_since_ms"]:
            row["waiting_since_ms"] = _now_ms()
        return Outcome.KEPT

    def erase(self, recording: str) -> None:
        """Everything of it. An id never seen is marked too: its segments may be under way."""
        with self._turn, self._database.begin() as db:
            bulk.lock(db, [recording], _now_ms())
            db.execute(bodies.delete().where(bodies.c.recording == recording))
            db.execute(segments.delete().where(segments.c.recording == recording))
            mark = recordings.update().where(recordings.c.id == recording)
            db.execute(mark.values(received_at_ms=0, erased_at_ms=_now_ms(), **EMPTY))
            self._objects.erase(recording)

    def move(self, at_ms: int | None = None) -> int:
        """What has waited in the database long enough, into the object store (packs.py); how many packs that made."""
        return self._packs.move(_now_ms() if at_ms is None else at_ms)

    def overwrite_erased(self) -> None:
        """SQLite's log holds what was written before it was erased, until it is moved into the file."""
        if self._database.dialect.name == "sqlite":
            with self._database.connect() as db:
                db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def listing(self, asked: Filter = ALL) -> list[Recording]:
        """Newest first, at most `LIST_ROWS`."""
        newest = LISTING.order_by(recordings.c.received_at_ms.desc(), recordings.c.id.desc())
        with self._database.connect() as db:
            rows = db.execute(newest.where(*asked.conditions()).limit(LIST_ROWS)).mappings()
            return [Recording(**row) for row in rows]

    def find(self, recording: str) -> Recording | None:
        with self._database.connect() as db:
            row = db.execute(LISTING.where(recordings.c.id == recording)).mappings().first()
        return Recording(**row) if row else None

    def bodies(self, recording: str) -> Iterator[tuple[int, bytes]]:
        """The segments' numbers and bodies as they were sent, in order; some at a time, as a recording may be large."""
        mine = sa.select(segments.c.segment).where(segments.c.recording == recording).order_by(segments.c.segment)
        with self._database.connect() as db:
            numbers = list(db.scalars(mine))
        packs: dict[str, bytes] = {}
        for at in range(0, len(numbers), READ_ROWS):
            with self._database.connect() as db:
                rows = db.execute(_BODIES, {"mine": recording, "numbers": numbers[at : at + READ_ROWS]}).all()
            for row in rows:
                yield row.segment, bytes(row.body) if row.body is not None else self._object(recording, row, packs)

    def _object(self, recording: str, row: Any, packs: dict[str, bytes]) -> bytes:
        """A body that has moved. `packs`: those read last."""
        if row.pack is None:
            return self._objects.read(body_name(recording, row.segment, row.events == 0))
        if row.pack not in packs:
            packs.clear()
            packs[row.pack] = self._objects.read(pack_name(recording, row.pack))
        return packs[row.pack][row.pack_at : row.pack_at + row.body_bytes]

    def older_than(self, before_ms: int) -> list[str]:
        """Recordings that began to arrive before, the oldest first, at most `LIST_ROWS`."""
        old = sa.and_(recordings.c.received_at_ms < before_ms, recordings.c.erased_at_ms.is_(None))
        query = sa.select(recordings.c.id).where(old).order_by(recordings.c.received_at_ms).limit(LIST_ROWS)
        with self._database.connect() as db:
            return list(db.scalars(query))

    def erase_again(self, since_ms: int, before_ms: int) -> None:
        """The objects of what was erased between: one may have been put just then, by a copy that died before it could see."""
        between = recordings.c.erased_at_ms.between(since_ms, before_ms - 1)
        with self._database.connect() as db:
            names = list(db.scalars(sa.select(recordings.c.id).where(between)))
        for name in names:
            self._objects.erase(name)

    def forget_erased(self, before_ms: int) -> None:
        """The marks of what was erased long ago: nothing of it is under way any more."""
        self.erase_again(0, before_ms)
        with self._database.begin() as db:
            db.execute(recordings.delete().where(recordings.c.erased_at_ms < before_ms))

    def answers(self) -> None:
        """Raises when the database does not."""
        with self._database.connect() as db:
            db.execute(sa.select(sa.literal(1)))

    def close(self) -> None:
        self._writer.close()
        self._database.dispose()


_BODIES = (
    sa.select(segments.c.segment, segments.c.events, segments.c.body_bytes, segments.c.pack, segments.c.pack_at, bodies.c.body)
    .outerjoin(bodies, sa.and_(bodies.c.recording == segments.c.recording, bodies.c.segment == segments.c.segment))
    .where(segments.c.recording == sa.bindparam("mine"), segments.c.segment.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(segments.c.segment)
)
_PLACE = sa.tuple_(segments.c.recording, segments.c.segment)
_THERE = sa.select(segments.c.recording, segments.c.segment).where(_PLACE.in_(sa.bindparam("places", expanding=True)))
EMPTY = {name: recordings.c[name].server_default.arg for name in SUMMED}  # type: ignore[union-attr]


def open_store(
    data: Path, limits: Limits, database_url: str | None = None, objects_url: str | None = None, packing: Packing = PACKING
) -> Store:
    """The store of a data folder, or of the URLs that stand in for its two halves."""
    database = open_database(database_of(data, database_url))
    here = data.resolve() / "segments"
    objects = from_url(objects_url) if objects_url else LocalStore(here, mkdir=True, automatic_cleanup=True)
    return Store(database, Objects(objects), limits, packing)


def database_of(data: Path, database_url: str | None) -> str:
    """The database's URL; makes the folder, which only its owner may read."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return database_url or f"sqlite:///{data.resolve() / 'recordings.sqlite3'}"


def _already_there(db: sa.Connection, batch: list[Arrived]) -> set[tuple[str, int]]:
    """Asked only of those that may be: what comes in order is past the last one."""
    places = [(one.recording, one.segment) for one in batch]
    if not places:
        return set()
    return {(row[0], row[1]) for row in db.execute(_THERE, {"places": places})}


def _columns(one: Arrived) -> dict[str, Any]:
    summed = {name: getattr(one.summary, name) for name in ("events", "first_ms", "last_ms", "page")}
    return {**summed, "recording": one.recording, "segment": one.segment, "body_bytes": len(one.body)}


def _summed(row: dict[str, Any], one: Arrived) -> dict[str, Any]:
    """The recording's row with one more segment. Its page is that of the earliest segment that names one."""
    summary, segment = one.summary, one.segment
    empty = row["segments"] == 0
    earlier = bool(summary.page) and (row["page_segment"] < 0 or segment < row["page_segment"])
    return {
        "segments": row["segments"] + 1,
        "top_segment": max(row["top_segment"], segment),
        "events": row["events"] + summary.events,
        "body_bytes": row["body_bytes"] + len(one.body),
        "first_ms": summary.first_ms if empty else min(row["first_ms"], summary.first_ms),
        "last_ms": summary.last_ms if empty else max(row["last_ms"], summary.last_ms),
        "page": summary.page if earlier else row["page"],
        "page_segment": segment if earlier else row["page_segment"],
        "width": summary.width if earlier and summary.width else row["width"] or summary.width,
        "sealed": row["sealed"] + one.is_sealed,
    }


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
