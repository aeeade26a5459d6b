"""Runs of digits, and what is taken out before them: dates, times and amounts."""

from __future__ import annotations

import pytest

from recorder.detect.numbers import part, runs

ROWS = [
    # what, the text, the text with "." for what was taken out, the digits that are left in a row
    ("a date", "on 2024-03-04 1", "on .......... 1", []),
    ("a date with points", "4.3.2024", "........", []),
    ("a date with points and spaces", "4. 3. 2024", "..........", []),
    ("a date with slashes", "4/3/1924", "........", []),
    ("a year too long ago", "1784-03-04", "1784-03-04", ["17840304"]),
    ("a date and more", "1.1.2024.5", "1.1.2024.5", ["1120245"]),
    ("a Japanese date", "2024年3月4日", ".........", []),
    ("a Japanese month", "2024年3月 5", "....... 5", []),
    ("a time", "12:30 12345", "..... 12345", ["12345"]),
    ("a time with seconds and parts", "12:30:45,123", "............", []),
    ("no time", "1:2:30", "1:2:30", []),
    ("a sign before an amount", "€ 1,234,567.89", "..............", []),
    ("a sign before digits", "US$ 12345", ".........", []),
    ("a sign behind an amount", "12 345 €", "........", []),
    ("a sign behind digits", "12345EUR", "........", []),
    ("an amount without cents", "1.234.567,- Kč", "..............", []),
    ("an amount with apostrophes", "1'234'567 CHF", ".............", []),
    ("thousands by commas", "1,234,567", ".........", []),
    ("commas that are none", "x1,234,567", "x1,234,567", []),
    ("a sign that begins a word", "12345 leis", "12345 leis", ["12345"]),
    ("a card and an amount", "4111 1111 1111 1111 EUR 49.90", "4111 1111 1111 1111 .........", ["4" + "1" * 15]),
    ("a card and a sign", "4111 1111 1111 1111 €", "4111 1111 1111 1111 €", ["4" + "1" * 15]),
    ("ten digits and a sign", "1234567890 €", "1234567890 €", ["1234567890"]),
    ("a nought in front", "030 901 820 EUR", "030 901 820 EUR", ["030901820"]),
    ("groups", "12 345-67", "12 345-67", ["1234567"]),
    ("four digits", "1234", "1234", []),
    ("four digits apart", "12 34", "12 34", ["1234"]),
    ("separators", "12 - 34", "12 - 34", ["1234"]),
    ("two separators", "12--34 12)(34", "12--34 12)(34", ["12341234"]),
    ("three separators", "12345---67890", "12345---67890", ["12345", "67890"]),
    ("two spaces", "12345  67890", "12345  67890", ["1234567890"]),
    ("a comma", "12345,67890", "12345,67890", ["12345", "67890"]),
    ("a line end", "12345\n67890", "12345\n67890", ["12345", "67890"]),
    ("letters", "a12345b67890", "a12345b67890", ["12345", "67890"]),
    ("underscores and middle dots", "12_345·67/8", "12_345·67/8", ["12345678"]),
]


@pytest.mark.parametrize(("text", "rest", "digits"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_runs(text: str, rest: str, digits: list[str]) -> None:
    left, found = runs(text)
    assert left.replace("\x00", ".") == rest
    assert [run.digits for run in found] == digits
    assert all(text[run.start].isdigit() and text[run.end - 1].isdigit() for run in found)


def test_a_part_of_a_run() -> None:
    text = "no 12 345-67 x"
    run = runs(text)[1][0]
    assert (run.start, run.end, run.groups) == (3, 12, ((3, 5), (6, 9), (10, 12)))
    assert part(text, run, 0, 2) == run
    piece = part(text, run, 1, 2)
    assert (piece.start, piece.end, piece.digits, piece.groups) == (6, 12, "34567", ((6, 9), (10, 12)))
    assert part(text, run, 1, 1).digits == "345"
