"""What waits leaves in the order of its moments."""

import json

import pytest

from tests.test_recorder import start


@pytest.mark.parametrize(("sampled_ms", "told_ms"), [(1_950, 2_000), (1_100, 2_000), (-90_000, -90_000)])
def test_time_never_steps_back_unless_the_clock_was_set(sampled_ms: int, told_ms: int) -> None:
    """What is sampled is told in a later batch than what happened after it; a player would put it aside, and all before it."""
    page, probe, recorder = start("<p id=a>lorem</p>", preset="balanced")
    recorder.take()
    node_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["attributes", 0, node_id, 0, ["dir", "rtl"]]], 2_000))
    recorder.receive(probe.batch([["scroll", 0, 1, 0, 40]], sampled_ms))
    assert [json.loads(line)["timestamp"] for line in recorder.take().splitlines()] == [2_000, told_ms]


def test_what_is_younger_stays_unless_the_clocks_differ() -> None:
    """The batch is of 1100; until_ms is the worker's own clock, which may have been set."""
    page, probe, recorder = start("<div id=a></div>")
    recorder.take()
    page.find("a").attributes["class"] = "b"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert recorder.cut(until_ms=500) == []
    assert len(recorder.cut(until_ms=1100 - 7_200_000)) == 1
