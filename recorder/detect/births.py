"""Dates of birth: a date beside a word that says so.

Laws: the date alone is answered; a year alone ("born in 1962 as a bakery") is none; a form's hint (DD/MM/YYYY) has no digits and
is none. Month names need no list: beside a birth label, a word between a day and a year is a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .labels import nearest

_YEAR = r"(?:1[89]\d\d|20\d\d)"
_WORD = r"[^\W\d_][^\W\d_\u0300-\u036f]{1,14}\.?"
_LINK = r"(?:\.|o|er|st|nd|rd|th)?(?: (?:de|of|do|di))?[ -]?"
_DATE = re.compile(
    rf"(?<![\d./-])(?:{_YEAR} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{1,2}}"
    rf"|\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?(?:{_YEAR}|\d\d)|\d{{1,2}} \d{{1,2}} {_YEAR}"
    rf"|\d{{1,2}}{_LINK}{_WORD},?(?: de| del| do| di)?[ -]'?(?:{_YEAR}|\d\d)"
    rf"|{_WORD} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|{_YEAR}[ -]{_WORD}[ -]\d{{1,2}}"
    rf"|{_YEAR}\. ?{_WORD} \d{{1,2}}|{_YEAR}[年년] ?\d{{1,2}}[月월] ?\d{{1,2}}[日일]"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"(?![\d]|[./-]\d)"
)
_MONTH = (
    r"(?:jan|feb|m[aä]r|apr|ma[yigj]|j[uú][nl]|aug|sep|o[ck]t|nov|de[cz]|gen|giu|lug|ago|set|ott|dic|ene|abr|avr|jui|août|mrt|mei)"
)
# Without a year: right behind the label, and with a month's name or two numbers. Compiled at first use.
_DAY = (
    rf"(?i)(?<![\d./-])(?:\d{{1,2}}{_LINK}{_MONTH}[^\W\d_]{{0,8}}|{_MONTH}[^\W\d_]{{0,8}}\.? \d{{1,2}}(?:st|nd|rd|th)?"
    r"|[0-3]?\d[./][01]?\d\.?)(?![\w/]|[.-]\w)"
)
_BORN_AFTER = re.compile(r"[ ]?\(?(?:生|生まれ|geboren|geb\.|born|dob|d\.o\.b|date of birth|г\.?\s?р)", re.IGNORECASE)
_BORN_SIGN = re.compile(r"(?:^|[\s(,])\*\s?\Z")
_REACH_WORDS = 4


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _DATE.finditer(text):
        if _is_birth(text, found.start(), found.end()):
            yield found.start(), found.end(), "birth_date"
    for found in re.finditer(_DAY, text):
        label = nearest(text, found.start())
        if label is not None and label.meaning == "birth" and not label.gap_words:
            yield found.start(), found.end(), "birth_date"


def _is_birth(text: str, start: int, end: int) -> bool:
    label = nearest(text, start)
    if label is not None and label.meaning == "birth":
        return label.gap_words <= _REACH_WORDS
    if _BORN_AFTER.match(text, end):
        return True
    return _BORN_SIGN.search(text, max(0, start - 3), start) is not None
