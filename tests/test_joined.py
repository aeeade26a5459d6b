"""Joined text: what a reader sees as one piece is looked at as one piece."""

import pytest

from recorder import joined
from recorder.joined import Joined
from tests.test_recorder import start


@pytest.mark.parametrize(
    "sentence, html, parts",
    [
        ("an address over inline elements", "<p>Mail jo<b>e.secret@exa</b>mple.com now</p>", ["e.secret", "mple.com"]),
        (
            "an address letter by letter",
            "<p>" + "".join(f"<i>{c}</i>" for c in "joe.secret@example.com") + "</p>",
            [">@<", '"@"'],
        ),
        ("a card in four pieces", "<p><b>4111</b> <b>1111</b> <b>1111</b> <b>1111</b></p>", ["4111", "1111"]),
        ("a birth date beside its label", "<div><div>Date of birth</div><div>26 May 1998</div></div>", ["1998"]),
        ("the same with paragraphs and spaces", "<div>\n <p>Geboren</p>\n <p><b>26. Mai</b> 1998</p>\n</div>", ["1998", "Mai"]),
        (
            "a grid of labels and values",
            "<div><p>Name</p><p>Zephyrine Quack</p><p>Phone</p><p>2345 678</p><p>Born</p><p>26 May 1998</p></div>",
            ["Zephyrine", "2345", "1998"],
        ),
        ("below a heading", "<div><h3>Date of birth</h3><div><p>26 May 1998</p></div></div>", ["1998"]),
        ("an address of three blocks", "<div><p>Zoe Q</p><p>12 High Street</p><p>London SW1A 1AA</p></div>", ["High", "SW1A"]),
        ("a card in four blocks", "<div><p>4111</p><p>1111</p><p>1111</p><p>1111</p></div>", ["4111", "1111"]),
        ("over a comment", "<p>joe.secret@<!-- x -->example.com</p>", ["joe.secret", "example.com"]),
    ],
)
def test_pieces_are_hidden_together(sentence: str, html: str, parts: list[str]) -> None:
    _, _, recorder = start(html, preset="balanced")
    lines = recorder.take()
    assert not [part for part in parts if part in lines], sentence


@pytest.mark.parametrize(
    "sentence, html, parts",
    [
        (
            "cells of a table are no card",
            "<table><tr><td>4111</td><td>1111</td><td>1111</td><td>1111</td></tr></table>",
            ["4111"],
        ),
        ("words around an address stay", "<p>Mail jo<b>e.secret@exa</b>mple.com now</p>", ["Mail ", " now"]),
        ("another line is between", "<div><p>Date of birth</p><p>Since 1946 and on</p><p>26 May 1998</p></div>", ["26 May 1998"]),
        ("a list of links", "<ul><li>Name</li><li>Price</li><li>Phone</li><li>Tablets</li></ul>", ["Price", "Tablets"]),
        ("a line break parts", "<p>Room 4111<br>1111 1111 1111 seats</p>", ["Room 4111"]),
    ],
)
def test_what_is_not_one_piece_stays(sentence: str, html: str, parts: list[str]) -> None:
    _, _, recorder = start(html, preset="balanced")
    lines = recorder.take()
    assert not [part for part in parts if part not in lines], sentence


def test_a_card_typed_into_four_fields() -> None:
    html = "<div>" + "".join(f"<input id=f{number}>" for number in range(4)) + "</div>"
    page, probe, recorder = start(html, preset="balanced", record_inputs=True)
    for name, value in zip(("f0", "f1", "f2", "f3"), ("4012", "8888", "8888", "1881"), strict=True):
        recorder.receive(probe.batch([["value", 0, probe.ids[page.find(name)], value, None, True]], 1100))
    lines = recorder.take()
    assert not [part for part in ("4012", "8888", "1881") if part in lines]


def test_text_that_comes_later_joins_what_is_there() -> None:
    page, probe, recorder = start("<p id=a>Mail <b>joe.secret</b><i>?</i></p>", preset="balanced")
    recorder.take()
    page.find("a").children[2].children[0].text = "@example.com"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert "example" not in recorder.take()


CODE = "".join(f"<div><label>x</label><div><input id=b{at} maxlength=1></div></div>" for at in range(6))


@pytest.mark.parametrize(
    "sentence, html, shown",
    [
        ("a code in six boxes", CODE, False),
        ("a card in four", "".join(f"<input id=b{at} maxlength=4>" for at in range(4)), False),
        ("two fields", "<input id=b0 maxlength=2><input id=b1 maxlength=2>", True),
        ("three fields of any length", "<input id=b0><input id=b1><input id=b2>", True),
        ("three far apart", "<p><input id=b0 maxlength=3>" + "<i>x</i><b>y</b>" * 5 + "<input id=b1 maxlength=3></p>", True),
        ("small ones parted by a large one", "<input id=b0 maxlength=1><input id=x><input id=b1 maxlength=1>", True),
    ],
)
def test_small_fields_in_a_row_are_never_shown(sentence: str, html: str, shown: bool) -> None:
    page, probe, recorder = start(f"<form>{html}</form>", record_inputs=True)
    recorder.take()
    for box, typed in enumerate(("739", "518")):
        field = probe.ids[page.find(f"b{box}")]
        recorder.receive(probe.batch([["value", 0, field, typed, None, True], ["focus", 0, field, False]], 1100 + box))
        lines = recorder.take()
        assert "userTriggered" in lines and (typed in lines) is shown, sentence


def around(html: str, own: str) -> tuple[str, str]:
    """What stands around the first text that is ``own``."""
    page, probe, recorder = start(html, preset="balanced")
    node = recorder._mirror.node(next(probe.ids[item] for item in page.walk() if item.text == own))
    return Joined(recorder._mirror).around(node, own)


@pytest.mark.parametrize(
    "sentence, html, before, after",
    [
        ("alone", "<p>own</p>", "", ""),
        ("neighbours on both sides", "<p>a<b>b</b>own<i>c</i>d</p>", "ab", "cd"),
        ("inside an inline element", "<p>a<b>own</b>d</p>", "a", "d"),
        ("inside two", "<p>a<b>b<i>own</i>c</b>d</p>", "ab", "cd"),
        ("in a custom element", "<p>a<x-y>own</x-y>d</p>", "a", "d"),
        ("after a block", "<div>a<p>b</p>own</div>", "a\n", ""),
        ("after a line break", "<p>a<br>own<br>b</p>", "a\n", "\nb"),
        ("after a comment", "<p>a<!-- x -->own</p>", "a", ""),
        ("after a picture", "<p>a<img>own</p>", "a\n", ""),
        ("after an empty field", "<p>a<input>own</p>", "a\n", ""),
        ("after 300 characters", f"<p>{'ab' * 200}<b>own</b>{'cd' * 200}</p>", "ab" * 150, "cd" * 150),
        ("not from another block", "<div><p>a</p><p>own</p><p>b</p></div>", "", ""),
        ("but from one that names it", "<div><p>Phone</p><p>own</p><p>b</p></div>", "Phone\n", "\nb\n"),
    ],
)
def test_what_stands_around_a_text(sentence: str, html: str, before: str, after: str) -> None:
    assert around(html, "own") == (before, after), sentence


def test_a_text_that_says_something_else_by_now_has_nothing_around_it() -> None:
    page, probe, recorder = start("<p id=a>ab<b>cd</b>ef</p>", preset="balanced")
    node = recorder._mirror.node(probe.ids[page.find("a").children[1].children[0]])
    texts = Joined(recorder._mirror)
    assert texts.around(node, "cd") == ("ab", "ef")
    assert texts.around(node, "xy") == texts.around(node, "xcd") == ("", "")
    page.find("a").children[0].text = "12"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert texts.around(node, "cd") == ("12", "ef")


def test_a_long_block_is_joined_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined, "_MOST_PIECES", 5)
    assert around("<p><b>a</b><b>b</b><b>c</b><b>d</b><i>own</i>y</p>", "own") == ("abcd", "")
    assert around("<p><b>a</b><b>b</b><b>c</b><b>d</b><b>e</b><i>own</i>y</p>", "own") == ("", "")
