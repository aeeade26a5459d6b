"""Records of what the visitor does, and of what fields hold, become drafts."""

from recorder import policy as rules
from recorder.drafts import Contexts, Touched
from recorder.echo import Echo
from recorder.encode_actions import CENTRED
from recorder.encode_states import note_choice
from recorder.fields import is_split, is_unfinished, is_written, type_of
from recorder.foreign import FIRST_ID
from recorder.joined import Joined
from recorder.labelled import Labelled, is_declared
from recorder.mirror import Mirror, Node
from recorder.policy import EXCLUDED, MASKED, Policy
from recorder.records import Record
from recorder.remembered import Remembered
from recorder.waiting import Waiting

_CHANGE_MS = 500  # a field's last change is told so long after it lost the focus
_DIGITS = 4  # a value with fewer is no part of a number of somebody's, if no more are typed


class Actions:
    """One visitor on one page."""

    def __init__(
        self, policy: Policy, mirror: Mirror, contexts: Contexts, remembered: Remembered, waiting: Waiting, echo: Echo
    ) -> None:
        self.policy = policy
        self._mirror = mirror
        self._contexts = contexts
        self._echo = echo
        self._remembered = remembered
        self._waiting = waiting
        self._labelled = Labelled(Joined(mirror))
        self._left: dict[int, int] = {}  # fields that lost the focus just now, and when
        self._selected: list[int] | None = None  # where the last selection began and ended, by node id

    def on_value(self, record: Record) -> None:
        node_id, value, checked, by_user = record.fields
        node = self._mirror.node(node_id)
        known, node.state = node.state, (value, checked)
        if node.id < FIRST_ID:  # what was typed into a framed page, that page's own recorder knows
            context, before, awaits = self._contexts.of(node), "", False
            if self.policy.options.record_inputs:  # else all that is typed is hidden
                before, awaits = self._labelled.before(node), by_user and self._awaits(node)
                context |= rules.FLOORED if is_split(node) or is_declared(node.attributes) else 0
            self._remembered.note_typed(node.id, node.name, node.attributes, node.state, context, before, awaits)
            if by_user and type_of(node.attributes) == "file":
                self._remembered.note_file()
        self._mirror.version += 1  # what stands around its neighbours changed
        if by_user and record.at_ms - self._left.get(node_id, 0) >= _CHANGE_MS:
            self._type_into(0 if known == node.state else node_id, record)  # the same again: it is `change` that says so
        if node.name == "select":
            # An option that comes chosen by its attribute only would, in the player, take the choice from another.
            fill_in, batch = self._waiting.fill_in, self._waiting.batch
            if changes := tuple(change for change in note_choice(node) if not fill_in(change[0], batch)):
                self._waiting.add(record, "value", Touched(node, "value", (node.state, by_user, changes)))
        elif known is None and not by_user:
            self._waiting.fill_in(node)
        elif known != node.state or by_user:
            self._waiting.add(record, "value", Touched(node, "value", (node.state, by_user, known)))

    def _awaits(self, node: Node) -> bool:
        """Whether a field asks for what is personal, though what it holds so far may not be."""
        return type_of(node.attributes) in ("email", "tel") or self._labelled.introduces(node)

    def on_typed(self, record: Record) -> None:
        """Nothing of it is told, only looked for wherever the page repeats it."""
        node_id, value = record.fields
        node = self._mirror.node(node_id)
        self._remembered.note_typed(node.id, node.name, node.attributes, (value, None), self._contexts.of(node) | rules.SILENT)
        self._mirror.version += 1  # what repeats it already may not have left

    def on_kept(self, record: Record) -> None:
        """The same, of excluded boxes: what was typed into a field there, or (0) what stands there."""
        field, texts = record.fields
        if field:
            self._remembered.note_kept(field, texts)
        else:
            self._remembered.note_hidden(texts, is_kept=True)
        self._mirror.version += 1

    def on_pointer(self, record: Record) -> None:
        action, node_id, x, y, pointer = record.fields
        node = self._mirror.node(node_id)
        self._waiting.add(record, "pointer", Touched(node, "pointer", (action, x, y, pointer), _centred(node)))

    def on_moves(self, record: Record) -> None:
        what, numbers = record.fields
        touched = []
        for x, y, node_id, ago_ms in zip(*(numbers[at::4] for at in range(4)), strict=True):
            node = self._mirror.node(int(node_id))
            touched.append(Touched(node, "moves", (x, y, ago_ms), _centred(node)))
        self._waiting.add(record, "moves", *touched, data=(what,))

    def on_selection(self, record: Record) -> None:
        numbers = record.fields[0]
        ends = zip(numbers[::2], numbers[1::2], strict=False)
        touched = [Touched(self._mirror.node(node_id), "selection", (offset,)) for node_id, offset in ends]
        before, self._selected = self._selected, [entry.node.id for entry in touched]
        self._waiting.add(record, "selection", *touched[: len(touched) // 2 * 2], data=(before == self._selected,))

    def on_media(self, record: Record) -> None:
        action, node_id, *state = record.fields
        self._waiting.add(record, "media", Touched(self._mirror.node(node_id), "media", (action, *state)))

    def on_visibility(self, record: Record) -> None:
        self._waiting.add(record, "visibility", data=record.fields)

    def on_defined(self, record: Record) -> None:
        self._waiting.add(record, "defined", data=record.fields)

    def on_scroll(self, record: Record) -> None:
        node_id, x, y = record.fields
        node = self._mirror.node(node_id)
        node.scroll = (x, y)
        self._waiting.add(record, "scroll", Touched(node, "scroll", (x, y)))

    def on_focus(self, record: Record) -> None:
        node_id, focused = record.fields
        node = self._mirror.node(node_id)
        self._waiting.add(record, "focus", Touched(node, "focus", (focused,)))
        if focused:
            self._type_into(node_id, record)
        else:
            self._left = {left: at_ms for left, at_ms in self._left.items() if record.at_ms - at_ms < _CHANGE_MS}
            self._left[node_id] = record.at_ms
            if self._mirror.busy == node_id:
                self._type_into(0, record)

    def _type_into(self, node_id: int, record: Record) -> None:
        """Another field is typed into, or none (0): what was held back of the one before may be shown now."""
        before, self._mirror.busy = self._mirror.busy, node_id
        if before == node_id or not self._mirror.knows(before) or not self.policy.options.record_inputs:
            return
        self._remembered.note_left(before)
        node = self._mirror.node(before)
        if node.state is not None and is_written(node.name, node.attributes, node.state):
            self._waiting.add(record, "value", Touched(node, "value", (node.state, False, None)))

    def settle(self, at_ms: int) -> None:
        """Nobody waits for more: the word at the end of what is typed is told.

        What may become personal still waits until its field is left. ``at_ms``: of the last that happened.
        """
        node = self._mirror.node(self._mirror.busy) if self._mirror.knows(self._mirror.busy) else None
        if node is None or node.state is None:
            return
        if not is_unfinished(node.state, node.attributes, _DIGITS) and not self._labelled.introduces(node):
            self._type_into(0, Record("focus", at_ms, ()))

    def on_viewport(self, record: Record) -> None:
        self._waiting.add(record, "viewport", data=record.fields)

    def on_zoom(self, record: Record) -> None:
        self._waiting.add(record, "zoom", data=record.fields)

    def on_custom(self, record: Record) -> None:
        self._waiting.add(record, "custom", data=(*record.fields, self._echo.at(record.at_ms)))


def _centred(node: Node) -> int:
    # The probe named the marked element itself and gave its middle: it told of the mark.
    return CENTRED if node.told & (EXCLUDED | MASKED) else 0
