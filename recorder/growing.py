"""Text that grows at its end: what stands there last is not known yet for what it will be.

An answer that comes word by word leaves in segments, and ``joe.sec`` is nothing to hide. So while a block grows, its last words
are worded hidden; they are told as they stand once it has not grown for a while, or when all is asked for. Laws:

- a block grows when what it says now begins with all that it said before, whether its text was changed, pieces were added at its
  end or all of it was written anew; a block that comes is no growth of what it stands in, nor is the same text again;
- of what was written anew on the way, it is known what became of it, so that it is read with what came after;
- what was hidden for this alone is owed as long as its node is in the page.
"""

import re
from collections.abc import Iterator

from recorder.beside import is_inline
from recorder.drafts import Added, Draft, Touched
from recorder.joined import Joined, Piece, container_of, pieces_backwards
from recorder.mirror import Mirror, Node
from recorder.policy import MASKED
from recorder.records import NodeType, Raw

_PAUSE_MS = 2_000  # what has not grown for so long is whole
_LAST_CHARS = 40  # of a block that grows: longer than the first part of anything that is not known for what it is
_LONGEST_WORD = 40
_MOST_AFTER = 3  # characters behind the place where a block grows: a caret that the page draws
_MOST_ADDED = 2_000  # nodes: what brings more is another view
_MOST_GROWN = 100  # texts at once: what changes more is a table


class Growing:
    """The blocks of one page that grow, and what is owed of them."""

    def __init__(self, mirror: Mirror, joined: Joined) -> None:
        self._mirror = mirror
        self._joined = joined
        self._blocks: dict[int, tuple[Node, int]] = {}  # by id: and when it grew last
        self._owed: dict[int, Node] = {}
        self._ends: dict[int, int] = {}  # text nodes at the ends of those, by id: from where on each is held back
        self._lengths: dict[int, int] = {}  # of the ends, by block
        self._version = -1

    def note(self, draft: Draft) -> None:
        """Looks which blocks have grown with a draft."""
        grown = [touched.node for touched in draft.touched if touched.kind == "text" and _goes_on(*touched.data)]
        for node in grown if len(grown) <= _MOST_GROWN else ():
            self._grow(node, draft.at_ms)
        if draft.adds and len(draft.adds) + len(draft.removes) <= _MOST_ADDED:
            self._note_added(draft)

    def _note_added(self, draft: Draft) -> None:
        moved = {node.id for node, _ in draft.removes if self._mirror.knows(node.id)}
        gone: dict[int, list[Node]] = {}
        for node, parent in draft.removes:
            if node.id not in moved:
                gone.setdefault(parent.id, []).append(node)
        for parent_id, came in _came(draft.adds, moved).items():
            self._compare(gone.get(parent_id, []), came, draft.at_ms)

    def _compare(self, gone: list[Node], came: list[Node], at_ms: int) -> None:
        """What went from one parent and what came to it, each in order."""
        before, now = _texts(gone), _texts(came if gone else [node for node in came if is_inline(node)])
        said = "".join(text for _, text in before)
        says = "".join(text for _, text in now)
        if not said.strip():
            if _has_words(says) and self._has_words_before(now[0][0]):
                self._grow(now[-1][0], at_ms)
        elif says.startswith(said):
            self._mirror.became.update(_pairs(before, now))
            if _has_words(says[len(said) :]):
                self._grow(now[-1][0], at_ms)
                self._grow(_piece_at(now, len(said)), at_ms)
        elif any(self._is_growing(node) for node, _ in before):
            for node, _ in before:
                node.closed |= MASKED  # nobody knows what became of it, and it was not whole
            if says.strip():
                self._grow(now[-1][0], at_ms)

    def _is_growing(self, node: Node) -> bool:
        container = container_of(node)
        return container is not None and container.id in self._blocks

    def _has_words_before(self, node: Node) -> bool:
        """Whether a block said something already before this piece came to it."""
        container = container_of(node)
        is_before = False
        for piece, text in pieces_backwards(container) if container is not None else ():
            if is_before and text.strip():
                return True
            is_before = is_before or piece is node
        return False

    def _grow(self, node: Node, at_ms: int) -> None:
        """A block has grown at this piece, if that is its end."""
        container = container_of(node)
        after = 0
        for piece, text in pieces_backwards(container) if container is not None else ():
            if piece is node and container is not None:
                self._blocks[container.id] = container, at_ms
                self._version = -1
            after += len(text.strip())
            if piece is node or after > _MOST_AFTER:
                return

    def held_from(self, node: Node, text: str) -> int:
        """From which character on a text is held back, if it is shown; what it is cut off at is owed."""
        if not self._blocks and self._mirror.knows(node.id):
            return len(text)  # most texts
        start = self._held_from(node, text)
        if start < len(text) and self._mirror.knows(node.id):
            self._owed[node.id] = node
        return start

    def holds(self, node: Node) -> bool:
        """Whether a text is held back in part, so that an offset in it would tell of what is."""
        text = node.text.reveal() if node.text is not None and self._blocks else ""
        return bool(text) and self._held_from(node, text) < len(text)

    def _held_from(self, node: Node, text: str) -> int:
        if self._version != self._mirror.version:
            self._find_ends()
        now, offset = self._mirror.now(node)
        if now is node and node.id not in self._ends:
            return len(text)
        if now is not node and now.closed:
            return 0
        container = container_of(now)
        if container is None or container.id not in self._lengths:
            return len(text)
        if now is node and node.text is not None and node.text.reveal().startswith(text):
            return min(self._ends[node.id], len(text))
        held = self._lengths[container.id] - self._joined.left(now, offset + len(text))  # written anew since, or gone
        return len(text) - min(len(text), max(0, held))

    def _find_ends(self) -> None:
        self._ends, self._lengths, self._version = {}, {}, self._mirror.version
        for container, _ in self._blocks.values():
            pieces, length = list[Piece](), 0
            for piece in pieces_backwards(container):
                pieces.append(piece)
                length += len(piece[1])
                if length >= _LAST_CHARS + _LONGEST_WORD:
                    break
            pieces.reverse()
            start = _first_word("".join(text for _, text in pieces))
            self._lengths[container.id] = length - start
            for node, text in pieces:
                if start < len(text) and node.type is NodeType.TEXT:
                    self._ends[node.id] = max(0, start)
                start -= len(text)

    @property
    def owes(self) -> bool:
        """Whether something was held back that is not told yet."""
        return bool(self._owed)

    def settle(self, now_ms: int, everything: bool) -> list[Touched]:
        """What is to be told now of what was held back: what does not grow any more, and what is no end of a block any more."""
        # Those that went, too: what they said last is on its way, and was not whole.
        grown = {} if everything else self._blocks
        self._blocks = {key: each for key, each in grown.items() if 0 <= now_ms - each[1] < _PAUSE_MS}
        self._find_ends()
        free = [node for node in self._owed.values() if node.id not in self._ends]
        self._owed = {key: node for key, node in self._owed.items() if key in self._ends}
        return [Touched(node, "text", (node.text, None)) for node in free if self._mirror.knows(node.id)]


def _goes_on(now: Raw, before: Raw | None) -> bool:
    """Whether a text begins with all that stood there before."""
    if before is None:
        return False
    said, says = before.reveal(), now.reveal()
    return bool(said.strip()) and says.startswith(said) and _has_words(says[len(said) :])


def _has_words(text: str) -> bool:
    """Whether it is more than space, dots and the like: a page that waits draws those."""
    return any(map(str.isalnum, text))


def _came(adds: list[Added], moved: set[int]) -> dict[int, list[Node]]:
    """What came to parents that stood there before, by their ids; additions come rightmost first."""
    added = {entry.node.id for entry in adds}
    came: dict[int, list[Node]] = {}
    for entry in reversed(adds):
        node = entry.node
        if node.parent is not None and node.parent.id not in added and node.id not in moved:
            came.setdefault(node.parent.id, []).append(node)
    return came


def _texts(nodes: list[Node]) -> list[Piece]:
    """The texts of nodes, as they stand there."""
    texts: list[Piece] = []
    stack = nodes[::-1]
    while stack and len(texts) < _MOST_ADDED:
        node = stack.pop()
        if node.type is NodeType.TEXT and node.text is not None:
            texts.append((node, node.text.reveal()))
        stack.extend(reversed(node.children))
    return texts


def _pairs(before: list[Piece], now: list[Piece]) -> Iterator[tuple[Node, tuple[Node, int]]]:
    """Pieces of a text, and in which piece of the one that begins with it each of them begins, and where there."""
    left, begin = iter(now), 0  # begin: of a piece, counted from where the next one of before begins
    node, length = None, 0
    for gone, text in before:
        while node is None or begin + length <= 0:
            begin += length
            piece = next(left, None)
            if piece is None:
                return
            node, length = piece[0], len(piece[1])
        yield gone, (node, -begin)
        begin -= len(text)


def _piece_at(texts: list[Piece], place: int) -> Node:
    """The piece in which a character stands."""
    at = 0
    while place >= len(texts[at][1]):
        place -= len(texts[at][1])
        at += 1
    return texts[at][0]


def _first_word(text: str) -> int:
    """Where in a text its last words begin; in one without spaces, its last characters."""
    start = max(0, len(text) - _LAST_CHARS)
    word = re.search(r"\S*\Z", text[:start])
    return word.start() if word is not None and text[start : start + 1].strip() else start
