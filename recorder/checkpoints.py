"""When a fresh tree is due though nothing was lost: so that playback can begin in the middle, and old segments can go.

Laws: a quiet page gets none; two of them lie at least a minute apart, whatever the page does.
"""

EVERY_MS = 300_000
LEAST_CHARS = 100_000  # so much must have left since the last one: playing that back is quicker than a tree
MOST_CHARS = 4_000_000  # so much asks for one before its time
APART_MS = 60_000


class Checkpoints:
    """What left since the last full tree of one recording."""

    def __init__(self) -> None:
        self._since_ms: int | None = None
        self._chars = 0

    def left(self, text: str) -> None:
        """A segment left."""
        self._chars += len(text)

    def due(self, now_ms: int) -> bool:
        """Whether to ask for a fresh tree now; then the count begins anew."""
        if self._since_ms is None:
            self._since_ms = now_ms
        waited_ms = now_ms - self._since_ms
        is_due = waited_ms >= EVERY_MS and self._chars >= LEAST_CHARS
        is_due = is_due or (waited_ms >= APART_MS and self._chars >= MOST_CHARS)
        if is_due:
            self._since_ms, self._chars = now_ms, 0
        return is_due
