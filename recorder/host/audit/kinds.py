"""What a field or a text is about: one of a few kinds, or nothing personal.

The rule is the core's own wherever it has one: the floor (``recorder.floor``), what a label means (``recorder.detect.labels``),
what introduces a person's name or another value (``recorder.detect.find``). Beside it stand topics (``words.py``) and the tokens
of ``autocomplete`` (HTML Living Standard, "Autofill").
"""

import re
import unicodedata
from functools import cache

from recorder import detect, floor
from recorder.detect import labels

from . import words

# Kinds, and what an owner reads.
KINDS = {
    "email": "e-mail address",
    "person_name": "person's name",
    "username": "user name",
    "phone": "telephone number",
    "address": "postal address",
    "birth_date": "date of birth",
    "gender": "gender",
    "national_id": "national or tax id",
    "document_id": "document number",
    "card": "payment card",
    "account": "bank account",
    "secret": "password or code",
    "health": "health",
    "money": "money of a person",
    "belief": "belief, origin or private life",
    "free_text": "free text",
    "iban": "bank account",
    "ip": "IP address",
    "token": "token",
    "known": "known personal value",
    "canary": "what was typed",
}
# Kinds that a choice (a list, a box to tick) may tell as well as words.
TOPICS = ("health", "belief", "gender")

_AUTOCOMPLETE = {
    "email": "email",
    "username": "username",
    "nickname": "username",
    "bday": "birth_date",
    "sex": "gender",
    "impp": "username",
    "photo": "person_name",
} | dict.fromkeys(("name", "given-name", "additional-name", "family-name", "honorific-prefix"), "person_name")
_AUTOCOMPLETE |= dict.fromkeys(
    ("street-address", *(f"address-line{at}" for at in (1, 2, 3)), *(f"address-level{at}" for at in (1, 2, 3, 4)), "postal-code"),
    "address",
)
_LABELS = {
    "phone": "phone",
    "birth": "birth_date",
    "national": "national_id",
    "document": "document_id",
    "address": "address",
    "card": "card",
    "account": "account",
    "secret": "secret",
}
_TABLES = (
    ("email", words.EMAIL),
    ("health", words.HEALTH),
    ("belief", words.BELIEF),
    ("money", words.MONEY),
    ("username", words.USER),
    ("address", words.ADDRESS),
    ("gender", words.GENDER),
)
_SAMPLE_NAME = "Zafira Quelbert"
_LABEL_WORDS = 8
_hump = re.compile(r"([a-z0-9])([A-Z])")
_marks = re.compile(r"[\u0300-\u036f]+")
_gap = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "Ł": "L", "ø": "o"})


def spaced(text: str) -> str:
    """A description as the tables hold it: words, no accents, lower case ("cardNumber" -> "card number").

    >>> spaced("Città_di-nascita")
    'citta di nascita'
    """
    flat = unicodedata.normalize("NFKD", _hump.sub(r"\1 \2", text.translate(_LETTERS)))
    return _gap.sub(" ", _marks.sub("", flat)).strip().lower()


def entries(table: str) -> list[str]:
    """The entries of a table, the longest first."""
    said = {" ".join(entry.split()) for entry in table.split("|")} - {""}
    return sorted(said, key=lambda entry: (-len(entry), entry))


@cache
def _pattern(table: str) -> re.Pattern[str]:
    parts = [re.escape(entry[:-1]) + r"\w*" if entry.endswith("*") else re.escape(entry) for entry in entries(table)]
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b")


def says(table: str, description: str) -> bool:
    """Whether a description holds a word of a table."""
    return bool(_pattern(table).search(spaced(description)))


@cache
def of_words(description: str) -> str | None:
    """The kind that one name, label or placeholder speaks of.

    >>> of_words("Reason for your visit"), of_words("e-mail"), of_words("Vorname"), of_words("Quantity")
    ('health', 'email', 'person_name', None)
    """
    plain = spaced(description)
    if not plain or len(plain.split()) > _LABEL_WORDS:
        return None
    for kind in ("health", "belief"):  # "Health insurance number" is a number: the core's label comes first below for all others
        if says(dict(_TABLES)[kind], plain) and labels.meaning(plain) is None:
            return kind
    if (meant := labels.meaning(plain)) in _LABELS:
        return _LABELS[str(meant)]
    if says(words.HARMLESS, plain):
        return None
    for kind, table in _TABLES:
        if says(table, plain):
            return kind
    return "person_name" if introduces_name(plain) else None


def introduces_name(description: str) -> bool:
    """Whether words behind this label are a person's name, as the detectors see it."""
    at = len(description) + 2
    return any(start == at and kind == "person_name" for start, _, kind in detect.find(f"{description}: {_SAMPLE_NAME}"))


def of_autocomplete(tokens: str) -> str | None:
    """The kind that ``autocomplete`` names; tokens of the floor are none of ours.

    >>> of_autocomplete("shipping street-address"), of_autocomplete("off")
    ('address', None)
    """
    for token in tokens.lower().split():
        if token in _AUTOCOMPLETE:
            return _AUTOCOMPLETE[token]
        if token.startswith("tel"):
            return "phone"
        if token.startswith("bday"):
            return "birth_date"
    return None


def is_floor(attributes: dict[str, str], descriptions: list[str], *, dotted: bool) -> bool:
    """Whether the recorder never reads this field, as far as it can be said from outside."""
    return dotted or floor.is_floor(attributes) or any(map(floor.describes_floor, descriptions))
