"""Text that grows at its end: what stands there last is not known yet for what it will be.

An answer that comes word by word leaves in segments, and ``joe.sec`` is nothing to hide. So while a block grows, its last words
are worded hidden; they are told as they stand once it has not grown for a while, or when all is asked for. Laws:

- a block grows when what it says now begins with all that it said before, whether its text was changed, pieces were added at its
  end or all of it was written anew, and when its end is taken away; a block that comes is no growth of what it stands in, nor
  are dots, nor the same text again;
- of what was written anew before it was whole, the last words never show;
- what was hidden for this alone is owed as long as its node is in the page.
"""

from collections.abc import Collection

from recorder.beside import is_inline
from recorder.drafts import Added, Draft, Touched
from recorder.joined import AROUND_CHARS, container_of, pieces_backwards
from recorder.mirror import Mirror, Node
from recorder.policy import UNFINISHED
from recorder.records import NodeType, Raw

_PAUSE_MS = 2_000  # what has not grown for so long is whole
_LAST_CHARS = 40  # of a block that grows: longer than the first part of anything that is not known for what it is
_AT_MOST = 80  # of those, from the beginning of a word
_MOST_AFTER = 3  # characters behind the place where a block grows: a caret that the page draws
_MOST_ADDED = 2_000  # nodes: what brings more is another view
_MOST_GROWN = 100  # texts at once: what changes more is a table


class Growing:
    """The blocks of one page that grow, and what is owed of them."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._blocks: dict[int, tuple[Node, int, bool]] = {}  # by id; when it grew last; whether it still says how that went on
        self._owed: dict[int, Node] = {}
        self._ends: dict[int, int] = {}  # text nodes at the ends of those, by id: from where on each is held back
        self._version = -1

    def note(self, draft: Draft) -> None:
        """Looks which blocks have grown with a draft."""
        if draft.is_foreign:
            return  # their own recorder holds back
        texts = [touched for touched in draft.touched if touched.kind == "text"]
        for touched in texts if len(texts) <= _MOST_GROWN else ():
            now, before = touched.data
            self._changes(touched.node, now, before, draft.at_ms)
        if draft.adds and len(draft.adds) + len(draft.removes) <= _MOST_ADDED:
            moved = {node.id for node, _ in draft.removes if self._mirror.knows(node.id)}
            for parent_id, came in _came(draft.adds, moved).items():
                gone = [node for node, parent in draft.removes if parent.id == parent_id and node.id not in moved]
                self._compare(gone, came, draft.at_ms)

    def _changes(self, node: Node, now: Raw, before: Raw | None, at_ms: int) -> None:
        says, said = now.reveal(), "" if before is None else before.reveal()
        longer, shorter = (says, said) if len(says) > len(said) else (said, says)
        if said.strip() and longer.startswith(shorter):
            if any(map(str.isalnum, longer[len(shorter) :])):
                self._grow(node, at_ms)
        elif self._is_growing(node):
            self._grow(node, at_ms, grows=False)

    def _compare(self, gone: list[Node], came: list[Node], at_ms: int) -> None:
        """What went from one parent and what came to it, each in order."""
        before, now = _texts(gone), _texts(came if gone else [node for node in came if is_inline(node)])
        said, says = ("".join(text for _, text in texts) for texts in (before, now))
        is_more = bool(now) and says.startswith(said) and any(map(str.isalnum, says[len(said) :]))
        if not said.strip():
            if is_more:
                self._grow(now[-1][0], at_ms, {node.id for node, _ in now})
        elif is_more or any(self._is_growing(node) for node, _ in before):
            start = 0
            for node, text in before:
                end = start + len(text)
                node.beside = said[max(0, start - AROUND_CHARS) : start], said[end : end + AROUND_CHARS]
                node.closed |= UNFINISHED if len(said) - end < _AT_MOST else 0
                start = end
            if now:
                self._grow(now[-1][0], at_ms)

    def _is_growing(self, node: Node) -> bool:
        container = container_of(node) if self._blocks else None
        return container is not None and container.id in self._blocks

    def _grow(self, node: Node, at_ms: int, came: Collection[int] = (), grows: bool = True) -> None:
        """A block has grown at this piece, if that is its end, and if it said something before the pieces that came."""
        container, after, is_end = container_of(node), 0, False
        for piece, text in pieces_backwards(container):
            is_end = is_end or piece is node
            if is_end and container is not None and (not came or (piece.id not in came and text.strip())):
                self._blocks[container.id] = container, at_ms, grows
                self._version = -1
                return
            after += len(text.strip())
            if not is_end and after > _MOST_AFTER:
                return

    def held_from(self, node: Node, text: str) -> int:
        """From which character on a text is held back, if it is shown; what is, is owed."""
        if node.closed & UNFINISHED:
            return _first_word(text)
        if not self._blocks:
            return len(text)
        if self._version != self._mirror.version:
            self._find_ends()
        start = self._ends.get(node.id)
        if start is None or node.text is None:
            return len(text)
        if not node.text.reveal().startswith(text):
            start = _first_word(text)  # it was written anew since
        if start < len(text):
            self._owed[node.id] = node
        return min(start, len(text))

    def _find_ends(self) -> None:
        self._ends, self._version = {}, self._mirror.version
        for container, _, grows in self._blocks.values():
            pieces: list[tuple[Node, str]] = []
            length = 0
            for piece in pieces_backwards(container):
                pieces.append(piece)
                length += len(piece[1])
                if length >= _AT_MOST:
                    break
            start = _first_word("".join(text for _, text in reversed(pieces))) if grows else length
            for node, text in pieces:
                length -= len(text)
                if node.type is NodeType.TEXT and (start < length + len(text) or not grows):
                    self._ends[node.id] = max(0, start - length)

    @property
    def owes(self) -> bool:
        """Whether something was held back that is not told yet."""
        return bool(self._owed)

    def settle(self, now_ms: int, everything: bool) -> list[Touched]:
        """What is to be told now of what was held back: what does not grow any more, and what is no end of a block any more."""
        # Blocks that went, too: what they said last is on its way, and was not whole.
        grown = {} if everything else self._blocks
        self._blocks = {key: block for key, block in grown.items() if 0 <= now_ms - block[1] < _PAUSE_MS}
        self._find_ends()
        free = [node for node in self._owed.values() if node.id not in self._ends]
        self._owed = {key: node for key, node in self._owed.items() if key in self._ends}
        return [Touched(node, "text", (node.text, None)) for node in free if self._mirror.knows(node.id)]


def _came(adds: list[Added], moved: set[int]) -> dict[int, list[Node]]:
    """What came to parents that stood there before, by their ids; additions come rightmost first."""
    added = {entry.node.id for entry in adds}
    came: dict[int, list[Node]] = {}
    for entry in reversed(adds):
        node = entry.node
        if node.parent is not None and node.parent.id not in added and node.id not in moved:
            came.setdefault(node.parent.id, []).append(node)
    return came


def _texts(nodes: list[Node]) -> list[tuple[Node, str]]:
    """The texts of nodes, as they stand there."""
    texts: list[tuple[Node, str]] = []
    stack = nodes[::-1]
    while stack and len(texts) < _MOST_ADDED:
        node = stack.pop()
        if node.type is NodeType.TEXT and node.text is not None:
            texts.append((node, node.text.reveal()))
        stack.extend(reversed(node.children))
    return texts


def _first_word(text: str) -> int:
    """Where in a text its last words begin, and a word that is too long for one begins anywhere."""
    start = max(0, len(text) - _LAST_CHARS)
    while start and len(text) - start < _AT_MOST and not text[start - 1].isspace():
        start -= 1
    return start
