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


def test_every_mark_but_the_floor_is_inherited() -> None:
    everything = EXCLUDED | MASKED | SILENT | ALLOWED | FLOORED | TYPED
    assert policy.inherit(everything, 0) == everything - FLOORED
    assert policy.inherit(0, everything) == everything
    assert len({EXCLUDED, MASKED, SILENT, ALLOWED, FLOORED, TYPED}) == 6 and everything == 63
    assert policy.HIDING == EXCLUDED | MASKED | SILENT


def test_the_floor_is_a_field_s_own() -> None:
    assert not policy.inherit(FLOORED, 0) & FLOORED


@pytest.mark.parametrize(
    "sentence, tag, attributes, expected",
    [
        ("an editable box", "div", {"contenteditable": "true"}, TYPED),
        ("plain text only", "div", {"contenteditable": "plaintext-only"}, TYPED),
        ("switched off", "div", {"contenteditable": "false"}, 0),
        ("switched off in capitals", "div", {"contenteditable": " FALSE "}, 0),
        ("without a value", "div", {"contenteditable": ""}, TYPED),
        ("the copy of a chosen option", "selectedcontent", {}, TYPED),
        *((f"a {role}", "div", {"role": role}, TYPED) for role in ("searchbox", "combobox", "spinbutton")),
        ("a button drawn by the page", "div", {"role": "button"}, 0),
        ("an editable password", "input", {"type": "password", "contenteditable": ""}, FLOORED | TYPED),
        ("a long text on the floor", "textarea", {"name": "cardNumber"}, FLOORED),
        ("a text box drawn by the page", "div", {"role": "textbox"}, TYPED),
        ("a text box among roles", "div", {"role": "presentation TextBox"}, TYPED),
        ("a password", "input", {"type": "password"}, FLOORED),
        ("a paragraph with a telling name", "p", {"id": "password"}, 0),
    ],
)
def test_marks_that_follow_from_attributes(sentence: str, tag: str, attributes: dict[str, str], expected: int) -> None:
    assert policy.own_marks(tag, attributes) == expected, sentence


TABLE = [
    # why, channel, context, what it becomes in: strict, balanced, strict and balanced with recordInputs; S(how), M(ask), B(lock)
    ("what is pressed", Channel.ACTION, 0, "SSSS"),
    ("what is pressed below a mask", Channel.ACTION, MASKED, "SSSS"),
    ("what is pressed below ignore", Channel.ACTION, SILENT, "BBBB"),
    ("what is pressed in a box", Channel.ACTION, EXCLUDED, "BBBB"),
    ("where the pointer is", Channel.PLACE, 0, "SSSS"),
    ("where the pointer is on the floor", Channel.PLACE, FLOORED, "SSSS"),
    ("where the pointer is below a mask", Channel.PLACE, MASKED, "MMMM"),
    ("where the pointer is below ignore and a mask", Channel.PLACE, SILENT | MASKED, "BBBB"),
    ("pixels", Channel.PIXELS, 0, "MMMM"),
    ("pixels that were opened", Channel.PIXELS, ALLOWED, "SSSS"),
    ("pixels that were opened below ignore", Channel.PIXELS, ALLOWED | SILENT, "MMMM"),
    ("pixels that were opened below a mask", Channel.PIXELS, ALLOWED | MASKED, "MMMM"),
    *((f"a {channel.value}", channel, 0, "MMSS") for channel in (Channel.VALUE, Channel.STATE)),
    *((f"a {channel.value} below allow", channel, ALLOWED, "MMSS") for channel in (Channel.VALUE, Channel.STATE)),
    *((f"a {channel.value} below ignore", channel, SILENT, "MMMM") for channel in (Channel.VALUE, Channel.STATE)),
    *((f"a {channel.value} on the floor", channel, FLOORED, "MMMM") for channel in (Channel.VALUE, Channel.STATE)),
    *((f"a {channel.value} below a mask", channel, MASKED, "MMMM") for channel in (Channel.VALUE, Channel.STATE)),
    ("words", Channel.TEXT, 0, "MSMS"),
    ("words below allow", Channel.TEXT, ALLOWED, "SSSS"),
    ("words below ignore", Channel.TEXT, SILENT, "MSMS"),
    ("words below a mask that is opened", Channel.TEXT, MASKED | ALLOWED, "MMMM"),
    ("words that were typed", Channel.TEXT, TYPED, "MMSS"),
    ("words that were typed below allow", Channel.TEXT, TYPED | ALLOWED, "MMSS"),
    ("words that were typed below ignore", Channel.TEXT, TYPED | SILENT, "MMMM"),
    *((f"an {channel.value}", channel, 0, "MSMS") for channel in (Channel.ADDRESS, Channel.MEDIA)),
    *((f"an {channel.value} below allow", channel, ALLOWED, "MSMS") for channel in (Channel.ADDRESS, Channel.MEDIA)),
    *((f"an {channel.value} in an editor", channel, TYPED, "MMMS") for channel in (Channel.ADDRESS, Channel.MEDIA)),
    *((f"an {channel.value} in an editor below ignore", channel, TYPED | SILENT, "MMMM") for channel in (Channel.ADDRESS, Channel.MEDIA)),
    *((f"an {channel.value} below a mask", channel, MASKED, "MMMM") for channel in (Channel.ADDRESS, Channel.MEDIA)),
]


@pytest.mark.parametrize(("channel", "context", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_decisions(channel: Channel, context: int, expected: str) -> None:
    columns = product((False, True), ("strict", "balanced"))
    rules = [Policy(Options(preset=preset, record_inputs=inputs)) for inputs, preset in columns]
    decided = "".join(policy.decide(channel, context).name[0] for policy in rules)
    assert decided == expected
    assert decided == "".join(policy.decide(channel, context).name[0] for policy in rules), "the second time it is remembered"


@pytest.mark.parametrize(
    ("channel", "context", "word"),
    [
        (Channel.TEXT, EXCLUDED | FLOORED | MASKED, "exclude"),
        (Channel.VALUE, FLOORED | MASKED | SILENT, "floor"),
        (Channel.TEXT, MASKED | SILENT, "mask"),
        (Channel.VALUE, SILENT, "ignore"),
        (Channel.VALUE, 0, "recordInputs"),
        (Channel.STATE, ALLOWED, "recordInputs"),
        (Channel.TEXT, TYPED, "recordInputs"),
        (Channel.TEXT, 0, "strict"),
        (Channel.ADDRESS, ALLOWED, "strict"),
    ],
)
def test_what_asks_for_hiding(channel: Channel, context: int, word: str) -> None:
    assert policy.rule(channel, context) == word
