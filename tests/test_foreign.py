"""A framed page's own recorder, and the recorder of the page around it: what the second shows of what the first tells."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recorder import Policy, Recorder
from recorder.config import Options
from recorder.foreign import FIRST_ID, Foreign
from recorder.records import NodeType
from tests.pages import Item, Probe, parse
from tests.player import Player

OUTER = "<p>Basket</p><div id=around><iframe id=f></iframe></div>"
INNER = """<form id=form class=card><p id=p>Card of Zephyrine</p><input id=i type=text value=Quackenbush><b data-velo=exclude>x</b>
<style id=s>.card { color: red }</style></form>"""
NUMBER = 7


class Pair:
    """A page with a framed page, each with a recorder; ``player``: what the collector of the outer page sees."""

    def __init__(self, inner: str = INNER, outer: str = OUTER, inside: dict[str, Any] | None = None, **options: Any) -> None:
        self.outer, self.probe, self.recorder = self._page(outer, options)
        self.inner, self.inner_probe, self.framed = self._page(inner, inside or {})
        self.player, self.lines = Player(), ""
        self.snapshot()

    @staticmethod
    def _page(html: str, options: dict[str, Any]) -> tuple[Item, Probe, Recorder]:
        page = parse(f"<!doctype html><html><head></head><body>{html}</body></html>")
        return page, Probe(page), Recorder(Policy(Options(**{"preset": "balanced", **options})))

    def snapshot(self) -> None:
        """The outer page anew; the framed recorder is asked for its tree, and tells it."""
        records = self.probe.tree()
        self.recorder.receive(self.probe.batch([*records, ["frame", 0, self.probe.ids[self.outer.find("f")], NUMBER]]))
        self.play()
        assert json.loads(self.recorder.joins.wishes()) == {"ask": [NUMBER], "end": []}
        self.tree()

    def tree(self, at_ms: int = 2000) -> None:
        """The framed recorder tells all."""
        records = self.inner_probe.tree()
        sheets = [["sheet", 0, self.inner_probe.ids[item], ".card { color: red }"] for item in self.inner.walk() if item.tag == "style"]
        self.framed.receive(self.inner_probe.batch(records + sheets, at_ms))
        self.cross()

    def cross(self, message: str | None = None) -> None:
        """What the framed recorder has to tell crosses, and leaves with the outer page's next batch."""
        self.recorder.receive_foreign(NUMBER, self.framed.take() if message is None else message, 9000)
        self.recorder.receive(self.probe.batch([], 9000))
        self.play()

    def change(self, at_ms: int = 3000) -> None:
        """What changed in the framed page."""
        self.framed.receive(self.inner_probe.batch(self.inner_probe.changes(), at_ms))
        self.cross()

    def change_outer(self, at_ms: int = 3000) -> None:
        """What changed in the page around."""
        self.recorder.receive(self.probe.batch(self.probe.changes(), at_ms))
        self.play()

    def play(self) -> None:
        lines = self.recorder.take()
        self.lines += lines
        self.player.play(lines)

    def shown(self) -> list[dict[str, Any]]:
        """The nodes of the framed page as a viewer has them."""
        return [node for node_id, node in self.player.nodes.items() if node_id >= FIRST_ID]

    def tags(self) -> list[str]:
        return [node["tagName"] for node in self.shown() if node["type"] == 2]

    def texts(self) -> str:
        return " ".join(node["textContent"] for node in self.shown() if node["type"] == 3)

    def find(self, tag: str) -> dict[str, Any]:
        return next(node for node in self.shown() if node.get("tagName") == tag)


def test_a_framed_page_stands_in_its_frame() -> None:
    pair = Pair()
    (frame,) = [node for node in pair.player.nodes.values() if node.get("tagName") == "iframe"]
    assert [child["type"] for child in frame["childNodes"]] == [0]
    assert pair.tags() == ["html", "head", "body", "form", "p", "input", "b", "style"]
    assert "Card of" in pair.texts() and "x×x" in pair.find("input")["attributes"]["value"]
    assert pair.find("b")["needBlock"] and pair.find("b")["childNodes"] == []
    assert "color" in pair.find("style")["attributes"]["_cssText"] and pair.find("form")["attributes"]["class"] == "card"


def test_what_changes_there_changes_here() -> None:
    pair = Pair()
    form = pair.inner.find("form")
    form.append(Item(tag="ul"), before=pair.inner.find("p")).append(Item(tag="li"))
    pair.inner.find("p").children[0].text = "Paid with thanks"
    pair.inner.find("form").attributes["class"] = "card active"
    pair.inner.find("i").remove()
    pair.change()
    assert pair.tags() == ["html", "head", "body", "form", "p", "b", "style", "ul", "li"]
    assert "Paid" in pair.texts() and pair.find("form")["attributes"]["class"] == "card active"
    form.append(pair.inner.find("p"))
    pair.change(4000)
    assert [child.get("tagName") for child in pair.find("form")["childNodes"]][-1] == "p"


def test_a_new_tree_replaces_the_one_before() -> None:
    pair = Pair()
    before = {node["id"] for node in pair.shown()}
    pair.tree(3000)
    after = {node["id"] for node in pair.shown()}
    assert len(after) == len(before) and not after & before, "no id comes twice"


def test_a_fresh_tree_of_the_page_asks_for_the_frame_again() -> None:
    pair = Pair()
    pair.snapshot()
    assert pair.tags()[:1] == ["html"] and len([event for event in pair.player.events if event["type"] == 2]) == 2


@pytest.mark.parametrize("name", ["f", "around"])
def test_a_page_that_excludes_the_frame_shows_nothing_of_it_and_all_again_later(name: str) -> None:
    pair = Pair()
    pair.inner.find("p").children[0].text = "Unicorn"
    pair.framed.receive(pair.inner_probe.batch(pair.inner_probe.changes(), 3000))
    pair.recorder.receive_foreign(NUMBER, pair.framed.take(), 9000)  # waits, as the mark comes
    pair.outer.find(name).attributes["data-velo"] = "exclude"
    pair.change_outer()
    assert "Unicorn" not in pair.lines and pair.shown() == []
    pair.inner.find("form").append(Item(tag="hr"))
    pair.change(4000)
    assert pair.shown() == [] and pair.recorder.ledger.as_dict()["dropped"]["foreign"] > 0
    assert not pair.recorder.joins.wishes(), "what is a box asks for nothing"
    del pair.outer.find(name).attributes["data-velo"]
    pair.change_outer()
    pair.snapshot()
    assert "hr" in pair.tags() and "Unicorn" in pair.texts()


def test_a_page_that_masks_the_frame_shows_its_shape() -> None:
    pair = Pair("<p>Unicorn</p><input type=text value=abc><a title=Unicorn href=/a>x</a>", inside={"record_inputs": True}, record_inputs=True)
    assert "Unicorn" in pair.lines and "abc" in pair.lines
    pair.outer.find("around").attributes["data-velo"] = "mask"
    pair.change_outer()
    assert "p" in pair.tags() and "Unicorn" not in json.dumps(pair.shown()) and "abc" not in json.dumps(pair.shown()), "at once"
    pair.lines = ""
    pair.snapshot()
    assert "Unicorn" not in pair.lines and "abc" not in pair.lines and "p" in pair.tags()


def test_the_stricter_preset_of_the_two_holds() -> None:
    assert "Card of" in Pair().texts()
    assert "Card of" not in Pair(preset="strict").lines
    assert "Card of" not in Pair(inside={"preset": "strict"}).lines
    assert Pair(inside={"preset": "strict"}).texts() == Pair(preset="strict").texts(), "a shape of a shape is the same shape"


def test_what_the_visitor_typed_around_is_hidden_inside() -> None:
    pair = Pair("<p>Paying as Quackenbush</p>", "<input id=name type=text><iframe id=f></iframe>")
    assert "Quackenbush" in pair.texts()
    pair.outer.find("name").value = "Quackenbush"
    pair.recorder.receive(pair.probe.batch([["value", 0, pair.probe.ids[pair.outer.find("name")], "Quackenbush", None, True]]))
    pair.lines = ""
    pair.snapshot()
    assert "Quackenbush" not in pair.lines and "Paying" in pair.texts()


def test_below_ignore_no_pointer_and_no_input_is_told() -> None:
    def acts(pair: Pair) -> list[int]:
        field = pair.inner_probe.ids[pair.inner.find("i")]
        records = [["pointer", 0, "click", field, 5, 6, "mouse"], ["moves", 0, "pointer", [5, 6, field, 10]], ["focus", 0, field, True]]
        records.append(["value", 0, field, "typed ", None, True])
        pair.framed.receive(pair.inner_probe.batch(records, 3000))
        before = len(pair.player.events)
        pair.cross()
        return [event["data"]["source"] for event in pair.player.events[before:]]

    inside = {"record_inputs": True}
    assert sorted(acts(Pair(inside=inside, record_inputs=True))) == [1, 2, 2, 5]
    ignored = Pair(outer="<iframe id=f data-velo=ignore></iframe>", inside=inside, record_inputs=True)
    assert acts(ignored) == [] and "Quackenbush" not in ignored.lines


def test_times_go_forward_whatever_they_are() -> None:
    pair = Pair()
    for stamp in (0, 10**14, -(10**14), 2500):
        pair.cross(json.dumps({"type": 3, "data": {"source": 3, "id": 1, "x": 1, "y": 1}, "timestamp": stamp}))
    stamps = [event["timestamp"] for event in pair.player.events]
    assert stamps == sorted(stamps) and stamps[-1] <= 9000


def test_an_end_leaves_an_empty_frame() -> None:
    pair = Pair()
    pair.recorder.leave_foreign(NUMBER, 9000)
    pair.recorder.receive(pair.probe.batch([], 9000))
    pair.play()
    assert pair.tags() == []
    pair.cross()
    assert pair.tags() == [] and json.loads(pair.recorder.joins.wishes())["end"] == [NUMBER]


def test_a_frame_in_a_frame_in_a_frame() -> None:
    middle = Pair("<h1 id=deep>Unicorn</h1>")
    outer = Pair("<p></p>")
    outer.framed.receive(outer.inner_probe.batch([], 3000))
    outer.cross(middle.lines)
    assert outer.tags().count("html") == 2 and "Unicorn" in outer.texts() and outer.tags()[-1] == "h1"


def test_shadow_trees_and_adopted_sheets() -> None:
    tree = {"type": 0, "id": 1, "childNodes": [{"type": 2, "tagName": "div", "id": 2, "attributes": {}, "isShadowHost": True, "childNodes": [
        {"type": 2, "tagName": "p", "id": 3, "attributes": {}, "childNodes": [], "isShadow": True},
        {"type": 2, "tagName": "b", "id": 4, "attributes": {}, "childNodes": []},
    ]}]}  # fmt: skip
    pair = Pair()
    sheets = {"source": 15, "id": 2, "styleIds": [1], "styles": [{"styleId": 1, "rules": [{"rule": "p { color: red }", "index": 0}]}]}
    rules = {"source": 3, "id": 1, "x": 0, "y": 10}
    added = {"source": 0, "texts": [], "attributes": [], "removes": [{"parentId": 2, "id": 3, "isShadow": True}]}
    added["adds"] = [{"parentId": 2, "nextId": None, "node": {"type": 2, "tagName": "i", "id": 9, "attributes": {}, "isShadow": True}}]
    events = [{"type": 2, "data": {"node": tree, "initialOffset": {"left": 0, "top": 0}}}, *({"type": 3, "data": data} for data in (sheets, rules, added))]
    pair.cross("\n".join(json.dumps(event | {"timestamp": 5000}) for event in events))
    assert pair.tags() == ["div", "b", "i"] and pair.find("i")["isShadow"] and "isShadow" not in pair.find("b")
    (told,) = [event["data"] for event in pair.player.events if event["type"] == 3 and event["data"]["source"] == 15]
    assert told["id"] == pair.find("div")["id"] and told["styleIds"][0] >= FIRST_ID and "color" in str(told["styles"])


def test_what_ours_would_not_write_is_dropped_and_the_rest_plays_on() -> None:
    pair = Pair()
    outline = [node for node_id, node in pair.player.nodes.items() if node_id < FIRST_ID and node.get("tagName") != "iframe"]
    forged = [
        {"type": 2, "data": {"node": {"type": 0, "id": 1, "childNodes": [{"type": 2, "id": 1}]}}, "timestamp": 1},
        {"type": 3, "data": {"source": 0, "adds": [], "removes": [{"id": 3, "parentId": 2}], "texts": [], "attributes": []}, "timestamp": 1},
        {"type": 3, "data": {"source": 99}, "timestamp": 1},
        {"type": 6, "data": {}, "timestamp": 1},
        [], 3, None, {"type": 3}, {"type": 3, "data": {"source": 2, "type": 2, "id": "1"}, "timestamp": 1},
    ]  # fmt: skip
    for event in forged:
        pair.cross(json.dumps(event))
    pair.cross("[" * 100_000)
    pair.recorder.receive_foreign(NUMBER, {"no": "text"}, 1)
    pair.recorder.receive_foreign(99, "x", 1)
    assert pair.recorder.ledger.as_dict()["dropped"]["foreign"] >= len(forged) and not pair.recorder.wants_snapshot
    pair.outer.find("around").append(Item(tag="hr"))
    pair.change_outer()
    assert "hr" in [node.get("tagName") for node in pair.player.nodes.values()] and all(node in pair.player.nodes.values() for node in outline)


def test_one_that_only_sends_rubbish_is_heard_no_more() -> None:
    pair = Pair()
    pair.cross("\n".join(["rubbish"] * 300))
    assert NUMBER in json.loads(pair.recorder.joins.wishes())["end"] and pair.tags() == []


KEYS = st.integers(0, 12)
NODES: Any = st.recursive(
    st.fixed_dictionaries({"type": st.sampled_from([0, 1, 2, 3, 5]), "id": KEYS, "tagName": st.sampled_from(["p", "iframe", "style", "select"]),
                           "textContent": st.text(max_size=5), "attributes": st.dictionaries(st.sampled_from(["class", "value", "_cssText", "rr_width", "src", ":top"]), st.one_of(st.none(), st.text(max_size=5), st.booleans(), st.integers())),
                           "childNodes": st.just([])}, optional={"isShadow": st.booleans(), "needBlock": st.booleans(), "isSVG": st.booleans()}),
    lambda nodes: st.fixed_dictionaries({"type": st.sampled_from([0, 2]), "id": KEYS, "tagName": st.just("div"), "attributes": st.just({}), "childNodes": st.lists(nodes, max_size=3)}),
    max_leaves=6,
)  # fmt: skip
DATA = st.fixed_dictionaries(
    {"source": st.integers(0, 17)},
    optional={
        "removes": st.lists(st.fixed_dictionaries({"id": KEYS, "parentId": KEYS}), max_size=2),
        "adds": st.lists(st.fixed_dictionaries({"parentId": KEYS, "nextId": st.one_of(st.none(), KEYS), "node": NODES}), max_size=2),
        "texts": st.lists(st.fixed_dictionaries({"id": KEYS, "value": st.text(max_size=4)}), max_size=1),
        "attributes": st.lists(st.fixed_dictionaries({"id": KEYS, "attributes": st.dictionaries(st.sampled_from(["class", "style"]), st.text(max_size=3))}), max_size=1),
        "id": KEYS, "x": st.integers(), "y": st.floats(), "type": st.integers(0, 12), "text": st.text(max_size=3), "isChecked": st.booleans(),
        "positions": st.lists(st.fixed_dictionaries({"id": KEYS, "x": st.integers(), "y": st.integers(), "timeOffset": st.integers()}), max_size=2),
        "ranges": st.lists(st.fixed_dictionaries({"start": KEYS, "end": KEYS, "startOffset": st.integers(0, 9), "endOffset": st.integers(0, 9)}), max_size=1),
        "styleIds": st.lists(KEYS, max_size=2), "styles": st.just([]), "define": st.fixed_dictionaries({"name": st.text(max_size=4)}),
    },
)  # fmt: skip
TREES = st.fixed_dictionaries({"node": NODES, "initialOffset": st.just({"left": 0, "top": 0})})
FORGED = st.one_of(
    st.fixed_dictionaries({"type": st.just(2), "data": TREES, "timestamp": st.integers(0, 9000)}),
    st.fixed_dictionaries({"type": st.just(3), "data": DATA, "timestamp": st.integers(0, 9000)}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FORGED, max_size=8), st.sampled_from(["strict", "balanced"]))
def test_forged_events_neither_raise_nor_break_what_the_page_tells(events: list[Any], preset: str) -> None:
    pair = Pair("<p></p>", preset=preset)
    for event in events:
        pair.cross(json.dumps(event))
    assert not pair.recorder.wants_snapshot and "error" not in pair.recorder.ledger.as_dict()["dropped"]
    pair.outer.find("around").append(Item(tag="hr"))
    pair.change_outer()
    assert "hr" in [node.get("tagName") for node in pair.player.nodes.values()]


@pytest.mark.parametrize("seed", range(12))
def test_after_random_changes_both_recordings_show_the_same_tree(seed: int) -> None:
    chance = random.Random(seed)
    pair = Pair("<div id=a><p id=b>one</p></div><ul id=c><li id=d>two</li></ul>")
    alone = Player()
    body = pair.inner.find("a").parent
    assert body is not None
    pair.framed.receive(pair.inner_probe.batch(pair.inner_probe.tree(), 2000))
    lines = pair.framed.take()
    alone.play(lines)
    pair.cross(lines)
    for step in range(15):
        items = [item for item in body.walk() if item.type is NodeType.ELEMENT]
        for _ in range(chance.randrange(1, 5)):
            _change(chance, items, f"{step}")
        pair.framed.receive(pair.inner_probe.batch(pair.inner_probe.changes(), 3000 + step))
        lines = pair.framed.take()
        alone.play(lines)
        pair.cross(lines)
        frame = next(node for node in pair.player.nodes.values() if node.get("tagName") == "iframe")
        assert alone.root is not None and _bare(frame["childNodes"][0]) == _bare(alone.root), step
    assert not pair.recorder.wants_snapshot and "foreign" not in pair.recorder.ledger.as_dict()["dropped"]


def _change(chance: random.Random, items: list[Item], word: str) -> None:
    at, other = chance.choice(items), chance.choice(items)
    match chance.randrange(5):
        case 0:
            items.append(at.append(Item(tag=chance.choice(["p", "li", "b"]))))
        case 1 if at.parent is not None and len(items) > 3 and at is not items[0]:
            at.remove()
            items[:] = [item for item in items if item not in set(at.walk())]
        case 2 if at is not items[0] and other not in set(at.walk()):
            before = [child for child in other.children if child is not at]
            other.append(at, before=chance.choice([None, *before]))
        case 3:
            at.append(Item(type=NodeType.TEXT, text=f"word {word}"))
        case _:
            at.attributes["class"] = chance.choice(["card", "active", "menu item"])


def _bare(node: dict[str, Any]) -> Any:
    """A node without its id."""
    said = (node.get("tagName"), node.get("textContent"), node.get("attributes", {}).get("class"))
    return node["type"], said, [_bare(child) for child in node.get("childNodes", [])]


def test_nothing_is_taken_before_a_tree() -> None:
    foreign = Foreign(1, iter(range(FIRST_ID, FIRST_ID + 100)))
    scroll = json.dumps({"type": 3, "data": {"source": 3, "id": 1, "x": 1, "y": 1}, "timestamp": 1})
    assert list(foreign.read(scroll, 0, 10)) == [] and foreign.dropped == 0 and foreign.is_lost
