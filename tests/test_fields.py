"""What an element is as a field."""

import pytest

from recorder.fields import has_text_value, is_choice, is_slider, is_split, is_unfinished, is_written, whole_words
from recorder.records import Raw
from tests.test_recorder import start


@pytest.mark.parametrize(
    "sentence, value, kind, unfinished",
    [
        ("nothing", "", "text", False),
        ("a digit", "a 1", "text", True),
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


def test_the_word_at_the_end_is_not_known_yet() -> None:
    for value, whole in (("a blue gir", "a blue "), ("blue", ""), ("a \n", "a \n"), ("", "")):
        assert whole_words((Raw(value), None)) == (Raw(whole), None)
    assert whole_words((None, True)) == (None, True)
    assert is_written("input", {}, (Raw("a"), None)) and not is_written("input", {}, (Raw(""), None))
    assert not is_written("input", {"type": Raw("radio")}, (Raw("a"), None)) and not is_written("input", {}, (None, None))


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


@pytest.mark.parametrize(
    "sentence, html, split",
    [
        ("three fields", "<input id=b0 maxlength=1><input id=b1 maxlength=1><input maxlength=' 1 '>", True),
        *((f"three of {size}", f"<input id=b0 maxlength={size}><input id=b1 maxlength={size}><input maxlength={size}>", True) for size in range(2, 7)),
        ("three of seven", "<input id=b0 maxlength=7><input id=b1 maxlength=7><input maxlength=7>", False),
        ("three with seven nodes between", "<b></b><b></b><b></b><b></b><b></b><b></b><b></b>".join(f"<input id=b{at} maxlength=1>" for at in range(3)), True),
        ("three with eight nodes between", "<b></b><b></b><b></b><b></b><b></b><b></b><b></b><b></b>".join(f"<input id=b{at} maxlength=1>" for at in range(3)), False),
        ("three, each in three boxes", "".join(f"<p><b><i><input id=b{at} maxlength=1></i></b></p>" for at in range(3)), True),
        ("three, each in four boxes", "".join(f"<p><b><i><u><input id=b{at} maxlength=1></u></i></b></p>" for at in range(3)), False),
        ("three before a large one, two behind", "<input maxlength=1>" * 3 + "<input><input id=b0 maxlength=1><input id=b1 maxlength=1>", False),
        ("two before three others", "<input id=b0 maxlength=1><input id=b1 maxlength=1><input>" + "<input maxlength=1>" * 3, False),
    ],
)
def test_what_is_a_row_of_small_fields(sentence: str, html: str, split: bool) -> None:
    page, probe, recorder = start(f"<form>{html}</form>")
    for name in ("b0", "b1"):
        assert is_split(recorder._mirror.node(probe.ids[page.find(name)])) is split, sentence
    assert not is_split(recorder._mirror.node(probe.ids[page.find("b0").parent or page]))
