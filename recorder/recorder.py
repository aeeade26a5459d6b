"""``Recorder``: batches of raw records in, lines of masked rrweb events out. Joins the steps; decides nothing itself.

Laws:

- ``receive`` never raises on what a page sent: a record that cannot be handled is dropped and counted, and where a structural
  one was lost, ``wants_snapshot`` asks the probe for a fresh tree, and nothing more leaves until it came;
- ``take`` gives what may leave and forgets it; what is not taken yet is masked by the marks that hold when it is taken.
"""

from typing import Any

from recorder.actions import Actions
from recorder.adopted import Adopted
from recorder.drafts import Draft
from recorder.echo import Echo
from recorder.encode import Encoder
from recorder.errors import BadBatch, UnknownNode
from recorder.growing import Growing
from recorder.joins import Join, Joins
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Mirror, Node
from recorder.parse import parse
from recorder.policy import EXCLUDED, Policy
from recorder.records import TOO_LARGE, Record
from recorder.remembered import Remembered
from recorder.structure import KINDS as STRUCTURE
from recorder.structure import Structure
from recorder.taint import Taint
from recorder.waiting import Waiting

_MOST_FOREIGN = 20_000  # drafts of framed recorders that wait for the page to look


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
        self.joins = Joins()
        self._mirror = Mirror()
        taint = typed or Taint()
        self._mask = Mask(self.policy, self.ledger, taint)
        remembered = Remembered(self.policy, taint, self._mask.findings)
        self._waiting = Waiting()
        adopted = Adopted()
        self._growing = Growing(self._mirror)
        self._encoder = Encoder(self._mirror, adopted, self._growing, self._mask, self.ledger)
        self._echo = Echo(self._mirror)
        self._structure = Structure(
            self.policy, self.ledger, self._mirror, remembered, adopted, self.joins, self._waiting, self._echo
        )
        self._actions = Actions(self.policy, self._mirror, self._structure.contexts, remembered, self._waiting, self._echo)
        self._has_tree = False  # the batch at hand brings a whole page
        self._last_ms = 0  # moment of the last record

    def receive(self, batch: str | bytes, at_ms: int = 0, number: int | None = None) -> None:
        """Takes one batch of the probe. ``at_ms``: when it came (epoch ms); ``number``: the probe's number of the batch.

        Never raises on page data. After a loss it waits for a fresh tree (``wants_snapshot``).
        """
        self._waiting.batch = self._waiting.batch + 1 if number is None else number
        before = len(self._waiting)
        try:
            self._take_in(parse(batch, Node).records)
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
        if self._waiting.foreign > _MOST_FOREIGN:
            self._waiting.forget_foreign()  # the page does not look: it is paused, or busy
            self.joins.lose()
        before = join.foreign.dropped
        for records in join.foreign.read(message, join.since_ms, now_ms):
            self._take_in_foreign(records, join)
        if join.foreign.dropped > before:
            self.ledger.drop("foreign", join.foreign.dropped - before)
        join.is_asked = join.is_asked and join.foreign.is_lost
        if self.joins.is_hopeless(join):
            self.leave_foreign(number, now_ms)
        return self._waiting.ends_foreign

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
        return self._waiting.ends_foreign

    def _shows(self, join: Join) -> bool:
        """Whether what a framed recorder tells can be shown: its frame is in the page, and no box."""
        if not self._mirror.knows(join.frame_id) or self._structure.contexts.of(self._mirror.node(join.frame_id)) & EXCLUDED:
            join.foreign.lose()
            join.is_asked = True  # once it stands there again, the probe says so
            return False
        if join.foreign.tree.document_id and not self._mirror.knows(join.foreign.tree.document_id):
            join.foreign.lose()  # it was a box meanwhile
        return True

    def _take_in_foreign(self, records: list[Record], join: Join) -> None:
        before, self._waiting.is_foreign = len(self._waiting), True
        self._waiting.batch += 1
        try:
            self._take_in(records)
        except Exception:  # our own fault, or a forger's skill: the page's tree heals it, and that recorder is heard no more
            self._lose("error", before)
            self.joins.end(join)
        finally:
            self._waiting.batch -= 1
            self._waiting.is_foreign = False

    def start_over(self, reason: str) -> None:
        """What was taken out never arrived: what waits here would not fit, and a fresh tree is needed."""
        self._lose(reason, 0)

    def _lose(self, reason: str, keep: int) -> None:
        self._waiting.keep(keep)
        self.ledger.drop(reason)
        self.wants_snapshot = True

    @property
    def version(self) -> int:
        """Grows with whatever might make a draft be worded otherwise."""
        return self._mirror.version + self.marks_version

    @property
    def marks_version(self) -> int:
        """Grows when a node is closed or opened."""
        return self._structure.marks_version

    def treated(self) -> dict[int, int]:
        """Node id to marks that the owner's treatments newly ask for; the probe is to be told."""
        told, self._structure.treated = self._structure.treated, {}
        return told

    def take(self, upto: int | None = None) -> str:
        """All that may leave: rrweb events, one JSON object a line. ``upto``: only of batches up to this number."""
        self._tell_grown(self._last_ms, everything=True)
        lines = self.word(self.cut(upto))
        self.ledger.keep()
        return lines

    def cut(self, upto: int | None = None, until_ms: int | None = None) -> list[Draft]:
        """What may leave, not worded yet, and forgets it here. ``until_ms``: what is younger stays, unless the clocks differ."""
        return self._waiting.cut(upto, until_ms)

    def waits(self, upto: int) -> bool:
        """Whether something may leave that ``cut`` has left."""
        return self._waiting.waits(upto)

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
        self._mask.said.forget()
        self.ledger.end()
        return "\n".join([*lines, ""])

    @property
    def owes(self) -> bool:
        """Whether something is held back because it might go on."""
        return not self.wants_snapshot and bool(self._growing.owed)

    def settle(self, now_ms: int, everything: bool, is_up_to_date: bool) -> None:
        """What was held back because it might go on is told as it stands: what grows, once it has not for a while.

        ``everything``: that too, now, and the last word of what is typed, if all that came in may leave (``is_up_to_date``):
        else the next batches tell more of it.
        """
        if self.wants_snapshot:
            return
        if everything and is_up_to_date:
            self._actions.settle(self._last_ms)
        self._tell_grown(now_ms, everything)

    def _tell_grown(self, now_ms: int, everything: bool) -> None:
        if touched := self._growing.settle(now_ms, everything):
            self._waiting.add(Record("text", self._last_ms, ()), "mutation", *touched)

    def account(self) -> Draft:
        """What was withheld so far, as an event at the end of what was cut: an owner sees it beside what was shown."""
        return self._waiting.account()

    def _take_in(self, records: list[Record]) -> None:
        if self.wants_snapshot:
            records = self._from_fresh_tree(records)
        structure = [record for record in records if record.kind in STRUCTURE]
        self._has_tree = any(record.kind == "tree" for record in records)
        self._echo.hear(records)
        for record in records:
            if record.kind not in STRUCTURE:
                self._handle(record)
            elif record is structure[0]:
                self._growing.note(self._structure.on_structure(structure))
        if records:
            self._last_ms = records[-1].at_ms
        self._waiting.sort()

    def _handle(self, record: Record) -> None:
        name = f"on_{record.kind}"
        owner = next(owner for owner in (self._actions, self._structure, self) if hasattr(owner, name))
        getattr(owner, name)(record)

    def _from_fresh_tree(self, records: list[Record]) -> list[Record]:
        at = next((index for index, record in enumerate(records) if record.kind == "tree"), None)
        if at is None:
            self.ledger.drop("unknown node", len(records))
            return []
        self.wants_snapshot = False
        page = [record for record in records[:at] if record.kind in ("page", "lost")]
        return page + records[at:]

    def on_page(self, record: Record) -> None:
        self._waiting.add(record, "page", data=(*record.fields, self._has_tree, self._echo.at(record.at_ms)))

    def on_frame(self, record: Record) -> None:
        frame_id, number = record.fields
        self.joins.begin(self._mirror.node(frame_id).id, number, record.at_ms)

    def on_lost(self, record: Record) -> None:
        self.ledger.drop("overflow")
        if record.fields[0] == TOO_LARGE:  # nobody looks at the page any more: a mark set just now reaches nothing that waits
            self._waiting.keep(0)
        self._waiting.add(record, "gap", data=record.fields)
        self.wants_snapshot = not self._has_tree  # it comes with the fresh tree
