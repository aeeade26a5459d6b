"""Personal data in a text: what it is and where.

`find` answers spans of e-mail addresses, phones, cards, bank accounts, national ids, IP addresses, tokens, birth dates,
document numbers, postal addresses and names, in positions of the text as given, sorted, never overlapping.

Laws: it never raises, whatever the string; its time grows with the text's length, not faster; it knows nothing but the text (no
clock, no state, no country setting). What stands beside a value decides more than its check digits: see docs/detectors.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import bank, births, documents, gate, mail, national, network, numbers, people, phones, places, tokens
from .fold import fold

Span = tuple[int, int, str]
_LEAST_CHARS = 4


def find(text: str) -> list[Span]:
    """Personal data in `text`: start, end, kind."""
    if not gate.may_hold(text):
        return []
    folded = fold(text)
    covered: bytearray | None = None
    found: list[Span] = []
    for start, end, kind in _candidates(folded.text):
        covered = covered or bytearray(len(folded.text))
        for free_start, free_end in _free_parts(folded.text, covered, start, end):
            found.append((*folded.span(free_start, free_end), kind))
        covered[start:end] = b"\x01" * (end - start)
    return sorted(found)


def _free_parts(text: str, covered: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a span that no surer span has, without scraps."""
    while start < end:
        free_start = covered.find(0, start, end)
        if free_start < 0:
            return
        free_end = covered.find(1, free_start, end)
        free_end = end if free_end < 0 else free_end
        piece = text[free_start:free_end]
        if (free_start, free_end) == (start, end) or sum(map(str.isalnum, piece)) >= _LEAST_CHARS:
            yield free_start, free_end
        start = free_end


def _candidates(text: str) -> Iterator[Span]:
    """All detectors' spans, the surest first: where two overlap, the earlier keeps its part."""
    yield from mail.spans(text)
    yield from tokens.spans(text)
    if gate.has_number(text):
        yield from _numbered(text)
    yield from people.spans(text)


def _numbered(text: str) -> Iterator[Span]:
    """What cannot be without a digit."""
    yield from bank.ibans(text)
    rest, runs = numbers.runs(text)
    yield from bank.cards(rest, runs)
    yield from national.spans(rest, runs)
    yield from network.spans(text)
    yield from births.spans(text)
    yield from places.spans(text)
    yield from documents.spans(rest)
    yield from phones.spans(rest, runs)
