"""What fields hold, as it is told."""

import json

import pytest

from tests.test_encode import last
from tests.test_recorder import start


def test_a_field_and_its_input() -> None:
    page, probe, recorder = start("<input id=a value=blue><input id=b type=checkbox>", record_inputs=True)
    snapshot = recorder.take()
    assert '"value":"blue"' in snapshot
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("b")], "on", True, True]], 1100))
    data = last(recorder.take())["data"]
    assert data == {"source": 5, "text": "on", "isChecked": True, "id": probe.ids[page.find("b")], "userTriggered": True}


@pytest.mark.parametrize(("hint", "tells"), [("", True), ("autocomplete=cc-exp-month", False), ("data-velo=mask", False)])
def test_the_first_choice_of_a_list_on_the_floor_is_not_told(hint: str, tells: bool) -> None:
    """Not even by the attribute that the page was served with."""
    page = f"<select {hint}><option>one<option selected>two</select>"
    _, _, recorder = start(page, preset="balanced", record_inputs=True)
    assert ("selected" in recorder.take()) is tells


@pytest.mark.parametrize("options", [{}, {"record_inputs": True}])
def test_a_hidden_field_tells_neither_how_many_keys_were_pressed_nor_when(options: dict[str, bool]) -> None:
    page, probe, recorder = start("<input id=a data-velo=mask>", **options)
    field = probe.ids[page.find("a")]
    for at, typed in enumerate(("Z", "Ze", "Zep"), start=2):
        recorder.receive(probe.batch([["value", 0, field, typed, None, True]], 1000 * at))
    events = [json.loads(line) for line in recorder.take().splitlines()]
    assert [event["timestamp"] for event in events if event["data"].get("source") == 5] == [2000], "that something was typed, once"


def test_what_is_on_the_way_to_something_personal_waits_until_the_field_is_left() -> None:
    page, probe, recorder = start("<input id=a>", record_inputs=True)
    field = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["value", 0, field, "4111 1111", None, True]], 1100))
    assert "4111" not in recorder.take()
    recorder.receive(probe.batch([["focus", 0, field, False]], 1200))
    assert "4111 1111" in recorder.take()
