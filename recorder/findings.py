"""Where a text holds what must not be seen: personal data, what the owner's rules find, and copies of what is hidden.

Laws: a text is read alone, together with what stands around it, and as what it says to a program that decodes it
(``readings.py``); what no option of the owner's welcomes counts; what was found is counted by kind, never told.
"""

import re
from collections.abc import Callable

from recorder.ledger import Ledger
from recorder.policy import Policy
from recorder.readings import Reading, readings
from recorder.taint import Taint

_DIGIT = re.compile(r"\d")
_LONG_DIGITS = 12
# Twelve digits and more, together or in groups of three and more: longer than order numbers, dates and amounts are.
_LONG_NUMBER = re.compile(r"(?<![\d.,])(?=(?:[ \u00a0-]?\d){12})\d{3,}(?:[ \u00a0-]\d{3,})*(?![.,]?\d)")
_MOST_REMEMBERED = 700  # characters: a piece of a block, with all that may stand around it
_TEXTS_REMEMBERED = 4_000

Found = list[tuple[int, int, str]]  # start, end, kind
Find = Callable[[str], Found]


class Findings:
    """All that looks through the texts of one recording."""

    def __init__(self, policy: Policy, ledger: Ledger, taint: Taint) -> None:
        self._policy = policy
        self._ledger = ledger
        self._taint = taint
        self._awaited: Taint | None = None  # what is typed just now, and may become personal
        self._detect: Find | None = None
        # What the detectors said of a text, and its readings: pages repeat themselves.
        self._known: dict[str, tuple[Found, list[Reading]]] = {}
        # All that was found in a text, read as somebody said; for one version of what was typed.
        self._found: dict[tuple[str, bool], Found] = {}
        self._version = -1
        self._counts_failures = bool(policy.own.detectors)  # each time that a rule of the owner's is asked
        self._welcome = frozenset({"email"}) if not policy.strict and policy.options.record_emails else frozenset()
        self._shows_long_numbers = policy.options.record_numbers and not policy.strict

    def spans(self, text: str, before: str, after: str, is_allowed: bool) -> list[tuple[int, int]]:
        """Where a text holds such a thing, read alone and together with what stands around it; merged, and counted.

        ``is_allowed``: somebody said that this place is to be seen, so it may repeat what a mark hides elsewhere.
        """
        found = set(self.find(text, is_allowed))
        if before or after:
            offset, length = len(before), len(text)
            for start, stop, kind in self.find(before + text + after, is_allowed, is_joined=True):
                if start - offset < length and stop > offset:
                    found.add((max(0, start - offset), min(stop - offset, length), kind))
        for kind, _ in {(kind, start) for start, _, kind in found}:
            self._ledger.found(kind)
        merged: list[tuple[int, int]] = []
        for start, stop, _ in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        return merged

    def find(self, text: str, is_allowed: bool = False, is_joined: bool = False) -> Found:
        """Personal data and copies in a text, and in what it says to a program that decodes it."""
        version = self._taint.version + (self._awaited.version if self._awaited is not None else 0)
        if self._version != version or len(self._found) >= _TEXTS_REMEMBERED:
            self._found.clear()
            self._version = version
        found = self._found.get((text, is_allowed))
        if found is None:
            found = self._look(text, is_allowed, is_joined)
            if len(text) <= _MOST_REMEMBERED and not self._counts_failures:
                self._found[text, is_allowed] = found
        return found

    def _look(self, text: str, is_allowed: bool, is_joined: bool) -> Found:
        known, decoded = self._detected(text)
        found = known + self._own_and_typed(text, is_allowed, is_joined)
        for reading in decoded:
            inside = self._detected(reading.text)[0] + self._own_and_typed(reading.text, is_allowed, is_joined)
            found += [(*reading.span(start, end), kind) for start, end, kind in inside if start < end]
        return found

    def is_personal(self, text: str, before: str = "") -> bool:
        """Whether a short text holds personal data, read alone or after what stands before it."""
        alone = len(text) <= _MOST_REMEMBERED and bool(self._detected(text)[0])
        return alone or any(end > len(before) for _, end, _ in self._detected(before + text[:_MOST_REMEMBERED])[0] if before)

    def look_for_awaited(self, value: str) -> None:
        """What a field holds, and held since its first key, is looked for as typed, until it is known for what it is ("")."""
        awaited = self._awaited or Taint()
        awaited.add(0, value)
        self._awaited = awaited if value else None
        self._version = -1

    def find_if_balanced(self, text: str) -> Found:
        """The same where what is found decides; in ``strict`` it is hidden all the same."""
        return [] if self._policy.strict else self.find(text)

    def _own_and_typed(self, text: str, is_allowed: bool, is_joined: bool) -> Found:
        found = self._policy.own.find(text, self._ledger.failed, is_joined) + self._taint.find(text, is_allowed)
        return found if self._awaited is None else found + self._awaited.find(text, is_allowed)

    def _detected(self, text: str) -> tuple[Found, list[Reading]]:
        """What the detectors say of a text, and its readings."""
        if self._detect is None:
            # Not at the top: in `strict` nothing is shown, and a visitor's browser need not load the detectors.
            from recorder.detect import find

            self._detect = find
        known = self._known.get(text)
        if known is None:
            spans = [span for span in self._detect(text) if span[2] not in self._welcome]
            if not self._shows_long_numbers and len(_DIGIT.findall(text)) >= _LONG_DIGITS:
                spans += [(*match.span(), "long_number") for match in _LONG_NUMBER.finditer(text)]
            known = spans, readings(text)
            if len(text) <= _MOST_REMEMBERED:
                if len(self._known) >= _TEXTS_REMEMBERED:
                    self._known.clear()
                self._known[text] = known
        return known
