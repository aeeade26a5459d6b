"""The tree of a framed page: what stands there, by ids of ours; what no recorder of ours would tell is refused."""

import itertools
from typing import Any

import pytest

from recorder.errors import BadBatch
from recorder.foreign_tree import MOST_CHILDREN_DEEP, ForeignTree
from recorder.records import NodeType, Raw

FRAME = 7
NOTHING: dict[str, Any] = {"removes": [], "adds": [], "texts": [], "attributes": []}


def element(key: int, tag: str = "p", *children: Any, **more: Any) -> dict[str, Any]:
    return {"type": 2, "id": key, "tagName": tag, "attributes": {}, "childNodes": list(children), **more}


def page(*children: Any) -> dict[str, Any]:
    document = {"type": 0, "id": 1, "childNodes": list(children)}
    return {"node": document, "initialOffset": {"left": 0, "top": 0}}


def tree(*children: Any) -> ForeignTree:
    made = ForeignTree(FRAME, itertools.count(1000))
    made.take(page(*children))
    return made


def test_a_tree_hangs_in_its_frame_under_ids_of_ours() -> None:
    made = ForeignTree(FRAME, itertools.count(1000))
    ((kind, (parent, children, nodes)),) = made.take(page(element(1_000_000, "html", element(3))))
    assert (kind, parent, children) == ("children", FRAME, [1000]) and made.document_id == 1000
    assert [(node.id, node.parent_id, node.name) for node in nodes] == [(1000, FRAME, ""), (1001, 1000, "html"), (1002, 1001, "p")]
    assert made.at(3).id == 1002
    made.forget()
    assert not made.document_id
    with pytest.raises(BadBatch):
        made.at(3)


def test_what_changes_is_told_by_the_parents_that_it_changed_in() -> None:
    made = tree(element(2, "html", element(3), element(4, "ul")))
    add = {"parentId": 4, "nextId": None, "node": element(5, "li", {"type": 3, "id": 6, "textContent": "one"})}
    words = made.change(NOTHING | {"removes": [{"parentId": 2, "id": 3}], "adds": [add], "texts": [{"id": 6, "value": "two"}]})
    assert [(kind, fields[0]) for kind, fields in words] == [("children", 1001), ("children", 1003), ("text", 1005)]
    assert words[0][1][1] == [1003] and [node.type for node in words[1][1][2]] == [NodeType.ELEMENT, NodeType.TEXT]
    assert words[2][1][1] == Raw("two")


@pytest.mark.parametrize(
    "sentence, add",
    [
        ("below a text", {"parentId": 5, "nextId": None, "node": element(9)}),
        ("below what no probe reads", {"parentId": 4, "nextId": None, "node": element(9)}),
        ("before a child of another parent", {"parentId": 3, "nextId": 4, "node": element(9, "p")}),
        ("under an id that is taken", {"parentId": 3, "nextId": None, "node": element(5)}),
        ("a document that is in no frame", {"parentId": 3, "nextId": None, "node": {"type": 0, "id": 9, "childNodes": []}}),
        ("a child of a text", {"parentId": 3, "nextId": None, "node": {"type": 3, "id": 9, "textContent": "", "childNodes": [element(10)]}}),
    ],
)
def test_a_node_where_none_can_be(sentence: str, add: dict[str, Any]) -> None:
    made = tree(element(2, "html", element(3, "div", {"type": 3, "id": 5, "textContent": "a"}), element(4, "video")))
    with pytest.raises(BadBatch):
        made.change(NOTHING | {"adds": [add]})


def test_a_tree_without_end_is_none() -> None:
    node = element(2)
    for key in range(3, MOST_CHILDREN_DEEP + 3):
        node = element(key, "p", node)
    with pytest.raises(BadBatch):
        tree(node)


def test_the_document_itself_stays() -> None:
    with pytest.raises(BadBatch):
        tree(element(2)).change(NOTHING | {"removes": [{"parentId": 0, "id": 1}]})
