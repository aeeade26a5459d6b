"""A page in Python, for host tests: a small DOM, and a probe that reports it as ``recorder/records.py`` says.

The real probe is JavaScript and is tested in a real browser; this one makes the same records, so that most tests run in
milliseconds. It reports final states, just as the real one does.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from recorder.aliases import rows
from recorder.attributes import FIELDS, LEAVES, SHEETS
from recorder.changes import longest_rising
from recorder.records import Mark, NodeType

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SVG = frozenset("svg g path text rect circle use image".split())


@dataclass(eq=False)
class Item:
    """A node of the page."""

    tag: str = ""
    text: str = ""
    type: NodeType = NodeType.ELEMENT
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Item"] = field(default_factory=list)
    parent: "Item | None" = None
    shadow: "Item | None" = None
    value: str = ""

    def append(self, child: "Item", before: "Item | None" = None) -> "Item":
        """Hangs a node here, as ``insertBefore`` does."""
        if child.parent is not None:
            child.parent.children.remove(child)
        at = self.children.index(before) if before is not None else len(self.children)
        self.children.insert(at, child)
        child.parent = self
        return child

    def remove(self) -> None:
        """Takes the node out."""
        if self.parent is not None:
            self.parent.children.remove(self)
            self.parent = None

    def walk(self) -> Iterator["Item"]:
        """This node and all below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, name: str) -> "Item":
        """The element with this id."""
        return next(item for item in self.walk() if item.attributes.get("id") == name)

    @property
    def marks(self) -> int:
        """What its own attributes and classes ask for."""
        marks = 0
        classes = self.attributes.get("class", "").lower().split()
        named = {row[2:4] for row in rows() if row[1] == "attribute"}
        for _, where, name, value, mark in rows():
            if where == "class" and name in classes:
                marks |= mark
            elif where == "attribute" and name in self.attributes:
                present = self.attributes[name].strip().lower()
                if value == present or (value == "*" and (name, present) not in named):
                    marks |= mark
        return int(marks)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Item(type=NodeType.DOCUMENT, text="CSS1Compat")
        self.at = self.document

    def handle_decl(self, decl: str) -> None:
        self.at.append(Item(type=NodeType.DOCTYPE, tag="html"))

    def handle_comment(self, data: str) -> None:
        self.at.append(Item(type=NodeType.COMMENT, text=data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = NodeType.SVG if tag in _SVG else NodeType.ELEMENT
        item = self.at.append(Item(tag=tag, type=kind, attributes={name: value or "" for name, value in attrs}))
        item.value = item.attributes.get("value", "")
        if tag not in _VOID:
            self.at = item

    def handle_endtag(self, tag: str) -> None:
        while self.at.parent is not None:
            closed, self.at = self.at, self.at.parent
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        self.at.append(Item(type=NodeType.TEXT, text=data))


def parse(html: str) -> Item:
    """HTML as a small DOM. Well-formed input only: this is no browser."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.document


def _runs(children: list[Item], stay: set[Item]) -> list[list[Item | None]]:
    """Children that are to be told, those side by side together, and before them the one that stays; ``None``: none does."""
    runs: list[list[Item | None]] = []
    for left, child in zip([None, *children], children, strict=False):
        if child in stay:
            continue
        if left is None or left in stay:
            runs.append([left])
        runs[-1].append(child)
    return runs


class Probe:
    """Reports a page.

    ``everything``: also what the real probe would never read, to try the recorder's own gate. ``dice``: now and then it tells
    what came and went rather than all children, and then of some more than had to.
    """

    def __init__(self, document: Item, everything: bool = False, dice: random.Random | None = None) -> None:
        self.document = document
        self.everything = everything
        self.dice = dice
        self.ids: dict[Item, int] = {}
        self.last_id = 0
        self.reported: dict[Item, Any] = {}

    def batch(self, records: list[list[Any]], at_ms: int = 1000) -> bytes:
        """Records as the bytes of one batch."""
        return json.dumps({"version": 1, "at": at_ms, "records": records}).encode()

    def tree(self) -> list[list[Any]]:
        """The records of a full snapshot."""
        self.ids, self.reported = {}, {}
        nodes = self._entries(self.document, 0)
        page = ["page", 0, "https://shop.example/cart?token=S3CR3T", 800, 600]
        return [page, ["tree", 0, 0, 0, nodes], *self._values(self.document)]

    def changes(self) -> list[list[Any]]:
        """The records of everything that changed since the last report."""
        records: list[list[Any]] = []
        reachable = set(self._reachable(self.document))
        known, before_ids = [item for item in self.ids if item in reachable], dict(self.ids)
        for item in [item for item in self.ids if item not in reachable]:
            del self.ids[item]
        for item in known:
            before, now = self.reported[item], self._state(item)
            if before[0] != now[0]:
                children = self._children(item)
                fresh = [child for child in children if child not in self.ids]
                nodes = [entry for child in fresh for entry in self._entries(child, self.ids[item])]
                if self.dice and self.dice.random() < 0.7:
                    stay = self._stay(before[0], children)
                    gone = [before_ids[child] for child in before[0] if child not in stay]
                    runs = [[self.ids[child] if child else 0 for child in run] for run in _runs(children, stay)]
                    self.dice.shuffle(runs)
                    records.append(["splice", 0, self.ids[item], gone, runs, len(children), nodes])
                else:
                    records.append(["children", 0, self.ids[item], [self.ids[child] for child in children], nodes])
                records += [record for child in fresh for record in self._values(child)]
            if before[1] != now[1]:
                records.append(["text", 0, self.ids[item], item.text])
            if before[2] != now[2]:
                names = {name for name in {**before[2], **now[2]} if before[2].get(name) != now[2].get(name)}
                pairs = [part for name in sorted(names) for part in (name, item.attributes.get(name))]
                records.append(["attributes", 0, self.ids[item], item.marks, pairs])
            self.reported[item] = now
        return records

    def _stay(self, before: list[Item], now: list[Item]) -> set[Item]:
        """Children of which nothing is to be told, in the same order before and now."""
        position = {child: at for at, child in enumerate(before)}
        both = [child for child in now if child in position and child in self.ids and self.dice.random() < 0.8]
        return {both[at] for at in longest_rising([position[child] for child in both])}

    def _state(self, item: Item) -> tuple[list[Item], str, dict[str, str]]:
        return list(self._children(item)), item.text, dict(item.attributes)

    def _children(self, item: Item) -> list[Item]:
        closed = not self.everything and (item.marks & Mark.EXCLUDE or item.tag in (*LEAVES, *SHEETS))
        return [] if closed else item.children

    def _reachable(self, item: Item) -> Iterator[Item]:
        stack = [item]
        while stack:
            item = stack.pop()
            yield item
            stack += self._children(item)

    def _entries(self, item: Item, parent_id: int) -> list[Any]:
        flat: list[Any] = []
        stack = [(item, parent_id)]
        while stack:
            item, parent_id = stack.pop()
            if item in self.ids:
                flat += [self.ids[item], parent_id, 0]
                continue
            self.last_id += 1
            node_id = self.ids[item] = self.last_id
            self.reported[item] = self._state(item)
            flat += [node_id, parent_id, int(item.type)]
            if item.type in (NodeType.ELEMENT, NodeType.SVG, NodeType.MATHML):
                attributes = {} if item.marks & Mark.EXCLUDE and not self.everything else item.attributes
                flat += [item.tag, item.marks, len(attributes), *(part for pair in attributes.items() for part in pair)]
            elif item.type is NodeType.TEXT:
                flat += [0, item.text]
            elif item.type is NodeType.DOCUMENT:
                flat += [item.text, item.attributes.get("base", "")]
            elif item.type is NodeType.DOCTYPE:
                flat += ["html", "", ""]
            stack += [(child, node_id) for child in reversed(self._children(item))]
        return flat

    def _values(self, item: Item) -> list[list[Any]]:
        fields = [below for below in self._reachable(item) if below.tag in FIELDS and below in self.ids]
        return [["value", 0, self.ids[below], self._value(below), None, False] for below in fields]

    def _value(self, field: Item) -> str:
        """What a field holds: of a list, which of its options say that they are chosen."""
        options = [below for below in self._reachable(field) if below.tag == "option"]
        chosen = [str(at) for at, option in enumerate(options) if "selected" in option.attributes]
        return ",".join(chosen) if field.tag == "select" else field.value
