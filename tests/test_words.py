"""The words that may leave: their shape, and what must not be among them."""

from __future__ import annotations

import re

from recorder import words

# First names, surnames, and words that can be true of a person. Not complete; each was tempting to somebody.
NEVER = set(
    """
adam alice amber andrea angel anna april art august autumn bill bob carol chase christian dawn dean drew eva
faith frank georgia grace grant hans heather holly hope iris jack jade jan jasmine jean john joy june karl
lily lisa maria mark martin mary may melody miles olive pat paul pearl peter ray rich rob robin rose ruby
sandy sky sue summer tom victor violet will adams baker black brown carter cook fisher fox hunter jones king
lane lee long miller smith taylor turner walker wolf wood young admin adult age allergy bankrupt bipolar birth
bisexual blind cancer catholic christian clinic criminal deaf debtor declined denied depressed depression
diabetes diabetic diagnosis disability disease divorced doctor elderly ethnic expired failed female gay gender
guest health hindu hiv immigrant insolvent jewish kosher halal lesbian male married member muslim negative
nonbinary old overdue party patient positive pregnancy pregnant premium prisoner queer race refugee religion
scholar sex sexual sick single straight student suspended teen therapy trans unemployed union vegan verified
veteran vip virgin widow woman man
""".split()  # noqa: SIM905
)
KEPT_ON_PURPOSE = {"long"}


def test_words_are_lower_case_ascii() -> None:
    for word in words.INTERFACE | words.ATTRIBUTES:
        assert re.fullmatch(r"[a-z][a-z0-9]*", word), word


def test_no_word_names_a_person_or_is_true_of_one() -> None:
    assert not words.INTERFACE & (NEVER - KEPT_ON_PURPOSE)


def test_there_are_enough_words_for_a_page_to_keep_its_shape() -> None:
    assert len(words.INTERFACE) > 800
    assert len(words.TAGS) > 200


def test_tags_keep_the_case_of_svg() -> None:
    assert words.TAGS["lineargradient"] == "linearGradient"
    assert words.TAGS["table"] == "table"
