"""Reads the instructions of a function's body in WebAssembly, as far as splitting a module needs: codes, and what they refer to.

Laws: as in ``wasm.py``; each instruction is walked over whole, and the body ends where its last one does.
Source: WebAssembly Core Specification 3.0, "Binary Format", chapter "Instructions".
"""

from collections.abc import Iterator

from recorder.host.wasm import Reader, UnknownWasm

# How many LEB numbers follow an instruction; -1: see _skip.
_IMMEDIATES = [-1] * 256
for _code in (0x00, 0x01, 0x05, 0x0A, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1, *range(0x45, 0xC5)):
    _IMMEDIATES[_code] = 0
for _code in (0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x10, 0x12, 0x18, *range(0x20, 0x27), 0x3F, 0x40):
    _IMMEDIATES[_code] = 1
for _code in (0x41, 0x42, 0xD0, 0xD2):
    _IMMEDIATES[_code] = 1
for _code in (0x11, 0x13, *range(0x28, 0x3F)):
    _IMMEDIATES[_code] = 2
_PREFIXED_FC = {8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1} | dict.fromkeys(range(8), 0)


def locals_end(body: bytes) -> int:
    """Where a body's instructions begin."""
    reader = Reader(body)
    for _ in range(reader.leb()):
        reader.leb()
        reader.byte()
    return reader.at


def instructions(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Each instruction: where it stands, its code, its last LEB number (unsigned; 0: none)."""
    at, size, immediates = locals_end(body), len(body), _IMMEDIATES
    while at < size:
        start, code, value = at, body[at], 0
        at += 1
        count = immediates[code]
        if count < 0:
            at = _skip(body, at, code)
            yield start, code, 0
            continue
        while count:
            value, shift = 0, 0
            while (byte := body[at]) > 0x7F:
                value |= (byte & 0x7F) << shift
                shift += 7
                at += 1
            value |= byte << shift
            at += 1
            count -= 1
        yield start, code, value
    if at != size:
        raise UnknownWasm("a body that ends within an instruction")


def _skip(body: bytes, at: int, code: int) -> int:
    reader = Reader(body, at)
    if code == 0x43:
        reader.at += 4
    elif code == 0x44:
        reader.at += 8
    elif code == 0x0E:
        for _ in range(reader.leb() + 1):
            reader.leb()
    elif code == 0x1C:
        reader.take(reader.leb())
    elif code == 0xFC:
        count = _PREFIXED_FC.get(reader.leb())
        if count is None:
            raise UnknownWasm("instruction 0xfc")
        for _ in range(count):
            reader.leb()
    elif code == 0x1F:
        _try_table(reader)
    elif code == 0xFE:
        _atomic(reader)
    elif code == 0xFD:
        _vector(reader)
    else:
        raise UnknownWasm(f"instruction {code:#x}")
    return reader.at


def _try_table(reader: Reader) -> None:
    reader.leb()
    for _ in range(reader.leb()):
        if reader.byte() in (0, 1):
            reader.leb()
        reader.leb()


def _atomic(reader: Reader) -> None:
    if reader.leb() == 3:
        reader.byte()
    else:
        reader.leb()
        reader.leb()


def _vector(reader: Reader) -> None:
    code = reader.leb()
    if code < 12 or code in (92, 93):
        reader.leb()
        reader.leb()
    elif code in (12, 13):
        reader.at += 16
    elif 21 <= code <= 34:
        reader.at += 1
    elif 84 <= code <= 91:
        reader.leb()
        reader.leb()
        reader.at += 1
