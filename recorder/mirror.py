"""The page as the recorder knows it: where each node hangs, what marks it carries, what it holds.

Laws:

- a node that is not known is ``UnknownNode``, never a guess;
- text and attribute values are held as ``Raw``, replaced and never changed, so that whoever noted them keeps what was true then.
"""

from collections.abc import Iterator
from weakref import WeakValueDictionary

from recorder.errors import BadBatch, UnknownNode
from recorder.records import Mark, NodeType, Raw

# Nodes whose children hang in a tree of their own.
APART = frozenset({NodeType.SHADOW, NodeType.DOCUMENT})
_RARE = APART | {NodeType.REFERENCE}

State = tuple[Raw | None, bool | None]  # what a field holds (None: not read), and whether it is ticked (None: cannot be)


class Node:
    """One node. ``marks``: what its own marks ask for; ``closed``: what hid its content before it was moved here."""

    __slots__ = (
        "id", "type", "name", "parent_id", "parent", "children", "shadow", "marks", "closed",
        "attributes", "text", "state", "box", "place",
        "sheet", "rules", "scroll", "shown", "first", "is_host", "version", "context", "told", "own", "beside",
        "__weakref__",
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
        self.beside: tuple[str, str] | None = None  # of a text that was written anew: what stood before and after it then
        self.version, self.context = -1, 0  # what it inherits, and for which version of the mirror that was found

    _begin = __init__

    def begin(self, told: "Node") -> None:
        """The same node has come again, as this one says. The floor is for ever; closed it is until the page replaces it."""
        marks = told.marks | self.marks & Mark.FLOOR
        closed = self.closed if told.text == self.text else 0
        self._begin(told.id, told.parent_id, told.type, None, marks, told.attributes, told.text)
        self.name, self.told, self.closed = told.name, told.told, closed

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
        self.grown: set[int] = set()  # fields and editors whose size the page has set since they came: to what is in them

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
        self.root = self.come(told[0], before)
        nodes = self._nodes
        for node in told[1:]:
            if node.type in _RARE or node.id in nodes or node.id in before:
                node = self.come(node, before)
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

    def come(self, node: Node, before: dict[int, Node]) -> Node:
        """A node becomes known: itself, or the one of the same id in ``before``, which goes from there."""
        if node.id in self._nodes or node.type is NodeType.REFERENCE:
            raise BadBatch("a node that comes twice")
        if before and node.id in before:
            told, node = node, before.pop(node.id)
            node.begin(told)
        self._nodes[node.id] = node
        if node.type in APART and node.parent_id:
            self.frames += node.type is NodeType.DOCUMENT
            self.apart += 1
        return node

    def document_of(self, node: Node) -> Node | None:
        """The document a node stands in: the page's, or a frame's."""
        if not self.frames:
            return self.root
        return next((above for above in ancestors(node) if above.type is NodeType.DOCUMENT), None)

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
