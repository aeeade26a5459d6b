"""What elements show beside their attributes."""

import pytest

from recorder.encode_states import chosen, list_of, may_have_states, note_choice, options, states
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Node
from recorder.policy import Policy
from recorder.records import TOP, NodeType, Raw
from tests.test_recorder import start


def mask() -> Mask:
    return Mask(Policy(), Ledger())


def test_a_modal_dialog_says_so_and_one_that_is_closed_too() -> None:
    assert states(mask(), "dialog", {TOP: Raw("modal")}, ("open", TOP), None) == {"rr_open_mode": "modal"}
    assert states(mask(), "dialog", {}, ("open", TOP), None) == {"rr_open_mode": "non-modal"}
    assert states(mask(), "dialog", {}, ("class",), None) == {}


def test_an_open_popover_shows_as_it_is_laid_out() -> None:
    opened = states(mask(), "div", {TOP: Raw("flex")}, (TOP,), "color:red")
    assert opened == {"data-velo-open": "", "style": "color:red;display:flex!important;z-index:2147483647"}
    assert states(mask(), "div", {}, (TOP,), "color:red") == {"data-velo-open": None, "style": "color:red"}


def test_no_word_of_the_page_gets_into_that_style() -> None:
    assert "Zephyrine" not in str(states(mask(), "div", {TOP: Raw("Zephyrine")}, (TOP,), None))


def test_a_canvas_is_an_empty_picture_of_its_size() -> None:
    shown = states(mask(), "canvas", {"width": Raw("120"), "height": Raw("7e9 Zephyrine")}, (), "border:1px")
    assert "width='120' height='7'" in shown["style"] and shown["style"].endswith(";border:1px") and "Zeph" not in shown["style"]
    assert "width='300' height='150'" in states(mask(), "canvas", {"width": Raw("wide")}, ("width",), None)["style"]
    assert states(mask(), "canvas", {}, ("class",), None) == {}


def test_most_elements_have_nothing_to_say() -> None:
    assert not may_have_states("div", {"class": Raw("card")}, ("class",))
    assert may_have_states("div", {}, (TOP,)) and may_have_states("canvas", {}, ())


def test_what_is_chosen_is_known_of_each_option_wherever_it_stands() -> None:
    select = node(1, "select")
    group = node(2, "optgroup")
    first, second, third = (node(3 + at, "option") for at in range(3))
    select.children, group.children = [first, group], [second, third]
    first.attributes = {"selected": Raw("")}
    assert [option.id for option in options(select)] == [3, 4, 5]

    def said(places: str | None) -> list[tuple[int, bool]]:
        select.state = (Raw(places) if places is not None else None, None)
        return [(option.id, is_chosen) for option, is_chosen in note_choice(select)]

    assert said(None) == []
    assert said("2") == [(3, False), (5, True)]
    assert said("1,2") == [(4, True)]
    group.children = [third]  # the second went: the same one is chosen at another place
    assert said("1") == []
    assert said("x,²") == [(5, False)]


def test_the_options_of_a_list_inside_a_list_are_its_own() -> None:
    outer, inner, *mine = [node(1 + at, name) for at, name in enumerate("select select option option".split())]
    outer.children, inner.children = [mine[0], inner], [mine[1]]
    assert list(options(outer)) == [mine[0]] and list(options(inner)) == [mine[1]]


def test_only_what_was_shown_is_told_to_be_chosen() -> None:
    shown, hidden = node(1, "option"), node(2, "option")
    shown.shown = True
    assert chosen(mask(), [(shown, True), (hidden, True)]) == [{"id": 1, "attributes": {"selected": ""}}]
    assert chosen(mask(), [(shown, False)]) == [{"id": 1, "attributes": {"selected": None}}]


def test_an_option_knows_its_list() -> None:
    select, group, option = node(1, "select"), node(2, "optgroup"), node(3, "option")
    assert list_of(option) is None
    option.parent, group.parent = group, select
    assert list_of(option) is select


def node(node_id: int, name: str) -> Node:
    return Node(node_id, 0, NodeType.ELEMENT, Raw(name))


@pytest.mark.parametrize(
    "sentence, html, changes",
    [
        (
            "an option drawn by the page",
            "<div role=option class=card aria-selected=false tabindex=-1 data-state=unchecked>",
            {"aria-selected": "true", "class": "card selected", "tabindex": "0", "data-state": "checked", "aria-current": "true"},
        ),
        ("a button that stays pressed", "<button class=btn aria-pressed=false>", {"aria-pressed": "true", "class": "btn active on"}),
        ("a radio button", "<input type=radio checked>", {"checked": None}),
        ("a slider", "<div role=slider aria-valuenow=1 style=left:1% title='1 %'>", {"aria-valuenow": "9", "title": "9 %"}),
    ],
)
@pytest.mark.parametrize("preset", ["strict", "balanced"])
def test_that_a_hidden_state_changes_tells_nothing(sentence: str, html: str, changes: dict[str, str | None], preset: str) -> None:
    for shows in (False, True):
        page, probe, recorder = start(f"<p>{html}</p><i id=a></i>", preset=preset, record_inputs=shows)
        recorder.take()
        item = page.find("a").parent.children[0].children[0]
        for name, value in changes.items():
            if value is None:
                del item.attributes[name]
            else:
                item.attributes[name] = value
        recorder.receive(probe.batch(probe.changes(), 1100))
        assert (recorder.take() == "") is not (shows and "radio" not in html), sentence
