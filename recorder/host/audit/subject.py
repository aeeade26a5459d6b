"""Whether a field, or words on the page, look personal, and of what kind. One rule for every site; see ``kinds.py``."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from recorder import detect, floor
from recorder.detect import labels

from . import kinds, search, words
from .look import Field, Look, Text

_PARTS = ("name", "id", "placeholder", "aria-label", "title", "data-field", "data-name", "formcontrolname", "ng-model")
_CHOICES = ("checkbox", "radio", "range", "color")
_KNOWN = frozenset("email person_name phone birth_date account card national_id document_id username address".split())
# A value of fewer digits is no number of this kind.
_LEAST_DIGITS = {"phone": 6, "birth_date": 3, "national_id": 4, "document_id": 4, "card": 8, "address": 1, "secret": 3}
# What fills several lines. "Letter to the doctor" asks for no name.
_LONG = frozenset((*kinds.TOPICS, "money", "address", "account", "free_text"))
_BARE_NAME = frozenset(("name", "nome", "nom", "nombre", "naam", "jmeno", "nazwa", "names"))
_VALUE_CHARS = 120


def is_floor(field: Field) -> bool:
    """Whether the recorder never reads this field."""
    said = [*field.labels, field.legend, field.beside]
    return kinds.is_floor({"type": field.type, **field.attributes}, said, dotted=field.dotted)


def is_search(field: Field) -> bool:
    """Whether this is where one looks for something."""
    said = [field.attributes.get(name, "") for name in ("name", "id", "placeholder", "aria-label")] + field.labels
    is_box = field.type == "search" or "searchbox" in field.attributes.get("role", "")
    return is_box or any(kinds.says(words.HARMLESS, one) for one in said)


def kind_of_field(field: Field) -> str | None:
    """What a field asks for, if that is personal; the surest sign first.

    Free text is personal only where people write in sentences: there they write anything.
    """
    if kind := {"email": "email", "tel": "phone"}.get(field.type):
        return kind
    if kind := kinds.of_autocomplete(field.attributes.get("autocomplete", "")):
        return kind if not _is_choice(field) or kind in (*kinds.TOPICS, "birth_date") else None
    said = [*field.labels, field.beside, *(field.attributes.get(name, "") for name in _PARTS), field.legend]
    for one in said:
        kind = kinds.of_words(one)
        if kind and (not _is_choice(field) or kind in kinds.TOPICS):
            return kind if kind in _LONG or not field.is_multiline else "free_text"
    if field.type == "search" or _is_choice(field):
        return None
    if field.is_multiline and not is_search(field):
        return "free_text"
    return "free_text" if any(kinds.says(words.FREE, one) for one in said if not kinds.says(words.HARMLESS, one)) else None


def floor_kind(field: Field) -> str:
    """A word for what a field of the floor asks for."""
    return kind_of_field(field) or "secret"


def _is_choice(field: Field) -> bool:
    return field.tag == "select" or field.type in _CHOICES


class Told(NamedTuple):
    """What words tell of a person: the kind, and the part of them that does."""

    kind: str
    part: str


def told_by(text: Text, known: Iterable[str], *, has_composer: bool = False) -> Told | None:
    """What words on the page tell of a person, if they do.

    ``known``: values that are somebody's, folded by ``search.plain``. ``has_composer``: something is written on this page, so a
    conversation in it is one of people.
    """
    said = text.text
    folded = search.plain(said)
    if any(value in folded for value in known):
        return Told("known", said)
    if spans := detect.find(said):
        start, end, kind = spans[0]
        return Told(kind, said[start:end])
    if has_composer and text.thread and text.where == "text":
        return Told("free_text", said)
    return _labelled(text, said) or _named(text, said)


def _labelled(text: Text, said: str) -> Told | None:
    """By what stands beside or above it."""
    label = text.label.rstrip(" :")
    plain = kinds.spaced(label)
    if not plain or len(said) > _VALUE_CHARS or said.endswith(":"):
        return None
    if plain in _BARE_NAME and not any(kinds.of_words(peer) not in (None, "person_name") for peer in text.peers):
        return None  # a table of products has names, too
    if plain in kinds.entries(words.PARTY) and text.peers:
        label = "Recipient"
    return _as_detected(label, said) or _as_topic(kinds.of_words(label), said, label)


def _as_detected(label: str, said: str) -> Told | None:
    """What the detectors find in a value when its label stands before it, if that is most of the value."""
    together, value_at = f"{label}: {said}", len(label) + 2
    for start, end, kind in detect.find(together):
        if start >= value_at and (end - start) * 10 >= len(said) * 6:
            return Told(kind, together[start:end])
    return None


def _as_topic(kind: str | None, said: str, label: str) -> Told | None:
    """What a label says of its value, where a value of that kind may look like anything."""
    digits = sum(map(str.isdigit, said))
    if kind in ("health", "belief"):
        return Told(kind, said) if kinds.of_words(said) is None and not said.isdigit() else None
    if kind == "money":
        return Told(kind, said) if digits else None
    if kind in ("username", "email", "gender", "person_name", "free_text", None):
        return None
    is_near = labels.nearest(f"{label}: {said}", len(label) + 2) is not None
    return Told(kind, said) if digits >= _LEAST_DIGITS.get(kind, 4) and is_near else None


def _named(text: Text, said: str) -> Told | None:
    """By what the markup calls it: ``class="user-name"`` with a person's name in it, ``class="balance"`` with an amount."""
    if text.where != "text" or len(said) > _VALUE_CHARS:
        return None
    if any(kinds.of_words(token) == "money" for token in text.tokens) and any(map(str.isdigit, said)):
        return Told("money", said)
    if not any(kinds.says(words.PERSON, token) for token in text.tokens):
        return None
    found = _as_detected("Name", said)
    return found if found and len(found.part.split()) > 1 else None


def known_values(look: Look) -> Iterator[str]:
    """What is somebody's for sure: values that stood in personal fields before anything was typed, and what the page keeps."""
    for part in look.all():
        for field in part.fields:
            if field.tag != "select" and kind_of_field(field) in _KNOWN:
                yield from _telling(field.value)
        for name, value in part.stored:
            yield from _in_storage(name, value)


def _in_storage(name: str, value: str) -> Iterator[str]:
    try:
        read = json.loads(value)
    except ValueError:
        read = value
    stack = [(name, read)]
    while stack:
        key, item = stack.pop()
        if isinstance(item, dict):
            stack += [(str(below), value) for below, value in item.items()]
        elif isinstance(item, list):
            stack += [(key, value) for value in item]
        elif isinstance(item, str) and (kinds.of_words(key) in _KNOWN or floor.describes_floor(key)):
            yield from _telling(item)


def _telling(value: str) -> Iterator[str]:
    """A value that is nobody else's by chance: two words, or digits, or an address."""
    tidy = " ".join(value.split())
    letters = re.sub(r"\W", "", tidy)
    if len(letters) >= 5 and len(tidy) <= _VALUE_CHARS and (" " in tidy or "@" in tidy or sum(map(str.isdigit, tidy)) >= 4):
        yield tidy
