"""The memory of a started Python as words, and the chunks that the allocator has cut it into.

Law: a heap that cannot be walked from its first chunk to its last is refused.
Source: dlmalloc 2.8.6 (``malloc_chunk``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

FIRST = 1024
# Between what is static and the heap lies the stack, of which nothing is alive while no Python runs.
STACK_BYTES = 4 << 20
IN_USE, BEFORE_IN_USE = 2, 1
HEADER = 8
# What may stand before an object in its chunk: nothing, the collector's links, and a dictionary's and weak references' places.
BEFORE = (0, 8, 16)


class UnknownMemory(Exception):
    """The memory is not laid out as this reader knows it."""


@dataclass(frozen=True)
class Chunk:
    """What ``malloc`` gave: address and length of what its owner may write; ``in_use``: it was not given back."""

    at: int
    size: int
    in_use: bool


class Heap:
    """Memory as words, and the chunks that it is cut into."""

    def __init__(self, memory: bytes, start: int) -> None:
        self.memory = bytearray(memory)
        self.words = memoryview(self.memory).cast("I")
        self.start = start
        self.set_chunks([*self._walk()])
        self.end = self.chunks[-1].at + self.chunks[-1].size

    def _walk(self) -> Iterator[Chunk]:
        at, was_in_use = self.start, True
        while at + HEADER < len(self.memory):
            head = self.words[at // 4 + 1]
            size = head & ~7
            if size < 16:
                break
            if at + size > len(self.memory) or bool(head & BEFORE_IN_USE) != was_in_use:
                raise UnknownMemory(f"no chunk at {at}")
            was_in_use = bool(head & IN_USE)
            yield Chunk(at + HEADER, size - 4, was_in_use)
            at += size
        if at < self.start + 65536:
            raise UnknownMemory("no heap")

    def set_chunks(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks
        self.by_address = {chunk.at: chunk for chunk in chunks}

    def word(self, at: int) -> int:
        return self.words[at // 4]

    def clear(self, low: int, high: int) -> None:
        self.memory[low:high] = bytes(high - low)

    def home(self, address: int) -> Chunk | None:
        """The chunk that an object at this address begins."""
        for before in BEFORE:
            if chunk := self.by_address.get(address - before):
                return chunk if chunk.in_use else None
        return None


def owners(heap: Heap) -> list[int]:
    """For each eight bytes of the heap: the chunk in use that they belong to, or 0."""
    found = [0] * ((heap.end - heap.start >> 3) + 2)
    for chunk in heap.chunks:
        if chunk.in_use:
            first = chunk.at - heap.start >> 3
            for place in range(first, first + (chunk.size + 4 >> 3)):
                found[place] = chunk.at
    return found
