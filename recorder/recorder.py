"""``Recorder``: batches of raw records in, lines of masked rrweb events out. Joins the steps; decides nothing itself.

Laws:

- ``receive`` never raises on what a page sent: a record that cannot be handled is dropped and counted, and where a structural
  one was lost, ``wants_snapshot`` asks the probe for a fresh tree, and nothing more leaves until it came;
- ``take`` gives what may leave and forgets it; what is not taken yet is masked by the marks that hold when it is taken.
"""

import heapq
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakSet

from recorder import policy as rules
from recorder.adopted import Adopted, Sheet
from recorder.drafts import Contexts, Draft, Touched, added, right_first
from recorder.encode import Encoder, split_floor
from recorder.encode_actions import CENTRED
from recorder.encode_states import note_choice
from recorder.errors import BadBatch, UnknownNode
from recorder.foreign import FIRST_ID
from recorder.joins import Join, Joins, kept
from recorder.ledger import Ledger
from recorder.mask import LABELS, Mask
from recorder.mirror import Change, Mirror, Node, Report, all_of, ancestors
from recorder.policy import EXCLUDED, MASKED, Policy
from recorder.records import ELEMENTS, Record, parse
from recorder.taint import Taint
from recorder.veiled import Veiled

_HIDING = EXCLUDED | MASKED | rules.SILENT | rules.FLOORED | rules.TYPED
_CHANGE_MS = 500  # a field's last change is told so long after it lost the focus
_ECHO_MS = 100  # after a key in a field of the floor: what is written then may repeat it
_MOST_ECHOES = 40  # texts and labels
_MOST_WRITTEN = 200  # nodes: what brings more is the page's doing
_MOST_FOREIGN = 20_000  # drafts of framed recorders that wait for the page to look
_SAMPLED_MS = 1_000  # what is sampled comes at most so much later
_CLOCKS_DIFFER_MS = 60_000  # by more than that, one of page and worker has not seen that the clock was set
_STRUCTURE = frozenset({"children", "text", "attributes", "marks", "box", "sheet"})


class Recorder:
    """One page's recorder.

    >>> recorder = Recorder(Policy())
    >>> recorder.receive(b'{"version": 1, "at": 0, "records": []}', at_ms=0)
    >>> recorder.take()
    ''
    """

    def __init__(self, policy: Policy | None = None, typed: Taint | None = None) -> None:
        self.policy = policy or Policy()
        self.ledger = Ledger(self.policy.own.names)
        self.wants_snapshot = False
        self.treated: dict[int, int] = {}  # node id to marks that the owner's treatments ask for, for the probe to be told
        self.marks_version = 0  # grows when a node is closed or opened
        self._mirror = Mirror()
        self._contexts = Contexts(self._mirror)
        self._mask = Mask(self.policy, self.ledger, typed)
        self._veiled = Veiled(self._mirror, self._contexts, self._mask)
        self._adopted = Adopted()
        self.joins = Joins()
        self._is_foreign = False  # a framed recorder's records are taken in
        self._encoder = Encoder(self._mirror, self._adopted, self._mask, self.ledger)
        self._drafts: list[Draft] = []
        self._handed_out: WeakSet[Draft] = WeakSet()  # for as long as whoever has them may ask for their words
        self._stale: list[Node] = []
        self._batch = 0
        self._echo_until_ms = 0
        self._left = (0, 0)  # the field that lost the focus last, and when
        self._has_tree = False  # the batch at hand brings a whole page
        self._last_ms = 0  # moment of the last thing cut

    def receive(self, batch: str | bytes, at_ms: int = 0, number: int | None = None) -> None:
        """Takes one batch of the probe. ``at_ms``: when it came (epoch ms); ``number``: the probe's number of the batch.

        Never raises on page data. After a loss it waits for a fresh tree (``wants_snapshot``).
        """
        self._batch = self._batch + 1 if number is None else number
        before = len(self._drafts)
        try:
            self._take_in(parse(batch).records)
        except BadBatch:
            self._lose("bad batch", before)
        except UnknownNode:
            self._lose("unknown node", before)
        except Exception:  # a fault of ours must not show the page's data either: its message could quote it
            self._lose("error", before)

    def receive_foreign(self, number: int, message: Any, now_ms: int) -> bool:
        """Takes a message of a framed recorder. Gives whether something waits for the page's next batch.

        It counts as told with that batch: so it stays in quarantine as what the page's own probe tells, and obeys marks set
        meanwhile.
        """
        join = self.joins.of(number)
        if join is None or self.wants_snapshot or not self._shows(join):
            self.ledger.drop("foreign")
            return False
        if sum(draft.is_foreign for draft in self._drafts) > _MOST_FOREIGN:
            self._forget_foreign()  # the page does not look: it is paused, or busy
            self.joins.lose()
        before = join.foreign.dropped
        for records in join.foreign.read(message, join.since_ms, now_ms):
            self._take_in_foreign(records, join)
        if join.foreign.dropped > before:
            self.ledger.drop("foreign", join.foreign.dropped - before)
        join.is_asked = join.is_asked and join.foreign.is_lost
        if self.joins.is_hopeless(join):
            self.leave_foreign(number, now_ms)
        return bool(self._drafts and self._drafts[-1].is_foreign)

    def leave_foreign(self, number: int, now_ms: int) -> bool:
        """A framed recorder ended: its frame is empty from here on. Gives the same."""
        join = self.joins.of(number)
        if join is None:
            return False
        shows = not self.wants_snapshot and self._shows(join)
        join.foreign.lose()
        if shows and self._mirror.node(join.frame_id).children:
            self._take_in_foreign([Record("children", now_ms, (join.frame_id, [], []))], join)
        self.joins.end(join)
        return bool(self._drafts and self._drafts[-1].is_foreign)

    def _shows(self, join: Join) -> bool:
        """Whether what a framed recorder tells can be shown: its frame is in the page, and no box."""
        if not self._mirror.knows(join.frame_id) or self._contexts.of(self._mirror.node(join.frame_id)) & EXCLUDED:
            join.foreign.lose()
            join.is_asked = True  # once it stands there again, the probe says so
            return False
        if join.foreign.document_id and not self._mirror.knows(join.foreign.document_id):
            join.foreign.lose()  # it was a box meanwhile
        return True

    def _take_in_foreign(self, records: list[Record], join: Join) -> None:
        before, self._is_foreign = len(self._drafts), True
        self._batch += 1
        try:
            self._take_in(records)
        except Exception:  # our own fault, or a forger's skill: the page's tree heals it, and that recorder is heard no more
            self._lose("error", before)
            self.joins.end(join)
        finally:
            self._batch -= 1
            self._is_foreign = False

    def _forget_foreign(self) -> None:
        for draft in self._drafts:
            draft.is_void = draft.is_void or draft.is_foreign

    def start_over(self, reason: str) -> None:
        """What was taken out never arrived: what waits here would not fit, and a fresh tree is needed."""
        self._lose(reason, 0)

    def _lose(self, reason: str, keep: int) -> None:
        del self._drafts[keep:]
        self.ledger.drop(reason)
        self.wants_snapshot = True

    @property
    def version(self) -> int:
        """Grows with whatever might make a draft be worded otherwise."""
        return self._mirror.version + self.marks_version

    def take(self, upto: int | None = None) -> str:
        """What may leave: rrweb events, one JSON object a line. ``upto``: only of batches up to this number."""
        lines = self.word(self.cut(upto))
        self.ledger.keep()
        return lines

    def cut(self, upto: int | None = None, until_ms: int | None = None) -> list[Draft]:
        """What may leave, not worded yet, and forgets it here. ``until_ms``: what is younger stays, unless the clocks differ."""
        free = [draft for draft in self._drafts if upto is None or draft.batch <= upto]
        ready = list(self._in_time(free))
        while ready and until_ms is not None and 0 < ready[-1].at_ms - until_ms < _CLOCKS_DIFFER_MS:
            ready.pop()
        taken = set(map(id, ready))
        self._drafts = [draft for draft in self._drafts if id(draft) not in taken]
        if ready:
            self._last_ms = max(ready[-1].at_ms, self._last_ms)
        ready = [draft for draft in ready if not draft.is_void]
        self._handed_out.update(ready)
        return ready

    def _in_time(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Drafts in one order, with no step back in time, which a player would not follow.

        What framed recorders told comes later than what the page told at that moment, and so does what is sampled.
        """
        own = [draft for draft in drafts if not draft.is_foreign]
        foreign = [draft for draft in drafts if draft.is_foreign]
        last_ms = self._last_ms
        for draft in heapq.merge(own, foreign, key=lambda draft: draft.at_ms) if foreign else own:
            if draft.is_foreign or draft.at_ms > last_ms - _SAMPLED_MS:  # beyond that, it is the clock that was set back
                draft.at_ms = max(draft.at_ms, last_ms)
            last_ms = max(draft.at_ms, last_ms)
            yield draft

    def waits(self, upto: int) -> bool:
        """Whether something may leave that ``cut`` has left."""
        return any(draft.batch <= upto for draft in self._drafts)

    def _waiting(self) -> list[Draft]:
        """All that may still be worded."""
        return [*self._handed_out, *self._drafts]

    def word(self, drafts: list[Draft]) -> str:
        """Drafts as lines, masked by the marks that hold at this moment; the same drafts may be worded again later."""
        lines: list[str] = []
        self.ledger.begin()
        for draft in drafts:
            try:
                lines += list(self._encoder.lines(draft))
            except Exception:  # see receive(): hidden, counted, and a fresh tree asked for
                self.ledger.drop("error")
                self.wants_snapshot = True
        self._mask.forget_said()
        self.ledger.end()
        return "\n".join([*lines, ""])

    def account(self) -> Draft:
        """What was withheld so far, as an event at the end of what was cut: an owner sees it beside what was shown."""
        return Draft(self._last_ms, "account", self._batch)

    # -- records to drafts ------------------------------------------------------------------------------------------

    def _take_in(self, records: list[Record]) -> None:
        if self.wants_snapshot:
            records = self._from_fresh_tree(records)
        structure = [record for record in records if record.kind in _STRUCTURE]
        self._has_tree = any(record.kind == "tree" for record in records)
        typed = [record.at_ms for record in records if record.kind == "value" and record.fields[1] is None and record.fields[3]]
        self._echo_until_ms = max([at_ms + _ECHO_MS for at_ms in typed], default=self._echo_until_ms)
        for record in records:
            if record.kind not in _STRUCTURE:
                getattr(self, f"_on_{record.kind}")(record)
            elif record is structure[0]:
                self._on_structure(structure)
        self._sort()

    def _sort(self) -> None:
        """rrweb's player wants time to go forward; a stable sort keeps what is of one moment in order.

        What came in earlier batches is in order already.
        """
        at = len(self._drafts)
        while at and self._drafts[at - 1].batch >= self._batch:
            at -= 1
        self._drafts[at:] = sorted(self._drafts[at:], key=lambda draft: (draft.batch, draft.at_ms))

    def _from_fresh_tree(self, records: list[Record]) -> list[Record]:
        at = next((index for index, record in enumerate(records) if record.kind == "tree"), None)
        if at is None:
            self.ledger.drop("unknown node", len(records))
            return []
        self.wants_snapshot = False
        page = [record for record in records[:at] if record.kind in ("page", "lost")]
        return page + records[at:]

    def _draft(self, record: Record, kind: str, *touched: Touched, data: tuple[Any, ...] = ()) -> Draft:
        draft = Draft(record.at_ms, kind, self._batch, touched=list(touched), data=data, is_foreign=self._is_foreign)
        self._drafts.append(draft)
        return draft

    def _on_page(self, record: Record) -> None:
        self._draft(record, "page", data=(*record.fields, self._has_tree))

    def _on_tree(self, record: Record) -> None:
        left, top, nodes = record.fields
        self._contexts.freeze(self._waiting())
        root = self._mirror.replace(nodes)
        self._adopted.clear()
        self.joins.clear()
        self._forget_foreign()  # it told of what is gone
        asks_owner = bool(self.policy.own.treatments)
        for node in self._mirror:
            if asks_owner or rules.may_have_own_marks(node.name, node.attributes):
                self._add_own_marks(node)
        self._veiled.page()
        draft = self._draft(record, "tree", data=(left, top))
        draft.adds = added((node, None) for node in all_of(root))  # in a tree, nobody asks for next siblings

    def _on_structure(self, records: list[Record]) -> None:
        draft = self._draft(records[-1], "mutation")
        self._on_children([record for record in records if record.kind == "children"], draft)
        self._stale = []
        for record in records:
            if record.kind != "children":
                getattr(self, f"_on_{record.kind}")(record, draft)
        self._show_anew(draft)
        if records[-1].at_ms <= self._echo_until_ms:
            self._close_echo(draft)
        self._note_written(draft)
        self._veiled.came([*(entry.node for entry in draft.adds), *(touched.node for touched in draft.touched)])
        for sheet in self._adopted.bereft(self._mirror):
            self._tell_adopted(records[-1], sheet.roots[0], (sheet,))

    def _note_written(self, draft: Draft) -> None:
        """Remembers what was written into editors, as what is typed into fields."""
        nodes = [touched.node for touched in draft.touched if touched.kind == "text"]
        nodes += [entry.node for entry in draft.adds] if len(draft.adds) <= _MOST_WRITTEN else []
        for node in nodes:
            if node.text is None or node.id >= FIRST_ID:
                continue
            if any("contenteditable" in above.attributes for above in ancestors(node.parent)):
                self._mask.note_written(node.id, node.text, self._contexts.of(node))

    def _close_echo(self, draft: Draft) -> None:
        """What a page writes while a field of the floor is typed into may repeat it, and nobody read what it is.

        It stays hidden until the page writes it anew; a whole new page is none of it.
        """
        written = [entry.node for entry in draft.adds if entry.node.text is not None or LABELS & entry.node.attributes.keys()]
        for touched in draft.touched:
            if touched.kind == "text" or (touched.kind == "attributes" and not LABELS.isdisjoint(touched.data[0])):
                written.append(touched.node)
        for node in written if len(written) <= _MOST_ECHOES else []:
            node.closed |= MASKED
            self.marks_version += 1

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
            change = self._mirror.refresh(node)
            change.removes = [(gone, parent) for gone, parent in change.removes if gone.id not in brought]
            self._note(change, draft)
        draft.adds = right_first(draft.adds)

    def _on_children(self, records: list[Record], draft: Draft) -> None:
        records = [kept(record, self.joins) for record in records] if len(self.joins) else records
        reports: list[Report] = [(each.fields[0], each.fields[1], each.fields[2]) for each in records]
        if not reports:
            return
        change = self._mirror.rehang(reports)
        for entry in (entry for _, _, nodes in reports for entry in nodes):
            if entry.type in ELEMENTS and entry.node_id in self._mirror:  # it may have gone at once, with a frame's document
                self._add_own_marks(self._mirror.node(entry.node_id))
        for node, marks in change.moved:
            if marks & (EXCLUDED | MASKED) and not self._contexts.above(node) & (EXCLUDED | MASKED):
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
        return rules.own_marks(node.name, raw) | node.own

    def _on_text(self, record: Record, draft: Draft) -> None:
        node = self._mirror.node(record.fields[0])
        if node.closed:
            self._contexts.freeze(self._waiting())
            node.closed = 0
        node.text = record.fields[1]
        self._mirror.version += 1  # what stands around its neighbours changed
        draft.touched.append(Touched(node, "text", (node.text,)))

    def _on_attributes(self, record: Record, draft: Draft) -> None:
        node_id, marks, pairs = record.fields
        node = self._mirror.node(node_id)
        raw = {name: value for name, value in (node.attributes | pairs).items() if value is not None}
        node.attributes = raw
        draft.touched.append(Touched(node, "attributes", (tuple(pairs), raw)))
        self._mark(node, marks, draft)

    def _on_marks(self, record: Record, draft: Draft) -> None:
        self._mark(self._mirror.node(record.fields[0]), record.fields[1], draft)

    def _on_gone(self, record: Record) -> None:
        """A node that went is hidden now, in the page or out of it: no marks of its own can reach what waits of it."""
        node = self._mirror.gone.get(record.fields[0])
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
        waiting = [each for each in self._waiting() if each is not draft]
        if before & ~after & _HIDING or after & ~before & rules.ALLOWED:
            self._contexts.freeze(waiting)
        opens = self.policy.strict and after & ~before & rules.ALLOWED
        hidden = self._contexts.not_allowed(waiting) if opens else []
        node.marks = after
        self._mirror.version += 1
        self._contexts.keep_hidden(hidden)
        self._stale.append(node)

    def _on_box(self, record: Record, draft: Draft) -> None:
        node_id, width, height = record.fields
        node = self._mirror.node(node_id)
        node.box = (round(width), round(height))
        if node.shown:
            draft.touched.append(Touched(node, "box", node.box))

    def _on_place(self, record: Record) -> None:
        node_id, place = record.fields
        self._mirror.node(node_id).place = place  # a `box` follows, and shows it

    def _on_sheet(self, record: Record, draft: Draft) -> None:
        adopted = self._adopted.sheet(record.fields[0])
        if adopted is not None:
            adopted.text = record.fields[1]
            self._draft(record, "adopted_text", data=(adopted, adopted.text))
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
        for waiting in self._waiting():  # the addition that waits will bring this sheet: rules of the one before are not its own
            if waiting.kind == "rules" and waiting.touched[0].node is node:
                waiting.touched[0].data = ((),)

    def _on_drawn(self, record: Record) -> None:
        node_id, picture = record.fields
        self._draft(record, "mutation", Touched(self._mirror.node(node_id), "drawn", (picture,)))

    def _on_rules(self, record: Record) -> None:
        owner_id, changed = record.fields
        node = self._mirror.node(owner_id)
        node.rules += tuple(changed)
        self._draft(record, "rules", Touched(node, "rules", (changed,)))

    def _on_adopted(self, record: Record) -> None:
        root_id, sheet_ids, texts = record.fields
        root = self._mirror.node(root_id)
        self._adopted.adopt(root, sheet_ids, texts)
        self._tell_adopted(record, root, self._adopted.taken_over(root))

    def _tell_adopted(self, record: Record, root: Node, again: tuple[Sheet, ...] = ()) -> None:
        sheets = self._adopted.of(root)
        self._draft(record, "adopted", Touched(root, "adopted", (sheets, [sheet.text for sheet in sheets], again)))

    def _on_value(self, record: Record) -> None:
        node_id, value, checked, by_user = record.fields
        node = self._mirror.node(node_id)
        known, node.state = node.state, (value, checked)
        if node.id < FIRST_ID:  # what was typed into a framed page, that page's own recorder knows
            self._mask.note_typed(node.id, node.name, node.attributes, node.state, self._contexts.of(node) | split_floor(node))
        self._mirror.version += 1  # what stands around its neighbours changed
        left_id, left_ms = self._left
        if by_user and not (left_id == node_id and record.at_ms - left_ms < _CHANGE_MS):
            self._type_into(node_id, record)
        if node.name == "select":
            # An option that comes chosen by its attribute only would, in the player, take the choice from another.
            if changes := tuple(change for change in note_choice(node) if not self._fill_in(change[0], self._batch)):
                self._draft(record, "value", Touched(node, "value", (node.state, by_user, changes)))
        elif known is None and not by_user:
            self._fill_in(node)
        elif known != node.state or by_user:
            self._draft(record, "value", Touched(node, "value", (node.state, by_user, known)))

    def _on_typed(self, record: Record) -> None:
        """Nothing of it is told, only looked for wherever the page repeats it."""
        node_id, value = record.fields
        node = self._mirror.node(node_id)
        self._mask.note_typed(node.id, node.name, node.attributes, (value, None), self._contexts.of(node) | rules.SILENT)
        self._mirror.version += 1  # what repeats it already may not have left

    def _on_kept(self, record: Record) -> None:
        """The same, of excluded boxes: what was typed into a field there, or (0) what stands there."""
        field, texts = record.fields
        if field:
            self._mask.note_kept(field, texts)
        else:
            self._mask.note_hidden(texts)
        self._mirror.version += 1

    def _on_opened(self, record: Record) -> None:
        """Nothing of it is looked for any more, unless it is hidden elsewhere."""
        node_id, texts = record.fields
        self._veiled.opens(self._mirror.node(node_id), texts)
        self._mirror.version += 1

    def _fill_in(self, node: Node, batch: int | None = None) -> bool:
        """The first state of a field belongs to its addition, when that is still waiting; else it is news.

        ``batch``: only to one of this batch. Gives whether there was one.
        """
        for draft in reversed(self._drafts):
            entry = draft.addition_of(node) if batch in (None, draft.batch) else None
            if entry is not None:
                entry.state = node.state
                return True
        return False

    def _on_pointer(self, record: Record) -> None:
        action, node_id, x, y, pointer = record.fields
        node = self._mirror.node(node_id)
        self._draft(record, "pointer", Touched(node, "pointer", (action, x, y, pointer), _centred(node)))

    def _on_moves(self, record: Record) -> None:
        what, numbers = record.fields
        touched = []
        for x, y, node_id, ago_ms in zip(*(numbers[at::4] for at in range(4)), strict=True):
            node = self._mirror.node(int(node_id))
            touched.append(Touched(node, "moves", (x, y, ago_ms), _centred(node)))
        self._draft(record, "moves", *touched, data=(what,))

    def _on_selection(self, record: Record) -> None:
        numbers = record.fields[0]
        ends = zip(numbers[::2], numbers[1::2], strict=False)
        touched = [Touched(self._mirror.node(node_id), "selection", (offset,)) for node_id, offset in ends]
        self._draft(record, "selection", *touched[: len(touched) // 2 * 2])

    def _on_media(self, record: Record) -> None:
        action, node_id, *state = record.fields
        self._draft(record, "media", Touched(self._mirror.node(node_id), "media", (action, *state)))

    def _on_visibility(self, record: Record) -> None:
        self._draft(record, "visibility", data=record.fields)

    def _on_defined(self, record: Record) -> None:
        self._draft(record, "defined", data=record.fields)

    def _on_scroll(self, record: Record) -> None:
        node_id, x, y = record.fields
        node = self._mirror.node(node_id)
        node.scroll = (x, y)
        self._draft(record, "scroll", Touched(node, "scroll", (x, y)))

    def _on_focus(self, record: Record) -> None:
        node_id, focused = record.fields
        node = self._mirror.node(node_id)
        self._draft(record, "focus", Touched(node, "focus", (focused,)))
        if focused:
            self._type_into(node_id, record)
        else:
            self._left = (node_id, record.at_ms)
            if self._mirror.busy == node_id:
                self._type_into(0, record)

    def _type_into(self, node_id: int, record: Record) -> None:
        """Another field is typed into, or none (0): what was held back of the one before may be shown now."""
        before, self._mirror.busy = self._mirror.busy, node_id
        if before == node_id or not self._mirror.knows(before) or not self.policy.options.record_inputs:
            return
        node = self._mirror.node(before)
        if node.state is not None and self._mask.is_unfinished(node.state, node.attributes):
            self._draft(record, "value", Touched(node, "value", (node.state, False, None)))

    def _on_viewport(self, record: Record) -> None:
        self._draft(record, "viewport", data=record.fields)

    def _on_zoom(self, record: Record) -> None:
        self._draft(record, "zoom", data=record.fields)

    def _on_frame(self, record: Record) -> None:
        frame_id, number = record.fields
        self.joins.begin(self._mirror.node(frame_id).id, number, record.at_ms)

    def _on_custom(self, record: Record) -> None:
        self._draft(record, "custom", data=record.fields)

    def _on_lost(self, record: Record) -> None:
        self.ledger.drop("overflow")
        self._draft(record, "gap", data=record.fields)
        self.wants_snapshot = not self._has_tree  # it comes with the fresh tree


def _rightmost_first(nodes: Iterable[Node]) -> list[Node]:
    """Nodes so that each comes after its right neighbour, which a player must have before it."""
    nodes = list(nodes)
    parents = {node.parent.id: node.parent for node in nodes if node.parent is not None}
    places = {child.id: at for parent in parents.values() for at, child in enumerate(parent.children)}
    return sorted(nodes, key=lambda node: places.get(node.id, 0), reverse=True)


def _centred(node: Node) -> int:
    # The probe named the marked element itself and gave its middle: it told of the mark.
    return CENTRED if node.told & (EXCLUDED | MASKED) else 0
