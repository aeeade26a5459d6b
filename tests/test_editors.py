"""Editors that their name, their label or their look puts on the floor, and those that stay as they are."""

import pytest

from recorder import editors
from recorder.mirror import Node
from recorder.records import NodeType, Raw
from tests.test_recorder import SECRET, start

SHADOW_TREE = [(NodeType.ELEMENT, "body"), (NodeType.ELEMENT, "x-editor"), (NodeType.SHADOW, ""), (NodeType.ELEMENT, "div")]


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("its label", "<div contenteditable aria-label='Password'>Zephyrine</div>"),
        ("its sample", "<div role=textbox aria-placeholder='One-time code'>Zephyrine</div>"),
        ("its sample in its own attribute", "<div contenteditable data-placeholder='Your PIN'>Zephyrine</div>"),
        ("its name in an attribute", "<div contenteditable data-name=iban>Zephyrine</div>"),
        ("what names it", "<b id=l>Security code</b><i>x</i><div contenteditable aria-labelledby='k l'>Zephyrine</div>"),
        ("what describes it", "<div contenteditable aria-describedby=l><b>Zephyrine</b></div><p id=l>Your IBAN</p>"),
        ("the words before it", "<div>PIN <span contenteditable>Zephyrine</span></div>"),
        ("the words in the box before", "<div>Card number</div><div><div contenteditable>Zephyrine</div></div>"),
        ("dots instead of letters", "<div contenteditable style='-webkit-text-security: disc'>Zephyrine</div>"),
    ],
)
def test_what_stands_in_an_editor_of_the_floor_never_leaves(sentence: str, html: str) -> None:
    _, _, recorder = start(html, preset="balanced", record_inputs=True)
    assert SECRET not in recorder.take(), sentence


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("no name", "<div contenteditable>Zephyrine</div>"),
        ("another name", "<h2>Notes</h2><div contenteditable aria-label=Note>Zephyrine</div>"),
        ("a sentence that only mentions one", "<p>Never tell anybody your password or the number of your card here.</p><p contenteditable>Zephyrine</p>"),
        ("another's label", "PIN <b contenteditable>x</b><b contenteditable>Zephyrine</b>"),
        ("words as they are", "<div contenteditable style='-webkit-text-security: none'>Zephyrine</div>"),
        ("no editor", "<div aria-label=Password>Zephyrine</div>"),
    ],
)
def test_other_editors_are_shown_where_inputs_are_recorded(sentence: str, html: str) -> None:
    _, _, recorder = start(html, preset="balanced", record_inputs=True)
    assert SECRET in recorder.take(), sentence


def test_an_editor_that_was_on_the_floor_stays_there() -> None:
    page, probe, recorder = start("<div id=a contenteditable aria-label=PIN>x</div>", preset="balanced", record_inputs=True)
    recorder.take()
    editor = page.find("a")
    editor.attributes["aria-label"] = "Note"
    editor.children[0].text = SECRET
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert SECRET not in recorder.take()


def test_an_editor_that_gets_its_name_later_is_hidden_from_then_on() -> None:
    page, probe, recorder = start("<div id=a contenteditable>Zephyrine</div>", preset="balanced", record_inputs=True)
    page.find("a").attributes["aria-label"] = "Password"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert SECRET not in recorder.take()


@pytest.mark.parametrize(("label", "is_floor"), [("Notes", False), ("Password", True)])
def test_before_an_editor_at_the_top_of_a_shadow_tree_stand_the_words_before_its_host(label: str, is_floor: bool) -> None:
    nodes = [Node(at + 1, at, kind, Raw(name)) for at, (kind, name) in enumerate(SHADOW_TREE)]
    for above, below in zip(nodes, nodes[1:], strict=False):
        below.parent = above
    body, host, root, editor = nodes
    words = Node(9, 1, NodeType.TEXT, None, 0, None, Raw(label))
    words.parent, body.children, host.shadow, root.children = body, [words, host], root, [editor]
    assert editors.is_floor(editor, {"contenteditable": ""}) is is_floor
