"""Serialized nodes to trees and mutations, as JSON text.

The pieces come from ``encode_nodes.py``, masked; here they are only put together. Laws: a node is told once, below what it
hangs in; no piece is looked into; what hangs deeper than a reader can follow is left out. Text and not objects: building them
took longer than all that is decided about a node.
"""

from dataclasses import dataclass, field

from recorder.drafts import Added
from recorder.mirror import Node
from recorder.records import NodeType
from recorder.rrweb import Json, Source, line

# Whoever reads a tree does so by recursion: Python's json ends at 495 levels of nodes (two of its own each), less what called it,
# and a collector refuses the segment; rrweb's player ends somewhere below 10,000. A parser of HTML makes 512.
DEEPEST = 400

_DOCUMENT = NodeType.DOCUMENT  # a name for what is asked at each node
Ends = tuple[str, str]  # a node as JSON, up to its children and from there on; the second is "" where there can be none


@dataclass(slots=True)
class Tree:
    """One document. ``host_id``: its frame, 0 for the page's own; ``pieces``: from its end to its beginning."""

    host_id: int
    node_id: int
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The document as JSON."""
        return "".join(reversed(self.pieces))


class Trees:
    """Nodes as trees, one for each document.

    Additions come parents before children and rightmost sibling first, and so the last piece of a document comes first.
    """

    def __init__(self) -> None:
        self._roots: list[Tree] = []
        # All that the next node may hang in, the inmost last: a node, its two ends, and where it goes.
        self._open: list[tuple[Node, str, str, list[str]]] = []
        self._deep: set[int] = set()  # nodes below which nothing is told
        self.left_out = 0

    def add(self, entry: Added, ends: Ends) -> None:
        """Hangs a node below its parent, which has come before.

        Raises:
            IndexError: it has not.
        """
        node, host, opened = entry.node, entry.host, self._open
        before, after = ends
        if self._deep and host is not None and host.id in self._deep:
            self._deep.add(node.id)
            self.left_out += 1
            return
        if node.type is _DOCUMENT:
            self._roots.append(Tree(host.id if host is not None else 0, node.id))
            pieces = self._roots[-1].pieces
        else:
            inmost, first, last, pieces = opened[-1]
            while inmost is not host:  # what is open below it ends
                opened.pop()
                pieces.append(first)
                inmost, first, last, pieces = opened[-1]
            if pieces[-1] is not last:  # else it is the last child
                pieces.append(",")
        if not after:
            pieces.append(before)
        elif len(opened) < DEEPEST:
            pieces.append(after)
            opened.append((node, before, after, pieces))
        else:
            self._deep.add(node.id)
            pieces.append(before + after)

    def whole(self) -> list[Tree]:
        """The documents, outer ones first."""
        while self._open:
            _, before, _, pieces = self._open.pop()
            pieces.append(before)
        return self._roots


def nothing() -> Json:
    """A mutation in which nothing has changed."""
    return {"source": int(Source.MUTATION), "texts": [], "attributes": [], "removes": []}


def mutation(at_ms: int, told: Json, adds: list[str], more: str = "") -> str:
    """A mutation as an event. ``more``: what is said after the additions."""
    data = line(told).removesuffix("}")
    return f'{{"type":3,"data":{data},"adds":[{",".join(adds)}]{more}}},"timestamp":{at_ms}}}'
