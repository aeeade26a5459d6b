"""The cheap look at a text that decides which detectors are worth their time.

Law: a detector that would report something is let through; the look itself is a few scans in C and one dictionary look-up a
word. What it answers is too generous on purpose: a word counts by its first letters, or as the first of a phrase.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import labels, names
from .fold import KINDS
from .mail import AT_WORDS, DOT_WORDS
from .people import SIGNING

NAMES, SPELLED_MAIL = "names", "spelled mail"
_EVERYTHING = frozenset((NAMES, SPELLED_MAIL, *labels.MEANINGS))
_NOTHING: frozenset[str] = frozenset()

_ASCII_WORDS = "".join(chr(code).lower() if chr(code).isalpha() else " " for code in range(128))
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0300-\u036f]")
_DOTTED = re.compile(r"[^\W\d_]\.[^\W\d_]\b|[^\W\d_]/[^\W\d_]\b")
_STEM_CHARS = 4


class Glance(NamedTuple):
    """How many digits a text has, what its words may introduce, and whether one may stand before a signature, or be a title."""

    digits: int
    introduces: frozenset[str]
    signs: bool = True


def glance(text: str) -> Glance:
    """What may be in a folded text."""
    if text.isascii():
        words = text.translate(_ASCII_WORDS).split()
        return _glance(text, text.translate(KINDS).count("0"), words, not SIGNING.isdisjoint(words))
    digits = len(_DIGIT.findall(text))
    if _UNSPACED.search(text):
        return Glance(digits, _EVERYTHING)
    return _glance(text, digits, _WORD.findall(text.lower()), True)


def _glance(text: str, digits: int, words: list[str], signs: bool) -> Glance:
    table, stems = _heads()
    found = _NOTHING
    for word in table.keys() & words:
        found |= table[word]
    for stem in stems.intersection([word[:_STEM_CHARS] for word in words if word not in table]):
        found |= table[stem] & _STEMMED
    if "." in text or "/" in text:
        found = _EVERYTHING if _DOTTED.search(text) else found
    return Glance(digits, found | {SPELLED_MAIL} if "DOT" in text else found, signs)


_STEMMED = frozenset(labels.MEANINGS)


@lru_cache(maxsize=1)
def _heads() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The first word of every phrase, as written and folded, and the first letters of every stem; which of them stems say."""
    heads: dict[str, set[str]] = {}
    for head, said in labels.heads(_STEM_CHARS):
        heads.setdefault(head, set()).add(said)
    for head in names.heads():
        heads.setdefault(head, set()).add(NAMES)
    for head in (*AT_WORDS, *DOT_WORDS):
        heads.setdefault(head, set()).add(SPELLED_MAIL)
    table = {head: frozenset(said) for head, said in heads.items()}
    return table, frozenset(head for head, said in table.items() if said & _STEMMED)
