"""rrweb's numbers and names of fields: event types, incremental sources, kinds of nodes, mouse interactions.

Source: rrweb's ``packages/types/src/index.ts``, 2.1.
"""

import enum
import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

Json = dict[str, Any]  # keys are ours; every text in it comes from mask.py, whose methods give nothing but SafeText


class EventType(enum.IntEnum):
    """rrweb's ``EventType``."""

    FULL_SNAPSHOT = 2
    INCREMENTAL_SNAPSHOT = 3
    META = 4
    CUSTOM = 5


class Source(enum.IntEnum):
    """rrweb's ``IncrementalSource``."""

    MUTATION = 0
    MOUSE_MOVE = 1
    MOUSE_INTERACTION = 2
    SCROLL = 3
    VIEWPORT_RESIZE = 4
    INPUT = 5
    TOUCH_MOVE = 6
    MEDIA_INTERACTION = 7
    STYLE_SHEET_RULE = 8
    DRAG = 12
    SELECTION = 14
    ADOPTED_STYLE_SHEET = 15
    CUSTOM_ELEMENT = 16


class RrwebNode(enum.IntEnum):
    """rrweb's ``NodeType`` of serialized nodes."""

    DOCUMENT = 0
    DOCTYPE = 1
    ELEMENT = 2
    TEXT = 3
    COMMENT = 5


# rrweb's MouseInteractions, PointerTypes and MediaInteractions.
ACTIONS = {
    "up": 0, "down": 1, "click": 2, "context_menu": 3, "double_click": 4, "focus": 5, "blur": 6, "touch_start": 7, "touch_end": 9,
    "touch_cancel": 10,
}  # fmt: skip
MEDIA = {"play": 0, "pause": 1, "seeked": 2, "volumechange": 3, "ratechange": 4}
POINTERS = {"mouse": 0, "pen": 1, "touch": 2}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def line(event: Mapping[Any, Any]) -> str:
    """One event, or a part of one, as one line of JSON."""
    return _ENCODER.encode(event)


# A text as JSON: what ``line`` would make of it.
quoted = encode_basestring


def incremental(at_ms: int, source: Source, data: Json) -> Json:
    """An incremental snapshot."""
    return {"type": int(EventType.INCREMENTAL_SNAPSHOT), "data": {"source": int(source)} | data, "timestamp": at_ms}
