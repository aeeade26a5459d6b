"""What an rrweb event must look like to be kept.

Laws: an event whose kind is not known, or that lacks what a player reads of its kind, is refused with the
line and the field, never with what stood there. What is checked is what tells rrweb events from other JSON
and what a player takes for granted; what it plays in a frame without scripts it may be wrong about.

Source: rrweb's `eventWithTime`, `incrementalData` and `mutationData` (packages/types/src/index.ts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

LOADED, LOAD, SNAPSHOT, CHANGE, META, CUSTOM, PLUGIN = TYPES = range(7)
MUTATION = 0
SOURCES = range(17)
TIMESTAMP_MS_LIMIT = 253_402_300_800_000
"""The year 10000: past it neither Python nor a database can write the date."""
PIXELS = 1_000_000
NODE_TYPES = range(6)


def wrong(event: object) -> str | None:
    """Which field is wrong and how, `None` for an event."""
    if not isinstance(event, dict):
        return "not an object"
    if type(event.get("type")) is not int or event["type"] not in TYPES:
        return "type must be a whole number from 0 to 6"
    if not _is_number(event.get("timestamp"), TIMESTAMP_MS_LIMIT):
        return "timestamp must be milliseconds since 1970"
    if not isinstance(event.get("data"), dict):
        return "data must be an object"
    kind = KINDS.get(event["type"])
    return kind(event["data"]) if kind else None


def _snapshot(data: dict[str, Any]) -> str | None:
    node: Any = data.get("node")
    if not _is_node(node) or node["type"] != 0 or not isinstance(node.get("childNodes"), list):
        return "data.node must be a document"
    offset = data.get("initialOffset")
    if not isinstance(offset, dict) or not all(_is_real(offset.get(side)) for side in ("left", "top")):
        return "data.initialOffset must say left and top"
    return None


def _change(data: dict[str, Any]) -> str | None:
    source = data.get("source")
    if type(source) is not int or source not in SOURCES:
        return "data.source must be a whole number from 0 to 16"
    return _mutation(data) if source == MUTATION else None


def _mutation(data: dict[str, Any]) -> str | None:
    for name in ("adds", "removes", "texts", "attributes"):
        if not isinstance(data.get(name), list) or not all(isinstance(one, dict) for one in data[name]):
            return f"data.{name} must be a list of objects"
    if not all(_is_node(one.get("node")) and _is_id(one.get("parentId")) for one in data["adds"]):
        return "data.adds must say node and parentId"
    return next(_named(data), None)


def _named(data: dict[str, Any]) -> Iterator[str]:
    for name in ("removes", "texts", "attributes"):
        if not all(_is_id(one.get("id")) for one in data[name]):
            yield f"data.{name} must say id"
    if not all(isinstance(one.get("attributes"), dict) for one in data["attributes"]):
        yield "data.attributes must say attributes"


def _meta(data: dict[str, Any]) -> str | None:
    if not isinstance(data.get("href"), str):
        return "data.href must be a text"
    if not all(_is_number(data.get(side), PIXELS) for side in ("width", "height")):
        return "data.width and data.height must be pixels"
    return None


def _custom(data: dict[str, Any]) -> str | None:
    return None if isinstance(data.get("tag"), str) else "data.tag must be a text"


def _plugin(data: dict[str, Any]) -> str | None:
    return None if isinstance(data.get("plugin"), str) else "data.plugin must be a text"


KINDS: dict[int, Callable[[dict[str, Any]], str | None]] = {
    SNAPSHOT: _snapshot,
    CHANGE: _change,
    META: _meta,
    CUSTOM: _custom,
    PLUGIN: _plugin,
}


def _is_node(value: object) -> bool:
    return isinstance(value, dict) and type(value.get("type")) is int and value["type"] in NODE_TYPES and _is_id(value.get("id"))


def _is_id(value: object) -> bool:
    return type(value) is int and -1 <= value < 2**53


def _is_real(value: object) -> bool:
    return type(value) in (int, float)


def _is_number(value: object, limit: int) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return 0 <= value < limit
