"""Numbers of passports, identity cards, driving licences: beside a label only.

Law: six to twenty letters and digits, three digits at least, no date, no amount; the label directly in front (fillers
such as "no." do not count), so that "passport renewal 2024" stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .labels import nearest
from .values import Value, values

_LEAST_CHARS, _MOST_CHARS, _LEAST_DIGITS = 6, 20, 3
_AMOUNT_AFTER = re.compile(r"[,.]\d|\s?[€$£%]")
_SERIES_DIGITS = 5
_SERIES = re.compile(
    r"(?i:серия|series|série|serie|seria|řada) ([^\W_a-zа-я]{1,4}(?: \d\d)?)"
    r",? (?:и |a |i |e )?(?i:номер|no|nr|number|n|numer|číslo|número)\.? (\d{5,9})(?!\w)"
)


def spans(text: str, digits: int) -> Iterator[tuple[int, int, str]]:
    """``digits``: how many the text has."""
    for value in values(text):
        end = _end(value)
        if not end or _AMOUNT_AFTER.match(text, end):
            continue
        label = nearest(text, value.start)
        if label is not None and label.meaning == "document" and label.gap_words <= 1:
            yield value.start, end, "document_id"
    if digits >= _SERIES_DIGITS:
        yield from ((found.start(1), found.end(), "document_id") for found in _SERIES.finditer(text))


def _end(value: Value) -> int:
    for last in range(len(value.pieces), 0, -1):
        chars = value.chars(last)
        digits = sum(map(str.isdigit, chars))
        if _LEAST_CHARS <= len(chars) <= _MOST_CHARS and digits >= _LEAST_DIGITS and not value.trails(last):
            return value.pieces[last - 1][1]
    return 0
