"""Reads events the quick way, without building what nobody looks at.

Laws: it only ever says "surely an event"; whatever it does not take, for whichever reason, is read again by
events.py, which decides and says why. So the two must agree on what is taken: a test holds them together.
Numbers with a fraction of zero pass for whole ones here, which is what JavaScript makes of them.

Source: events.py; msgspec's tagged unions.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Raw, Struct

from demo_site.collector.events import CUSTOM, LOAD, LOADED, META, MUTATION, PIXELS, PLUGIN, SOURCES, TIMESTAMP_MS_LIMIT

AtMs = Annotated[float, Meta(ge=0, lt=TIMESTAMP_MS_LIMIT)]
NodeId = Annotated[int, Meta(ge=-1, lt=2**53)]
Pixels = Annotated[float, Meta(ge=0, lt=PIXELS)]


class Node(Struct):
    type: Annotated[int, Meta(ge=0, le=5)]
    id: NodeId


class Document(Struct):
    type: Literal[0]
    id: NodeId
    childNodes: list[Raw]  # noqa: N815 (rrweb's name)


class Offset(Struct):
    left: float
    top: float


class SnapshotData(Struct):
    node: Document
    initialOffset: Offset  # noqa: N815


class Add(Struct):
    parentId: NodeId  # noqa: N815
    node: Node


class Named(Struct):
    id: NodeId


class Attributes(Struct):
    id: NodeId
    attributes: dict[str, Raw]


class Mutation(Struct, tag_field="source", tag=MUTATION):
    adds: list[Add]
    removes: list[Named]
    texts: list[Named]
    attributes: list[Attributes]


class MetaData(Struct):
    href: str
    width: Pixels
    height: Pixels


class CustomData(Struct):
    tag: str


class PluginData(Struct):
    plugin: str


_OTHERS = [msgspec.defstruct(f"Source{source}", [], tag_field="source", tag=source) for source in SOURCES if source != MUTATION]
ChangeData: Any = Mutation
for _other in _OTHERS:
    ChangeData = ChangeData | _other


def _event(name: str, tag: int, data: Any) -> Any:
    return msgspec.defstruct(name, [("timestamp", AtMs), ("data", data)], tag_field="type", tag=tag)


MetaEvent = _event("MetaEvent", META, MetaData)
_EVENT = (
    MetaEvent
    | _event("LoadedEvent", LOADED, dict[str, Raw])
    | _event("LoadEvent", LOAD, dict[str, Raw])
    | _event("SnapshotEvent", 2, SnapshotData)
    | _event("ChangeEvent", 3, ChangeData)
    | _event("CustomEvent", CUSTOM, CustomData)
    | _event("PluginEvent", PLUGIN, PluginData)
)
_decode = msgspec.json.Decoder(_EVENT).decode


def read(lines: list[bytes]) -> list[Any] | None:
    """The events, `None` when somebody has to look closer. What was skipped is UTF-8 too, for the caller has seen to it."""
    try:
        return [_decode(line) for line in lines]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
