"""Texts, what fields hold, and whether they are ticked, in the form in which they may leave.

Laws: as in ``mask.py``, which alone makes ``SafeText`` of them; what is hidden keeps its rough shape (``shape.py``), a value not
even that; what is shown has been looked through first (``findings.py``).
"""

import re
from collections.abc import Callable

from recorder import shape
from recorder.findings import Findings
from recorder.ledger import Ledger
from recorder.mirror import State
from recorder.policy import ALLOWED, TYPED, Channel, Policy, Treatment, rule
from recorder.records import Raw

_SURROGATE = re.compile("[\ud800-\udfff\x00]")
# A longer text is hidden whole: looking through it would hold up everything else for seconds.
_MOST_DETECTED = 200_000

Around = Callable[[str], tuple[str, str]]


def alone(text: str) -> tuple[str, str]:
    """What stands around a text that stands alone."""
    return "", ""


def sound(text: str) -> str:
    """A text that is UTF-8, without NUL."""
    return text if text.isprintable() else _SURROGATE.sub("\ufffd", text)


class TextMask:
    """Hides the texts of one recording.

    ``around`` gives what stands before and after a text to a reader's eye, ``held_from`` from which character on it is held back.
    """

    def __init__(self, policy: Policy, ledger: Ledger, findings: Findings) -> None:
        self._policy = policy
        self._ledger = ledger
        self._findings = findings

    def text(self, raw: Raw, context: int, around: Around = alone, held_from: Callable[[str], int] = len) -> str:
        """Text on the page."""
        treatment, text = self._policy.decide(Channel.TEXT, context), raw.reveal()
        if treatment is Treatment.SHOW:
            return self._shown(text, around, is_allowed=bool(context & ALLOWED), held_from=held_from)
        if treatment is Treatment.MASK:
            if not text or text.isspace():
                return shape.text(text)
            self._ledger.hide("text", 1, rule(Channel.TEXT, context))
            return shape.value(text.strip()) if context & TYPED else shape.text(text)
        return ""

    def value(self, state: State | None, context: int, around: Around = alone) -> str:
        """What a field holds. A value that was not read stands as if there were one: its absence would tell."""
        value = state[0] if state is not None else None
        if value is None:
            self._ledger.hide("floor", rule=rule(Channel.VALUE, context))
            return shape.VALUE
        if self._policy.decide(Channel.VALUE, context) is Treatment.SHOW:
            return self._shown(value.reveal(), around, whole=True)
        if value.reveal():
            self._ledger.hide("value", rule=rule(Channel.VALUE, context))
        return shape.value(value.reveal())

    def is_ticked(self, state: State | None, context: int) -> bool:
        """Whether a box is ticked; never so when that is hidden, and counted as hidden either way."""
        if state is None or state[1] is None:
            return False
        if self._policy.decide(Channel.STATE, context) is Treatment.SHOW:
            return state[1]
        self._ledger.hide("state", rule=rule(Channel.STATE, context))
        return False

    def is_plain(self, raw: Raw, context: int, around: Around, held_from: Callable[[str], int] = len) -> bool:
        """Whether a text is shown as it is, so that offsets in it tell nothing more."""
        text = raw.reveal()
        shows = self._policy.decide(Channel.TEXT, context) is Treatment.SHOW and len(text) <= _MOST_DETECTED
        return shows and not self._findings.spans(text, *around(text), bool(context & ALLOWED)) and held_from(text) >= len(text)

    def values_look_alike(self, before: State, after: State, context: int) -> bool:
        """Whether a field that is hidden looks the same in two states."""
        if Treatment.SHOW in (self._policy.decide(Channel.VALUE, context), self._policy.decide(Channel.STATE, context)):
            return False
        texts = [None if state[0] is None else shape.value(state[0].reveal()) for state in (before, after)]
        return texts[0] == texts[1]

    def texts_look_alike(self, before: Raw | None, after: Raw, context: int) -> bool:
        """Whether a text that is hidden looks the same as what stood there before."""
        if before is None or self._policy.decide(Channel.TEXT, context) is Treatment.SHOW:
            return False
        texts = [raw.reveal() for raw in (before, after)]
        if context & TYPED:
            return shape.value(texts[0].strip()) == shape.value(texts[1].strip())
        return shape.text(texts[0]) == shape.text(texts[1])

    def _shown(
        self, text: str, around: Around, whole: bool = False, is_allowed: bool = False, held_from: Callable[[str], int] = len
    ) -> str:
        """Text that may be read, less the personal data in it. ``whole``: any personal data hides all of it."""
        if len(text) > _MOST_DETECTED:
            self._ledger.hide("text")
            return shape.text(text)
        spans = self._findings.spans(text, *around(text), is_allowed) if text and not text.isspace() else []
        held = held_from(text)
        if not spans and held >= len(text):
            return sound(text)
        if spans:
            self._ledger.hide("personal data", len(spans), rule="personal data")
        if held < len(text):  # not counted: it is told later
            first = min([held, *(start for start, stop in spans if stop >= held)])
            spans = [*(span for span in spans if span[1] < held), (first, len(text))]
        if whole:
            return shape.value(text)
        parts, end = [], 0
        for start, stop in spans:
            parts += [_SURROGATE.sub("\ufffd", text[end:start]), shape.text(text[start:stop])]
            end = stop
        return "".join([*parts, _SURROGATE.sub("\ufffd", text[end:])])
