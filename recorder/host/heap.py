"""The memory of a started Python (``chunks.py``), brought into an order that packs well.

Nothing that Python can see changes: what is unreachable or never read becomes zeros, what the interpreter computes anew anyway
(inline caches, where a key stands in its table) is as if nothing had run, and what lives for ever is marked so. Law: each thing
is checked to be what it is taken for, by CPython's own word (``counted.py``) or by looking it up as CPython would; what is not
stays as it is.
Sources: CPython 3.14, Include/internal: pycore_dict.h, pycore_code.h; cpython/unicodeobject.h, setobject.h.
"""

import re
from collections.abc import Iterator
from typing import Any

from recorder.host.chunks import FIRST, STACK_BYTES, Chunk, Heap, UnknownMemory, owners
from recorder.host.tables import DICT_KEYS, EMPTY, KEYS_HEADER, Keys, fnv, set_place

# Free chunks of this size and more are in trees, smaller ones in lists.
IN_TREE = 256
IMMORTAL = 5 << 28

CODE_HEADER, CODE_LINES = 128, 92
ASCII, COMPACT = 20, 28


class Order:
    """Brings a heap into order. ``facts``: what counted.py told."""

    def __init__(self, heap: Heap, facts: dict[str, Any]) -> None:
        self.heap = heap
        self.kinds: dict[str, int] = facts["kinds"]
        self.code: list[tuple[int, str]] = facts["code"]
        self.objects = [at for at in facts["objects"] if heap.start <= at < heap.end and heap.home(at)]
        self.types = set(facts["types"])
        # Chunks that are given back to the allocator at the start.
        self.spare: set[int] = set(facts["filled"])
        self.strings: dict[int, int] = {}
        self.keys: list[int] = []
        self.reached: set[int] = set()
        self.sets: dict[int, list[int]] = {}

    def bring(self) -> None:
        """All of it, in this order: what is looked up needs hashes, what is unreachable is so only then."""
        heap = self.heap
        heap.clear(heap.start - STACK_BYTES, heap.start)
        self.reset_code()
        self.share_lines()
        self.settle_strings()
        self.find_keys()
        self.find_sets()
        self.forget_names()
        self.drop_unreachable()
        self.join_spare()
        for at in self.keys:
            self.rebuild_keys(at)
        for at in self.sets:
            self.rebuild_set(at)
        self.check_counts()
        self.link_in_order()
        self.make_immortal()

    def of_kind(self, *kinds: str) -> Iterator[int]:
        wanted = {self.kinds[kind] for kind in kinds}
        return (at for at in self.objects if self.heap.word(at + 4) in wanted)

    def reset_code(self) -> None:
        for at, text in self.code:
            code = bytes.fromhex(text)
            chunk = self.heap.home(at)
            if chunk and self.heap.word(at + 4) == self.kinds["code"]:
                start, end = at + CODE_HEADER, at + CODE_HEADER + len(code)
                there = self.heap.memory[start:end]
                # An instruction may have become a special one, and what follows it is a cache; its argument stays.
                is_other = any(code[n] and code[n + 1] != there[n + 1] for n in range(0, len(code), 2))
                if is_other or self.heap.word(at + 8) * 2 != len(code):
                    raise UnknownMemory("code that is not what Python says it is")
                self.heap.memory[start:end] = code
                self.heap.clear(end, chunk.at + chunk.size)

    def share_lines(self) -> None:
        """Tables of lines that say "none" of each instruction: one, long enough for all."""
        heap, none = self.heap, re.compile(rb"\xff*[\xf8-\xff]")
        found: dict[int, list[int]] = {}
        for at, _ in self.code:
            table = heap.word(at + CODE_LINES)
            if heap.home(at) and heap.home(table) and heap.word(table + 4) == self.kinds["bytes"]:
                length = heap.word(table + 8)
                if none.fullmatch(heap.memory, table + 16, table + 16 + length):
                    found.setdefault(length, []).append(at)
        if found:
            longest = heap.word(found[max(found)][0] + CODE_LINES)
            for at in (at for those in found.values() for at in those):
                heap.words[(at + CODE_LINES) // 4] = longest

    def settle_strings(self) -> None:
        """Each string with its hash, and nothing behind its end."""
        heap = self.heap
        for chunk in heap.chunks:
            if chunk.in_use and heap.word(chunk.at + 4) == self.kinds["str"] and (found := self.string(chunk)):
                start, end, width = found
                hashed = fnv(bytes(heap.memory[start:end]))
                if heap.word(chunk.at + 12) not in (hashed, EMPTY):
                    continue
                heap.words[chunk.at // 4 + 3] = hashed
                heap.words[chunk.at // 4 + 4] &= 0xFF
                heap.clear(end + width, chunk.at + chunk.size)
                self.strings[chunk.at] = hashed

    def string(self, chunk: Chunk) -> tuple[int, int, int] | None:
        """Where its characters begin and end, and the bytes of one; None: this is no string, whatever stands at its second
        word."""
        length, state = self.heap.word(chunk.at + 8), self.heap.word(chunk.at + 16) & 0xFF
        width, is_compact, is_ascii = state >> 2 & 7, state & 32, state & 64
        start = chunk.at + (ASCII if is_ascii else COMPACT)
        end = start + length * width
        fits = end + width <= chunk.at + chunk.size < end + width + 16 + 8
        return (start, end, width) if is_compact and width in (1, 2, 4) and fits and length < 1 << 24 else None

    def find_keys(self) -> None:
        """Tables of dictionaries, that is chunks in which each key is found where CPython would look for it."""
        self.keys = [chunk.at for chunk in self.heap.chunks if chunk.in_use and self.is_keys(chunk)]

    def is_keys(self, chunk: Chunk) -> bool:
        if chunk.size < KEYS_HEADER + 8:
            return False
        log, index_log, kind, pad = self.heap.memory[chunk.at + 4 : chunk.at + 8]
        references, usable, count = (self.heap.word(chunk.at + offset) for offset in (0, 12, 16))
        room = (2 << log) // 3 if log < 24 else 0
        entry = 12 if kind == 0 else 8
        fits = 3 <= log < 20 and log <= index_log <= log + 2 and kind <= 2 and references < 1 << 16 and count + usable <= room
        if not fits or not KEYS_HEADER + (1 << index_log) + (count + usable) * entry <= chunk.size:
            return False
        table = Keys(self, chunk.at)
        return all(table.find(number) == number for number in range(count) if table.key(number))

    def forget_names(self) -> None:
        """Strings that only the table of all interned strings still knows are taken out of it."""
        for at in self.keys:
            table = Keys(self, at)
            if table.count > 1000 and all(table.key(number) == table.value(number) for number in range(table.count)):
                self._thin(table)

    def _thin(self, table: Keys) -> None:
        kept = self._reached(table.at)
        live = [key for number in range(table.count) if (key := table.key(number)) and (key not in self.strings or key in kept)]
        for number in range(table.count):
            table.put(number, live[number] if number < len(live) else 0)
        gone = table.count - len(live)
        for dictionary in self.of_kind("dict"):
            if self.heap.word(dictionary + DICT_KEYS) == table.at:
                # Not less by ``gone``: entries that were deleted before had not been counted.
                self.heap.words[dictionary // 4 + 2] = len(live)
        self.heap.words[table.at // 4 + 3] += gone
        self.heap.words[table.at // 4 + 4] -= gone

    def _reached(self, but: int = 0) -> set[int]:
        """Chunks that any word leads to, from what is static on; ``but`` is not followed."""
        heap, words = self.heap, self.heap.words
        owner = owners(heap)
        reached: set[int] = set()
        waiting = [words[FIRST // 4 : (heap.start - STACK_BYTES) // 4]]
        while waiting:
            for word in waiting.pop():
                if heap.start <= word < heap.end and (at := owner[(word - heap.start) >> 3]) and at not in reached:
                    reached.add(at)
                    if at != but:
                        waiting.append(words[at // 4 : (at + heap.by_address[at].size) // 4])
        return reached

    def drop_unreachable(self) -> None:
        reached = self._reached()
        for chunk in self.heap.chunks:
            if not chunk.in_use:
                self.heap.clear(chunk.at + (24 if chunk.size >= IN_TREE - 4 else 8), chunk.at + chunk.size - 4)
            elif chunk.at not in reached or chunk.at in self.spare:
                self.spare.add(chunk.at)
                self.heap.clear(chunk.at, chunk.at + chunk.size)
        self.strings = {at: hashed for at, hashed in self.strings.items() if at < self.heap.start or at in reached}
        self.keys = [at for at in self.keys if at in reached]
        self.sets = {at: members for at, members in self.sets.items() if at in reached}
        self.reached = reached
        self.objects = [at for at in self.objects if (home := self.heap.home(at)) and home.at in reached]

    def join_spare(self) -> None:
        """Neighbours that are given back go as one."""
        joined: list[Chunk] = []
        for chunk in self.heap.chunks:
            last = joined[-1] if joined else chunk
            if chunk.at in self.spare and last.at in self.spare and last is not chunk:
                size = last.size + chunk.size + 4
                joined[-1] = Chunk(last.at, size, True)
                self.heap.words[last.at // 4 - 1] = size + 4 | self.heap.words[last.at // 4 - 1] & 7
                self.heap.words[chunk.at // 4 - 1] = 0
                self.spare.discard(chunk.at)
            else:
                joined.append(chunk)
        self.heap.set_chunks(joined)

    def check_counts(self) -> None:
        """What walks over a dictionary makes room for as many as it says it has, and looks no further."""
        known = set(self.keys)
        for at in self.of_kind("dict"):
            used, table, values = (self.heap.word(at + offset) for offset in (8, DICT_KEYS, DICT_KEYS + 4))
            if table in known and not values:
                keys = Keys(self, table)
                if used != sum(1 for number in range(keys.count) if keys.value(number)):
                    raise UnknownMemory("a dictionary that has more or fewer entries than it says")

    def rebuild_keys(self, at: int) -> None:
        table = Keys(self, at)
        chunk = self.heap.by_address[at]
        self.heap.clear(table.entries + table.count * table.stride, chunk.at + chunk.size)
        table.rebuild()

    def find_sets(self) -> None:
        """Tables of sets whose members are all strings, and found where CPython would look for them."""
        for at in self.of_kind("set", "frozenset"):
            fill, used, mask, table = (self.heap.word(at + offset) for offset in (8, 12, 16, 20))
            chunk = self.heap.by_address.get(table)
            if chunk and fill == used and mask > 7 and (mask + 1) * 8 <= chunk.size < (mask + 1) * 16:
                members = [key for place in range(mask + 1) if (key := self.heap.word(table + place * 8))]
                for key in members:
                    self.learn(key)
                if len(members) == used and all(key in self.strings for key in members):
                    self.sets[table] = members

    def learn(self, key: int) -> None:
        """A string that is static has its hash already."""
        is_static = FIRST <= key < self.heap.start - 16 and key % 4 == 0
        if is_static and self.heap.word(key + 4) == self.kinds["str"] and self.heap.word(key + 12) != EMPTY:
            self.strings[key] = self.heap.word(key + 12)

    def rebuild_set(self, table: int) -> None:
        size = self.heap.by_address[table].size
        self.heap.clear(table, table + size)
        mask = (1 << (size // 8).bit_length() - 1) - 1
        for key in self.sets[table]:
            place = set_place(self.heap.words, table, mask, self.strings[key])
            self.heap.words[table // 4 + place * 2] = key
            self.heap.words[table // 4 + place * 2 + 1] = self.strings[key]

    def link_in_order(self) -> None:
        """The collector's lists, each in the order of addresses."""
        words, heap = self.heap.words, self.heap
        done: set[int] = set()
        for at in self.objects:
            link = at - 8
            if link in done or not (chunk := heap.home(at)) or chunk.at == at or not words[link // 4] & ~3:
                continue
            ring = [link]
            while (following := words[ring[-1] // 4] & ~3) != link:
                if words[following // 4 + 1] & ~3 != ring[-1] or len(ring) > 1 << 20:
                    raise UnknownMemory("a list of the collector's is broken")
                ring.append(following)
            done.update(ring)
            heads = [one for one in ring if not heap.start <= one < heap.end]
            if len(heads) != 1:
                raise UnknownMemory("a list of the collector's has no head")
            self._relink([heads[0], *sorted(set(ring) - {heads[0]})])

    def _relink(self, ring: list[int]) -> None:
        words = self.heap.words
        for number, link in enumerate(ring):
            words[link // 4] = words[link // 4] & 3 | ring[(number + 1) % len(ring)]
            words[link // 4 + 1] = words[link // 4 + 1] & 3 | ring[number - 1]

    def make_immortal(self) -> None:
        """Nobody counts the references of what is there from the start; nothing of it ends before the worker does.

        What lay ready to be used again (CPython's free lists) has an address or nothing where others have their count.
        """
        for at in self.objects:
            if 0 < self.heap.word(at) < self.heap.start and self.heap.word(at + 4) in self.types:
                self.heap.words[at // 4] = IMMORTAL
