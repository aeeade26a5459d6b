"""Where recordings are kept: segments as objects, what is known of them in a database.

Laws. The first segment of a number is kept, later ones change nothing. `KEPT` is said only after both
object and row are there, an erasure is reported only after all objects are gone; a crash between leaves
an object without a row, which the next try overwrites and an erasure removes. An erased recording stays
erased: a segment that was still on its way finds its random id marked and is not kept. Nothing of who
sent it is stored.

The lock: every write begins by touching the recording's row (SQLite: the write lock, PostgreSQL: `FOR
UPDATE`), so a segment and an erasure of the same recording never run at once.

Source: SQLAlchemy Core (SQLite by default, PostgreSQL by URL); obstore (a folder by default, S3 and
others by URL).
"""

from __future__ import annotations

import enum
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import obstore
import sqlalchemy as sa
from obstore.store import LocalStore, ObjectStore, from_url
from sqlalchemy.dialects import postgresql, sqlite

from demo_site.collector.limits import Limits
from demo_site.collector.schema import LISTING, open_database, recordings, segments
from demo_site.collector.segments import Summary

LIST_ROWS = 100


class Outcome(enum.Enum):
    """What became of a segment."""

    KEPT = "kept"
    THERE = "already there"
    ERASED = "erased"
    FULL = "full"


@dataclass(frozen=True)
class Recording:
    """One row of the list."""

    id: str
    received_at_ms: int
    segments: int
    missing: int
    events: int
    body_bytes: int
    first_ms: int
    last_ms: int
    page: str

    @property
    def duration_ms(self) -> int:
        return self.last_ms - self.first_ms


class Store:
    """Keeps, lists, reads and erases. Blocking: call it from a worker thread."""

    def __init__(self, database: sa.Engine, objects: ObjectStore, limits: Limits) -> None:
        self._database = database
        self._objects = objects
        self._limits = limits

    @property
    def database(self) -> sa.Engine:
        """Accounts and the rest live beside the recordings."""
        return self._database

    def keep(self, recording: str, segment: int, body: bytes, summary: Summary) -> Outcome:
        with self._database.begin() as db:
            if self._lock(db, recording):
                return Outcome.ERASED
            if _is_there(db, recording, segment):
                return Outcome.THERE
            if _kept_bytes(db, recording) + len(body) > self._limits.recording_bytes:
                return Outcome.FULL
            row = {"recording": recording, "segment": segment, "body_bytes": len(body), **vars(summary)}
            db.execute(segments.insert(), row)
            obstore.put(self._objects, _key(recording, segment), body, mode="overwrite")
        return Outcome.KEPT

    def erase(self, recording: str) -> None:
        """Everything of it. An id never seen is marked too: its segments may be under way."""
        with self._database.begin() as db:
            self._lock(db, recording)
            db.execute(segments.delete().where(segments.c.recording == recording))
            mark = recordings.update().where(recordings.c.id == recording)
            db.execute(mark.values(received_at_ms=0, erased_at_ms=_now_ms()))
            listed = obstore.list(self._objects, _folder(recording))
            if paths := [meta["path"] for page in listed for meta in page]:
                obstore.delete(self._objects, paths)

    def listing(self, before_ms: int | None = None) -> list[Recording]:
        """Newest first, at most `LIST_ROWS`."""
        query = LISTING if before_ms is None else LISTING.where(recordings.c.received_at_ms < before_ms)
        with self._database.connect() as db:
            return [Recording(**row) for row in db.execute(query.limit(LIST_ROWS)).mappings()]

    def find(self, recording: str) -> Recording | None:
        with self._database.connect() as db:
            row = db.execute(LISTING.where(recordings.c.id == recording)).mappings().first()
        return Recording(**row) if row else None

    def bodies(self, recording: str) -> Iterator[bytes]:
        """The segments' bodies as they were sent, in order."""
        mine = segments.c.recording == recording
        with self._database.connect() as db:
            numbers: Sequence[int] = db.scalars(
                sa.select(segments.c.segment).where(mine).order_by(segments.c.segment)
            ).all()
        for number in numbers:
            yield bytes(obstore.get(self._objects, _key(recording, number)).bytes())

    def close(self) -> None:
        self._database.dispose()

    def _lock(self, db: sa.Connection, recording: str) -> bool:
        """Makes the recording's row and holds it until the transaction ends; true when it is erased."""
        db.execute(self._insert_if_new(), {"id": recording, "received_at_ms": _now_ms()})
        held = sa.select(recordings.c.erased_at_ms).where(recordings.c.id == recording).with_for_update()
        return db.scalar(held) is not None

    def _insert_if_new(self) -> Any:
        """The two dialects share the method's name, not a class."""
        if self._database.dialect.name == "postgresql":
            return postgresql.insert(recordings).on_conflict_do_nothing()
        return sqlite.insert(recordings).on_conflict_do_nothing()


def open_store(
    data: Path, limits: Limits, database_url: str | None = None, objects_url: str | None = None
) -> Store:
    """The store of a data folder, or of the URLs that stand in for its two halves."""
    database = open_database(database_of(data, database_url))
    objects: ObjectStore
    if objects_url:
        objects = from_url(objects_url)
    else:
        objects = LocalStore(prefix=data.resolve() / "segments", mkdir=True, automatic_cleanup=True)
    return Store(database, objects, limits)


def database_of(data: Path, database_url: str | None) -> str:
    """The database's URL; makes the folder, which only its owner may read."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return database_url or f"sqlite:///{data.resolve() / 'recordings.sqlite3'}"


def _is_there(db: sa.Connection, recording: str, segment: int) -> bool:
    same = sa.and_(segments.c.recording == recording, segments.c.segment == segment)
    return db.scalar(sa.select(segments.c.segment).where(same)) is not None


def _kept_bytes(db: sa.Connection, recording: str) -> int:
    total = sa.select(sa.func.sum(segments.c.body_bytes)).where(segments.c.recording == recording)
    return int(db.scalar(total) or 0)


def _folder(recording: str) -> str:
    """Hexadecimal: on a file system that ignores letter case two ids must not share a folder."""
    return recording.encode("ascii").hex()


def _key(recording: str, segment: int) -> str:
    return f"{_folder(recording)}/{segment:09d}.ndjson.gz"


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
