"""What came to one parent and went from it: put together where it fits, and never guessed."""

import pytest

from recorder.changes import rehang
from recorder.errors import UnknownNode
from recorder.mirror import Mirror, Node
from recorder.records import NodeType
from recorder.splices import Splice


def mirror_of(rows: list[tuple[int, int]]) -> Mirror:
    """Elements by id and id of the parent, below a document with the id 1."""
    mirror = Mirror()
    mirror.replace([Node(1, 0, NodeType.DOCUMENT), *(Node(node, parent, NodeType.ELEMENT) for node, parent in rows)])
    return mirror


# Of a parent 2 with the children 3, 4 and 5; node 6 hangs below 5.
@pytest.mark.parametrize(
    "what, gone, runs, count, more",
    [
        ("went, but was not there", [6], [], 3, []),
        ("went, and is not known", [99], [], 3, []),
        ("came after one that is elsewhere", [], [[6, 7]], 4, []),
        ("came after one that is not known", [], [[99, 7]], 4, []),
        ("came, and was there", [], [[0, 4]], 4, []),
        ("one went unseen", [], [[5, 7]], 3, []),
        ("one came unseen", [], [[5, 7]], 5, []),
        ("told twice", [3], [], 2, [Splice(2, [4], [], 1, [])]),
    ],
)
def test_what_does_not_fit_is_never_guessed(
    what: str, gone: list[int], runs: list[list[int]], count: int, more: list[Splice]
) -> None:
    mirror = mirror_of([(2, 1), (3, 2), (4, 2), (5, 2), (6, 5)])
    told = [Node(7, 2, NodeType.ELEMENT)] if any(7 in run for run in runs) else []
    with pytest.raises(UnknownNode):
        rehang(mirror, [Splice(2, gone, runs, count, told), *more])


def test_of_a_long_list_nothing_is_touched_but_what_came_and_went() -> None:
    mirror = mirror_of([(2, 1), *((at, 2) for at in range(3, 1000))])
    told = [Node(at, 2, NodeType.TEXT) for at in (1000, 1001)]
    change = rehang(mirror, [Splice(2, [10, 500], [[999, 1000], [0, 1001]], 997, told)])
    assert sorted((node.id, parent.id) for node, parent in change.removes) == [(10, 2), (500, 2)]
    assert [(node.id, right and right.id) for node, right in change.adds] == [(1000, None), (1001, 3)]
    assert [child.id for child in mirror.node(2).children][:2] == [1001, 3] and not mirror.knows(10)


def test_of_children_that_change_places_as_few_as_possible_move() -> None:
    """A page that sorts a list appends all of it anew; a player need not."""
    mirror = mirror_of([(2, 1), *((at, 2) for at in range(3, 13))])
    order = [12, *range(3, 12)]
    change = rehang(mirror, [Splice(2, [*range(3, 13)], [[0, *order]], 10, [])])
    assert [node.id for node, _ in change.removes] == [node.id for node, _ in change.adds] == [12]
    assert [child.id for child in mirror.node(2).children] == order
