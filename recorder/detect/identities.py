"""Check digits and birth dates inside national, tax and health numbers.

Laws: a function answers whether a number of the right shape (`national.py`) could be a real one; it takes digits and capital
letters without separators.
Source: ISO/IEC 7064 and the national definitions. Written by hand, see docs/detectors.md; `tests/test_detect.py` compares with
python-stdnum.
"""

from __future__ import annotations

from .checks import luhn, weighted

_ODD_VALUES = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            2,
            4,
            18,
            20,
            11,
            3,
            6,
            8,
            12,
            14,
            16,
            10,
            22,
            25,
            24,
            23,
        ),
    )
)


def day(year: int, month: int, day_of_month: int) -> bool:
    """Whether a date could be someone's birthday (leap days are not counted out)."""
    return 1850 <= year <= 2150 and 1 <= month <= 12 and 1 <= day_of_month <= (31, 29, 31, 30, 31, 30)[_short(month)]


def _short(month: int) -> int:
    return (0, 1, 2, 3, 2, 3, 2, 2, 3, 2, 3, 2)[month - 1]


def mod_11_10(digits: str) -> bool:
    """ISO/IEC 7064, MOD 11,10: German tax ids, Croatian OIB."""
    check = 5
    for digit in digits:
        check = ((check or 10) * 2 % 11 + int(digit)) % 10
    return check == 1


def mod_11_2(chars: str) -> bool:
    """ISO/IEC 7064, MOD 11-2: Chinese identity numbers (last may be X)."""
    check = 0
    for char in chars:
        check = (2 * check + (10 if char == "X" else int(char))) % 11
    return check == 1


def codice_fiscale(chars: str) -> bool:
    """Italy: sixteen characters, the last calculated from the others (digits may be letters: omocodia)."""
    odd = sum(_ODD_VALUES[char] for char in chars[0:15:2])
    even = sum(int(char, 36) - (10 if char.isalpha() else 0) for char in chars[1:15:2])
    return chr(65 + (odd + even) % 26) == chars[15]


def nir(chars: str) -> bool:
    """France: thirteen digits (Corsica 2A, 2B) and the complement modulo 97."""
    number = chars[:13].replace("2A", "19").replace("2B", "18")
    return number.isdigit() and chars[13:].isdigit() and 97 - int(number) % 97 == int(chars[13:])


def dni(chars: str) -> bool:
    """Spain: eight digits, or X, Y, Z and seven, and a letter."""
    number = chars[:-1].translate({88: "0", 89: "1", 90: "2"})
    return number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == chars[-1]


def cpf(digits: str) -> bool:
    """Brazil, persons."""
    if len(set(digits)) == 1:
        return False
    first = weighted(digits, tuple(range(10, 1, -1))) * 10 % 11 % 10
    second = weighted(digits, tuple(range(11, 1, -1))) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


def cnpj(digits: str) -> bool:
    """Brazil, firms, which may be one person's."""
    weights = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = weighted(digits, weights) * 10 % 11 % 10
    second = weighted(digits, (6, *weights)) * 10 % 11 % 10
    return digits[12:] == f"{first}{second}"


def hkid(chars: str) -> bool:
    """Hong Kong: one or two letters (a missing one counts 36), six digits, a check character modulo 11."""
    values = [36 if char == " " else int(char, 36) for char in chars[:-1].rjust(8)]
    return (sum(value * (9 - at) for at, value in enumerate(values)) + int(chars[-1], 36)) % 11 == 0


def amka(digits: str) -> bool:
    """Greece, social security: a birth date and Luhn."""
    return day(1999, int(digits[2:4]), int(digits[:2])) and luhn(digits)


def snils(digits: str) -> bool:
    """Russia, pensions."""
    return weighted(digits, tuple(range(9, 0, -1))) % 101 % 100 == int(digits[9:])


def rodne_cislo(digits: str) -> bool:
    """Czechia and Slovakia since 1954: a birth date (women +50, overflow +20) and modulo 11."""
    month = int(digits[2:4]) % 50
    month -= 20 if month > 20 else 0
    if not day(1999, month, int(digits[4:6])):
        return False
    rest = int(digits[:9]) % 11 % 10
    return int(digits) % 11 == 0 or rest == int(digits[9])


def pesel(digits: str) -> bool:
    """Poland: a birth date (the century added to the month) and a check digit."""
    month = int(digits[2:4]) % 20
    return day(1999, month, int(digits[4:6])) and weighted(digits, (1, 3, 7, 9) * 2 + (1, 3, 1)) % 10 == 0


def kimlik(digits: str) -> bool:
    """Turkey: two check digits."""
    odd, even = weighted(digits[0:9:2], (1,) * 5), weighted(digits[1:8:2], (1,) * 4)
    tenth = (7 * odd - even) % 10
    return digits[0] != "0" and digits[9:] == f"{tenth}{(odd + even + tenth) % 10}"


def fodselsnummer(digits: str) -> bool:
    """Norway: a birth date and two check digits."""
    return (
        day(1999, int(digits[2:4]) % 40, int(digits[:2]) % 40)
        and weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11 == 0
        and weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    )


def baltic(digits: str) -> bool:
    """Estonia and Lithuania: a century, a birth date and a check digit in two rounds."""
    if not day(1999, int(digits[3:5]), int(digits[5:7])):
        return False
    check = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return check == int(digits[10])


def cnp(digits: str) -> bool:
    """Romania: sex, birth date, county, check digit."""
    check = weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return day(1999, int(digits[3:5]), int(digits[5:7])) and (1 if check == 10 else check) == int(digits[12])


def hetu(chars: str) -> bool:
    """Finland: a birth date, a century sign, a number and a check character."""
    number = int(chars[:6] + chars[7:10])
    return day(1999, int(chars[2:4]), int(chars[:2])) and "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31] == chars[10]


def personnummer(digits: str) -> bool:
    """Sweden: a birth date (60 more for those without one) and Luhn over ten digits."""
    return day(1999, int(digits[-8:-6]), int(digits[-6:-4]) % 60) and luhn(digits[-10:])


def my_number(digits: str) -> bool:
    """Japan, persons: twelve digits."""
    rest = weighted(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(digits[11])
