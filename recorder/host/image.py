"""Static data of Pyodide's wasm as memory: what is in it is read, replaced by something smaller, written as segments again.

CPython brings the modules that it starts with as byte code in its static data ("frozen"), with docstrings and line numbers.
They are replaced by the same code without (``inside.freeze``), at the same address and never larger. Laws: a module whose
frozen code is not what its source gives stays as it is; a string that anything of the hot half may point to is hot.
Source: CPython's Include/cpython/import.h, ``struct _frozen``.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from recorder.host.wasm import UnknownWasm

# Zeros of this length are left out: memory begins as zeros. Naming the next address costs about as much.
ZEROS = 24
_GAP = re.compile(rb"\0{%d,}" % ZEROS)

FIRST = b"_frozen_importlib\0"
ENTRY_BYTES = 16
ENTRIES = 40

_SIGNED = re.compile(rb"\)\n--\n\n")
_IDENTIFIER = re.compile(rb"[A-Za-z_]\w*\0")
_TEXT = re.compile(rb"[\n\t -~]{12,}\0")
# More functions than any table has.
TABLE = 1 << 15

Segments = list[tuple[int, bytes]]


class Image:
    """Memory as the segments fill it."""

    def __init__(self, segments: Segments) -> None:
        self.start = min(at for at, _ in segments)
        self.memory = bytearray(max(at + len(data) for at, data in segments))
        for at, data in segments:
            self.memory[at : at + len(data)] = data

    def word(self, at: int) -> int:
        return int.from_bytes(self.memory[at : at + 4], "little")

    def frozen(self) -> dict[str, tuple[int, int, int]]:
        """The frozen modules: where the entry stands, where the code, how long it is."""
        found: dict[str, tuple[int, int, int]] = {}
        for entry in range(self._table(), self._table() + ENTRIES * ENTRY_BYTES, ENTRY_BYTES):
            name, code, size = (self.word(entry + offset) for offset in (0, 4, 8))
            if self.start <= name < len(self.memory) and self.start <= code < len(self.memory) - size and size:
                end = self.memory.index(0, name)
                found.setdefault(self.memory[name:end].decode("ascii", "replace"), (entry, code, size))
        return found

    def _table(self) -> int:
        at = -1
        while (at := self.memory.find(FIRST, at + 1)) >= 0:
            pointer = self.memory.find(at.to_bytes(4, "little"))
            while pointer >= 0:
                if pointer % 4 == 0 and self.memory[self.word(pointer + ENTRY_BYTES) :].startswith(FIRST[:-1] + b"_external\0"):
                    return pointer
                pointer = self.memory.find(at.to_bytes(4, "little"), pointer + 1)
        raise UnknownWasm("no table of frozen modules")

    def replace(self, name: str, code: bytes) -> None:
        """Put other code in the place of a frozen module."""
        entry, at, size = self.frozen()[name]
        if len(code) > size:
            raise UnknownWasm(f"{name} would need more room than it has")
        self.memory[at : at + size] = code.ljust(size, b"\0")
        self.memory[entry + 8 : entry + 12] = len(code).to_bytes(4, "little")

    def without(self, ranges: list[tuple[int, int]]) -> Segments:
        """The segments, less these addresses (from, to)."""
        memory = bytearray(self.memory)
        for low, high in ranges:
            memory[low:high] = bytes(high - low)
        return [*_filled(bytes(memory), self.start)]

    def within(self, ranges: list[tuple[int, int]]) -> Segments:
        """The segments of these addresses only."""
        return [segment for low, high in ranges for segment in _filled(bytes(self.memory[:high]), low)]

    def idle_strings(self, start: int, end: int, named: set[int], idle: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Constant strings, each up to its zero, that neither ``named`` addresses nor pointers outside of ``idle`` lead to."""
        rest = bytearray(self.memory)
        for low, high in [(start, end), *idle]:
            rest[low:high] = bytes(high - low)
        words = array("I", bytes(rest[: len(rest) & ~3]))
        led_to = sorted({word for word in words if start <= word < end} | {at for at in named if start <= at < end})
        ranges: list[tuple[int, int]] = []
        at = start
        while at < end:
            zero = min(self.memory.index(0, at), end)
            # One that points at the zero before may be about to count up.
            first = bisect_left(led_to, at - 1)
            if first == len(led_to) or led_to[first] > zero:
                ranges.append((at, zero))
            at = zero + 1
        return ranges


    def docs(self, named: set[int]) -> list[tuple[int, int]]:
        """Docstrings of functions written in C, each up to its zero: once types are made, only ``__doc__`` asks for them.

        They are known by the line that tells their signature, or by their place in a table of functions (PyMethodDef: name,
        function, flags, docstring). One that code names is left.
        """
        memory = self.memory
        starts = {memory.rfind(b"\0", 0, found.start()) + 1 for found in _SIGNED.finditer(memory)}
        words = array("I", bytes(memory[: len(memory) & ~3]))
        for at in range(self.start // 4, len(words) - 3):
            name, function, flags, doc = words[at : at + 4]
            is_inside = doc > self.start < name < len(memory) > doc
            if is_inside and 0 < flags < 1 << 10 and 0 < function < TABLE and self._is_text(name, doc):
                starts.add(doc)
        return sorted((at, memory.index(0, at)) for at in starts if at not in named)

    def _is_text(self, name: int, doc: int) -> bool:
        """Whether a name and a text of their own stand there."""
        before = (name == self.start or not self.memory[name - 1]) and not self.memory[doc - 1]
        return before and bool(_IDENTIFIER.match(self.memory, name)) and bool(_TEXT.match(self.memory, doc))


def _filled(memory: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """What is between long rows of zeros."""
    at = start
    for gap in _GAP.finditer(memory, start):
        if gap.start() > at:
            yield at, memory[at : gap.start()]
        at = gap.end()
    if rest := memory[at:].rstrip(b"\0"):
        yield at, rest
