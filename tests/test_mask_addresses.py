"""Addresses, through the gate."""

from recorder.config import Options
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.policy import MASKED, Policy
from recorder.records import Raw
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
