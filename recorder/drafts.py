"""Drafts: what will be said of the page, noted when it happened, worded when it leaves.

Between the two lies the quarantine. A draft points at nodes and holds ``Raw``; the marks that hide it are read at the last
moment, so a mark set later hides what was observed before it. Where marks get *weaker* meanwhile, ``freeze`` first notes in each
waiting draft what hid it so far: a draft only ever gets stricter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from recorder import policy
from recorder.attributes import FIELDS, SHEETS
from recorder.mirror import Mirror, Node, State
from recorder.records import NodeType, Raw

_SHADOW = NodeType.SHADOW  # a name for what is asked at each node
_LOOKED_UP = frozenset((*FIELDS, *SHEETS, "option"))  # elements whose state comes in a record of its own


@dataclass(slots=True)
class Added:
    """A node as it was when it was added.

    ``host``: what it hung below, in rrweb's tree; ``right``: its next sibling, by id; ``least``: what hid it at any time since;
    ``inside``: what hid the place where it hung.
    """

    node: Node
    host: Node | None
    in_shadow: bool
    is_shadow_host: bool
    right: int | None
    attributes: dict[str, Raw]
    text: Raw | None
    state: State | None
    scroll: tuple[float, float] | None
    rules: tuple[tuple[int, Raw | None], ...] = ()
    least: int = 0
    inside: int = 0


@dataclass(slots=True)
class Touched:
    """Something that happened at one node: ``kind`` as in ``records.py``, ``data`` that record's remaining fields."""

    node: Node
    kind: str
    data: tuple[Any, ...] = ()
    least: int = 0


@dataclass(slots=True, eq=False, weakref_slot=True)
class Draft:
    """What one rrweb event, or a few of one moment, will be made of. ``batch`` numbers the batch it came in.

    ``is_foreign``: a framed recorder told it; ``is_void``: it is not to be told any more.
    """

    at_ms: int
    kind: str
    batch: int = 0
    removes: list[tuple[Node, Node]] = field(default_factory=list)
    adds: list[Added] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    data: tuple[Any, ...] = ()
    is_foreign: bool = False
    is_void: bool = False
    # Fields and sheets that it adds, by node id: in which additions they were looked for, and how many those were then.
    _known: tuple[list[Added], int, dict[int, Added]] = field(default_factory=lambda: ([], 0, {}))

    def addition_of(self, node: Node) -> Added | None:
        """The addition of a node, if this draft adds it. Asked for each field of a page, so those are looked up."""
        if node.name not in _LOOKED_UP:
            return next((entry for entry in reversed(self.adds) if entry.node.id == node.id), None)
        adds, count, by_id = self._known
        if adds is not self.adds or count != len(adds):
            by_id = {entry.node.id: entry for entry in self.adds if entry.node.name in _LOOKED_UP}
            self._known = (self.adds, len(self.adds), by_id)
        return by_id.get(node.id)


def _attribute(node: Node, name: str) -> str:
    value = node.attributes.get(name)
    return value.reveal() if value is not None else ""


def whole_shadow(host: Node) -> Iterator[Node]:
    """The nodes of a host's shadow tree in document order; trees of hosts inside it are their own."""
    stack = list(reversed(host.shadow.children)) if host.shadow is not None else []
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def added(pairs: Iterable[tuple[Node, Node | None]]) -> list[Added]:
    """Notes nodes as they are now, with what was moved along out of a closed place."""
    entries = []
    for node, right in pairs:
        host = node.parent
        in_shadow = host is not None and host.type is _SHADOW
        if in_shadow:
            host = node.host
        right_id = None if right is None else right.id
        entries.append(
            Added(
                node, host, in_shadow, node.shadow is not None, right_id, node.attributes, node.text, node.state, node.scroll,
                node.rules,
            )
        )  # fmt: skip
    return entries


def all_added(root: Node) -> list[Added]:
    """The same of all below a node that comes with a tree, where nobody asks for next siblings: parents before children."""
    entries: list[Added] = []
    stack = [root]
    while stack:
        node = stack.pop()
        host, shadow = node.parent, node.shadow
        in_shadow = host is not None and host.type is _SHADOW
        if in_shadow:
            host = node.host
        entries.append(
            Added(
                node, host, in_shadow, shadow is not None, None, node.attributes, node.text, node.state, node.scroll, node.rules
            )
        )  # fmt: skip
        stack += node.children
        if shadow is not None:
            stack += shadow.children
    return entries


def right_first(adds: list[Added]) -> list[Added]:
    """Subtrees from several sources, so that each comes after its right neighbour, if that is added too."""
    subtrees: list[list[Added]] = []
    inside: set[int] = set()
    for entry in adds:
        if entry.host is None or entry.host.id not in inside:
            subtrees.append([])
            inside = set()
        subtrees[-1].append(entry)
        inside.add(entry.node.id)
    missing = {subtree[0].node.id for subtree in subtrees}
    waiting: dict[int, list[list[Added]]] = {}
    ready, stack = list[Added](), subtrees[::-1]
    while stack:
        subtree = stack.pop()
        top = subtree[0]
        if top.right in missing:
            waiting.setdefault(top.right, []).append(subtree)
            continue
        ready += subtree
        missing.discard(top.node.id)
        stack += waiting.pop(top.node.id, [])[::-1]
    return ready + [entry for subtrees in waiting.values() for subtree in subtrees for entry in subtree]


class Contexts:
    """What hides each node now. Nodes cache their answer for one version of the mirror.

    A child of a shadow host shows where its slot stands, so what hides the slot hides the child; a child whose slot is not
    known (it lies in an excluded box, or there is none) is masked.
    """

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._slots: tuple[int, dict[int, dict[str, Node]]] = (-1, {})  # version; host id to slots by name

    def of(self, node: Node) -> int:
        """The context of a node's own content: its marks, all marks above it, and what it was moved out of."""
        version, parent = self._mirror.version, node.parent
        if node.version != version:
            if parent is not None and parent.version == version and parent.shadow is None:
                node.version, node.context = version, (parent.context & policy.INHERITED) | node.marks  # as ``inherit``
            else:
                self._inherited(node)
        return node.context | node.closed

    def above(self, node: Node) -> int:
        """The context of the place where a node hangs."""
        return self._inherited(node.parent) if node.parent is not None else 0

    def around(self, entry: Added) -> int:
        """The context now of what a node hung below when it was added."""
        return self.of(entry.host) if entry.host is not None else 0

    def _inherited(self, node: Node) -> int:
        version, chain = self._mirror.version, []
        at: Node | None = node
        while at is not None and at.version != version:
            chain.append(at)
            at = at.parent
        context = at.context if at is not None else 0
        for below in reversed(chain):
            context = policy.inherit(context, below.marks)
            if below.parent is not None and below.parent.shadow is not None and below.type is not NodeType.SHADOW:
                context |= self._slotted(below, below.parent)
            below.version, below.context = version, context
        return context

    def _slotted(self, node: Node, host: Node) -> int:
        """What hides the place of the shadow tree where a host's child is shown."""
        if self._slots[0] != self._mirror.version:
            self._slots = (self._mirror.version, {})
        slots = self._slots[1].get(host.id)
        if slots is None:
            slots = self._slots[1][host.id] = {}
            for below in whole_shadow(host):
                if below.name == "slot":
                    slots.setdefault(_attribute(below, "name"), below)
        slot = slots.get(_attribute(node, "slot"))
        return policy.HIDING & self._inherited(slot) if slot is not None else policy.MASKED

    def not_allowed(self, drafts: Iterable[Draft]) -> list[Added | Touched]:
        """The words in waiting drafts that nobody has allowed to be shown."""
        words: list[Added | Touched] = []
        for draft in drafts:
            words += draft.adds
            words += [touched for touched in draft.touched if touched.kind in ("text", "attributes")]
        return [entry for entry in words if not self.of(entry.node) & policy.ALLOWED]

    def keep_hidden(self, entries: Iterable[Added | Touched]) -> None:
        """An allow that has begun opens none of these; what still stands on the page is shown anew."""
        for entry in entries:
            if self.of(entry.node) & policy.ALLOWED:
                entry.least |= policy.MASKED

    def freeze(self, drafts: Iterable[Draft]) -> None:
        """Notes in waiting drafts what hides them now, before it stops hiding them.

        That they are allowed is not noted: it may end.
        """
        for draft in drafts:
            for entry in draft.adds:
                entry.least |= self.of(entry.node) & ~policy.ALLOWED
                entry.inside |= self.around(entry) & ~policy.ALLOWED
            for touched in draft.touched:
                touched.least |= self.of(touched.node) & ~policy.ALLOWED
