"""The sentences of the notice in each language, and what is filled into them: countries, lists, days, shares and dates.

Laws: a sentence is a file's (``notices/<code>.toml``), never code's; how a language writes a country, a list or a number is
Babel's business (Unicode CLDR). Portuguese is that of Portugal, English that of Europe.
"""

import datetime
import functools
import tomllib
from typing import Any

import babel
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_percent
from babel.units import format_unit

from recorder.host.layout import HOST
from recorder.host.settings import LANGUAGES

FOLDER = HOST / "notices"
_LOCALES = {"en": "en_GB", "pt": "pt_PT"}

# The European Economic Area.
EEA = frozenset("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split())


class Language:
    """One language: ``of("statement", "days", days="30 days")`` is a sentence."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sections: dict[str, dict[str, str]] = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
        self._locale = babel.Locale.parse(_LOCALES.get(code, code))

    def of(self, section: str, key: str, **filled: str) -> str:
        """The sentence with what stands in its braces."""
        return self.sections[section][key].format(**filled)

    def words(self, value: Any) -> str:
        """The owner's own words: the same in all languages, or those for this one."""
        return str(value[self.code] if isinstance(value, dict) else value)

    def knows(self, value: Any) -> bool:
        """Whether the owner has words for this language."""
        return not isinstance(value, dict) or self.code in value

    def listed(self, parts: list[str]) -> str:
        """One, two and three."""
        return str(format_list(parts, locale=self._locale))

    def countries(self, codes: list[str]) -> str:
        return self.listed([str(self._locale.territories[code]) for code in codes])

    def days(self, number: int) -> str:
        return str(format_unit(number, "day", locale=self._locale))

    def share(self, share: float) -> str:
        return str(format_percent(share, decimal_quantization=False, locale=self._locale))

    def date(self, day: datetime.date) -> str:
        return str(format_date(day, "long", locale=self._locale))


@functools.cache
def language(code: str) -> Language:
    """The language of this code."""
    return Language(code)


def all_languages() -> list[Language]:
    return [language(code) for code in LANGUAGES]


def is_country(code: str) -> bool:
    return code in babel.Locale("en").territories
