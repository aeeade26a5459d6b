"""What another recorder says of nodes, read back into what a probe of ours would have told of them.

Laws: nothing is taken over as it stands: each text becomes ``Raw`` and passes this page's own gate; what ``encode.py`` would not
have written is ``BadBatch``. Source: rrweb's ``packages/types/src/index.ts``, 2.1, and what ``encode.py`` makes of our records.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from recorder.attributes import PLACED
from recorder.css_selectors import ON_TOP
from recorder.errors import BadBatch
from recorder.mirror import Node
from recorder.records import DEFINED, TOP, Mark, NodeType, Raw
from recorder.rrweb import RrwebNode

MOST_TEXT = 1_000_000
MOST_ATTRIBUTE = 100_000
MOST_ATTRIBUTES = 300
MOST_NAME = 100

_PLACE = re.compile(rf"({'|'.join(PLACED)}):([a-z0-9.-]{{1,20}})")
_PIXELS = re.compile(r"(\d{1,6})(?:\.\d+)?px")
_STAND_IN = re.compile(r"data:image/svg\+xml,%3Csvg xmlns='[^']{1,40}' width='(\d{1,6})' height='(\d{1,6})'")
_DISPLAY = re.compile(r"display:([a-z-]{1,20})!important")
_PICTURES = frozenset({"src", "poster"})
_TYPED_INTO = frozenset({"input", "textarea"})


@dataclass(slots=True)
class Said:
    """What the attributes of one element say. ``own``: those that a probe would tell; the others have records of their own."""

    own: dict[str, Raw | None] = field(default_factory=dict)
    sheet: Raw | None = None
    size: tuple[int, int] | None = None
    scroll: tuple[float, float] | None = None
    value: Raw | None = None
    place: dict[str, Raw | None] = field(default_factory=dict)


def node(safe: Any, node_id: int, parent_id: int, base: str) -> tuple[Node, Said]:
    """One serialized node without its children. ``base``: the address that addresses in it are relative to."""
    kind = _whole(safe["type"])
    if kind == RrwebNode.ELEMENT:
        said = attributes(safe["tagName"], safe["attributes"])
        return _element(node_id, parent_id, said, safe), said
    words, own = None, {}
    if kind == RrwebNode.TEXT:
        words = text(safe["textContent"])
    elif kind == RrwebNode.DOCUMENT:
        words, own = Raw("BackCompat" if safe.get("compatMode") == "BackCompat" else "CSS1Compat"), {"base": Raw(base)}
    elif kind == RrwebNode.DOCTYPE:
        own = {name: text(safe[name], MOST_NAME) for name in ("name", "publicId", "systemId")}
    elif kind != RrwebNode.COMMENT:
        raise BadBatch("a node of a kind that nobody tells of")
    return Node(node_id, parent_id, _TYPES[kind], None, 0, own, words), Said()


def _element(node_id: int, parent_id: int, said: Said, safe: Any) -> Node:
    type_, marks = NodeType.SVG if safe.get("isSVG") is True else NodeType.ELEMENT, 0
    if safe.get("needBlock") is True:
        marks, said.own = int(Mark.EXCLUDE), {}
        style = safe["attributes"].get("style")
        said.place = {name: Raw(value) for name, value in _PLACE.findall(style if isinstance(style, str) else "")}
    own = {name: value for name, value in said.own.items() if value is not None}
    if safe.get("isCustom") is True:
        own[DEFINED] = Raw("")
    return Node(node_id, parent_id, type_, text(safe["tagName"], MOST_NAME), marks, own)


def attributes(tag: str, safe: Any) -> Said:
    """The attributes of an element that came, or those of them that changed (None: removed)."""
    if not isinstance(safe, dict) or len(safe) > MOST_ATTRIBUTES:
        raise BadBatch("attributes are a short object")
    said = Said()
    for name, value in safe.items():
        if len(name) > MOST_NAME or name.startswith(":"):
            raise BadBatch("the name of an attribute that nobody tells of")
        _attribute(said, tag, name, value)
    if {"rr_width", "rr_height"} <= safe.keys():
        said.size = (_pixels(safe["rr_width"]), _pixels(safe["rr_height"]))
    if {"rr_scrollLeft", "rr_scrollTop"} <= safe.keys():
        said.scroll = (number(safe["rr_scrollLeft"]), number(safe["rr_scrollTop"]))
    if ON_TOP in safe:
        shown = _DISPLAY.search(safe["style"]) if isinstance(safe.get("style"), str) else None
        said.own[TOP] = None if safe[ON_TOP] is None else Raw(shown[1] if shown else "block")
    if tag == "dialog" and "rr_open_mode" in safe:
        said.own[TOP] = Raw("modal") if safe["rr_open_mode"] == "modal" else None
    return said


def _attribute(said: Said, tag: str, name: str, value: Any) -> None:
    if name.startswith("rr_") or name == ON_TOP:
        return
    if name == "_cssText":
        said.sheet = text(value)
    elif isinstance(value, dict):
        if {"width", "height"} <= value.keys():  # of a box; the picture of a canvas does not pass: nobody here opened it
            said.size = (_pixels(value["width"]), _pixels(value["height"]))
            said.place = {name: text(value[name], MOST_NAME) for name in PLACED if name in value}
    elif value is None or value is False:
        said.own[name] = None
    else:
        shown = "" if value is True else plain(value, MOST_ATTRIBUTE)
        stand_in = _STAND_IN.match(shown) if name in _PICTURES else None
        if stand_in:
            said.size = (int(stand_in[1]), int(stand_in[2]))
            return
        said.own[name] = Raw(shown)
        if name == "value" and tag in _TYPED_INTO:
            said.value = Raw(shown)


def text(value: Any, most: int = MOST_TEXT) -> Raw:
    """A text of a limited length."""
    return Raw(plain(value, most))


def plain(value: Any, most: int = MOST_TEXT) -> str:
    """The same, to look into."""
    if not isinstance(value, str) or len(value) > most:
        raise BadBatch("a text that is none, or too long")
    return value


def number(value: Any) -> float:
    """A number that can be a place or a moment."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not -1e15 < value < 1e15:
        raise BadBatch("a field that is no number")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise BadBatch("a field that is no whole number")
    return value


def _pixels(value: Any) -> int:
    found = _PIXELS.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise BadBatch("a size that is none")
    return int(found[1])


_TYPES = {
    int(RrwebNode.TEXT): NodeType.TEXT,
    int(RrwebNode.ELEMENT): NodeType.ELEMENT,
    int(RrwebNode.DOCUMENT): NodeType.DOCUMENT,
    int(RrwebNode.DOCTYPE): NodeType.DOCTYPE,
    int(RrwebNode.COMMENT): NodeType.COMMENT,
}
