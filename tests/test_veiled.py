"""Which texts are known to have stood in hidden places, whatever became of them."""

import pytest

from recorder import Policy, Recorder
from recorder.config import Options
from recorder.records import Mark
from recorder.taint import Taint
from tests.pages import Item, Probe, parse
from tests.test_recorder import SECRET, start


def said(recorder_lines: str) -> bool:
    return SECRET in recorder_lines


@pytest.mark.parametrize(
    "html",
    [
        "<p data-velo=mask id=a>Zephyrine</p>",
        "<div data-velo=mask><p id=a>Zephyrine</p></div>",
        "<p data-velo=mask id=a>Zeph<b>yrine</b> Q.</p>",
        "<p>Hello <b data-velo=mask id=a>Zephyrine</b>, how are you</p>",
        "<p data-velo=mask id=a title=Zephyrine>x</p>",
        "<div contenteditable id=a>Zephyrine</div>",
        "<select data-velo=mask id=a><option>Zephyrine</select>",
        "<table data-velo=mask><tr><th id=a>Zephyrine</th><td>12</td></tr></table>",
    ],
)
def test_a_copy_of_what_is_hidden_is_hidden_even_when_the_place_has_gone(html: str) -> None:
    page, probe, recorder = start(f"{html}<p id=z>x</p><p>Zephyrine</p>", preset="balanced")
    page.find("a").remove()
    page.find("z").children[0].text = "Undo: Zephyrine"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert not said(recorder.take())


@pytest.mark.parametrize(
    "html",
    [
        "<table data-velo=mask id=a><tr><th>Zephyrine</th><th>Age</th></tr></table>",
        "<div data-velo=mask id=a><label>Zephyrine</label></div>",
        f"<select data-velo=mask id=a>{'<option>x</option>' * 12}<option>Zephyrine</option></select>",
        "<div data-velo=ignore id=a>x</div>",
    ],
)
def test_what_columns_and_fields_are_called_and_long_lists_offer_is_nobodys(html: str) -> None:
    _, _, recorder = start(f"{html}<p>Zephyrine</p>", preset="balanced")
    assert said(recorder.take())


@pytest.mark.parametrize("mark", [Mark.MASK, Mark.EXCLUDE])
def test_what_gets_a_mark_later_comes_or_changes_below_one(mark: Mark) -> None:
    page, probe, recorder = start("<div id=a><p>Zephyrine</p></div><div data-velo=mask id=m><p id=t>x</p></div>", preset="balanced")
    page.find("m").append(Item(tag="p")).append(Item(text="Marmaduke", type=page.find("t").children[0].type))
    page.find("t").children[0].text = "Okonjo"
    recorder.receive(probe.batch([["marks", 0, probe.ids[page.find("a")], mark], *probe.changes()], 1100))
    page.find("a").remove()
    body = page.find("m").parent
    assert body is not None
    body.append(Item(tag="p")).append(Item(text="Zephyrine Marmaduke Okonjo", type=page.find("t").children[0].type))
    recorder.receive(probe.batch(probe.changes(), 1200))
    lines = recorder.take()
    assert not [word for word in (SECRET, "Marmaduke", "Okonjo") if word in lines]


def test_what_a_box_holds_is_looked_for_and_never_told() -> None:
    page, probe, recorder = start("<div data-velo=exclude></div><p id=z>Zephyrine and Okonjo</p>", preset="balanced")
    recorder.receive(probe.batch([["kept", 0, 0, [SECRET]], ["kept", 0, 1, ["Oko"]], ["kept", 0, 1, ["Okonjo"]]], 1100))
    lines = recorder.take()
    assert not said(lines) and "Okonjo" not in lines and " and " in lines


def test_a_mark_that_was_taken_back_hides_its_texts_no_more_unless_another_does() -> None:
    html = "<p id=a data-velo=mask>Zephyrine</p><p data-velo=mask>Okonjo</p><div data-velo=exclude id=x></div><p>Zephyrine Okonjo Marla</p>"
    page, probe, recorder = start(html, preset="balanced")
    recorder.receive(probe.batch([["kept", 0, 0, ["Marla"]]], 1050))
    for name in ("a", "x"):
        node_id = probe.ids[page.find(name)]
        texts = ["Zephyrine", "Okonjo"] if name == "a" else ["Marla"]
        recorder.receive(probe.batch([["marks", 0, node_id, 0], ["opened", 0, node_id, texts]], 1100))
    lines = recorder.take()
    assert said(lines) and "Okonjo" not in lines and "Marla" in lines


@pytest.mark.parametrize("preset", ["strict", "balanced"])
def test_below_an_allow_mark_it_may_stand(preset: str) -> None:
    """Somebody said so; what was typed is another matter."""
    _, _, recorder = start("<p data-velo=mask>Zephyrine</p><h1 data-velo=allow>House Zephyrine</h1>", preset=preset)
    assert said(recorder.take())
    _, _, recorder = start("<p data-velo=mask>Zephyrine</p><h1>House Zephyrine</h1>", preset=preset)
    assert not said(recorder.take())


@pytest.mark.parametrize("mark", ["exclude", "mask"])
def test_a_mark_that_ends_on_the_page_hides_no_copies_any_more_unless_another_does(mark: str) -> None:
    html = f"<p id=a data-velo={mark}>x</p><p id=c data-velo=mask>Bottomley</p><p id=z>x</p>"
    page, probe, recorder = start(html, preset="balanced")
    del page.find("a").attributes["data-velo"]
    recorder.receive(probe.batch(probe.changes(), 1100))
    page.find("a").children[0].text = "Zephyrine"
    recorder.receive(probe.batch(probe.changes(), 1200))
    page.find("a").attributes["data-velo"] = mark
    recorder.receive(probe.batch(probe.changes(), 1300))
    recorder.take()
    del page.find("a").attributes["data-velo"]
    recorder.receive(probe.batch(probe.changes(), 1400))
    recorder.take()
    page.find("z").children[0].text = "Hello Zephyrine and Bottomley"
    recorder.receive(probe.batch(probe.changes(), 1500))
    lines = recorder.take()
    assert said(lines) and "Bottomley" not in lines


def test_a_page_that_opens_a_text_opens_it_in_no_other_page_of_the_visit_and_in_no_box() -> None:
    typed = Taint()
    pages = []
    for _ in range(2):
        page = parse("<html><body><p id=a data-velo=mask>Zephyrine</p><p id=z>x</p></body></html>")
        pages.append((page, Probe(page), Recorder(Policy(Options(preset="balanced")), typed)))
    for _, probe, recorder in pages:
        recorder.receive(probe.batch(probe.tree()))
    (page, probe, recorder), (other, other_probe, other_recorder) = pages
    other.find("a").children[0].text = "Bottomley"
    other_recorder.receive(other_probe.batch(other_probe.changes(), 1040))
    recorder.receive(probe.batch([["kept", 0, 0, ["Bottomley"]]], 1050))
    for text in ("Bottomley", "Hello Bottomley"):  # the first is opened with its mark
        page.find("a").children[0].text = text
        recorder.receive(probe.batch(probe.changes(), 1060))
        page.find("a").attributes.pop("data-velo", None)
        recorder.receive(probe.batch(probe.changes(), 1070))
    other.find("z").children[0].text = "Hello Bottomley"
    other_recorder.receive(other_probe.batch(other_probe.changes(), 1100))
    assert "Bottomley" not in other_recorder.take(), "this one hides it still"
    assert "Bottomley" not in recorder.take(), "a box holds it"
