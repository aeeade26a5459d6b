"""What stood in hidden places, wherever the page repeats it: a toast, a drag ghost, a sticky copy of a row, a title.

A *unit* is the text of one block below a mark, or one label there. Of a unit count: the whole, any five words of it in a row, its
numbers, and the words in it that tell: those with digits, names, a word that is all of a block. Words of interfaces, labels and
what forms ask for, in the languages that the detectors know, count only within longer pieces; so do short numbers and years.
Laws: units live in this object only, for one visit and within limits, and go with it; letter case, accents, spacing, punctuation
and invisible characters make no difference; nothing is looked into before something is to be shown.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from recorder.words import INTERFACE, ROUTES

MOST = 2_000  # units; beyond that, the older half is forgotten
LONGEST = 2_000  # characters of a unit
_MOST_MIXED = 500  # words with digits that are also looked for within others
_GRAM, _GRAM_CHARS = 5, 20  # words in a row, and their letters, that are no chance any more
_PHRASE_WORDS, _PHRASE_WEIGHT = 12, 6
_SHORT_WORDS = 6  # up to here a text is a name, a title or a value rather than a sentence
_WORD, _NAME, _MIXED, _NUMBER_ALONE, _NUMBER = 4, 3, 5, 4, 5  # least characters
_SPELLED_BELOW, _ENCODED = 60, 7
_INFLECTED = 2  # letters behind a name: "Millers"

_SEGMENT_ENDS = re.compile(r"[\n\r\t|·•;]|:(?!\d)|：")
_NUMBERS = re.compile(r"\d(?:[ .,'/:\u00a0\u202f–-]?\d)*")
_FRACTION = re.compile(r"(.*\d)[.,](\d{1,2})")
_MEASURE = re.compile(r"\d{1,4}[^\W\d]{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAIL = re.compile(r"([\w.+-]{3,64})@")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_CUT = ("…", "...")
# Scripts that write no spaces: each character is a word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

Place = tuple[str, int, int]  # a folded word, its first place in the text, and that after its last


class Copies:
    """The units of one visit."""

    def __init__(self) -> None:
        self._units: dict[str, set[int]] = {}  # with those who hide it
        self._fresh: list[str] = []  # not looked into yet
        self._forget()

    def _forget(self) -> None:
        self._words: set[str] = set()
        self._mixed: set[str] = set()
        self._numbers: set[str] = set()
        self._phrases: dict[str, set[tuple[str, ...]]] = {}
        self._grams: set[tuple[str, ...]] = set()
        self._heads: set[str] = set()  # all words above, and the first of all that is longer

    def add(self, text: str, holder: int = 0) -> None:
        """Notes a unit. ``holder``: who hides it; it counts until all of those have let go of it."""
        unit = text[:LONGEST].strip()
        if unit in self._units:
            self._units[unit].add(holder)
            return
        if len(unit) < 2:
            return
        self._units[unit] = {holder}
        self._fresh.append(unit)
        if len(self._units) > MOST:
            self._units = dict(list(self._units.items())[MOST // 2 :])
            self._fresh = list(self._units)
            self._forget()

    def remove(self, texts: Iterable[str], holder: int = 0) -> None:
        """A holder lets go of units: those that nobody else hides are forgotten."""
        gone = False
        for unit in {text[:LONGEST].strip() for text in texts} & self._units.keys():
            self._units[unit].discard(holder)
            if not self._units[unit]:
                del self._units[unit]
                gone = True
        if gone:
            self._forget()
            self._fresh = list(self._units)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where a text repeats something hidden: start, end, ``"typed"``; as ``recorder.detect.find`` gives its finds.

        >>> copies = Copies()
        >>> copies.add("Zephyrine Quackenbush")
        >>> copies.find("Moved: QUACKENBUSH's row")
        [(7, 18, 'typed')]
        """
        if not self._units:
            return []
        for unit in self._fresh:
            self._learn(unit)
        self._fresh.clear()
        spaced = text.translate(_SPACED)
        if not self._may_hold(text, spaced, spaced.split()):
            return []
        places = _places(text)
        return [(start, end, "typed") for start, end in (*self._said(text, places), *self._counted(text))]

    def _may_hold(self, text: str, spaced: str, words: list[str]) -> bool:
        """Quickly: most texts repeat nothing."""
        if not self._heads.isdisjoint(words):
            return True
        if any(self._inflects(word) for word in words) or any(cut in text for cut in _CUT):
            return True
        if self._numbers and sum(map(str.isdigit, spaced)) >= _NUMBER_ALONE - 1:
            return True
        return _GLUED.search(text) is not None or any(not word.isalpha() and self._is_mixed(word) for word in words)

    def _is_mixed(self, word: str) -> bool:
        return any(mixed in word for mixed in self._mixed)

    def _inflects(self, word: str) -> bool:
        is_long = word.isalpha() and len(word) > _WORD + _INFLECTED
        return is_long and (word[:-1] in self._words or word[:-_INFLECTED] in self._words)

    def _said(self, text: str, places: list[Place]) -> Iterator[tuple[int, int]]:
        words = [word for word, _, _ in places]
        for at, (word, start, end) in enumerate(places):
            if self._is_told(word, text[end : end + 3]):
                yield start, end
            elif len(word) > _WORD:
                yield from self._glued(text, start, end)
            for phrase in self._phrases.get(word, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield start, places[at + len(phrase) - 1][2]
            if tuple(words[at : at + _GRAM]) in self._grams:
                yield start, places[at + _GRAM - 1][2]

    def _is_told(self, word: str, after: str) -> bool:
        known = word in self._words or self._inflects(word)
        return known or (not word.isalpha() and self._is_mixed(word)) or self._is_cut(word, after)

    def _is_cut(self, word: str, after: str) -> bool:
        """Whether a word that an ellipsis ends is the beginning of one of ours."""
        return after.startswith(_CUT) and len(word) >= _WORD and any(known.startswith(word) for known in self._words)

    def _glued(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Words that were written without a space, as ``textContent`` gives the cells of a row."""
        cuts = [start, *(found.start() for found in _GLUED.finditer(text, start, end)), end]
        for first in range(len(cuts) - 1):
            for last in range(first + 1, min(len(cuts), first + 4)):
                if "".join(text[cuts[first] : cuts[last]].translate(_SPACED).split()) in self._words:
                    yield cuts[first], cuts[last]

    def _counted(self, text: str) -> Iterator[tuple[int, int]]:
        for found in _NUMBERS.finditer(text) if self._numbers else ():
            if any(number in self._numbers for number in _amounts(found[0])):
                yield found.span()

    # -- what tells in a unit ----------------------------------------------------------------------------------------

    def _learn(self, unit: str) -> None:
        for segment in _SEGMENT_ENDS.split(unit):
            places = _places(segment)
            if places:
                self._learn_segment(segment, places)
        for mail in _MAIL.findall(unit):
            self._learn_whole([word for word, _, _ in _places(mail)])

    def _learn_segment(self, segment: str, places: list[Place]) -> None:
        words = [word for word, _, _ in places]
        letters = sum(map(str.isalpha, segment))
        for found in _NUMBERS.finditer(segment):
            self._learn_number(found[0], letters <= _NAME)
        for word in _telling(segment, places):
            self._learn_word(word)
        self._learn_whole(words)
        for at in range(len(words) - _GRAM + 1):
            gram = tuple(words[at : at + _GRAM])
            if sum(map(len, gram)) >= _GRAM_CHARS and not all(map(_is_common, gram)):
                self._grams.add(gram)
                self._heads.add(gram[0])
        if len(segment) <= _SPELLED_BELOW and not all(map(_is_common, words)):
            for spelled in _spellings(segment):
                self._learn_word(spelled)

    def _learn_word(self, word: str) -> None:
        self._words.add(word)
        self._heads.add(word)
        if not word.isalpha() and not word.isdigit() and len(word) > _MIXED and len(self._mixed) < _MOST_MIXED:
            self._mixed.add(word)

    def _learn_whole(self, words: list[str]) -> None:
        weight = sum(3 if _UNSPACED.match(word) else len(word) for word in words)
        if all(map(_is_common, words)) or weight < _PHRASE_WEIGHT or len(words) > _PHRASE_WORDS:
            return
        if len(words) > 1:
            self._phrases.setdefault(words[0], set()).add(tuple(words))
            self._heads.add(words[0])
        if sum(map(len, words)) > _PHRASE_WEIGHT:
            self._learn_word("".join(words))

    def _learn_number(self, written: str, is_alone: bool) -> None:
        for number in _amounts(written):
            if len(number) >= _NUMBER or (is_alone and len(number) >= _NUMBER_ALONE and not _YEAR.fullmatch(number)):
                self._numbers.add(number)


def _telling(segment: str, places: list[Place]) -> Iterator[str]:
    """The words of a text that say by themselves whom or what it is about."""
    capital = [not segment[start].islower() for _, start, _ in places]
    capitals, count = sum(capital), len(places)
    for at, (word, _, _) in enumerate(places):
        if _UNSPACED.match(word):
            continue
        if not word.isalpha():
            if len(word) >= _MIXED and not _MEASURE.fullmatch(word) or sum(map(str.isdigit, word)) >= _NUMBER:
                yield word
        elif len(word) < _NAME or _is_common(word):
            continue
        elif count == 1:
            if len(word) >= _WORD or capital[0]:
                yield word
        elif capital[at] and _names(at, capital, capitals, count):
            yield word


def _names(at: int, capital: list[bool], capitals: int, count: int) -> bool:
    """Whether a word with a capital is one for that, and not since a sentence begins there or a language writes all nouns so."""
    if count <= _SHORT_WORDS and 2 * capitals >= count:
        return True
    if at and 5 * capitals <= count:
        return True
    return capital[at - 1 : at] == [True] or capital[at + 1 : at + 2] == [True]


def _amounts(written: str) -> Iterator[str]:
    """A number as pages write it: its digits; an amount without its last noughts, and its whole part; a date in any order."""
    digits = "".join(written.translate(_SPACED).split())
    yield digits
    fraction = _FRACTION.fullmatch(written)
    if fraction:
        whole = "".join(fraction[1].translate(_SPACED).split())
        yield whole
        yield f"{whole}.{fraction[2].rstrip('0')}"
    parts = re.findall(r"\d+", written)
    if len(parts) == 3 and any(map(_YEAR.fullmatch, parts)):
        yield "/".join(sorted(part.lstrip("0") for part in parts))


def _spellings(segment: str) -> Iterator[str]:
    """A text as pages encode it."""
    data = segment.strip().encode("utf-8", "replace")
    yield data.hex()
    for piece in binascii.b2a_base64(data).decode().rstrip("=\n").translate(_SPACED).split():
        if len(piece) >= _ENCODED:
            yield piece


@lru_cache(maxsize=4_096)
def _is_common(word: str) -> bool:
    """Whether a folded word is said by interfaces, labels and forms, or is a short number."""
    if len(word) < 2 and not _UNSPACED.match(word):
        return True
    if word.isdigit():
        return len(word) < _NUMBER
    # Not at the top: a visitor's browser need not load the detectors where nothing is shown.
    from recorder.detect import labels, names

    known = names.tables()
    if word in INTERFACE or word in ROUTES or word in known.not_names or word in known.titles or word in known.qualifiers:
        return True
    return word in known.phrases or labels.meaning(word) is not None


class _Spaced(dict[int, str]):
    """What becomes of each character: letters and digits in one case; nothing; or a space. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character, category = chr(code), unicodedata.category(chr(code))
        folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKD", character).casefold()))
        if folded:
            folded = f" {folded} " if _UNSPACED.match(character) else folded
        elif category != "Cf" and category[0] != "M" and character != "\u00ad":
            folded = " "
        self[code] = folded
        return folded


_SPACED = _Spaced()


def _places(text: str) -> list[Place]:
    """The folded words of a text, and where each stands."""
    found: list[Place] = []
    word, first, last = "", 0, 0
    for at, character in enumerate(text):
        folded = _SPACED[ord(character)]
        if not folded:
            continue
        if " " in folded and word:
            found.append((word, first, last))
            word = ""
        folded = folded.strip()
        if folded:
            first, last = at if not word else first, at + 1
            word += folded
            if _UNSPACED.match(character):
                found.append((word, first, last))
                word = ""
    return [*found, (word, first, last)] if word else found


def forget() -> None:
    """Words of texts that were looked at are remembered, to be quicker the next time: no longer."""
    _is_common.cache_clear()

