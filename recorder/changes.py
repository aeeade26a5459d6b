"""What a player must do when the tree of the page changes: the nodes to remove and the nodes to add.

The probe reports final states; they are compared with what the mirror knew. The order is one that an rrweb player can follow:
removals first; then additions, parents before children and each sibling after the one to its right. Laws:

- the same list of children twice changes nothing;
- a node that is removed or moved takes its whole subtree along: what is added again is added whole.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recorder.errors import UnknownNode
from recorder.mirror import APART, Mirror, Node, following, whole
from recorder.records import NodeType
from recorder.splices import Splice, Spliced, spliced


@dataclass(slots=True)
class Change:
    """What a player must do: ``removes`` pairs of node and the parent it had; ``adds`` pairs of node and next sibling."""

    removes: list[tuple[Node, Node]] = field(default_factory=list)
    adds: list[tuple[Node, Node | None]] = field(default_factory=list)
    moved: list[tuple[Node, int]] = field(default_factory=list)  # with the marks that held for it where it was


@dataclass(slots=True)
class Report:
    """A record ``children``: the present children of a parent, and the new nodes among and below them."""

    parent_id: int
    child_ids: list[int]
    told: list[Node]


def rehang(mirror: Mirror, reports: Sequence[Report | Splice]) -> Change:
    """Takes what hangs below some parents, all of one moment, and gives what changed.

    Raises:
        UnknownNode: a parent or child that is not known. The mirror is in pieces then: ask for a snapshot.
    """
    mirror.version += 1
    return _Rehanging(mirror, reports).change()


def refresh(mirror: Mirror, node: Node) -> Change:
    """What shows a node anew, as after a change of its marks: itself and everything below removed and added again."""
    change = Change()
    if node.parent is not None:
        change.removes += [*(apart(node, {}) if mirror.apart else ()), (node, node.parent)]
        change.adds.extend(whole(node, following(node)))
    return change


class _Rehanging:
    """One call of ``rehang``: the old state of what it touches, and the new."""

    def __init__(self, mirror: Mirror, reports: Sequence[Report | Splice]) -> None:
        self.mirror = mirror
        self.old_parents: dict[int, Node | None] = {}  # of nodes that hang elsewhere now
        self.old_children: dict[int, list[Node]] = {}
        self.fresh: set[int] = set()  # new nodes
        self.moved: set[int] = set()
        self.marks_before: dict[int, int] = {}
        self.roots: dict[int, set[int]] = {}  # parent id -> ids of children that must be added
        self.parents: list[Node] = []
        self.gone: set[int] = set()
        self.spliced: dict[int, Spliced] = {}  # by parent
        for report in reports:
            if isinstance(report, Splice):
                self._splice(mirror.node(report.parent_id), report)
            else:
                self._report(mirror.node(report.parent_id), report)

    def _report(self, parent: Node, report: Report) -> None:
        self._take(parent, report.told)
        parent.children = self.mirror.nodes(report.child_ids)
        for child in [child for child in parent.children if child.parent is not parent]:
            self._hang(child, parent)

    def _splice(self, parent: Node, splice: Splice) -> None:
        if parent.id in self.old_children:
            raise UnknownNode("a parent that is told twice")
        self._take(parent, splice.told)
        made = spliced(self.mirror, parent, splice, self.fresh)
        parent.children = made.children
        for node in made.came:
            self._hang(node, parent)
        if made.gone and not {node.id for node in made.came}.isdisjoint(splice.gone_ids):
            return  # some changed places: all are compared, so that as few as possible move
        self.spliced[parent.id] = made

    def _take(self, parent: Node, told: list[Node]) -> None:
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

    def _node(self, told: Node) -> Node:
        if told.type is NodeType.REFERENCE:
            return self.mirror.node(told.id)
        self.fresh.add(told.id)
        return self.mirror.come(told, {})

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
            for child in self._left(parent):
                if child.parent is parent:
                    yield child, parent
        for node_id, old_parent in self.old_parents.items():
            if old_parent is not None and old_parent.id not in self.old_children:
                old_parent.children = [child for child in old_parent.children if child.id != node_id]

    def _left(self, parent: Node) -> list[Node]:
        if parent.id in self.spliced:
            return self.spliced[parent.id].gone
        kept = set(parent.children)
        return [child for child in self.old_children[parent.id] if child not in kept]

    def _find_roots(self, parent: Node) -> None:
        if parent.id in self.spliced:
            self.roots[parent.id] = {node.id for node in self.spliced[parent.id].came}
            return
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
            is_apart = is_apart or (above.type in APART and node.id in self.moved)
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
        if parent.id in self.spliced:
            for run in reversed(self.spliced[parent.id].runs):
                for child, right in zip(reversed(run.nodes), [run.right, *reversed(run.nodes)], strict=False):
                    yield from whole(child, right)
            return
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
        if node.type in APART:
            found += [(child, node) for child in children]
        stack.extend(children)
        if node.shadow is not None:
            stack.append(node.shadow)
    return found[::-1]


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
