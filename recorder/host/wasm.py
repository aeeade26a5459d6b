"""Reads and writes a WebAssembly module as far as splitting one needs: sections, indices, bodies (``wasm_code.py`` reads those).

Laws: what it does not know raises ``UnknownWasm``, it never guesses; what is read and written unchanged is the same bytes.
Source: WebAssembly Core Specification 3.0, "Binary Format".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

MAGIC = b"\0asm\1\0\0\0"
CUSTOM, TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, CODE, DATA, DATA_COUNT, TAG = range(14)
ORDER = (TYPE, IMPORT, FUNCTION, TABLE, MEMORY, TAG, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA)
FUNC_KIND, TABLE_KIND, MEMORY_KIND, GLOBAL_KIND, TAG_KIND = range(5)
END = 0x0B
CALL, CALL_INDIRECT, LOCAL_GET, GLOBAL_GET, GLOBAL_SET, I32_CONST = 0x10, 0x11, 0x20, 0x23, 0x24, 0x41
IF, UNREACHABLE, VOID, I32_EQZ = 0x04, 0x00, 0x40, 0x45
RETURN, RETURN_CALL, REF_FUNC = 0x0F, 0x12, 0xD2
I32, FUNCREF = 0x7F, 0x70


T = TypeVar("T")


class UnknownWasm(Exception):
    """The module has something that this reader does not know."""


def leb(value: int) -> bytes:
    """Unsigned LEB128."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed_leb(value: int) -> bytes:
    """Signed LEB128."""
    out = bytearray()
    while not -64 <= value < 64:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value & 0x7F)
    return bytes(out)


def vector(items: Iterable[bytes]) -> bytes:
    """A count and that many items."""
    listed = [*items]
    return leb(len(listed)) + b"".join(listed)


def name(text: str) -> bytes:
    raw = text.encode()
    return leb(len(raw)) + raw


def function_type(given: bytes, results: bytes) -> bytes:
    """An entry of the type section."""
    return bytes([0x60]) + leb(len(given)) + given + leb(len(results)) + results


def section(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + leb(len(content)) + content


class Reader:
    """A place in some bytes."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def leb(self) -> int:
        data, at, value, shift = self.data, self.at, 0, 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                self.at = at
                return value
            shift += 7

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def name(self) -> str:
        return self.take(self.leb()).decode()

    def limits(self) -> None:
        flags = self.byte()
        self.leb()
        if flags & 1:
            self.leb()

    def constant(self) -> None:
        """Past a constant expression: one instruction and its end."""
        code = self.byte()
        if code not in (I32_CONST, 0x42, GLOBAL_GET, REF_FUNC, 0xD0):
            raise UnknownWasm(f"constant expression {code:#x}")
        self.leb()
        if self.byte() != END:
            raise UnknownWasm("constant expression of more than one instruction")


@dataclass(frozen=True)
class Import:
    """``described``: what follows the names, as it stands; ``index``: the type of a function, else -1."""

    module: str
    name: str
    kind: int
    described: bytes
    index: int

    def written(self) -> bytes:
        return name(self.module) + name(self.name) + bytes([self.kind]) + self.described


@dataclass
class Module:
    """A module taken apart. ``types``: parameters and results as value types; ``bodies`` without their sizes."""

    sections: dict[int, bytes]
    custom: list[bytes]
    types: list[tuple[bytes, bytes]]
    imports: list[Import]
    functions: list[int]
    tables: list[bytes]
    memories: list[bytes]
    globals: list[tuple[bytes, bytes]]
    tags: list[bytes]
    exports: list[tuple[str, int, int]]
    elements: list[int]
    bodies: list[bytes]
    data: list[tuple[int, bytes]] = field(repr=False)
    element_start: bytes = b""

    def imported(self, kind: int) -> int:
        return sum(entry.kind == kind for entry in self.imports)

    def type_of(self, index: int) -> int:
        """The type of a function by its index."""
        imported = [entry.index for entry in self.imports if entry.kind == FUNC_KIND]
        return imported[index] if index < len(imported) else self.functions[index - len(imported)]


def read(data: bytes) -> Module:
    """Take a module apart."""
    sections, custom = _sections(data)
    start, elements = _elements(sections[ELEMENT])
    return Module(
        sections,
        custom,
        [*_each(sections, TYPE, _type)],
        [*_each(sections, IMPORT, _import)],
        [*_each(sections, FUNCTION, Reader.leb)],
        [*_each(sections, TABLE, _table)],
        [*_each(sections, MEMORY, _memory)],
        [*_each(sections, GLOBAL, _global)],
        [*_each(sections, TAG, _tag)],
        [*_each(sections, EXPORT, _export)],
        elements,
        [*_each(sections, CODE, lambda reader: reader.take(reader.leb()))],
        [*_each(sections, DATA, _segment)],
        start,
    )


def data_of(data: bytes) -> list[tuple[int, bytes]]:
    """Only the static data of a module."""
    return [*_each(_sections(data)[0], DATA, _segment)]


def _sections(data: bytes) -> tuple[dict[int, bytes], list[bytes]]:
    if not data.startswith(MAGIC):
        raise UnknownWasm("no module")
    reader, custom = Reader(data, len(MAGIC)), []
    sections: dict[int, bytes] = {}
    while reader.at < len(data):
        kind, content = reader.byte(), reader.take(reader.leb())
        if kind == CUSTOM:
            custom.append(content)
        elif kind not in ORDER or kind == START:
            raise UnknownWasm(f"section {kind}")
        else:
            sections[kind] = content
    return sections, custom


def written(parts: dict[int, bytes], custom: Iterable[bytes] = ()) -> bytes:
    """A module of these sections; custom ones come first, as dynamic linking wants."""
    first = b"".join(section(CUSTOM, content) for content in custom)
    return MAGIC + first + b"".join(section(kind, parts[kind]) for kind in ORDER if kind in parts)


def _each(sections: dict[int, bytes], kind: int, read_one: Callable[["Reader"], T]) -> Iterator[T]:
    if kind in sections:
        reader = Reader(sections[kind])
        for _ in range(reader.leb()):
            yield read_one(reader)


def _since(reader: Reader, start: int) -> bytes:
    return reader.data[start : reader.at]


def _type(reader: Reader) -> tuple[bytes, bytes]:
    if reader.byte() != 0x60:
        raise UnknownWasm("a type that is no function")
    return reader.take(reader.leb()), reader.take(reader.leb())


def _import(reader: Reader) -> Import:
    module, of, kind = reader.name(), reader.name(), reader.byte()
    start = reader.at
    index = -1
    if kind == FUNC_KIND:
        index = reader.leb()
    elif kind == TABLE_KIND:
        reader.byte()
        reader.limits()
    elif kind == MEMORY_KIND:
        reader.limits()
    elif kind == GLOBAL_KIND:
        reader.take(2)
    elif kind == TAG_KIND:
        reader.byte()
        reader.leb()
    else:
        raise UnknownWasm(f"import of kind {kind}")
    return Import(module, of, kind, _since(reader, start), index)


def _table(reader: Reader) -> bytes:
    start = reader.at
    if reader.byte() not in (FUNCREF, 0x6F):
        raise UnknownWasm("a table with a first value")
    reader.limits()
    return _since(reader, start)


def _memory(reader: Reader) -> bytes:
    start = reader.at
    reader.limits()
    return _since(reader, start)


def _global(reader: Reader) -> tuple[bytes, bytes]:
    kind, start = reader.take(2), reader.at
    reader.constant()
    return kind, _since(reader, start)


def _tag(reader: Reader) -> bytes:
    start = reader.at
    reader.byte()
    reader.leb()
    return _since(reader, start)


def _export(reader: Reader) -> tuple[str, int, int]:
    return reader.name(), reader.byte(), reader.leb()


def _elements(content: bytes) -> tuple[bytes, list[int]]:
    """The one active segment of table 0."""
    reader = Reader(content)
    if reader.leb() != 1 or reader.leb() != 0:
        raise UnknownWasm("more than one plain element segment")
    start = reader.at
    reader.constant()
    return _since(reader, start), [reader.leb() for _ in range(reader.leb())]


def _segment(reader: Reader) -> tuple[int, bytes]:
    if reader.leb() != 0 or reader.byte() != I32_CONST:
        raise UnknownWasm("a data segment that is not written at the start")
    address = reader.leb()  # positive and below 2 ** 31: read as unsigned after the sign bit was seen to be 0
    if reader.byte() != END:
        raise UnknownWasm("an address that is computed")
    return address, reader.take(reader.leb())
