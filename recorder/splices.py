"""What came to one parent and went from it, where nobody looked at its other children: there may be thousands.

Law: what does not fit what is known is never guessed: a child that another parent has, a neighbour that is not there, more or
fewer children than the page has are an ``UnknownNode``.
"""

from dataclasses import dataclass

from recorder.errors import UnknownNode
from recorder.mirror import Mirror, Node


@dataclass(slots=True)
class Splice:
    """A record ``splice``, see ``records.py``; ``told``: new nodes among and below what came."""

    parent_id: int
    gone_ids: list[int]
    runs: list[list[int]]
    count: int
    told: list[Node]


@dataclass(slots=True)
class Run:
    """Nodes that came, side by side: how many of those that stay are before them, and which is the next one after them."""

    at: int
    nodes: list[Node]
    right: Node | None


@dataclass(slots=True)
class Spliced:
    """A parent's children after a splice, what went, and what came: from the first to the last."""

    children: list[Node]
    gone: list[Node]
    runs: list[Run]

    @property
    def came(self) -> list[Node]:
        """What hangs there now that did not before, or hung in another place."""
        return [node for run in self.runs for node in run.nodes]


def spliced(mirror: Mirror, parent: Node, splice: Splice, fresh: set[int]) -> Spliced:
    """Puts a parent's children together. ``fresh``: ids of new nodes, which may say already that they hang there.

    Raises:
        UnknownNode: it does not fit.
    """
    gone, leave = mirror.nodes(splice.gone_ids), set(splice.gone_ids)
    stay = [child for child in parent.children if child.id not in leave] if leave else parent.children
    runs = _runs(mirror, stay, splice.runs)
    children: list[Node] = []
    told = 0
    for run in runs:
        children += [*stay[told : run.at], *run.nodes]
        told = run.at
    made = Spliced([*children, *stay[told:]], gone, runs)
    stood = [node for node in made.came if node.parent is parent and node.id not in fresh and node.id not in leave]
    if stood or len(stay) + len(gone) != len(parent.children) or len(made.children) != splice.count:
        raise UnknownNode("a parent that has other children")
    return made


def _runs(mirror: Mirror, stay: list[Node], told: list[list[int]]) -> list[Run]:
    places = {0: 0, stay[-1].id: len(stay)} if stay else {0: 0}
    runs: list[Run] = []
    for left_id, *child_ids in told:
        if left_id not in places:  # most come at either end
            places |= {child.id: at for at, child in enumerate(stay, 1)}
        if left_id not in places:
            raise UnknownNode("a child that its parent does not have")
        at = places[left_id]
        runs.append(Run(at, mirror.nodes(child_ids), stay[at] if at < len(stay) else None))
    return sorted(runs, key=lambda run: run.at)
