"""The recorder as a whole: batches in, lines out; any moment a rule begins to hold; nothing hostile gets through or raises."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recorder import Policy, Recorder
from recorder.config import Options
from tests.pages import Item, Probe, parse
from tests.player import Player
from tests.test_parse import JSON, KINDS

SECRET = "Zephyrine"


def start(html: str, **options: Any) -> tuple[Item, Probe, Recorder]:
    page = parse(f"<!doctype html><html><head></head><body>{html}</body></html>")
    probe, recorder = Probe(page), Recorder(Policy(Options(**options)))
    recorder.receive(probe.batch(probe.tree()))
    return page, probe, recorder


def outline(item: Item, probe: Probe) -> list[Any]:
    return [probe.ids[item], [outline(child, probe) for child in item.children]]


def tags(player: Player) -> list[str]:
    return [node["tagName"] for node in player.nodes.values() if node["type"] == 2]


def test_a_first_page_is_an_address_and_a_snapshot() -> None:
    _, _, recorder = start("<p class=card>Dear Zephyrine</p>")
    lines = recorder.take()
    player = Player().play(lines)
    assert [event["type"] for event in player.events] == [4, 2]
    assert player.events[0]["data"]["width"] == 800 and "S3CR3T" not in lines and SECRET not in lines
    assert tags(player) == ["html", "head", "body", "p"] and recorder.take() == ""


def test_the_control_with_masking_off_shows_the_secret() -> None:
    _, _, recorder = start("<p class=card>Zephyrine</p>", preset="balanced")
    assert SECRET in recorder.take()


def test_after_a_loss_nothing_leaves_before_a_fresh_tree() -> None:
    page, probe, recorder = start("<p id=a>x</p>")
    recorder.take()
    recorder.receive(probe.batch([["text", 0, 999, "lost"]], 1100))
    assert recorder.wants_snapshot
    recorder.receive(probe.batch([["text", 0, probe.ids[page.find("a").children[0]], "y"]], 1200))
    assert recorder.take() == "" and recorder.wants_snapshot
    recorder.receive(probe.batch(probe.tree(), 1300))
    assert [event["type"] for event in Player().play(recorder.take()).events] == [4, 2] and not recorder.wants_snapshot


@pytest.mark.parametrize("is_lost_before", [False, True])
def test_a_gap_is_in_the_stream_and_in_the_ledger_and_one_fresh_tree_ends_it(is_lost_before: bool) -> None:
    page, probe, recorder = start("<p id=a>x</p>")
    recorder.take()
    if is_lost_before:
        recorder.receive(probe.batch([["text", 0, 999, "lost"]], 1100))
    recorder.receive(probe.batch([["lost", -700, "waiting_chars"], *probe.tree()], 2000))
    assert not recorder.wants_snapshot, "a page that could not be followed is not read twice"
    gap, *_, snapshot = Player().play(recorder.take()).events
    assert gap["data"] == {"tag": "velo-gap", "payload": {"reason": "waiting_chars"}} and gap["timestamp"] == 1300
    assert snapshot["type"] == 2 and snapshot["timestamp"] == 2000
    recorder.receive(probe.batch([["text", 0, probe.ids[page.find("a").children[0]], "a longer one"]], 2100))
    assert recorder.take()
    assert json.loads(recorder.ledger.as_json())["dropped"]["overflow"] == 1


def test_of_a_page_that_is_too_large_nothing_leaves_that_still_waits_for_marks() -> None:
    page, probe, recorder = start("<p id=a>x</p>", preset="balanced")
    recorder.take()
    recorder.receive(probe.batch([["text", 0, probe.ids[page.find("a").children[0]], SECRET]], 1100))
    recorder.receive(probe.batch([["lost", 0, "tree_nodes"]], 1200))
    lines = recorder.take()
    assert [event["data"]["tag"] for event in map(json.loads, lines.splitlines())] == ["velo-gap"] and SECRET not in lines


def test_a_gap_says_no_word_that_is_not_ours() -> None:
    _, probe, recorder = start("<p id=a>x</p>")
    recorder.receive(probe.batch([["lost", 0, SECRET], *probe.tree()], 2000))
    lines = recorder.take()
    assert "velo-gap" in lines and SECRET not in lines


@settings(deadline=None)
@given(st.binary() | st.text())
def test_receive_never_raises_whatever_comes(batch: str | bytes) -> None:
    recorder = Recorder(Policy())
    recorder.receive(batch)
    assert recorder.take() == ""


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.lists(JSON, max_size=5)), max_size=4))
def test_receive_never_raises_on_almost_right_records(records: list[tuple[str, list[Any]]]) -> None:
    _, probe, recorder = start("<p>Zephyrine</p>")
    recorder.receive(json.dumps({"version": 1, "at": 2000, "records": [[kind, 0, *fields] for kind, fields in records]}))
    assert SECRET not in recorder.take()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>{}</p>",
                "<input value={}>",
                "<a href=/{}>{}</a>",
                "<div title={} class={}>{}</div>",
                "<x-{} data-{}=1>{}</x-{}>",
                "<img src=/{}.png alt={}>",
                "<option value={}>{}</option>",
                "<style>.a:after{{content:'{}'}}</style>",
                "<!--{}-->",
                "<div style='background:url({})'>{}</div>",
                "<button name={} value={}>{}</button>",
                "<svg><text id={}>{}</text></svg>",
            ]
        ),
        max_size=6,
    )
)
def test_by_default_no_page_text_leaves(parts: list[str]) -> None:
    html = "".join(part.format(*["zephyrine"] * 4) for part in parts)
    page, probe, recorder = start("")
    body = next(item for item in page.walk() if item.tag == "body")
    for child in list(parse(html).children):
        body.append(child)
    probe.everything = True
    recorder.receive(probe.batch([*probe.changes(), *probe._values(page)], 1100))
    assert "zephyrine" not in recorder.take().lower()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 5), max_size=8))
def test_cutting_the_stream_anywhere_changes_nothing(cuts: list[int]) -> None:
    def run(cut: bool) -> str:
        page, probe, recorder = start("<ul id=u><li>a</li></ul>")
        lines = ""
        for number, step in enumerate(cuts):
            item = page.find("u").append(Item(tag="li"))
            item.append(Item(type=parse("x").children[0].type, text=f"row {step}"))
            recorder.receive(probe.batch(probe.changes(), 1100 + number))
            lines += recorder.take() if cut and step % 2 else ""
        return lines + recorder.take()

    assert run(cut=True) == run(cut=False)


def test_nothing_that_was_said_is_known_after_a_wording() -> None:
    page, probe, recorder = start("<p class=a title=Zephyrine>Zephyrine</p><p class=a title=Zephyrine>Zephyrine</p>", preset="balanced")
    assert recorder.take().count(SECRET) == 4
    assert not len(recorder._mask.said)
    first, second = (item for item in page.walk() if item.tag == "p")
    first.attributes["title"] = "other"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert recorder._mirror.node(probe.ids[second]).attributes["title"].reveal() == SECRET  # they shared them
    second.attributes["data-velo"] = "mask"
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert SECRET not in recorder.take()


@pytest.mark.parametrize(("html", "told"), [("<p data-velo=mask id=a>x</p>", 2), ("<div contenteditable id=a>x</div>", 0), ("<p id=a>x</p>", 8)])
def test_a_hidden_text_does_not_tell_how_often_it_changed(html: str, told: int) -> None:
    page, probe, recorder = start(html, preset="balanced")
    recorder.take()
    for at in range(1, 9):
        recorder.receive(probe.batch([["text", 0, probe.ids[page.find("a").children[0]], "Quackenbush"[:at]]], 1100 + 100 * at))
    assert recorder.take().count('"texts":[{') == told
