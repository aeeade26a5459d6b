"""Nodes, as they are told."""

import pytest

from tests.test_encode import last, replayed
from tests.test_recorder import start


def test_children_of_a_shadow_root_hang_below_their_host() -> None:
    page, probe, recorder = start("<div id=h></div>")
    recorder.take()
    host = probe.ids[page.find("h")]
    nodes = [90, host, 11, 91, 90, 1, "p", 0, 0]
    recorder.receive(probe.batch([["children", 0, host, [], nodes]], 1100))
    (add,) = last(recorder.take())["data"]["adds"]  # type: ignore[index]
    assert add["parentId"] == host and add["node"]["isShadow"] is True
    recorder.receive(probe.batch([["children", 0, 90, [], []]], 1200))
    assert last(recorder.take())["data"]["removes"] == [{"parentId": host, "id": 91, "isShadow": True}]  # type: ignore[index]


def test_style_sheets_come_with_their_element_or_later() -> None:
    page, probe, recorder = start("<style id=s>.card{color:red}</style>")
    style = probe.ids[page.find("s")]
    recorder.receive(probe.batch([["sheet", 0, style, ".card{color:red}"]]))
    assert '"_cssText":".card{color:red' in recorder.take().replace(" ", "")
    recorder.receive(probe.batch([["sheet", 0, style, ".card{color:blue}"]]))
    assert last(recorder.take())["data"]["attributes"][0]["id"] == style  # type: ignore[index]


def test_the_copy_of_a_chosen_option_is_hidden() -> None:
    html = "<select><button><selectedcontent>Zephyr</selectedcontent></button><option>Breeze</select>"
    _, _, recorder = start(html, preset="balanced")
    lines = recorder.take()
    assert "Zephyr" not in lines and "Breeze" in lines


@pytest.mark.parametrize("mode", ["CSS1Compat", "BackCompat"])
def test_a_frame_that_is_shown_anew_has_its_document_built_anew(mode: str) -> None:
    """The player takes a document of the same id and mode for built, though it gave it to a frame that is no more."""
    frame = [2, 1, 1, "iframe", 0, 0, 3, 2, 9, mode, "", 4, 3, 1, "html", 0, 0]
    tree = [1, 0, 9, "CSS1Compat", "", *frame, 5, 1, 1, "div", 0, 0]
    events = replayed([["tree", 0, 0, 0, tree]], [["children", 0, 5, [2], [2, 5, 0]], ["children", 0, 1, [5], []]])
    modes = [one["node"].get("compatMode") for event in events for one in event["data"].get("adds", []) if one["node"]["id"] == 3]  # type: ignore[attr-defined]
    assert all(one != other for one, other in zip(modes, modes[1:], strict=False))
    assert modes[0] == modes[-1] == "BackCompat" if mode == "BackCompat" else len(modes) == 2


def test_a_shadow_host_that_becomes_a_box_has_an_empty_shadow_tree() -> None:
    tree = [1, 0, 9, "CSS1Compat", "", 2, 1, 1, "div", 0, 0, 3, 2, 11, 4, 3, 1, "b", 0, 0]
    *_, event = replayed([["tree", 0, 0, 0, tree]], [["marks", 0, 2, 1], ["box", 0, 2, 30, 20]])
    (box,) = event["data"]["adds"]  # type: ignore[index]
    assert box["node"]["isShadowHost"] and box["node"]["needBlock"] and not box["node"]["childNodes"]


def test_what_lies_in_a_box_is_left_out_and_the_box_says_no_more_than_its_size() -> None:
    tree = [1, 0, 9, "CSS1Compat", "", 2, 1, 1, "p", 0, 1, "title", "Zephyrine", 3, 2, 3, 0, "Zephyrine"]
    *_, event = replayed([["tree", 0, 0, 0, tree]], [["marks", 0, 2, 1], ["box", 0, 2, 30, 20]])
    (box,) = event["data"]["adds"]  # type: ignore[index]
    assert "Zephyrine" not in str(box) and not box["node"]["childNodes"]
    assert {"rr_width": "30px", "rr_height": "20px"}.items() <= box["node"]["attributes"].items()
