"""What a reader sees as one text, though the page cut it into pieces: the text nodes of a block, the fields of one row.

``jo<b>e@exam</b>ple.com`` is an address to a reader and three harmless nodes to a recorder that looks at each alone; so is a
card number typed into four fields. The detectors look at the joined text. Laws: pieces join across inline elements only;
``br`` and every element of another kind part them; a long block is joined in part, with a limit on each side. What stands in a
slot is read where the slot is. Before and after a short block stand the lines beside it (``beside.py``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recorder.attributes import KINDS, Kind
from recorder.beside import Beside, is_inline, title_of
from recorder.mirror import Mirror, Node
from recorder.records import NodeType, Raw

AROUND_CHARS = 300  # on each side of a piece: longer than any number or address, and the label before it
_MOST_PIECES = 2_000
_MOST_BACKWARDS = 400  # nodes from the end of a block
_MOST_OPTIONS = 12  # of a longer list, what it offers tells nothing of anybody
_NAMES_OF_FIELDS = frozenset(("dt", "label", "legend", "caption"))
_MOST_NAMED = 120  # characters of a block that may have a name, or be a line of an address
_MOST_IN_SHADOW = 200  # nodes of a shadow tree in which a slot is looked for
_LABELS = [name for name, kind in KINDS.items() if kind is Kind.LABEL]


@dataclass(slots=True)
class _Block:
    """The pieces of one block in order, and where each begins in their joined text."""

    text: str
    starts: dict[int, int]


class Joined:
    """The texts around each text node or field, as the mirror has them now."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._forget()

    def _forget(self) -> None:
        self._blocks: dict[int, _Block] = {}
        self._beside = Beside()
        self._version = self._mirror.version

    def around(self, node: Node, own: str) -> tuple[str, str]:
        """The text before and after a piece, each of at most ``AROUND_CHARS``; ``own`` is what the piece holds."""
        if self._version != self._mirror.version:
            self._forget()
        container = container_of(node)
        if container is None:
            return "", ""
        label, below = self._beside.lines(container)
        is_all = len(container.children) == 1 and container is node.parent and container.shadow is None
        if is_all and node.text is not None and node.text.reveal() == own:
            return (label, below) if len(own) <= _MOST_NAMED else ("", "")  # most texts: the block is this one piece
        block = self._blocks.get(container.id)
        if block is None:
            block = self._blocks[container.id] = _join(container)
        start = block.starts.get(node.id)
        if start is None or block.text[start : start + len(own)] != own:
            return node.beside or (label, "")  # a piece that is gone, or has changed since
        if len(block.text) > _MOST_NAMED:
            label = below = ""
        before = label + block.text[:start] if start < AROUND_CHARS else block.text[start - AROUND_CHARS : start]
        return before, (block.text[start + len(own) :] + below)[:AROUND_CHARS]


def container_of(node: Node) -> Node | None:
    """The block that a text is a piece of."""
    above = _above(node)
    while above is not None and is_inline(above):
        above = _above(above)
    return above


def _above(node: Node) -> Node | None:
    """The parent to a reader's eye: of what stands in a slot, the slot."""
    parent = node.parent
    if parent is None or (parent.type is not NodeType.SHADOW and parent.shadow is None):
        return parent
    if parent.type is NodeType.SHADOW:
        return parent.parent
    name = _attribute(node, "slot")
    return next((slot for slot in _slots(parent) if _attribute(slot, "name") == name), None)


def _below(node: Node) -> list[Node]:
    """The children to a reader's eye: of a host those of its shadow, of a slot what stands in it."""
    if node.shadow is not None:
        return node.shadow.children
    if node.name != "slot":
        return node.children
    above: Node | None = node
    while above is not None and above.type is not NodeType.SHADOW:
        above = above.parent
    host = above.parent if above is not None else None
    name = _attribute(node, "name")
    return [child for child in host.children if _attribute(child, "slot") == name] if host is not None else node.children


def _slots(host: Node) -> Iterator[Node]:
    stack, left = [host.shadow] if host.shadow is not None else [], _MOST_IN_SHADOW
    while stack and left:
        below = stack.pop()
        left -= 1
        if below.name == "slot":
            yield below
        stack.extend(reversed(below.children))


def _attribute(node: Node, name: str) -> str:
    return node.attributes[name].reveal() if name in node.attributes else ""


def pieces_backwards(container: Node | None) -> Iterator[tuple[Node, str]]:
    """The pieces of a block from its end, as many as are looked at: texts, and other nodes that part them."""
    stack, left = [reversed(_below(container))] if container is not None else [], _MOST_BACKWARDS
    while stack and left:
        node = next(stack[-1], None)
        left -= 1
        if node is None:
            stack.pop()
        elif node.type is NodeType.TEXT and node.text is not None:
            yield node, node.text.reveal()
        elif not is_inline(node):
            yield node, "\n"
        else:
            stack.append(reversed(_below(node)))


def _join(container: Node) -> _Block:
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    block: Node | None = None  # that was passed last
    stack = list(reversed(_below(container)))
    while stack and len(starts) < _MOST_PIECES:
        node = stack.pop()
        piece = "\n"
        if node.type is NodeType.TEXT and node.text is not None:
            piece = node.text.reveal()
            if block is not None and not piece.isspace():
                parts.append(title_of(block))  # it may name the words after it
                length += len(parts[-1])
                block = None
            starts[node.id] = length
        elif node.type is NodeType.COMMENT:
            piece = ""
        elif node.name == "input":
            piece = node.state[0].reveal() if node.state is not None and node.state[0] is not None else "\n"
            if parts:
                parts.append("\n")  # a box of its own, and what stands before it is its label
                length += 1
            starts[node.id] = length
        elif is_inline(node):
            piece = ""
            stack.extend(reversed(_below(node)))
        else:
            block = node
        parts.append(piece)
        length += len(piece)
    return _Block("".join(parts), starts)


def units(top: Node) -> Iterator[Raw]:
    """The texts and labels of the blocks at and below a node; not what fields are called, nor what a long list offers."""
    words: list[str] = []
    stack: list[Node | None] = [top]  # None: a block ends
    while stack:
        node = stack.pop()
        if node is not None and node.type is NodeType.TEXT and node.text is not None:
            words.append(node.text.reveal())
            continue
        if node is None or not is_inline(node):
            yield from (Raw(unit) for unit in ["".join(words)] if unit and not unit.isspace())
            words = []
        if node is None or (node is not top and _only_names(node)):
            continue
        yield from (node.attributes[name] for name in _LABELS if name in node.attributes)
        if not is_inline(node):
            stack.append(None)
        stack.extend(reversed(node.children))
        if node.shadow is not None:
            stack += [None, *reversed(node.shadow.children)]
    if words:
        yield Raw("".join(words))


def root_of_unit(node: Node, is_hidden: Callable[[Node], int]) -> Node:
    """The block that a node is in, as far as it is hidden: what is said there is read as one."""
    while is_inline(node) and node.parent is not None and is_hidden(node.parent):
        node = node.parent
    return node


def _only_names(node: Node) -> bool:
    """Whether an element says what fields or columns are called, or is one of many choices."""
    if node.name == "option":
        return node.parent is not None and len(node.parent.children) > _MOST_OPTIONS
    if node.name == "th" and node.parent is not None:
        return all(cell.name != "td" for cell in node.parent.children)
    return node.name in _NAMES_OF_FIELDS
