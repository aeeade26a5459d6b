"""Changes of the tree: whatever a page does to it, a player of what is said ends with the same tree."""

import json
import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from recorder import Policy, Recorder
from recorder.changes import Report, longest_rising, rehang
from recorder.errors import UnknownNode
from recorder.mirror import Mirror, Node
from recorder.records import NodeType
from tests.pages import Item, Probe, parse
from tests.player import Player


def outline(item: Item, probe: Probe) -> list[object]:
    """The page's own structure, in the player's terms."""
    return [probe.ids[item], [outline(child, probe) for child in item.children]]


def mutate(page: Item, dice: random.Random, steps: int) -> None:
    """Adds, moves, removes and wraps nodes at random, below the body."""
    body = next(item for item in page.walk() if item.tag == "body")
    for _ in range(steps):
        items = list(body.walk())
        elements = [item for item in items if item.type is NodeType.ELEMENT]
        target = dice.choice(items)
        action = dice.choice(["add", "add", "move", "move", "remove", "wrap", "shuffle", "text", "attribute"])
        if action == "add":
            new = dice.choice(elements).append(Item(tag="p"))
            new.append(Item(type=NodeType.TEXT, text="words"))
        elif action == "move" and target is not body:
            below = set(target.walk())
            place = dice.choice([item for item in elements if item not in below])
            siblings = [child for child in place.children if child is not target]
            place.append(target, dice.choice([None, *siblings]))
        elif action == "remove" and target is not body:
            target.remove()
        elif action == "wrap" and target is not body:
            assert target.parent is not None
            target.parent.append(Item(tag="div"), target).append(target)
        elif action == "shuffle":
            dice.shuffle(target.children)
        elif action == "text" and target.type is NodeType.TEXT:
            target.text = dice.choice(["one", "two"])
        elif action == "attribute" and target.type is NodeType.ELEMENT:
            target.attributes["class"] = dice.choice(["card", "row"])


# No shrinking: a failing seed is enough to go on, and shrinking a seed takes minutes.
@settings(max_examples=80, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(seed=st.integers(0, 2**32), rounds=st.integers(1, 6), steps=st.integers(1, 25))
def test_a_player_ends_with_the_same_tree(seed: int, rounds: int, steps: int) -> None:
    dice = random.Random(seed)
    page = parse("<!doctype html><html><head></head><body><p>a</p><ul><li>1</li><li>2</li></ul></body></html>")
    probe, recorder, player = Probe(page, dice=dice), Recorder(Policy()), Player()
    recorder.receive(probe.batch(probe.tree()))
    for _ in range(rounds):
        mutate(page, dice, steps)
        recorder.receive(probe.batch(probe.changes()))
        if dice.random() < 0.7:  # leave some drafts waiting, to be worded later
            player.play(recorder.take())
            assert player.outline() == outline(page, probe)
    player.play(recorder.take())
    assert player.outline() == outline(page, probe)
    assert not recorder.wants_snapshot


def test_nodes_that_change_places_hang_below_each_other_on_the_way() -> None:
    page = parse("<html><body><div><p><i></i></p></div></body></html>")
    probe, recorder = Probe(page), Recorder(Policy())
    recorder.receive(probe.batch(probe.tree()))
    body, div, p = (next(item for item in page.walk() if item.tag == tag) for tag in ("body", "div", "p"))
    body.append(p)
    p.append(div)
    recorder.receive(probe.batch(probe.changes()))
    assert Player().play(recorder.take()).outline() == outline(page, probe)


def test_the_same_report_twice_changes_nothing() -> None:
    page = parse("<html><body><p>a</p></body></html>")
    probe, recorder = Probe(page), Recorder(Policy())
    recorder.receive(probe.batch(probe.tree()))
    recorder.take()
    body = next(item for item in page.walk() if item.tag == "body")
    report = ["children", 0, probe.ids[body], [probe.ids[child] for child in body.children], []]
    recorder.receive(probe.batch([report]))
    assert recorder.take() == ""


def test_an_unknown_node_is_an_error_and_no_guess() -> None:
    mirror = Mirror()
    mirror.replace([Node(1, 0, NodeType.DOCUMENT)])
    with pytest.raises(UnknownNode):
        rehang(mirror, [Report(1, [7], [])])


def test_a_node_cannot_hang_below_itself() -> None:
    page = parse("<html><body><div><p></p></div></body></html>")
    probe, recorder = Probe(page), Recorder(Policy())
    recorder.receive(probe.batch(probe.tree()))
    div, p = (next(item for item in page.walk() if item.tag == tag) for tag in ("div", "p"))
    recorder.receive(probe.batch([["children", 0, probe.ids[p], [probe.ids[div]], []]]))
    assert recorder.wants_snapshot


def test_appending_touches_only_what_is_new() -> None:
    page = parse("<html><body><p>a</p><p>b</p></body></html>")
    probe, recorder = Probe(page), Recorder(Policy())
    recorder.receive(probe.batch(probe.tree()))
    player = Player().play(recorder.take())
    body = next(item for item in page.walk() if item.tag == "body")
    body.append(Item(tag="hr"))
    recorder.receive(probe.batch(probe.changes()))
    player.play(recorder.take())
    data = player.events[-1]["data"]
    assert data["removes"] == [] and [added["node"]["tagName"] for added in data["adds"]] == ["hr"]


def test_one_moved_row_is_the_only_one_that_moves() -> None:
    page = parse("<html><body>" + "<p></p>" * 20 + "</body></html>")
    probe, recorder = Probe(page), Recorder(Policy())
    recorder.receive(probe.batch(probe.tree()))
    player = Player().play(recorder.take())
    body = next(item for item in page.walk() if item.tag == "body")
    body.append(body.children[17], body.children[2])
    recorder.receive(probe.batch(probe.changes()))
    player.play(recorder.take())
    assert len(player.events[-1]["data"]["removes"]) == len(player.events[-1]["data"]["adds"]) == 1


def test_what_goes_from_a_shadow_tree_that_moves_is_told_and_told_first() -> None:
    """A player forgets the children of what it removes, not those of its shadow root: what it is not told would come back."""
    mirror = Mirror()
    root, body, host, shadow, stays, goes, place = 1, 2, 3, 4, 5, 6, 7
    rows = [(body, root), (host, body), (shadow, host), (stays, shadow), (goes, shadow), (place, body)]
    types = {shadow: NodeType.SHADOW}
    records = [Node(node, parent, types.get(node, NodeType.ELEMENT)) for node, parent in rows]
    mirror.replace([Node(root, 0, NodeType.DOCUMENT), *records])
    change = rehang(mirror, [Report(body, [place], []), Report(place, [host], []), Report(shadow, [stays], [])])
    assert sorted((node.id, parent.id) for node, parent in change.removes[:2]) == [(stays, shadow), (goes, shadow)]
    assert [(node.id, parent.id) for node, parent in change.removes[2:]] == [(host, body)]
    assert [node.id for node, _ in change.adds] == [host, stays]


def test_what_came_in_a_document_that_goes_at_once_is_neither_added_nor_an_error() -> None:
    recorder = Recorder(Policy())
    root, frame, old, html, late, new = 1, 2, 3, 4, 5, 6
    tree = [root, 0, 9, "CSS1Compat", "", frame, root, 1, "iframe", 0, 0, old, frame, 9, "CSS1Compat", "", html, old, 1, "html", 0, 0]
    reports = [
        ["children", 0, html, [late], [late, html, 1, "body", 0, 0]],
        ["children", 0, frame, [new], [new, frame, 9, "CSS1Compat", ""]],
    ]
    for records in ([["tree", 0, 0, 0, tree]], reports):
        recorder.receive(json.dumps({"version": 1, "at": 1000, "records": records}))
        assert not recorder.wants_snapshot
    adds = [each for line in recorder.take().splitlines() for each in json.loads(line)["data"].get("adds", [])]
    assert [each["node"]["id"] for each in adds] == [old, new]


@given(st.lists(st.integers(0, 50), unique=True, max_size=9))
def test_longest_rising_is_rising_and_longest(numbers: list[int]) -> None:
    chain = [numbers[at] for at in longest_rising(numbers)]
    assert chain == sorted(chain)
    best = 0
    for chosen in range(2 ** len(numbers)):
        picked = [number for at, number in enumerate(numbers) if chosen >> at & 1]
        best = max(best, len(picked) if picked == sorted(picked) else 0)
    assert len(chain) == best
