"""What an element shows beside its attributes, said so that rrweb's player shows it: what is on top, canvases, chosen options.

Laws: as in ``encode.py``; what is chosen is told only where the policy shows states. The player knows no popovers, and no canvas
in a page whose scripts are off: an open popover leaves with the display it has and an attribute of ours, to which selectors with
``:popover-open`` are turned (``css_selectors.py``); a canvas leaves as an empty picture of its size.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from recorder.css_selectors import ON_TOP
from recorder.mask import Mask
from recorder.mirror import Node, ancestors
from recorder.records import TOP, NodeType, Raw
from recorder.rrweb import Json


def states(mask: Mask, tag: str, raw: dict[str, Raw], names: Collection[str], style: Any) -> Json:
    """Attributes that say so. ``names``: which of ``raw`` came or changed; ``style``: the element's own, in its safe form."""
    if tag == "dialog":
        if TOP in raw:
            return {"rr_open_mode": mask.own_word("modal")}
        return {"rr_open_mode": mask.own_word("non-modal")} if TOP in names else {}
    if TOP in raw:
        return {ON_TOP: mask.own_word(""), "style": mask.join_styles(style, mask.on_top(raw[TOP]))}
    if TOP in names:
        return {ON_TOP: None, "style": style}
    if tag == "canvas" and (not names or not {"width", "height", "style"}.isdisjoint(names)):
        return {"style": mask.join_styles(mask.canvas(raw), style)}
    return {}


def may_have_states(tag: str, raw: dict[str, Raw], names: Collection[str]) -> bool:
    """Whether ``states`` has something to say: most elements have none."""
    return tag in ("dialog", "canvas") or TOP in raw or TOP in names


def options(select: Node) -> Iterator[Node]:
    """The options of a list, in document order; not those of a list inside it, which a script may have put there."""
    stack = list(reversed(select.children))
    while stack:
        node = stack.pop()
        if node.type is NodeType.ELEMENT and node.name == "option":
            yield node
        if node.name != "select":
            stack.extend(reversed(node.children))


def note_choice(select: Node) -> tuple[tuple[Node, bool], ...]:
    """Notes in the options of a list which of them are chosen; gives those of which something else was known.

    Each option knows it, not its place, so that options may come, go and move.
    """
    if select.state is None or select.state[0] is None:
        return ()
    places, changes = _places(select.state[0]), []
    for place, option in enumerate(options(select)):
        was = option.state[1] if option.state is not None else "selected" in option.attributes
        if (place in places) != was:
            changes.append((option, place in places))
        option.state = (None, place in places)
    return tuple(changes)


def list_of(option: Node) -> Node | None:
    """The list that an option belongs to."""
    return next((above for above in ancestors(option.parent) if above.name == "select"), None)


def chosen(mask: Mask, changes: Iterable[tuple[Node, bool]]) -> list[Json]:
    """Changes of attributes that say which options of a list are chosen."""
    said = [(option, mask.own_word("") if is_chosen else None) for option, is_chosen in changes if option.shown]
    return [{"id": option.id, "attributes": {"selected": word}} for option, word in said]


def _places(state: Raw) -> set[int]:
    said = state.reveal().split(",")
    return {int(place) for place in said if place.isascii() and place.isdigit()}
