"""What an element shows beside its attributes, said so that rrweb's player shows it: what is on top, canvases, chosen options.

Laws: as in ``encode.py``; what is chosen is told only where the policy shows states. The player knows no popovers, and no canvas
in a page whose scripts are off: an open popover leaves with the display it has and an attribute of ours, to which selectors with
``:popover-open`` are turned (``css_selectors.py``); a canvas leaves as an empty picture of its size.
"""

from collections.abc import Collection, Iterator
from typing import Any

from recorder.css_selectors import ON_TOP
from recorder.mask import Mask
from recorder.mirror import Node
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
    """The options of a list, in document order."""
    stack = list(reversed(select.children))
    while stack:
        node = stack.pop()
        if node.type is NodeType.ELEMENT and node.name == "option":
            yield node
        stack.extend(reversed(node.children))


def chosen(mask: Mask, select: Node, state: Raw | None, before: Raw | None) -> list[Json]:
    """Changes of attributes that say which options of a list are chosen: ``state`` and ``before`` are their places."""
    places, known = _places(state), _places(before)
    changes = []
    for place, option in enumerate(options(select)):
        was = place in known or (before is None and "selected" in option.attributes)
        if (place in places) != was:
            changes.append({"id": option.id, "attributes": {"selected": mask.own_word("") if place in places else None}})
    return changes


def _places(state: Raw | None) -> set[int]:
    said = state.reveal().split(",") if state is not None else []
    return {int(place) for place in said if place.isascii() and place.isdigit()}
