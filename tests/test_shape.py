"""Stand-ins: rough shape, never exact length, never a run that gives a length away."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from recorder import shape


def test_no_word_keeps_its_length_recognisable() -> None:
    lengths: dict[str, list[int]] = {}
    for length in range(1, 1300):
        lengths.setdefault(shape.text("a" * length), []).append(length)
    assert len(lengths) > 8 and all(len(alike) >= 3 for alike in lengths.values())


@given(st.text())
def test_nothing_of_the_text_is_left(text: str) -> None:
    assert set(shape.text(text)) <= set("x\u00d7 \n")


@given(st.text())
def test_no_run_of_equal_characters(text: str) -> None:
    assert all(len(list(run)) == 1 for _, run in groupby(shape.text(text)))


@given(st.text(min_size=1), st.text(min_size=1))
def test_every_value_stands_the_same(one: str, other: str) -> None:
    assert shape.value(one) == shape.value(other) != ""


def test_lines_stay() -> None:
    assert shape.text(" Dear Ann,\n\n\n  we wrote\nto you ").count("\n") == 2
    assert shape.text("  \n ") == "\n" and shape.text("   ") == " " and shape.text("") == ""


def test_longer_words_are_wider() -> None:
    widths = [len(shape.text("a" * length)) for length in (2, 5, 9, 14, 30, 90)]
    assert widths == sorted(set(widths))


def test_a_space_or_a_line_break_on_either_side_stays() -> None:
    assert shape.text(" ab ") == " x\u00d7 " and shape.text("\nab \n") == "\nx\u00d7\n"
    assert shape.text("ab cd\nef") == "x\u00d7 x\u00d7\nx\u00d7"


def test_ideographs_are_twice_as_wide() -> None:
    assert len(shape.text("\u65e5\u672c\u8a9e")) == len(shape.text("abcdef")) == len(shape.text("\u00e0bcdef"))


def test_nothing_stands_for_an_empty_value() -> None:
    assert shape.value("") == ""


def test_lines_and_words_of_a_line_keep_their_spaces() -> None:
    assert shape.text("ab cd ef") == "x\u00d7 x\u00d7 x\u00d7" and shape.text("a\u00e9 \u20ac") == "x\u00d7 x\u00d7"
    assert shape.text("  ab  cd \n\n ef gh \n") == " x\u00d7 x\u00d7\nx\u00d7 x\u00d7\n"


def test_very_long_words_and_texts_have_a_limit() -> None:
    assert len(shape.text("a" * 1001)) == len(shape.text("a" * 100_000)) == 2048
    assert len(shape.text("ab " * 100_000)) == len(shape.text("ab " * 200_000))
