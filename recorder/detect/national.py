"""National, tax, social security and health numbers.

Laws: beside a label that says so, any value of a plausible size is one, check digits or not (a mistyped number still
names its owner); without a label only shapes that nothing else has, and only when check digits or dates are right; a bare row
of digits only where it stands alone and two rules of its country hold. A label of another thing wins.
Source: the national definitions, see `identities.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from . import checks, identities
from .labels import nearest
from .numbers import Run
from .values import Value, values

_LEAST_DIGITS, _LEAST_CHARS, _MOST_CHARS = 5, 7, 20


def _always(chars: str) -> bool:
    return len(set(chars)) > 2


def _dated(chars: str) -> bool:
    return identities.day(1999, int(chars[2:4]), int(chars[4:6]))


def _belgian(chars: str) -> bool:
    return 97 - int(chars[:9]) % 97 == int(chars[9:]) or 97 - int("2" + chars[:9]) % 97 == int(chars[9:])


def _chilean(chars: str) -> bool:
    check = sum(int(digit) * (2 + at % 6) for at, digit in enumerate(reversed(chars[:-1])))
    return "0K987654321"[check % 11] == chars[-1]


_FRENCH = r"[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[ABab]) ?\d{3} ?\d{3} ?(?:/ ?)?\d\d"
_ITALIAN = (
    r"[A-Za-z]{3} ?[A-Za-z]{3} ?[\dL-NP-Vl-np-v]{2}[A-EHLMPR-Ta-ehlmpr-t][\dL-NP-Vl-np-v]{2} ?"
    r"[A-Za-z][\dL-NP-Vl-np-v]{3}[A-Za-z]"
)
_BRITISH = r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]"

# Shapes that need no label: what they look like, what must hold for the characters without separators.
_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (_ITALIAN, identities.codice_fiscale),
    (_BRITISH, _always),
    (_FRENCH, identities.nir),
    (r"(?:\d{8}|\d\d\.\d{3}\.\d{3})[- ]?[A-Z]|[XYZ][- ]?\d{7}[- ]?[A-Z]", identities.dni),
    (r"756\.\d{4}\.\d{4}\.\d\d", checks.ean13),
    (r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}", _always),
    (r"\d{3}\.\d{3}\.\d{3}-\d\d", identities.cpf),
    (r"\d{3}-\d{3}-\d{3}[ -]\d\d", identities.snils),
    (r"\d\d\.\d{3}\.\d{3}/\d{4}-\d\d", identities.cnpj),
    (r"[A-Z]{1,2}\d{6} ?\([\dA]\)", identities.hkid),
    (r"\d{6} ?/ ?\d{4}", identities.rodne_cislo),
    (r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", identities.hetu),
    (r"(?:19|20)?\d{6}[-+]\d{4}", identities.personnummer),
    (r"\d{6}-[1-8]\d{6}", _dated),
    (r"[1-9]\d{5}(?:19|20)\d{9}[\dX]", identities.mod_11_2),
    (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d", _always),
    (r"\d{1,2}\.\d{3}\.\d{3}-[\dK]", _chilean),
    (r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", _belgian),
    (r"784-\d{4}-\d{7}-\d", _always),
)
_BARE: tuple[tuple[int, Callable[[str], bool]], ...] = (
    (11, identities.pesel),
    (11, identities.amka),
    (11, identities.kimlik),
    (11, identities.fodselsnummer),
    (11, identities.baltic),
    (13, identities.cnp),
)


def spans(text: str, runs: list[Run], labelled: bool) -> Iterator[tuple[int, int, str]]:
    for value in values(text) if labelled else ():
        label = nearest(text, value.start)
        if label is not None and label.meaning == "national" and label.gap_words <= 3:
            end = _labelled_end(value)
            if end:
                yield value.start, end, "national_id"
    yield from _shaped(text)
    for run in runs:
        if (
            len(run.groups) == 1
            and _alone(text, run)
            and any(len(run.digits) == size and rule(run.digits) for size, rule in _BARE)
        ):
            yield run.start, run.end, "national_id"


def _labelled_end(value: Value) -> int:
    """Where a labelled number ends: a known shape as far as it reaches, else what looks like one number."""
    for last in range(len(value.pieces), 0, -1):
        chars = value.chars(last)
        if _LEAST_CHARS <= len(chars) <= _MOST_CHARS and sum(map(str.isdigit, chars)) >= _LEAST_DIGITS and not value.trails(last):
            return value.pieces[last - 1][1]
    return 0


@lru_cache(maxsize=1)
def _any_shape() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w./-])(?:" + "|".join(shape for shape, _ in _SHAPES) + r")(?![\w]|[-/.]\w)"
    )


def _shaped(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _any_shape().finditer(text):
        # A Swedish number looks like a Finnish one: every shape that fits is asked.
        if not any(re.fullmatch(shape, found.group()) and _passes(rule, found.group()) for shape, rule in _SHAPES):
            continue
        label = nearest(text, found.start())
        if label is None or label.meaning != "other" or label.gap_words > 2:
            yield found.start(), found.end(), "national_id"


def _passes(rule: Callable[[str], bool], shaped: str) -> bool:
    if rule in (_always, identities.hetu):
        return rule(shaped.upper())
    return rule("".join(char for char in shaped.upper() if char.isalnum()))


def _alone(text: str, run: Run) -> bool:
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    return before in ("", "\n", "\t") and after in ("", "\n", "\t")
