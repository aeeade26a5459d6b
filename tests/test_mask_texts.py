"""Texts and what fields hold, through the gate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.policy import ALLOWED, FLOORED, MASKED, SILENT, TYPED
from recorder.records import Raw
from tests.gate import SECRET, gate


@given(st.text())
def test_text_is_hidden_in_strict(text: str) -> None:
    assert set(gate().text(Raw(text), 0)) <= set("x\u00d7 \n")


@pytest.mark.parametrize("context", [MASKED, ALLOWED | MASKED, TYPED, TYPED | ALLOWED])
def test_text_that_nothing_opens(context: int) -> None:
    assert SECRET not in gate(preset="balanced").text(Raw(f"Dear {SECRET}"), context)


def test_text_that_is_shown() -> None:
    assert gate().text(Raw("Free delivery over 30"), ALLOWED) == "Free delivery over 30"
    assert gate(preset="balanced").text(Raw("Free delivery over 30"), 0) == "Free delivery over 30"


def test_a_text_too_long_to_look_through_is_hidden() -> None:
    assert "word" not in gate(preset="balanced").text(Raw("word " * 50_000), 0)


@pytest.mark.parametrize("context", [0, FLOORED, MASKED, SILENT])
def test_a_value_has_one_size(context: int) -> None:
    inputs = gate(record_inputs=context != 0)
    assert inputs.value((Raw("a"), None), context) == inputs.value((Raw(SECRET * 3), None), context)
    assert inputs.value((None, None), context) == inputs.value((Raw("a"), None), context)


def test_values_show_when_the_owner_wants_it_but_no_card_does() -> None:
    inputs = gate(record_inputs=True)
    assert inputs.value((Raw("blue"), None), 0) == "blue"
    assert inputs.value((Raw("4111 1111 1111 1111"), None), 0) == inputs.value((Raw("a"), None), FLOORED)


def test_ticks_are_hidden_unless_inputs_are_recorded() -> None:
    assert gate().texts.is_ticked((Raw("on"), True), 0) is False
    assert gate(record_inputs=True).texts.is_ticked((Raw("on"), True), 0) is True
    assert gate(record_inputs=True).texts.is_ticked((Raw("on"), True), MASKED) is False


def test_a_text_is_plain_only_where_it_is_shown() -> None:
    here = lambda _: ("", "")  # noqa: E731
    assert gate(preset="balanced").texts.is_plain(Raw("Free delivery"), 0, here)
    assert not gate(preset="balanced").texts.is_plain(Raw("Free delivery"), MASKED, here)
    assert not gate().texts.is_plain(Raw("Free delivery"), 0, here)
    assert not gate(preset="balanced").texts.is_plain(Raw("word " * 50_000), 0, here)


def test_halves_of_characters_and_nul_do_not_leave() -> None:
    balanced = gate(preset="balanced")
    assert balanced.text(Raw("a\ud800b\x00c\udfff"), 0) == "a\ufffdb\ufffdc\ufffd"
    assert balanced.text(Raw("\ud800 joe@example.com \x00"), 0) == "\ufffd x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7 \ufffd"
    assert balanced.attributes("p", {"title": Raw("a\ud800b")}, 0) == {"title": "a\ufffdb"}


def test_space_alone_stays_space_and_nothing_stays_nothing() -> None:
    for mask in (gate(), gate(preset="balanced")):
        assert (mask.text(Raw(""), TYPED), mask.text(Raw("  "), TYPED), mask.text(Raw(" \n "), MASKED)) == ("", " ", "\n")
        assert not mask.ledger.as_dict().get("hidden")
    assert gate().text(Raw(" a\nb "), TYPED) == gate().text(Raw("abcdef"), TYPED) == gate().value((Raw("a"), None), 0)


def test_hidden_fields_look_alike_whatever_they_hold() -> None:
    one, other, empty, unread = (Raw("a"), None), (Raw("b"), True), (Raw(""), None), (None, None)
    assert gate().texts.values_look_alike(one, other, 0) and not gate().texts.values_look_alike(one, empty, 0) and not gate().texts.values_look_alike(one, unread, 0)
    assert not gate(record_inputs=True).texts.values_look_alike(one, one, 0)
    assert gate(record_inputs=True).texts.values_look_alike(one, other, MASKED)
