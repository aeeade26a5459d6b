"""A framed page that records itself: the masked events of its recorder, turned into records as our own probe makes them.

Everything then goes the way of this page's own records: the same mirror, marks and gate, so the stricter of both sides holds, and
who forges events can do no more than a page can with its own. Pure: events in, records out. Laws:

- an event that our recorder would not have written is dropped and counted; after a structural one, nothing is taken but a tree;
- ids are given anew, from numbers that no probe reaches, each once; so are those of style sheets;
- what would tell of another page (its address, size, own words, counts) is left out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recorder.attributes import FRAMES, LEAVES
from recorder.errors import BadBatch
from recorder.foreign_nodes import Said, attributes, node, number, plain, text
from recorder.mirror import Node
from recorder.records import NodeType, Raw, Record
from recorder.rrweb import ACTIONS, MEDIA, POINTERS, EventType, Source

FIRST_ID = 1_000_000_000
MOST_NODES = 100_000
MOST_CHILDREN_DEEP = 250
MOST_CHARS = 16_000_000  # of one message

_ACTIONS = {value: name for name, value in ACTIONS.items()}
_MEDIA = {value: name for name, value in MEDIA.items()}
_POINTERS = {value: name for name, value in POINTERS.items()}
_MOVES = {int(Source.MOUSE_MOVE): "pointer", int(Source.TOUCH_MOVE): "touch", int(Source.DRAG): "drag"}
_STRUCTURAL = frozenset({int(Source.MUTATION), int(Source.STYLE_SHEET_RULE), int(Source.ADOPTED_STYLE_SHEET)})
_PARENTS = frozenset({NodeType.ELEMENT, NodeType.SVG, NodeType.DOCUMENT})
_CLOSED = frozenset((*FRAMES, *LEAVES, "style"))  # of these, no probe tells what is below

Words = list[tuple[str, tuple[Any, ...]]]  # kinds and fields of records


@dataclass(slots=True, eq=False)
class Place:
    """A node as it stands there now. ``key``: its id there; ``id``: the one it has here."""

    key: int
    id: int
    type: NodeType
    parent: "Place | None"
    depth: int
    tag: str = ""
    marks: int = 0
    children: list["Place"] = field(default_factory=list)
    shadow: "Place | None" = None
    is_gone: bool = False


class Foreign:
    """One framed recorder, as seen from the frame it stands in. ``dropped``: events that were not taken."""

    def __init__(self, frame_id: int, ids: Iterator[int]) -> None:
        self.document_id = 0
        self.is_lost = True  # a tree is needed first
        self.dropped = 0
        self._frame = Place(0, frame_id, NodeType.ELEMENT, None, 0, "iframe")
        self._ids = ids
        self._places: dict[int, Place] = {}
        self._sheets: dict[int, int] = {}
        self._base = ""
        self._new: dict[int, Node] = {}
        self._more: Words = []

    def lose(self) -> None:
        """What was told is not here any more: nothing counts before the next tree."""
        self.is_lost, self.document_id = True, 0
        self._places, self._sheets = {}, {}

    def read(self, message: Any, since_ms: int, until_ms: int) -> Iterator[list[Record]]:
        """The records of each event of a message, to be taken in one event after the other."""
        if not isinstance(message, str) or len(message) > MOST_CHARS:
            self._drop(True)
            return
        for line in message.split("\n"):
            if not line:
                continue
            is_structural = True
            try:
                event = json.loads(line)
                is_structural = _is_structural(event)
                words = self._event(event, is_structural)
                at_ms = int(min(max(number(event["timestamp"]), since_ms), until_ms))
            except (BadBatch, KeyError, TypeError, ValueError, AttributeError, RecursionError):
                self._drop(is_structural)
                continue
            if words:
                yield [Record(kind, at_ms, fields) for kind, fields in words]

    def _drop(self, is_structural: bool) -> None:
        self.dropped += 1
        if is_structural:
            self.lose()

    def _event(self, event: Any, is_structural: bool) -> Words:
        kind, data = event["type"], event["data"]
        if kind == EventType.META:
            self._base = plain(data["href"])
        if kind in (EventType.META, EventType.CUSTOM):
            return []
        if kind == EventType.FULL_SNAPSHOT:
            return self._tree(data)
        if kind != EventType.INCREMENTAL_SNAPSHOT:
            raise BadBatch("an event of a type that nobody tells of")
        if self.is_lost:
            return []
        source = data["source"]
        if source == Source.VIEWPORT_RESIZE:
            return []
        if source in _MOVES:
            return self._moves(_MOVES[source], data)
        words: Words = _READERS[source](self, data)
        return words

    # -- structure --------------------------------------------------------------------------------------------------

    def _tree(self, data: Any) -> Words:
        self.lose()
        self._new, self._more = {}, []
        document = self._grow(data["node"], self._frame)
        if document.type is not NodeType.DOCUMENT:
            raise BadBatch("a tree begins with its document")
        self.is_lost, self.document_id = False, document.id
        words: Words = [("children", (self._frame.id, [document.id], list(self._brought(document))))]
        left, top = number(data["initialOffset"]["left"]), number(data["initialOffset"]["top"])
        return words + self._more + ([("scroll", (document.id, left, top))] if left or top else [])

    def _mutation(self, data: Any) -> Words:
        self._new, self._more = {}, []
        touched: dict[int, Place] = {}
        for gone in data["removes"]:
            place = self._at(gone["id"])
            if place.parent is None or place.parent is self._frame:
                raise BadBatch("the document itself stays")
            place.parent.children.remove(place)
            touched[place.parent.id] = place.parent
            self._forget(place)
        for added in data["adds"]:
            parent = self._add(added)
            touched[parent.id] = parent
        words = [self._children(place) for place in _reported(touched.values(), self._new) if not place.is_gone]
        words += [("text", (self._at(said["id"], NodeType.TEXT).id, text(said["value"]))) for said in data["texts"]]
        for changed in data["attributes"]:
            words += self._attributes(changed)
        return words + self._more

    def _add(self, added: Any) -> Place:
        parent, safe = self._at(added["parentId"]), added["node"]
        is_document = safe["type"] == 0
        is_closed = parent.tag not in FRAMES if is_document else parent.tag in _CLOSED
        if is_closed or parent.marks or parent.type not in _PARENTS:
            raise BadBatch("a node where none can be")
        if is_document:
            for before in parent.children:
                self._forget(before)
            parent.children.clear()
        if safe.get("isShadow") is True:
            parent = self._shadow(parent)
        place = self._grow(safe, parent)
        right = added["nextId"]
        at = len(parent.children) if right is None else _index(parent.children, self._at(right))
        parent.children.insert(at, place)
        return parent

    def _grow(self, safe: Any, parent: Place) -> Place:
        """A serialized node and all below it become known, and news."""
        top = self._one(safe, parent)
        stack = [(top, safe)]
        while stack:
            place, safe = stack.pop()
            for child in () if place.marks else safe.get("childNodes", ()):
                if place.type not in _PARENTS or place.tag in _CLOSED or child["type"] == 0:
                    raise BadBatch("a node below what has none")
                below = self._shadow(place) if child.get("isShadow") is True else place
                grown = self._one(child, below)
                below.children.append(grown)
                stack.append((grown, child))
        return top

    def _one(self, safe: Any, parent: Place) -> Place:
        key = safe["id"]
        if type(key) is not int or key in self._places or len(self._places) >= MOST_NODES or parent.depth >= MOST_CHILDREN_DEEP:
            raise BadBatch("an id that is none or comes twice, or a tree without end")
        made, said = node(safe, next(self._ids), parent.id, self._base)
        tag = plain(safe["tagName"]) if made.name else ""
        place = Place(key, made.id, made.type, parent, parent.depth + 1, tag, made.marks)
        self._places[key] = place
        self._new[place.id] = made
        self._more += _beside(place, said)
        return place

    def _shadow(self, host: Place) -> Place:
        if host.type is not NodeType.ELEMENT or host.marks:
            raise BadBatch("a shadow root where none can be")
        if host.shadow is None:
            host.shadow = Place(0, next(self._ids), NodeType.SHADOW, host, host.depth + 1)
            self._new[host.shadow.id] = Node(host.shadow.id, host.id, NodeType.SHADOW)
        return host.shadow

    def _forget(self, place: Place) -> None:
        stack = [place]
        while stack:
            gone = stack.pop()
            gone.is_gone = True
            self._places.pop(gone.key, None)
            stack += gone.children + ([gone.shadow] if gone.shadow is not None else [])

    def _children(self, place: Place) -> tuple[str, tuple[Any, ...]]:
        tops = ([place.shadow] if place.shadow is not None else []) + place.children
        nodes = [record for top in tops if top.id in self._new for record in self._brought(top)]
        return "children", (place.id, [child.id for child in place.children], nodes)

    def _brought(self, top: Place) -> Iterator[Node]:
        stack = [top]
        while stack:
            place = stack.pop()
            yield self._new[place.id]
            stack += reversed(place.children)
            stack += [place.shadow] if place.shadow is not None else []

    def _attributes(self, changed: Any) -> Words:
        place = self._at(changed["id"])
        if place.type not in (NodeType.ELEMENT, NodeType.SVG):
            raise BadBatch("attributes of what has none")
        said = attributes(place.tag, changed["attributes"])
        own: Words = [("attributes", (place.id, place.marks, said.own))] if said.own and not place.marks else []
        return own + _beside(place, said)

    # -- styles -----------------------------------------------------------------------------------------------------

    def _rules(self, data: Any) -> Words:
        changed: list[tuple[int, Raw | None]] = [(_count(one["index"]), text(one["rule"])) for one in data.get("adds") or ()]
        changed += [(_count(one["index"]), None) for one in data.get("removes") or ()]
        return [("rules", (self._at(data["id"]).id, changed))]

    def _adopted(self, data: Any) -> Words:
        place = self._at(data["id"])
        root = place if place.type is NodeType.DOCUMENT else place.shadow
        if root is None:
            raise BadBatch("sheets adopted by what adopts none")
        texts = {}
        for style in data.get("styles") or ():
            rules = [plain(rule["rule"]) for rule in style["rules"]]
            texts[self._sheet(style["styleId"])] = Raw("\n".join(rules))
        return [("adopted", (root.id, [self._sheet(key) for key in data["styleIds"]], texts))]

    def _sheet(self, key: Any) -> int:
        if len(self._sheets) >= MOST_NODES:
            raise BadBatch("sheets without end")
        return self._sheets.setdefault(_count(key), next(self._ids))

    # -- what a visitor does ----------------------------------------------------------------------------------------

    def _moves(self, what: str, data: Any) -> Words:
        numbers: list[float] = []
        for at in data["positions"]:
            numbers += [number(at["x"]), number(at["y"]), self._at(at["id"]).id, -number(at["timeOffset"])]
        return [("moves", (what, numbers))]

    def _pointer(self, data: Any) -> Words:
        action, place = _ACTIONS[data["type"]], self._at(data["id"])
        if action in ("focus", "blur"):
            return [("focus", (place.id, action == "focus"))]
        pointer = _POINTERS.get(data.get("pointerType"), "mouse")
        return [("pointer", (action, place.id, number(data["x"]), number(data["y"]), pointer))]

    def _scroll(self, data: Any) -> Words:
        return [("scroll", (self._at(data["id"]).id, number(data["x"]), number(data["y"])))]

    def _input(self, data: Any) -> Words:
        checked, by_user = bool(data["isChecked"]), data.get("userTriggered") is True
        return [("value", (self._at(data["id"], NodeType.ELEMENT).id, text(data["text"]), checked, by_user))]

    def _media(self, data: Any) -> Words:
        how = (number(data["currentTime"]), number(data["volume"]), number(data["playbackRate"]))
        return [("media", (_MEDIA[data["type"]], self._at(data["id"]).id, *how, bool(data["muted"]), bool(data["loop"])))]

    def _selection(self, data: Any) -> Words:
        ends: list[int] = []
        for one in data["ranges"]:
            ends += [self._at(one["start"]).id, _count(one["startOffset"]), self._at(one["end"]).id, _count(one["endOffset"])]
        return [("selection", (ends,))]

    def _defined(self, data: Any) -> Words:
        return [("defined", (text(data["define"]["name"], 100),))]

    def _at(self, key: Any, kind: NodeType | None = None) -> Place:
        place = self._places.get(key) if type(key) is int else None
        if place is None or kind not in (None, place.type):
            raise BadBatch("a node that is not known")
        return place


def _is_structural(event: Any) -> bool:
    return event["type"] == EventType.FULL_SNAPSHOT or (event["type"] == 3 and event["data"]["source"] in _STRUCTURAL)


def _beside(place: Place, said: Said) -> Words:
    """What attributes say that has records of its own."""
    words: Words = []
    if said.sheet is not None and place.tag in ("style", "link"):
        words.append(("sheet", (place.id, said.sheet)))
    if said.place:
        words.append(("place", (place.id, said.place)))
    if said.size is not None:
        words.append(("box", (place.id, *said.size)))
    if said.value is not None:
        words.append(("value", (place.id, said.value, None, False)))
    if said.scroll is not None:
        words.append(("scroll", (place.id, *said.scroll)))
    return words


def _reported(touched: Any, new: dict[int, Node]) -> list[Place]:
    """The places to report of, each once: what is new comes with what it hangs in."""
    found: dict[int, Place] = {}
    for place in touched:
        if place.id in new and place.type is NodeType.SHADOW:
            place = place.parent
        if place.id not in new:
            found[place.id] = place
    return list(found.values())


def _index(places: list[Place], place: Place) -> int:
    try:
        return places.index(place)
    except ValueError:
        raise BadBatch("a next sibling of another parent") from None


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1_000_000_000_000:
        raise BadBatch("a field that counts nothing")
    return value


_READERS: dict[int, Any] = {
    int(Source.MUTATION): Foreign._mutation,
    int(Source.MOUSE_INTERACTION): Foreign._pointer,
    int(Source.SCROLL): Foreign._scroll,
    int(Source.INPUT): Foreign._input,
    int(Source.MEDIA_INTERACTION): Foreign._media,
    int(Source.STYLE_SHEET_RULE): Foreign._rules,
    int(Source.SELECTION): Foreign._selection,
    int(Source.ADOPTED_STYLE_SHEET): Foreign._adopted,
    int(Source.CUSTOM_ELEMENT): Foreign._defined,
}
