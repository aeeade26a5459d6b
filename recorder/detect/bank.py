"""Payment cards and bank accounts.

Laws: a card is 13 to 19 digits of an issuer's range and length that pass Luhn; its first group has at least four digits
(no decimal number has), and nothing that belongs to the same number stands around it. An IBAN has its country's length and
passes modulo 97. Neither needs a label; a label of another thing beside a 13-digit number makes it an article code.
Accounts without an IBAN need their label, or a sort code before them; a card's security code needs its own.
Source: `checks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import checks
from .labels import nearest
from .numbers import Run, part

_SPLIT_CARD = re.compile(r"(?<![\w.-])\d{4}(?:[ ]?[\n\t][ ]?\d{4}){3}(?![ ]?[\n\t][ ]?\d{4})(?![\w-])")
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2})[ -]?\d[ ]?\d")
_IS = r"[ ]?(?:no|nr|number|n°|code|is|ist|est|es)?[ ]?[.:#=]{0,2}\s{0,2}"
# Compiled at first use. "Account number" alone may be a customer's.
_ACCOUNT = (
    r"(?i)\b(?:bank account|konto(?:nummer|nr|-nr)|blz|bankleitzahl|sort code|routing|aba|rekening ?nummer|numero (?:di )?conto"
    rf"|numéro de compte|número de cuenta|numer konta|číslo účtu){_IS}(\d(?:[ -]?\d){{5,17}}(?:/\d{{4}})?)(?![\w])"
)
_SORT_CODE = r"(?i)(?<![\d./-])(\d\d-\d\d-\d\d)[ ,;/]{1,3}(?:(?:a/?c|account)(?: no\.?| number)?:? )?(\d{8})(?![\d./-])"
_SECURITY_CODE = rf"(?i)\b(?:cvc2?|cvv2?|csc|security code|prüfnummer){_IS}(\d{{3,4}})(?![\w.,-]\d|\w)"
# India's Income-tax Department: the fourth letter says "person".
_PAN = r"(?<![\w.-])([A-Z]{3}P[A-Z]\d{4}[A-Z])(?![\w-])"
# A password or a code that is said: with a digit in it, since "Password: required" is none.
_SAID = (
    r"(?i)\b(?:passwor[dt]|passcode|kennwort|mot de passe|contraseña|senha|wachtwoord|hasło|heslo|parol[aă]|pin|otp|tan"
    r"|lösenord|adgangskode|kodeord|passord|salasana|jelszó|şifre|lozinka|пароль"
    r"|(?:your|ihr|dein|votre|tu|il tuo|seu|uw)(?: [\w-]{1,20}){0,2} (?:code|código|codice)"
    r"|(?:one[- ]time|verification|login|access|einmal|zugangs)[- ]?code)"
    r"(?:[ ]?[:=]|[ ]?\n| (?:is|ist|lautet|est|es|è|é):?)\s{0,2}((?=[^\s,;]{0,39}\d)[^\s,;]{4,40}(?<![.]))"
)
_SECURITY_WORDS = ("cvc", "cvv", "csc", "security code")
_SAID_WORDS = ("pass", "kennw", "woord", "pin", "otp", "tan", "cod", "kod", "senha", "heslo", "parol", "salas", "lozin")
# With the least digits of each, and words of which one must be there.
_CALLED = (
    (_SAID, "token", 1, _SAID_WORDS),
    (_SORT_CODE, "iban", 14, ()),
    (_ACCOUNT, "iban", 6, ()),
    (_SECURITY_CODE, "card", 3, _SECURITY_WORDS),
    (_PAN, "national_id", 4, ()),
)
_SEPARATORS = " -./·_\u00a0"
_IBAN_SPAN_CHARS = 80
_MOST_GROUPS = 12


def cards(text: str, runs: list[Run]) -> Iterator[tuple[int, int, str]]:
    for run in runs:
        if len(run.digits) >= 13:
            found = _card_in(text, run)
            if found:
                yield found.start, found.end, "card"
    for split in _SPLIT_CARD.finditer(text) if "\n" in text or "\t" in text else ():
        if checks.card("".join(filter(str.isdigit, split.group()))):
            yield split.start(), split.end(), "card"


def _card_in(text: str, run: Run) -> Run | None:
    """The whole run, or a card's usual groups with a date or a code before or after them."""
    if _glued(text, run):
        return None
    if len(run.digits) <= 19 and _plausible(text, run):
        return run
    label = nearest(text, run.start)
    if label is not None and label.meaning == "other" and not label.gap_words:
        return None  # a part of a parcel's number
    count = min(len(run.groups), _MOST_GROUPS)
    for first in range(count):
        for last in range(first, count):
            piece = part(text, run, first, last)
            if (_usual_groups(piece) or _is_called_card(text, piece)) and _stands_apart(run, piece) and _plausible(text, piece):
                return piece
    return None


def _glued(text: str, run: Run) -> bool:
    """A letter touches the run: an article code, not a card; between two letters, a text without spaces."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if before.isalpha() and after.isalpha() and len(run.groups) == 1 and len(run.digits) in (15, 16):
        return False
    return (before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii()) or before == "."


def _plausible(text: str, piece: Run) -> bool:
    first_start, first_end = piece.groups[0]
    if first_end - first_start < 4 and len(piece.groups) < 4:
        return False
    if not checks.card(piece.digits):
        return False
    if len(piece.digits) == 13 and len(piece.groups) == 1 and checks.ean13(piece.digits):
        return _is_called_card(text, piece)
    return True


def _is_called_card(text: str, piece: Run) -> bool:
    label = nearest(text, piece.start)
    return len(piece.groups) == 1 and label is not None and label.meaning == "card"


def _usual_groups(piece: Run) -> bool:
    sizes = [end - start for start, end in piece.groups]
    if len(sizes) == 1:
        return sizes[0] >= 15
    return sizes in ([4, 6, 5], [4, 6, 4]) or (len(sizes) in (4, 5) and sizes[:3] == [4, 4, 4])


def _stands_apart(run: Run, piece: Run) -> bool:
    """What is left of the run is short (an expiry date, a code, a line number), not more groups of four."""
    left = len(run.digits) - len(piece.digits)
    sizes = [end - start for start, end in run.groups if end <= piece.start or start >= piece.end]
    return bool(sizes) and left <= 8 and (max(sizes) <= 3 or left == 4)


def accounts(text: str, digits: int) -> Iterator[tuple[int, int, str]]:
    """National account numbers with what says so, sort code and account side by side, a card's security code, India's tax id.

    ``digits``: how many the text has.
    """
    said = text.lower() if text.isascii() else ""  # of other letters, some are the same in one case, though not in lower()
    for form, kind, least, words in _CALLED:
        if digits < least or (said and words and not any(word in said for word in words)):
            continue
        for found in re.finditer(form, text):
            yield from ((*found.span(group), kind) for group in range(1, len(found.groups()) + 1))


def ibans(text: str) -> Iterator[tuple[int, int, str]]:
    for start in _IBAN_START.finditer(text):
        country = start.group(1).upper()
        found = _take(text, start.start(), checks.IBAN_LENGTHS.get(country, 0))
        if found:
            yield start.start(), found, "iban"


def _take(text: str, start: int, size: int) -> int | None:
    """Where an IBAN of `size` characters ends, when one starts here."""
    chars = ""
    for at in range(start, min(len(text), start + _IBAN_SPAN_CHARS)):
        char = text[at]
        if char.isascii() and char.isalnum():
            chars += char
            if len(chars) == size:
                ends = not text[at + 1 : at + 2].isalnum() or not text[at + 1].isascii()
                return at + 1 if ends and checks.iban(chars.upper()) else None
        elif char not in _SEPARATORS:
            return None
    return None
