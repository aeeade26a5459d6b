"""What a reader sees as one text, though the page cut it into pieces: the text nodes of a block, the fields of one row.

``jo<b>e@exam</b>ple.com`` is an address to a reader and three harmless nodes to a recorder that looks at each alone; so is a
card number typed into four fields. The detectors look at the joined text. Laws: pieces join across inline elements only;
``br`` and every element of another kind part them; a long block is joined in part, with a limit on each side.
"""

from dataclasses import dataclass

from recorder.attributes import INLINE
from recorder.mirror import Mirror, Node
from recorder.records import NodeType

AROUND_CHARS = 300  # on each side of a piece: longer than any number or address, and the label before it
_MOST_PIECES = 2_000
_ROW = 3  # small fields in a row hold one thing
_LEVELS = 4  # boxes above a small field in which the others are looked for
_APART = 8  # nodes between two fields of a row
_MOST_IN_ROW = 200  # nodes looked at


@dataclass(slots=True)
class _Block:
    """The pieces of one block in order, and where each begins in their joined text."""

    text: str
    starts: dict[int, int]


class Joined:
    """The texts around each text node or field, as the mirror has them now."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._blocks: dict[int, _Block] = {}
        self._version = -1

    def around(self, node: Node, own: str) -> tuple[str, str]:
        """The text before and after a piece, each of at most ``AROUND_CHARS``; ``own`` is what the piece holds."""
        if self._version != self._mirror.version:
            self._blocks, self._version = {}, self._mirror.version
        container = _container(node)
        if container is None:
            return "", ""
        if len(container.children) == 1 and node.text is not None and node.text.reveal() == own and container is node.parent:
            return "", ""  # most texts: the block is this one piece
        block = self._blocks.get(container.id)
        if block is None:
            block = self._blocks[container.id] = _join(container)
        start = block.starts.get(node.id)
        if start is None or block.text[start : start + len(own)] != own:
            return "", ""  # a piece that is gone, or has changed since
        return block.text[max(0, start - AROUND_CHARS) : start], block.text[start + len(own) : start + len(own) + AROUND_CHARS]


def is_split(node: Node) -> bool:
    """Whether a field is one of three or more small ones in a row: together they hold a code, a card, a date.

    Each alone is too short to be told for what it is, and the first has left before the last is typed.
    """
    above: Node | None = node
    for _ in range(_LEVELS if _is_small(node) else 0):
        above = above.parent if above is not None else None
        if above is None:
            return False
        if _row_with(node, above) >= _ROW:
            return True
    return False


def _row_with(node: Node, above: Node) -> int:
    """How many small fields stand close to one another below a node, in the row that one of them is in."""
    row, found, since = 0, False, 0
    stack, left = list(reversed(above.children)), _MOST_IN_ROW
    while stack and left:
        below = stack.pop()
        left -= 1
        since += 1
        if below.name == "input":
            if since > _APART or not _is_small(below):
                if found:
                    break
                row = 0
            row += _is_small(below)
            found = found or below is node
            since = 0
        stack.extend(reversed(below.children))
    return row if found else 0


def _is_small(node: Node) -> bool:
    longest = node.attributes.get("maxlength")
    return node.name == "input" and longest is not None and longest.reveal().strip() in ("1", "2", "3", "4", "5", "6")


def _is_inline(node: Node) -> bool:
    return node.type is NodeType.TEXT or node.name in INLINE or ("-" in node.name and node.type is NodeType.ELEMENT)


def _container(node: Node) -> Node | None:
    above = node.parent
    while above is not None and _is_inline(above):
        above = above.parent
    return above


def _join(container: Node) -> _Block:
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    stack = list(reversed(container.children))
    while stack and len(starts) < _MOST_PIECES:
        node = stack.pop()
        piece = "\n"
        if node.type is NodeType.TEXT and node.text is not None:
            piece = node.text.reveal()
            starts[node.id] = length
        elif node.type is NodeType.COMMENT:
            piece = ""
        elif node.name == "input":
            piece = node.state[0].reveal() if node.state is not None and node.state[0] is not None else "\n"
            starts[node.id] = length
        elif _is_inline(node):
            piece = ""
            stack.extend(reversed(node.children))
        parts.append(piece)
        length += len(piece)
    return _Block("".join(parts), starts)
