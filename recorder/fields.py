"""What an element is as a field, by its tag and type, and whether its value could still become something personal.

Laws: a type is read as browsers read it, without space around it and in any case; a type that no browser knows is a text field.
"""

from recorder.attributes import BUTTONS, CHOICES
from recorder.mirror import State
from recorder.records import Raw

_NO_TEXT = frozenset((*BUTTONS, *CHOICES, "hidden", "file", "range", "color"))
_FEW_DIGITS = 4  # from here on, a value that is being typed could become a card or a telephone number


def type_of(raw: dict[str, Raw]) -> str:
    """The type that an element's attributes name; "": none."""
    return raw["type"].reveal().strip().lower() if "type" in raw else ""


def is_slider(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a field whose value is seen, but not as text."""
    return tag == "input" and type_of(raw) in ("range", "color")


def is_choice(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a box to tick or a choice to make: it has a state, and no text of its own."""
    return tag == "input" and type_of(raw) in CHOICES


def has_text_value(tag: str, raw: dict[str, Raw]) -> bool:
    """Whether an element is a field whose value is seen as text."""
    return tag == "textarea" or (tag == "input" and type_of(raw) not in _NO_TEXT)


def is_unfinished(state: State, raw: dict[str, Raw]) -> bool:
    """Whether a value could be the first part of something personal: only when a field is left one can tell."""
    value = state[0].reveal() if state[0] is not None else ""
    return bool(value) and (type_of(raw) in ("email", "tel") or "@" in value or sum(map(str.isdigit, value)) >= _FEW_DIGITS)
