"""rrweb's numbers: an event as its player reads it."""

import json

from recorder.rrweb import EventType, Source, incremental, line


def test_an_incremental_event_as_one_line() -> None:
    event = incremental(7, Source.SCROLL, {"id": 1, "x": 0, "y": 2})
    assert json.loads(line(event)) == {"type": 3, "data": {"source": 3, "id": 1, "x": 0, "y": 2}, "timestamp": 7}
    assert "\n" not in line(event) and EventType.CUSTOM == 5
