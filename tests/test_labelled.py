"""What a field is called says what it holds."""

import pytest

from recorder.labelled import is_declared
from recorder.records import Raw
from tests.test_recorder import start


@pytest.mark.parametrize("preset", ["strict", "balanced"])
@pytest.mark.parametrize(
    "sentence, html, typed",
    [
        ("a label around", "<label>Last name <input id=a></label>", "Quackenbush"),
        ("a label beside", "<label for=a>Last name</label><input id=a>", "Quackenbush"),
        ("a line above", "<div><div>Your name</div><div><input id=a></div></div>", "Zephyrine Quackenbush"),
        ("a sample", '<input id=a placeholder="Full name">', "Zephyrine Quackenbush"),
        ("a label nobody sees", '<input id=a aria-label="Date of birth">', "May 26, 1998"),
        ("its id", "<input id=lastName><i id=a></i>", "Quackenbush"),
        ("its name", "<input id=a name=customer_last_name>", "Quackenbush"),
        ("what browsers fill in", '<input id=a autocomplete="shipping postal-code">', "SW1A"),
        ("the same of a sex", "<input id=a autocomplete=sex>", "diverse"),
    ],
)
def test_personal_data_by_the_name_of_a_field(sentence: str, html: str, typed: str, preset: str) -> None:
    page, probe, recorder = start(f"<form>{html}</form><p id=p>x</p>", preset=preset, record_inputs=True)
    field = probe.ids[next(item for item in page.walk() if item.tag == "input")]
    lines = ""
    for end in range(1, len(typed) + 1):
        recorder.receive(probe.batch([["value", 0, field, typed[:end], None, True]], 1000 + 100 * end))
        page.find("p").children[0].text = f"Dear {typed[:end]},"
        recorder.receive(probe.batch(probe.changes(), 1050 + 100 * end))
        lines += recorder.take()
    recorder.receive(probe.batch([["focus", 0, field, False]], 9000))
    page.find("p").children[0].text = f"Hello {typed}"
    recorder.receive(probe.batch(probe.changes(), 9100))
    lines += recorder.take()
    assert not [part for part in (typed[:3], *typed.split()) if part in lines], sentence


def test_what_is_called_something_else_shows() -> None:
    for html in ("<label>Colour <input id=a></label>", "<input id=a placeholder=Colour>", "<input id=a autocomplete=off>", "<p>f</p><input id=a>"):
        page, probe, recorder = start(f"<form>{html}</form>", record_inputs=True)
        field = probe.ids[page.find("a")]
        recorder.receive(probe.batch([["value", 0, field, "giraffe", None, True], ["focus", 0, field, False]], 1100))
        assert "giraffe" in recorder.take(), html


@pytest.mark.parametrize(
    "said, is_personal",
    [("name", True), ("section-a billing given-name", True), ("BDAY", True), ("address-line1", True), ("email", False), ("on", False), ("nickname x", True), ("filename", False)],
)
def test_what_browsers_are_told_to_fill_in(said: str, is_personal: bool) -> None:
    assert is_declared({"autocomplete": Raw(said)}) is is_personal and not is_declared({})


@pytest.mark.parametrize("label, is_personal", [("Last name", True), ("氏名", True), ("Phone", True), ("Text", False), ("Your message", False), ("hi", False)])
def test_a_label_counts_if_what_stands_behind_it_becomes_personal(label: str, is_personal: bool) -> None:
    page, probe, recorder = start(f"<label>{label} <input id=a></label>", record_inputs=True)
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("a")], "zephyr ", None, True]], 1100))
    assert ("zephyr" in recorder.take()) is not is_personal


def test_what_did_not_become_personal_shows_where_the_page_repeats_it() -> None:
    page, probe, recorder = start("<input id=b><label>Phone <input id=a></label><p id=p>x</p>", preset="balanced", record_inputs=True)
    field, other, said = probe.ids[page.find("a")], probe.ids[page.find("b")], page.find("p").children[0]
    recorder.receive(probe.batch([["value", 0, other, "one two ", None, True]], 1000))
    recorder.receive(probe.batch([["value", 0, field, "none of it", None, True]], 1100))
    said.text = "You say: none of it"
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert "none of it" not in recorder.take()
    said.text = "You said: none of it"
    recorder.receive(probe.batch([["focus", 0, field, False], *probe.changes()], 1300))
    lines = recorder.take()
    assert '"text":"none of it"' in lines and "You said: none of it" in lines
    recorder.receive(probe.batch([["value", 0, field, "0171 5551234", None, True], ["focus", 0, field, False]], 1400))
    said.text = "So, none of it"
    recorder.receive(probe.batch(probe.changes(), 1500))
    assert "So, none of it" in recorder.take(), "what it held before that was known for none"


def test_what_browsers_fill_in_is_hidden_however_short() -> None:
    page, probe, recorder = start("<input id=a autocomplete=address-level1><input id=b>", preset="balanced", record_inputs=True)
    fields = [probe.ids[page.find(name)] for name in "ab"]
    recorder.receive(probe.batch([["value", 0, field, "QX", None, False] for field in fields], 1100))
    assert recorder.take().count("QX") == 1
