"""Drafts of style sheets to rrweb events: adopted sheets, and rules that scripts insert, change and delete.

Laws: as in ``encode.py``; a sheet is told by its most open root; a rule that is hidden leaves an empty one in its place, so
that the player counts rules as the page does.
"""

import itertools
from collections.abc import Iterable, Iterator

from recorder.adopted import Adopted, Sheet
from recorder.drafts import Added, Contexts, Draft, Touched
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Mirror, Node
from recorder.policy import EXCLUDED
from recorder.records import NodeType, Raw
from recorder.rrweb import Json, Source, incremental


class StyleEncoder:
    """Words drafts of style sheets, with the marks that hold now."""

    def __init__(self, mirror: Mirror, adopted: Adopted, contexts: Contexts, mask: Mask, ledger: Ledger) -> None:
        self._mirror = mirror
        self._adopted = adopted
        self._contexts = contexts
        self._mask = mask
        self._ledger = ledger
        self._dressed: set[int] = set()  # frames whose document had adopted sheets once

    def again(self, draft: Draft, entry: Added) -> Iterator[Json]:
        """What scripts did to the styles of a node that the player builds anew."""
        node = entry.node
        if entry.rules and not self._contexts.of(node) & EXCLUDED:
            yield from self._events(draft, {"id": node.id}, entry.rules, self._contexts.of(node))
        root = node if node.type is NodeType.DOCUMENT else node.shadow
        sheets = [sheet for sheet in self._adopted.of(root) if sheet.told_in not in (None, draft)]
        if root is not None and sheets and not self._contexts.of(root) & EXCLUDED:
            data = self._adoption(root, sheets)
            if self._mirror.document_of(root) is not self._mirror.root:
                # A frame's document built anew takes none of the sheets made for the one before: the player would stop.
                data["styles"] = [self._style(sheet, sheet.text, self._contexts.of(root)) for sheet in sheets]
            yield incremental(draft.at_ms, Source.ADOPTED_STYLE_SHEET, data)
        elif entry.host is not None and node.type is NodeType.DOCUMENT and entry.host.id in self._dressed:
            # The player puts the next document into the same window, where the sheets of the one before would stay.
            yield incremental(draft.at_ms, Source.ADOPTED_STYLE_SHEET, self._adoption(node, []))

    def adopted(self, draft: Draft) -> Iterator[Json]:
        entry = draft.touched[0]
        context = self._context(entry)
        if context & EXCLUDED:
            self._ledger.drop("excluded")
            return
        self._mask.addresses.stand_at(self._mirror, entry.node)
        sheets, texts, again = entry.data
        styles: list[Json] = []
        for sheet, text in zip(sheets, texts, strict=True):
            if sheet.told_in in (None, draft) or sheet in again:
                sheet.told_in = draft
                styles.append(self._style(sheet, text, context))
        data = self._adoption(entry.node, sheets) | {"styles": styles}
        yield incremental(draft.at_ms, Source.ADOPTED_STYLE_SHEET, data)

    def adopted_text(self, draft: Draft) -> Iterator[Json]:
        """An adopted sheet has other rules: it is adopted anew, for the player loses changes of sheets when it jumps."""
        sheet, text = draft.data
        styles: list[Json] | None = None
        for root in sheet.roots:
            context = self._contexts.of(root)
            if context & EXCLUDED:
                continue
            self._mask.addresses.stand_at(self._mirror, root)
            data = self._adoption(root, self._adopted.of(root))
            data["styles"] = [self._style(sheet, text, context)] if styles is None else []
            styles = data["styles"]
            yield incremental(draft.at_ms, Source.ADOPTED_STYLE_SHEET, data)

    def _adoption(self, root: Node, sheets: list[Sheet]) -> Json:
        if sheets and root.type is NodeType.DOCUMENT and root.parent is not None:
            self._dressed.add(root.parent.id)
        return {"id": _player_id(root), "styleIds": [sheet.id for sheet in sheets]}

    def _style(self, sheet: Sheet, text: Raw, context: int) -> Json:
        rules = [{"rule": rule, "index": index} for index, rule in enumerate(self._mask.rules(text, context))]
        return {"styleId": sheet.id, "rules": rules}

    def rules(self, draft: Draft) -> Iterator[Json]:
        entry = draft.touched[0]
        context = self._context(entry)
        if context & EXCLUDED:
            self._ledger.drop("excluded")
            return
        self._mask.addresses.stand_at(self._mirror, entry.node)
        yield from self._events(draft, {"id": entry.node.id}, entry.data[0], context)

    def _events(self, draft: Draft, sheet: Json, changed: Iterable[tuple[int, Raw | None]], context: int) -> Iterator[Json]:
        """Inserted and deleted rules, in their order: the player does all insertions of an event before its deletions."""
        for is_deletion, group in itertools.groupby(changed, key=lambda rule: rule[1] is None):
            if is_deletion:
                said: Json = {"removes": [{"index": index} for index, _ in group]}
            else:
                said = {"adds": [{"rule": self._mask.rule(text or Raw(""), context), "index": index} for index, text in group]}
            yield incremental(draft.at_ms, Source.STYLE_SHEET_RULE, sheet | said)

    def _context(self, entry: Touched) -> int:
        return self._contexts.of(entry.node) | entry.least


def _player_id(root: Node) -> int:
    """By what the player knows a document or shadow root: a shadow root has no id of its own there."""
    return root.parent.id if root.type is NodeType.SHADOW and root.parent is not None else root.id
