"""Adopted sheets: who has adopted what."""

from recorder.adopted import Adopted
from recorder.mirror import Node
from recorder.records import NodeType, Raw


def root(node_id: int) -> Node:
    return Node(node_id, 0, NodeType.DOCUMENT)


def test_a_sheet_knows_its_roots() -> None:
    adopted, page, shadow = Adopted(), root(1), root(2)
    adopted.adopt(page, [9], {9: Raw("p{}")})
    (sheet,) = adopted.adopt(shadow, [9], {})
    assert sheet.roots == [page, shadow] and adopted.of(page) == adopted.of(shadow) == [sheet]
    adopted.adopt(page, [], {})
    assert sheet.roots == [shadow] and adopted.of(page) == []


def test_a_sheet_that_is_not_known_is_left_out() -> None:
    adopted = Adopted()
    assert adopted.adopt(root(1), [7], {}) == [] and adopted.sheet(7) is None and adopted.of(None) == []


def test_a_fresh_tree_brings_all_anew() -> None:
    adopted, page = Adopted(), root(1)
    adopted.adopt(page, [9], {9: Raw("p{}")})
    adopted.clear()
    assert adopted.of(page) == [] and adopted.sheet(9) is None


def test_a_root_takes_over_what_was_told_with_another() -> None:
    adopted, page, shadow = Adopted(), root(1), root(2)
    (sheet,) = adopted.adopt(page, [9], {9: Raw("p{}")})
    assert adopted.taken_over(page) == ()
    adopted.adopt(page, [], {})
    adopted.adopt(shadow, [9], {})
    assert adopted.taken_over(shadow) == (sheet,) and adopted.taken_over(shadow) == ()
