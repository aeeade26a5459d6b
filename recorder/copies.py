"""What stood in hidden places, wherever the page repeats it: a toast, a drag ghost, a sticky copy of a row, a title.

A *unit* is the text of one block below a mark, or one label there. Of a unit count: the whole, any five words of it in a row, its
numbers and dates, and the words in it that tell: those with digits, names, a word that is all of a block. Words of interfaces,
labels and what forms ask for, in the languages that the detectors know, count only within longer pieces; so do short numbers and
years. Laws: units live in this object only, for one visit and within limits, and go with it; how something is written makes no
difference (``letters.py``, ``amounts.py``), nor do signs between its letters or that it stands backwards; a word may be written
letter by letter, and be a part of a longer one; nothing is looked into before something is to be shown.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from recorder.amounts import dates, numbers, parts_of, pieces
from recorder.letters import PLAIN, UNSPACED, Place, Table, is_mixed, of, places
from recorder.telling import MIXED, NAME, WORD, is_common, is_number, telling

MOST = 10_000  # units; beyond that, the older half is forgotten
LONGEST = 2_000  # characters of a unit; a longer text is several
_MOST_PIECES, _OVERLAP = 20, 100
_MOST_MIXED = 500  # words with digits that are also looked for within others
_GRAM, _GRAM_CHARS = 5, 20  # words in a row, and their letters, that are no chance any more
_PHRASE_WORDS, _PHRASE_WEIGHT = 12, 6
_LEAST_DIGITS = 3
_BACKWARDS = 6  # letters of a word that counts backwards, too
_BEGUN = 5  # letters of a word that may not be all of it
_WITHIN, _LONGEST_WORD = 7, 60  # letters of a word that count within longer ones; of a word that is looked through
_INFLECTED = 2  # letters behind a name: "Millers"

_SEGMENT_ENDS = re.compile(r"[\n\r\t|·•;]|:(?!\d)|：")
_MAIL = re.compile(r"([\w.+-]{3,64})@")
_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_LETTERED = re.compile(r"(?<!\S)\w(?: +\w(?!\S)){3}")
_CUT = ("…", "...")
_FIRSTS = 3  # letters with which what is known begins


class Copies:
    """The units of one visit."""

    def __init__(self) -> None:
        self.version = 0  # grows with every change of what `find` finds
        self._units: dict[str, set[int]] = {}  # with those who hide it
        self._fresh: list[str] = []  # not looked into yet
        self._forget()

    def _forget(self) -> None:
        self._words: set[str] = set()
        self._mixed: set[str] = set()
        self._numbers: set[str] = set()
        self._phrases: dict[str, set[tuple[str, ...]]] = {}
        self._grams: set[tuple[str, ...]] = set()
        self._starts: set[str] = set()  # the first letters of long words
        self._sorted: list[str] = []  # the words, to find those that begin in a way
        self._heads: set[str] = set()  # all words above, and the first of all that is longer
        self._firsts: set[str] = set()  # the first letters of all of that, without spaces
        self._triples: set[tuple[str, ...]] = set()  # the same
        self._has_brief = False  # something has fewer letters

    def add(self, text: str, holder: int = 0) -> None:
        """Notes a unit. ``holder``: who hides it; it counts until all of those have let go of it."""
        for unit in _pieces(text):
            if unit in self._units:
                self._units[unit].add(holder)
            elif len(unit) > 1:
                self._units[unit] = {holder}
                self._fresh.append(unit)
                self.version += 1
        if len(self._units) > MOST:
            self._units = dict(list(self._units.items())[MOST // 2 :])
            self._fresh = list(self._units)
            self._forget()

    def remove(self, texts: Iterable[str], holder: int = 0) -> None:
        """A holder lets go of units: those that nobody else hides are forgotten."""
        gone = False
        for unit in {unit for text in texts for unit in _pieces(text)} & self._units.keys():
            self._units[unit].discard(holder)
            if not self._units[unit]:
                del self._units[unit]
                gone = True
        if gone:
            self.version += 1
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
        if self._fresh:
            for unit in self._fresh:
                self._learn(unit)
            self._fresh.clear()
            self._sorted = sorted(self._words)
        found = [span for table in of(text) for span in self._read(text, table)] if self._may_begin(text) else []
        return [(start, end, "typed") for start, end in (*found, *self._counted(text))]

    def _may_begin(self, text: str) -> bool:
        """Quickly: in most texts, nothing that is known as much as begins, however it is spaced."""
        for table in of(text):
            letters = "".join(text.translate(table).split())
            if len(self._firsts) < len(letters):
                if any(first in letters for first in self._firsts):
                    return True
            elif self._has_brief or not self._triples.isdisjoint(zip(letters, letters[1:], letters[2:])):
                return True
        return is_mixed(text)

    def _read(self, text: str, table: Table) -> Iterator[tuple[int, int]]:
        spaced = text.translate(table)
        if self._may_hold(text, spaced, spaced.split()):
            yield from self._said(text, places(text, table))

    def _may_hold(self, text: str, spaced: str, words: list[str]) -> bool:
        """Quickly: most texts repeat nothing."""
        if not self._heads.isdisjoint(words):
            return True
        # Neither inflects a shorter word, nor holds a shorter one another.
        if any(self._inflects(word) or self._is_within(word) for word in words if len(word) >= _WITHIN):
            return True
        if any(cut in text for cut in _CUT):
            return True
        if words and len(words[-1]) >= _BEGUN and any(self._beginning(words[-1])):
            return True
        if is_mixed(text) or _LETTERED.search(spaced) or _GLUED.search(text):
            return True
        return any(not word.isalpha() and self._is_mixed(word) for word in words)

    def _is_mixed(self, word: str) -> bool:
        return any(mixed in word for mixed in self._mixed)

    def _inflects(self, word: str) -> bool:
        is_long = word.isalpha() and len(word) > WORD + _INFLECTED
        return is_long and (word[:-1] in self._words or word[:-_INFLECTED] in self._words)

    def _is_within(self, word: str) -> bool:
        """Whether a long word of ours is a part of a longer one: an account's name with an initial before it."""
        for at in range(min(len(word), _LONGEST_WORD) - _WITHIN + 1):
            start = word[at : at + _WITHIN]
            if start in self._starts and any(word.startswith(known, at) for known in self._beginning(start)):
                return True
        return False

    def _said(self, text: str, here: list[Place]) -> Iterator[tuple[int, int]]:
        words = [word for word, _, _ in here]
        yield from self._lettered(here)
        for at, (word, start, end) in enumerate(here):
            if self._is_told(word, text[end : end + 3]):
                yield start, end
            elif len(word) > WORD:
                yield from self._glued(text, start, end)
            for phrase in self._phrases.get(word, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield start, here[at + len(phrase) - 1][2]
            if tuple(words[at : at + _GRAM]) in self._grams:
                yield start, here[at + _GRAM - 1][2]

    def _is_told(self, word: str, after: str) -> bool:
        known = word in self._words or self._inflects(word) or self._is_within(word)
        return known or (not word.isalpha() and self._is_mixed(word)) or self._is_cut(word, after)

    def _is_cut(self, word: str, after: str) -> bool:
        """Whether a word begins one of ours, and an ellipsis ends it, or nothing: pages write letter by letter, too."""
        least = WORD if after.startswith(_CUT) else _BEGUN
        is_last = least == WORD or not after
        return is_last and len(word) >= least and any(self._beginning(word)) and (least == WORD or not is_common(word))

    def _beginning(self, start: str) -> Iterator[str]:
        """The words that begin so."""
        for at in range(bisect_left(self._sorted, start), len(self._sorted)):
            if not self._sorted[at].startswith(start):
                return
            yield self._sorted[at]

    def _glued(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Words that were written without a space, as ``textContent`` gives the cells of a row."""
        cuts = [start, *(found.start() for found in _GLUED.finditer(text, start, end)), end]
        for first in range(len(cuts) - 1):
            for last in range(first + 1, min(len(cuts), first + 4)):
                if "".join(text[cuts[first] : cuts[last]].translate(PLAIN).split()) in self._words:
                    yield cuts[first], cuts[last]

    def _lettered(self, here: list[Place]) -> Iterator[tuple[int, int]]:
        """Words that were written with something between each two letters."""
        first = 0
        for at in range(len(here) + 1):
            if at < len(here) and len(here[at][0]) == 1 and not UNSPACED.match(here[at][0]):
                continue
            run = "".join(word for word, _, _ in here[first:at][:_LONGEST_WORD])
            yield from (
                (here[first + start][1], here[first + end - 1][2])
                for start in range(len(run) - WORD + 1)
                for end in range(start + WORD, len(run) + 1)
                if run[start:end] in self._words
            )
            first = at + 1

    def _counted(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._numbers or sum(map(str.isdigit, text)) < _LEAST_DIGITS:
            return
        for start, end, names in numbers(text):
            if not self._numbers.isdisjoint(names) or not self._numbers.isdisjoint(parts_of(text[start:end])):
                yield start, end
        for start, end, names in dates(text):
            if not self._numbers.isdisjoint(names):
                yield start, end

    # -- what tells in a unit ----------------------------------------------------------------------------------------

    def _learn(self, unit: str) -> None:
        for segment in _SEGMENT_ENDS.split(unit):
            here = places(segment)
            if here:
                self._learn_segment(segment, here)
        for mail in _MAIL.findall(unit):
            self._learn_whole([word for word, _, _ in places(mail)], [])

    def _learn_segment(self, segment: str, here: list[Place]) -> None:
        words = [word for word, _, _ in here]
        self._learn_numbers(segment)
        common = [is_common(word) for word in words]
        tells = list(telling(segment, here))
        for table in of(segment):
            written = words if table is PLAIN else [word for word, _, _ in places(segment, table)]
            for at in tells:
                self._learn_word(written[at])
                if len(written[at]) >= _BACKWARDS:
                    self._learn_word(written[at][::-1])
            self._learn_whole(written, common)
            self._learn_grams(written, common)

    def _learn_grams(self, words: list[str], common: list[bool]) -> None:
        for at in range(len(words) - _GRAM + 1):
            gram = tuple(words[at : at + _GRAM])
            if sum(map(len, gram)) >= _GRAM_CHARS and not all(common[at : at + _GRAM]):
                self._grams.add(gram)
                self._heads.add(gram[0])
                self._learn_first("".join(gram))

    def _learn_word(self, word: str) -> None:
        self._words.add(word)
        self._heads.add(word)
        self._learn_first(word)
        if len(word) >= _WITHIN:
            self._starts.add(word[:_WITHIN])
        if not word.isalpha() and not word.isdigit() and len(word) > MIXED and len(self._mixed) < _MOST_MIXED:
            self._mixed.add(word)

    def _learn_first(self, letters: str) -> None:
        self._firsts.add(letters[:_FIRSTS])
        self._triples.add(tuple(letters[:_FIRSTS]))
        self._has_brief = self._has_brief or len(letters) < _FIRSTS

    def _learn_whole(self, words: list[str], common: list[bool]) -> None:
        weight = sum(3 if UNSPACED.match(word) else len(word) for word in words)
        if all(common or map(is_common, words)) or weight < _PHRASE_WEIGHT or len(words) > _PHRASE_WORDS:
            return
        if len(words) > 1:
            self._phrases.setdefault(words[0], set()).add(tuple(words))
            self._heads.add(words[0])
            self._learn_first("".join(words))
        if sum(map(len, words)) > _PHRASE_WEIGHT:
            self._learn_word("".join(words))

    def _learn_numbers(self, segment: str) -> None:
        is_alone = sum(map(str.isalpha, segment)) <= NAME
        for start, end, names in numbers(segment):
            self._numbers |= {name for name in names if is_number(name, is_alone)}
            for piece in pieces(segment[start:end]):
                self._numbers |= {name for _, _, names in numbers(piece) for name in names if is_number(name, is_alone)}
        self._numbers |= {name for _, _, names in dates(segment) for name in names}


def _pieces(text: str) -> Iterator[str]:
    """A text as units: a long one in several that overlap."""
    for start in range(0, min(len(text), LONGEST * _MOST_PIECES), LONGEST - _OVERLAP):
        yield text[start : start + LONGEST].strip()
        if start + LONGEST >= len(text):
            return
