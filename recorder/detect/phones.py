"""Telephone numbers of people.

A number is one when it is written internationally, when a word for telephones or calling stands beside it, or when its
grouping is a country's usual one and no other label claims it; groupings that article numbers share count only where the
number stands alone in its line or cell.
Law: six to fifteen digits; a letter that belongs to the number ("020 7946 0000-B") makes it an article code.
Source: ITU-T E.164, E.123, and the national numbering plans; hand-written because a library of number plans still needs
the labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .labels import Label, nearest
from .numbers import Run, part

_USUAL = re.compile(
    r"0\d(?:-\d\d){4}|[2-9]\d\d-\d{3}-\d{4}|0[1-9]0-\d{4}-\d{4}|0\d-\d{4}-\d{4}|0\d\d-\d{4}-\d{4}|0\d{4}-\d{6}|0\d{3}-\d{3}-\d{3,4}"
    r"|0-?\d\d\d?-\d{3}-\d\d-\d\d|0[45]\d-\d{3}-\d{4}|1[3-9]\d-\d{4}-\d{4}|05\d-\d{7}|06-[237]0-\d{3}-\d{4}|06-\d{8}|06(?:-\d\d){4}|8-\d{3}-\d{3}-\d\d-\d\d|1-[2-9]\d\d-\d{3}-\d{4}|[6-9]\d\d-\d\d-\d\d-\d\d|04\d\d-\d{3}-\d{3}"
)
_ALONE = re.compile(
    r"0\d{8,10}|0\d{1,4}-\d{5,8}|0\d{1,4}(?:-\d{2,4}){2,4}|[2-9]\d\d-\d{3}-\d{3}|[679]\d{8}|3\d\d-?\d{6,7}|3\d\d-\d{3}-\d{4}|8\d{10}"
)
_AREA = r"\(0?\d{1,4}\) ?\d{2,5}(?:[ -]\d{2,5}){1,3}"  # compiled at first use
_SEGMENT_ENDS = "\n\t|·•;,()"
_OTHER_CLAIMS = frozenset(("other", "national", "account", "card", "document", "secret", "birth"))
_CODE_AFTER = re.compile(r"[-/.]?(?!x\d|ext|[A-Za-z]{3,})[A-Za-z]|[-/_]\w|[.,]\d|\s?%|\s?(?:kg|km|cm|mm|ml|kWh|m²|pcs|items)\b")
_KIND_AFTER = re.compile(
    r"[ ]?\(?(?:home|mobile|work|cell|office|private|mobil|privat|dienstlich|casa|ufficio|cellulare|domicile|bureau|portable"
    r"|trabajo|móvil|telemóvel|thuis|werk|mobiel|domů|práce|dom|praca|w|h|m|c)\)|[ ]?(?:まで|に)お?電話|[ ]numaras",
    re.IGNORECASE,
)
# The same before it, on its own.
_KIND_BEFORE = re.compile(
    r"(?:^|[\s|•·/(,])(?:home|work|cell|office|private|privat|zuhause|dienstlich|geschäftlich|casa|ufficio|domicile|bureau|trabajo|thuis"
    r"|werk|praca|práce|domů)[ ]?[:\n][ \n]?\Z",
    re.IGNORECASE,
)
_MOST_GROUPS = 10
_WEAK = frozenset(("cep", "contact", "kontakt", "contacto", "contatto", "contato", "contatti", "m", "t", "p", "f"))
_LIST = re.compile(r"[ ]?(?:[,/;&]|or|oder|o|ou|lub|nebo|of|e|y|und|and|et|a|i)[ ]", re.IGNORECASE)


def spans(text: str, runs: list[Run]) -> Iterator[tuple[int, int, str]]:
    last_end = -1
    for run in runs:
        if len(run.digits) < 6:
            continue
        start = _start(text, run)
        if _is_phone(text, run, start, last_end):
            last_end = run.end
            yield start, run.end, "phone"
        elif len(run.digits) > 11 and len(run.groups) > 3:
            yield from _leading_number(text, run, start)


def _leading_number(text: str, run: Run, start: int) -> Iterator[tuple[int, int, str]]:
    """A number glued to another by a single space, as in "Tel 0151 2345 6789 2 items": as long as it is one."""
    for last in range(min(len(run.groups) - 2, _MOST_GROUPS), 0, -1):
        piece = part(text, run, 0, last)
        if len(piece.digits) < 9:
            return
        if _is_phone(text, piece, start, -1):
            yield start, piece.end, "phone"
            return


def _start(text: str, run: Run) -> int:
    """The run's start with an opening bracket and a plus sign."""
    start = run.start
    while start and text[start - 1] in "(+" and run.start - start < 3:
        start -= 1
    return start


def _is_phone(text: str, run: Run, start: int, last_end: int) -> bool:
    if not 6 <= len(run.digits) <= 15 or _glued(text, run, start):
        return False
    label = nearest(text, start)
    if _international(text, run, start):
        return True
    if label is not None and label.meaning in _OTHER_CLAIMS and label.gap_words <= 2:
        return False
    called = label is not None and label.meaning == "phone" and label.gap_words <= 3
    if called and label and (len(run.digits) >= 9 or not _weak(text, label)):
        return True
    if _KIND_AFTER.match(text, run.end) or (len(run.digits) >= 9 and _KIND_BEFORE.search(text, max(0, start - 18), start)):
        return True
    if last_end >= 0 and _LIST.fullmatch(text, last_end, start):
        return True
    if 8 <= len(run.digits) <= 12 and text[start] == "(" and re.fullmatch(_AREA, text[start : run.end]):
        return True
    shape = _shape(text, run)
    return bool(_USUAL.fullmatch(shape)) or (_stands_alone(text, start, run.end) and bool(_ALONE.fullmatch(shape)))


def _glued(text: str, run: Run, start: int) -> bool:
    before = text[start - 1 : start]
    if before and (before.isalnum() and before.isascii() or before in "#_-/.=" and text[start] not in "+("):
        return True
    return bool(_CODE_AFTER.match(text, run.end))


def _weak(text: str, label: Label) -> bool:
    return text[label.start : label.end].lower() in _WEAK


def _international(text: str, run: Run, start: int) -> bool:
    if "+" in text[start : run.start]:
        return len(run.digits) >= 8 and run.digits[0] != "0"
    return run.digits.startswith("00") and run.digits[2] != "0" and 11 <= len(run.digits) <= 15 and len(run.groups) != 2


def _shape(text: str, run: Run) -> str:
    return "-".join(text[start:end] for start, end in run.groups)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Nothing but the number between two dividers."""
    before, after = text[max(0, start - 40) : start].rstrip(" "), text[end : end + 40].lstrip(" ")
    return (not before or before[-1] in _SEGMENT_ENDS) and (not after or after[0] in _SEGMENT_ENDS)
