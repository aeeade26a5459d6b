"""Check digits and the rules of numbers, as far as they can be calculated.

Laws: a function answers whether the number could be a real one of its kind; it takes plain digits (and capital
letters where the scheme has letters) and never raises on them.
Source: ISO/IEC 7812 and the issuers' ranges (cards), ISO 13616 and its registry of lengths (IBAN), GS1 (EAN). Written by
hand, see docs/detectors.md; `tests/test_detect.py` compares with python-stdnum.
"""

from __future__ import annotations

# First digits (from, to) and the lengths an issuer gives to its cards.
_ISSUERS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("300", "305", (14, 16, 17, 18, 19)),
    ("3095", "3095", (14, 16, 17, 18, 19)),
    ("36", "36", (14, 15, 16, 17, 18, 19)),
    ("38", "39", (14, 16, 17, 18, 19)),
    ("3528", "3589", (16, 17, 18, 19)),
    ("4", "4", (13, 16, 18, 19)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("2200", "2204", (16, 17, 18, 19)),
    ("5018", "5018", (12, 13, 14, 15, 16, 17, 18, 19)),
    ("5020", "5020", (12, 13, 14, 15, 16, 17, 18, 19)),
    ("5038", "5038", (12, 13, 14, 15, 16, 17, 18, 19)),
    ("56", "58", (16, 17, 18, 19)),
    ("5893", "5893", (13, 14, 15, 16, 17, 18, 19)),
    ("6011", "6011", (16, 17, 18, 19)),
    ("60", "60", (16,)),
    ("62", "62", (16, 17, 18, 19)),
    ("63", "63", (16, 18, 19)),
    ("644", "649", (16, 17, 18, 19)),
    ("65", "65", (16, 17, 18, 19)),
    ("67", "67", (13, 15, 16, 17, 18, 19)),
    ("81", "81", (16, 17, 18, 19)),
    ("9792", "9792", (16,)),
)

_IBAN_CHARS = {
    15: "NO",
    16: "BE",
    18: "DK FO FI GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK MN",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
IBAN_LENGTHS = {country: size for size, countries in _IBAN_CHARS.items() for country in countries.split()}


def luhn(digits: str) -> bool:
    total = sum(map(int, digits[-1::-2]))
    return (total + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])) % 10 == 0


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def card(digits: str) -> bool:
    """A number some issuer could have given out; not all one digit."""
    size = len(digits)
    if not 13 <= size <= 19 or len(set(digits)) < 2 or not luhn(digits):
        return False
    return any(size in sizes and first <= digits[: len(first)] <= last for first, last, sizes in _ISSUERS)


def iban(chars: str) -> bool:
    """Whether an IBAN without spaces, in capitals, passes modulo 97."""
    rearranged = chars[4:] + chars[:4]
    if not (rearranged.isascii() and rearranged.isalnum()):
        return False
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97 == 1


def weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights))


def ean13(digits: str) -> bool:
    return len(digits) == 13 and weighted(digits, (1, 3) * 6 + (1,)) % 10 == 0
