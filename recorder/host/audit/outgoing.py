"""What the recorder sent under one preset, and the questions asked of it: does this text leave, does this canary?

Laws: a text leaves when a string of an event is that text, spaces aside; a canary leaves when it is found in any spelling
(``recorder.host.audit.search``), in the body or in the address it was sent to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from . import search


@dataclass
class Outgoing:
    """Bodies in the order they left, unpacked. ``addresses``: where they went."""

    bodies: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    @property
    def size_bytes(self) -> int:
        return sum(len(body.encode()) for body in self.bodies)

    def strings(self) -> set[str]:
        """Every string of every event, spaces made one."""
        return {" ".join(text.split()) for _, text in self._walk() if text.strip()}

    def leaves(self, needles: Iterable[str]) -> list[str]:
        """The needles that are in what left, in any spelling."""
        wanted = list(needles)
        hits = search.found(wanted, "\n".join([*self.addresses, *self.bodies])) if wanted else []
        return [needle for needle in wanted if any(hit.startswith(f"{needle} (") for hit in hits)]

    def place_of(self, needle: str) -> str:
        """The names on the way to the string that holds a needle as it is: where to look in an event. Never the string."""
        folded = search.plain(needle)
        return next((way for way, text in self._walk() if folded in search.plain(text)), "encoded")

    def _walk(self) -> Iterator[tuple[str, str]]:
        for body in self.bodies:
            for line in body.splitlines():
                yield from _strings(json.loads(line), "")


def _strings(value: Any, way: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, way)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, f"{way}.{name}" if way and name not in ("childNodes", "node", "data") else way or str(name))
