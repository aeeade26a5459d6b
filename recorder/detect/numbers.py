"""Where the numbers of a text are: runs of digits, without the ones that are dates, times or amounts of money.

Law: every character is looked at a bounded number of times; a run ends where its digits are further apart than a
separator and a space on each side.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = r"[^\W\d_]{3,12}\.?"
_YEAR = r"(?:1[89]|20)\d\d"
DATE = (
    rf"(?<![\d./-])(?:{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}(?:[./-]|\. )\d{{1,2}}(?:[./-]|\. ){_YEAR})(?![\d]|[./-]\d)"
    rf"|{_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)?"
)
_TIME = r"(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?![\d:])"
_MONEY_SIGN = r"(?:[€$£¥₽₺₹₴]|US\$|C\$|A\$|R\$|EUR|USD|GBP|CHF|JPY|Kč|CZK|zł|PLN|SEK|NOK|DKK|BRL|RUB|руб|円|Ft|lei)"
# Grouped by thousands, or up to nine digits: what is longer, or begins with a nought, is a number of something else.
_AMOUNT = r"(?:[1-9]\d{0,2}(?:[., ']\d{3}){1,5}|\d{1,9})"
_MONEY = (
    rf"(?:{_MONEY_SIGN})[ ]?{_AMOUNT}(?:[.,]\d{{1,2}})?(?!\d)"
    # A sign with an amount behind it belongs to that: "card 4111 1111 1111 1111 EUR 49.90".
    rf"|(?<![\w.,])(?<!\d[ -]){_AMOUNT}(?:[.,](?:\d{{1,2}}|-))?[ ]?(?:{_MONEY_SIGN})(?![ ]?\d)(?!\w)"
    r"|(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d-])"
)
_NOT_NUMBERS = re.compile(f"{DATE}|{_TIME}|{_MONEY}")
_RUN = re.compile(r"\d(?:(?: ?[-./·_()]{0,2} ?|[\u2600-\u27bf\U0001f000-\U0001faff]{1,2})\d)*")
_DIGITS = re.compile(r"\d+")


class Run(NamedTuple):
    """Digits with at most a separator between them; `groups` are (start, end) of each unbroken piece."""

    start: int
    end: int
    digits: str
    groups: tuple[tuple[int, int], ...]


def runs(text: str) -> tuple[str, list[Run]]:
    """The text with dates, times and amounts blanked, and the runs of at least five digits left in it."""
    rest = _NOT_NUMBERS.sub(lambda found: "\x00" * len(found.group()), text)
    return rest, [_run(rest, found) for found in _RUN.finditer(rest) if found.end() - found.start() > 4]


def _run(text: str, found: re.Match[str]) -> Run:
    groups = tuple(piece.span() for piece in _DIGITS.finditer(text, found.start(), found.end()))
    return Run(found.start(), found.end(), "".join(text[a:b] for a, b in groups), groups)


def part(text: str, run: Run, first: int, last: int) -> Run:
    """The run from its group `first` to its group `last`, both included."""
    groups = run.groups[first : last + 1]
    return Run(groups[0][0], groups[-1][1], "".join(text[a:b] for a, b in groups), groups)
