"""Values of attributes, through the gate: what fits its grammar stays, page text does not leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.attributes import KINDS
from recorder.config import Options
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.policy import ALLOWED, FLOORED, MASKED, TYPED, Policy
from recorder.records import Raw
from tests.gate import SECRET, attributes, gate


@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["{}", " {} ", "user-{}", "/u/{}?t={}", "url({})", '"{}"', "x:{}", "1{}", "{}px"]),
)
def test_no_attribute_lets_page_text_out(name: str, form: str) -> None:
    for tag in ("div", "input", "a", "img", "path", "my-widget", "option", "button", "meta"):
        shown = attributes(tag, **{name: form.format(SECRET, SECRET)})
        assert SECRET.lower() not in str(shown).lower()


@pytest.mark.parametrize(
    "sentence, tag, raw, expected",
    [
        ("class names that say how it looks stay", "div", {"class": "card is-active"}, {"class": "card is-active"}),
        ("geometry of drawings stays", "path", {"d": "M0 0 L10.5-3z"}, {"d": "M0 0 L10.5-3z"}),
        ("the window of a drawing stays", "svg", {"viewBox": "0 0 100 40"}, {"viewBox": "0 0 100 40"}),
        ("roles stay", "footer", {"role": "contentinfo"}, {"role": "contentinfo"}),
        ("what is no role goes", "div", {"role": "zephyrine"}, {}),
        ("but no long number", "path", {"d": "M41337 0"}, {}),
        ("a known input type stays", "input", {"type": "Email"}, {"type": "email"}),
        ("an unknown one goes", "input", {"type": "ccnumber"}, {}),
        ("numbers stay", "td", {"colspan": "2"}, {"colspan": "2"}),
        ("a link is still a link", "a", {"href": "/patients/Zephyrine"}, {"href": "#"}),
        ("pictures go", "img", {"src": "/img/Zephyrine.png"}, {}),
        ("flags have no value", "input", {"required": SECRET}, {"required": ""}),
        ("values of options go", "option", {"value": "blue"}, {}),
        ("names of fields go", "input", {"name": "email"}, {}),
        ("a media query stays", "link", {"media": "(min-width: 600px)"}, {"media": "(min-width: 600px)"}),
        ("what is ticked in drawn controls goes", "div", {"aria-checked": "true"}, {}),
        ("and which of them the tab key reaches", "div", {"role": "radio", "tabindex": "0"}, {"role": "radio"}),
        ("of what is pressed it stays", "div", {"role": "button", "tabindex": "0"}, {"role": "button", "tabindex": "0"}),
    ],
)
def test_attributes_in_strict(sentence: str, tag: str, raw: dict[str, str], expected: dict[str, str]) -> None:
    assert attributes(tag, **raw) == expected, sentence


def test_a_label_keeps_its_shape_only() -> None:
    assert set(attributes("input", placeholder="Dear Ann")["placeholder"]) <= set("x\u00d7 ")
    assert set(attributes("input", type="submit", value="Pay for Ann")["value"]) <= set("x\u00d7 ")


def test_the_place_of_a_thumb_is_the_value_of_a_slider() -> None:
    style, thumb = Raw("left:73%;color:red"), {"role": Raw("slider")}
    for preset in ("strict", "balanced"):
        hides, shows = gate(preset=preset), gate(preset=preset, record_inputs=True)
        assert hides.attributes("i", {"style": style}, TYPED) == {"style": "color:red"}
        assert hides.attributes("i", thumb | {"style": style}, TYPED) == {"role": "slider", "style": "color:red"}
        assert shows.attributes("i", {"style": style}, TYPED) == {"style": "left:73%;color:red"}
        for written in ({"role": Raw("textbox")}, {"contenteditable": Raw("")}):
            assert "73%" in hides.attributes("i", written | {"style": style}, TYPED)["style"]  # type: ignore[index]


def test_labels_within_an_editor_count_as_typed() -> None:
    gate_ = gate(preset="balanced")
    assert "Zephyrine" not in str(gate_.attributes("td", {"title": Raw("Zephyrine")}, TYPED))
    assert gate_.attributes("div", {"contenteditable": Raw(""), "title": Raw("Your story")}, TYPED)["title"] == "Your story"  # type: ignore[index]


@pytest.mark.parametrize(
    "name, hidden, shown",
    [
        ("fill", "41337", "rgb(10 20 30)"),
        ("color", "4133", "#f00"),
        ("media", "4133", "(max-width: 600px)"),
        ("scope", "user-99", "colgroup"),
        ("aria-busy", "account", "true"),
        ("tabindex", "4133", "-1"),
        ("x", "", "12.25"),
        ("lang", "zoe", "de-AT"),
        ("class", "user-42", "col-12"),
        ("data-state", "checked", "open"),
        ("start", "41", ""),
        ("class", "is-checked", "checked:bg-blue"),
        ("class", "Mui-checked", "card"),
    ],
)
def test_values_that_fit_the_attribute_stay_and_others_go(name: str, hidden: str, shown: str) -> None:
    assert not hidden or hidden not in str(attributes("div", **{name: hidden}))
    assert attributes("div", **{name: shown}).get(name) == (shown if shown else None)


def test_an_element_of_many_short_names_spells_nothing() -> None:
    assert not set(attributes("div", **{"class": "ze ph yr ne"})["class"].split()) & {"ze", "ph", "yr", "ne"}
    assert attributes("div", **{"class": "ab h1 card"}) == {"class": "ab h1 card"}


def test_a_chosen_option_drawn_by_the_page_has_no_class_that_says_so() -> None:
    assert attributes("li", role="option", **{"class": "item selected"}) == {"role": "option", "class": "item"}
    assert attributes("li", **{"class": "tab selected"}) == {"class": "tab selected"}


@pytest.mark.parametrize(
    "sentence, tag, raw, expected",
    [
        ("addresses of the site", "a", {"href": "/cart"}, {"href": "https://shop.example/cart"}),
        ("addresses into the page", "a", {"href": "#Zephyrine"}, {"href": "#c1"}),
        ("pictures of the site", "img", {"src": "/img/card.png"}, {"src": "https://shop.example/img/card.png"}),
        ("pictures of others", "img", {"src": "https://b.example/card.png"}, {}),
        ("sources", "img", {"srcset": "/img/card.png 2x, /img/S3CR3T.png 1x"}, {"srcset": "https://shop.example/img/card.png 2x"}),
        ("words", "p", {"title": "Free delivery"}, {"title": "Free delivery"}),
        ("a style", "p", {"style": "background:url(/img/card.png);z9x:1"}, {"style": 'background:url("https://shop.example/img/card.png")'}),
        ("what drawn controls hold", "div", {"aria-checked": "true"}, {}),
    ],
)
def test_attributes_in_balanced(sentence: str, tag: str, raw: dict[str, str], expected: dict[str, str]) -> None:
    balanced = gate(preset="balanced")
    balanced.page(Raw("https://shop.example/list"))
    assert balanced.attributes(tag, {name: Raw(value) for name, value in raw.items()}, 0) == expected, sentence


@pytest.mark.parametrize("value, shown", [("true", True), ("mixed", True), ("", True), ("12.5", True), ("selected", True), (SECRET, False)])
def test_states_of_drawn_controls_when_inputs_are_recorded(value: str, shown: bool) -> None:
    raw = {"aria-checked": Raw(value)}
    assert gate(record_inputs=True).attributes("div", raw, 0) == ({"aria-checked": value} if shown else {})
    assert gate(record_inputs=True).attributes("div", raw, MASKED) == {}


@pytest.mark.parametrize(
    "name, value, shown",
    [
        ("x", " +1234.123456px ", "+1234.123px"),
        ("x", "12345", None),
        ("x", "1.1234567", "1.123"),
        ("x", "50%", "50%"),
        ("x", "12qx", None),
        ("tabindex", " 999 ", "999"),
        ("tabindex", "1000", None),
        ("d", "M.5,1e-3 10.12345z", "M.5,1e-3 10.123z"),
        ("d", "M12345 0", None),
        ("d", "Mzephyrine", None),
        ("d", "M0 0" * 30_000, None),
        ("transform", "translate(10, 20) rotate(45)", "translate(10, 20) rotate(45)"),
        ("transform", "zephyrine(10)", None),
        ("preserveAspectRatio", "xMidYMid meet", "xMidYMid meet"),
        ("fill", "url(#card)", "url(#card)"),
        ("media", "(min-width: 12345px)", None),
        ("media", "zephyrine", None),
        ("id", "card Zephyrine", "card c1"),
    ],
)
def test_grammars_of_attributes(name: str, value: str, shown: str | None) -> None:
    assert attributes("path", **{name: value}).get(name) == shown


def test_a_gauge_is_half_full_whatever_it_shows() -> None:
    mask = Mask(Policy(Options(preset="balanced")), Ledger())
    assert mask.attributes("progress", {"value": Raw("83"), "max": Raw("100")}, 0) == {"value": "0.5"}
    assert mask.attributes("meter", {"value": Raw("3")}, ALLOWED) == {"value": "0.5"}
    assert mask.attributes("li", {"value": Raw("3")}, ALLOWED) == {}


def test_a_label_on_the_floor_has_one_size() -> None:
    for text in ("Card", "The number on the front of your card"):
        assert attributes("input", at=FLOORED, placeholder=text)["placeholder"] == gate().value((Raw("a"), None), FLOORED)


@pytest.mark.parametrize("role", "option radio checkbox switch menuitemradio menuitemcheckbox".split())
@pytest.mark.parametrize("word", ["selected", "active", "on", "is-active", "checked"])
def test_classes_of_drawn_choices_do_not_say_which_one(role: str, word: str) -> None:
    assert attributes("li", role=role, **{"class": f"item {word}"})["class"] == "item"
    assert word in gate(record_inputs=True).attributes("li", {"role": Raw(role), "class": Raw(f"item {word}")}, 0).get("class", "")


@pytest.mark.parametrize("paint", ["red 41337", "red,41337", "41337", "-.5", "red .5"])
def test_numbers_beside_a_paint_take_it_along(paint: str) -> None:
    assert "fill" not in attributes("path", fill=paint)
    assert attributes("div", role="BUTTON") == {"role": "button"}
