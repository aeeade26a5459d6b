"""Which frame has which recorder, and what they are asked for."""

import json

from recorder.foreign import FIRST_ID
from recorder.joins import MOST_FRAMES, Joins, kept
from recorder.records import Record


def wishes(joins: Joins) -> object:
    return json.loads(joins.wishes() or "null")


def test_one_is_asked_for_a_tree_when_its_frame_is_told_and_once() -> None:
    joins = Joins()
    joins.begin(5, 1, 1000)
    assert wishes(joins) == {"ask": [1], "end": []} and wishes(joins) is None
    joins.clear()
    assert joins.of(1) is None and len(joins) == 0
    joins.begin(5, 1, 2000)
    assert wishes(joins) == {"ask": [1], "end": []}


def test_a_later_one_takes_the_frame() -> None:
    joins = Joins()
    joins.begin(5, 1, 1000)
    joins.begin(5, 2, 1000)
    assert wishes(joins) == {"ask": [2], "end": [1]} and joins.of(1) is None
    found = joins.in_frame(5)
    assert found is not None and found.number == 2


def test_what_was_lost_is_asked_for_again() -> None:
    joins = Joins()
    joins.begin(5, 1, 1000)
    joins.wishes()
    joins.lose()
    assert wishes(joins) == {"ask": [1], "end": []}


def test_there_is_an_end_of_frames() -> None:
    joins = Joins()
    for number in range(MOST_FRAMES + 1):
        joins.begin(number, number, 1000)
    assert len(joins) == MOST_FRAMES and MOST_FRAMES in json.loads(joins.wishes())["end"]


def test_the_probe_sees_no_children_of_such_a_frame() -> None:
    joins = Joins()
    joins.begin(5, 1, 1000)
    told = Record("children", 1, (5, [], []))
    assert kept(told, joins).fields[1] == []
    join = joins.of(1)
    assert join is not None
    join.foreign.tree.document_id = FIRST_ID
    assert kept(told, joins).fields[1] == [FIRST_ID]
    other = Record("children", 1, (6, [], []))
    assert kept(other, joins) is other
    assert kept(Record("children", 1, (5, [9], [])), joins).fields[1] == [9] and joins.of(1) is None, "a page of its own origin now"
