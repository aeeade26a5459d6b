"""How often somebody may do something: token buckets in memory, by key.

Laws: a refused try takes nothing, so that waiting as long as was said always helps; memory has a bound, and
past it the bucket that was not used for longest goes (it is the one most likely full again). Each process
counts for itself: with several copies a limit holds for each of them.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

BUCKETS = 50_000


@dataclass(frozen=True)
class Rate:
    """So many at once, and then so many a second."""

    burst: float
    per_s: float


class Buckets:
    """One bucket for each key, all of one rate."""

    def __init__(self, rate: Rate, clock_s: Callable[[], float] = time.monotonic, limit: int = BUCKETS) -> None:
        self._rate = rate
        self._clock_s = clock_s
        self._limit = limit
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> int:
        """0, or in how many seconds to come again."""
        with self._lock:
            left, now_s = self._now(key)
            enough = left >= 1
            self._put(key, left - 1 if enough else left, now_s)
            return 0 if enough else max(1, math.ceil((1 - left) / self._rate.per_s))

    def give_back(self, key: Hashable) -> None:
        """What was taken turned out to be fine."""
        with self._lock:
            left, now_s = self._now(key)
            self._put(key, min(self._rate.burst, left + 1), now_s)

    def __len__(self) -> int:
        return len(self._left)

    def _now(self, key: Hashable) -> tuple[float, float]:
        now_s = self._clock_s()
        left, at_s = self._left.get(key, (self._rate.burst, now_s))
        return min(self._rate.burst, left + (now_s - at_s) * self._rate.per_s), now_s

    def _put(self, key: Hashable, left: float, at_s: float) -> None:
        self._left[key] = (left, at_s)
        self._left.move_to_end(key)
        if len(self._left) > self._limit:
            self._left.popitem(last=False)
