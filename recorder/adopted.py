"""Style sheets that no element owns: a script made them, documents and shadow roots adopted them.

One sheet may be adopted by many roots; its text is told to the player once, with the first adoption that leaves. Laws: a sheet
whose every root is excluded is not told; what a draft told, the same draft tells again when it is worded anew.
"""

from dataclasses import dataclass, field

from recorder.drafts import Draft
from recorder.mirror import Mirror, Node
from recorder.records import Raw


@dataclass(slots=True, eq=False)
class Sheet:
    """An adopted sheet. ``told_in``: the draft that brought its text to the player; ``teller``: the id of the root that did."""

    id: int
    text: Raw
    teller: int
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
            self._sheets[sheet_id] = Sheet(sheet_id, text, root.id)
        for sheet in self._of.get(root.id, []):
            sheet.roots = [other for other in sheet.roots if other is not root]
        sheets = [self._sheets[sheet_id] for sheet_id in sheet_ids if sheet_id in self._sheets]
        for sheet in sheets:
            sheet.roots.append(root)
        self._of[root.id] = sheets
        return sheets

    def taken_over(self, root: Node) -> tuple[Sheet, ...]:
        """Of what a root has adopted, the sheets told with a root that no longer has them: they are told with this one."""
        sheets = tuple(sheet for sheet in self.of(root) if all(sheet.teller != one.id for one in sheet.roots))
        for sheet in sheets:
            sheet.teller = root.id
        return sheets

    def bereft(self, mirror: Mirror) -> list[Sheet]:
        """Sheets that others have still, though the root is gone with which they were told.

        A player that jumps passes over what was told of a root that is gone by then; so these are to be told anew, with another.
        """
        found = []
        for root_id in [root_id for root_id in self._of if not mirror.knows(root_id)]:
            for sheet in self._of.pop(root_id):
                sheet.roots = [root for root in sheet.roots if root.id != root_id]
                if sheet.teller == root_id and sheet.roots:
                    sheet.teller = sheet.roots[0].id
                    found.append(sheet)
        return found

    def sheet(self, sheet_id: int) -> Sheet | None:
        """The adopted sheet with this id."""
        return self._sheets.get(sheet_id)

    def of(self, root: Node | None) -> list[Sheet]:
        """What a root has adopted."""
        return self._of.get(root.id, []) if root is not None and self._of else []
