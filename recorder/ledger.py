"""What was hidden and what was dropped, as counts by reason, rule and kind. Never content, never a name from the page.

A segment may be worded more than once before it arrives. What is counted between ``begin`` and ``end`` waits for ``keep``; the
next ``begin`` forgets it.
"""

import json
from collections import Counter
from typing import Literal

# Every word there is, so that nothing from a page can become one.
HIDDEN = frozenset(
    {"text", "value", "state", "address", "media", "attribute", "style", "personal data", "floor", "place", "excluded"}
)
DROPPED = frozenset(
    {"bad batch", "unknown node", "unknown kind", "excluded", "ignored", "late mark", "refused", "too old", "error", "overflow",
     "foreign", "worker ended"}
)
# What asked for it: a mark, the floor, an option, or what the text itself is.
RULES = frozenset({"exclude", "mask", "ignore", "floor", "recordInputs", "strict", "personal data", "typed before", "not known"})
# Kinds of personal data, as `recorder.detect.find` names them, and those that only the recorder finds.
KINDS = frozenset(
    """email phone card iban national_id ip token birth_date document_id address person_name typed long_number custom""".split()
)

_Count = Literal["hidden", "dropped", "rules", "kinds"]


State = tuple[dict[_Count, Counter[str]], dict[_Count, Counter[str]]]
Note = tuple[_Count, str, int]


class Ledger:
    """Counts of one recording. What is noted is added up later, all at once: a page brings some ten thousand notes."""

    def __init__(self, own: frozenset[str] = frozenset()) -> None:
        self._own = own  # names of the owner's rules
        self._kept = _none()
        self._waiting = _none()
        self._now = self._kept
        self._notes: list[Note] = []  # not counted yet; they belong to ``_now``

    def begin(self) -> None:
        """A segment is about to be worded, perhaps not for the first time."""
        self._add_up()
        self._now = self._waiting = _none()

    def end(self) -> None:
        """The segment is worded."""
        self._add_up()
        self._now = self._kept

    def keep(self) -> None:
        """The segment has left."""
        self._add_up()
        for name, counts in self._waiting.items():
            self._kept[name].update(counts)
        self._waiting = _none()

    def state(self) -> State:
        """All counts, to be put back after wording what does not leave now."""
        self._add_up()
        return {name: +counts for name, counts in self._kept.items()}, {name: +counts for name, counts in self._waiting.items()}

    def restore(self, state: State) -> None:
        """As it was."""
        self._notes.clear()
        self._kept, self._waiting = state
        self._now = self._kept

    def mark(self) -> int:
        """A place among the notes, for ``since``."""
        return len(self._notes)

    def since(self, mark: int) -> list[Note]:
        """What was noted from there on; none of these calls may lie between: begin, end, keep, state, restore, as_dict."""
        return self._notes[mark:]

    def repeat(self, notes: list[Note], times: int = 1) -> None:
        """Notes the same so many times more: what they are about was said so often again."""
        self._notes += notes if times == 1 else [(name, word, count * times) for name, word, count in notes]

    def hide(self, reason: str, count: int = 1, rule: str = "") -> None:
        """Notes that something left in a hidden form."""
        self._notes.append(("hidden", reason if reason in HIDDEN else "attribute", count))
        if rule:
            self._notes.append(("rules", rule if rule in RULES else "not known", count))

    def found(self, kind: str) -> None:
        """Notes that personal data of this kind was hidden."""
        self._notes.append(("kinds", kind if kind in KINDS or kind in self._own else "custom", 1))

    def failed(self, name: str) -> None:
        """Notes that a rule of the owner's failed, and so hid what it was asked about."""
        self._notes.append(("rules", f"{name} failed" if name in self._own else "not known", 1))

    def drop(self, reason: str, count: int = 1) -> None:
        """Notes that something did not leave at all."""
        self._notes.append(("dropped", reason if reason in DROPPED else "error", count))

    def as_dict(self) -> dict[str, dict[str, int]]:
        """``{"hidden": {reason: count}, "dropped": {reason: count}, "rules": {rule: count}, "kinds": {kind: count}}``"""
        self._add_up()
        both = {name: counts + self._waiting[name] for name, counts in self._kept.items()}
        return {name: dict(sorted(counts.items())) for name, counts in both.items()}

    def as_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self.as_dict())

    def _add_up(self) -> None:
        for (name, word, count), times in Counter(self._notes).items():
            self._now[name][word] += count * times
        self._notes.clear()


def _none() -> dict[_Count, Counter[str]]:
    return {"hidden": Counter(), "dropped": Counter(), "rules": Counter(), "kinds": Counter()}
