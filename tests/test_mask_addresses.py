"""Addresses, through the gate."""

from recorder.config import Options
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.mirror import Mirror, Node
from recorder.policy import MASKED, Policy
from recorder.records import NodeType, Raw
from tests.gate import attributes, gate


def test_pictures_of_styles_show_where_pictures_show() -> None:
    sheet = Raw(".card{background:url(/img/card.png)}")
    assert "card.png" not in gate().sheet(sheet, 0, of_page=True)
    balanced = gate(preset="balanced")
    balanced.page(Raw("https://shop.example/"))
    assert "https://shop.example/img/card.png" in balanced.sheet(sheet, 0, of_page=True)
    assert "card.png" not in balanced.sheet(sheet, MASKED, of_page=True)


def test_a_frame_names_no_page_that_a_player_would_load() -> None:
    mask = Mask(Policy(Options(preset="balanced")), Ledger())
    address = {"src": Raw("https://shop.example/products.html")}
    mask.page(Raw("https://shop.example/"))
    assert mask.attributes("img", address, 0) == {"src": "https://shop.example/products.html"}
    assert mask.attributes("iframe", address, 0) == mask.attributes("embed", address, 0) == {}


def test_in_strict_no_address_into_the_page_is_a_route() -> None:
    assert attributes("a", href="#/cart/Zephyrine") == {"href": "#c1"}
    assert attributes("area", href="/cart") == {"href": "#"} and attributes("link", href="/cart") == {}


def test_pictures_of_a_sheet_from_elsewhere_are_hidden() -> None:
    balanced = gate(preset="balanced")
    balanced.page(Raw("https://shop.example/"))
    assert "card.png" not in balanced.sheet(Raw(".card{background:url(/img/card.png)}"), 0, of_page=False)


def test_addresses_said_of_one_page_are_not_those_of_another() -> None:
    mask = gate(preset="balanced")
    raw = {"href": Raw("/products.html")}
    mask.page(Raw("https://shop.example/a"))
    before = mask.plain_element("a", raw, 0)
    mask.page(Raw("https://other.example/a"))
    assert "shop.example" in before and "other.example" in mask.plain_element("a", raw, 0)


def test_an_address_is_said_from_the_document_that_it_stands_in() -> None:
    mirror, mask = Mirror(), gate(preset="balanced")
    bases = {(1, 0): "https://shop.example/products/list", (4, 3): "https://shop.example/account/orders", (6, 5): ""}
    page, frame, empty = (Node(*at, NodeType.DOCUMENT, attributes={"base": Raw(base)}) for at, base in bases.items())
    elements = [Node(number, parent, NodeType.ELEMENT, Raw("a")) for number, parent in ((2, 1), (3, 1), (5, 1))]
    mirror.replace([page, *elements, frame, empty, Node(7, 4, NodeType.ELEMENT, Raw("a"))])
    mask.page(Raw("https://shop.example/cart"))

    def said(node_id: int) -> str:
        mask.addresses.stand_at(mirror, mirror.node(node_id))
        return str(mask.attributes("a", {"href": Raw("help")}, 0)["href"])  # type: ignore[index]

    assert [said(2), said(7), said(2)] == ["https://shop.example/products/help", "https://shop.example/account/help", "https://shop.example/products/help"]
    said(7)
    assert said(6) == "https://shop.example/account/help", "a document without an address is said from where we stood"


def test_pictures_to_choose_from_are_hidden_where_pictures_are() -> None:
    sources = {"srcset": Raw("https://shop.example/img/card.png 2x")}
    for mask, at in ((gate(), 0), (gate(preset="balanced"), MASKED), (gate(preset="balanced"), 0)):
        mask.page(Raw("https://shop.example/"))
        assert bool(mask.attributes("img", sources, at)) is (not mask.policy.strict and not at)


def test_what_is_hidden_of_addresses_is_counted_and_what_is_not_is_not() -> None:
    mask = gate(preset="balanced")
    mask.page(Raw("https://shop.example/"))
    mask.attributes("a", {"href": Raw("https://shop.example/cart")}, 0)
    assert not mask.ledger.as_dict()["hidden"]
    mask.attributes("a", {"href": Raw("/cart")}, MASKED)
    mask.attributes("img", {"src": Raw("/img/card.png")}, MASKED)
    assert mask.ledger.as_dict()["hidden"] == {"address": 1, "attribute": 1, "media": 1}
