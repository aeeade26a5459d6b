"""Trees and marks: whatever begins to hold, holds for all that has not left; what is shown anew comes in order."""

import json

import pytest

from recorder.records import Mark, NodeType
from tests.pages import Item
from tests.player import Player
from tests.test_recorder import SECRET, outline, start, tags


@pytest.mark.parametrize("mark", ["exclude", "mask"])
def test_a_mark_set_later_hides_what_has_not_left(mark: str) -> None:
    page, probe, recorder = start("<div id=a><b>Zephyrine</b></div>", preset="balanced")
    page.find("a").attributes["data-velo"] = mark
    recorder.receive(probe.batch(probe.changes(), 1100))
    lines = recorder.take()
    assert SECRET not in lines
    player = Player().play(lines)
    assert ("b" in tags(player)) is (mark == "mask") and "div" in tags(player)


def test_a_mark_taken_away_again_still_hides_what_waited_under_it() -> None:
    page, probe, recorder = start("<div id=a data-velo=mask><b>Zephyrine</b></div>", preset="balanced")
    del page.find("a").attributes["data-velo"]
    page.find("a").children[0].children[0].text = "Quackenbush"
    recorder.receive(probe.batch(probe.changes(), 1100))
    lines = recorder.take().splitlines()
    assert not any(SECRET in line for line in lines)
    assert "Quackenbush" in lines[-1], "what came after the mark was gone is shown"


def test_an_attribute_that_is_set_to_what_it_was_tells_nothing() -> None:
    page, probe, recorder = start("<div id=a class=card></div>", preset="balanced")
    recorder.take()
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["attributes", 0, node_id, 0, ["class", "card", "hidden", None]]], 1100))
    assert recorder.take() == ""
    recorder.receive(probe.batch([["attributes", 0, node_id, 0, ["class", "card", "hidden", ""]]], 1200))
    assert [change["attributes"] for change in json.loads(recorder.take())["data"]["attributes"]] == [{"hidden": ""}]


def test_a_mark_and_new_content_below_it_in_one_moment() -> None:
    page, probe, recorder = start("<div id=a><b>x</b></div><p id=p></p>", preset="balanced")
    player = Player().play(recorder.take())
    page.find("a").attributes["data-velo"] = "mask"
    page.find("a").children[0].append(Item(tag="i")).append(page.find("p"))
    recorder.receive(probe.batch(probe.changes(), 1100))
    player.play(recorder.take())
    assert sorted(tags(player)) == ["b", "body", "div", "head", "html", "i", "p"]


def test_a_neighbour_that_came_waits_for_one_that_is_shown_anew() -> None:
    page, probe, recorder = start("<div id=r><b id=x></b><b id=y></b><b id=z></b></div>", preset="balanced")
    player = Player().play(recorder.take())
    row = page.find("r")
    row.append(Item(tag="b"), page.find("y"))
    row.append(Item(tag="b"), page.find("x"))
    for name in ("x", "y", "z"):
        page.find(name).attributes["data-velo"] = "mask"
    recorder.receive(probe.batch(probe.changes(), 1100))
    player.play(recorder.take())
    assert player.outline() == outline(page, probe)


def test_content_shown_before_turns_into_a_box() -> None:
    page, probe, recorder = start("<div id=a><b>Zephyrine</b></div>", preset="balanced")
    player = Player().play(recorder.take())
    node_id = probe.ids[page.find("a")]
    page.find("a").attributes["data-velo"] = "exclude"
    recorder.receive(probe.batch([*probe.changes(), ["box", 0, node_id, 120.4, 30]], 1100))
    player.play(recorder.take())
    box = player.nodes[node_id]
    assert box["childNodes"] == [] and box["attributes"] == {
        "class": "rr-block", "rr_width": "120px", "rr_height": "30px", "style": "box-sizing:border-box;padding:0;border:0",
    }  # fmt: skip


def test_a_box_that_opens_again_shows_what_is_there_then() -> None:
    page, probe, recorder = start("<div id=a><b>x</b><i>y</i></div>")
    player = Player().play(recorder.take())
    page.find("a").attributes["data-velo"] = "exclude"
    recorder.receive(probe.batch(probe.changes(), 1100))
    player.play(recorder.take())
    del page.find("a").attributes["data-velo"]
    page.find("a").children[0].remove()
    recorder.receive(probe.batch(probe.changes(), 1200))
    player.play(recorder.take())
    assert player.outline() == outline(page, probe) and not recorder.wants_snapshot


def test_a_node_that_moves_into_a_box_leaves_its_old_neighbours_in_order() -> None:
    page, probe, recorder = start("<p id=p></p><div id=k></div>")
    player = Player().play(recorder.take())
    for name in ("x", "y", "z"):
        page.find("p").append(Item(tag="i", attributes={"id": name})).append(Item(tag="b"))
    recorder.receive(probe.batch(probe.changes(), 1100))
    page.find("k").append(page.find("y"))
    recorder.receive(probe.batch(probe.changes(), 1150))
    page.find("k").attributes["data-velo"] = "exclude"
    recorder.receive(probe.batch(probe.changes(), 1200))
    player.play(recorder.take())
    page.find("k").children.clear()
    assert player.outline() == outline(page, probe)


def test_what_was_moved_out_of_a_masked_place_stays_hidden_until_replaced() -> None:
    page, probe, recorder = start("<div data-velo=mask id=a><i id=s>Zephyrine</i></div><div id=z></div>", preset="balanced")
    recorder.take()
    page.find("z").append(page.find("s"))
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert SECRET not in recorder.take()
    page.find("s").children[0].text = "Free delivery"
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert "Free delivery" in recorder.take()


def test_the_floor_is_asked_a_second_time() -> None:
    """A probe gone wrong, or replaced, that reads a password does not make the recorder show it."""
    page, probe, recorder = start("<input id=a type=password>", record_inputs=True)
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("a")], SECRET, None, True]], 1100))
    assert SECRET not in recorder.take()


def test_a_fresh_tree_marks_what_waits_from_before_it() -> None:
    page, probe, recorder = start("<p id=a>S3CR3T</p><p id=c>word</p><p id=b>GONE</p>", preset="balanced")
    page.find("a").attributes["data-velo"] = "mask"
    page.find("b").remove()
    probe.last_id = 0  # the real probe gives a node its id again
    recorder.receive(probe.batch(probe.tree(), 1100))
    left = recorder.take()
    assert "S3CR3T" not in left and "GONE" not in left
    assert left.count("word") == 2


def test_an_allow_that_ends_hides_what_waits_even_if_another_mark_ended_before() -> None:
    page, probe, recorder = start("<p id=a data-velo=allow>S3CR3T</p><p id=b data-velo=exclude>x</p>")
    for name in "ba":
        del page.find(name).attributes["data-velo"]
        recorder.receive(probe.batch(probe.changes(), 1100))
    assert "S3CR3T" not in recorder.take()


def test_an_allow_that_begins_opens_nothing_that_was_hidden_and_waits() -> None:
    page, probe, recorder = start("<div id=a><p id=b>S3CR3T</p></div>")
    waiting = recorder.cut()
    page.find("b").remove()
    recorder.receive(probe.batch(probe.changes(), 1100))
    page.find("a").attributes["data-velo"] = "allow"
    page.find("a").append(Item(text="shown", type=NodeType.TEXT))
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert "S3CR3T" not in recorder.word(waiting)
    assert "shown" in recorder.take()


def test_a_mask_that_ends_opens_nothing_that_was_handed_out_under_it() -> None:
    page, probe, recorder = start("<div id=a data-velo=mask><p id=b>S3CR3T</p></div>", preset="balanced")
    waiting = recorder.cut()
    page.find("b").remove()
    recorder.receive(probe.batch(probe.changes(), 1100))
    del page.find("a").attributes["data-velo"]
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert "S3CR3T" not in recorder.word(waiting)


def test_marks_of_the_probe_hold_too() -> None:
    """Owner's selectors and calls reach the recorder as bits, without an attribute."""
    page, probe, recorder = start("<div id=a><b>Zephyrine</b></div>", preset="balanced")
    recorder.receive(probe.batch([["marks", 0, probe.ids[page.find("a")], int(Mark.EXCLUDE)]], 1100))
    assert SECRET not in recorder.take()


def test_what_a_page_writes_while_a_password_is_typed_may_repeat_it() -> None:
    page, probe, recorder = start("<input id=a type=password><p id=p>Hello</p><b id=b>x</b><i id=i>y</i>", preset="balanced")
    recorder.take()
    for text, label in (("Tr0ub4", "Tr0ub4"), ("Tr0ub4dor", "Tr0ub4dor")):
        page.find("p").children[0].text = text
        page.find("b").attributes["title"] = label
        page.find("i").attributes["hidden"] = ""
        recorder.receive(probe.batch([*probe.changes(), ["value", 0, probe.ids[page.find("a")], None, None, True]], 1100))
        lines = recorder.take()
        assert "Tr0ub4" not in lines and '"id"' in lines
    page.find("p").children[0].text = "Welcome"
    recorder.receive(probe.batch(probe.changes(), 3000))
    assert "Welcome" in recorder.take()


def test_what_is_written_in_an_editor_is_hidden_where_the_page_repeats_it() -> None:
    page, probe, recorder = start("<div contenteditable><b id=a>x</b></div><p id=p>x</p><p id=q>x</p>", preset="balanced")
    recorder.take()
    page.find("a").children[0].text = "blue giraffe"
    recorder.receive(probe.batch(probe.changes(), 1100))
    page.find("p").children[0].text = "You wrote Blue Giraffe"
    page.find("q").children[0].text = "You wrote nothing"
    recorder.receive(probe.batch(probe.changes(), 1200))
    lines = recorder.take()
    assert "iraffe" not in lines and "You wrote nothing" in lines


def test_what_comes_in_the_batch_that_opens_a_box_is_shown_in_it() -> None:
    """It was read when the box was open; so was what an allow opens in the same moment."""
    page, probe, recorder = start("<div id=a data-velo=exclude></div><p id=b></p>")
    recorder.take()
    box_id, other_id, body = *(probe.ids[page.find(name)] for name in ("a", "b")), 5
    moved = ["children", 0, other_id, [box_id], [box_id, other_id, 0]]
    filled = ["children", 0, box_id, [900], [900, box_id, 1, "b", 0, 0, 901, 900, 3, 0, "lorem"]]
    recorder.receive(probe.batch([["children", 0, body, [other_id], []], moved, filled, ["marks", 0, box_id, int(Mark.NONE)]], 2_000))
    (event,) = [json.loads(line)["data"] for line in recorder.take().splitlines()]
    shown = [add["node"] for add in event["adds"]]
    assert [node["id"] for node in shown] == [box_id, 900, 901] and "needBlock" not in shown[0]


def test_what_waits_of_a_node_that_went_is_hidden_when_that_is_asked() -> None:
    """It was marked while it hung nowhere: no mark of a node in the page tells of it."""
    page, probe, recorder = start(f"<div id=a><b>{SECRET}</b></div>", preset="balanced")
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["children", 0, 5, [], []]], 1_050))
    waiting = recorder.cut()
    assert SECRET in recorder.word(waiting)
    recorder.receive(probe.batch([["gone", 0, node_id], ["gone", 0, 4711]], 1_100))
    assert SECRET not in recorder.word(waiting) and not recorder.wants_snapshot
