"""What a visitor does: hidden fields tell nothing but that they were used, and no position leaves from inside a mark."""

import json

import pytest

from recorder import Recorder
from tests.pages import Probe
from tests.test_recorder import start


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
    assert typed(recorder, probe, probe.ids[page.find("a")], [f"{key} " for key in keys]) == len(keys), "the control: a field that is shown"


def test_a_hidden_box_does_not_tell_how_often_it_was_ticked() -> None:
    page, probe, recorder = start("<input id=a type=checkbox>")
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["value", 0, node_id, "on", False, False]], 1050))
    recorder.take()
    recorder.receive(probe.batch([["value", 0, node_id, "on", True, True]], 1100))
    assert recorder.take() == ""


def test_the_control_an_ordinary_field_shows_its_value() -> None:
    page, probe, recorder = start("<input id=a type=text>", record_inputs=True)
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("a")], "blue ", None, True]], 1100))
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

    assert "blue" not in typed("a", "blu", "blue") and "blue" in typed("a", "blue g") and "giraffe" not in typed("a", "blue giraffe")
    assert "giraffe" in typed("a", "blue giraffe"), "it says the same again: that it has changed"
    assert "12" not in typed("a", "blue 1", "blue 12")
    assert "1234" not in typed("a", "blue 123", "blue 1234", "blue 12345")
    assert "blue 12345" in focus("a", False)
    assert "4539" not in typed("b", "4539 5787 6362 14", "4539 5787 6362 148")
    assert "4539" not in typed("b", "4539 5787 6362 1486") + focus("b", False) + focus("a", True)
