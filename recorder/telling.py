"""Which words and numbers of a text say by themselves whom or what it is about.

Names, words with digits, a word that is all there is. Laws: what interfaces, labels and forms say in the languages that the
detectors know does not; nor do short numbers, years and measures.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from recorder.letters import UNSPACED, Place
from recorder.words import INTERFACE, ROUTES

WORD, NAME, MIXED = 4, 3, 5  # least characters of a word, of a name, of a word with digits
_NUMBER_ALONE, _NUMBER = 4, 5  # the same of numbers
_SHORT_WORDS = 6  # up to here a text is a name, a title or a value rather than a sentence
_MEASURE = re.compile(r"\d{1,4}[^\W\d]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def is_number(number: str, is_alone: bool) -> bool:
    """Whether a number is nobody else's. ``is_alone``: it is all that is said there."""
    return len(number) >= _NUMBER or (is_alone and len(number) >= _NUMBER_ALONE and not _YEAR.fullmatch(number))


def telling(segment: str, here: list[Place]) -> Iterator[int]:
    """Which words of a text say by themselves whom or what it is about."""
    capital = [not segment[start].islower() for _, start, _ in here]
    capitals, count = sum(capital), len(here)
    for at, (word, _, _) in enumerate(here):
        if UNSPACED.match(word):
            continue
        if not word.isalpha():
            if len(word) >= MIXED and not _MEASURE.fullmatch(word) or sum(map(str.isdigit, word)) >= _NUMBER:
                yield at
        elif len(word) < NAME or is_common(word):
            continue
        elif count == 1:
            if len(word) >= WORD or capital[0]:
                yield at
        elif capital[at] and _names(at, capital, capitals, count):
            yield at


def _names(at: int, capital: list[bool], capitals: int, count: int) -> bool:
    """Whether a word with a capital is one for that, and not since a sentence begins there or a language writes all nouns so."""
    if count <= _SHORT_WORDS and 2 * capitals >= count:
        return True
    if at and 5 * capitals <= count:
        return True
    return capital[at - 1 : at] == [True] or capital[at + 1 : at + 2] == [True]


@lru_cache(maxsize=4_096)
def is_common(word: str) -> bool:
    """Whether a folded word is said by interfaces, labels and forms, or is a short number."""
    if len(word) < 2 and not UNSPACED.match(word):
        return True
    if word.isdigit():
        return len(word) < _NUMBER
    # Not at the top: a visitor's browser need not load the detectors where nothing is shown.
    from recorder.detect import labels, names

    known = names.tables()
    if word in INTERFACE or word in ROUTES or word in known.not_names or word in known.titles or word in known.qualifiers:
        return True
    return word in known.phrases or labels.meaning(word) is not None


def forget() -> None:
    """Words of texts that were looked at are remembered, to be quicker the next time: no longer."""
    is_common.cache_clear()

