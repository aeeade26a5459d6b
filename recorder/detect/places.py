"""Postal addresses of people: street, number, place.

Two ways: a label ("delivery address", "wohnhaft in") and then a line with a house number, perhaps with a postcode's
line below; or, without a label, a street, a house number, a postcode and a place in one of the orders that countries use.
Laws: a street without number and postcode stays ("Rue de la Paix, un roman"), so does a number without street; each
pattern looks at a bounded stretch of text around one number.
Hand-written: libpostal needs a large model, other address parsers expect an address and split it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import labels
from .fold import KINDS
from .place_patterns import AFTER_PLACE, FORMS, HOUSE, MAY_BE_POSTCODE, NEXT_LINE, POSTCODE, STREET_TYPE

_ADDRESS_CHARS = 140
_LABEL_END = re.compile(r"[ ]?(?:\([^()\n]{1,30}\)|\*)?[ ]?[:：=][ ]{0,2}\n?[ ]?|[ ]?\n[ ]?|\t")
_VERB = re.compile(r"[ ]?(?:(?:is|ist|est|è|es|é|jest|je|at|an)[ ])?")
_LINE_STOP = re.compile(r"[|·•;\t\n<>\"]|[.!?][ ]+(?=[^\W\d_a-z])(?<=[^\W_]{4}[.!?][ ])|[ ]{3,}|[ ]-[ ](?=[a-z])")
_NOT_IN_ADDRESS = frozenset(("phone", "birth", "national", "document", "account", "network", "card", "secret"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_MAIL = re.compile(r"\S@\S|://")
_SHORT_NAME_CHARS = 40
_BOX = (
    r"(?i)(?<!\w)(?:P\.? ?O\.? ?Box|Post(?:fach|bus|box)|Casella postale|Bo[iî]te postale|Apartado(?: de correos)?|Caixa postal)"
    r" ?(?:n[o°º.]{1,2} ?)?\d{1,3}(?: ?\d{1,3}){0,2}(?!\w)"
)
# A flat in a house, without a postcode: "ул. Ленина, д. 5, кв. 12".
_FLAT = (
    r"(?i)(?<!\w)(?:[гм]\. ?)?[А-ЯЁІЇЄҐ][^\n;|]{2,60}?[ ,](?:д\.|дом|буд\.)? ?\d{1,4}[А-Яа-я]?,? "
    r"(?:(?:корп|стр|к)\. ?\d+, )?кв\. ?\d{1,4}"
)
# Digits and capitals of which each postcode in ASCII has some, whatever parts them.
_GROUPS = ("0000", "00 000", "000 00", "A0")
_IN_A_BOX = ("box", "post", "apartado")


def spans(text: str, labelled: bool) -> Iterator[tuple[int, int, str]]:
    if labelled:
        yield from _labelled(text)
    said = text.casefold()
    if any(word in said for word in _IN_A_BOX):
        yield from ((found.start(), found.end(), "address") for found in re.finditer(_BOX, text))
    if "кв." in said:
        yield from _whole(text, re.finditer(_FLAT, text))
    for begin, stop in _around_postcodes(text):
        for needed, form in FORMS():
            if needed is None or needed.search(text, begin, stop):
                yield from _whole(text, form.finditer(text, begin, stop))


def _whole(text: str, forms: Iterator[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """Addresses that were found by their form, from the street or the place on."""
    for found in forms:
        start = _without_lead(text, found.start(), found.end())
        if start is not None:
            yield start, found.end(), "address"


def _around_postcodes(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of text where an address without a label may be: a postcode, and as much as belongs to one."""
    begin, stop = 0, -1
    for found in POSTCODE.finditer(text) if _may_hold_postcode(text) else ():
        if found.start() - _ADDRESS_CHARS > stop:
            if stop > 0:
                yield begin, stop
            begin = max(0, found.start() - _ADDRESS_CHARS)
        stop = min(len(text), found.end() + _ADDRESS_CHARS // 2)
    if stop > 0:
        yield begin, stop


def _may_hold_postcode(text: str) -> bool:
    if text.isascii():  # looking for a few letters is quicker than for a pattern
        kinds = text.translate(KINDS)
        return any(group in kinds for group in _GROUPS)
    return MAY_BE_POSTCODE.search(text) is not None


def _without_lead(text: str, start: int, end: int) -> int | None:
    """Words before the street belong to the sentence: labels, and small words that begin no street."""
    words = [word.span() for word in re.finditer(r"[^\W\d_][\w.-]*", text[start : min(end, start + 90)])]
    first_digit = next((at for at in range(start, end) if text[at].isdigit()), end)
    for first, (begin, stop) in enumerate(words):
        if start + begin > first_digit:
            break
        word = text[start + begin : start + stop]
        phrase = " ".join(text[start + a : start + b] for a, b in words[first : first + 2])
        if labels.meaning(phrase) == "address":
            return _without_lead(text, start + words[min(first + 1, len(words) - 1)][1] + 1, end)
        if len(word) > 2 and labels.meaning(word) == "other":
            return None
        if labels.meaning(word) == "address":
            return _without_lead(text, start + stop + 1, end)
    return _street_start(text, start, first_digit)


def _street_start(text: str, start: int, first_digit: int) -> int | None:
    if start >= first_digit:
        return start
    for word in re.finditer(r"[^\W\d_][\w'.-]*", text[start:first_digit]):
        if word.group()[0].isupper() or STREET_TYPE.match(word.group()) or not word.group().isascii():
            return start + word.start()
    return start


def _labelled(text: str) -> Iterator[tuple[int, int, str]]:
    for end in labels.ends_of(text, "address"):
        closing = _LABEL_END.match(text, end)
        opening = closing or _VERB.match(text, end)
        span = _value(text, opening.end(), closed=closing is not None) if opening else None
        if span:
            yield *span, "address"


def _value(text: str, start: int, closed: bool) -> tuple[int, int] | None:
    """The address that starts here, or on the next line when a name comes first."""
    end = _line_end(text, start)
    line = text[start:end]
    if closed and not any(map(str.isdigit, line)) and len(line) <= _SHORT_NAME_CHARS and text[end : end + 1] == "\n":
        start = end + 1
        end = _line_end(text, start)
        line = text[start:end]
    if not _is_street_line(line) or not (closed or STREET_TYPE.search(line)):
        return None
    below = NEXT_LINE.match(text, end)
    return start, _trimmed(text, start, below.end() if below else end)


def _line_end(text: str, start: int) -> int:
    window = text[start : start + _ADDRESS_CHARS]
    stop = _LINE_STOP.search(window)
    end = stop.start() if stop else len(window)
    for word in _WORD.finditer(window, 0, end):
        if word.start() and labels.meaning(word.group()) in _NOT_IN_ADDRESS:
            return start + word.start()
    return start + end


def _is_street_line(line: str) -> bool:
    """A house number and a word, no mail address, no amount."""
    return bool(HOUSE.search(line)) and bool(_WORD.search(line)) and not _MAIL.search(line) and not AFTER_PLACE.search(line)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,.;:(-\n":
        end -= 1
    return end
