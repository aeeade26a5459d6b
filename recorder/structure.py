"""Records of what the page is: trees, lists of children, texts, attributes, marks, boxes and style sheets become drafts.

Laws: the mirror is what the probe told last; all structural records of a batch make one draft; a change of what a node's marks
hide shows the node anew, under the marks that hold then; what was hidden when it was observed stays so.
"""

from collections.abc import Iterable

from recorder import editors
from recorder import policy as rules
from recorder.adopted import Adopted, Sheet
from recorder.attributes import FIELDS, GROWS
from recorder.changes import Change, Report, refresh, rehang
from recorder.drafts import Contexts, Draft, Touched, added, all_added, right_first
from recorder.echo import Echo
from recorder.foreign import FIRST_ID
from recorder.joins import Joins, kept
from recorder.ledger import Ledger
from recorder.mirror import Mirror, Node, ancestors
from recorder.policy import EXCLUDED, MASKED, Policy
from recorder.records import ELEMENTS, Record
from recorder.remembered import Remembered
from recorder.splices import Splice
from recorder.veiled import Veiled
from recorder.waiting import Waiting

_HIDING = EXCLUDED | MASKED | rules.SILENT | rules.FLOORED | rules.TYPED
_MOST_WRITTEN = 200  # nodes: what brings more is the page's doing
_HANGS = frozenset({"children", "splice"})
KINDS = _HANGS | frozenset({"text", "attributes", "marks", "box", "sheet"})


class Structure:
    """One page's tree and its marks."""

    def __init__(
        self,
        policy: Policy,
        ledger: Ledger,
        mirror: Mirror,
        remembered: Remembered,
        adopted: Adopted,
        joins: Joins,
        waiting: Waiting,
        echo: Echo,
    ) -> None:
        self.policy = policy
        self.ledger = ledger
        self.treated: dict[int, int] = {}  # node id to marks that the owner's treatments ask for
        self.marks_version = 0  # grows when a node is closed or opened
        self.contexts = Contexts(mirror)
        self._mirror = mirror
        self._remembered = remembered
        self._adopted = adopted
        self.joins = joins
        self._waiting = waiting
        self._veiled = Veiled(policy, mirror, self.contexts, remembered)
        self._stale: list[Node] = []
        self._ended: list[Node] = []  # editors that are none any more
        self._echo = echo

    def on_tree(self, record: Record) -> None:
        left, top, nodes = record.fields
        self.contexts.freeze(self._waiting.all())
        root = self._mirror.replace(nodes)
        self._adopted.clear()
        self.joins.clear()
        self._waiting.forget_foreign()  # it told of what is gone
        asks_owner = bool(self.policy.own.treatments)
        for node in self._mirror:
            if asks_owner or (node.name and rules.may_have_own_marks(node.name, node.attributes)):
                self._add_own_marks(node)
        self._veiled.page()
        draft = self._waiting.add(record, "tree", data=(left, top))
        draft.adds = all_added(root)

    def on_structure(self, records: list[Record]) -> Draft:
        draft = self._waiting.add(records[-1], "mutation")
        self.on_children([record for record in records if record.kind in _HANGS], draft)
        self._stale, self._ended = [], []
        for record in records:
            if record.kind not in _HANGS:
                getattr(self, f"on_{record.kind}")(record, draft)
        self._show_anew(draft)
        if self._echo.at(records[-1].at_ms):
            for node in self._echo.written(draft):
                node.closed |= MASKED
                self.marks_version += 1
            self._remembered.note_echoes(self._echo.said(draft))
        self._note_written(draft)
        for node in self._ended:
            self._veiled.ends(node)
        self._veiled.came([*(entry.node for entry in draft.adds), *(touched.node for touched in draft.touched)])
        for sheet in self._adopted.bereft(self._mirror):
            self._tell_adopted(records[-1], sheet.roots[0], (sheet,))
        return draft

    def _note_written(self, draft: Draft) -> None:
        """Remembers what was written into editors, as what is typed into fields."""
        nodes = [touched.node for touched in draft.touched if touched.kind == "text"]
        nodes += [entry.node for entry in draft.adds] if len(draft.adds) <= _MOST_WRITTEN else []
        for node in nodes:
            if node.text is None or node.id >= FIRST_ID:
                continue
            if any("contenteditable" in above.attributes for above in ancestors(node.parent)):
                self._remembered.note_written(node.id, node.text, self.contexts.of(node))

    def _show_anew(self, draft: Draft) -> None:
        """Shows nodes again whose marks changed: the topmost ones, unless the draft brings them anyway."""
        brought = {entry.node.id for entry in draft.adds}
        stale = {node.id: node for node in self._stale}
        covered = [node for node in stale.values() if any(above.id in stale for above in ancestors(node.parent))]
        for node in covered:
            del stale[node.id]
        topmost = {node_id: node for node_id, node in stale.items() if node_id not in brought}
        if not topmost:
            return
        # What the draft adds below one of them comes again with it.
        draft.adds = [entry for entry in draft.adds if not any(above.id in topmost for above in ancestors(entry.node))]
        for node in _rightmost_first(topmost.values()):
            change = refresh(self._mirror, node)
            change.removes = [(gone, parent) for gone, parent in change.removes if gone.id not in brought]
            self._note(change, draft)
        draft.adds = right_first(draft.adds)

    def on_children(self, records: list[Record], draft: Draft) -> None:
        reports: list[Report | Splice] = []
        for each in records:
            if each.kind == "splice":
                reports.append(Splice(*each.fields))
            else:
                reports.append(Report(*(kept(each, self.joins) if len(self.joins) else each).fields))
        if not reports:
            return
        change = rehang(self._mirror, reports)
        for entry in (entry for report in reports for entry in report.told):
            if entry.type in ELEMENTS and entry.id in self._mirror:  # it may have gone at once, with a frame's document
                self._add_own_marks(self._mirror.node(entry.id))
        for node, marks in change.moved:
            if marks & (EXCLUDED | MASKED) and not self.contexts.above(node) & (EXCLUDED | MASKED):
                self._keep_closed(node)
        self._note(change, draft)

    def _keep_closed(self, node: Node) -> None:
        """What was moved out of a closed place stays hidden until the page replaces it."""
        self.marks_version += 1
        for below in node.below():
            below.closed |= MASKED

    def _note(self, change: Change, draft: Draft) -> None:
        draft.removes += change.removes
        draft.adds += added(change.adds)

    def _add_own_marks(self, node: Node) -> None:
        node.marks |= self._own_marks(node)
        if self.policy.own.treatments and node.told & ~node.own & rules.HIDING:
            self.treated[node.id] = node.own & rules.HIDING  # in a fresh tree the probe may still tell of an earlier treatment

    def _own_marks(self, node: Node) -> int:
        """Marks that follow from what an element is: by our rules, and by the owner's."""
        own = self.policy.own
        if node.type not in ELEMENTS or not (own.treatments or rules.may_have_own_marks(node.name, node.attributes)):
            return 0
        raw = {name: value.reveal() for name, value in node.attributes.items()}
        if own.treatments and not node.told & EXCLUDED:
            asked = own.treat(node.name, raw, self.ledger.failed) | node.own & EXCLUDED  # of a box nothing more is read
            if (asked ^ node.own) & rules.HIDING:
                self.treated[node.id] = asked & rules.HIDING
            node.own = asked
        marks = rules.own_marks(node.name, raw) | node.own
        if marks & rules.TYPED and node.name not in FIELDS and (node.marks & rules.FLOORED or editors.is_floor(node, raw)):
            marks |= rules.FLOORED | MASKED
        return marks

    def on_text(self, record: Record, draft: Draft) -> None:
        node = self._mirror.node(record.fields[0])
        if node.closed:
            self.contexts.freeze(self._waiting.all())
            node.closed = 0
        before, node.text = node.text, record.fields[1]
        self._mirror.version += 1  # what stands around its neighbours changed
        draft.touched.append(Touched(node, "text", (node.text, before)))

    def on_attributes(self, record: Record, draft: Draft) -> None:
        node_id, marks, pairs = record.fields
        node = self._mirror.node(node_id)
        before = node.attributes
        names = tuple(name for name, value in pairs.items() if before.get(name) != value)
        if names:  # pages also set attributes to what they are
            node.attributes = {name: value for name, value in (before | pairs).items() if value is not None}
            draft.touched.append(Touched(node, "attributes", (names, node.attributes, before)))
            if (node.name in FIELDS or "contenteditable" in node.attributes) and not GROWS.isdisjoint(names):
                self._mirror.grown.add(node.id)
        self._mark(node, marks, draft)

    def on_marks(self, record: Record, draft: Draft) -> None:
        self._mark(self._mirror.node(record.fields[0]), record.fields[1], draft)

    def on_gone(self, record: Record) -> None:
        """A node that went, or goes with this batch, is hidden now: no marks of its own can reach what waits of it."""
        node_id = record.fields[0]
        node = self._mirror.node(node_id) if self._mirror.knows(node_id) else self._mirror.gone.get(node_id)
        if node is not None:
            self._keep_closed(node)
            self.marks_version += 1
            self._mirror.version += 1

    def _mark(self, node: Node, marks: int, draft: Draft) -> None:
        """Sets a node's marks. A change of what they hide shows the node anew, under the marks that hold then.

        ``draft``: what the same batch tells, which was read when these marks held.
        """
        kept = node.marks & rules.FLOORED  # the floor is for ever
        if marks & ~node.told & EXCLUDED:
            self._veiled.closes(node)
            self._mirror.empty(node)
        node.told = marks
        marks |= self._own_marks(node)
        before, after = node.marks, marks | kept
        if before == after:
            return
        self.marks_version += 1
        waiting = [each for each in self._waiting.all() if each is not draft]
        if before & ~after & _HIDING or after & ~before & rules.ALLOWED:
            self.contexts.freeze(waiting)
        opens = self.policy.strict and after & ~before & rules.ALLOWED
        hidden = self.contexts.not_allowed(waiting) if opens else []
        node.marks = after
        self._mirror.version += 1
        if before & ~after & rules.TYPED:
            self._keep_closed(node)  # nobody has seen what was written last in an editor that is none any more
            self._ended.append(node)
        if before & ~after & (EXCLUDED | MASKED):
            self._veiled.lift(node)
        self.contexts.keep_hidden(hidden)
        self._stale.append(node)

    def on_opened(self, record: Record) -> None:
        """Nothing of it is looked for any more, unless it is hidden elsewhere."""
        node_id, texts = record.fields
        self._veiled.opens(self._mirror.node(node_id), texts)
        self._mirror.version += 1

    def on_box(self, record: Record, draft: Draft) -> None:
        node_id, width, height = record.fields
        node = self._mirror.node(node_id)
        node.box = (round(width), round(height))
        if node.shown:
            draft.touched.append(Touched(node, "box", node.box))

    def on_place(self, record: Record) -> None:
        node_id, place = record.fields
        self._mirror.node(node_id).place = place  # a `box` follows, and shows it

    def on_sheet(self, record: Record, draft: Draft) -> None:
        adopted = self._adopted.sheet(record.fields[0])
        if adopted is not None:
            adopted.text = record.fields[1]
            self._waiting.add(record, "adopted_text", data=(adopted, adopted.text))
            return
        node = self._mirror.node(record.fields[0])
        had_rules = bool(node.rules)
        node.sheet, node.rules = record.fields[1], ()
        if entry := draft.addition_of(node):
            entry.rules = ()  # a sheet that moved begins anew
        if node.shown and had_rules:
            self._stale.append(node)  # in a jump, the player would put the single rules into the new sheet too
        elif node.shown:
            draft.touched.append(Touched(node, "sheet", (node.sheet,)))
        if node.shown:
            return
        # The addition that waits will bring this sheet: rules of the one before are not its own.
        for waiting in self._waiting.all():
            if waiting.kind == "rules" and waiting.touched[0].node is node:
                waiting.touched[0].data = ((),)

    def on_drawn(self, record: Record) -> None:
        node_id, picture = record.fields
        self._waiting.add(record, "mutation", Touched(self._mirror.node(node_id), "drawn", (picture,)))

    def on_rules(self, record: Record) -> None:
        owner_id, changed = record.fields
        node = self._mirror.node(owner_id)
        node.rules += tuple(changed)
        self._waiting.add(record, "rules", Touched(node, "rules", (changed,)))

    def on_adopted(self, record: Record) -> None:
        root_id, sheet_ids, texts = record.fields
        root = self._mirror.node(root_id)
        self._adopted.adopt(root, sheet_ids, texts)
        self._tell_adopted(record, root, self._adopted.taken_over(root))

    def _tell_adopted(self, record: Record, root: Node, again: tuple[Sheet, ...] = ()) -> None:
        sheets = self._adopted.of(root)
        self._waiting.add(record, "adopted", Touched(root, "adopted", (sheets, [sheet.text for sheet in sheets], again)))


def _rightmost_first(nodes: Iterable[Node]) -> list[Node]:
    """Nodes so that each comes after its right neighbour, which a player must have before it."""
    nodes = list(nodes)
    parents = {node.parent.id: node.parent for node in nodes if node.parent is not None}
    places = {child.id: at for parent in parents.values() for at, child in enumerate(parent.children)}
    return sorted(nodes, key=lambda node: places.get(node.id, 0), reverse=True)
