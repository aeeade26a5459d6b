"""Writes memory so that brotli makes little of it, and so that a few lines of JavaScript (``loader/unpack.js``) write it back.

Chunks of the heap are sorted into groups: one type, one size. Of each group all first words are written, then all second words
and so on, each column in the form that packs best: as it is, as numbers of chunks instead of addresses, or as the distance to
the chunk itself or to the chunk before. What can be computed is left out: hashes of strings, where keys stand in tables. Laws:
what is read back is the same memory to the byte; the build tries it in Node each time (``unpacked.mjs``), since the two sides
are written twice.
"""

import re
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from recorder.host import wasm
from recorder.host.chunks import BEFORE, Chunk
from recorder.host.heap import Order
from recorder.host.tables import KEYS_HEADER, Keys

# In the place of an address: this, and the number of a chunk, and where in it.
CODES = 0x80000000
PLAIN, STRING, CODE, BYTES, KEYS, SET, NOTHING, SPARE = range(8)
HEADS = {STRING: 5, CODE: 32, BYTES: 4, KEYS: KEYS_HEADER // 4, SET: 0, SPARE: 0}
IN_USE, ROWS = 8, 16
CONSTANT, RAW, CODED, FROM_SELF, FROM_LAST = range(5)
HASH_WORD = 3
# Zeros of some length between two things below the heap are left out.
RUN = re.compile(rb"[^\0]+(?:\0{1,11}[^\0]+)*")
# The file is a WebAssembly module, one with nothing but a custom section: hosts know the type, and compress it.
NAME = wasm.name("image")
NAMES = ("outside", "bytes", "groups", "kinds", "sizes", "forms", "columns", "tails")


@dataclass
class Group:
    """Chunks of one kind; ``words``: the size of each where all have one, else the words that are columns."""

    kind: int
    in_use: bool
    words: int
    chunks: list[Chunk] = field(default_factory=list)
    rows: bool = False


class Packer:
    """Writes one memory."""

    def __init__(self, order: Order) -> None:
        self.order, self.heap = order, order.heap
        self.number = {chunk.at: number for number, chunk in enumerate(self.heap.chunks)}
        self.parts = {name: bytearray() for name in NAMES}
        self.keys, self.sets = set(order.keys), set(order.sets)

    def pack(self) -> bytes:
        groups = self._grouped()
        self._outside()
        for group in groups:
            self._group(group)
            self.parts["groups"] += _numbers([group.kind | (group.in_use and IN_USE) | (group.rows and ROWS), group.words])
        lengths = [self.heap.start, len(self.heap.chunks), *(len(part) for part in self.parts.values())]
        packed = array("I", lengths).tobytes() + b"".join(self.parts.values())
        return wasm.MAGIC + bytes([wasm.CUSTOM]) + _fixed(len(NAME) + len(packed)) + NAME + packed

    def _grouped(self) -> list[Group]:
        """The groups, the largest first; which chunk is of which, and sizes where they differ, are written."""
        found: dict[tuple[int, ...], Group] = {}
        of = []
        for chunk in self.heap.chunks:
            key = self._key(chunk)
            words = HEADS.get(key[0], chunk.size // 4)
            of.append(found.setdefault(key, Group(key[0], chunk.in_use, words)))
            of[-1].chunks.append(chunk)
        groups = sorted(found.values(), key=lambda group: -len(group.chunks))
        place = {id(group): number for number, group in enumerate(groups)}
        self.parts["kinds"] += planes([place[id(group)] for group in of], 2)
        self.parts["sizes"] += planes([chunk.size // 4 for group in groups if group.kind in HEADS for chunk in group.chunks], 4)
        return groups

    def _key(self, chunk: Chunk) -> tuple[int, ...]:
        """What is packed together."""
        heap, kinds = self.heap, self.order.kinds
        if chunk.at in self.order.spare:
            return (SPARE,)
        if not any(heap.memory[chunk.at : chunk.at + chunk.size]):
            return NOTHING, chunk.in_use, chunk.size
        if not chunk.in_use:
            return PLAIN, 0, chunk.size
        if chunk.at in self.keys:
            return (KEYS,)
        if chunk.at in self.sets:
            return (SET,)
        first = heap.word(chunk.at + 4)
        if chunk.at in self.order.strings:
            return (STRING,)
        if first in (kinds["code"], kinds["bytes"]) and self._is_whole(chunk, first == kinds["code"]):
            return (CODE if first == kinds["code"] else BYTES,)
        for before in BEFORE:
            if chunk.size > before + 4 and (kind := heap.word(chunk.at + before + 4)) in self.order.types:
                return PLAIN, 1, chunk.size, kind, before
        return PLAIN, 1, chunk.size

    def _is_whole(self, chunk: Chunk, is_code: bool) -> bool:
        """Whether nothing stands behind the part that its length tells."""
        end = chunk.at + HEADS[CODE if is_code else BYTES] * 4 + self.heap.word(chunk.at + 8) * (2 if is_code else 1)
        return end <= chunk.at + chunk.size and not any(self.heap.memory[end : chunk.at + chunk.size])

    def _outside(self) -> None:
        """All but the heap, in runs between long rows of zeros."""
        memory = bytearray(self.heap.memory)
        memory[self.heap.start : self.heap.end] = bytes(self.heap.end - self.heap.start)
        last = 0
        for run in RUN.finditer(memory):
            self.parts["outside"] += _numbers([run.start() - last, run.end() - run.start()])
            self.parts["bytes"] += run[0]
            last = run.end()

    def _group(self, group: Group) -> None:
        if group.kind in (NOTHING, SPARE):
            return
        columns = [[self.heap.word(chunk.at + word * 4) for chunk in group.chunks] for word in range(group.words)]
        own = [chunk.at for chunk in group.chunks]
        if group.kind == KEYS:
            self._columns(columns, own)
            self._entries(group)
        elif group.kind == SET:
            members = [self.order.sets[at] for at in own]
            self._column([len(one) for one in members], own)
            self._column([key for one in members for key in one], [at for at, one in zip(own, members, strict=True) for _ in one])
        elif group.kind in HEADS:
            self._columns([column for word, column in enumerate(columns) if (group.kind, word) != (STRING, HASH_WORD)], own)
            for chunk in group.chunks:
                self.parts["tails"] += self._tail(group.kind, chunk)
        else:
            self._plain(group, columns, own)

    def _plain(self, group: Group, columns: list[list[int]], own: list[int]) -> None:
        """By columns, or chunk after chunk, whichever is less."""
        row = ([word for words in zip(*columns, strict=True) for word in words], [at for at in own for _ in columns])
        by_rows = self._written([row])
        by_columns = self._written([(column, own) for column in columns])
        group.rows = len(zlib.compress(by_rows[1])) + len(by_rows[0]) < len(zlib.compress(by_columns[1])) + len(by_columns[0])
        self._add(by_rows if group.rows else by_columns)

    def _tail(self, kind: int, chunk: Chunk) -> bytes:
        start = chunk.at + HEADS[kind] * 4
        length = self.heap.word(chunk.at + 8)
        if kind == STRING:
            state = self.heap.word(chunk.at + 16)
            length = length * (state >> 2 & 7) + (0 if state & 64 else 8)
        elif kind == CODE:
            length *= 2
        return bytes(self.heap.memory[start : start + length])

    def _entries(self, group: Group) -> None:
        tables = [Keys(self.order, chunk.at) for chunk in group.chunks]
        entries = [(table, number) for table in tables for number in range(table.count)]
        own = [table.at for table, _ in entries]
        self._column([table.key(number) for table, number in entries], own)
        self._column([table.value(number) for table, number in entries], own)
        self._column([table.hash(number) for table, number in entries if not table.kind], [])

    def _columns(self, columns: list[list[int]], own: list[int]) -> None:
        self._add(self._written([(column, own) for column in columns]))

    def _column(self, column: list[int], own: list[int]) -> None:
        self._columns([column], own)

    def _add(self, written: tuple[bytes, bytes]) -> None:
        self.parts["forms"] += written[0]
        self.parts["columns"] += written[1]

    def _written(self, columns: Iterable[tuple[list[int], list[int]]]) -> tuple[bytes, bytes]:
        forms, data = bytearray(), bytearray()
        for column, own in columns:
            form, written = self._best(column, own)
            forms.append(form)
            data += written
        return bytes(forms), bytes(data)

    def _best(self, column: list[int], own: list[int]) -> tuple[int, bytes]:
        if len(set(column)) == 1:
            return CONSTANT, array("I", column[:1]).tobytes()
        offered = {RAW: planes(column, 4)}
        coded = [self._code(word) for word in column]
        is_free = not any(CODES <= word < CODES + len(self.number) * 4 for word in column)
        if coded != column and is_free:  # a number that looks like what stands for an address leaves the column as it is
            offered[CODED] = planes(coded, 4)
            if all(not word or word >= CODES for word in coded):
                offered[FROM_SELF] = planes(distances(coded, [CODES + self.number[at] * 4 for at in own]), 4)
                offered[FROM_LAST] = planes(distances(coded, before(coded)), 4)
        return min(offered.items(), key=lambda item: len(zlib.compress(item[1])))

    def _code(self, word: int) -> int:
        for place, offset in enumerate(BEFORE):
            if (number := self.number.get(word - offset)) is not None:
                return CODES + number * 4 + place
        return word


def _fixed(size: int) -> bytes:
    """A LEB number in five bytes."""
    return bytes(size >> shift & 0x7F | (0x80 if shift < 28 else 0) for shift in range(0, 35, 7))


def planes(words: Iterable[int], width: int) -> bytes:
    """All lowest bytes, then all second ones, and so on."""
    data = array("I", words).tobytes()
    return b"".join(data[byte::4] for byte in range(width))


def before(coded: list[int]) -> list[int]:
    """For each address the one before it in the column."""
    found, last = [], CODES
    for word in coded:
        found.append(last)
        last = word or last
    return found


def distances(coded: list[int], origins: list[int]) -> list[int]:
    """0 for no address; else how far it is from its origin, both ways, plus one."""
    steps = (word - origin for word, origin in zip(coded, origins, strict=True))
    return [(step * 2 if step >= 0 else -step * 2 - 1) + 1 if word else 0 for word, step in zip(coded, steps, strict=True)]


def _numbers(values: Iterable[int]) -> bytes:
    out = bytearray()
    for value in values:
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)
    return bytes(out)
