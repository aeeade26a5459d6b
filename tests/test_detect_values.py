"""Where a written value begins and ends, and which of its pieces belong to it."""

from __future__ import annotations

import pytest

from recorder.detect.values import Value, values


def seen(text: str) -> list[tuple[int, str]]:
    return [(value.start, value.chars(len(value.pieces))) for value in values(text)]


ROWS = [
    ("digits", "no 123456 x", [(3, "123456")]),
    ("three digits", "x 123", [(2, "123")]),
    ("two digits", "x 12", []),
    ("two digits beside capitals", "AB 12 C", []),
    ("letters and digits", "is C01X00T47.", [(3, "C01X00T47")]),
    ("small letters", "c01x00t47", [(0, "C01X00T47")]),
    ("capitals before and after", "AB 123 456 C", [(0, "AB123456C")]),
    ("five capitals before", "ABCDE 123", [(0, "ABCDE123")]),
    ("six capitals before", "ABCDEF 123", [(7, "123")]),
    ("a capital that begins a word", "Ab 123", [(3, "123")]),
    ("a Greek word", "\u0391\u03b2 123", [(3, "123")]),
    ("Greek capitals", "\u0391\u0391 123", [(0, "\u0391\u0391123")]),
    ("eight letters in a piece", "abcdefgh123", [(0, "ABCDEFGH123")]),
    ("nine letters in a piece", "abcdefghi123", []),
    ("separators", "12-34/56.78 90", [(0, "1234567890")]),
    ("separators with spaces", "12 - 34 / 56 . 78", [(0, "12345678")]),
    ("two spaces end it", "123  456", [(0, "123"), (5, "456")]),
    ("a comma ends it", "123, 456", [(0, "123"), (5, "456")]),
    ("an underscore ends it", "a_123_456", [(2, "123"), (6, "456")]),
    ("nine pieces", "1 2 3 4 5 6 7 8 9", [(0, "123456789")]),
    ("ten pieces", "1 2 3 4 5 6 7 8 9 1", [(0, "123456789")]),
    ("24 characters in a piece", "1" * 24, [(0, "1" * 24)]),
    ("too many characters in a piece", "1" * 26, []),
    ("a letter in front", "\u00e9123", []),
    ("a word for numbers in front", "SSN 123-45-6789", [(4, "123456789")]),
    ("another", "PESEL 85050512345", [(6, "85050512345")]),
    ("two", "NI NO 123456", [(6, "123456")]),
    *((f"the sign {sign}", f"{sign} 12345", [(len(sign) + 1, "12345")]) for sign in "NO NR N ID CF NI IP".split()),
    ("other capitals", "XK 12345", [(0, "XK12345")]),
    ("capitals alone", "AB CD", []),
]


@pytest.mark.parametrize(("text", "found"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_values(text: str, found: list[tuple[int, str]]) -> None:
    assert seen(text) == found


@pytest.mark.parametrize(
    ("text", "trails"),
    [
        ("12345678 IBAN", [False, True]),
        ("1234567 IBAN", [False, False]),
        ("12345678 AB", [False, False]),
        ("1234 5678 ABC", [False, False, True]),
        ("12345678 9ABC", [False, False]),
    ],
)
def test_a_word_after_a_number_trails_it(text: str, trails: list[bool]) -> None:
    for lead in ("", "no: "):
        value = next(values(lead + text))
        assert [value.trails(count) for count in range(1, len(value.pieces) + 1)] == trails


def test_the_first_pieces_in_capitals() -> None:
    value = next(values("x: ab12 cd34-5 ,"))
    assert isinstance(value, Value)
    assert [value.chars(count) for count in range(4)] == ["", "AB12", "AB12CD34", "AB12CD345"]
    assert value.text == "ab12 cd34-5"
