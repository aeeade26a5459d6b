"""Events of what a visitor does: what may be said of it under each mark."""

import json
from typing import Any

import pytest

from recorder.recorder import Recorder
from tests.pages import Probe
from tests.test_recorder import start

SELECTION, MEDIA, SCROLL, TOUCH, DRAG = 14, 7, 3, 6, 12
PAGE = "<p id=a>Hello Zephyrine</p><div id=d><video id=v></video><input id=i></div>"


def tell(probe: Probe, recorder: Recorder, *records: list[Any]) -> list[dict[str, Any]]:
    recorder.take()
    recorder.receive(probe.batch(list(records), 1100))
    return [json.loads(line)["data"] for line in recorder.take().splitlines()]


def text_id(probe: Probe, page: Any) -> int:
    number: int = probe.ids[page.find("a").children[0]]
    return number


def test_a_selection_in_shown_text_has_its_offsets() -> None:
    page, probe, recorder = start(PAGE.replace("Hello Zephyrine", "Free delivery"), preset="balanced")
    node = text_id(probe, page)
    (data,) = tell(probe, recorder, ["selection", 0, [node, 2, node, 5]])
    assert data == {"source": SELECTION, "ranges": [{"start": node, "startOffset": 2, "end": node, "endOffset": 5}]}


def test_a_selection_in_hidden_text_is_all_of_its_stand_in() -> None:
    page, probe, recorder = start(PAGE)
    node = text_id(probe, page)
    shown = json.loads(recorder.take().splitlines()[1])["data"]["node"]
    stand_in = str(shown).partition("textContent': '")[2].partition("'")[0]
    (data,) = tell(probe, recorder, ["selection", 0, [node, 2, node, 5]])
    assert data["ranges"] == [{"start": node, "startOffset": 0, "end": node, "endOffset": len(stand_in)}]


@pytest.mark.parametrize("mark", ["data-velo=mask", "data-velo=ignore", "contenteditable"])
def test_a_caret_in_hidden_text_does_not_tell_how_often_it_moved(mark: str) -> None:
    page, probe, recorder = start(PAGE.replace("id=a", f"id=a {mark}"), preset="balanced")
    node = text_id(probe, page)
    moves = [["selection", 0, [node, at, node, at]] for at in range(7)]
    assert len(tell(probe, recorder, *moves)) == (mark != "data-velo=ignore")
    assert len(tell(probe, recorder, ["selection", 0, []], ["selection", 0, []])) == 1, "nor in a box, where nothing is told"
    before = recorder.ledger.as_json()
    tell(probe, recorder, ["selection", 0, [node, 1, node, 1]])
    counted = recorder.ledger.as_json()
    assert tell(probe, recorder, *moves) == [] and recorder.ledger.as_json() == counted
    assert (counted != before) == (mark == "data-velo=ignore") or "text" in counted


def test_a_caret_in_shown_text_is_told_wherever_it_goes() -> None:
    page, probe, recorder = start(PAGE.replace("Hello Zephyrine", "Free delivery"), preset="balanced")
    node = text_id(probe, page)
    assert len(tell(probe, recorder, *[["selection", 0, [node, at, node, at]] for at in range(4)])) == 4


def test_a_selection_that_begins_in_a_box_or_in_silence_is_not_told() -> None:
    for mark in ("exclude", "ignore"):
        page, probe, recorder = start(PAGE, preset="balanced")
        node = text_id(probe, page)
        recorder.receive(probe.batch([["selection", 0, [node, 2, node, 5]]], 1050))
        page.find("a").attributes["data-velo"] = mark
        recorder.receive(probe.batch(probe.changes(), 1060))
        assert '"source":14' not in recorder.take()


def test_an_empty_selection_takes_the_last_one_away() -> None:
    page, probe, recorder = start(PAGE)
    assert tell(probe, recorder, ["selection", 0, []]) == [{"source": SELECTION, "ranges": []}]


def test_films_start_and_stop() -> None:
    page, probe, recorder = start(PAGE)
    node = probe.ids[page.find("v")]
    (data,) = tell(probe, recorder, ["media", 0, "play", node, 3.14159, 0.5, 1, True, False])
    assert data == {
        "source": MEDIA, "type": 0, "id": node, "currentTime": 3.1, "volume": 0.5, "muted": True, "loop": False, "playbackRate": 1,
    }  # fmt: skip
    assert tell(probe, recorder, ["media", 0, "explode", node, 1, 1, 1, True, False]) == []


@pytest.mark.parametrize("mark", ["exclude", "mask", "ignore"])
def test_nothing_is_told_of_marked_films(mark: str) -> None:
    page, probe, recorder = start(PAGE.replace("id=d", f"id=d data-velo={mark}"))
    node = probe.ids.get(page.find("v"), probe.ids[page.find("d")])
    assert tell(probe, recorder, ["media", 0, "play", node, 3, 1, 1, False, False]) == []


@pytest.mark.parametrize(("options", "told"), [({}, 0), ({"record_inputs": True}, 1)])
def test_how_far_a_field_is_scrolled_tells_its_length(options: dict[str, Any], told: int) -> None:
    page, probe, recorder = start(PAGE, **options)
    assert len(tell(probe, recorder, ["scroll", 0, probe.ids[page.find("i")], 120, 0])) == told
    assert len(tell(probe, recorder, ["scroll", 0, probe.ids[page.find("d")], 0, 40])) == 1


def test_a_masked_list_does_not_tell_where_it_is_scrolled_to() -> None:
    page, probe, recorder = start(PAGE.replace("id=d", "id=d data-velo=mask"))
    assert tell(probe, recorder, ["scroll", 0, probe.ids[page.find("d")], 0, 40]) == []


def test_touches_and_drags_are_moves_of_their_own_kind() -> None:
    page, probe, recorder = start(PAGE)
    node = probe.ids[page.find("d")]
    records = [["moves", 0, what, [1, 2, node, 5]] for what in ("touch", "drag", "pointer")]
    assert [data["source"] for data in tell(probe, recorder, *records)] == [TOUCH, DRAG, 1]


def test_visibility_and_definitions() -> None:
    page, probe, recorder = start(PAGE)
    events = tell(probe, recorder, ["visibility", 0, False], ["defined", 0, "x-zephyrine"])
    assert events[0] == {"tag": "velo-visibility", "payload": {"visible": False}}
    assert events[1]["source"] == 16 and "zephyrine" not in events[1]["define"]["name"] and "-" in events[1]["define"]["name"]
