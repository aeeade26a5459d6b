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

import dataclasses
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

from demo_site.collector.filters import ALL, Filter, device_of
from demo_site.collector.limits import Limits
from demo_site.collector.schema import SUMMED, open_database, recordings, segments
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
    top_segment: int
    events: int
    body_bytes: int
    first_ms: int
    last_ms: int
    page: str
    width: int

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
            row = self._lock(db, recording)
            if row["erased_at_ms"] is not None:
                return Outcome.ERASED
            if row["body_bytes"] + len(body) > self._limits.recording_bytes:
                return Outcome.THERE if _is_there(db, recording, segment) else Outcome.FULL
            new = {**_columns(summary), "recording": recording, "segment": segment, "body_bytes": len(body)}
            if db.execute(self._insert_if_new(segments), new).rowcount == 0:
                return Outcome.THERE
            db.execute(_SUM_UP, {"this": recording, **_summed(row, segment, len(body), summary)})
            obstore.put(self._objects, _key(recording, segment), body, mode="overwrite")
        return Outcome.KEPT

    def erase(self, recording: str) -> None:
        """Everything of it. An id never seen is marked too: its segments may be under way."""
        with self._database.begin() as db:
            self._lock(db, recording)
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

    def bodies(self, recording: str) -> Iterator[bytes]:
        """The segments' bodies as they were sent, in order."""
        mine = segments.c.recording == recording
        with self._database.connect() as db:
            numbers: Sequence[int] = db.scalars(
                sa.select(segments.c.segment).where(mine).order_by(segments.c.segment)
            ).all()
        for number in numbers:
            yield bytes(obstore.get(self._objects, _key(recording, number)).bytes())

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
        self._database.dispose()

    def _lock(self, db: sa.Connection, recording: str) -> sa.RowMapping:
        """Makes the recording's row and holds it until the transaction ends."""
        db.execute(self._insert_if_new(recordings), {"id": recording, "received_at_ms": _now_ms()})
        return db.execute(_HELD, {"this": recording}).mappings().one()

    def _insert_if_new(self, table: sa.Table) -> Any:
        """The two dialects share the method's name, not a class."""
        if self._database.dialect.name == "postgresql":
            return postgresql.insert(table).on_conflict_do_nothing()
        return sqlite.insert(table).on_conflict_do_nothing()


_THIS = recordings.c.id == sa.bindparam("this")
_HELD = sa.select(recordings.c.erased_at_ms, *(recordings.c[name] for name in SUMMED)).where(_THIS).with_for_update()
_SUM_UP = recordings.update().where(_THIS).values({name: sa.bindparam(name) for name in SUMMED})
EMPTY = {name: recordings.c[name].server_default.arg for name in SUMMED}  # type: ignore[union-attr]


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


def _columns(summary: Summary) -> dict[str, Any]:
    return {name: getattr(summary, name) for name in ("events", "first_ms", "last_ms", "page")}


def _summed(row: sa.RowMapping, segment: int, body_bytes: int, summary: Summary) -> dict[str, Any]:
    """The recording's row with one more segment. Its page is that of the earliest segment that names one."""
    empty = row["segments"] == 0
    earlier = bool(summary.page) and (row["page_segment"] < 0 or segment < row["page_segment"])
    return {
        "segments": row["segments"] + 1,
        "top_segment": max(row["top_segment"], segment),
        "events": row["events"] + summary.events,
        "body_bytes": row["body_bytes"] + body_bytes,
        "first_ms": summary.first_ms if empty else min(row["first_ms"], summary.first_ms),
        "last_ms": summary.last_ms if empty else max(row["last_ms"], summary.last_ms),
        "page": summary.page if earlier else row["page"],
        "page_segment": segment if earlier else row["page_segment"],
        "width": summary.width if earlier and summary.width else row["width"] or summary.width,
    }


def _folder(recording: str) -> str:
    """Hexadecimal: on a file system that ignores letter case two ids must not share a folder."""
    return recording.encode("ascii").hex()


def _key(recording: str, segment: int) -> str:
    return f"{_folder(recording)}/{segment:09d}.ndjson.gz"


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
