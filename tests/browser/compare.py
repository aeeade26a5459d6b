"""Compares a live page with its replay, node by node; a difference is told as the path of the first wrong node.

Laws: same nodes in the same order with the same tag and namespace; texts empty, blank or of words in both; shadow roots and
frames' documents in both; attributes that say structure in both with the same value;
an excluded element is an empty box of the same size.
What masking changes on purpose (words, addresses, ids, labels) is not compared.
"""

from collections.abc import Iterator
from typing import Any

from recorder.looks import without_choice

Node = dict[str, Any]

# Both must have them, with the same value. Their names and values are structure, which no preset hides.
STRUCTURE = """type role dir colspan rowspan span tabindex size rows cols viewBox d points r cx cy x y x1 y1 x2 y2 rx ry
    width height transform scope""".split()
FLAGS = "hidden disabled readonly required multiple open reversed inert".split()

# Written differently by the replayer: it turns scripts off, and style sheets into style elements.
ALIKE = {"script": "noscript", "link": "style"}

# rrweb's player knows no other namespaces than HTML's and SVG's, whoever recorded: what lies in this one becomes HTML.
MATHML = "http://www.w3.org/1998/Math/MathML"

BOX_PX = 1.0


def difference(live: list[Node], replayed: list[Node]) -> str | None:
    """Where the replay is wrong first; None if it is right."""
    return next(differences(live, replayed), None)


def differences(live: list[Node], replayed: list[Node], path: str = "") -> Iterator[str]:
    """Every place where the replay is wrong; below a wrong node nothing is compared."""
    for at, (ours, theirs) in enumerate(zip(live, replayed, strict=False)):
        yield from _node(ours, theirs, f"{path}/{name(ours)}[{at}]")
    if len(live) != len(replayed):
        shown, expected = [name(node) for node in replayed], [name(node) for node in live]
        yield f"{path or '/'}: {len(replayed)} nodes, should be {len(live)}: {shown} instead of {expected}"


def part(nodes: list[Node], way: list[int]) -> list[Node]:
    """The node at the end of a way of child indexes, as a list of one; empty if there is none."""
    for at in way[:-1]:
        nodes = nodes[at].get("children", []) if at < len(nodes) else []
    return nodes[way[-1] : way[-1] + 1]


def way_to(nodes: list[Node], wanted_id: str) -> list[int]:
    """Child indexes that lead to the element with this id; empty if it is not there."""
    for at, node in enumerate(nodes):
        if node.get("attributes", {}).get("id") == wanted_id:
            return [at]
        if below := way_to(node.get("children", []), wanted_id):
            return [at, *below]
    return []


def name(node: Node) -> str:
    """What a node is called in a path."""
    return str(node["tag"] if node["kind"] == "element" else node["kind"])


def _node(ours: Node, theirs: Node, here: str) -> Iterator[str]:
    if ours["kind"] != theirs["kind"]:
        yield f"{here}: is {name(theirs)}"
    elif ours["kind"] == "element":
        wrong = _element(ours, theirs)
        if wrong:
            yield f"{here}: {wrong}"
        elif not _is_box(ours):
            yield from differences(ours.get("shadow", []), theirs.get("shadow", []), f"{here}/#shadow")
            if "frame" in ours:  # none of another origin: the player shows a blank page there
                yield from differences(ours["frame"], _frame(ours, theirs), f"{here}/#frame")
            yield from differences(ours["children"], theirs["children"], here)
    elif any(theirs.get(key) != value for key, value in ours.items() if key != "said"):
        yield f"{here}: is {theirs}, should be {ours}"
    elif "said" in ours and theirs.get("said") != ours["said"] and not is_hidden(theirs.get("said", "")):
        yield f"{here}: says {theirs.get('said')!r}, should say {ours['said']!r}"


def is_hidden(text: str) -> bool:
    """Whether a text is what stands for a hidden one."""
    return set(text) <= set("x\u00d7 \n")


def _frame(ours: Node, theirs: Node) -> list[Node]:
    """A frame's document in the replay. The replayer gets into the old mode by a doctype that the page does not have."""
    shown: list[Node] = theirs.get("frame", [])
    has_own = any(node["kind"] == "doctype" for node in ours.get("frame", []))
    return shown if has_own else [node for node in shown if node["kind"] != "doctype"]


def _is_pressed(ours: Node) -> bool:
    return ours["tag"] in ("a", "area", "button") or not {"role", "tabindex"}.isdisjoint(ours["attributes"])


def _is_box(ours: Node) -> bool:
    return bool(ours["attributes"].get("data-velo") == "exclude")


def _element(ours: Node, theirs: Node) -> str | None:
    if _is_box(ours):
        return _box(ours, theirs)
    if not _same_tag(ours["tag"], theirs["tag"]):
        return f"is <{theirs['tag']}>"
    if ours["namespace"] != theirs["namespace"] and ours["namespace"] != MATHML:
        return f"is in {theirs['namespace']}, should be in {ours['namespace']}"
    if ("shadow" in ours) != ("shadow" in theirs):
        return f"has {'a' if 'shadow' in theirs else 'no'} shadow root"
    for key in ("rules", "adopted", "shows", "state"):
        hides = key == "state" and isinstance(theirs.get(key), str) and is_hidden(theirs[key])
        if key in ours and ours[key] != theirs.get(key) and not hides and not (key == "shows" and key not in theirs):
            return f"{key} is {theirs.get(key)}, should be {ours.get(key)}"
    if "mode" in ours and "mode" in theirs and ours["mode"] != theirs["mode"]:
        return f"mode is {theirs.get('mode')}, should be {ours.get('mode')}"
    if bool(ours.get("text")) != bool(theirs.get("text")):
        return f"text is {theirs.get('text')}, should be {ours.get('text')}"
    if ours["tag"] == "link":  # a style element there
        ours = ours | {"attributes": {name: value for name, value in ours["attributes"].items() if name != "disabled"}}
    if ours.get("closed") and _is_pressed(ours):
        return None  # how a button below a mark changes is not told: it would tell that it was pressed
    if ours.get("closed") and "class" in ours["attributes"]:
        plain = without_choice(ours["tag"], ours["attributes"]["class"])
        ours = ours | {"attributes": ours["attributes"] | {"class": plain}}
    return _attributes(ours["attributes"], theirs["attributes"])


def _box(ours: Node, theirs: Node) -> str | None:
    if theirs["children"] or theirs.get("shadow"):
        return f"excluded, and shows {[name(node) for node in theirs['children']]}"
    if not ours["size"] or not theirs["size"]:
        return None
    off = [abs(a - b) for a, b in zip(ours["size"], theirs["size"], strict=True)]
    return f"box of {theirs['size']} px, should be {ours['size']}" if max(off) > BOX_PX else None


def _same_tag(ours: str, theirs: str) -> bool:
    if "-" in ours:
        return "-" in theirs  # the name of a custom element may be hidden, not that it is one
    return ALIKE.get(ours, ours) == ALIKE.get(theirs, theirs)


def _attributes(ours: dict[str, str], theirs: dict[str, str]) -> str | None:
    for key in STRUCTURE:
        if ours.get(key) != theirs.get(key) and not (key in ("width", "height") and key not in ours):
            return f"{key} is {theirs.get(key)!r}, should be {ours.get(key)!r}"
    for key in FLAGS:
        if (key in ours) != (key in theirs):
            return f"{key} is {'set' if key in theirs else 'not set'}"
    lost = [word for word in ours.get("class", "").split() if word not in theirs.get("class", "").split()]
    return f"class has lost {lost}" if lost else None
