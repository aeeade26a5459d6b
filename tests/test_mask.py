"""The gate: by default no page text leaves, whatever the tag, attribute or form; and what may stay stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.attributes import KINDS
from recorder.config import Options
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.policy import ALLOWED, EXCLUDED, FLOORED, MASKED, SILENT, TYPED, Policy
from recorder.records import Raw

SECRET = "Zephyrine4711Quackenbush"


def gate(**options: object) -> Mask:
    return Mask(Policy(Options(**options)), Ledger())  # type: ignore[arg-type]


def attributes(tag: str, *, at: int = 0, **raw: str) -> dict[str, str]:
    return dict(gate().attributes(tag, {name: Raw(value) for name, value in raw.items()}, at))  # type: ignore[arg-type]


@given(
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["{}", " {} ", "user-{}", "/u/{}?t={}", "url({})", '"{}"', "x:{}", "1{}", "{}px"]),
)
def test_no_attribute_lets_page_text_out(name: str, form: str) -> None:
    for tag in ("div", "input", "a", "img", "path", "my-widget", "option", "button", "meta"):
        shown = attributes(tag, **{name: form.format(SECRET, SECRET)})
        assert SECRET.lower() not in str(shown).lower()


@given(st.text(min_size=4, alphabet=st.characters(blacklist_categories=["Cs"])))
def test_no_tag_or_attribute_name_lets_page_text_out(name: str) -> None:
    assert f"{name}{SECRET}" not in gate().tag(f"{name}{SECRET}")
    assert attributes("div", **{f"data-{name}{SECRET}": "x"}) == {}


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


def test_personal_data_in_shown_text_is_hidden() -> None:
    shown = gate(preset="balanced").text(Raw("Write to joe.secret@example.com today"), 0)
    assert "joe" not in shown and shown.startswith("Write to ") and shown.endswith(" today")
    open_mask = gate(preset="balanced", record_emails=True)
    assert open_mask.text(Raw("joe.secret@example.com"), 0) == "joe.secret@example.com"


@pytest.mark.parametrize("number", ["123456789013", "1234 5678 9012 3457", "00340434161094042557"])
def test_long_numbers_are_hidden_until_switched_on(number: str) -> None:
    assert number not in gate(preset="balanced").text(Raw(f"Number {number}."), 0)
    assert number in gate(preset="balanced", record_numbers=True).text(Raw(f"Number {number}."), 0)
    assert number not in gate(record_numbers=True).text(Raw(f"Number {number}."), ALLOWED), "balanced only"


def test_numbers_switched_on_never_show_a_card() -> None:
    assert "4111" not in gate(preset="balanced", record_numbers=True).text(Raw("Pay with 4111 1111 1111 1111"), 0)


@pytest.mark.parametrize("text", ["Order 4021-88-1123", "12.11.2026 10:30", "1,234,567,890.50", "2026-11-23 22:03:11.123", "SKU 412345678"])
def test_prices_dates_and_orders_are_no_long_numbers(text: str) -> None:
    assert gate(preset="balanced").text(Raw(text), 0) == text


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
    assert gate().ticked((Raw("on"), True), 0) is False
    assert gate(record_inputs=True).ticked((Raw("on"), True), 0) is True
    assert gate(record_inputs=True).ticked((Raw("on"), True), MASKED) is False


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
    ],
)
def test_attributes_in_strict(sentence: str, tag: str, raw: dict[str, str], expected: dict[str, str]) -> None:
    assert attributes(tag, **raw) == expected, sentence


def test_a_label_keeps_its_shape_only() -> None:
    assert set(attributes("input", placeholder="Dear Ann")["placeholder"]) <= set("x\u00d7 ")
    assert set(attributes("input", type="submit", value="Pay for Ann")["value"]) <= set("x\u00d7 ")


def test_pictures_of_styles_show_where_pictures_show() -> None:
    sheet = Raw(".card{background:url(/img/card.png)}")
    assert "card.png" not in gate().sheet(sheet, 0, of_page=True)
    balanced = gate(preset="balanced")
    balanced.page(Raw("https://shop.example/"))
    assert "https://shop.example/img/card.png" in balanced.sheet(sheet, 0, of_page=True)
    assert "card.png" not in balanced.sheet(sheet, MASKED, of_page=True)


def test_nothing_of_an_excluded_element_leaves() -> None:
    assert attributes("div", at=EXCLUDED, **{"class": "card", "id": "a"}) == {}
    assert gate().text(Raw("a"), EXCLUDED) == "" and gate().sheet(Raw(".a{color:red}"), EXCLUDED, of_page=True) == ""


@given(st.text())
def test_custom_events_are_masked_like_text(name: str) -> None:
    mask = gate()
    assert SECRET not in mask.custom_name(Raw(name + SECRET))
    assert SECRET not in str(mask.custom(Raw(f'{{"{SECRET}": ["{SECRET}", 12345678]}}'))) and "12345678" not in str(
        mask.custom(Raw("[12345678]"))
    )
    assert mask.custom(Raw(name)) is None or SECRET not in str(mask.custom(Raw(name)))


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


@pytest.mark.parametrize("name", ["data-v-zephyrine", "_ngcontent-ng-c4711", "_nghost-abc-c12", "data-astro-cid-zephyrine"])
def test_attributes_that_scope_styles_meet_their_rules_and_say_nothing(name: str) -> None:
    scoped = gate()
    (shown,) = scoped.attributes("div", {name: Raw(SECRET)}, 0).items()
    assert shown[1] == "" and "zephyrine" not in shown[0] and scoped.attribute_name(name) == shown[0]
    assert scoped.sheet(Raw(f"p[{name}]{{color:red}}"), 0, of_page=True).startswith(f"p[{shown[0]}]")
    assert scoped.attributes("div", {"data-vip": Raw(""), "data-v-": Raw("")}, 0) == {}


def test_the_name_of_a_slot_stays_and_no_other_name_does() -> None:
    mask = Mask(Policy(), Ledger())
    named = {"name": Raw("title"), "id": Raw("title")}
    assert mask.attributes("slot", named, 0) == {"name": "title", "id": "title"}
    assert mask.attributes("slot", {"name": Raw("Zephyrine")}, 0) == {"name": "c1"}
    assert mask.attributes("input", named, 0) == {"id": "title"}


def test_a_frame_names_no_page_that_a_player_would_load() -> None:
    mask = Mask(Policy(Options(preset="balanced")), Ledger())
    address = {"src": Raw("https://shop.example/products.html")}
    mask.page(Raw("https://shop.example/"))
    assert mask.attributes("img", address, 0) == {"src": "https://shop.example/products.html"}
    assert mask.attributes("iframe", address, 0) == mask.attributes("embed", address, 0) == {}


@pytest.mark.parametrize(
    "sentence, before, text, after, shown",
    [
        ("an address over three pieces", "Write to joe.", "secret@exa", "mple.com now", "x\u00d7x\u00d7x\u00d7x\u00d7"),
        ("what stands around does not hide it", "Write to joe.secret@example.com ", "today", " or tomorrow", "today"),
        ("its end belongs to the next piece", "", "Write to joe.secret@exa", "mple.com", "Write to x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7"),
        ("its beginning belongs to the piece before", "joe.secret@", "example.com, or call", "", "x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7, or call"),
        ("two of them", "", "joe@example.com and ann@example.com", "", "x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7 and x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7"),
    ],
)
def test_text_is_read_with_what_stands_around_it(sentence: str, before: str, text: str, after: str, shown: str) -> None:
    balanced = gate(preset="balanced")
    assert balanced.text(Raw(text), 0, lambda _: (before, after)) == shown, sentence
    assert balanced.is_plain(Raw(text), 0, lambda _: (before, after)) is (text == shown), sentence


def test_a_text_is_plain_only_where_it_is_shown() -> None:
    here = lambda _: ("", "")  # noqa: E731
    assert gate(preset="balanced").is_plain(Raw("Free delivery"), 0, here)
    assert not gate(preset="balanced").is_plain(Raw("Free delivery"), MASKED, here)
    assert not gate().is_plain(Raw("Free delivery"), 0, here)
    assert not gate(preset="balanced").is_plain(Raw("word " * 50_000), 0, here)


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
    assert gate().is_unfinished((Raw(value), None), {"type": Raw(kind)}) is unfinished, sentence
    assert gate().is_unfinished((None, None), {}) is False


def test_hidden_fields_look_alike_whatever_they_hold() -> None:
    one, other, empty, unread = (Raw("a"), None), (Raw("b"), True), (Raw(""), None), (None, None)
    assert gate().looks_alike(one, other, 0) and not gate().looks_alike(one, empty, 0) and not gate().looks_alike(one, unread, 0)
    assert not gate(record_inputs=True).looks_alike(one, one, 0)
    assert gate(record_inputs=True).looks_alike(one, other, MASKED)


def test_only_what_was_typed_where_it_is_hidden_is_remembered() -> None:
    for options, context, tag, kind, remembered in (
        ({}, 0, "input", "text", True),
        ({}, 0, "textarea", "", True),
        ({}, 0, "input", "checkbox", False),
        ({}, 0, "input", "SUBMIT", False),
        ({}, 0, "select", "", False),
        ({"record_inputs": True}, 0, "input", "text", False),
        ({"record_inputs": True}, MASKED, "input", "text", True),
    ):
        mask = gate(**options)
        mask.note_typed(1, tag, {"type": Raw(kind)} if kind else {}, (Raw(SECRET), None), context)
        assert bool(mask.taint.find(f"Hello {SECRET}")) is remembered, (options, context, tag, kind)


def test_what_was_written_into_a_hidden_editor_is_remembered() -> None:
    for options, context, remembered in (({}, TYPED, True), ({}, 0, False), ({"record_inputs": True}, TYPED, False)):
        mask = gate(**options)
        mask.note_written(1, Raw(SECRET), context)
        assert bool(mask.taint.find(SECRET)) is remembered


@pytest.mark.parametrize(
    "picture, shown",
    [
        ("data:image/png;base64,iVBORw0KGgo=", True),
        ("data:image/webp;base64,AAAA", True),
        ("data:image/jpeg;base64,AA==", True),
        ("data:image/svg+xml;base64,AAAA", False),
        ("data:image/png;base64,Zephyrine Moss", False),
        ("data:image/png;base64,", False),
        ("https://shop.example/logo.png", False),
        ("data:image/png;base64," + "A" * 1_000_000, False),
    ],
)
def test_pictures_of_an_opened_canvas(picture: str, shown: bool) -> None:
    assert (gate().pixels_shown(Raw(picture), ALLOWED) == picture) is shown
    assert gate().pixels_shown(Raw(picture), 0) is None and gate(preset="balanced").pixels_shown(Raw(picture), 0) is None


def test_what_the_site_tells_keeps_small_numbers_and_no_others() -> None:
    assert gate().custom(Raw("[0, -999, 999.5, 1000, -1000, true, null]")) == [0, -999, 999.5, None, None, True, None]
    assert gate(preset="balanced").custom(Raw('[9999, 10000, "a card", {"card": false}]')) == [9999, None, "a card", {"card": False}]
    assert gate().custom(Raw("[" * 100_000)) is None and gate().custom(Raw("{")) is None


def test_of_a_doctype_and_a_mode_only_what_is_usual_stays() -> None:
    assert [gate().doctype(Raw(name)) for name in ("HTML", "html", SECRET, "")] == ["html", "html", "", ""]
    assert [gate().quirks(Raw(mode)) for mode in ("BackCompat", "CSS1Compat", SECRET)] == ["BackCompat", "", ""]


def test_a_rule_that_is_hidden_leaves_an_empty_one() -> None:
    assert gate().rule(Raw("zephyrine:zephyrine{}"), 0) == gate().rule(Raw("p{color:red}"), EXCLUDED) == ".c0{}"
    assert gate().rule(Raw("p{color:red}"), 0) == "p{color:red;}"
    assert gate().rules(Raw("p{color:red}b{top:0}"), 0) == ["p{color:red;}", "b{top:0;}"]


def test_the_box_of_an_inline_element_has_a_size_too() -> None:
    lies: dict[str, Raw | None] = {"margin-top": Raw("8.4px"), "float": Raw("right"), "left": Raw("3px"), "margin-left": Raw("41337px"), "position": Raw(SECRET)}
    assert gate().box("p", 1, 2, lies | {"margin-right": Raw("-7px")})["style"].endswith("border:0;margin-top:8px;float:right;margin-right:-7px")  # type: ignore[index]
    assert gate().box("dialog", 1, 2)["style"] == "box-sizing:border-box;padding:0;border:0;display:block"  # type: ignore[index]
    assert gate().box("div", 30, 40) == {"class": "rr-block", "rr_width": "30px", "rr_height": "40px", "style": "box-sizing:border-box;padding:0;border:0"}
    for tag in ("span", "my-widget"):
        assert gate().box(tag, 1, 2)["style"] == "box-sizing:border-box;padding:0;border:0;display:inline-block"  # type: ignore[index]
    assert "width='3' height='4'" in gate().picture(3, 4) and gate().pixels(12.7) == "12px"


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


def test_in_strict_no_address_into_the_page_is_a_route() -> None:
    assert attributes("a", href="#/cart/Zephyrine") == {"href": "#c1"}
    assert attributes("area", href="/cart") == {"href": "#"} and attributes("link", href="/cart") == {}


def test_pictures_of_a_sheet_from_elsewhere_are_hidden() -> None:
    balanced = gate(preset="balanced")
    balanced.page(Raw("https://shop.example/"))
    assert "card.png" not in balanced.sheet(Raw(".card{background:url(/img/card.png)}"), 0, of_page=False)


@pytest.mark.parametrize("role", "option radio checkbox switch menuitemradio menuitemcheckbox".split())
@pytest.mark.parametrize("word", ["selected", "active", "on", "is-active", "checked"])
def test_classes_of_drawn_choices_do_not_say_which_one(role: str, word: str) -> None:
    assert attributes("li", role=role, **{"class": f"item {word}"})["class"] == "item"
    assert word in gate(record_inputs=True).attributes("li", {"role": Raw(role), "class": Raw(f"item {word}")}, 0).get("class", "")


@pytest.mark.parametrize("kind", ["range", "color", "hidden", "file", "radio", "reset"])
def test_what_is_no_text_is_not_remembered(kind: str) -> None:
    mask = gate()
    mask.note_typed(1, "input", {"type": Raw(kind)}, (Raw(SECRET), None), 0)
    assert not mask.taint.find(SECRET)


@pytest.mark.parametrize("paint", ["red 41337", "red,41337", "41337", "-.5", "red .5"])
def test_numbers_beside_a_paint_take_it_along(paint: str) -> None:
    assert "fill" not in attributes("path", fill=paint)
    assert attributes("div", role="BUTTON") == {"role": "button"}


def test_what_is_said_again_counts_again() -> None:
    mask = gate()
    raw = {"title": Raw("Zephyrine"), "class": Raw("user-Zephyrine")}
    for _ in range(3):
        assert "Zephyrine" not in mask.plain_element("p", raw, 0)
    mask.forget_said()
    assert mask.ledger.as_dict()["hidden"] == {"text": 3} and mask.ledger.as_dict()["rules"] == {"strict": 3}


def test_what_was_said_holds_for_what_it_was_made_of_only() -> None:
    mask = gate(preset="balanced")
    raw = {"title": Raw("free delivery")}
    same, other = dict(raw), {"title": Raw("free returns")}
    assert "free delivery" in mask.plain_element("p", raw, 0) == mask.plain_element("p", same, 0)
    assert "free delivery" not in mask.plain_element("p", raw, MASKED)
    assert '"tagName":"b"' in mask.plain_element("b", raw, 0) and "returns" in mask.plain_element("p", other, 0)


def test_addresses_said_of_one_page_are_not_those_of_another() -> None:
    mask = gate(preset="balanced")
    raw = {"href": Raw("/products.html")}
    mask.page(Raw("https://shop.example/a"))
    before = mask.plain_element("a", raw, 0)
    mask.page(Raw("https://other.example/a"))
    assert "shop.example" in before and "other.example" in mask.plain_element("a", raw, 0)


@pytest.mark.parametrize("key", ["dob", "DOB", "dateOfBirth", "date_of_birth", "customer DOB"])
def test_what_an_event_says_is_read_with_its_key(key: str) -> None:
    said = str(gate(preset="balanced").custom(Raw(json.dumps({"order": {key: ["1987-03-15"]}, "day": "2024-05-06"}))))
    assert "1987" not in said and "2024-05-06" in said
