"""Segments: their order, when one is due, when it is tried again. No network here, and no clock: the worker shell has both.

Laws:

- segments are numbered 0, 1, 2 ... without gaps, tried one at a time, in order;
- a segment is worded anew for every try, so that what waits on the device obeys a mark that came meanwhile;
- what was tried keeps its number, even when nothing of it may be said any more: it may have arrived;
- waiting has a limit, in segments and in what the page told for them; past it the oldest that were never tried go, counted, up to
  the next whole tree: the rest changes that one. The largest of those that wait is not counted: it may be that tree.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from recorder.drafts import Draft

CUT_EVERY_MS = 2_000  # a segment holds about so much time
FIRST_RETRY_MS = 1_000
LAST_RETRY_MS = 120_000
MAX_WAITING = 300  # segments: ten minutes of a busy page without an answer
MAX_WAITING_CHARS = 8_000_000  # of the batches that they were made of, and of those that are not free yet: 2 to 14 bytes each
_JITTER = (1.0, 1.25, 0.75, 1.5, 0.9, 1.1, 0.6, 1.4)  # factors of the pause, taken in turn: the core has no `random`


class Pause:
    """When to try again. A clock that is set back ends it."""

    def __init__(self) -> None:
        self._from_ms = self._until_ms = 0

    def begin(self, now_ms: int, length_ms: int) -> None:
        """Nothing is tried for so long."""
        self._from_ms, self._until_ms = now_ms, now_ms + length_ms

    def end(self) -> None:
        """What waits may be tried at once."""
        self._from_ms = self._until_ms = 0

    def left_ms(self, now_ms: int) -> int:
        """How much of it is left."""
        return self._until_ms - now_ms if self._from_ms <= now_ms < self._until_ms else 0


def pause_ms(tries: int, jitter: int, retry_after_ms: int = 0) -> int:
    """How long to wait after so many tries in vain; the collector's wish is kept within reason."""
    pause = min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** min(max(tries, 1) - 1, 20)) * _JITTER[(tries + jitter) % len(_JITTER)]
    return max(int(pause), min(retry_after_ms, 10 * LAST_RETRY_MS))


@dataclass(slots=True)
class Segment:
    """What one request carries.

    ``chars``: of the batches it was made of; ``tries``: how often it was handed out; ``text``: how it was worded last for the
    device.
    """

    drafts: list[Draft]
    chars: int = 0
    tries: int = 0
    text: str | None = None

    @property
    def has_tree(self) -> bool:
        """Whether playing can begin here."""
        return any(draft.kind == "tree" for draft in self.drafts)

    def begin_with_tree(self) -> None:
        """What changes the tree before goes: that is not there."""
        at = next(at for at, draft in enumerate(self.drafts) if draft.kind == "tree")
        at -= at > 0 and self.drafts[at - 1].kind == "page"
        self.drafts, self.text = self.drafts[at:], None


class Held:
    """How many characters the batches have that were taken in and not cut yet. Past the limit they go, for a fresh tree."""

    def __init__(self) -> None:
        self._chars: dict[int, int] = {}
        self._sum = self._largest = 0

    def add(self, number: int, chars: int) -> None:
        """Batch ``number`` came, or more of it."""
        self._chars[number] = self._chars.get(number, 0) + chars
        self._sum += chars
        self._largest = max(self._largest, self._chars[number])

    @property
    def is_over(self) -> bool:
        """Whether they are too much, the largest not counted: it may be a whole page."""
        return self._sum - self._largest > MAX_WAITING_CHARS

    def take(self, upto: int) -> int:
        """Those up to this batch are a segment now. Gives how many characters that are."""
        before = self._sum
        self._chars = {number: chars for number, chars in self._chars.items() if number > upto}
        self._sum, self._largest = sum(self._chars.values()), max(self._chars.values(), default=0)
        return before - self._sum

    def clear(self) -> None:
        """Nothing is held any more."""
        self._chars, self._sum, self._largest = {}, 0, 0


class Transport:
    """The queue of one recording."""

    def __init__(self, jitter: int = 0) -> None:
        self.number = 0
        self._jitter = jitter
        self._waiting: deque[Segment] = deque()
        self._cut_ms: int | None = None
        self._pause = Pause()

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Segment]:
        return iter(self._waiting)

    def cut_is_due(self, now_ms: int, everything: bool) -> bool:
        """Whether what was released should become a segment now. The first time starts the clock, not a segment."""
        if self._cut_ms is None:
            self._cut_ms = now_ms - CUT_EVERY_MS // 2
        return everything or not 0 <= now_ms - self._cut_ms < CUT_EVERY_MS  # below 0: the clock was set back

    def put(self, drafts: list[Draft], now_ms: int, chars: int = 0) -> int:
        """Adds a segment. Returns how many were dropped to keep the limit; if only one is left, a fresh tree is needed."""
        self._cut_ms = now_ms
        self._waiting.append(Segment(drafts, chars))
        dropped = 0
        while self._is_over(MAX_WAITING, MAX_WAITING_CHARS):
            dropped += self._drop()
        return dropped

    def _is_over(self, segments: int, chars: int) -> bool:
        others = [segment.chars for segment in islice(self._waiting, 1, None)]
        return len(self._waiting) > segments or sum(others) - max(others, default=0) > chars

    def _drop(self) -> int:
        first, *others = self._waiting  # the first may have arrived already: its number stays its own
        kept_from = next((at for at in range(1, len(others)) if others[at].has_tree), len(others))
        self._waiting = deque([first, *others[kept_from:]])
        if kept_from < len(others):
            others[kept_from].begin_with_tree()
        return kept_from

    @property
    def wants_tree(self) -> bool:
        """Whether half of what may wait does, and its newer half could not be played without the older."""
        half, half_chars, chars = MAX_WAITING // 2 - 1, MAX_WAITING_CHARS // 2, 0
        if not self._is_over(half, half_chars):
            return False
        for segment in islice(reversed(self._waiting), half):
            if segment.has_tree:
                return False
            if (chars := chars + segment.chars) > half_chars:
                break
        return True

    def next(self, now_ms: int) -> Segment | None:
        """The segment to send now, if any. It stays first until ``sent`` or ``refused``."""
        if not self._waiting or self._pause.left_ms(now_ms):
            return None
        self._waiting[0].tries += 1
        return self._waiting[0]

    def clear(self) -> None:
        """What waits has become useless: it goes, and nobody has to wait for it."""
        self._waiting.clear()
        self._pause.end()

    def skip(self) -> None:
        """The first segment has nothing left to say: it goes without a number."""
        self._waiting.popleft()

    def sent(self) -> None:
        """The collector has the first segment."""
        self._waiting.popleft()
        self.number += 1
        self._pause.end()

    def failed(self, now_ms: int, retry_after_ms: int = 0) -> None:
        """No answer, or one that asks for patience."""
        tries = self._waiting[0].tries if self._waiting else 1
        self._pause.begin(now_ms, pause_ms(tries, self._jitter, retry_after_ms))

    def hurry(self) -> None:
        """The network is back: what waits need not."""
        self._pause.end()

    def wait_ms(self, now_ms: int, more: bool) -> int:
        """In how many ms to ask again; -1: nothing waits. ``more``: something was released and not cut yet."""
        waits = []
        if self._waiting:
            waits.append(self._pause.left_ms(now_ms))
        if more:
            waits.append(min(CUT_EVERY_MS, (self._cut_ms or now_ms) + CUT_EVERY_MS - now_ms))
        return max(0, min(waits)) if waits else -1
