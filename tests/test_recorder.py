"""The recorder as a whole: batches in, lines out; any moment a rule begins to hold; nothing hostile gets through or raises."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recorder import Policy, Recorder
from recorder.config import Options
from recorder.records import Mark, NodeType
from tests.pages import Item, Probe, parse
from tests.player import Player
from tests.test_records import JSON, KINDS

SECRET = "Zephyrine"


def start(html: str, **options: Any) -> tuple[Item, Probe, Recorder]:
    page = parse(f"<!doctype html><html><head></head><body>{html}</body></html>")
    probe, recorder = Probe(page), Recorder(Policy(Options(**options)))
    recorder.receive(probe.batch(probe.tree()))
    return page, probe, recorder


def outline(item: Item, probe: Probe) -> list[Any]:
    return [probe.ids[item], [outline(child, probe) for child in item.children]]


def tags(player: Player) -> list[str]:
    return [node["tagName"] for node in player.nodes.values() if node["type"] == 2]


def test_a_first_page_is_an_address_and_a_snapshot() -> None:
    _, _, recorder = start("<p class=card>Dear Zephyrine</p>")
    lines = recorder.take()
    player = Player().play(lines)
    assert [event["type"] for event in player.events] == [4, 2]
    assert player.events[0]["data"]["width"] == 800 and "S3CR3T" not in lines and SECRET not in lines
    assert tags(player) == ["html", "head", "body", "p"] and recorder.take() == ""


def test_the_control_with_masking_off_shows_the_secret() -> None:
    _, _, recorder = start("<p class=card>Zephyrine</p>", preset="balanced")
    assert SECRET in recorder.take()


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


def typed(recorder: Recorder, probe: Probe, node_id: int, values: list[str]) -> int:
    """How many input events leave when a field goes through these values."""
    for nth, value in enumerate(values):
        recorder.receive(probe.batch([["value", 0, node_id, value, None, True]], 1100 + 100 * nth))
    return sum(event["type"] == 3 and event["data"]["source"] == 5 for event in map(json.loads, recorder.take().splitlines()))


def test_keystrokes_in_a_hidden_field_can_not_be_counted_or_timed() -> None:
    keys = ["Z", "Ze", "Zep", "Zeph", "", "Y"]
    page, probe, recorder = start("<input id=a value=''>")
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["value", 0, node_id, "", None, False]], 1050))
    assert typed(recorder, probe, node_id, keys) == 3, "filled, emptied, filled"
    page, probe, recorder = start("<input id=a>", record_inputs=True)
    assert typed(recorder, probe, probe.ids[page.find("a")], keys) == len(keys), "the control: a field that is shown"


def test_a_hidden_box_does_not_tell_how_often_it_was_ticked() -> None:
    page, probe, recorder = start("<input id=a type=checkbox>")
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["value", 0, node_id, "on", False, False]], 1050))
    recorder.take()
    recorder.receive(probe.batch([["value", 0, node_id, "on", True, True]], 1100))
    assert recorder.take() == ""


def test_the_control_an_ordinary_field_shows_its_value() -> None:
    page, probe, recorder = start("<input id=a type=text>", record_inputs=True)
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("a")], "blue", None, True]], 1100))
    assert "blue" in recorder.take()


@pytest.mark.parametrize("mark", ["exclude", "mask", "ignore"])
def test_no_position_leaves_from_inside_a_mark_that_came_later(mark: str) -> None:
    page, probe, recorder = start("<div id=k><button id=b>1</button></div>")
    recorder.take()
    node_id = probe.ids[page.find("b")]
    recorder.receive(probe.batch([["pointer", 0, "click", node_id, 33, 44, "mouse"], ["moves", 0, "pointer", [31, 41, node_id, 5]]], 1100))
    page.find("k").attributes["data-velo"] = mark
    recorder.receive(probe.batch(probe.changes(), 1150))
    lines = recorder.take()
    assert '"x"' not in lines and json.loads(recorder.ledger.as_json())["dropped"]


def test_a_position_that_the_probe_moved_to_the_middle_leaves() -> None:
    page, probe, recorder = start("<div id=k data-velo=exclude></div>")
    recorder.receive(probe.batch([["pointer", 0, "click", probe.ids[page.find("k")], 50, 60, "mouse"]], 1100))
    assert json.loads(recorder.take().splitlines()[-1])["data"] == {
        "source": 2, "type": 2, "id": probe.ids[page.find("k")], "x": 50, "y": 60, "pointerType": 0,
    }  # fmt: skip


def test_after_a_loss_nothing_leaves_before_a_fresh_tree() -> None:
    page, probe, recorder = start("<p id=a>x</p>")
    recorder.take()
    recorder.receive(probe.batch([["text", 0, 999, "lost"]], 1100))
    assert recorder.wants_snapshot
    recorder.receive(probe.batch([["text", 0, probe.ids[page.find("a").children[0]], "y"]], 1200))
    assert recorder.take() == "" and recorder.wants_snapshot
    recorder.receive(probe.batch(probe.tree(), 1300))
    assert [event["type"] for event in Player().play(recorder.take()).events] == [4, 2] and not recorder.wants_snapshot


@pytest.mark.parametrize("is_lost_before", [False, True])
def test_a_gap_is_in_the_stream_and_in_the_ledger_and_one_fresh_tree_ends_it(is_lost_before: bool) -> None:
    page, probe, recorder = start("<p id=a>x</p>")
    recorder.take()
    if is_lost_before:
        recorder.receive(probe.batch([["text", 0, 999, "lost"]], 1100))
    recorder.receive(probe.batch([["lost", -700, "waiting_chars"], *probe.tree()], 2000))
    assert not recorder.wants_snapshot, "a page that could not be followed is not read twice"
    gap, *_, snapshot = Player().play(recorder.take()).events
    assert gap["data"] == {"tag": "velo-gap", "payload": {"reason": "waiting_chars"}} and gap["timestamp"] == 1300
    assert snapshot["type"] == 2 and snapshot["timestamp"] == 2000
    recorder.receive(probe.batch([["text", 0, probe.ids[page.find("a").children[0]], "y"]], 2100))
    assert recorder.take()
    assert json.loads(recorder.ledger.as_json())["dropped"]["overflow"] == 1


def test_a_gap_says_no_word_that_is_not_ours() -> None:
    _, probe, recorder = start("<p id=a>x</p>")
    recorder.receive(probe.batch([["lost", 0, SECRET], *probe.tree()], 2000))
    lines = recorder.take()
    assert "velo-gap" in lines and SECRET not in lines


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


@settings(deadline=None)
@given(st.binary() | st.text())
def test_receive_never_raises_whatever_comes(batch: str | bytes) -> None:
    recorder = Recorder(Policy())
    recorder.receive(batch)
    assert recorder.take() == ""


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.lists(JSON, max_size=5)), max_size=4))
def test_receive_never_raises_on_almost_right_records(records: list[tuple[str, list[Any]]]) -> None:
    _, probe, recorder = start("<p>Zephyrine</p>")
    recorder.receive(json.dumps({"version": 1, "at": 2000, "records": [[kind, 0, *fields] for kind, fields in records]}))
    assert SECRET not in recorder.take()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>{}</p>",
                "<input value={}>",
                "<a href=/{}>{}</a>",
                "<div title={} class={}>{}</div>",
                "<x-{} data-{}=1>{}</x-{}>",
                "<img src=/{}.png alt={}>",
                "<option value={}>{}</option>",
                "<style>.a:after{{content:'{}'}}</style>",
                "<!--{}-->",
                "<div style='background:url({})'>{}</div>",
                "<button name={} value={}>{}</button>",
                "<svg><text id={}>{}</text></svg>",
            ]
        ),
        max_size=6,
    )
)
def test_by_default_no_page_text_leaves(parts: list[str]) -> None:
    html = "".join(part.format(*["zephyrine"] * 4) for part in parts)
    page, probe, recorder = start("")
    body = next(item for item in page.walk() if item.tag == "body")
    for child in list(parse(html).children):
        body.append(child)
    probe.everything = True
    recorder.receive(probe.batch([*probe.changes(), *probe._values(page)], 1100))
    assert "zephyrine" not in recorder.take().lower()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 5), max_size=8))
def test_cutting_the_stream_anywhere_changes_nothing(cuts: list[int]) -> None:
    def run(cut: bool) -> str:
        page, probe, recorder = start("<ul id=u><li>a</li></ul>")
        lines = ""
        for number, step in enumerate(cuts):
            item = page.find("u").append(Item(tag="li"))
            item.append(Item(type=parse("x").children[0].type, text=f"row {step}"))
            recorder.receive(probe.batch(probe.changes(), 1100 + number))
            lines += recorder.take() if cut and step % 2 else ""
        return lines + recorder.take()

    assert run(cut=True) == run(cut=False)


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


def test_a_number_that_is_being_typed_shows_when_the_field_was_left() -> None:
    page, probe, recorder = start("<input id=a><input id=b>", record_inputs=True)
    recorder.take()

    def typed(name: str, *values: str) -> str:
        for value in values:
            recorder.receive(probe.batch([["value", 0, probe.ids[page.find(name)], value, None, True]], 1100))
        return recorder.take()

    def focus(name: str, focused: bool) -> str:
        recorder.receive(probe.batch([["focus", 0, probe.ids[page.find(name)], focused]], 1200))
        return recorder.take()

    assert "blue" in typed("a", "blue", "blue 12")
    assert "1234" not in typed("a", "blue 123", "blue 1234", "blue 12345")
    assert "blue 12345" in focus("a", False)
    assert "4539" not in typed("b", "4539 5787 6362 14", "4539 5787 6362 148")
    assert "4539" not in typed("b", "4539 5787 6362 1486") + focus("b", False) + focus("a", True)


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


@pytest.mark.parametrize(("sampled_ms", "told_ms"), [(1_950, 2_000), (1_100, 2_000), (-90_000, -90_000)])
def test_time_never_steps_back_unless_the_clock_was_set(sampled_ms: int, told_ms: int) -> None:
    """What is sampled is told in a later batch than what happened after it; a player would put it aside, and all before it."""
    page, probe, recorder = start("<p id=a>lorem</p>", preset="balanced")
    recorder.take()
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["attributes", 0, node_id, 0, ["dir", "rtl"]]], 2_000))
    recorder.receive(probe.batch([["scroll", 0, 1, 0, 40]], sampled_ms))
    assert [json.loads(line)["timestamp"] for line in recorder.take().splitlines()] == [2_000, told_ms]


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


def test_what_is_younger_stays_unless_the_clocks_differ() -> None:
    """The batch is of 1100; until_ms is the worker's own clock, which may have been set."""
    page, probe, recorder = start("<div id=a></div>")
    recorder.take()
    page.find("a").attributes["class"] = "b"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert recorder.cut(until_ms=500) == []
    assert len(recorder.cut(until_ms=1100 - 7_200_000)) == 1


def test_nothing_that_was_said_is_known_after_a_wording() -> None:
    page, probe, recorder = start("<p class=a title=Zephyrine>Zephyrine</p><p class=a title=Zephyrine>Zephyrine</p>", preset="balanced")
    assert recorder.take().count(SECRET) == 4
    assert not len(recorder._mask._said)
    first, second = (item for item in page.walk() if item.tag == "p")
    first.attributes["title"] = "other"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert recorder._mirror.node(probe.ids[second]).attributes["title"].reveal() == SECRET  # they shared them
    second.attributes["data-velo"] = "mask"
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert SECRET not in recorder.take()
