"""What a value is said to be: the nearest label in front of it.

A label is a word or phrase of `words.py`. `nearest` looks back from a value over at most REACH_CHARS characters and
answers the label that ends closest to it, unless something in between belongs to another thing (a digit, a bar, a
second line). In a table pasted as tabs and line ends, the column's heading counts as the label.

Laws: the nearest label wins, whatever it says ("order phone" is a phone, "phone order" an order); the time for one
look is bounded, whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from . import words

REACH_CHARS = 80
REACH_WORDS = 4
HEADING_CHARS = 1000
_PHRASE_WORDS = 4
_STEM_CHARS = 24
_WORD_CHARS = 48

_WORD = re.compile(r"(?:[^\W\d_]\.){2,5}[^\W\d_]?(?![^\W\d_])|[^\W\d_][^\W\d_\u0300-\u036f]*")
_STOP = re.compile(r"\d|[|•·¦;»]|[!?。]|\.\s+(?=[A-ZÀ-ÞΑ-ΩА-Я][a-zß-ÿα-ωа-я])[^:]{20}")
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


class Label(NamedTuple):
    """A meaning (phone, birth, ... or other), where its words stand, how many words lie between it and the value."""

    meaning: str
    start: int
    end: int
    gap_words: int


class _Words(NamedTuple):
    phrases: dict[str, str]
    stems: dict[str, str]
    ideographs: dict[str, str]
    fillers: frozenset[str]
    firsts: frozenset[str]  # words that phrases of several begin with


def nearest(text: str, value: int) -> Label | None:
    """The label of the value that starts at `value`, by what stands before it or above it."""
    start = max(0, value - REACH_CHARS)
    before = text[start:value]
    found = _last_label(before)
    if found is None and text.find("\t", 0, HEADING_CHARS) >= 0:
        return _heading(text, value)
    return found and Label(found.meaning, start + found.start, start + found.end, found.gap_words)


def meaning(phrase: str) -> str | None:
    """What one phrase means when it stands alone."""
    return _meaning([key for _, _, key in _tokens(phrase)])


def heads(stem_chars: int) -> Iterator[tuple[str, str]]:
    """The longest word of each phrase, as written and folded, and each stem's first letters: what betrays a label."""
    for said, entries in _TABLES:
        for entry in entries.split("|") if said != "other" else ():
            for head in longest_word(entry):
                yield head, said
                if entry.rstrip().endswith("*"):
                    yield head[:stem_chars], said


def longest_word(entry: str) -> tuple[str, str]:
    """The longest word of a phrase (the last of several), folded and as written."""
    begin, end, key = max(_tokens(entry), key=lambda token: (len(token[2]), token[0]))
    return key, entry[begin:end].lower()


def plain(word: str) -> str:
    """A word as the tables hold it: no case, no accents, no dots."""
    if word.isascii():
        return word[:_WORD_CHARS].replace(".", "").lower()
    spread = unicodedata.normalize("NFD", word[:_WORD_CHARS].replace(".", "").casefold())
    return "".join(char for char in spread if unicodedata.category(char) != "Mn")


def ends_of(text: str, said: str) -> Iterator[int]:
    """Where each label of one meaning ends, in the order of the text; of overlapping ones the longest."""
    tokens, firsts = _tokens(text), _table().firsts
    at = 0
    while at < len(tokens):
        key = tokens[at][2]
        if key not in firsts and _word_meaning(key) != said:
            at += 1  # nearly every word
            continue
        size = _size_of(tokens, at, said)
        if size:
            yield tokens[at + size - 1][1]
        at += size or 1


def _size_of(tokens: list[tuple[int, int, str]], at: int, said: str) -> int:
    """How many words the longest label of this meaning takes from word `at` on."""
    longest = _PHRASE_WORDS if tokens[at][2] in _table().firsts else 1
    for size in range(min(longest, len(tokens) - at), 0, -1):
        if _meaning([key for _, _, key in tokens[at : at + size]]) == said:
            return size
    return 0


def _last_label(before: str) -> Label | None:
    before_line = before.rstrip()
    if before_line.count("\n") > 1 and "\n" not in before[len(before_line) :]:
        before = before[before_line.rindex("\n") :]
    tokens = _tokens(before)
    gap = 0
    for last in range(len(tokens) - 1, -1, -1):
        if _blocked(before[tokens[last][1] :]):
            return None
        for first in range(max(0, last - _PHRASE_WORDS + 1), last + 1):
            if first < last and tokens[first][2] not in _table().firsts:
                continue
            found = _meaning([key for _, _, key in tokens[first : last + 1]])
            if found is not None:
                return Label(found, tokens[first][0], tokens[last][1], gap)
        gap += tokens[last][2] not in _table().fillers
        if gap > REACH_WORDS:
            return None
    return None


def _blocked(between: str) -> bool:
    """A digit or a divider between label and value; or a line end with words after it."""
    if _STOP.search(between):
        return True
    head, line_end, tail = between.partition("\n")
    if not line_end:
        return False
    return bool(_WORD.search(tail)) or sum(key not in _table().fillers for _, _, key in _tokens(head)) > 1


def _tokens(text: str) -> list[tuple[int, int, str]]:
    return [(*m.span(), plain(m.group())) for m in _WORD.finditer(text)]


def _meaning(keys: list[str]) -> str | None:
    if len(keys) != 1:
        return _table().phrases.get(" ".join(keys))
    return _word_meaning(keys[0])


@lru_cache(maxsize=4096)
def _word_meaning(key: str) -> str | None:
    table = _table()
    if key in table.phrases:
        return table.phrases[key]
    if _CJK.search(key):
        return _ideograph_meaning(key[-24:])
    for size in range(min(len(key), _STEM_CHARS), 2, -1):
        if key[:size] in table.stems:
            return table.stems[key[:size]]
    return "other" if len(key) > 8 and key.endswith(("nummer", "nr", "nummern", "kenmerk")) else None


def forget() -> None:
    """The words looked up so far."""
    _word_meaning.cache_clear()


def _ideograph_meaning(key: str) -> str | None:
    """Japanese and Chinese write no spaces: the label that ends last in the run, the longest of those."""
    best = (0, 0)
    found = None
    for label, said in _table().ideographs.items():
        at = key.rfind(label)
        if at >= 0 and (at + len(label), len(label)) > best:
            best, found = (at + len(label), len(label)), said
    return found


def _heading(text: str, value: int) -> Label | None:
    """In a table, what the first line says in the value's column."""
    line_start = text.rfind("\n", max(0, value - HEADING_CHARS), value) + 1
    first_end = text.find("\n", 0, HEADING_CHARS)
    if not line_start or first_end < 0:
        return None
    column = text.count("\t", line_start, value)
    cells = text[:first_end].split("\t")
    if len(cells) < 2 or column >= len(cells):
        return None
    found = _last_label(cells[column])
    return found and Label(found.meaning, line_start, line_start, found.gap_words)


@lru_cache(maxsize=1)
def _table() -> _Words:
    """The tables, folded at first use: most pages' first texts never need them."""
    phrases: dict[str, str] = {}
    stems: dict[str, str] = {}
    for said, entries in _TABLES:
        for entry in entries.split("|"):
            key = " ".join(token for _, _, token in _tokens(entry))
            (stems if entry.rstrip().endswith("*") else phrases).setdefault(key, said)
    for key, said in list(phrases.items()):
        for spelled in _spellings(key):
            phrases.setdefault(spelled, said)
    phrases.update({key: said for key, said in stems.items() if key not in phrases})
    ideographs = {key: said for key, said in phrases.items() if _CJK.search(key)}
    fillers = frozenset(plain(word.strip()) for word in words.FILLER.split("|"))
    return _Words(phrases, stems, ideographs, fillers, frozenset(key.partition(" ")[0] for key in phrases if " " in key))


def _spellings(key: str) -> list[str]:
    """ "Número de utente" is written "n.º de utente" as well."""
    first, _, rest = key.partition(" ")
    return [f"{short} {rest}" for short in ("n", "n o", "no", "nr", "num")] if rest and first in _NUMBER_WORDS else []


_NUMBER_WORDS = frozenset(("numero", "numer", "cislo", "number", "nummer"))
# Where two meanings claim a phrase, the first in this order has it.
_TABLES = (
    ("national", words.NATIONAL),
    ("document", words.DOCUMENT),
    ("birth", words.BIRTH),
    ("address", words.ADDRESS),
    ("network", words.NETWORK),
    ("card", words.CARD),
    ("account", words.ACCOUNT),
    ("secret", words.SECRET),
    ("phone", words.PHONE),
    ("other", words.OTHER),
)
MEANINGS = tuple(said for said, _ in _TABLES)
