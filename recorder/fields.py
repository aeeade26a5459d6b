"""What an element is as a field, by its tag and type, whether its value could still become something personal, and whether it
holds one thing together with others in a row.

Laws: a type is read as browsers read it, without space around it and in any case; a type that no browser knows is a text field.
"""

import re

from recorder.attributes import BUTTONS, CHOICES
from recorder.mirror import Node, State
from recorder.records import Raw

_NO_TEXT = frozenset((*BUTTONS, *CHOICES, "hidden", "file", "range", "color"))
_ROW = 3  # small fields in a row hold one thing
_LEVELS = 4  # boxes above a small field in which the others are looked for
_APART = 8  # nodes between two fields of a row
_MOST_IN_ROW = 200  # nodes looked at


def type_of(raw: dict[str, Raw]) -> str:
    """The type that an element's attributes name; "": none."""
    return raw["type"].reveal().strip().lower() if "type" in raw else ""


def is_slider(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a field whose value is seen, but not as text."""
    return tag == "input" and type_of(raw) in ("range", "color")


def is_choice(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a box to tick or a choice to make: it has a state, and no text of its own."""
    return tag == "input" and type_of(raw) in CHOICES


def has_text_value(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a field whose value is seen as text."""
    return tag == "textarea" or (tag == "input" and type_of(raw) not in _NO_TEXT)


def is_written(tag: str, raw: dict[str, Raw], state: State) -> bool:
    """Whether a field holds text."""
    return has_text_value(tag, raw) and state[0] is not None and bool(state[0].reveal())


def whole_words(state: State) -> State:
    """What a field holds without the word at its end, which is not known yet for what it will be."""
    return (None if state[0] is None else Raw(re.sub(r"\S+\Z", "", state[0].reveal()))), state[1]


def is_unfinished(state: State, raw: dict[str, Raw], digits: int = 1) -> bool:
    """Whether a value could be the first part of something personal: only when a field is left one can tell.

    ``digits``: with so many it could be a number of somebody's.
    """
    value = state[0].reveal() if state[0] is not None else ""
    return bool(value) and (type_of(raw) in ("email", "tel") or "@" in value or sum(map(str.isdigit, value)) >= digits)


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
    said = [node.attributes[name].reveal().strip() for name in ("maxlength", "size") if name in node.attributes]
    return node.name == "input" and any(letters in ("1", "2", "3", "4", "5", "6") for letters in said)
