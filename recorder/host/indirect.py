"""Indirect calls go through a function of their own for each type, so that no engine bets on them in the interpreter's loop.

V8 notes whom an indirect call calls, builds that function into the optimised caller, and when another is called throws the caller
away and compiles it again: for the interpreter's loop (79 KB) that was four or five times 200 ms and more in a visit's first
seconds, and slow code in between (docs/decisions.md). Here it can only bet on functions of a few instructions.

Laws: the program does the same; no index of a function changes. A function here is longer than those that V8 builds into their
callers (500 bytes), or its bets would be theirs again.
"""

from collections.abc import Iterable

from recorder.host import wasm
from recorder.host.wasm import CALL, CALL_INDIRECT, END, LOCAL_GET, RETURN
from recorder.host.wasm_code import instructions

NOP = 0x01
TOO_LONG = 512


class Through:
    """The functions that are called instead, by type; ``first``: the index that the first of them gets."""

    def __init__(self, module: wasm.Module, first: int) -> None:
        self.types = module.types
        self.first = first
        self.indices: dict[int, int] = {}

    def steady(self, body: bytes) -> bytes:
        """The body with a call of a function here for each indirect call through the first table."""
        parts, done = [], 0
        for at, code, table in instructions(body):
            if code != CALL_INDIRECT or table:
                continue
            reader = wasm.Reader(body, at + 1)
            kind = reader.leb()
            reader.leb()
            index = self.indices.setdefault(kind, self.first + len(self.indices))
            parts += [body[done:at], bytes([CALL]), wasm.leb(index)]
            done = reader.at
        return b"".join([*parts, body[done:]])

    def kinds(self) -> Iterable[tuple[bytes, bytes]]:
        """Parameters and results of each: those of its type, and the place in the table."""
        for kind in self.indices:
            given, results = self.types[kind]
            yield given + bytes([wasm.I32]), results

    def bodies(self) -> Iterable[bytes]:
        """What each does."""
        for kind in self.indices:
            given = b"".join(bytes([LOCAL_GET]) + wasm.leb(number) for number in range(len(self.types[kind][0]) + 1))
            call = bytes([CALL_INDIRECT]) + wasm.leb(kind) + wasm.leb(0)
            yield b"\0" + given + call + bytes([RETURN]) + bytes([NOP]) * TOO_LONG + bytes([END])
