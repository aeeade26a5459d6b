"""The cheap look at a text that decides which detectors are worth their time.

Law: a detector that would report something is let through; the look itself is a few scans in C and one dictionary look-up a
word. What it answers is too generous on purpose: a word counts by its first letters, or as the first of a phrase.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import labels, names
from .mail import AT_WORDS, DOT_WORDS

NAMES, SPELLED_MAIL = "names", "spelled mail"
_EVERYTHING = frozenset((NAMES, SPELLED_MAIL, *labels.MEANINGS))
_NOTHING: frozenset[str] = frozenset()

_SEPARATORS = {code: " " for code in range(128) if not chr(code).isalpha()}
_ASCII_WORDS = _SEPARATORS | {code: chr(code + 32) for code in range(65, 91)}
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0300-\u036f]")
_DOTTED = re.compile(r"[^\W\d_]\.[^\W\d_]\b|[^\W\d_]/[^\W\d_]\b")
_STEM_CHARS = 4


class Glance(NamedTuple):
    """How many digits a text has, and what its words may introduce."""

    digits: int
    introduces: frozenset[str]


def glance(text: str) -> Glance:
    """What may be in a folded text."""
    digits = len(_DIGIT.findall(text))
    if text.isascii():
        words = text.translate(_ASCII_WORDS).split()
    elif _UNSPACED.search(text):
        return Glance(digits, _EVERYTHING)
    else:
        words = _WORD.findall(text.lower())
    table, stems = _heads()
    found = _NOTHING
    if table.keys().isdisjoint(words) and stems.isdisjoint([word[:_STEM_CHARS] for word in words]):
        words = []  # most texts
    for word in words:
        if word in table:
            found |= table[word]
        elif word[:_STEM_CHARS] in table:
            found |= table[word[:_STEM_CHARS]] & _STEMMED
    if "." in text or "/" in text:
        found = _EVERYTHING if _DOTTED.search(text) else found
    return Glance(digits, found | {SPELLED_MAIL} if "DOT" in text else found)


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
