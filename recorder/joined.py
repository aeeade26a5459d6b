"""What a reader sees as one text, though the page cut it into pieces: the text nodes of a block, the fields of one row.

``jo<b>e@exam</b>ple.com`` is an address to a reader and three harmless nodes to a recorder that looks at each alone; so is a
card number typed into four fields. The detectors look at the joined text. Laws: pieces join across inline elements only;
``br`` and every element of another kind part them; a long block is joined in part, with a limit on each side. What stands in a
slot is read where the slot is. What a cell or a description is called (``dt``, ``th``, the column's heading, the first of two
cells) stands before its text; before and after a short block, the lines beside it, where one may name it or it is a number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from recorder.attributes import INLINE, KINDS, Kind
from recorder.mirror import Mirror, Node
from recorder.records import NodeType, Raw

AROUND_CHARS = 300  # on each side of a piece: longer than any number or address, and the label before it
_MOST_PIECES = 2_000
_ROW = 3  # small fields in a row hold one thing
_LEVELS = 4  # boxes above a small field in which the others are looked for
_APART = 8  # nodes between two fields of a row
_MOST_IN_ROW = 200  # nodes looked at
_LABEL_CHARS = 60  # what is longer is no label
_LABEL_NODES = 20
_ROWS_TO_HEADING = 4  # rows and sections before the one with the headings
_MOST_OPTIONS = 12  # of a longer list, what it offers tells nothing of anybody
_NAMES_OF_FIELDS = frozenset(("dt", "label", "legend", "caption"))
_WHOLE = frozenset(("html", "table", "tbody", "thead", "tr"))
_MOST_NAMED = 120  # characters of a block that may have a name, or be a line of an address
_LEVELS_UP = 3  # boxes around a block in which what is beside it is looked for
_LEAST_DIGITS = 2  # of a block that may be a part of a number or an address without being named
_BESIDE = 3  # lines on each side
_MOST_LINES = 200
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
        self._blocks: dict[int, _Block] = {}
        self._lines: dict[int, _Lines] = {}  # by parent
        self._called: dict[int, dict[int, str]] = {}  # by row or list: what its cells are called, by their ids
        self._headings: dict[int, list[str]] = {}  # by table
        self._version = -1

    def around(self, node: Node, own: str) -> tuple[str, str]:
        """The text before and after a piece, each of at most ``AROUND_CHARS``; ``own`` is what the piece holds."""
        if self._version != self._mirror.version:
            self._blocks, self._lines, self._called, self._headings, self._version = {}, {}, {}, {}, self._mirror.version
        container = _container(node)
        if container is None:
            return "", ""
        label, below = self._beside(container)
        is_all = len(container.children) == 1 and container is node.parent and container.shadow is None
        if is_all and node.text is not None and node.text.reveal() == own:
            return (label, below) if len(own) <= _MOST_NAMED else ("", "")  # most texts: the block is this one piece
        block = self._blocks.get(container.id)
        if block is None:
            block = self._blocks[container.id] = _join(container)
        start = block.starts.get(node.id)
        if start is None or block.text[start : start + len(own)] != own:
            return label, ""  # a piece that is gone, or has changed since
        if len(block.text) > _MOST_NAMED:
            label = below = ""
        before = label + block.text[:start] if start < AROUND_CHARS else block.text[start - AROUND_CHARS : start]
        return before, (block.text[start + len(own) :] + below)[:AROUND_CHARS]

    def _beside(self, container: Node) -> tuple[str, str]:
        """The lines before and after a block: what it is called, or the rest of an address."""
        label = self._label(container)
        if label or container.name in ("td", "th"):
            return label, ""
        node = container
        for _ in range(_LEVELS_UP):
            parent = node.parent
            if parent is None or parent.name in _WHOLE:
                break
            lines = self._lines.get(parent.id)
            if lines is None:
                lines = self._lines[parent.id] = _lines_in(parent)
            at = lines.places.get(node.id)
            if at is not None and len(lines.said) > 1:
                return lines.around(at)
            node = parent
        return "", ""

    def _label(self, container: Node) -> str:
        """What a cell or a description is called, a line for each; "" for everything else."""
        row = container.parent
        if row is None or container.name not in ("dd", "td"):
            return ""
        called = self._called.get(row.id)
        if called is None:
            called = self._called[row.id] = dict(_in_list(row) if container.name == "dd" else self._in_row(row))
        return called.get(container.id, "")

    def _in_row(self, row: Node) -> Iterator[tuple[int, str]]:
        cells = [cell for cell in row.children if cell.name in ("td", "th")]
        titles = [cell for cell in cells if cell.name == "th"] or (cells[:1] if len(cells) == 2 else [])
        first = titles[0] if titles else None
        title = _said(first) if first is not None else ""
        headings = self._of_table(row)
        for at, cell in enumerate(cells):
            yield cell.id, (title if cell is not first else "") + (headings[at] if at < len(headings) else "")

    def _of_table(self, row: Node) -> list[str]:
        table = row.parent
        if table is not None and table.name in ("tbody", "thead", "tfoot"):
            table = table.parent
        if table is None:
            return []
        headings = self._headings.get(table.id)
        if headings is None:
            headings = self._headings[table.id] = next(_headings(table), [])
        return headings


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


def _in_list(parent: Node) -> Iterator[tuple[int, str]]:
    """Descriptions and the term before each."""
    term = ""
    for child in parent.children:
        if child.name == "dt":
            term = _said(child)
        elif child.name == "dd":
            yield child.id, term


@dataclass(slots=True)
class _Lines:
    """What the blocks and the inline runs of an element say, a line for each ("" for one that is no short line)."""

    said: list[str]
    places: dict[int, int]  # of its children

    def around(self, at: int) -> tuple[str, str]:
        """The lines next to one of them, as far as they are short."""
        before: list[str] = []
        after: list[str] = []
        for lines, places in ((before, range(at - 1, at - 1 - _BESIDE, -1)), (after, range(at + 1, at + 1 + _BESIDE))):
            for place in places:
                if not 0 <= place < len(self.said) or not self.said[place]:
                    break
                lines.append(self.said[place])
        own = self.said[at]
        if not any(map(_introduces, before)) and sum(map(str.isdigit, own)) < _LEAST_DIGITS:
            return "", ""  # most blocks
        return "".join(reversed(before)), "".join(["\n", *after]) if after else ""


@lru_cache(maxsize=4_096)
def _introduces(line: str) -> bool:
    """Whether a line may name what comes after it."""
    # Not at the top: a visitor's browser need not load the detectors where nothing is shown.
    from recorder.detect import gate

    return bool(gate.glance(line).introduces)


def forget() -> None:
    """Lines that were looked at are remembered, to be quicker the next time: no longer."""
    _introduces.cache_clear()


def _lines_in(parent: Node) -> _Lines:
    lines = _Lines([], {})
    in_run = False
    for child in parent.children[:_MOST_LINES]:
        is_inline = _is_inline(child) and child.name != "br"
        if child.type is NodeType.TEXT and not (child.text and child.text.reveal().strip()):
            continue
        said = _said(child)
        if is_inline and in_run and lines.said[-1] and said:
            lines.said[-1] = f"{lines.said[-1][:-1]} {said}"
        elif said or not is_inline and child.children:
            lines.said.append(said)
        if lines.said:
            lines.places[child.id] = len(lines.said) - 1
        in_run = is_inline and bool(said)
    return lines


def _headings(table: Node) -> Iterator[list[str]]:
    """The first row of a table that is all headings, as a list of them."""
    parts = [child for child in table.children if child.name in ("thead", "tbody", "tr")][:_ROWS_TO_HEADING]
    rows = [row for part in parts for row in ([part] if part.name == "tr" else part.children[: 2 * _ROWS_TO_HEADING])]
    for row in rows:
        cells = [cell for cell in row.children if cell.name in ("td", "th")]
        if len(cells) > 1 and all(cell.name == "th" for cell in cells):
            yield [_said(cell) for cell in cells]


def _said(node: Node) -> str:
    """The words of a label and a line end; "" when they are too many."""
    words, stack, left = "", [node], _LABEL_NODES
    while stack and left and len(words) <= _LABEL_CHARS:
        below = stack.pop()
        left -= 1
        words += below.text.reveal() if below.type is NodeType.TEXT and below.text is not None else ""
        stack.extend(reversed(below.children))
    words = " ".join(words.split())
    return f"{words}\n" if 0 < len(words) <= _LABEL_CHARS else ""


def _is_inline(node: Node) -> bool:
    return node.type is NodeType.TEXT or node.name in INLINE or ("-" in node.name and node.type is NodeType.ELEMENT)


def _container(node: Node) -> Node | None:
    above = _above(node)
    while above is not None and _is_inline(above):
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


def _join(container: Node) -> _Block:
    parts: list[str] = []
    starts: dict[int, int] = {}
    length = 0
    stack = list(reversed(_below(container)))
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
            stack.extend(reversed(_below(node)))
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
        if node is None or not _is_inline(node):
            yield from (Raw(unit) for unit in ["".join(words)] if unit and not unit.isspace())
            words = []
        if node is None or (node is not top and _only_names(node)):
            continue
        yield from (node.attributes[name] for name in _LABELS if name in node.attributes)
        if not _is_inline(node):
            stack.append(None)
        stack.extend(reversed(node.children))
        if node.shadow is not None:
            stack += [None, *reversed(node.shadow.children)]
    if words:
        yield Raw("".join(words))


def root_of_unit(node: Node, is_hidden: Callable[[Node], int]) -> Node:
    """The block that a node is in, as far as it is hidden: what is said there is read as one."""
    while _is_inline(node) and node.parent is not None and is_hidden(node.parent):
        node = node.parent
    return node


def _only_names(node: Node) -> bool:
    """Whether an element says what fields or columns are called, or is one of many choices."""
    if node.name == "option":
        return node.parent is not None and len(node.parent.children) > _MOST_OPTIONS
    if node.name == "th" and node.parent is not None:
        return all(cell.name != "td" for cell in node.parent.children)
    return node.name in _NAMES_OF_FIELDS
