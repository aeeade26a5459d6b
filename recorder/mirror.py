"""The page as the recorder knows it: where each node hangs, what marks it carries, what it holds.

The probe reports final states; the mirror compares them with what it knew and says what changed, as the nodes to remove and the
nodes to add, in the order in which an rrweb player can follow: removals first; then additions, parents before children and
each sibling after the one to its right. Laws:

- the same report twice changes nothing;
- a node that is not known is ``UnknownNode``, never a guess;
- a node that is removed or moved takes its whole subtree along: what is added again is added whole;
- text and attribute values are held as ``Raw``, replaced and never changed, so that whoever noted them keeps what was true then.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from recorder.errors import BadBatch, UnknownNode
from recorder.records import Mark, NodeType, Raw

_APART = frozenset({NodeType.SHADOW, NodeType.DOCUMENT})
_RARE = _APART | {NodeType.REFERENCE}

State = tuple[Raw | None, bool | None]  # what a field holds (None: not read), and whether it is ticked (None: cannot be)


class Node:
    """One node. ``marks``: what its own marks ask for; ``closed``: what hid its content before it was moved here."""

    __slots__ = (
        "id", "type", "name", "parent_id", "parent", "children", "shadow", "marks", "closed",
        "attributes", "text", "state", "box", "place",
        "sheet", "rules", "scroll", "shown", "first", "is_host", "version", "context", "told", "own", "__weakref__",
    )  # fmt: skip

    def __init__(
        self,
        node_id: int,
        parent_id: int,
        type: NodeType,
        name: Raw | None = None,
        marks: int = 0,
        attributes: dict[str, Raw] | None = None,
        text: Raw | None = None,
    ) -> None:
        """All is as an entry of a batch says (``records.py``), and nothing hangs below yet."""
        self.id = node_id
        self.type = type
        self.name = name.reveal() if name else ""
        self.parent_id = parent_id  # what it is told to hang below
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.shadow: Node | None = None
        self.marks = marks
        self.told = marks  # those of its marks that the probe knows
        self.own = 0  # those that the owner's treatments ask for
        self.closed = 0
        self.attributes: dict[str, Raw] = {} if attributes is None else attributes
        self.text = text
        self.state: State | None = None
        self.box: tuple[int, int] | None = None
        self.place: dict[str, Raw | None] | None = None  # of a box: its margins and the like
        self.sheet: Raw | None = None
        self.rules: tuple[tuple[int, Raw | None], ...] = ()  # inserted by scripts since, and deleted
        self.scroll: tuple[float, float] | None = None
        self.shown = False  # whether an event that holds it has left
        self.first: tuple[int, int] | None = None  # of a document: batch and moment that showed it first
        self.is_host = False  # whether an event has left that shows it with a shadow root
        self.version, self.context = -1, 0  # what it inherits, and for which version of the mirror that was found

    _begin = __init__

    def begin(self, told: "Node") -> None:
        """The same node has come again, as this one says."""
        self._begin(told.id, told.parent_id, told.type, None, told.marks, told.attributes, told.text)
        self.name = told.name

    def __repr__(self) -> str:
        return f"<Node {self.id} {self.type.name}>"

    @property
    def host(self) -> "Node | None":
        """The parent in rrweb's tree, where children of a shadow root hang below its host."""
        return self.parent.parent if self.parent is not None and self.parent.type is NodeType.SHADOW else self.parent

    def below(self) -> "Iterator[Node]":
        """This node and everything under it, shadow trees too, in no promised order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in node.children if child.parent is node)
            if node.shadow is not None:
                stack.append(node.shadow)


@dataclass(slots=True)
class Change:
    """What a player must do: ``removes`` pairs of node and the parent it had; ``adds`` pairs of node and next sibling."""

    removes: list[tuple[Node, Node]] = field(default_factory=list)
    adds: list[tuple[Node, Node | None]] = field(default_factory=list)
    moved: list[tuple[Node, int]] = field(default_factory=list)  # with the marks that held for it where it was


Report = tuple[int, list[int], list[Node]]  # parent id, present children, new nodes among and below them


class Mirror:
    """The tree of nodes of one page. ``version`` grows with every change that may change a context."""

    def __init__(self) -> None:
        self._nodes: dict[int, Node] = {}
        self.gone: WeakValueDictionary[int, Node] = WeakValueDictionary()  # nodes that went, while a draft holds them
        self.root: Node | None = None
        self.version = 0
        self.frames = 0  # documents of frames that came
        self.apart = 0  # those, and shadow roots
        self.busy = 0  # the field that is being typed into

    def __len__(self) -> int:
        return len(self._nodes)

    def __contains__(self, node_id: int) -> bool:
        return node_id in self._nodes

    def __iter__(self) -> Iterator[Node]:
        return iter(self._nodes.values())

    def knows(self, node_id: int) -> bool:
        """Whether a node is in the page now."""
        return node_id in self._nodes

    def node(self, node_id: int) -> Node:
        """The node with this id.

        Raises:
            UnknownNode: there is none; the mirror needs a fresh snapshot.
        """
        try:
            return self._nodes[node_id]
        except KeyError:
            raise UnknownNode("a record names a node that is not known") from None

    def nodes(self, node_ids: list[int]) -> list[Node]:
        """The nodes with these ids, each once.

        Raises:
            UnknownNode: as ``node``.
        """
        nodes = self._nodes
        try:
            return [nodes[node_id] for node_id in dict.fromkeys(node_ids)]
        except KeyError:
            raise UnknownNode("a record names a node that is not known") from None

    def replace(self, told: list[Node]) -> Node:
        """Takes a full snapshot; everything known before is forgotten. Gives the document's node.

        A node that comes again stays the same object: drafts that wait point at it, and obey the marks that it has now. Nobody
        has seen how the others went, so what waits of them is masked.
        """
        before, self._nodes = self._nodes, {}
        self.version += 1
        self.frames = self.apart = 0
        if not told or told[0].type is not NodeType.DOCUMENT:
            raise BadBatch("a tree begins with its document")
        self.root = self._new(told[0], before)
        nodes = self._nodes
        for node in told[1:]:
            if node.type in _RARE or node.id in nodes or node.id in before:
                node = self._new(node, before)
            else:
                nodes[node.id] = node
            parent = nodes.get(node.parent_id)
            if parent is None:
                raise UnknownNode("a node below one that is not known")
            node.parent = parent
            if node.type is NodeType.SHADOW:
                parent.shadow = node
            else:
                parent.children.append(node)
        for node in before.values():
            node.closed |= int(Mark.MASK)
        return self.root

    def _new(self, node: Node, before: dict[int, Node]) -> Node:
        """A node becomes known: itself, or the one that it was before."""
        if node.id in self._nodes or node.type is NodeType.REFERENCE:
            raise BadBatch("a node that comes twice")
        if before and node.id in before:
            told, node = node, before.pop(node.id)
            node.begin(told)
        self._nodes[node.id] = node
        if node.type in _APART and node.parent_id:
            self.frames += node.type is NodeType.DOCUMENT
            self.apart += 1
        return node

    def document_of(self, node: Node) -> Node | None:
        """The document a node stands in: the page's, or a frame's."""
        if not self.frames:
            return self.root
        return next((above for above in ancestors(node) if above.type is NodeType.DOCUMENT), None)

    def rehang(self, reports: list[Report]) -> Change:
        """Takes the present children of some parents, all of one moment, and gives what changed.

        Raises:
            UnknownNode: a parent or child that is not known. The mirror is in pieces then: ask for a snapshot.
        """
        self.version += 1
        return _Rehanging(self, reports).change()

    def empty(self, node: Node) -> None:
        """Forgets all below a node that became a box: the probe has done so too. They still know where they hung."""
        for below in node.below():
            if below is not node:
                self.drop(below)
        node.children, node.shadow = [], None

    def drop(self, node: Node) -> None:
        """A node is not in the page any more."""
        if self._nodes.pop(node.id, None) is not None:
            self.gone[node.id] = node

    def refresh(self, node: Node) -> Change:
        """What shows a node anew, as after a change of its marks: itself and everything below removed and added again."""
        change = Change()
        if node.parent is not None:
            change.removes += [*(apart(node, {}) if self.apart else ()), (node, node.parent)]
            change.adds.extend(whole(node, following(node)))
        return change


class _Rehanging:
    """One call of ``rehang``: the old state of what it touches, and the new."""

    def __init__(self, mirror: Mirror, reports: list[Report]) -> None:
        self.mirror = mirror
        self.old_parents: dict[int, Node | None] = {}  # of nodes that hang elsewhere now
        self.old_children: dict[int, list[Node]] = {}
        self.fresh: set[int] = set()  # new nodes
        self.moved: set[int] = set()
        self.marks_before: dict[int, int] = {}
        self.roots: dict[int, set[int]] = {}  # parent id -> ids of children that must be added
        self.parents: list[Node] = []
        self.gone: set[int] = set()
        for parent_id, child_ids, told in reports:
            self._report(mirror.node(parent_id), child_ids, told)

    def _report(self, parent: Node, child_ids: list[int], told: list[Node]) -> None:
        if parent.id not in self.old_children:
            self.old_children[parent.id] = parent.children
            self.parents.append(parent)
        for each in told:
            node = self._node(each)
            new_parent = self.mirror.node(each.parent_id)
            self._hang(node, new_parent)
            if node.type is NodeType.SHADOW:
                self.old_children[node.id] = []
                self.parents.append(node)
                new_parent.shadow = node
            elif new_parent is not parent:
                new_parent.children.append(node)
        parent.children = self.mirror.nodes(child_ids)
        for child in [child for child in parent.children if child.parent is not parent]:
            self._hang(child, parent)

    def _node(self, told: Node) -> Node:
        if told.type is NodeType.REFERENCE:
            return self.mirror.node(told.id)
        self.fresh.add(told.id)
        return self.mirror._new(told, {})

    def _hang(self, node: Node, parent: Node) -> None:
        if node.parent is parent:
            return
        if node.id not in self.fresh:
            self._note_move(node)
        node.parent = parent

    def _note_move(self, node: Node) -> None:
        if node.id in self.moved:
            return
        marks, above = 0, node.parent
        while above is not None:
            marks |= above.marks
            above = self._old_parent(above)
        self.marks_before[node.id] = marks
        self.old_parents.setdefault(node.id, node.parent)
        self.moved.add(node.id)

    def change(self) -> Change:
        """What a player must do."""
        self._refuse_loops()
        gone = list(self._gone())
        self.gone = {node.id for node, _ in gone}
        for parent in self.parents:
            self._find_roots(parent)
        change = Change([*self._removes(gone)])
        change.moved = [(self.mirror.node(node_id), marks) for node_id, marks in self.marks_before.items()]
        for parent in self.parents:
            if not self._covered(parent):
                change.adds.extend(self._adds(parent))
        for node, _ in gone:
            for lost in node.below():
                self.mirror.drop(lost)
        return change

    def _refuse_loops(self) -> None:
        """Only the end must be a tree: on the way there, two nodes that change places hang below each other."""
        safe: set[int] = set()
        for node_id in self.moved:
            path: set[int] = set()
            above: Node | None = self.mirror.node(node_id)
            while above is not None and above.id not in safe:
                if above.id in path:
                    raise UnknownNode("a node that would hang below itself")
                path.add(above.id)
                above = above.parent
            safe |= path

    def _gone(self) -> Iterator[tuple[Node, Node]]:
        for parent in self.parents:
            kept = set(parent.children)
            for child in [child for child in self.old_children[parent.id] if child not in kept]:
                if child.parent is parent:
                    yield child, parent
        for node_id, old_parent in self.old_parents.items():
            if old_parent is not None and old_parent.id not in self.old_children:
                old_parent.children = [child for child in old_parent.children if child.id != node_id]

    def _find_roots(self, parent: Node) -> None:
        old, moved, fresh = self.old_children[parent.id], self.moved, self.fresh
        if not moved and parent.children[: len(old)] == old:  # a log that grows
            self.roots[parent.id] = {child.id for child in parent.children[len(old) :]}
            return
        position = {child.id: at for at, child in enumerate(old)}
        stay = [
            child for child in parent.children if child.id in position and child.id not in moved and child.id not in fresh
        ]
        in_order = longest_rising([position[child.id] for child in stay])
        kept = {stay[at].id for at in in_order}
        self.roots[parent.id] = {child.id for child in parent.children if child.id not in kept}
        for child in stay if len(kept) < len(stay) else ():
            if child.id not in kept:
                self.moved.add(child.id)
                self.old_parents[child.id] = parent

    def _old_parent(self, node: Node) -> Node | None:
        return self.old_parents.get(node.id, node.parent)

    def _removes(self, gone: list[tuple[Node, Node]]) -> Iterator[tuple[Node, Node]]:
        """What leaves its place, but not what a player takes along with a node further up."""
        going = {node.id for node, _ in gone} | self.moved
        moved = [(self.mirror.node(node_id), self.old_parents[node_id]) for node_id in sorted(self.moved)]
        apart = [pair for node, _ in moved for pair in self._apart(node)]
        told = {node.id for node, _ in apart}
        yield from apart
        depths = [(self._depth(node, parent, going), node, parent) for node, parent in [*moved, *gone] if node.id not in told]
        for depth, node, parent in sorted(depths, key=lambda each: -each[0]):
            if depth and parent is not None:
                yield node, parent

    def _apart(self, node: Node) -> list[tuple[Node, Node]]:
        old = [pair for pair in apart(node, self.old_children) if pair[1].id not in self.fresh] if self.mirror.apart else []
        return [(child, parent) for child, parent in old if child.id not in self.fresh]

    def _depth(self, node: Node, parent: Node | None, going: set[int]) -> int:
        """How deep a node hung that a player must be told to remove; 0: it goes along with one further up."""
        depth, above, is_apart = 0, parent, False
        while above is not None:
            if above.id in self.fresh or (above.id in going and not is_apart):
                return 0
            is_apart = is_apart or (above.type in _APART and node.id in self.moved)
            depth, above = depth + 1, self._old_parent(above)
        return depth

    def _covered(self, parent: Node) -> bool:
        """Whether an addition further up brings this parent's children along, or it went itself: with a frame's document, say."""
        above: Node | None = parent
        while above is not None:
            if above.id in self.moved or above.id in self.gone or (above.id in self.fresh and above.type is not NodeType.SHADOW):
                return True
            above = above.parent
        return self.mirror.root is None

    def _adds(self, parent: Node) -> Iterator[tuple[Node, Node | None]]:
        roots, right = self.roots[parent.id], None
        left = len(roots)
        for child in reversed(parent.children) if left else ():
            if child.id in roots:
                yield from whole(child, right)
                left -= 1
                if not left:
                    return
            right = child


def apart(top: Node, old_children: dict[int, list[Node]]) -> list[tuple[Node, Node]]:
    """What a player must be told to remove before a node that comes again under its id, deepest first.

    A player forgets a removed node's children, not those of its shadow root or of its frame's document: under their ids they
    would come back as they were.
    """
    found: list[tuple[Node, Node]] = []
    stack = [top]
    while stack:
        node = stack.pop()
        children = old_children.get(node.id, node.children)
        if node.type in _APART:
            found += [(child, node) for child in children]
        stack.extend(children)
        if node.shadow is not None:
            stack.append(node.shadow)
    return found[::-1]


def whole(node: Node, right: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """A subtree as additions: parents before children, each sibling after the one to its right."""
    stack: list[tuple[Node, Node | None]] = [(node, right)]
    while stack:
        node, right = stack.pop()
        yield node, right
        if node.children:
            stack.extend(zip(node.children, [*node.children[1:], None], strict=True))
        if node.shadow is not None:
            stack.extend(zip(node.shadow.children, [*node.shadow.children[1:], None], strict=False))


def all_of(node: Node) -> list[Node]:
    """The nodes of ``whole`` in its order."""
    found, stack = [], [node]
    while stack:
        node = stack.pop()
        found.append(node)
        stack += node.children
        if node.shadow is not None:
            stack += node.shadow.children
    return found


def following(node: Node) -> Node | None:
    """The next sibling."""
    if node.parent is None:
        return None
    siblings = node.parent.children
    at = next((index for index, child in enumerate(siblings) if child is node), len(siblings))
    return siblings[at + 1] if at + 1 < len(siblings) else None


def ancestors(node: Node | None) -> Iterator[Node]:
    """The node itself, its parent, and so on up to the document; across shadow roots to their hosts."""
    while node is not None:
        yield node
        node = node.parent


def longest_rising(numbers: Iterable[int]) -> list[int]:
    """Positions of a longest rising subsequence: the children that may stay when the others move.

    >>> longest_rising([3, 1, 2, 0])
    [1, 2]
    """
    values = list(numbers)
    if values == sorted(set(values)):
        return list(range(len(values)))  # nearly every report: children came or went, none changed places
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        tail_at[length : length + 1] = [at]
    chain, at = [], tail_at[-1] if tail_at else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
