"""What is kept for how long: recordings, the trail, sessions, and the marks of what was erased.

Laws: age counts from when a recording began to arrive, by the collector's clock, since a sender's may say
anything. Erasing by age is the same erasing as by hand, and stands in the trail. With several copies each
may do a round, none does harm.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from starlette.applications import Starlette

from demo_site.collector.sessions import DAY_MS
from demo_site.collector.trail import Deed

ROUND_S = 3_600
MARKS_DAYS = 90
"""Longer than a sender keeps what it could not send."""
log = logging.getLogger("velo.collector")


@dataclass(frozen=True)
class Retention:
    """Days; 0 keeps for ever."""

    recordings_days: int = 30
    trail_days: int = 365


def one_round(app: Starlette, retention: Retention) -> int:
    """How many recordings were erased."""
    state, erased = app.state, 0
    now_ms = state.now_ms()
    if retention.recordings_days:
        while old := state.store.older_than(now_ms - retention.recordings_days * DAY_MS):
            for recording in old:
                state.trail.note("retention", Deed.AGED, recording)
                state.store.erase(recording)
                state.meters.erased("age")
            erased += len(old)
    if erased:
        state.store.overwrite_erased()
        log.info("erased by age", extra={"told": {"recordings": erased}})
    state.store.erase_again(now_ms - DAY_MS, now_ms)
    state.store.forget_erased(now_ms - MARKS_DAYS * DAY_MS)
    if retention.trail_days:
        state.trail.forget(now_ms - retention.trail_days * DAY_MS)
    state.sessions.forget_old()
    return erased
