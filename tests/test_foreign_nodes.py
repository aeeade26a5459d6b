"""Serialized nodes read back: what our encoder writes is understood, what it would not write is refused."""

from typing import Any

import pytest

from recorder.errors import BadBatch
from recorder.foreign_nodes import attributes, node
from recorder.records import TOP, Mark, NodeType, Raw


def read(name: str, tag: str = "div", **said: Any) -> Any:
    return getattr(attributes(tag, said), name)


def test_what_stands_beside_the_attributes() -> None:
    assert read("sheet", "style", _cssText="p{}") == Raw("p{}")
    assert read("size", rr_width="30px", rr_height="40.5px") == (30, 40)
    assert read("size", style={"width": "3px", "height": "4px"}) == (3, 4)
    assert read("scroll", rr_scrollLeft=0, rr_scrollTop=12.5) == (0, 12.5)
    assert read("value", "input", value="x") == Raw("x") and read("value", "li", value="3") is None
    picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='64' height='48'%3E"
    assert read("size", "img", src=picture) == (64, 48) and read("own", "img", src=picture) == {}


def test_what_stands_on_top() -> None:
    assert read("own", "dialog", rr_open_mode="modal") == {TOP: Raw("modal")}
    assert read("own", "dialog", rr_open_mode="non-modal") == {TOP: None}
    shown = read("own", **{"data-velo-open": "", "style": "color:red;display:grid!important"})
    assert shown[TOP] == Raw("grid") and "data-velo-open" not in shown
    assert read("own", **{"data-velo-open": None}) == {TOP: None}


def test_flags_and_what_is_removed() -> None:
    assert read("own", checked=True, selected=False, title=None) == {"checked": Raw(""), "selected": None, "title": None}


def test_kinds_of_nodes() -> None:
    box = {"type": 2, "tagName": "p", "attributes": {"class": "rr-block", "rr_width": "3px", "rr_height": "4px"}, "needBlock": True}
    box["attributes"]["style"] = "box-sizing:border-box;padding:0;margin-left:8px;float:right"  # type: ignore[index]
    record, said = node(box, 5, 4, "")
    assert said.place == {"margin-left": Raw("8px"), "float": Raw("right")}
    assert record.marks == Mark.EXCLUDE and record.attributes == {} and said.size == (3, 4)
    record, _ = node({"type": 2, "tagName": "path", "attributes": {}, "isSVG": True}, 5, 4, "")
    assert record.type is NodeType.SVG and (record.id, record.parent_id) == (5, 4)
    record, _ = node({"type": 0, "compatMode": "BackCompat"}, 5, 4, "https://pay.example/")
    assert record.text == Raw("BackCompat") and record.attributes["base"] == Raw("https://pay.example/")
    assert node({"type": 0, "compatMode": "CSS1Compat 7"}, 5, 4, "")[0].text == Raw("CSS1Compat")
    assert node({"type": 5, "textContent": "words"}, 5, 4, "")[0].text is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": 4},
        {"type": "2", "tagName": "p", "attributes": {}},
        {"type": 2, "tagName": "p" * 200, "attributes": {}},
        {"type": 2, "tagName": "p", "attributes": []},
        {"type": 2, "tagName": "p", "attributes": {"class": 3}},
        {"type": 2, "tagName": "p", "attributes": {":top": "modal"}},
        {"type": 2, "tagName": "p", "attributes": {"rr_width": "much", "rr_height": "1px"}},
        {"type": 2, "tagName": "p", "attributes": {"rr_scrollLeft": "1", "rr_scrollTop": 1}},
        {"type": 2, "tagName": "p", "attributes": {str(at): "" for at in range(400)}},
        {"type": 3, "textContent": None},
        {"type": 3, "textContent": "x" * 1_000_001},
    ],
)
def test_what_nobody_tells_of_is_refused(wrong: Any) -> None:
    with pytest.raises(BadBatch):
        node(wrong, 5, 4, "")
