"""What an element is as a field."""

import pytest

from recorder.fields import has_text_value, is_choice, is_slider, is_unfinished
from recorder.records import Raw


@pytest.mark.parametrize(
    "sentence, value, kind, unfinished",
    [
        ("nothing", "", "text", False),
        ("three digits", "123", "text", False),
        ("four digits", "1-2 34", "text", True),
        ("an at sign", "ann@", "text", True),
        ("words", "blue", "text", False),
        ("an e-mail field", "a", " EMAIL ", True),
        ("a telephone field", "a", "tel", True),
    ],
)
def test_a_value_that_could_become_personal(sentence: str, value: str, kind: str, unfinished: bool) -> None:
    assert is_unfinished((Raw(value), None), {"type": Raw(kind)}) is unfinished, sentence
    assert is_unfinished((None, None), {}) is False


@pytest.mark.parametrize(
    "tag, kind, is_text, chooses, slides",
    [
        ("input", "", True, False, False),
        ("input", "zephyrine", True, False, False),
        ("input", " Checkbox ", False, True, False),
        ("input", "radio", False, True, False),
        ("input", "RANGE", False, False, True),
        ("input", "color", False, False, True),
        ("input", "submit", False, False, False),
        ("textarea", "radio", True, False, False),
        ("select", "", False, False, False),
        ("div", "range", False, False, False),
    ],
)
def test_kinds_of_fields(tag: str, kind: str, is_text: bool, chooses: bool, slides: bool) -> None:
    raw = {"type": Raw(kind)} if kind else {}
    assert (has_text_value(tag, raw), is_choice(tag, raw), is_slider(tag, raw)) == (is_text, chooses, slides)
