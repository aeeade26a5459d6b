"""The tree of a framed page, as its recorder tells of it: which nodes stand there, and by which ids they are known here.

Laws: as in ``foreign.py``; a node stands where our own recorder could have written one, comes once, and ends with its parent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recorder.attributes import FRAMES, LEAVES
from recorder.errors import BadBatch
from recorder.foreign_nodes import Said, attributes, node, number, plain, text
from recorder.mirror import Node
from recorder.records import NodeType

MOST_NODES = 100_000
MOST_CHILDREN_DEEP = 250

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


class ForeignTree:
    """The nodes of one framed page. ``base``: its address; ``document_id``: what its document is known by, 0 for none."""

    def __init__(self, frame_id: int, ids: Iterator[int]) -> None:
        self.base = ""
        self.document_id = 0
        self._frame = Place(0, frame_id, NodeType.ELEMENT, None, 0, "iframe")
        self._ids = ids
        self._places: dict[int, Place] = {}
        self._new: dict[int, Node] = {}
        self._more: Words = []

    def forget(self) -> None:
        """None of it is here any more."""
        self.document_id, self._places = 0, {}

    def take(self, data: Any) -> Words:
        """A whole page."""
        self._new, self._more = {}, []
        document = self._grow(data["node"], self._frame)
        if document.type is not NodeType.DOCUMENT:
            raise BadBatch("a tree begins with its document")
        self.document_id = document.id
        words: Words = [("children", (self._frame.id, [document.id], list(self._brought(document))))]
        left, top = number(data["initialOffset"]["left"]), number(data["initialOffset"]["top"])
        return words + self._more + ([("scroll", (document.id, left, top))] if left or top else [])

    def change(self, data: Any) -> Words:
        """What changed in it."""
        self._new, self._more = {}, []
        touched: dict[int, Place] = {}
        for gone in data["removes"]:
            place = self.at(gone["id"])
            if place.parent is None or place.parent is self._frame:
                raise BadBatch("the document itself stays")
            place.parent.children.remove(place)
            touched[place.parent.id] = place.parent
            self._forget(place)
        for added in data["adds"]:
            parent = self._add(added)
            touched[parent.id] = parent
        words = [self._children(place) for place in _reported(touched.values(), self._new) if not place.is_gone]
        words += [("text", (self.at(said["id"], NodeType.TEXT).id, text(said["value"]))) for said in data["texts"]]
        for changed in data["attributes"]:
            words += self._attributes(changed)
        return words + self._more

    def _add(self, added: Any) -> Place:
        parent, safe = self.at(added["parentId"]), added["node"]
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
        at = len(parent.children) if right is None else _index(parent.children, self.at(right))
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
        made, said = node(safe, next(self._ids), parent.id, self.base)
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
        place = self.at(changed["id"])
        if place.type not in (NodeType.ELEMENT, NodeType.SVG):
            raise BadBatch("attributes of what has none")
        said = attributes(place.tag, changed["attributes"])
        own: Words = [("attributes", (place.id, place.marks, said.own))] if said.own and not place.marks else []
        return own + _beside(place, said)

    def at(self, key: Any, kind: NodeType | None = None) -> Place:
        """The node of this id there."""
        place = self._places.get(key) if type(key) is int else None
        if place is None or kind not in (None, place.type):
            raise BadBatch("a node that is not known")
        return place


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
