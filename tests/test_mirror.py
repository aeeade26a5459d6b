"""The mirror: which nodes are known, and what becomes of those that a fresh tree does not bring."""

import pytest

from recorder.errors import BadBatch, UnknownNode
from recorder.mirror import Mirror, Node, ancestors, following
from recorder.policy import MASKED
from recorder.records import Mark, NodeType, Raw


def entry(node_id: int, parent_id: int, kind: NodeType = NodeType.ELEMENT, name: str = "p") -> Node:
    return Node(node_id, parent_id, kind, Raw(name) if kind is NodeType.ELEMENT else None)


def mirror_of(*entries: Node) -> Mirror:
    mirror = Mirror()
    mirror.replace([entry(1, 0, NodeType.DOCUMENT), *entries])
    return mirror


def test_a_node_that_comes_again_is_the_same_and_one_that_does_not_is_masked() -> None:
    mirror = mirror_of(entry(2, 1), entry(3, 1))
    stays, goes = mirror.node(2), mirror.node(3)
    mirror.replace([entry(1, 0, NodeType.DOCUMENT), entry(2, 1, name="li")])
    assert mirror.node(2) is stays and stays.name == "li" and not stays.closed
    assert goes.closed == MASKED and not mirror.knows(3)


def test_what_was_closed_or_on_the_floor_is_so_in_a_fresh_tree_until_the_page_says_something_else() -> None:
    def text(node_id: int, said: str) -> Node:
        return Node(node_id, 2, NodeType.TEXT, None, 0, None, Raw(said))

    mirror = mirror_of(entry(2, 1), text(3, "said"), text(4, "said"))
    mirror.node(2).marks |= Mark.FLOOR
    for node_id in (2, 3, 4):
        mirror.node(node_id).closed = MASKED
    mirror.replace([entry(1, 0, NodeType.DOCUMENT), entry(2, 1), text(3, "said"), text(4, "something else")])
    assert mirror.node(2).marks == Mark.FLOOR and mirror.node(2).told == 0
    assert [mirror.node(node_id).closed for node_id in (2, 3, 4)] == [MASKED, MASKED, 0]


@pytest.mark.parametrize(
    "sentence, entries, error",
    [
        ("a node that comes twice", [entry(2, 1), entry(2, 1)], BadBatch),
        ("a reference to what is not known any more", [entry(2, 1, NodeType.REFERENCE)], BadBatch),
        ("a node below one that is not known", [entry(2, 7)], UnknownNode),
    ],
)
def test_a_tree_that_is_none(sentence: str, entries: list[Node], error: type[Exception]) -> None:
    with pytest.raises(error):
        mirror_of(*entries)
    with pytest.raises(BadBatch):
        Mirror().replace(entries[:1])


def test_a_node_that_is_not_known_is_an_error() -> None:
    mirror = mirror_of(entry(2, 1))
    assert mirror.nodes([2, 2]) == [mirror.node(2)]
    for ask in (lambda: mirror.node(7), lambda: mirror.nodes([2, 7])):
        with pytest.raises(UnknownNode):
            ask()


def test_what_lies_below_a_new_box_is_forgotten_and_knows_where_it_hung() -> None:
    mirror = mirror_of(entry(2, 1), entry(3, 2), entry(4, 2, NodeType.SHADOW), entry(5, 4))
    box, inside = mirror.node(2), mirror.node(5)
    mirror.empty(box)
    assert len(mirror) == 2 and not box.children and box.shadow is None
    assert [node.id for node in ancestors(inside)] == [5, 4, 2, 1] and mirror.gone[5] is inside


def test_siblings_and_documents() -> None:
    mirror = mirror_of(entry(2, 1, name="iframe"), entry(3, 1), entry(4, 2, NodeType.DOCUMENT), entry(5, 4))
    assert following(mirror.node(2)) is mirror.node(3) and following(mirror.node(3)) is None
    assert mirror.document_of(mirror.node(5)) is mirror.node(4) and mirror.document_of(mirror.node(3)) is mirror.root
