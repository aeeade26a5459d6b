"""What stands beside a block and may say what it is: lines before and after it.

What a cell or a description is called (``dt``, ``th``, the column's heading, the first of two cells, a cell before it that may
name it; roles count as the elements they stand for) stands before its text, and so does a block's own ``aria-label``; before and
after any other block, the lines beside it, where one may name it or it is a number. Laws: what is longer than a label
is none; each look goes through few nodes, however large the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recorder.attributes import INLINE
from recorder.mirror import Node
from recorder.records import NodeType

_LABEL_CHARS = 60  # what is longer is no label
_LABEL_NODES = 20
_ROWS_TO_HEADING = 4  # rows and sections before the one with the headings
_WHOLE = frozenset(("html", "table", "tbody", "thead", "tr"))
_CELLS = ("td", "th")
_PARTS = {"table": "table", "grid": "table", "treegrid": "table", "rowgroup": "tbody", "row": "tr"}
_PARTS |= {"cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}  # by their roles
_LEVELS_UP = 3  # boxes around a block in which what is beside it is looked for
_LEAST_DIGITS = 2  # of a block that may be a part of a number or an address without being named
_BESIDE = 3  # lines on each side
_MOST_LINES = 200


class Beside:
    """The lines beside each block, as the mirror had them when this was made."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str]] = {}  # by block
        self._lines: dict[int, _Lines] = {}  # by parent
        self._called: dict[int, dict[int, str]] = {}  # by row or list: what its cells are called, by their ids
        self._headings: dict[int, list[str]] = {}  # by table

    def lines(self, container: Node) -> tuple[str, str]:
        """The lines before and after a block: what it is called, or the rest of an address."""
        known = self._known.get(container.id)
        if known is None:
            known = self._known[container.id] = self._look(container)
        return known

    def _look(self, container: Node) -> tuple[str, str]:
        label = self._label(container)
        if label or _part(container) in _CELLS:
            return label, ""
        node, after = container, ""
        for _ in range(_LEVELS_UP):
            parent = node.parent
            if parent is None or _part(parent) in _WHOLE:
                break
            lines = self._lines.get(parent.id)
            if lines is None:
                lines = self._lines[parent.id] = _lines_in(parent)
            at = lines.places.get(node.id)
            if at is not None and len(lines.said) > 1:
                if after:  # the first of some lines: what stands before them all may name it
                    return lines.title(at), after
                before, after = lines.around(at)
                if at or not after:
                    return before, after
            node = parent
        return "", after

    def _label(self, container: Node) -> str:
        """What a cell or a description is called, a line for each; "" for everything else."""
        part, row = _part(container), container.parent
        if row is None or part not in ("dd", "td"):
            return _own_name(container)
        called = self._called.get(row.id)
        if called is None:
            called = self._called[row.id] = dict(_in_list(row) if part == "dd" else self._in_row(row))
        return called.get(container.id, "")

    def _in_row(self, row: Node) -> Iterator[tuple[int, str]]:
        cells = [cell for cell in row.children if _part(cell) in _CELLS]
        titles = [cell for cell in cells if _part(cell) == "th"] or (cells[:1] if len(cells) == 2 else [])
        first = titles[0] if titles else None
        title = _said(first) if first is not None else ""
        headings = self._of_table(row)
        for at, cell in enumerate(cells):
            name = (title if cell is not first else "") + (headings[at] if at < len(headings) else "")
            yield cell.id, name or (title_of(cells[at - 1]) if at else "")

    def _of_table(self, row: Node) -> list[str]:
        table = row.parent
        if table is not None and _part(table) in ("tbody", "thead", "tfoot"):
            table = table.parent
        if table is None:
            return []
        headings = self._headings.get(table.id)
        if headings is None:
            headings = self._headings[table.id] = next(_headings(table), [])
        return headings


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
        said = self.said
        first = last = at
        while first and at - first < _BESIDE and said[first - 1]:
            first -= 1
        before = said[first:at]
        if not any(map(introduces, before)) and _digits(said[at]) < _LEAST_DIGITS:
            return "", ""  # most blocks
        while last + 1 < len(said) and last - at < _BESIDE and said[last + 1]:
            last += 1
        return "".join(before), "".join(["\n", *said[at + 1 : last + 1]]) if last > at else ""


    def title(self, at: int) -> str:
        """The line before one of them, where it may name all that comes after."""
        return _title(self.said[at - 1]) if at else ""


def title_of(node: Node) -> str:
    """What an element says, where that may name what comes after it."""
    return _title(_said(node))


def _title(line: str) -> str:
    """A line that may name what comes after it, and holds no number itself; else nothing."""
    return line if line and not _digits(line) and introduces(line) else ""


def _part(node: Node) -> str:
    """Its name, or that of the element whose role it has."""
    role = node.attributes.get("role") if node.attributes else None
    return node.name if role is None else _PARTS.get(role.reveal(), node.name)


def _own_name(node: Node) -> str:
    """What an element is called to those who do not see it."""
    name = node.attributes.get("aria-label") if node.attributes else None
    words = " ".join(name.reveal().split()) if name is not None else ""
    return _title(f"{words}\n") if 0 < len(words) <= _LABEL_CHARS else ""


def _digits(line: str) -> int:
    return sum(map(line.count, "0123456789")) if line.isascii() else sum(map(str.isdigit, line))


@lru_cache(maxsize=4_096)
def introduces(line: str) -> bool:
    """Whether a line may name what comes after it."""
    # Not at the top: a visitor's browser need not load the detectors where nothing is shown.
    from recorder.detect import gate

    return bool(gate.glance(line).introduces)


def forget() -> None:
    """Lines that were looked at are remembered, to be quicker the next time: no longer."""
    introduces.cache_clear()


def _lines_in(parent: Node) -> _Lines:
    lines = _Lines([], {})
    in_run = False
    for child in parent.children[:_MOST_LINES]:
        is_piece = is_inline(child) and child.name != "br"
        if child.type is NodeType.TEXT and not (child.text and child.text.reveal().strip()):
            continue
        said = _said(child)
        if is_piece and in_run and lines.said[-1] and said:
            lines.said[-1] = f"{lines.said[-1][:-1]} {said}"
        elif said or not is_piece and child.children:
            lines.said.append(said)
        if lines.said:
            lines.places[child.id] = len(lines.said) - 1
        in_run = is_piece and bool(said)
    return lines


def _headings(table: Node) -> Iterator[list[str]]:
    """The first row of a table that is all headings, or of its head, as a list of them."""
    parts = [child for child in table.children if _part(child) in ("thead", "tbody", "tr")][:_ROWS_TO_HEADING]
    rows = [row for part in parts for row in ([part] if _part(part) == "tr" else part.children[: 2 * _ROWS_TO_HEADING])]
    for row in rows:
        cells = [cell for cell in row.children if _part(cell) in _CELLS]
        if len(cells) > 1 and (all(_part(cell) == "th" for cell in cells) or _is_head(row)):
            yield [_said(cell) for cell in cells]


def _is_head(row: Node) -> bool:
    return row.parent is not None and row.parent.name == "thead"


def _said(node: Node) -> str:
    """The words of a label and a line end; "" when they are too many."""
    words, stack, left = "", [node], _LABEL_NODES
    while stack and left and len(words) <= _LABEL_CHARS:
        below = stack.pop()
        left -= 1
        if below.type is NodeType.TEXT and below.text is not None:
            words += below.text.reveal()
        if below.children:
            stack += below.children[::-1]
    words = " ".join(words.split())
    return f"{words}\n" if 0 < len(words) <= _LABEL_CHARS else ""


def is_inline(node: Node) -> bool:
    """Whether a node is a piece of a text rather than a block."""
    return node.type is NodeType.TEXT or node.name in INLINE or ("-" in node.name and node.type is NodeType.ELEMENT)
