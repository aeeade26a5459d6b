"""Tables of dictionaries and sets, laid out as CPython would lay them out that had made them anew.

Sources: CPython 3.14, Include/internal/pycore_dict.h, Objects/dictobject.c and setobject.c, Python/pyhash.c.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recorder.host.heap import Order

EMPTY = 0xFFFFFFFF
KEYS_HEADER, DICT_KEYS = 20, 24
LINEAR_PROBES = 9


class Keys:
    """The table of one dictionary (or of several that share their keys)."""

    def __init__(self, order: "Order", at: int) -> None:
        self.order, self.heap, self.at = order, order.heap, at
        log, index_log, self.kind, _ = self.heap.memory[at + 4 : at + 8]
        self.size, self.width = 1 << log, 1 << (index_log - log)
        self.count = self.heap.word(at + 16)
        self.stride = 12 if self.kind == 0 else 8
        self.entries = at + KEYS_HEADER + (1 << index_log)

    def _place(self, number: int, part: int) -> int:
        return (self.entries + number * self.stride) // 4 + (part if self.kind else part + 1)

    def key(self, number: int) -> int:
        return self.heap.words[self._place(number, 0)]

    def value(self, number: int) -> int:
        return self.heap.words[self._place(number, 1)]

    def put(self, number: int, both: int) -> None:
        self.heap.words[self._place(number, 0)] = self.heap.words[self._place(number, 1)] = both

    def hash(self, number: int) -> int:
        return self.heap.words[self._place(number, -1)] if self.kind == 0 else self.order.strings.get(self.key(number), EMPTY)

    def index(self, place: int) -> int:
        at = self.at + KEYS_HEADER + place * self.width
        return int.from_bytes(self.heap.memory[at : at + self.width], "little", signed=True)

    def find(self, number: int) -> int:
        """The entry that CPython finds for this one's key; -1: none."""
        if self.kind:
            self.order.learn(self.key(number))
        hashed = self.hash(number)
        for place in probes(hashed, self.size - 1):
            found = self.index(place)
            if found == number or found == -1 or found >= self.count:
                return found
        return -1

    def rebuild(self) -> None:
        start = self.at + KEYS_HEADER
        self.heap.memory[start : self.entries] = b"\xff" * (self.entries - start)
        for number in range(self.count):
            if self.key(number):
                place = next(place for place in probes(self.hash(number), self.size - 1) if self.index(place) == -1)
                at = start + place * self.width
                self.heap.memory[at : at + self.width] = number.to_bytes(self.width, "little")


def probes(hashed: int, mask: int) -> Iterator[int]:
    """Where CPython looks for a key, one place after the other (dictobject.c)."""
    place, perturb = hashed & mask, hashed
    while True:
        yield place
        perturb >>= 5
        place = (place * 5 + perturb + 1) & mask


def set_place(words: Any, table: int, mask: int, hashed: int) -> int:
    """Where CPython puts a member that a set does not have (setobject.c, ``set_insert_clean``)."""
    place, perturb = hashed & mask, hashed
    while True:
        last = place + LINEAR_PROBES if place + LINEAR_PROBES <= mask else place
        for near in range(place, last + 1):
            if not words[table // 4 + near * 2]:
                return near
        perturb >>= 5
        place = (place * 5 + 1 + perturb) & mask


def fnv(data: bytes) -> int:
    """How a CPython of 32 bits hashes a string's characters with PYTHONHASHSEED=0 (Python/pyhash.c, ``fnv``)."""
    if not data:
        return 0
    whole = (len(data) - 1) // 4 * 4
    blocks = [int.from_bytes(data[at : at + 4], "little") for at in range(0, whole, 4)]
    hashed = data[0] << 7
    for block in [*blocks, *data[whole:]]:
        hashed = hashed * 1_000_003 & EMPTY ^ block
    hashed ^= len(data)
    return hashed if hashed != EMPTY else EMPTY - 1
