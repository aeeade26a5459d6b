"""Memory is read as dlmalloc and CPython laid it out, brought into order, packed, and read back by JavaScript to the byte."""

from array import array
from pathlib import Path
from typing import Any

import pytest

for package in ("rich", "brotli", "pyodide_build"):
    pytest.importorskip(package, reason="the build's own packages are missing: use `python build.py test`")

from recorder.host import heap, kept, node, pack, wasm  # noqa: E402
from recorder.host.chunks import BEFORE_IN_USE, IN_USE, STACK_BYTES, Heap, UnknownMemory  # noqa: E402
from recorder.host.tables import EMPTY, Keys, fnv, probes  # noqa: E402

START = STACK_BYTES + 65536
STR, BYTES = 2048, 2112
KINDS = {"str": STR, "bytes": BYTES, "dict": 4, "set": 4, "frozenset": 4, "code": 4, "type": 2240}
BEFORE = BEFORE_IN_USE


def no_install(groups: list[str]) -> bool:
    raise AssertionError(f"a test must not install {groups}")


NODE = node.node(no_install)


def memory_of(payloads: list[bytes]) -> bytes:
    """A heap of chunks in use, in this order, and what was never given away behind them."""
    memory = bytearray(START + (1 << 20))
    at, put = START, lambda place, word: memory.__setitem__(slice(place, place + 4), word.to_bytes(4, "little"))
    for payload in payloads:
        size = max(16, (len(payload) + 4 + 7) & ~7)
        put(at + 4, size | IN_USE | BEFORE)
        memory[at + 8 : at + 8 + len(payload)] = payload
        at += size
    put(at + 4, (START + 131072 - at) & ~7 | BEFORE)
    return bytes(memory)


def string(text: bytes, hashed: int = EMPTY, garbage: bytes = b"") -> bytes:
    """A compact string in ASCII, as ``PyUnicode_New`` makes it, with what may stand in its unused bits."""
    words = [3, STR, len(text), hashed, 0xABCDEF64]
    return b"".join(word.to_bytes(4, "little") for word in words) + text + b"\0" + garbage


def order_of(memory: bytes, **facts: Any) -> heap.Order:
    told = {"kinds": KINDS, "objects": [], "types": [], "code": [], "filled": []} | facts
    return heap.Order(Heap(memory, START), told)


def tables(keys: list[int], hashes: list[int], *, lost: bool = False) -> bytes:
    """Keys of a dictionary with eight places (``PyDictKeysObject``, all strings), each where CPython puts it."""
    places = [-1] * 8
    for number, hashed in enumerate(hashes):
        place = next(place for place in probes(hashed, 7) if places[place] < 0)
        places[place] = number
    if lost:
        places.reverse()
    head = [1, 0x00010303, 7, 5 - len(keys), len(keys)]
    entries = [word for key in keys for word in (key, 0)] + [0] * (10 - 2 * len(keys))
    words = b"".join(word.to_bytes(4, "little") for word in [*head])
    return words + bytes(place & 0xFF for place in places) + b"".join(word.to_bytes(4, "little") for word in entries)


@pytest.mark.parametrize(("text", "hashed"), [(b"", 0), (b"abc", 0xA093D0A3), (b"prefix", 0x027FA195)])
def test_strings_are_hashed_as_pyodide_hashes_them(text: bytes, hashed: int) -> None:
    assert fnv(text) == hashed  # asked of Pyodide 314.0.7 with PYTHONHASHSEED=0


def test_a_heap_is_walked_chunk_by_chunk() -> None:
    walked = Heap(memory_of([b"a" * 12, b"b" * 100]), START)
    assert [(chunk.at - START, chunk.size, chunk.in_use) for chunk in walked.chunks][:2] == [(8, 12, True), (24, 100, True)]
    assert walked.chunks[2].in_use is False
    assert walked.home(START + 8 + 16) is walked.chunks[1] is walked.home(START + 24 + 8)


def test_a_heap_that_is_none_is_refused() -> None:
    memory = bytearray(memory_of([b"a" * 12, b"b" * 100]))
    memory[START + 16 + 4] &= ~BEFORE  # the chunk says that the one before it is free
    with pytest.raises(UnknownMemory):
        Heap(bytes(memory), START)
    with pytest.raises(UnknownMemory):
        Heap(bytes(START + 100_000), START)


def test_strings_get_their_hash_and_lose_what_is_behind_them() -> None:
    order = order_of(memory_of([string(b"prefix", garbage=b"xy"), string(b"prefix", hashed=5)]))
    order.settle_strings()
    (at,) = order.strings  # the other one's hash is not that of its text: it is no string
    assert order.strings[at] == order.heap.word(at + 12) == 0x027FA195
    assert order.heap.word(at + 16) == 0x64 and bytes(order.heap.memory[at + 20 : at + 28]) == b"prefix\0\0"


@pytest.mark.parametrize("lost", [False, True])
def test_a_table_is_one_when_each_key_is_found_in_it(lost: bool) -> None:
    texts = [b"one", b"two", b"prefix"]
    first = order_of(memory_of([string(text) for text in texts]))
    places, hashes = [chunk.at for chunk in first.heap.chunks[:3]], [fnv(text) for text in texts]
    order = order_of(memory_of([*map(string, texts), tables(places, hashes, lost=lost)]))
    order.settle_strings()
    order.find_keys()
    assert len(order.keys) == (0 if lost else 1)


def named() -> tuple[heap.Order, int, Keys]:
    """Four names in a table, of which the second was deleted; the dictionary, which says to have three; the table."""
    texts = [b"one", b"two", b"prefix", b"four"]
    made = [*map(string, texts), tables([16] * 4, [*map(fnv, texts)]), bytes(32)]
    *places, table_at, at = [chunk.at for chunk in Heap(memory_of(made), START).chunks[:6]]
    order = order_of(memory_of(made), objects=[at])
    order.settle_strings()
    order.keys = [table_at]
    table = Keys(order, table_at)
    for number, place in enumerate(places):
        table.put(number, 0 if number == 1 else place)
    order.heap.words[at // 4 : at // 4 + 8] = memoryview(array("I", [1, KINDS["dict"], 3, 0, 0, 0, table_at, 0]))
    order.heap.words[1024:1027] = memoryview(array("I", [at, places[0], places[3]]))  # what is static knows these
    return order, at, table


def test_names_that_nobody_knows_are_taken_out_and_those_left_are_counted() -> None:
    order, at, table = named()
    order._thin(table)
    assert order.heap.word(at + 8) == order.heap.word(table.at + 16) == 2
    assert [bool(table.key(number)) for number in range(4)] == [True, True, False, False]
    order.check_counts()


@pytest.mark.parametrize("said", [1, 2, 4])
def test_a_dictionary_that_says_to_have_others_than_it_has_is_refused(said: int) -> None:
    order, at, _ = named()
    order.check_counts()
    order.heap.words[at // 4 + 2] = said
    with pytest.raises(UnknownMemory, match="more or fewer"):
        order.check_counts()


def test_what_is_packed_is_read_back_to_the_byte() -> None:
    texts = [b"one", b"two", b"prefix", b"four"]
    places = [chunk.at for chunk in Heap(memory_of([string(text) for text in texts]), START).chunks[:4]]
    links = b"".join(place.to_bytes(4, "little") for place in [*places, 0, places[0] + 8])
    roots = b"".join(place.to_bytes(4, "little") for place in places)
    memory = bytearray(memory_of([*map(string, texts), tables(places, [*map(fnv, texts)]), links, b"dead" * 9, b"", links]))
    chunks = Heap(bytes(memory), START).chunks
    roots += chunks[4].at.to_bytes(4, "little") + chunks[5].at.to_bytes(4, "little") + chunks[8].at.to_bytes(4, "little")
    memory[4096 : 4096 + len(roots)] = roots
    order = order_of(bytes(memory))
    order.bring()
    assert len(order.keys) == 1 and chunks[6].at in order.spare
    made = kept.packed(NODE, order)
    assert made.startswith(wasm.MAGIC) and b"prefix" in made and b"dead" not in made


def test_what_is_read_back_otherwise_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    order = order_of(memory_of([string(b"prefix")]))
    monkeypatch.setattr(pack.Packer, "pack", lambda self: b"\0" * 20 + b"\0" * 40)
    with pytest.raises(Exception, match="otherwise|failed"):
        kept.packed(NODE, order)


def test_the_files_that_make_memory_are_there() -> None:
    host = Path(kept.__file__).parent
    assert all((host / name).exists() for name in ("keep.mjs", "unpacked.mjs", "settle.py", "freeze.py", "counted.py"))
