"""What the worker shell holds: one recording, from options to segments. Only plain values cross to JavaScript.

The page alone says what may leave: ``release`` names the last batch that is out of quarantine. What was released is worded
when it is sent, never earlier.
"""

import gc
import json
from collections.abc import Iterator
from typing import Any

from recorder import beside, config, custom, detect, labelled, telling
from recorder.checkpoints import Checkpoints
from recorder.drafts import Draft
from recorder.policy import Policy
from recorder.queue import Queue
from recorder.recorder import Recorder
from recorder.rrweb import EventType, line
from recorder.taint import Taint
from recorder.transport import Held, Segment, Transport

# With framed recorders, what is younger waits for what they still have to tell: that comes after their own quarantine, their own
# cut of a segment and a quarantine here.
FRAMES_LAG_MS = 3_500


# What lies on the device is worded anew at once when a mark changed; for other changes of the page after so long for each segment
# that waits: wording takes milliseconds, and a page that changes all the time would keep the worker busy.
REWORD_MS = 50


class Visit:
    """The recordings of one visit: what was typed on one page is hidden on the next, as long as the worker lives."""

    def __init__(self) -> None:
        self._typed = Taint()
        self.queue = Queue()

    def forget(self) -> None:
        """Consent was revoked: what was typed is forgotten, but for pages that are still recorded, until they end."""
        self._typed = Taint()
        detect.forget()
        telling.forget()
        beside.forget()
        labelled.forget()
        gc.collect()

    def session(self, options: str, recording: str, rules: str = "") -> "Session":
        """The recording of one more page."""
        return Session(options, recording, rules, self._typed)


class Session:
    """One recording.

    Args:
        options: the owner's options, checked by the loader already and once more here, as JSON.
        recording: 128 random bits in URL-safe text; the core has no randomness of its own.
        rules: name of the module with the owner's own rules; "": the build was given none.
        typed: what was typed in this visit so far.

    Raises:
        ConfigError: for a wrong option.
        RulesError: the owner's rules cannot be loaded; there is no recording without them.
    """

    def __init__(self, options: str, recording: str = "", rules: str = "", typed: Taint | None = None) -> None:
        # A snapshot makes some hundred thousand objects that stay: looking through them again and again doubles its time.
        gc.set_threshold(200_000, 20, 50)
        self.recording = recording
        self._recorder = Recorder(Policy(config.parse(json.loads(options)), custom.load(rules)), typed)
        self._transport = Transport(jitter=sum(recording.encode()))
        self._held = Held()
        self._number = self._released = 0
        self._cut = 0
        self._accounted = 0
        self._stored: dict[int, int] = {}  # what lies on the device: number and hash of the text
        self._stored_marks = 0
        self._stored_version = 0
        self._stored_ms = 0
        self._checkpoints = Checkpoints()

    def lost(self, reason: str = "worker ended", count: int = 1) -> None:
        """A worker ended under this page, and with it what it had not sent; or other segments of this device were lost."""
        self._recorder.ledger.drop(reason, int(count))

    @property
    def number(self) -> int:
        """The number of the segment that ``next`` gave last."""
        return self._transport.number

    def receive(self, data: Any, number: int, now_ms: int) -> str:
        """Takes a batch (bytes, or a buffer of JavaScript's). Returns "snapshot" when the probe must send a fresh tree."""
        batch = data if isinstance(data, (bytes, str)) else data.to_bytes()
        self._number = int(number)
        self._recorder.receive(batch, int(now_ms), self._number)
        self._hold(self._number, len(batch))
        is_due = self._checkpoints.due(int(now_ms)) or self._transport.wants_tree
        return "snapshot" if is_due or self._recorder.wants_snapshot else ""

    def _hold(self, number: int, chars: int) -> None:
        if not self._recorder.wants_snapshot:  # until it comes, nothing more is taken in
            self._held.add(number, chars)
        if self._held.is_over:
            self._start_over("overflow")

    def _start_over(self, reason: str) -> None:
        self._recorder.start_over(reason)
        self._held.clear()

    def treated(self) -> str:
        """Marks that the owner's treatments newly ask for, as JSON: node id, marks, node id, marks ...; "": none."""
        told = self._recorder.treated()
        return json.dumps([number for pair in told.items() for number in pair]) if told else ""

    def foreign(self, number: int, message: Any, now_ms: int) -> str:
        """Takes a message of a framed recorder; "": it has ended. Returns "look" when the page must look at its marks first."""
        if message == "":
            return "look" if self._recorder.leave_foreign(int(number), int(now_ms)) else ""
        waits = self._recorder.receive_foreign(int(number), message, int(now_ms))
        self._hold(self._number + 1, len(message) if isinstance(message, str) else 0)
        return "look" if waits else ""

    def wishes(self) -> str:
        """What framed recorders are to be told, as JSON: see ``Joins.wishes``."""
        return self._recorder.joins.wishes()

    def release(self, number: int) -> None:
        """All batches up to this one may leave."""
        self._released = max(self._released, int(number))

    def next(self, now_ms: int, everything: bool = False, closing: bool = False, asked: bool = True) -> str | None:
        """The text of the segment to send now; None: nothing is due.

        Args:
            everything: do not wait for more to come.
            closing: this may be the last the collector hears, so it is told what was withheld, too.
            asked: it is the site that wants everything, so what is held back because it might go on is told as it stands; whoever
                looks into another tab may go on.
        """
        now_ms = int(now_ms)
        is_due = (everything or self._has_more) and self._transport.cut_is_due(now_ms, everything)
        if is_due:
            self._recorder.settle(now_ms, everything and asked, self._is_up_to_date)
        if is_due and self._has_more:
            self._cut = self._released
            until_ms = now_ms - FRAMES_LAG_MS if len(self._recorder.joins) and not everything else None
            self._put(self._recorder.cut(self._cut, until_ms), now_ms)
        text = self._waiting(now_ms)
        if text is None and closing and self._cut > self._accounted and not len(self._transport):
            self._accounted = self._cut
            self._transport.put([self._recorder.account()], now_ms)
            text = self._waiting(now_ms)
        return text

    @property
    def _is_up_to_date(self) -> bool:
        return self._released == self._number  # else more is on its way to be told

    def _put(self, drafts: list[Draft], now_ms: int) -> None:
        dropped = self._transport.put(drafts, now_ms, self._held.take(self._cut))
        if dropped and len(self._transport) == 1:
            self._start_over("overflow")
            dropped -= 1  # that counts one
        if dropped:
            self._recorder.ledger.drop("overflow", dropped)

    @property
    def _has_more(self) -> bool:
        owes = self._is_up_to_date and self._recorder.owes
        return owes or self._released > self._cut or self._recorder.waits(self._cut)

    def _waiting(self, now_ms: int) -> str | None:
        while (segment := self._transport.next(now_ms)) is not None:
            text = self._recorder.word(segment.drafts)
            if text or segment.tries > 1:
                self._checkpoints.left(text)
                return text or _withheld(segment)
            self._transport.skip()
        return None

    def keep(self, now_ms: int, final: bool = False) -> str:
        """What the device is to hold of what waits: JSON ``{"put": [[number, text], ...], "drop": [number, ...]}``; "": none.

        ``final``: the page is gone and tries no more; all that was released, and what was withheld, is worded for the last time.
        """
        ledger = self._recorder.ledger.state()
        texts = dict(self._last_words(int(now_ms)) if final else self._words(int(now_ms)))
        self._recorder.ledger.restore(ledger)
        put = [(number, text) for number, text in texts.items() if self._stored.get(number) != hash(text)]
        drop = [number for number in self._stored if number not in texts]
        self._stored = {number: hash(text) for number, text in texts.items()}
        return json.dumps({"put": put, "drop": drop}) if put or drop else ""

    def _words(self, now_ms: int) -> Iterator[tuple[int, str]]:
        recorder = self._recorder
        is_ripe = now_ms - self._stored_ms >= REWORD_MS * len(self._transport)
        is_stale = recorder.marks_version != self._stored_marks or (is_ripe and recorder.version != self._stored_version)
        if is_stale:
            self._stored_marks, self._stored_version, self._stored_ms = recorder.marks_version, recorder.version, now_ms
        number = self._transport.number
        for segment in self._transport:
            if is_stale or segment.text is None:
                segment.text = recorder.word(segment.drafts) or (_withheld(segment) if segment.tries else "")
            if segment.text:
                yield number, segment.text
                number += 1

    def _last_words(self, now_ms: int) -> Iterator[tuple[int, str]]:
        self._recorder.settle(now_ms, False, self._is_up_to_date)
        if self._has_more:
            self._cut = self._released
            self._put(self._recorder.cut(self._cut), now_ms)
        number = self._transport.number
        for segment in self._transport:
            if text := self._recorder.word(segment.drafts) or (_withheld(segment) if segment.tries else ""):
                self._recorder.ledger.keep()
                yield number, text
                number += 1
        if self._cut > self._accounted:
            yield number, self._recorder.word([self._recorder.account()])

    @property
    def has_kept(self) -> bool:
        """Whether something of this recording lies on the device."""
        return bool(self._stored)

    def discard(self) -> str:
        """What of this recording is to go from the device, as ``keep`` says it; "": nothing lies there."""
        drop, self._stored = list(self._stored), {}
        return json.dumps({"put": [], "drop": drop}) if drop else ""

    def not_kept(self) -> None:
        """The device did not take it."""
        self._stored = {}

    def hurry(self) -> None:
        """The network is back."""
        self._transport.hurry()

    def sent(self) -> None:
        """The segment was accepted, or had been."""
        self._transport.sent()
        self._recorder.ledger.keep()

    def failed(self, now_ms: int, retry_after_ms: int = 0) -> None:
        """No answer, 429 or 5xx: it will be handed out again."""
        self._transport.failed(int(now_ms), int(retry_after_ms))

    def refused(self, status: int) -> None:
        """Any other 4xx: it is lost, and counted; what follows makes sense only after a fresh tree, so that is asked for."""
        self._start_over("refused")
        self._transport.sent()
        self._transport.clear()

    @property
    def wants_snapshot(self) -> bool:
        """Whether the probe must send a fresh tree."""
        return self._recorder.wants_snapshot

    def wait_ms(self, now_ms: int) -> int:
        """In how many ms ``next`` may have something; -1: not before the next ``release``."""
        return self._transport.wait_ms(int(now_ms), self._has_more)

    def ledger(self) -> str:
        """Counts of what was hidden and dropped, as JSON."""
        return self._recorder.ledger.as_json()


def _withheld(segment: Segment) -> str:
    """Stands for a segment of which nothing may be said any more, but which may have arrived: its number is its own."""
    at_ms = segment.drafts[0].at_ms if segment.drafts else 0
    return line({"type": int(EventType.CUSTOM), "data": {"tag": "velo-withheld", "payload": {}}, "timestamp": at_ms}) + "\n"
