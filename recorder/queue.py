"""What waits on the device of recordings whose page is gone: which goes first, when, and what has waited too long.

The worker shell lists what lies there (``load``), does what ``next`` says, and tells how it went. No storage here, no network.

Laws:

- what a page that is still there has stored is not touched: it holds a lock with its recording's name;
- erasures first; then one recording after the other, the oldest first, each from its first segment on;
- within limits of bytes and days; past them the oldest recordings go, and their segments are counted; an erasure stays;
- a recording of which a segment was refused makes no sense without it: the rest goes, too, counted.
"""

import json
from dataclasses import dataclass

from recorder.transport import Pause, pause_ms

MOST_BYTES = 8_000_000  # as stored: compressed
MOST_MS = 7 * 24 * 3_600_000
ERASURE = -1  # the number of a wish to erase


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on the device."""

    recording: str
    number: int
    size: int
    at_ms: int


class Queue:
    """The plan for one device."""

    def __init__(self, jitter: int = 0) -> None:
        self._jitter = jitter
        self._rows: list[Row] = []
        self._lost: dict[str, int] = {}
        self._gone: list[Row] = []
        self._tries = 0
        self._pause = Pause()

    def load(self, rows: str, held: str, now_ms: int) -> None:
        """What lies there.

        Args:
            rows: JSON, a list of recording, number, bytes, epoch ms when it was stored.
            held: JSON, the recordings whose pages are there.
        """
        living = set(json.loads(held))
        every = [Row(*row) for row in json.loads(rows)]
        self._rows = [row for row in every if row.recording not in living]
        begun: dict[str, int] = {}
        for row in self._rows:
            begun[row.recording] = min(row.at_ms, begun.get(row.recording, row.at_ms))
        self._rows.sort(key=lambda row: (row.number != ERASURE, begun[row.recording], row.recording, row.number))
        self._keep_limits(begun, sum(row.size for row in every), int(now_ms))

    def _keep_limits(self, begun: dict[str, int], stored_bytes: int, now_ms: int) -> None:
        wishes = {row.recording for row in self._rows if row.number == ERASURE}
        for recording in sorted(begun.keys() - wishes, key=lambda name: (begun[name], name)):
            # A clock that was set back makes things look younger than they are, never older than a week.
            is_old = abs(now_ms - begun[recording]) > MOST_MS
            if is_old or stored_bytes > MOST_BYTES:
                stored_bytes -= sum(row.size for row in self._rows if row.recording == recording)
                self._give_up(recording, "too old" if is_old else "overflow")

    def _give_up(self, recording: str, reason: str) -> None:
        gone = [row for row in self._rows if row.recording == recording]
        self._rows = [row for row in self._rows if row.recording != recording]
        self._gone += gone
        if count := sum(row.number != ERASURE for row in gone):
            self._lost[reason] = self._lost.get(reason, 0) + count

    def next(self, now_ms: int) -> str:
        """What to send or erase now, as JSON: recording, number; "": nothing."""
        if not self._rows or self._pause.left_ms(int(now_ms)):
            return ""
        return json.dumps([self._rows[0].recording, self._rows[0].number])

    def sent(self) -> None:
        """The collector did what ``next`` said last, or had."""
        self._gone.append(self._rows.pop(0))
        self._tries = 0
        self._pause.end()

    def failed(self, now_ms: int, retry_after_ms: int = 0) -> None:
        """No answer, 429 or 5xx."""
        self._tries += 1
        self._pause.begin(int(now_ms), pause_ms(self._tries, self._jitter, int(retry_after_ms)))

    def refused(self) -> None:
        """Any other 4xx."""
        self._give_up(self._rows[0].recording, "refused")

    def hurry(self) -> None:
        """The network, or the collector, is back."""
        self._pause.end()

    def gone(self) -> str:
        """What is to be deleted from the device, since this was asked last; as JSON: recording, number."""
        gone, self._gone = self._gone, []
        return json.dumps([[row.recording, row.number] for row in gone])

    def lost(self) -> str:
        """How many segments were lost for which reason, since this was asked last; as JSON."""
        lost, self._lost = self._lost, {}
        return json.dumps(lost)

    def wait_ms(self, now_ms: int) -> int:
        """In how many ms to ask ``next`` again; -1: nothing waits."""
        return self._pause.left_ms(int(now_ms)) if self._rows else -1
