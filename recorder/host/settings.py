"""What may stand in ``velo.toml``: each section, each key, how its value is written, what it means.

The one table: the check (``configuration.py``), the schema for editors (``schema.py``) and the file that ``init`` writes
(``first_file.py``) are made from it. How the options of the page are written stands in ``recorder/config.py`` and is only
described here.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recorder import config
from recorder.config import Kind

LANGUAGES = ("en", "it", "de", "fr", "es", "pt", "nl", "pl", "cs")
PURPOSES = ("improve", "errors", "support", "security", "research")
BASES = ("consent", "legitimate-interests")


@dataclass(frozen=True)
class Setting:
    """One key. ``example``: what ``init`` shows. ``needed``: the notice cannot be written without it."""

    kind: Kind
    says: str
    example: Any
    needed: bool = False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_words(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and set(value) <= set(LANGUAGES) and all(map(_is_text, value.values()))
    return _is_text(value)


def _list_of(accepts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(map(accepts, value))


def _is_day(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"/[^?\s]*", value)) and value.count("#") < 2


_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_COUNTRY = re.compile(r"[A-Z]{2}")

TEXT = Kind("text", _is_text, "a text")
TEXTS = Kind("texts", _list_of(_is_text), "a list of texts")
WORDS = Kind("words", _is_words, 'a text, or one for each language: { en = "…", it = "…" }')
WORDS_LIST = Kind("words list", _list_of(_is_words), "a list of texts, or of texts by language")
EMAIL = Kind("e-mail", lambda value: isinstance(value, str) and bool(_EMAIL.fullmatch(value)), "an e-mail address")
DAYS = Kind("days", lambda value: type(value) is int and 1 <= value <= 3650, "a whole number of days, from 1 to 3650")
DAY = Kind("day", _is_day, "a date without quotes, like 2026-11-28")
COUNTRIES = Kind(
    "countries",
    _list_of(lambda one: isinstance(one, str) and bool(_COUNTRY.fullmatch(one))),
    'a list of country codes like ["IT", "DE"]',
)
PURPOSE_LIST = Kind(
    "our purposes", _list_of(lambda one: one in PURPOSES), "a list of " + ", ".join(f'"{one}"' for one in PURPOSES), PURPOSES
)
BASIS = Kind("choice", lambda value: value in BASES, " or ".join(f'"{one}"' for one in BASES), BASES)
PATHS = Kind(
    "paths",
    lambda value: _is_path(value) or _list_of(_is_path)(value),
    'a path like "/account/**", or a list of them; no address, no query',
)

# What each option of the page means, in a line. How it is written, and what it is by default: recorder/config.py.
OPTION_WORDS: dict[str, str] = {
    "endpoint": "URL of the collector. Without it nothing is sent.",
    "preset": '"strict" hides the words on the page; "balanced" shows them, less what is marked or detected as personal.',
    "recordInputs": "Record what visitors type, outside the floor and outside what is detected as personal.",
    "recordEmails": '"balanced" only: show e-mail addresses.',
    "recordNumbers": '"balanced" only: show numbers of twelve digits and more, never valid card, bank or id numbers.',
    "exclude": "CSS selectors of what leaves as an empty box.",
    "mask": "CSS selectors of what leaves with its words hidden.",
    "allow": 'CSS selectors of what "strict" may show.',
    "ignore": "CSS selectors of where input and pointer events are not recorded.",
    "consent": '"required": nothing is loaded or observed until the visitor has agreed; "not-required": starts at once.',
    "respectGpc": "A browser that says Global Privacy Control or Do Not Track is not recorded.",
    "sample": "Share of page views recorded, from 0 to 1.",
    "aliases": "Honour other products' privacy marks: true, false or a list of product names.",
    "frames": "Origins of framed pages that record themselves and may show here.",
    "consentFrom": 'Consent platforms that are heard: true, false or a list of "tcf", "google", "event".',
    "tcfPurposes": "The IAB's purposes that the visitor must have agreed to, each.",
}
OPTION_EXAMPLES: dict[str, Any] = {
    "endpoint": "/collect",
    "exclude": ["#balance"],
    "mask": [".customer-name"],
    "allow": ["nav", "footer"],
    "ignore": ["#signature"],
    "frames": ["https://pay.example"],
}

# What a rule for some pages may say: what shows there. Who is recorded at all is the same on every page.
PAGE_OPTIONS = ("preset", "recordInputs", "recordEmails", "recordNumbers", "exclude", "mask", "allow", "ignore")


def _option(name: str) -> Setting:
    table = config.option_table()[name]
    default = list(table["default"]) if isinstance(table["default"], tuple) else table["default"]
    return Setting(config.OPTIONS[name][1], OPTION_WORDS[name], OPTION_EXAMPLES.get(name, default))


Section = dict[str, Setting]

OPTIONS: Section = {name: _option(name) for name in config.OPTIONS}

PAGE: Section = {
    "path": Setting(PATHS, "Path of the pages: * is any text without a slash, ** any text at all. Needed.", "/account/**", True),
    "record": Setting(config.FLAG, "false: nothing at all is recorded on these pages.", False),
    **{name: OPTIONS[name] for name in PAGE_OPTIONS},
}

CONTROLLER: Section = {
    "name": Setting(TEXT, "Who is responsible for the recordings: company or person.", "Example Ltd", True),
    "address": Setting(WORDS, "Postal address, in one line.", "1 Example Street, Dublin, Ireland", True),
    "email": Setting(EMAIL, "Where visitors write about their data.", "privacy@shop.example", True),
    "phone": Setting(TEXT, "Telephone, if visitors may call.", "+353 1 000 0000"),
    "officer": Setting(WORDS, "Data protection officer: name and how to reach them.", "Jo Doe, dpo@shop.example"),
    "representative": Setting(
        WORDS,
        "Representative in the European Union, of a controller outside it.",
        "Example EU Ltd, 1 Example Road, Dublin, Ireland",
    ),
}

NOTICE: Section = {
    "site": Setting(TEXT, "What the site is called, or its address.", "shop.example", True),
    "purposes": Setting(PURPOSE_LIST, "What the recordings are for: " + ", ".join(PURPOSES) + ".", ["improve", "errors"], True),
    "otherPurposes": Setting(WORDS_LIST, "More purposes, in words of your own.", [{"en": "to train our support staff"}]),
    "legalBasis": Setting(BASIS, "The legal basis you rely on (GDPR, Article 6).", "consent", True),
    "retentionDays": Setting(DAYS, "After how many days recordings are erased. Give the collector the same number.", 30, True),
    "countries": Setting(COUNTRIES, "Countries in which recordings are stored or seen.", ["IE"], True),
    "safeguards": Setting(
        WORDS,
        "What protects recordings outside the European Economic Area.",
        {"en": "the European Commission's standard contractual clauses"},
    ),
    "recipients": Setting(
        WORDS_LIST, "Who else handles the recordings, such as a hosting company.", ["Example Hosting Ltd, Dublin (hosting)"]
    ),
    "authority": Setting(WORDS, "The supervisory authority that visitors may turn to.", "Data Protection Commission, Dublin"),
    "pseudonyms": Setting(config.FLAG, "The site calls velo.identify() with a pseudonym.", False),
    "updated": Setting(DAY, "Date that the statement carries.", datetime.date(2026, 11, 28)),
}

BUILD: Section = {
    "rules": Setting(TEXT, "File with your own rules in Python, as with --rules (docs/custom-rules.md).", "rules.py"),
    "packages": Setting(TEXTS, "Packages that your rules import, as with --with.", ["phonenumberslite==9.0.19"]),
    "encryptTo": Setting(
        TEXT, "File with the public key to seal recordings for, as with --encrypt-to (docs/collector.md).", "velo-1a2b.public.pem"
    ),
}

# Tables of the file; "page" may stand there more than once.
SECTIONS: dict[str, Section] = {"options": OPTIONS, "page": PAGE, "controller": CONTROLLER, "notice": NOTICE, "build": BUILD}
REPEATED = frozenset({"page"})
