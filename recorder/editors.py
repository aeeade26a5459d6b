"""Which places to write in are on the floor, though they are no fields: an editor named "Password", a text box of the page's own.

The probe asks the floor of fields only. An editor is asked here, by the same words: its attributes, what names it
(``aria-labelledby``, ``aria-describedby``), and the words just before it. Law: such an editor is masked, whatever the options,
and stays so.
"""

from collections.abc import Iterator

from recorder import floor
from recorder.attributes import FIELDS
from recorder.mirror import Node, ancestors
from recorder.records import NodeType

_LABEL_CHARS = 60  # what is longer, and not referred to, is no label
_LABEL_NODES = 20
_BESIDE = 4  # nodes before an editor in which its label is looked for
_LEVELS = 3  # boxes around it
_NAMING = ("aria-labelledby", "aria-describedby")


def is_floor(node: Node, raw: dict[str, str]) -> bool:
    """Whether an editor with these attributes holds what is never to be seen."""
    if floor.is_floor(raw) or _looks(raw.get("style", "")):
        return True
    said = raw.get("data-placeholder", "")  # what stands in an editor that is empty
    return any(map(floor.describes_floor, (said, *_named(node, raw), _before(node))))


def _looks(style: str) -> bool:
    found = style.lower().partition(str(floor.LOOK["property"]))[2].lstrip(" :").partition(";")[0].strip()
    return found not in floor.LOOK["harmless"]


def _named(node: Node, raw: dict[str, str]) -> list[str]:
    ids = {name for attribute in _NAMING for name in raw.get(attribute, "").split()}
    if not ids:
        return []
    top = node
    for top in ancestors(node):
        if top.type in (NodeType.SHADOW, NodeType.DOCUMENT):
            break
    return [_words(below) for below in top.below() if "id" in below.attributes and below.attributes["id"].reveal() in ids]


def _before(node: Node) -> str:
    """The words just before an editor, in its own box or in the one before; those before another field are that one's."""
    at = node
    for _ in range(_LEVELS):
        if at.type is NodeType.SHADOW and at.parent is not None:
            at = at.parent  # before a shadow tree stands what is before its host
        if at.parent is None:
            break
        place = at.parent.children.index(at)
        for before in at.parent.children[max(0, place - _BESIDE) : place][::-1]:
            words = _words(before)
            if words or any(map(_is_written, _first(before))):
                return words if len(words) <= _LABEL_CHARS else ""
        at = at.parent
    return ""


def _words(top: Node) -> str:
    """The first words in an element; none where one can write, too."""
    words = ""
    for node in _first(top):
        if _is_written(node):
            return ""
        words += f" {node.text.reveal()}" if node.type is NodeType.TEXT and node.text is not None else ""
    return " ".join(words.split())


def _first(top: Node) -> Iterator[Node]:
    stack, left = [top], _LABEL_NODES
    while stack and left:
        node = stack.pop()
        left -= 1
        yield node
        stack.extend(reversed(node.children))


def _is_written(node: Node) -> bool:
    return node.name in FIELDS or "contenteditable" in node.attributes
