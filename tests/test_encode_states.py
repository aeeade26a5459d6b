"""What elements show beside their attributes."""

from recorder.encode_states import chosen, may_have_states, options, states
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Node
from recorder.policy import Policy
from recorder.records import TOP, NodeRecord, NodeType, Raw


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


def test_chosen_options_are_told_by_their_places() -> None:
    select = node(1, "select")
    group = node(2, "optgroup")
    first, second, third = (node(3 + at, "option") for at in range(3))
    select.children, group.children = [first, group], [second, third]
    first.attributes = {"selected": Raw("")}
    assert [option.id for option in options(select)] == [3, 4, 5]
    assert chosen(mask(), select, Raw("2"), None) == [{"id": 3, "attributes": {"selected": None}}, {"id": 5, "attributes": {"selected": ""}}]
    assert chosen(mask(), select, Raw("1,2"), Raw("2")) == [{"id": 4, "attributes": {"selected": ""}}]
    assert chosen(mask(), select, Raw("0"), None) == []
    assert chosen(mask(), select, Raw("x,²"), Raw("")) == []


def node(node_id: int, name: str) -> Node:
    return Node(NodeRecord(node_id, 0, NodeType.ELEMENT, Raw(name)))
