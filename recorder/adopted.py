"""Style sheets that no element owns: a script made them, documents and shadow roots adopted them.

One sheet may be adopted by many roots; its text is told to the player once, with the first adoption that leaves. Laws: a sheet
whose every root is excluded is not told; what a draft told, the same draft tells again when it is worded anew.
"""

from dataclasses import dataclass, field

from recorder.drafts import Draft
from recorder.mirror import Node
from recorder.records import Raw


@dataclass(slots=True)
class Sheet:
    """An adopted sheet. ``told_in``: the draft that brought its text to the player."""

    id: int
    text: Raw
    roots: list[Node] = field(default_factory=list)
    told_in: Draft | None = None


class Adopted:
    """The adopted sheets of a page, and which root has adopted which."""

    def __init__(self) -> None:
        self._sheets: dict[int, Sheet] = {}
        self._of: dict[int, list[Sheet]] = {}

    def clear(self) -> None:
        """A fresh tree comes, with all sheets."""
        self._sheets, self._of = {}, {}

    def adopt(self, root: Node, sheet_ids: list[int], texts: dict[int, Raw]) -> list[Sheet]:
        """Notes what a root has adopted; sheets that are not known are left out."""
        for sheet_id, text in texts.items():
            self._sheets[sheet_id] = Sheet(sheet_id, text)
        for sheet in self._of.get(root.id, []):
            sheet.roots = [other for other in sheet.roots if other is not root]
        sheets = [self._sheets[sheet_id] for sheet_id in sheet_ids if sheet_id in self._sheets]
        for sheet in sheets:
            sheet.roots.append(root)
        self._of[root.id] = sheets
        return sheets

    def sheet(self, sheet_id: int) -> Sheet | None:
        """The adopted sheet with this id."""
        return self._sheets.get(sheet_id)

    def of(self, root: Node | None) -> list[Sheet]:
        """What a root has adopted."""
        return self._of.get(root.id, []) if root is not None and self._of else []
