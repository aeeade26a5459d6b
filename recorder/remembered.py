"""What was typed, written or stands where it is hidden is remembered, to hide it wherever the page repeats it (``taint.py``).

Laws: what is shown is not remembered; a field never has the number of another page's, or of one in an excluded box.
"""

from collections.abc import Iterable

from recorder.fields import has_text_value
from recorder.findings import Findings
from recorder.mirror import State
from recorder.policy import TYPED, Channel, Policy, Treatment
from recorder.records import Raw
from recorder.taint import Taint

_MOST_AWAITED = 60  # states of a field
_FIRST_KEPT = 1 << 39  # numbers of fields in excluded boxes are no node ids


class Remembered:
    """What one page brings to what the whole visit remembers."""

    def __init__(self, policy: Policy, taint: Taint, findings: Findings) -> None:
        self._policy = policy
        self._findings = findings
        self._taint = taint
        self._first_field = taint.begin_page()
        self._awaited: tuple[int, list[str]] = (0, [])  # a field that is typed into, and what it held since the first key

    def note_typed(
        self, field_id: int, tag: str, raw: dict[str, Raw], state: State, context: int, before: str = "", awaits: bool = False
    ) -> None:
        """Something was typed into a field. ``before``: what the field is called; ``awaits``: it may become personal.

        Where values show, one with personal data is hidden whole, and pages repeat it in part.
        """
        if state[0] is None or not has_text_value(tag, raw):
            return
        value = state[0].reveal()
        if self._policy.decide(Channel.VALUE, context) is not Treatment.SHOW or self._findings.is_personal(value, before):
            for so_far in (*self._awaited[1], value) if self._awaited[0] == field_id else (value,):
                self._taint.add(self._first_field + field_id, so_far)
            self.note_left(field_id)
        elif awaits:
            if self._awaited[0] != field_id:
                self.note_left(self._awaited[0])
            self._awaited = (field_id, [*self._awaited[1][-_MOST_AWAITED:], value])
            if value:
                self._findings.look_for_awaited(value)

    def note_left(self, field_id: int) -> None:
        """Nothing is typed into a field any more: what did not become personal is none."""
        if self._awaited[1] and self._awaited[0] == field_id:
            self._awaited = (0, [])
            self._findings.look_for_awaited("")

    def note_written(self, node_id: int, text: Raw, context: int) -> None:
        """Something was written into an editor."""
        if context & TYPED and self._policy.decide(Channel.TEXT, context) is not Treatment.SHOW:
            self._taint.add(self._first_field + node_id, text.reveal())

    def note_echoes(self, said: Iterable[Raw]) -> None:
        """These may repeat what nobody read: they are hidden wherever the page says the very same again."""
        for raw in said:
            self._taint.add_echo(raw.reveal())

    def note_file(self) -> None:
        """A file was chosen, and nobody reads what it is called."""
        self._taint.hides_files = True

    def note_kept(self, field: int, values: Iterable[Raw]) -> None:
        """Something was typed into a field of an excluded box. ``field``: the probe's number for it."""
        for value in values:
            self._taint.add(self._first_field + _FIRST_KEPT + field, value.reveal())

    def note_hidden(self, units: Iterable[Raw], is_kept: bool = False) -> None:
        """These stand in a hidden place. ``is_kept``: told for that alone."""
        for unit in units:
            self._taint.copies.add(unit.reveal(), self._first_field + is_kept)

    def forget_hidden(self, units: Iterable[Raw], is_kept: bool = False) -> None:
        """What stood in a hidden place of this page is not hidden any more; what other pages or boxes hide, still is."""
        self._taint.copies.remove((unit.reveal() for unit in units), self._first_field + is_kept)
