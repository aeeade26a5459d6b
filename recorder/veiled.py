"""Which texts stand in hidden places: they are looked for wherever the page repeats them (``copies.py``).

Hidden are places below ``mask`` and ``exclude``, what moved out of them, and editors whose text is hidden. Laws: a text
counts from the moment at which it is known to be hidden, and goes on to count when it or its mark has gone; of what the
probe does not read, it tells the texts itself (``kept``).
"""

from recorder.drafts import Contexts
from recorder.joined import root_of_unit, units
from recorder.mirror import Mirror, Node
from recorder.policy import EXCLUDED, MASKED, TYPED, Channel, Policy, Treatment
from recorder.records import Raw
from recorder.remembered import Remembered

_CLOSED = EXCLUDED | MASKED
_MOST_BOXED = 500


class Veiled:
    """The hidden places of one page."""

    def __init__(self, policy: Policy, mirror: Mirror, contexts: Contexts, remembered: Remembered) -> None:
        self._policy = policy
        self._mirror = mirror
        self._contexts = contexts
        self._remembered = remembered
        self._any = False  # something is or was marked
        self._boxed: dict[int, list[Raw]] = {}  # by node: the texts that a box was closed over
        self._lifted: list[Node] = []  # nodes whose own marks have ended

    def page(self) -> None:
        """A whole page came."""
        self._lifted = [self._mirror.node(node_id) for node_id in self._boxed if self._mirror.knows(node_id)]
        self._open_lifted()
        self._begin_all()

    def _begin_all(self) -> None:
        for node in self._mirror:
            if node.marks & (_CLOSED | TYPED):
                self.begin(node)

    def begin(self, node: Node) -> None:
        """A mark holds for a node."""
        if node.marks & _CLOSED or self._is_editor(node):
            self._any = True
            if not (node.parent is not None and self._hides(node.parent)):  # else it is told with what is above it
                self._remembered.note_hidden(units(node))

    def came(self, nodes: list[Node]) -> None:
        """Nodes came, or their texts or labels changed."""
        if self._lifted and self._open_lifted():
            self._begin_all()  # what is hidden elsewhere too
        for node in nodes:
            if node.marks & (_CLOSED | TYPED):
                self.begin(node)
        if not self._any:
            return
        covered: set[int] = set()
        for node in nodes:  # parents before children
            if self._hides(node):
                if node.parent is None or node.parent.id not in covered:
                    root = root_of_unit(node, self._hides)
                    if root.id not in covered:
                        covered.add(root.id)
                        self._remembered.note_hidden(units(root))
                covered.add(node.id)

    def ends(self, node: Node) -> None:
        """A node is no editor any more: what stands there was not seen while it was one."""
        if self._policy.decide(Channel.TEXT, TYPED) is not Treatment.SHOW:
            self._remembered.note_hidden(units(node))

    def closes(self, node: Node) -> None:
        """A node becomes a box: what is known of its texts is about to be forgotten."""
        texts = self._boxed[node.id] = list(units(node))
        self._remembered.note_hidden(texts)
        if len(self._boxed) > _MOST_BOXED:
            del self._boxed[next(iter(self._boxed))]

    def lift(self, node: Node) -> None:
        """The mark of a node ended, on the page: what stands there, and stood there when it closed, is no secret any more."""
        self._lifted.append(node)

    def _open_lifted(self) -> bool:
        opened = [node for node in self._lifted if not self._hides(node)]
        self._lifted = []
        for node in opened:
            self._remembered.forget_hidden([*units(node), *self._boxed.pop(node.id, [])])
        return bool(opened)

    def opens(self, node: Node, texts: list[Raw]) -> None:
        """The mark of a node was taken back by whoever had set it. ``texts``: the same as the probe reads them."""
        if not self._hides(node):
            self._remembered.forget_hidden([*units(node), *texts, *self._boxed.pop(node.id, [])])
            self._remembered.forget_hidden(texts, is_kept=True)  # the probe tells again of the boxes that are left
            self._begin_all()

    def _hides(self, node: Node) -> int:
        """Whether a mark hides the texts of a node: not only that nobody knows yet whether it repeats something."""
        self._contexts.of(node)
        typed = node.context & TYPED and self._policy.decide(Channel.TEXT, node.context) is not Treatment.SHOW
        return node.context & _CLOSED or (TYPED if typed else 0)

    def _is_editor(self, node: Node) -> bool:
        return "contenteditable" in node.attributes and self._hides(node) > 0
