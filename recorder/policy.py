"""Every rule that decides what is shown: one function, ``Policy.decide``, for every channel.

What is known of a node is one number, its *context*: what the marks on it and on everything above it ask for. ``decide`` takes
a channel and a context and answers with a treatment; its last line answers with the strictest. Laws:

- a context only ever gets stricter on the way down: nothing inside a closed box opens it;
- ``ALLOW`` opens page text only, and not below ``MASK`` or ``EXCLUDE``;
- the floor, typed values while ``recordInputs`` is off, and everything below ``MASK`` are hidden by every preset.
"""

import enum
from collections.abc import Container
from functools import lru_cache
from typing import Any

from recorder import attributes, floor
from recorder.config import Options
from recorder.custom import Rules
from recorder.records import Mark


class Treatment(enum.IntEnum):
    """How a node's content leaves. A larger one hides more."""

    SHOW = 0
    MASK = 1
    BLOCK = 2


class Channel(enum.Enum):
    """Ways by which something of the page could leave."""

    TEXT = "text"  # words on the page, and attributes that show as words
    VALUE = "value"  # what a field holds
    STATE = "state"  # what is ticked, chosen, set
    ADDRESS = "address"  # URLs
    MEDIA = "media"  # pictures, films
    PIXELS = "pixels"  # what is drawn on a canvas, a frame of a film: nobody can look through them for personal data
    PLACE = "place"  # where the pointer is
    ACTION = "action"  # that something was pressed, focused, changed

    __hash__ = object.__hash__  # by identity: the one of enumerations is Python code, and asked for at each node


# Bits of a context. Plain integers: enum arithmetic costs a microsecond a node in the browser.
EXCLUDED, MASKED, SILENT = int(Mark.EXCLUDE), int(Mark.MASK), int(Mark.IGNORE)
ALLOWED, FLOORED, TYPED = int(Mark.ALLOW), int(Mark.FLOOR), 32
UNFINISHED = 64  # a text that was written anew before it was whole: its last words are not known for what they were to be
HIDING = EXCLUDED | MASKED | SILENT
INHERITED = EXCLUDED | MASKED | SILENT | ALLOWED | TYPED

_EDITING_ROLES = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "slider"})


def inherit(parent: int, marks: int) -> int:
    """The context of a node from that of its parent and its own marks."""
    return (parent & INHERITED) | marks


_MARKED_TAGS = frozenset((*attributes.FIELDS, "selectedcontent"))


def may_have_own_marks(tag: str, names: Container[str]) -> bool:
    """Whether ``own_marks`` can answer anything for an element with attributes of these names: most have none."""
    return tag in _MARKED_TAGS or "contenteditable" in names or "role" in names or "aria-haspopup" in names


def own_marks(tag: str, raw: dict[str, str]) -> int:
    """Marks that follow from attributes alone: places where visitors type, and the floor asked a second time."""
    marks = 0
    if "contenteditable" in raw and raw["contenteditable"].strip().lower() != "false":
        marks |= TYPED
    if tag == "selectedcontent":  # a copy of the option that was chosen
        marks |= TYPED
    if not _EDITING_ROLES.isdisjoint(raw.get("role", "").lower().split()):
        marks |= TYPED
    if raw.get("aria-haspopup", "").strip().lower() == "listbox":  # a list drawn by the page: what stands on it was chosen
        marks |= TYPED
    if tag in attributes.FIELDS and floor.is_floor(raw):
        marks |= FLOORED
    return marks


def called(name: str) -> int:
    """The mark that follows from what a site calls something that it tells itself: the floor, or none."""
    return FLOORED if name and floor.describes_floor(name) else 0


class Policy:
    """The owner's options, as decisions; beside them the owner's own rules."""

    def __init__(self, options: Options | None = None, own: Rules | None = None) -> None:
        self.options = options or Options()
        self.own = own or Rules()
        self.strict = self.options.preset != "balanced"
        self._treatments: dict[tuple[Channel, int], Treatment] = {}

    def decide(self, channel: Channel, context: int) -> Treatment:
        """How something of this channel leaves, from a node with this context."""
        known = self._treatments.get((channel, context))
        if known is None:
            known = self._treatments[channel, context] = self._decide(channel, context)
        return known

    def _decide(self, channel: Channel, context: int) -> Treatment:
        if context & EXCLUDED:
            return Treatment.BLOCK
        if channel is Channel.ACTION:
            return Treatment.BLOCK if context & SILENT else Treatment.SHOW
        if channel is Channel.PLACE:
            return Treatment.BLOCK if context & SILENT else Treatment.MASK if context & MASKED else Treatment.SHOW
        if context & (MASKED | FLOORED):
            return Treatment.MASK
        if channel is Channel.PIXELS:
            return Treatment.SHOW if context & ALLOWED and not context & SILENT else Treatment.MASK
        typed = bool(context & TYPED)
        typed_shows = self.options.record_inputs and not context & SILENT
        if channel in (Channel.VALUE, Channel.STATE) or (channel is Channel.TEXT and typed):
            return Treatment.SHOW if typed_shows else Treatment.MASK
        if channel is Channel.TEXT and (context & ALLOWED or not self.strict):
            return Treatment.SHOW
        # An address or a picture that a visitor put into an editor tells as much as the words there.
        if channel in (Channel.ADDRESS, Channel.MEDIA) and not self.strict and (typed_shows or not typed):
            return Treatment.SHOW
        return Treatment.MASK


@lru_cache(maxsize=1_000)
def rule(channel: Channel, context: int) -> str:
    """What asks for hiding something of this channel, in a word of the ledger's: the surest first."""
    for bit, word in _RULES:
        if context & bit:
            return word
    typed = channel in (Channel.VALUE, Channel.STATE) or context & TYPED
    return "recordInputs" if typed else "strict"


_RULES = ((EXCLUDED, "exclude"), (FLOORED, "floor"), (MASKED, "mask"), (SILENT, "ignore"))


def floor_rules() -> dict[str, Any]:
    """The floor as JSON data for the probe."""
    return floor.rules()


def read_rules() -> dict[str, Any]:
    """What the probe may read, as JSON data."""
    return dict(attributes.read_rules())
