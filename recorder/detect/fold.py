"""One spelling for a text that can be written in many, and the way back.

Law: `fold` changes how a value is written, never which one it is: full-width and mathematical letters become plain
ones, any Unicode decimal digit becomes 0-9, every space a space, every dash a hyphen-minus, every line end a newline;
soft hyphens, zero-width and control characters and direction marks vanish. `Folded.span` gives positions in the text as it came.
Superscripts and fractions stay: "10²" is not 102. What a browser draws as one space or as a line's end is
one: two spaces between words, and what indents a line (of three spaces and more in a line, columns are made).
Source: Unicode Standard Annex 15 (NFKC) and 44 (general categories).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Variation selectors, the combining grapheme joiner and Hangul fillers are invisible without being of category Cf; a keycap
# is drawn around its digit.
_INVISIBLE = frozenset("\u20e3\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u3164\uffa0")
_LINE_ENDS = frozenset("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# What each character of ASCII is, for `str.translate`: a digit, a capital or something else.
KINDS = " " * 48 + "0" * 10 + " " * 7 + "A" * 26 + " " * 37
_DRAWN_AS_ONE = re.compile(r"(?<=\S)  (?=\S)|(?<=\n)[ \t]{2,}")
_DASHES = frozenset("\u2212\u02d7\u2043\u23af")
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2032": "'"}


class _Table(dict[int, str]):
    """What each character becomes; filled as characters are met, since a page uses few of them."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


class Folded(NamedTuple):
    """A folded text; `origins[i]` is where its character i came from, None where nothing moved."""

    text: str
    origins: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> Folded:
    """The text in one spelling."""
    # Control characters are not seen, but for those that end lines. (Searching for them takes ten times as long.)
    if text.isascii():
        drawn = text.replace("\n", " ").replace("\t", " ")
        if drawn.isprintable():
            return _closed_up(text, None) if "  " in drawn else Folded(text, None)
    folded = text.translate(_TABLE)
    if len(folded) == len(text) and not _moved(text):
        return _closed_up(folded, None)
    return _closed_up(*_fold_with_origins(text))


def _closed_up(text: str, origins: list[int] | None) -> Folded:
    """One space for two, and none before a line."""
    gaps = list(_DRAWN_AS_ONE.finditer(text)) if "  " in text or "\t\t" in text else []
    if not gaps:
        return Folded(text, origins)
    places = range(len(text)) if origins is None else origins
    parts: list[str] = []
    left: list[int] = []
    start = 0
    for gap in gaps:
        end = gap.start() + (text[gap.start() - 1] != "\n")
        parts.append(text[start:end])
        left += places[start:end]
        start = gap.end()
    return Folded("".join([*parts, text[start:]]), [*left, *places[start:]])


def _moved(text: str) -> bool:
    """Whether some character became none or several (the lengths can still agree by chance)."""
    return any(len(_TABLE[ord(char)]) != 1 for char in set(text))


def _fold_with_origins(text: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    origins: list[int] = []
    for at, char in enumerate(text):
        piece = _TABLE[ord(char)]
        pieces.append(piece)
        origins.extend([at] * len(piece))
    return "".join(pieces), origins


def _fold_char(char: str) -> str:
    if char in _LINE_ENDS:
        return "\n"
    if " " <= char < "\x7f" or char in "\t\n":
        return char
    category = unicodedata.category(char)
    if category == "Cc":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Cf" or char in _INVISIBLE or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if category == "Zs":
        return " "
    return _fold_sign(char, category)


def _fold_sign(char: str, category: str) -> str:
    if category == "Pd" or char in _DASHES:
        return "-"
    if char in _QUOTES:
        return _QUOTES[char]
    if category == "No":
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) <= 4 and " " not in plain else char


_TABLE = _Table()
