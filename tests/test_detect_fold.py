"""One spelling: what becomes what, what stays, and where each character came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.detect.fold import fold

ROWS = [
    ("line ends", "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\n", "\n" * 10),
    ("a line end between ASCII letters", "a\rb", "a\nb"),
    ("a vertical tab between ASCII letters", "a\vb", "a\nb"),
    ("a form feed between ASCII letters", "a\fb", "a\nb"),
    ("a tab stays", "a\tb", "a\tb"),
    ("invisible characters", "\u00ad\u200b\u200d\u2060\u202a\ufeff\u061c", ""),
    ("invisible letters and marks", "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u3164\uffa0", ""),
    ("variation selectors", "\ufe00\ufe0f\U000e0100\U000e01ef", ""),
    ("what follows the variation selectors", "\ufe10\U000e01f0", ",\U000e01f0"),
    ("spaces", "\u00a0\u1680\u2000\u2009\u202f\u205f\u3000", " " * 7),
    ("dashes", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\u2043\u23af\ufe58\uff0d", "-" * 12),
    ("quotes", "\u2018\u2019\u02bc\u2032", "''''"),
    ("two spaces between words", "a  b", "a b"),
    ("two that come from others", "a\u00a0 b", "a b"),
    ("columns", "a   b", "a   b"),
    ("a line that is indented", "a\n      b\n\t\tc", "a\nb\nc"),
    ("an empty cell", "a\n\tb", "a\n\tb"),
    ("digits of other scripts", "\u0663\u096a\uff15\U0001d7d8", "3450"),
    ("full-width and mathematical letters", "\uff21\uff42\U0001d5ba\uff20", "Aba@"),
    ("letters that are two", "\ufb01\u2116", "fiNo"),
    ("letters that are four", "\u33c2\u3300", "a.m.\u30a2\u30d1\u30fc\u30c8"),
    ("letters that are five stay", "\u3315", "\u3315"),
    ("a mark that would become a space stays", "\u00b4\u00b8", "\u00b4\u00b8"),
    ("superscripts and fractions stay", "10\u00b2 \u00bd \u2460", "10\u00b2 \u00bd \u2460"),
    ("words of other scripts stay", "\u03a9\u0416\u65e5\u00e9", "\u03a9\u0416\u65e5\u00e9"),
    ("control characters vanish", "jo\x01e@exa\x7fmple.com\x1b", "joe@example.com"),
    ("and so they do beyond ASCII", "jo\x01\u00e9\x85\x9f", "jo\u00e9\n"),
]


@pytest.mark.parametrize(("raw", "folded"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw).text == folded
    assert fold(f"x{raw}y").text == f"x{folded}y"


@pytest.mark.parametrize(
    ("raw", "found", "place"),
    [
        ("ab cd", "cd", (3, 5)),
        ("\u00e9b cd", "cd", (3, 5)),
        ("a\u200bb cd", "cd", (4, 6)),
        ("a\u200bb", "ab", (0, 3)),
        ("\u2116 5", "o 5", (0, 3)),
        ("\u200b\ufb01", "fi", (1, 2)),  # one character more, one less: as long as before
        ("x\u200b\ufb01", "fi", (2, 3)),
        ("5\u00ad5\u00ad\u00ad5!", "555", (0, 6)),
    ],
)
def test_positions_are_those_of_the_text_as_it_came(raw: str, found: str, place: tuple[int, int]) -> None:
    folded = fold(raw)
    start = folded.text.index(found)
    assert folded.span(start, start + len(found)) == place


@given(st.text())
def test_every_character_comes_from_somewhere_in_order(raw: str) -> None:
    folded = fold(raw)
    places = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(raw) for start, end in places)
    assert places == sorted(places)
    assert fold(folded.text).text == folded.text
