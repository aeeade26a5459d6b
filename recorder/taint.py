"""What a visitor typed, wherever the page repeats it: a greeting, a summary, an address, a title.

A value typed into a hidden field is looked for in everything that would be shown, whatever its letter case, spacing or
punctuation. Laws: the values live in this object only, within limits, and go with it; a short one counts only as a word of
its own; while a visitor types on, the longest form of what is in the field stands for the shorter ones.
"""

from collections import deque

SHORTEST = 3  # letters and digits
WORD_BELOW = 6  # shorter values must stand alone, or every "ann" in "channel" would go
LONGEST = 2_000
MOST = 300


class Taint:
    """The typed values of one recording."""

    def __init__(self) -> None:
        self._typed: deque[tuple[int, str]] = deque(maxlen=MOST)

    def add(self, field_id: int, value: str) -> None:
        """Notes what a field holds now."""
        folded, _ = _fold(value[:LONGEST])
        if len(folded) < SHORTEST:
            return
        for at, (known_id, known) in enumerate(self._typed):
            if known == folded or (known_id == field_id and known.startswith(folded)):
                return
            if known_id == field_id and folded.startswith(known):
                self._typed[at] = (field_id, folded)
                return
        self._typed.append((field_id, folded))

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where a text repeats something typed: start, end, ``"typed"``; as ``recorder.detect.find`` gives its finds.

        >>> taint = Taint()
        >>> taint.add(1, "Zephyrine Q")
        >>> taint.find("Dear ZEPHYRINE-Q!")
        [(5, 16, 'typed')]
        """
        if not self._typed:
            return []
        folded, positions = _fold(text)
        found = []
        for _, typed in self._typed:
            start = folded.find(typed)
            while start >= 0:
                first, last = positions[start], positions[start + len(typed) - 1]
                if len(typed) >= WORD_BELOW or _stands_alone(text, first, last):
                    found.append((first, last + 1, "typed"))
                start = folded.find(typed, start + 1)
        return found


def _fold(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, in one case, and where each stood."""
    letters: list[str] = []
    positions: list[int] = []
    for at, character in enumerate(text):
        if character.isalnum():
            for folded in character.casefold():
                letters.append(folded)
                positions.append(at)
    return "".join(letters), positions


def _stands_alone(text: str, first: int, last: int) -> bool:
    return not text[first - 1 : first].isalnum() and not text[last + 1 : last + 2].isalnum()
