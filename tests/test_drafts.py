"""Drafts: they only ever get stricter while they wait."""

from recorder.changes import Report, rehang
from recorder.drafts import Contexts, Draft, added
from recorder.mirror import Mirror, Node, whole
from recorder.policy import EXCLUDED, MASKED
from recorder.records import NodeType, Raw


def tree() -> tuple[Mirror, list[Node]]:
    mirror = Mirror()
    records = [
        Node(1, 0, NodeType.DOCUMENT),
        Node(2, 1, NodeType.ELEMENT, Raw("div")),
        Node(3, 2, NodeType.TEXT),
    ]
    mirror.replace(records)
    return mirror, [mirror.node(number) for number in (1, 2, 3)]


def test_marks_hold_for_everything_below_and_change_with_the_mirror() -> None:
    mirror, (document, div, text) = tree()
    contexts = Contexts(mirror)
    assert contexts.of(text) == 0
    div.marks = MASKED
    mirror.version += 1
    assert contexts.of(text) == MASKED and contexts.above(div) == 0 and contexts.of(document) == 0


def test_a_frozen_draft_keeps_what_hid_it() -> None:
    mirror, (document, div, text) = tree()
    contexts = Contexts(mirror)
    div.marks = EXCLUDED
    mirror.version += 1
    draft = Draft(0, "tree", adds=list(added(whole(document, None))))
    contexts.freeze([draft])
    div.marks = 0
    mirror.version += 1
    assert contexts.of(text) == 0
    assert [(entry.node.id, entry.least, entry.inside) for entry in draft.adds] == [
        (1, 0, 0),
        (2, EXCLUDED, 0),
        (3, EXCLUDED, EXCLUDED),
    ]


def shadowed(slot_marks: int, name: str = "") -> tuple[Mirror, Node]:
    mirror, (_, _, text) = tree()
    slot = Node(6, 5, NodeType.ELEMENT, Raw("slot"), attributes={"name": Raw(name)} if name else {})
    box = Node(5, 4, NodeType.ELEMENT, Raw("p"), marks=slot_marks)
    rehang(mirror, [Report(2, [3], [Node(4, 2, NodeType.SHADOW), box, slot])])
    return mirror, text


def test_what_hides_a_slot_hides_what_is_shown_there() -> None:
    for marks, expected in ((0, 0), (MASKED, MASKED), (EXCLUDED, EXCLUDED)):
        mirror, text = shadowed(marks)
        assert Contexts(mirror).of(text) == expected


def test_a_child_without_a_slot_is_masked() -> None:
    mirror, text = shadowed(0, name="other")
    assert Contexts(mirror).of(text) == MASKED


def test_a_node_that_is_gone_still_knows_where_it_hung() -> None:
    mirror, (_, div, text) = tree()
    rehang(mirror, [Report(2, [], [])])
    div.marks = EXCLUDED
    mirror.version += 1
    assert Contexts(mirror).of(text) == EXCLUDED


def test_an_addition_is_found_also_after_others_came() -> None:
    mirror, (document, div, text) = tree()
    draft = Draft(0, "tree", adds=list(added(whole(div, None))))
    first = draft.addition_of(div)
    assert first is not None and first.node is div and draft.addition_of(document) is None
    draft.adds = [*added([(document, None)]), first]
    found = draft.addition_of(document)
    assert found is not None and found.node is document and draft.addition_of(text) is None
    draft.adds += added([(text, None)])
    assert draft.addition_of(text) is draft.adds[-1]
