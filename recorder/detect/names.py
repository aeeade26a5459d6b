"""What a person's name looks like, once something has introduced one.

Laws: a name is up to five words with capitals (or in a script without case), particles and initials among them; titles
before it are not part of it; firms, "all", "customer", form fields and other labels are no names.
No list of names: the names of thirteen countries are larger than this recorder, and most people's would not be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from . import labels, not_names, people_words

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652]|['’-](?=[^\W\d_]))*")
_MOST_WORDS = 5
_PARTICLES = frozenset(not_names.PARTICLES.split())
_COMPANY = frozenset(not_names.COMPANY.split())
_GIVEN = frozenset("april may june august per".split())  # which are names before another
_ENDS = re.compile(r" ?(?:[\n\t,;|(·]|\Z)")
_NOT_LABELS = frozenset((None, "network", "card"))


class Words(NamedTuple):
    """A text with its words: where each stands and how the tables write it."""

    text: str
    places: list[tuple[int, int]]
    keys: list[str]

    def between(self, at: int) -> str:
        """What stands between word `at - 1` and word `at`."""
        return self.text[self.places[at - 1][1] : self.places[at][0]]

    def after(self, at: int, count: int) -> str:
        return self.text[self.places[at][1] : self.places[at][1] + count]


class Introductions(NamedTuple):
    """Phrases by their first word, each with its other words and what it introduces."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    titles: frozenset[str]
    qualifiers: frozenset[str]
    not_names: frozenset[str]


FIELDS = frozenset(("name", "role", "english"))
_INTRODUCTIONS = (
    ("name", people_words.NAME),
    ("english", people_words.ENGLISH_ROLE),
    ("role", people_words.ROLE),
    ("greeting", people_words.GREETING),
    ("account", people_words.ACCOUNT),
    ("mail", people_words.MAIL),
    ("opening", people_words.OPENING),
)


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    places = [found.span() for found in _WORD.finditer(text, start, len(text) if end is None else end)]
    return Words(text, places, [_key(text[a:b]) for a, b in places])


def heads() -> Iterator[str]:
    """The longest word of each phrase that may introduce a name (for `gate.py`)."""
    for kind, entries in _INTRODUCTIONS:
        for entry in entries.split("|") if kind != "mail" else ():
            yield from labels.longest_word(entry)


def introduction(keys: list[str], at: int) -> tuple[str, int]:
    """The longest introducing phrase that starts at word `at`: what kind, how many words."""
    best = ("", 0)
    for rest, kind in tables().phrases.get(keys[at], ()):
        if len(rest) + 1 > best[1] and tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
            best = (kind, len(rest) + 1)
    return best


def after_titles(words: Words, first: int) -> int:
    """The first word from `first` on that is no title."""
    while first + 1 < len(words.keys) and _is_title(words.keys, first):
        if not re.fullmatch(r"[.\s,/ªª]{1,3}", words.between(first + 1)):
            break
        first += 1
    return first


def _is_title(keys: list[str], at: int) -> bool:
    return keys[at] in tables().titles or keys[at : at + 2] == ["de", "heer"]


def last_of_name(words: Words, first: int, closed: bool = False) -> int | None:
    """The last of the words that make a name from word `first` on; ``closed``: a colon or a line's end says that they are one."""
    last = None
    for at in range(first, min(len(words.keys), first + _MOST_WORDS)):
        if at > first and not _joined(words, at):
            break
        if words.keys[at] in _PARTICLES and at + 1 < len(words.keys) and words.after(at, 1) in (" ", "'"):
            continue
        if not _is_name_word(words, at) and not (at == first and words.keys[at] in _GIVEN and words.after(at, 1) == " "):
            start, end = words.places[at]
            if closed and last is not None and words.text[start].isupper() and _ENDS.match(words.text, end):
                last = at  # whatever else it may mean: "Name: Carl Page"
            break
        last = at
    if last is None or (last == first and words.keys[first] in tables().titles | _GIVEN):
        return None
    return None if _COMPANY.intersection(words.keys[first : last + 2]) else last


def _joined(words: Words, at: int) -> bool:
    """A single space, or the full stop of an initial or a short word, before the word `at`."""
    start, end = words.places[at - 1]
    between = words.between(at)
    return between in (" ", "  ") or (between in (".", ". ") and end - start <= 2)


def _is_name_word(words: Words, at: int) -> bool:
    start, end = words.places[at]
    word, key = words.text[start:end], words.keys[at]
    if len(word) == 1:
        return word.isupper() and (words.after(at, 1) == "." or key not in tables().not_names)
    if key in tables().not_names or "\u3040" <= word[0] <= "\u9fff":
        return False
    cased = word[0].lower() != word[0].upper()
    return (word[0].isupper() or not cased) and not _is_label(key)


def _is_label(key: str) -> bool:
    """A word that labels something itself, as in a form whose fields are empty."""
    fields = any(kind in FIELDS and not rest for rest, kind in tables().phrases.get(key, ()))
    return fields or (len(key) > 2 and labels.meaning(key) not in _NOT_LABELS)


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    return labels.plain(word).replace("'", " ").replace("-", " ")


def forget() -> None:
    """The words looked up so far."""
    _key.cache_clear()


@lru_cache(maxsize=1)
def tables() -> Introductions:
    """The tables of `people_words.py`, folded at first use."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for kind, entries in _INTRODUCTIONS:
        for phrase in _phrases(entries):
            phrases[phrase[0]] = (*phrases.get(phrase[0], ()), (phrase[1:], kind))
    singles = (people_words.TITLE, people_words.QUALIFIER, not_names.NOT_NAME)
    return Introductions(phrases, *(frozenset(p[0] for p in _phrases(s) if len(p) == 1) for s in singles))


def _phrases(entries: str) -> Iterator[tuple[str, ...]]:
    for entry in entries.split("|"):
        yield tuple(_key(found.group()) for found in _WORD.finditer(entry))
