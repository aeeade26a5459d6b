"""What the audit types: made-up persons and numbers, each used once, of the shape that the field asks for.

Laws: no canary comes twice in a run; numbers are valid where numbers have check digits, so that detectors and forms take them;
what is looked for in the outgoing bytes (``needles``) is long enough not to be there by chance, or there is none.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

LEAST_CHARS = 6
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
_ENDINGS = [f"{syllable[0]}{tail}" for syllable in _SYLLABLES[::5] for tail in ("o", "is", "un", "el", "ax")]
_KEPT = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Canary:
    """One text to type, and the pieces of it that betray it."""

    text: str
    needles: tuple[str, ...]


class Canaries:
    """Makes canaries, each of them once. ``start``: where to begin, so that runs differ."""

    def __init__(self, start: int = 0) -> None:
        self._next = start

    def word(self) -> str:
        """A word that no page has."""
        size = len(_SYLLABLES)
        at = self._next * 104_729 % size**3  # neighbours do not look alike, none comes twice
        self._next += 1
        return (
            "Q"
            + _SYLLABLES[at // size**2][1]
            + "v"
            + _SYLLABLES[at % size]
            + _SYLLABLES[at // size % size]
            + _ENDINGS[at // size**2]
        )

    def make(self, kind: str | None, type: str, limit: int | None = None) -> Canary:
        """A canary for a field of this kind and ``type``; ``limit``: most characters."""
        made = self._by_type(type) or self._by_kind(kind)
        return made if limit is None or len(made.text) <= limit else _cut(made, limit)

    def _by_type(self, type: str) -> Canary | None:
        maker: Callable[[], Canary] | None = {
            "email": self._email,
            "tel": self._phone,
            "number": self._number,
            "date": self._date,
            "month": lambda: _short(self._day().isoformat()[:7]),
            "datetime-local": lambda: _whole(f"{self._day().isoformat()}T09:41"),
            "time": lambda: _short("09:41"),
            "week": lambda: _short("1987-W33"),
            "url": self._url,
            "password": self._secret,
        }.get(type)
        return maker() if maker else None

    def _by_kind(self, kind: str | None) -> Canary:
        maker: Callable[[], Canary] = {
            "email": self._email,
            "person_name": self._name,
            "username": lambda: _whole(self.word().lower()),
            "phone": self._phone,
            "birth_date": self._date,
            "card": self._card,
            "account": self._iban,
            "national_id": self._id,
            "document_id": self._id,
            "secret": self._secret,
            "address": self._street,
            "money": self._number,
        }.get(kind or "", self._sentence)
        return maker()

    def address(self) -> Canary:
        """For the page's own address."""
        return _whole(self.word())

    def _name(self) -> Canary:
        first, last = self.word(), self.word()
        return Canary(f"{first} {last}", (first, last))

    def _email(self) -> Canary:
        first, last = self.word().lower(), self.word().lower()
        return Canary(f"{first}.{last}@example.com", (first, last))

    def _street(self) -> Canary:
        street = self.word()
        return Canary(f"Via {street} 17", (street,))

    def _sentence(self) -> Canary:
        """No word that another field gets too: what is typed below a mark is hidden in all others, if it is long enough."""
        words = tuple(self.word().lower() for _ in range(3))
        return Canary(" ".join(words), words)

    def _url(self) -> Canary:
        word = self.word().lower()
        return Canary(f"https://example.com/{word}", (word,))

    def _secret(self) -> Canary:
        return _whole(f"{self.word()}-{self._digits(4)}")

    def _phone(self) -> Canary:
        digits = self._digits(7)
        return Canary(f"+39347{digits}", (f"347{digits}", digits))

    def _number(self) -> Canary:
        return _whole(self._digits(7))

    def _id(self) -> Canary:
        return _whole(f"X{self._digits(8)}")

    def _day(self) -> datetime.date:
        self._next += 1
        return datetime.date(1953, 2, 17) + datetime.timedelta(days=self._next * 17 % 14_000)

    def _date(self) -> Canary:
        return _whole(self._day().isoformat())

    def _card(self) -> Canary:
        digits = f"45399{self._digits(10)}"
        doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(digits)]
        return _whole(digits + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10))

    def _iban(self) -> Canary:
        account = f"37040044{self._digits(10)}"
        check = 98 - int(f"{account}131400") % 97
        return _whole(f"DE{check:02}{account}")

    def _digits(self, count: int) -> str:
        """Digits that differ each time and look like no counter."""
        self._next += 1
        return str(self._next * 7_919_317 % 10**count).rjust(count, "7")


def _whole(text: str) -> Canary:
    return Canary(text, (text,))


def _short(text: str) -> Canary:
    return Canary(text, ())


def _cut(canary: Canary, limit: int) -> Canary:
    text = _KEPT.sub("", canary.text)[: max(limit, 0)]
    return Canary(text, (text,) if len(text) >= LEAST_CHARS else ())
