"""The audit trail: who saw, took away or erased what, and who came in.

Laws: it names an account, a deed and a recording's random id, nothing of the recording's content and
nothing of where somebody asked from; what somebody typed as an e-mail address is only kept when it is an
account's, since a password is easily typed into the wrong field. Rows are added and, after their time,
removed; never changed.

Source: GDPR, articles 5(2), 30 and 32 (1) (accountability).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from demo_site.collector.schema import trail

ROWS = 200


class Deed(enum.Enum):
    LOGGED_IN = "logged in"
    REFUSED = "was refused: wrong password"
    REFUSED_CODE = "was refused: wrong code"
    LOGGED_OUT = "logged out"
    LOGGED_OUT_EVERYWHERE = "logged out everywhere"
    LISTED = "looked at the list"
    WATCHED = "opened"
    READ = "read the events of"
    EXPORTED = "exported"
    ERASED = "erased"
    AGED = "erased by age"
    TRAIL_READ = "looked at this trail"
    NEW_PASSWORD = "changed the password"
    FACTOR_ON = "set up a second factor"
    FACTOR_OFF = "removed the second factor"
    ACCOUNT_MADE = "account was made"
    ACCOUNT_REMOVED = "account was removed"
    ROLE_CHANGED = "role was changed"


@dataclass(frozen=True)
class Entry:
    id: int
    at_ms: int
    who: str
    what: str
    recording: str | None


class Trail:
    """Blocking: call it from a worker thread."""

    def __init__(self, database: sa.Engine, now_ms: Callable[[], int]) -> None:
        self._database = database
        self._now_ms = now_ms

    def note(self, who: str, deed: Deed, recording: str | None = None) -> None:
        row = {"at_ms": self._now_ms(), "who": who, "what": deed.value, "recording": recording}
        with self._database.begin() as db:
            db.execute(trail.insert(), row)

    def newest(self, before_id: int | None = None, recording: str = "") -> list[Entry]:
        query = trail.select().order_by(trail.c.id.desc()).limit(ROWS)
        if before_id is not None:
            query = query.where(trail.c.id < before_id)
        if recording:
            query = query.where(trail.c.recording == recording)
        with self._database.connect() as db:
            return [Entry(**row) for row in db.execute(query).mappings()]

    def forget(self, before_ms: int) -> None:
        with self._database.begin() as db:
            db.execute(trail.delete().where(trail.c.at_ms < before_ms))
