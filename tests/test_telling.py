"""Which words of a text say whom or what it is about."""

import pytest

from recorder import telling
from recorder.letters import places


@pytest.mark.parametrize(
    "sentence, text, tells",
    [
        ("a name", "Zephyrine Quackenbush", ["zephyrine", "quackenbush"]),
        ("a name in a sentence", "we have heard that Zephyrine is here since nine", ["zephyrine"]),
        ("a word that is all there is", "quince", ["quince"]),
        ("a short one in small letters", "zoe", []),
        ("the same with a capital", "Zoe", ["zoe"]),
        ("words of an interface", "Settings Save Cancel", []),
        ("a word with digits", "the order ZQ12345 went out", ["zq12345"]),
        ("a measure", "a shelf of 180cm and 2 more", []),
        ("no words", "", []),
    ],
)
def test_words_that_tell(sentence: str, text: str, tells: list[str]) -> None:
    here = places(text)
    assert [here[at][0] for at in telling.telling(text, here)] == tells, sentence


@pytest.mark.parametrize(
    "sentence, number, is_alone, counts",
    [
        ("five digits", "12345", False, True),
        ("four among words", "4711", False, False),
        ("four alone", "4711", True, True),
        ("a year", "1987", True, False),
        ("three", "123", True, False),
    ],
)
def test_numbers_that_tell(sentence: str, number: str, is_alone: bool, counts: bool) -> None:
    assert telling.is_number(number, is_alone) is counts, sentence


def test_what_was_looked_up_is_forgotten() -> None:
    assert telling.is_common("settings") and telling.is_common.cache_info().currsize
    telling.forget()
    assert not telling.is_common.cache_info().currsize
