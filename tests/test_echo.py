"""What a page writes while a password is typed is hidden, wherever it writes it; a page in which the password is no more is shown."""

import pytest

from recorder.records import NodeType
from tests.pages import Item
from tests.test_recorder import SECRET, start


@pytest.mark.parametrize(("goes", "shows"), [(False, False), (True, True)])
def test_an_echo_among_many_texts_is_hidden_while_the_password_stands_there(goes: bool, shows: bool) -> None:
    """A page that shows another view when the password is right is no echo, and has many texts."""
    page, probe, recorder = start("<input id=a type=password><ul id=u></ul>", preset="balanced")
    recorder.take()
    typed = ["value", 0, probe.ids[page.find("a")], None, None, True]
    for text in (*(f"item {at}" for at in range(60)), SECRET):
        page.find("u").append(Item(tag="li")).append(Item(text=text, type=NodeType.TEXT))
    if goes:
        page.find("a").remove()
    recorder.receive(probe.batch([typed, *probe.changes()], 1100))
    assert (SECRET in recorder.take()) is shows


def test_an_echo_on_a_button_in_an_address_and_in_an_event_is_hidden() -> None:
    html = "<input id=a type=password><input id=b type=button value=x><a id=c href=/x>x</a>"
    page, probe, recorder = start(html, preset="balanced")
    recorder.take()
    page.find("b").attributes["value"] = SECRET
    page.find("c").attributes["href"] = f"/{SECRET}"
    typed = ["value", 0, probe.ids[page.find("a")], None, None, True]
    said = [["page", 0, f"https://shop.example/{SECRET}", 800, 600], ["custom", 0, "typed", f'{{"said": ["{SECRET}", "card"]}}']]
    recorder.receive(probe.batch([typed, *probe.changes(), *said], 1100))
    lines = recorder.take()
    assert SECRET not in lines and "card" in lines
    recorder.receive(probe.batch(said, 9000))
    assert SECRET not in recorder.take(), "what was said in words is looked for from then on"


@pytest.mark.parametrize(("goes", "shows"), [(False, False), (True, True)])
def test_an_echo_that_is_written_anew_is_hidden(goes: bool, shows: bool) -> None:
    """Views are drawn again, a tree is told again; what came after the password was right is a page like any other."""
    page, probe, recorder = start("<input id=a type=password><p id=u></p>", preset="balanced")
    recorder.take()
    typed = ["value", 0, probe.ids[page.find("a")], None, None, True]
    page.find("u").append(Item(text=SECRET, type=NodeType.TEXT))
    if goes:
        page.find("a").remove()
    recorder.receive(probe.batch([typed, *probe.changes()], 1100))
    assert SECRET not in recorder.take()
    page.find("u").append(Item(tag="b")).append(Item(text=SECRET, type=NodeType.TEXT))
    recorder.receive(probe.batch(probe.changes(), 9000))
    assert (SECRET in recorder.take()) is shows
