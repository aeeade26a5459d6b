"""Pieces of nodes become trees and mutations as JSON."""

import json

import pytest

from recorder.drafts import Added, added
from recorder.encode_trees import DEEPEST, Trees, mutation, nothing
from recorder.mirror import Mirror, Node, whole
from recorder.records import NodeType, Raw


def additions(*records: Node) -> list[Added]:
    mirror = Mirror()
    return added(whole(mirror.replace(list(records)), None))


def element(node_id: int, parent_id: int) -> Node:
    return Node(node_id, parent_id, NodeType.ELEMENT, Raw("p"))


def document(node_id: int, parent_id: int = 0) -> Node:
    return Node(node_id, parent_id, NodeType.DOCUMENT)


def grown(*records: Node) -> Trees:
    trees = Trees()
    for entry in additions(*records):
        is_text = entry.node.type is NodeType.TEXT
        trees.add(entry, (str(entry.node.id), "") if is_text else (f"[{entry.node.id},[", "]]"))
    return trees


def test_children_stand_in_document_order() -> None:
    text = Node(5, 3, NodeType.TEXT)
    trees = grown(document(1), element(2, 1), element(3, 1), element(4, 3), text, element(6, 3), element(7, 1))
    (page,) = trees.whole()
    assert json.loads(page.text) == [1, [[2, []], [3, [[4, []], 5, [6, []]]], [7, []]]]
    assert (page.host_id, page.node_id) == (0, 1)


def test_a_frames_document_is_a_tree_of_its_own() -> None:
    nodes = (document(1), element(2, 1), document(3, 2), element(4, 3), document(5, 4), element(6, 5), element(7, 3), element(8, 1))
    found = {(tree.host_id, tree.node_id): json.loads(tree.text) for tree in grown(*nodes).whole()}
    assert found == {(0, 1): [1, [[2, []], [8, []]]], (2, 3): [3, [[4, []], [7, []]]], (4, 5): [5, [[6, []]]]}


def test_what_hangs_deeper_than_a_reader_can_follow_is_left_out() -> None:
    chain = [document(1), *(element(number, number - 1) for number in range(2, DEEPEST + 4)), element(DEEPEST + 4, 2)]
    trees = grown(*chain)
    (page,) = trees.whole()
    told = page.text.replace("[", "").replace("]", "").split(",")
    assert [int(number) for number in told if number] == [*range(1, DEEPEST + 2), DEEPEST + 4]
    assert trees.left_out == 2


def test_a_node_whose_parent_never_came_is_no_guess() -> None:
    page, first, below = additions(document(1), element(2, 1), element(3, 2))
    trees = Trees()
    trees.add(page, ("[", "]"))
    with pytest.raises(IndexError):
        trees.add(below, ("[", "]"))
    assert first.node.id == 2


def test_a_mutation_says_what_is_added_last() -> None:
    event = json.loads(mutation(7, nothing() | {"texts": [{"id": 1, "value": "]}"}]}, ['{"a":1}', '{"b":2}'], ',"isAttachIframe":true'))
    assert event == {
        "type": 3,
        "data": {
            "source": 0, "texts": [{"id": 1, "value": "]}"}], "attributes": [], "removes": [], "adds": [{"a": 1}, {"b": 2}],
            "isAttachIframe": True,
        },
        "timestamp": 7,
    }  # fmt: skip
