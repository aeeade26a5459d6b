"""Which recordings are asked for: by date, page, length, device; and where the next part of the list begins.

Law: what cannot be read as a filter is no filter, and is not shown as one; a list never fails because of its
address. A device is told by the width of the page when the recording began; nothing else of it is known.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from demo_site.collector.schema import recordings, segments

DEVICES = {"phone": (1, 600), "tablet": (600, 1024), "computer": (1024, 100_000)}
CURSOR = re.compile(r"([0-9]{1,15})\.([A-Za-z0-9_-]{22})")
PAGE_CHARS = 100
DAY = datetime.timedelta(days=1)
LONGEST_S = 10_000_000


@dataclass(frozen=True)
class Filter:
    """`None` and the empty word: all."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    page: str = ""
    shortest_s: int | None = None
    longest_s: int | None = None
    device: str = ""
    before: tuple[int, str] | None = None

    @property
    def narrows(self) -> bool:
        return Filter(before=self.before) != self

    def conditions(self) -> list[Any]:
        length_ms = recordings.c.last_ms - recordings.c.first_ms
        found: list[Any] = []
        if self.since:
            found.append(recordings.c.first_ms >= _midnight_ms(self.since))
        if self.until:
            found.append(recordings.c.first_ms < _midnight_ms(self.until + DAY))
        if self.shortest_s is not None:
            found.append(length_ms >= self.shortest_s * 1000)
        if self.longest_s is not None:
            found.append(length_ms <= self.longest_s * 1000)
        if self.page:
            found.append(_on_page(self.page))
        if self.device:
            narrowest, wider = DEVICES[self.device]
            found.append(recordings.c.width.between(narrowest, wider - 1))
        if self.before:
            here = sa.tuple_(recordings.c.received_at_ms, recordings.c.id)
            found.append(here < sa.tuple_(*map(sa.literal, self.before)))
        return found


ALL = Filter()


def read(query: Mapping[str, str]) -> Filter:
    device = query.get("device", "")
    cursor = CURSOR.fullmatch(query.get("before", ""))
    return Filter(
        since=_date(query.get("since", "")),
        until=_date(query.get("until", "")),
        page=query.get("page", "").replace("\x00", "").strip()[:PAGE_CHARS],
        shortest_s=_seconds(query.get("shortest", "")),
        longest_s=_seconds(query.get("longest", "")),
        device=device if device in DEVICES else "",
        before=(int(cursor[1]), cursor[2]) if cursor else None,
    )


def device_of(width: int) -> str:
    return next((name for name, (narrowest, wider) in DEVICES.items() if narrowest <= width < wider), "")


def _on_page(words: str) -> Any:
    """Any page of the recording, not only the first."""
    words = words.encode("utf-8", "replace").decode().lower()
    mine = sa.and_(segments.c.recording == recordings.c.id, sa.func.lower(segments.c.page).contains(words, autoescape=True))
    return sa.exists().where(mine)


def _date(text: str) -> datetime.date | None:
    """
    >>> _date("2026-11-24"), _date("24.11.2026"), _date("9999-12-31")
    (datetime.date(2026, 11, 24), None, None)
    """
    try:
        found = datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return found if found and 1970 <= found.year < 9999 else None


def _seconds(text: str) -> int | None:
    """
    >>> _seconds("90"), _seconds("1.5"), _seconds("-1"), _seconds("nan"), _seconds("")
    (90, 1, None, None, None)
    """
    if not re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,3})?", text):
        return None
    return min(math.floor(float(text)), LONGEST_S)


def _midnight_ms(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp()) * 1000
