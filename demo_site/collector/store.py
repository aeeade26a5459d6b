"""Where recordings are kept: segments as objects, what is known of them in a database.

Laws. The first segment of a number is kept, later ones change nothing. `KEPT` is said only after both
object and row are there, an erasure is reported only after all objects are gone; a crash between leaves
an object without a row, which the next try overwrites and an erasure removes. An erased recording stays
erased: a segment that was still on its way finds its random id marked and is not kept. Nothing of who
sent it is stored.

The lock: every write begins by touching the recordings' rows (SQLite: the write lock, PostgreSQL: `FOR
UPDATE`), so a segment and an erasure of the same recording never run at once. Segments that arrive together
share one transaction (together.py).

Source: SQLAlchemy Core (SQLite by default, PostgreSQL by URL); obstore (a folder by default, S3 and
others by URL).
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import enum
import itertools
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import obstore
import sqlalchemy as sa
from obstore.store import LocalStore, ObjectStore, from_url

from demo_site.collector import bulk
from demo_site.collector.filters import ALL, Filter, device_of
from demo_site.collector.limits import Limits
from demo_site.collector.schema import SUMMED, open_database, recordings, segments
from demo_site.collector.segments import Summary
from demo_site.collector.together import Together

LIST_ROWS = 100
PUTS_AT_ONCE = 16


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
    laid: Path | None = None


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

    def __init__(self, database: sa.Engine, objects: ObjectStore, limits: Limits, folder: Path | None = None) -> None:
        self._database = database
        self._folder = folder
        self._objects = objects
        self._limits = limits
        self._writer = Together(self._keep_all)
        self._mine, self._laid = secrets.token_hex(8), itertools.count()

    @property
    def database(self) -> sa.Engine:
        """Accounts and the rest live beside the recordings."""
        return self._database

    def keep(self, arrived: Arrived) -> asyncio.Future[Outcome]:
        """Answered once it is kept, or is not. Segments that come at the same time share a transaction."""
        return self._writer.submit(arrived)

    def _keep_all(self, batch: list[Arrived]) -> list[Outcome]:
        with self._database.begin() as db:
            rows = self._lock(db, sorted({one.recording for one in batch}))
            there = _already_there(db, [one for one in batch if one.segment <= rows[one.recording]["top_segment"]])
            outcomes = [self._outcome(rows[one.recording], one, there) for one in batch]
            kept = [one for one, outcome in zip(batch, outcomes, strict=True) if outcome is Outcome.KEPT]
            if kept:
                bulk.new_segments(db, [_columns(one) for one in kept])
                bulk.sum_up(db, [rows[name] for name in {one.recording for one in kept}])
                self._put(kept)
        for one, outcome in zip(batch, outcomes, strict=True):
            if outcome is not Outcome.KEPT and one.laid:
                _take_away(one.laid)
        return outcomes

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
        return Outcome.KEPT

    def lay_down(self, arrived: Arrived) -> Arrived:
        """Into a folder a body is written at once, under a name of its own, by whoever has it; what is decided
        later is only its right name. Quicker than obstore's changes of thread, and the same files."""
        if self._folder is None:
            return arrived
        path = self._folder / _key(arrived.recording, arrived.segment, _is_sealed(arrived))
        laid = path.with_name(f"{arrived.segment:09d}.{self._mine}-{next(self._laid)}.part")
        try:
            laid.write_bytes(arrived.body)
        except FileNotFoundError:
            laid.parent.mkdir(parents=True, exist_ok=True)
            laid.write_bytes(arrived.body)
        return dataclasses.replace(arrived, laid=laid)

    def _put(self, kept: list[Arrived]) -> None:
        for one in kept:
            if one.laid:
                one.laid.replace(one.laid.with_name(_file_name(one.segment, _is_sealed(one))))
        far = [one for one in kept if not one.laid]
        if far:  # waiting for each in turn would hold up all
            with ThreadPoolExecutor(min(PUTS_AT_ONCE, len(far))) as pool:
                list(pool.map(self._put_far, far))

    def _put_far(self, one: Arrived) -> None:
        obstore.put(self._objects, _key(one.recording, one.segment, _is_sealed(one)), one.body, mode="overwrite")

    def erase(self, recording: str) -> None:
        """Everything of it. An id never seen is marked too: its segments may be under way."""
        with self._database.begin() as db:
            self._lock(db, [recording])
            db.execute(segments.delete().where(segments.c.recording == recording))
            mark = recordings.update().where(recordings.c.id == recording)
            db.execute(mark.values(received_at_ms=0, erased_at_ms=_now_ms(), **EMPTY))
            listed = obstore.list(self._objects, _folder(recording))
            if paths := [meta["path"] for page in listed for meta in page]:
                obstore.delete(self._objects, paths)

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
        """The segments' numbers and bodies as they were sent, in order."""
        mine = sa.select(segments.c.segment, segments.c.events).where(segments.c.recording == recording)
        with self._database.connect() as db:
            rows = db.execute(mine.order_by(segments.c.segment)).all()
        for number, events in rows:
            yield number, bytes(obstore.get(self._objects, _key(recording, number, events == 0)).bytes())

    def older_than(self, before_ms: int) -> list[str]:
        """Recordings that began to arrive before, the oldest first, at most `LIST_ROWS`."""
        old = sa.and_(recordings.c.received_at_ms < before_ms, recordings.c.erased_at_ms.is_(None))
        query = sa.select(recordings.c.id).where(old).order_by(recordings.c.received_at_ms).limit(LIST_ROWS)
        with self._database.connect() as db:
            return list(db.scalars(query))

    def forget_erased(self, before_ms: int) -> None:
        """The marks of what was erased long ago: nothing of it is under way any more."""
        with self._database.begin() as db:
            db.execute(recordings.delete().where(recordings.c.erased_at_ms < before_ms))

    def answers(self) -> None:
        """Raises when the database does not."""
        with self._database.connect() as db:
            db.execute(sa.select(sa.literal(1)))

    def close(self) -> None:
        self._writer.close()
        self._database.dispose()

    def _lock(self, db: sa.Connection, names: list[str]) -> dict[str, dict[str, Any]]:
        """Makes the recordings' rows and holds them until the transaction ends; sorted, so that copies cannot deadlock."""
        now_ms = _now_ms()
        bulk.new_recordings(db, [{"id": name, "received_at_ms": now_ms} for name in names])
        return {row["id"]: row for row in bulk.held(db, names)}


_PLACE = sa.tuple_(segments.c.recording, segments.c.segment)
_THERE = sa.select(segments.c.recording, segments.c.segment).where(_PLACE.in_(sa.bindparam("places", expanding=True)))
EMPTY = {name: recordings.c[name].server_default.arg for name in SUMMED}  # type: ignore[union-attr]


def open_store(
    data: Path, limits: Limits, database_url: str | None = None, objects_url: str | None = None
) -> Store:
    """The store of a data folder, or of the URLs that stand in for its two halves."""
    database = open_database(database_of(data, database_url))
    if objects_url:
        return Store(database, from_url(objects_url), limits)
    folder = data.resolve() / "segments"
    return Store(database, LocalStore(prefix=folder, mkdir=True, automatic_cleanup=True), limits, folder)


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
        "sealed": row["sealed"] + _is_sealed(one),
    }


def _folder(recording: str) -> str:
    """Hexadecimal: on a file system that ignores letter case two ids must not share a folder."""
    return recording.encode("ascii").hex()


def _key(recording: str, segment: int, sealed: bool) -> str:
    return f"{_folder(recording)}/{_file_name(segment, sealed)}"


def _file_name(segment: int, sealed: bool) -> str:
    return f"{segment:09d}.{'sealed' if sealed else 'ndjson.gz'}"


def _is_sealed(one: Arrived) -> bool:
    """One that can be read has an event at least."""
    return one.summary.events == 0


def _take_away(laid: Path) -> None:
    laid.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others of the recording are there
        laid.parent.rmdir()


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
