"""What a visitor typed, wherever the page repeats it: a greeting, a summary, an address, a title.

A value typed into a hidden field is looked for in everything that would be shown, whatever its letter case, spacing, accents or
punctuation, and as pages encode it. Laws: the values live in this object only, for one visit and within limits, and go with it; a
short one counts only as a word of its own; while a visitor types on, the longest form of what is in the field stands for the
shorter ones; a part of a long one (an excerpt, the second line) counts as well as the whole; small fields side by side (a code in
six boxes) also count as one.
"""

import binascii
import re
from collections import deque
from collections.abc import Iterator

from recorder.copies import Copies
from recorder.letters import fold

SHORTEST = 3  # letters and digits
WORD_BELOW = 6  # shorter values must stand alone, or every "ann" in "channel" would go
LONGEST = 2_000
MOST = 300

_PIECE = 4  # letters and digits of a field that may be a piece of a larger one
_PIECES = 12  # of those in a row
_NEAR = 16  # nodes between two of them
_STAGES = 60
_KEY = 8  # characters that an editor takes out of its field at once: with a key, or what an input method put in
_LONGEST_LINE = 200  # of what was taken out of a field key by key
_RUN = 12  # letters and digits in a row that are no chance any more: a part of a longer value
_STEP = 4  # a text is asked at every so many places, so runs of 15 are always found
_MOST_RUNS = 40_000
_IDS_OF_A_PAGE = 1 << 40
# What encodeURIComponent leaves as it is.
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()")
# An amount with a fraction: pages leave out its noughts, or round it.
_AMOUNT = re.compile(r"\D{0,4}(\d[\d., '\u00a0]*)[.,](\d{1,2})\D{0,4}")
# What files are that visitors send. Compiled at first use.
_FILE = r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|odt|txt|csv|xml|zip|jpe?g|png|gif|webp|hei[cf]|tiff?|mp[34]|mov|p7m)\b"
_ENCODED_BELOW = 200  # longer values are not looked for in other spellings


class Taint:
    """The typed values of one recording."""

    def __init__(self) -> None:
        self._typed: deque[tuple[int, str]] = deque(maxlen=MOST)
        self._last: dict[int, tuple[str, list[str]]] = {}  # field id to what it holds, and its other spellings
        self._others: deque[str] = deque(maxlen=MOST)  # spellings of what fields held before
        self._pieces: dict[int, str] = {}
        self._rows: list[str] = []
        self._stages: deque[str] = deque(maxlen=_STAGES)  # what stood in a field on the way to what it holds
        self._runs: set[str] = set()  # all runs of what was typed
        self._pages = 0
        self._echoes: deque[str] = deque(maxlen=MOST)  # texts that may repeat what nobody read
        self.copies = Copies()  # what stood in marked places
        self.hides_files = False  # a file was chosen, and what it is called was not read
        self._given: dict[int, str] = {}  # by field: the longest form of what it holds
        # Of that, words, dates and numbers, found as those of marked places are; None: to be made.
        self._given_copies: Copies | None = None
        self._before = Copies()  # of what fields held before
        self._keys: dict[int, tuple[str, str, str]] = {}  # by field: what was taken out key by key, and since then; what it holds
        self._wanted: dict[str, bool] = {}  # what `find` looks for, and whether within words, too; empty: to be made anew
        self._heads: set[tuple[str, str, str]] = set()  # how those begin
        self._added = 0

    @property
    def version(self) -> int:
        """Grows with every change of what ``find`` finds."""
        return self._added + self.copies.version + self.hides_files

    def begin_page(self) -> int:
        """What to add to the ids of a page's fields: those of two pages of one visit are not the same fields."""
        self._pages += 1
        return self._pages * _IDS_OF_A_PAGE

    def add(self, field_id: int, value: str) -> None:
        """Notes what a field holds now."""
        self._added += 1
        self._wanted = {}
        self._note_piece(field_id, value[:LONGEST].translate(_LETTERS))
        self._note(field_id, value)
        if line := self._line_of_keys(field_id, value):
            self._note(-1 - field_id, line)

    def add_echo(self, text: str) -> None:
        """Notes a text that may repeat what nobody read: it counts where it is said again, as a whole."""
        folded = text[:LONGEST].translate(_LETTERS)
        if len(folded) >= _PIECE and folded not in self._echoes:
            self._added += 1
            self._echoes.append(folded)

    def _line_of_keys(self, field_id: int, value: str) -> str:
        """What was typed into a field that a page empties at each key, as editors that draw it themselves do; "": nothing new."""
        line, since, holds = self._keys.get(field_id, ("", "", ""))
        if value and holds and value.startswith(holds):
            since = since[: -len(holds)]
        since += value
        if len(since) > _KEY or len(line) > _LONGEST_LINE or "\n" in since:
            line = since = ""
        is_more = bool(line and since and not value)
        if not value:
            line, since = line + since, ""
        self._keys[field_id] = (line, since, value)
        if len(self._keys) > MOST:
            del self._keys[next(iter(self._keys))]
        return line if is_more and any(map(str.isalpha, line)) else ""

    def _note(self, field_id: int, value: str) -> None:
        folded = value[:LONGEST].translate(_LETTERS)
        if len(folded) < SHORTEST:
            return
        self._note_copies(field_id, value[:LONGEST].strip())
        self._note_spellings(field_id, value[:LONGEST], folded)
        self._note_runs(field_id, folded)
        for at, (known_id, known) in enumerate(self._typed):
            if known == folded or (known_id == field_id and known.startswith(folded)):
                self._stages.extend([folded] if known != folded else [])
                return
            if known_id == field_id and folded.startswith(known):
                self._stages.append(known)
                self._typed[at] = (field_id, folded)
                return
        self._typed.append((field_id, folded))

    def _note_piece(self, field_id: int, folded: str) -> None:
        if not 0 < len(folded) <= _PIECE:
            if not folded or field_id not in self._pieces:
                return  # an emptied box was a piece; what it held is still said elsewhere
            del self._pieces[field_id]
        else:
            self._pieces[field_id] = folded
        while len(self._pieces) > MOST:
            del self._pieces[min(self._pieces)]
        self._rows = list(_rows(sorted(self._pieces.items())))

    def _note_copies(self, field_id: int, value: str) -> None:
        before = self._given.get(field_id, "")
        if before.startswith(value):
            return
        if before and not value.startswith(before):
            self._before.add(before)
        self._given_copies = None
        self._given[field_id] = value
        if len(self._given) > MOST:
            self._before.add(self._given.pop(next(iter(self._given))))

    def _note_spellings(self, field_id: int, value: str, folded: str) -> None:
        before, spellings = self._last.get(field_id, ("", []))
        if not folded.startswith(before) and not before.startswith(folded):
            self._others.extend(spellings)
        if len(folded) >= len(before) or not before.startswith(folded):
            if len(self._last) > MOST:
                self._last.clear()
            self._last[field_id] = (folded, list(_spellings(value, folded)))

    def _note_runs(self, field_id: int, folded: str) -> None:
        if len(self._runs) > _MOST_RUNS:
            self._runs.clear()
            for _, known in reversed(self._typed):  # the newest
                if len(self._runs) < _MOST_RUNS // 2:
                    self._runs.update(_runs(known, 0))
        # While a visitor types on, what came before is noted already.
        same = next((len(known) for known_id, known in self._typed if known_id == field_id and folded.startswith(known)), 0)
        self._runs.update(_runs(folded, max(0, same - _RUN + 1)))

    def find(self, text: str, is_allowed: bool = False) -> list[tuple[int, int, str]]:
        """Where a text repeats something typed: start, end, ``"typed"``; as ``recorder.detect.find`` gives its finds.

        ``is_allowed``: it may repeat what a mark hides elsewhere, but nothing typed.

        >>> taint = Taint()
        >>> taint.add(1, "zephyrine q")
        >>> taint.find("Dear ZEPHYRINE-Q!")
        [(5, 16, 'typed')]
        """
        found = self._typed_in(text) + self._copied(text) + ([] if is_allowed else self.copies.find(text))
        if self._echoes:
            found += self._echoed(text)
        if self.hides_files and "." in text:
            found += _files(text)
        return list(dict.fromkeys(found))

    def _echoed(self, text: str) -> list[tuple[int, int, str]]:
        """A text that was an echo, or a piece of an address that was one."""
        spans = {(0, min(len(text), LONGEST)), *(piece.span() for piece in re.finditer("[^/]+", text[:LONGEST]))}
        return [(*span, "typed") for span in spans if text[slice(*span)].translate(_LETTERS) in self._echoes]

    def _copied(self, text: str) -> list[tuple[int, int, str]]:
        if not self._given:
            return []
        if self._given_copies is None:
            self._given_copies = Copies()
            for value in self._given.values():
                self._given_copies.add(value)
        return self._given_copies.find(text) + self._before.find(text)

    def _typed_in(self, text: str) -> list[tuple[int, int, str]]:
        if not self._typed and not self._rows:
            return []
        wanted = self._wanted or self._look_for()
        folded = text.translate(_LETTERS)
        runs = list(self._parts(folded)) if self._runs and len(folded) >= _RUN else []
        if len(wanted) > len(folded) and self._heads.isdisjoint(zip(folded, folded[1:], folded[2:], strict=False)):
            here = []  # quicker than asking for each of so many
        else:
            here = [typed for typed in wanted if typed in folded]
        return self._places(text, here, runs) if here or runs else []

    def _parts(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where a folded text repeats a part of what was typed, as long as it goes: first place, and that after the last."""
        known, at, last = self._runs, 0, len(folded) - _RUN
        while at <= last:
            if folded[at : at + _RUN] in known:
                first = at
                while first and folded[first - 1 : first - 1 + _RUN] in known:
                    first -= 1
                while at < last and folded[at + 1 : at + 1 + _RUN] in known:
                    at += 1
                yield first, at + _RUN
            at += _STEP

    def _places(self, text: str, here: list[str], runs: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        folded, positions = _fold(text)
        found = [(positions[start], positions[end - 1] + 1, "typed") for start, end in runs]
        for typed in here:
            anywhere, start = self._wanted[typed], folded.find(typed)
            while start >= 0:
                first, last = positions[start], positions[start + len(typed) - 1]
                if anywhere or _stands_alone(text, first, last):
                    found.append((first, last + 1, "typed"))
                start = folded.find(typed, start + 1)
        return found

    def _look_for(self) -> dict[str, bool]:
        """What is looked for, each once: fields repeat one another. Noted until something else is typed."""
        self._wanted = dict.fromkeys(self._stages, False)
        self._wanted |= {typed: len(typed) >= WORD_BELOW for typed in self._all() if len(typed) >= SHORTEST}
        self._heads = {(typed[0], typed[1], typed[2]) for typed in self._wanted}
        return self._wanted

    def _all(self) -> Iterator[str]:
        for _, typed in self._typed:
            yield typed
        for _, spellings in self._last.values():
            yield from spellings
        yield from self._others
        yield from self._rows


def _files(text: str) -> list[tuple[int, int, str]]:
    """Names of files, with what stands before them in their line: they may have spaces in them."""
    return [(text.rfind("\n", 0, match.end()) + 1, match.end(), "typed") for match in re.finditer(_FILE, text)]


def _runs(folded: str, start: int) -> Iterator[str]:
    """The runs of a value that begin at a place or after it."""
    return (folded[at : at + _RUN] for at in range(start, len(folded) - _RUN + 1))


def _rows(pieces: list[tuple[int, str]]) -> Iterator[str]:
    """What small fields say together: each run of them that stands close in the page."""
    for first in range(len(pieces)):
        row = pieces[first][1]
        for at in range(first + 1, min(first + _PIECES, len(pieces))):
            if pieces[at][0] - pieces[at - 1][0] > _NEAR:
                break
            row += pieces[at][1]
            if len(row) >= _PIECE:
                yield row


def _spellings(value: str, folded: str) -> Iterator[str]:
    """A value as pages write it elsewhere: in an address, encoded, backwards, rounded; a name or an e-mail address in part."""
    if len(value) > _ENCODED_BELOW or len(folded) <= _PIECE:
        return
    data = value.strip().encode("utf-8", "replace")
    yield from {
        spelling.translate(_LETTERS)
        for spelling in (
            "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02x}" for byte in data),
            data.hex(),
            binascii.b2a_base64(data).decode().rstrip("=\n"),
            value[::-1],
        )
    } - {folded}
    amount = _AMOUNT.fullmatch(value.strip())
    if amount and len(whole := amount[1].translate(_LETTERS)) >= _PIECE:
        yield from {whole, whole + amount[2].rstrip("0")} - {folded}
    name, at, _ = value.strip().partition("@")
    words = value.split()
    parts = [name] if at else words if 1 < len(words) < 5 and all(word[:1].isupper() for word in words) else []
    yield from (part for part in (part.translate(_LETTERS) for part in parts) if len(part) >= SHORTEST)


class _Letters(dict[int, str]):
    """What becomes of each character: letters and digits in one case, or nothing. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold(chr(code))
        return self[code]


_LETTERS = _Letters()


def _fold(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, in one case, and where each stood."""
    letters: list[str] = []
    positions: list[int] = []
    for at, character in enumerate(text):
        folded = _LETTERS[ord(character)]
        letters.append(folded)
        positions += [at] * len(folded)
    return "".join(letters), positions


def _stands_alone(text: str, first: int, last: int) -> bool:
    return not text[first - 1 : first].isalnum() and not text[last + 1 : last + 2].isalnum()
