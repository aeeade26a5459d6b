"""Segments: numbered without gaps, one at a time, tried again, worded anew."""

import pytest

from recorder.drafts import Draft
from recorder.transport import (
    CUT_EVERY_MS,
    FIRST_RETRY_MS,
    LAST_RETRY_MS,
    MAX_WAITING,
    MAX_WAITING_CHARS,
    Held,
    Transport,
)


def drafts(name: int = 0) -> list[Draft]:
    return [Draft(name, "viewport")]


def test_numbers_without_gaps() -> None:
    transport = Transport()
    numbers = []
    for at in range(5):
        transport.put(drafts(), at)
        assert transport.next(at) is not None
        numbers.append(transport.number)
        transport.sent()
    assert numbers == [0, 1, 2, 3, 4] and transport.next(9) is None


def test_one_at_a_time_in_order() -> None:
    transport = Transport()
    transport.put(drafts(1), 0)
    transport.put(drafts(2), 0)
    first = transport.next(0)
    assert first is not None and first.drafts[0].at_ms == 1
    assert transport.next(0) is first, "the first stays first until it was sent"
    transport.sent()
    second = transport.next(0)
    assert second is not None and second.drafts[0].at_ms == 2


def test_failures_wait_longer_and_longer_but_not_for_ever() -> None:
    transport = Transport()
    transport.put(drafts(), 0)
    now, waits = 0, []
    for _ in range(15):
        assert transport.next(now) is not None
        transport.failed(now)
        waits.append(transport.wait_ms(now, more=False))
        assert transport.next(now + waits[-1] - 1) is None
        now += waits[-1]
    assert 0.5 * FIRST_RETRY_MS <= waits[0] <= 2 * FIRST_RETRY_MS < waits[8] and max(waits) <= 2 * LAST_RETRY_MS
    assert transport.number == 0, "the number stays until it is sent"


def test_the_collector_s_wish_is_kept() -> None:
    transport = Transport()
    transport.put(drafts(), 0)
    transport.next(0)
    transport.failed(0, retry_after_ms=60_000)
    assert transport.wait_ms(0, more=False) == 60_000


def test_a_limit_drops_the_oldest_that_were_never_tried_up_to_a_whole_tree() -> None:
    transport = Transport()
    for name in range(MAX_WAITING):
        drafts_of = [*drafts(), Draft(name, "page"), Draft(name, "tree"), *drafts()] if name == 200 else drafts(name)
        assert transport.put(drafts_of, 0) == 0
    first = transport.next(0)
    assert transport.put(drafts(-1), 0) == 199 and len(transport) == MAX_WAITING + 1 - 199
    assert transport.next(0) is first
    transport.sent()
    after = transport.next(0)
    assert after is not None and [draft.kind for draft in after.drafts] == ["page", "tree", "viewport"]


def test_without_a_tree_all_but_the_first_goes() -> None:
    transport = Transport()
    for name in range(MAX_WAITING):
        assert transport.put([Draft(0, "tree")] if name < 2 else drafts(name), 0) == 0
    assert transport.put(drafts(), 0) == MAX_WAITING and len(transport) == 1, "the second was the oldest, its tree did not help"


def test_a_tree_is_asked_for_when_half_of_what_may_wait_does() -> None:
    transport = Transport()
    wishes = []
    for name in range(MAX_WAITING):
        transport.put(drafts(name), 0)
        wishes.append(transport.wants_tree)
    assert wishes.index(True) == MAX_WAITING // 2 - 1 and all(wishes[MAX_WAITING // 2 :])
    transport.put([Draft(0, "tree")], 0)
    assert not transport.wants_tree


def test_cuts_come_by_time_or_on_demand() -> None:
    transport = Transport()
    assert not transport.cut_is_due(0, everything=False) and transport.cut_is_due(0, everything=True)
    transport.put(drafts(), 0)
    assert not transport.cut_is_due(CUT_EVERY_MS - 1, everything=False) and transport.cut_is_due(CUT_EVERY_MS, everything=False)
    transport.next(0)
    transport.sent()
    assert transport.wait_ms(0, more=False) == -1 and transport.wait_ms(0, more=True) == CUT_EVERY_MS


def test_a_clock_that_is_set_back_holds_nothing_up() -> None:
    hour = 3_600_000
    transport = Transport()
    transport.put(drafts(), 2 * hour)
    transport.next(2 * hour)
    transport.failed(2 * hour, retry_after_ms=60_000)
    assert transport.next(2 * hour + 1) is None, "the pause holds"
    assert transport.next(hour) is not None and transport.wait_ms(hour, more=False) == 0
    assert transport.cut_is_due(hour, everything=False)
    transport.sent()
    assert 0 <= transport.wait_ms(hour, more=True) <= CUT_EVERY_MS


def sized(chars: list[int], trees: tuple[int, ...] = ()) -> Transport:
    transport = Transport()
    for at, each in enumerate(chars):
        transport.put([Draft(at, "tree")] if at in trees else drafts(at), 0, each)
    return transport


LIMIT = MAX_WAITING_CHARS


@pytest.mark.parametrize(
    ("what", "chars", "trees", "left"),
    [
        ("the first is on its way, the largest is free", [LIMIT, 3 * LIMIT, LIMIT], (), [0, 1, 2]),
        ("one more, and what changes the tree goes with it", [9, 3 * LIMIT, LIMIT, 1], (1,), [0]),
        ("up to the next tree", [9, 3 * LIMIT, LIMIT, 1, 2, 3], (1, 4), [0, 4, 5]),
        ("a tree never goes for what is before it", [9, LIMIT, LIMIT + 1, 3 * LIMIT, 5], (3,), [0, 3, 4]),
        ("a large tree alone stays however often", [9 * LIMIT, 9 * LIMIT], (0, 1), [0, 1]),
    ],
)
def test_what_waits_is_limited_in_characters_too(what: str, chars: list[int], trees: tuple[int, ...], left: list[int]) -> None:
    assert [segment.drafts[0].at_ms for segment in sized(chars, trees)] == left, what


def test_half_of_that_asks_for_a_tree_unless_there_is_a_young_one() -> None:
    half = LIMIT // 2
    assert not sized([9, LIMIT, half]).wants_tree
    assert sized([9, LIMIT, half, 1]).wants_tree
    assert not sized([9, 3 * LIMIT, half, 1, 1], (3,)).wants_tree
    assert sized([9, 3 * LIMIT, 1, half, 1], (2,)).wants_tree


def test_what_is_held_is_counted_until_it_is_cut() -> None:
    held = Held()
    held.add(1, 9 * MAX_WAITING_CHARS)
    held.add(2, MAX_WAITING_CHARS - 1)
    held.add(2, 1)
    assert not held.is_over
    held.add(3, 1)
    assert held.is_over
    assert held.take(1) == 9 * MAX_WAITING_CHARS and not held.is_over
    assert held.take(3) == MAX_WAITING_CHARS + 1 and held.take(9) == 0
    held.add(4, 5)
    held.clear()
    assert held.take(9) == 0
