"""Personal data in a text: what it is and where.

`find` answers spans of e-mail addresses, phones, cards, bank accounts, national ids, IP addresses, tokens, birth dates,
document numbers, postal addresses and names, in positions of the text as given, sorted, never overlapping.

Laws: it never raises, whatever the string; its time grows with the text's length, not faster; it knows nothing but the text (no
clock, no state, no country setting). What stands beside a value decides more than its check digits: see docs/detectors.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import bank, births, documents, gate, labels, mail, names, national, network, numbers, people, phones, places, tokens
from .fold import fold

Span = tuple[int, int, str]
_SIGNS = re.compile(r"@|\.|,|\n")
_LEAST_CHARS = 3
_LEAST_PIECE = 4
_LEAST_RUN = 5
_LEAST_PHONE = 6


def find(text: str) -> list[Span]:
    """Personal data in `text`: start, end, kind."""
    if len(text) < _LEAST_CHARS:
        return []
    folded = fold(text)
    glance = gate.glance(folded.text)
    if not glance.digits and not glance.introduces and not _SIGNS.search(folded.text):
        return []
    covered: bytearray | None = None
    found: list[Span] = []
    for start, end, kind in _candidates(folded.text, glance):
        covered = covered or bytearray(len(folded.text))
        for free_start, free_end in _free_parts(folded.text, covered, start, end):
            found.append((*folded.span(free_start, free_end), kind))
        covered[start:end] = b"\x01" * (end - start)
    return sorted(found)


def forget() -> None:
    """Words of texts that were looked at are remembered, to be quicker the next time: no longer."""
    labels.forget()
    names.forget()


def _free_parts(text: str, covered: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a span that no surer span has, without scraps."""
    while start < end:
        free_start = covered.find(0, start, end)
        if free_start < 0:
            return
        free_end = covered.find(1, free_start, end)
        free_end = end if free_end < 0 else free_end
        piece = text[free_start:free_end]
        if (free_start, free_end) == (start, end) or sum(map(str.isalnum, piece)) >= _LEAST_PIECE:
            yield free_start, free_end
        start = free_end


def _candidates(text: str, glance: gate.Glance) -> Iterator[Span]:
    """All detectors' spans, the surest first: where two overlap, the earlier keeps its part."""
    signed = "@" in text
    if signed or "%" in text:
        yield from mail.spans(text)
    if signed or gate.SPELLED_MAIL in glance.introduces or "(a)" in text:
        yield from mail.spelled(text)
    if glance.digits:
        yield from tokens.spans(text)
        yield from _numbered(text, glance)
    if signed or gate.NAMES in glance.introduces:
        yield from people.spans(text)
    if glance.signs and ("." in text or "\n" in text or ", " in text):
        yield from people.signed(text)


def _numbered(text: str, glance: gate.Glance) -> Iterator[Span]:
    """What cannot be without a digit."""
    rest, runs = numbers.runs(text) if glance.digits >= _LEAST_RUN else (text, [])
    if glance.digits >= _LEAST_RUN:
        yield from bank.ibans(text)
        yield from bank.cards(rest, runs)
        yield from national.spans(rest, runs, labelled="national" in glance.introduces)
    yield from bank.accounts(text, glance.digits)
    yield from network.spans(text)
    if "birth" in glance.introduces or "*" in text:
        yield from births.spans(text)
    yield from places.spans(text, labelled="address" in glance.introduces)
    if "document" in glance.introduces:
        yield from documents.spans(rest, glance.digits)
    if glance.digits >= _LEAST_PHONE:
        yield from phones.spans(rest, runs)
