"""Written values that may be an identity number: capitals and digits in pieces, as they stand in a text.

Law: one pass, each piece bounded; a value ends at anything but a single space, dot, slash or hyphen between pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .labels import meaning

_CAPITAL = "A-ZΑ-ΩА-Я"  # Greek identity cards and Russian certificates carry letters of their own
_PIECE = rf"(?:[A-Za-z{_CAPITAL}]{{0,8}}\d[A-Za-z\d]{{0,23}}|[{_CAPITAL}]{{1,5}}(?![a-zß-ÿα-ωά-ώа-я]))"
_VALUE = re.compile(rf"(?<![^\W_]){_PIECE}(?:(?: ?[./-] ?| ){_PIECE}){{0,8}}(?![A-Za-z0-9])")
_PIECES = re.compile(r"[^\W_]+")
_TRAILING_CAPITALS = 2
_PIECE_AFTER_CHARS = 8


class Value(NamedTuple):
    """One value: where it starts, its pieces, its text's characters."""

    start: int
    pieces: tuple[tuple[int, int], ...]
    text: str

    def chars(self, count: int) -> str:
        """The first `count` pieces without separators, in capitals."""
        return "".join(self.text[a - self.start : b - self.start] for a, b in self.pieces[:count]).upper()

    def trails(self, count: int) -> bool:
        """Whether the piece `count` is a word after the number, as in "12345678 IBAN"."""
        a, b = self.pieces[count - 1]
        last = self.text[a - self.start : b - self.start]
        return last.isalpha() and b - a > _TRAILING_CAPITALS and len(self.chars(count - 1)) >= _PIECE_AFTER_CHARS


def values(text: str) -> Iterator[Value]:
    """The values of a text that hold at least three digits, each starting where a label may stand before it."""
    for found in _VALUE.finditer(text):
        pieces = [piece.span() for piece in _PIECES.finditer(text, found.start(), found.end())]
        while pieces and _is_label(text, pieces):
            pieces.pop(0)
        if pieces and sum(text[at].isdigit() for at in range(pieces[0][0], pieces[-1][1])) >= 3:
            start = pieces[0][0]
            yield Value(start, tuple(pieces), text[start : found.end()])


def _is_label(text: str, pieces: list[tuple[int, int]]) -> bool:
    """A first piece of letters alone that is a word for numbers ("SSN", "PESEL") belongs to the label."""
    start, end = pieces[0]
    piece = text[start:end]
    if not piece.isalpha():
        return False
    if len(pieces) == 1 or piece in _NUMBER_SIGNS or (end - start > 2 and meaning(piece) is not None):
        return True
    return end - start == 1 and text[end] == "."  # "R.U.T. 12345678-9"


_NUMBER_SIGNS = frozenset("NO NR N ID CF NI IP OP CI DL RG CC SS SV RV KV".split())
