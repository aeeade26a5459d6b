"""What fields hold, as it is told."""

import json
from typing import Any

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


def test_a_field_that_grew_with_its_text_does_not_tell_its_size_with_a_fresh_tree() -> None:
    for html in ("<textarea id=a style=width:9px></textarea>", "<div id=a contenteditable style=width:9px></div>"):
        page, probe, recorder = start(html)
        assert "width:9px" in recorder.take()
        page.find("a").attributes["style"] = "width:152px"
        recorder.receive(probe.batch(probe.changes(), 1100))
        ids, last_id = dict(probe.ids), probe.last_id
        tree = probe.tree()
        numbers = {probe.ids[item]: ids[item] for item in ids}
        tree[1][4] = _renumbered(tree[1][4], numbers)
        probe.last_id = last_id
        recorder.receive(probe.batch([record for record in tree if record[0] != "value"], 1200))
        lines = recorder.take()
        assert '"type":2' in lines and "152px" not in lines
        assert recorder._mirror.node(ids[page.find("a")]).attributes["style"].reveal() == "width:152px", "the control"


def _renumbered(nodes: list[Any], numbers: dict[int, int]) -> list[Any]:
    """Entries of a tree under the ids that its nodes had before, as the real probe tells them."""
    told, at = list(nodes), 0
    while at < len(told):
        told[at], told[at + 1] = numbers[told[at]], numbers.get(told[at + 1], 0)
        kind = told[at + 2]
        at += {1: 6 + 2 * told[at + 5] if kind in (1, 2, 4) else 0, 3: 5, 9: 5, 10: 6}.get(1 if kind in (1, 2, 4) else kind, 3)
    return told


def test_the_ledger_does_not_tell_whether_a_hidden_box_is_ticked() -> None:
    said = []
    for ticked in (True, False):
        page, probe, recorder = start("<input id=a type=checkbox>")
        recorder.receive(probe.batch([["value", 0, probe.ids[page.find("a")], "on", ticked, True]], 1100))
        recorder.take()
        said.append(recorder.ledger.as_json())
    assert said[0] == said[1] and '"state": 1' in said[0]
