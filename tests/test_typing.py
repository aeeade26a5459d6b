"""What is typed is told word by word while it is typed, and to the end when nobody waits for more."""

import json

import pytest

from recorder.session import Session
from tests.pages import Probe, parse


class Typing:
    """A visitor who types into the field ``f`` of a page and stays in it, and a session that cuts as time goes by."""

    def __init__(self, field: str) -> None:
        page = parse(f"<html><body>{field}</body></html>")
        self.probe, self.session = Probe(page), Session('{"preset": "balanced", "recordInputs": true}', "A" * 22)
        self.at_ms, self.number, self.lines = 1_000, 0, ""
        self.tell(self.probe.tree())
        self.field = self.probe.ids[page.find("f")]
        self.tell([["focus", 0, self.field, True]])

    def tell(self, records: list, later_ms: int = 300, everything: bool = False) -> None:
        """One batch."""
        self.at_ms, self.number = self.at_ms + later_ms, self.number + 1
        self.session.receive(self.probe.batch(records, self.at_ms), self.number, self.at_ms)
        self.session.release(self.number)
        self.send(250, everything)

    def send(self, later_ms: int, everything: bool = False) -> None:
        """What is due leaves."""
        while (text := self.session.next(self.at_ms + later_ms, everything)) is not None:
            self.lines += text
            self.session.sent()

    def type(self, text: str, before: str = "") -> None:
        """Key by key."""
        for end in range(len(text)):
            self.tell([["value", 0, self.field, before + text[: end + 1], None, True]])

    def shown(self, later_ms: int = 1_999) -> str:
        """What a player shows in the field some time after what happened last: by then, all that was not held back has left."""
        self.send(later_ms)
        events = [json.loads(line)["data"] for line in self.lines.splitlines()]
        return str([data["text"] for data in events if data.get("source") == 5][-1])


def test_the_last_word_waits_until_its_field_is_left_however_long_that_takes() -> None:
    visitor = Typing("<input id=f>")
    visitor.type("joe.secret")
    visitor.tell([["visibility", 0, True]], 60_000)
    while (text := visitor.session.next(visitor.at_ms, everything=True, closing=True, asked=False)) is not None:  # another tab
        visitor.lines += text
        visitor.session.sent()
    assert "joe" not in visitor.lines
    assert visitor.session.wait_ms(visitor.at_ms + 4_000) == -1, "nobody asks in vain"
    visitor.tell([["focus", 0, visitor.field, False]], 3_000)
    assert visitor.shown() == "joe.secret"


def test_the_last_word_is_told_when_all_is_asked_for() -> None:
    visitor = Typing("<input id=f>")
    visitor.type("a blue giraffe")
    visitor.tell([["visibility", 0, True]], 1, everything=True)
    assert visitor.shown(2) == "a blue giraffe"


def test_who_goes_on_after_that_is_told_word_by_word_again() -> None:
    visitor = Typing("<input id=f>")
    visitor.type("a gir")
    visitor.tell([], everything=True)
    assert visitor.shown() == "a gir"
    visitor.type("affe a", before="a gir")
    assert visitor.shown() == "a giraffe "


@pytest.mark.parametrize(
    "field",
    ["<input id=f type=email>", "E-mail <input id=f>", "<input id=f name=mailAddress>", "<input id=f placeholder='First name'>"],
)
def test_what_may_become_personal_waits_until_its_field_is_left(field: str) -> None:
    visitor = Typing(field)
    visitor.type("zephyrine")
    visitor.tell([["visibility", 0, True]], 3_000, everything=True)
    assert "zephyrine" not in visitor.lines
    visitor.tell([["focus", 0, visitor.field, False]], everything=True)
    assert "zephyrine" in visitor.lines, "it became none"


@pytest.mark.parametrize("value, is_told", [("room 41", True), ("call 0171", False)])
def test_few_digits_wait_like_words_and_more_until_the_field_is_left(value: str, is_told: bool) -> None:
    visitor = Typing("<input id=f>")
    visitor.type(value)
    assert not any(map(str.isdigit, visitor.shown()))
    visitor.tell([], everything=True)
    assert (visitor.shown() == value) == is_told and (value[5:] in visitor.lines) == is_told
