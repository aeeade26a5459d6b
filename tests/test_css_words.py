"""The words of CSS that may leave: their shape, and that they name no person."""

from __future__ import annotations

import re

from recorder import css_words
from tests.test_words import NEVER

# CSS has these for itself, as a colour, a font, a function or a property.
CSS_HAS_THEM = {"black", "brown", "georgia", "long", "mark", "negative", "olive", "ray", "ruby", "violet", "will"}


def test_words_are_lower_case_ascii() -> None:
    for word in css_words.PSEUDO | css_words.COLOURS | css_words.FONTS:
        assert re.fullmatch(r"[a-z0-9]+", word), word


def test_no_word_is_true_of_a_person() -> None:
    every = css_words.PSEUDO | css_words.COLOURS | css_words.FONTS
    assert every & NEVER <= CSS_HAS_THEM
    assert not css_words.WORDS & {"positive", "negative", "native", "asian", "ruby", "widows", "orphans"}


def test_words_cover_what_a_sheet_is_made_of() -> None:
    assert {"border", "top", "color", "grid", "template", "areas"} <= css_words.WORDS
    assert {"%", "px", "fr", "dppx"} <= css_words.UNITS
    assert {"transparent", "currentcolor", "rebeccapurple"} <= css_words.COLOURS
