"""The one decision: every channel under every context, and the laws that hold for all of them."""

from itertools import product

import pytest

from recorder import policy
from recorder.config import Options
from recorder.policy import ALLOWED, EXCLUDED, FLOORED, MASKED, SILENT, TYPED, Channel, Policy, Treatment

BITS = (EXCLUDED, MASKED, SILENT, ALLOWED, FLOORED, TYPED)
POLICIES = [
    Policy(Options(preset=preset, record_inputs=inputs, record_emails=True, record_numbers=True))
    for preset, inputs in product(("strict", "balanced"), (False, True))
]
CONTEXTS = [sum(chosen) for chosen in product(*((0, bit) for bit in BITS))]


@pytest.mark.parametrize("rules", POLICIES)
def test_laws_of_every_decision(rules: Policy) -> None:
    for context in CONTEXTS:
        holds(rules, context)


def holds(rules: Policy, context: int) -> None:
    decided = {channel: rules.decide(channel, context) for channel in Channel}
    if context & EXCLUDED:
        assert set(decided.values()) == {Treatment.BLOCK}, "an excluded box shows nothing"
    if context & (MASKED | FLOORED):
        hidden = (Channel.TEXT, Channel.VALUE, Channel.STATE, Channel.ADDRESS, Channel.MEDIA)
        assert all(decided[channel] is not Treatment.SHOW for channel in hidden), "nothing opens a mask or the floor"
    if not rules.options.record_inputs:
        assert decided[Channel.VALUE] is not Treatment.SHOW and decided[Channel.STATE] is not Treatment.SHOW
        assert not context & TYPED or decided[Channel.TEXT] is not Treatment.SHOW
    if context & SILENT:
        assert decided[Channel.ACTION] is Treatment.BLOCK and decided[Channel.PLACE] is Treatment.BLOCK
        assert decided[Channel.VALUE] is not Treatment.SHOW


@pytest.mark.parametrize("bit", [EXCLUDED, MASKED, SILENT, FLOORED])
def test_one_more_mark_never_shows_more(bit: int) -> None:
    for rules, context, channel in product(POLICIES, CONTEXTS, Channel):
        assert rules.decide(channel, context | bit) >= rules.decide(channel, context)


def test_strict_shows_page_text_only_below_allow() -> None:
    strict = Policy()
    pairs = product(Channel, CONTEXTS)
    shown = [(channel, context) for channel, context in pairs if strict.decide(channel, context) is Treatment.SHOW]
    assert {channel for channel, _ in shown} == {Channel.TEXT, Channel.PIXELS, Channel.PLACE, Channel.ACTION}
    assert all(context & ALLOWED for channel, context in shown if channel is Channel.TEXT)


def test_balanced_shows_page_text() -> None:
    assert Policy(Options(preset="balanced")).decide(Channel.TEXT, 0) is Treatment.SHOW


def test_contexts_only_get_stricter_on_the_way_down() -> None:
    for above, own in product(CONTEXTS, CONTEXTS):
        below = policy.inherit(above, own)
        assert below & EXCLUDED >= above & EXCLUDED and below & MASKED >= above & MASKED and below & SILENT >= above & SILENT


def test_the_floor_is_a_field_s_own() -> None:
    assert not policy.inherit(FLOORED, 0) & FLOORED


@pytest.mark.parametrize(
    "sentence, tag, attributes, expected",
    [
        ("an editable box", "div", {"contenteditable": "true"}, TYPED),
        ("plain text only", "div", {"contenteditable": "plaintext-only"}, TYPED),
        ("switched off", "div", {"contenteditable": "false"}, 0),
        ("a text box drawn by the page", "div", {"role": "textbox"}, TYPED),
        ("a text box among roles", "div", {"role": "presentation TextBox"}, TYPED),
        ("a password", "input", {"type": "password"}, FLOORED),
        ("a paragraph with a telling name", "p", {"id": "password"}, 0),
    ],
)
def test_marks_that_follow_from_attributes(sentence: str, tag: str, attributes: dict[str, str], expected: int) -> None:
    assert policy.own_marks(tag, attributes) == expected, sentence
