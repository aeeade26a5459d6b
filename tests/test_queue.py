"""What waits on the device: the oldest first, within limits, never what a living page has stored."""

import json

from recorder.queue import ERASURE, MOST_BYTES, MOST_MS, Queue
from recorder.transport import FIRST_RETRY_MS

NOW = 10 * MOST_MS


def queue(*rows: tuple[str, int, int, int], held: tuple[str, ...] = ()) -> Queue:
    made = Queue()
    made.load(json.dumps(rows), json.dumps(held), NOW)
    return made


def order(of: Queue) -> list[tuple[str, int]]:
    """What goes, if all goes well."""
    found = []
    while task := of.next(NOW):
        found.append(tuple(json.loads(task)))
        of.sent()
    return found


def test_erasures_go_first_then_recordings_by_age_from_their_first_segment_on() -> None:
    rows = [("new", 0, 9, NOW - 5), ("old", 3, 9, NOW - 8), ("old", 2, 9, NOW - 9), ("gone", ERASURE, 0, NOW), ("old", 10, 9, NOW - 7)]
    assert order(queue(*rows)) == [("gone", ERASURE), ("old", 2), ("old", 3), ("old", 10), ("new", 0)]


def test_what_a_living_page_has_stored_is_left_alone() -> None:
    rows = [("here", 0, MOST_BYTES * 2, NOW - 2 * MOST_MS), ("gone", 0, 9, NOW)]
    made = queue(*rows, held=("here",))
    made.load(json.dumps([("here", 0, 9, NOW - 2 * MOST_MS), ("gone", 0, 9, NOW)]), '["here"]', NOW)
    assert order(made) == [("gone", 0)] and ["here", 0] not in json.loads(made.gone())


def test_what_was_sent_is_to_be_deleted_once() -> None:
    made = queue(("a", 0, 9, NOW), ("a", 1, 9, NOW))
    made.next(NOW)
    made.sent()
    assert json.loads(made.gone()) == [["a", 0]] and json.loads(made.gone()) == [] and json.loads(made.next(NOW)) == ["a", 1]


def test_a_failure_waits_longer_each_time_and_loses_nothing() -> None:
    made, now, waits = queue(("a", 0, 9, NOW)), NOW, []
    for _ in range(5):
        assert json.loads(made.next(now)) == ["a", 0]
        made.failed(now)
        waits.append(made.wait_ms(now))
        assert made.next(now + waits[-1] - 1) == ""
        now += waits[-1]
    assert waits[0] >= FIRST_RETRY_MS / 2 and waits[4] > 4 * waits[0] and made.gone() == "[]" and made.lost() == "{}"
    made.failed(now, 90_000)
    assert made.wait_ms(now) == 90_000
    made.hurry()
    assert made.next(now)
    made.sent()
    assert made.wait_ms(now) == -1


def test_a_pause_outlasts_a_fresh_look_at_the_device() -> None:
    made = queue(("a", 0, 9, NOW))
    made.failed(NOW)
    made.load('[["a", 0, 9, 1]]', "[]", NOW)
    assert made.next(NOW) == ""


def test_a_refusal_takes_the_rest_of_that_recording_with_it_counted() -> None:
    made = queue(("a", 4, 9, NOW - 2), ("a", 5, 9, NOW), ("b", 0, 9, NOW - 1))
    made.next(NOW)
    made.refused()
    assert json.loads(made.lost()) == {"refused": 2} and json.loads(made.gone()) == [["a", 4], ["a", 5]]
    assert order(made) == [("b", 0)] and made.lost() == "{}"


def test_past_the_days_the_oldest_go_counted() -> None:
    made = queue(("old", 0, 9, NOW - MOST_MS - 1), ("old", 1, 9, NOW), ("young", 0, 9, NOW - MOST_MS))
    assert json.loads(made.lost()) == {"too old": 2} and order(made) == [("young", 0)]


def test_a_clock_far_ahead_when_it_was_stored_keeps_it_no_longer() -> None:
    assert json.loads(queue(("a", 0, 9, NOW + MOST_MS + 1)).lost()) == {"too old": 1}


def test_past_the_bytes_the_oldest_go_counted() -> None:
    most = MOST_BYTES // 2
    made = queue(("c", 0, most, NOW - 1), ("a", 0, most, NOW - 3), ("b", 0, most, NOW - 2), ("x", ERASURE, 0, NOW - 9))
    assert json.loads(made.lost()) == {"overflow": 1}
    assert order(made) == [("x", ERASURE), ("b", 0), ("c", 0)]


def test_an_erasure_that_is_refused_is_no_segment_lost() -> None:
    made = queue(("a", ERASURE, 0, NOW))
    made.next(NOW)
    made.refused()
    assert made.lost() == "{}" and json.loads(made.gone()) == [["a", ERASURE]]


def test_a_clock_that_is_set_back_holds_nothing_up() -> None:
    made = queue(("a", 0, 9, NOW))
    made.failed(NOW, 60_000)
    assert made.next(NOW + 1) == "" and made.next(NOW - 3_600_000) and made.wait_ms(NOW - 3_600_000) == 0
