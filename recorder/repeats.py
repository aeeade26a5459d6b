"""What the gate said already in one wording, so that what a page repeats is decided once.

Laws: a saying is known by all that it was made of (its key); what is the same in all of a wording need not be in the key: the
policy, what was typed, names once given. A wording ends with ``forget``: no mark, typed value or address of later ever meets a
saying of before, and no text of the page stays here. What the ledger noted with a saying counts each time that it is said.
"""

from typing import Any

from recorder.ledger import Ledger, Note

MOST = 4_000  # sayings


class Saying:
    """Something that was said, what the ledger noted with it, and how often it was said again."""

    __slots__ = ("again", "held", "is_none", "notes", "text")

    def __init__(self, text: str | None, notes: list[Note], held: Any) -> None:
        self.text = text or ""
        self.is_none = text is None
        self.notes = notes
        self.held = held  # what is in the key by its id: while it is held, nothing else gets that id
        self.again = 0


class Repeats:
    """The sayings of one wording."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[Any, ...], Saying] = {}
        self.get = self._known.get  # asked at each node

    def __len__(self) -> int:
        return len(self._known)

    def put(self, key: tuple[Any, ...], text: str | None, mark: int, held: Any = None) -> None:
        """Something was said. ``mark``: where the ledger stood before."""
        saying = Saying(text, self._ledger.since(mark), held)
        if len(self._known) >= MOST:
            self.forget()
        self._known[key] = saying

    def forget(self) -> None:
        """The wording ends, or something else begins to hold: what is said next is decided anew."""
        for known in self._known.values():
            if known.again and known.notes:
                self._ledger.repeat(known.notes, known.again)
        self._known.clear()
