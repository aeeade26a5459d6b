"""What waits to leave: drafts, in the order of their moments.

Laws: what is cut is in one order, with no step back in time, which a player would not follow; a draft that was handed out is
still known here for as long as whoever has it may ask for its words, so that a mark can reach it.
"""

import heapq
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

from recorder.drafts import Draft, Touched
from recorder.mirror import Node
from recorder.records import Record

_SAMPLED_MS = 1_000  # what is sampled comes at most so much later
_CLOCKS_DIFFER_MS = 60_000  # by more than that, one of page and worker has not seen that the clock was set


class Waiting:
    """The drafts of one page."""

    def __init__(self) -> None:
        self.batch = 0  # the one at hand
        self.is_foreign = False  # a framed recorder's records are taken in
        self._drafts: list[Draft] = []
        self._handed_out: WeakSet[Draft] = WeakSet()
        self._last_ms = 0  # moment of the last thing cut

    def __len__(self) -> int:
        return len(self._drafts)

    def add(self, record: Record, kind: str, *touched: Touched, data: tuple[Any, ...] = ()) -> Draft:
        """A draft of the batch at hand."""
        draft = Draft(record.at_ms, kind, self.batch, touched=list(touched), data=data, is_foreign=self.is_foreign)
        self._drafts.append(draft)
        return draft

    def account(self) -> Draft:
        """What was withheld so far, at the end of what was cut."""
        return Draft(self._last_ms, "account", self.batch)

    def cut(self, upto: int | None = None, until_ms: int | None = None) -> list[Draft]:
        """What may leave, not worded yet, and forgets it here. ``until_ms``: what is younger stays, unless the clocks differ."""
        free = [draft for draft in self._drafts if upto is None or draft.batch <= upto]
        ready = list(self._in_time(free))
        while ready and until_ms is not None and 0 < ready[-1].at_ms - until_ms < _CLOCKS_DIFFER_MS:
            ready.pop()
        taken = set(map(id, ready))
        self._drafts = [draft for draft in self._drafts if id(draft) not in taken]
        if ready:
            self._last_ms = max(ready[-1].at_ms, self._last_ms)
        ready = [draft for draft in ready if not draft.is_void]
        self._handed_out.update(ready)
        return ready

    def _in_time(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Drafts in one order, with no step back in time, which a player would not follow.

        What framed recorders told comes later than what the page told at that moment, and so does what is sampled.
        """
        own = [draft for draft in drafts if not draft.is_foreign]
        foreign = [draft for draft in drafts if draft.is_foreign]
        last_ms = self._last_ms
        for draft in heapq.merge(own, foreign, key=lambda draft: draft.at_ms) if foreign else own:
            if draft.is_foreign or draft.at_ms > last_ms - _SAMPLED_MS:  # beyond that, it is the clock that was set back
                draft.at_ms = max(draft.at_ms, last_ms)
            last_ms = max(draft.at_ms, last_ms)
            yield draft

    def waits(self, upto: int) -> bool:
        """Whether something may leave that ``cut`` has left."""
        return any(draft.batch <= upto for draft in self._drafts)

    def all(self) -> list[Draft]:
        """All that may still be worded."""
        return [*self._handed_out, *self._drafts]

    def keep(self, count: int) -> None:
        """Forgets all but the first."""
        del self._drafts[count:]

    @property
    def ends_foreign(self) -> bool:
        """Whether a framed recorder told the last thing that waits."""
        return bool(self._drafts and self._drafts[-1].is_foreign)

    @property
    def foreign(self) -> int:
        """How many of them framed recorders told."""
        return sum(draft.is_foreign for draft in self._drafts)

    def forget_foreign(self) -> None:
        """What framed recorders told is not to be said any more."""
        for draft in self._drafts:
            draft.is_void = draft.is_void or draft.is_foreign

    def sort(self) -> None:
        """rrweb's player wants time to go forward; a stable sort keeps what is of one moment in order.

        What came in earlier batches is in order already.
        """
        at = len(self._drafts)
        while at and self._drafts[at - 1].batch >= self.batch:
            at -= 1
        self._drafts[at:] = sorted(self._drafts[at:], key=lambda draft: (draft.batch, draft.at_ms))

    def fill_in(self, node: Node, batch: int | None = None) -> bool:
        """The first state of a field belongs to its addition, when that is still waiting; else it is news.

        ``batch``: only to one of this batch. Gives whether there was one.
        """
        for draft in reversed(self._drafts):
            entry = draft.addition_of(node) if batch in (None, draft.batch) else None
            if entry is not None:
                entry.state = node.state
                return True
        return False
