"""The owner's own rules: what they hide, what they cannot open, and that one that fails hides."""

import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recorder import Policy, Recorder, custom
from recorder.config import Options
from recorder.custom import Rules, load
from recorder.errors import RulesError
from recorder.ledger import Ledger
from recorder.mask import Mask
from recorder.policy import ALLOWED, EXCLUDED, FLOORED, MASKED
from recorder.records import Raw
from recorder.session import Session
from tests.pages import Item, Probe, parse
from tests.player import Player

Write = Callable[[str], str]
_numbers = itertools.count()

RULES = """
import re
from recorder.custom import *

@detector("order number")
def orders(text):
    return [match.span() for match in re.finditer("AB-[0-9]{4}", text)]

@treatment("staff notes")
def staff(element):
    if "staff" in element.classes:
        return "exclude"
    return {"mask": "mask", "hush": "ignore", "show": "allow"}.get(element.attributes.get("data-kind"))

read_attribute("data-kind")
"""

BROKEN = """
from recorder.custom import detector, treatment

@detector("broken one")
def raises(text):
    if "Zephyrine" in text:
        raise ValueError(text)
    return []

@treatment("broken two")
def fails(element):
    if element.tag == "section":
        raise ValueError(element.attributes["title"])
"""


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Makes a module of a source; gives its name."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(source: str) -> str:
        name = f"rules_of_a_test_{next(_numbers)}"
        (tmp_path / f"{name}.py").write_text(source)
        return name

    return make


def gate(own: Rules, **options: Any) -> Mask:
    return Mask(Policy(Options(**{"preset": "balanced"} | options), own), Ledger(own.names))


def start(html: str, own: Rules, **options: Any) -> tuple[Item, Probe, Recorder]:
    page = parse(f"<!doctype html><html><head><title>AB-1234</title></head><body>{html}</body></html>")
    probe, recorder = Probe(page), Recorder(Policy(Options(**{"preset": "balanced"} | options), own))
    recorder.receive(probe.batch(probe.tree()))
    return page, probe, recorder


# --- detectors


def test_a_detector_works_beside_the_built_in_ones(write: Write) -> None:
    mask = gate(load(write(RULES)))
    shown = mask.text(Raw("Order AB-1234 for joe@example.com, 3 left"), 0)
    assert "AB" not in shown and "joe" not in shown and shown.startswith("Order ") and shown.endswith(", 3 left")
    assert mask.ledger.as_dict()["kinds"] == {"order number": 1, "email": 1}
    assert gate(Rules()).text(Raw("Order AB-1234"), 0) == "Order AB-1234", "without the rule it shows"


@pytest.mark.parametrize("text", ["\uff21B-12\u200b34", "AB\u201112\u06f3\u06f4", "AB\u00ad-1234", "AB-\u0661\u0662\u0663\u0664"])
def test_a_detector_sees_every_spelling(write: Write, text: str) -> None:
    shown = gate(load(write(RULES))).text(Raw(f"Order {text} left"), 0)
    assert shown.startswith("Order ") and shown.endswith(" left") and not set(shown) & set("\uff21B1234\u06f3\u0661")


def test_a_detector_sees_titles_addresses_attributes_events_and_split_text(write: Write) -> None:
    html = '<a href="/o/AB-1234" title="AB-1234"><img src="/AB-1234.png" alt="AB-1234"></a><p>AB-<b>12</b>34 in stock</p>'
    _, probe, recorder = start(html, load(write(RULES)))
    recorder.receive(probe.batch([["custom", 0, "bought", json.dumps({"what": ["AB-1234", "cheap shoes"]})]], 1100))
    lines = recorder.take()
    assert "1234" not in lines and '"12"' not in lines
    assert "in stock" in lines and "cheap shoes" in lines
    _, probe, recorder = start(html, Rules())
    assert recorder.take().count("1234") >= 3, "the control shows it"


def test_a_detector_hides_parts_of_addresses(write: Write) -> None:
    source = "from recorder.custom import detector\n@detector('colour')\ndef f(text):\n    at = text.find('red')\n    return [(at, at + 3)] if at >= 0 else []"
    own, raw = load(write(source)), {"href": Raw("/shoes/red"), "src": Raw("/red.png")}
    for tag, name in (("a", "href"), ("img", "src")):
        assert "red" not in gate(own).attributes(tag, {name: raw[name]}, 0).get(name, "")  # type: ignore[call-overload]
        assert "red" in gate(Rules()).attributes(tag, {name: raw[name]}, 0)[name]  # type: ignore[index]
    assert "red" not in gate(own).page(Raw("https://shop.example/shoes/red"))
    assert "red" in gate(Rules()).page(Raw("https://shop.example/shoes/red"))


def test_a_detector_is_not_opened_by_options_and_works_in_allowed_text(write: Write) -> None:
    own = load(write(RULES))
    assert "AB" not in gate(own, record_emails=True, record_numbers=True).text(Raw("AB-1234"), 0)
    assert "AB" not in gate(own, preset="strict").text(Raw("Order AB-1234"), ALLOWED)
    assert "AB" not in gate(own, record_inputs=True).value((Raw("AB-1234 x"), None), 0)


def test_a_detector_that_raises_hides_all_of_the_text(write: Write) -> None:
    mask = gate(load(write(BROKEN)))
    assert mask.text(Raw("Free delivery"), 0) == "Free delivery"
    assert set(mask.text(Raw("Dear Zephyrine, hello"), 0)) <= set("x\u00d7 ")
    assert mask.ledger.as_dict()["rules"]["broken one failed"] == 1
    assert "Zephyrine" not in mask.ledger.as_json()


def test_of_texts_read_together_a_detector_that_raises_hides_the_lines_it_fails_on(write: Write) -> None:
    around = lambda _: ("Dear Zephyrine\n\n", "\nGoodbye")  # noqa: E731
    mask = gate(load(write(BROKEN)))
    assert mask.text(Raw("Free delivery"), 0, around) == "Free delivery"
    assert "Zephyrine" not in mask.text(Raw("Zephyrine"), 0, lambda _: ("Hello\n", ""))
    source = "import re\nfrom recorder.custom import detector\n@detector('odd')\ndef odd(text):\n    if 'Dear' in text:\n        raise ValueError\n"
    source += "    return [found.span() for found in re.finditer('AB-12', text)]\n"
    mask = gate(load(write(source)))
    assert "2" not in mask.text(Raw("12 is on its way"), 0, lambda _: ("Dear reader\n\nAB-", "")), "in the other lines it is still asked"
    source = "from recorder.custom import detector\n@detector('odd')\ndef odd(text):\n    return 5 if 'y\\n\\nG' in text else []\n"
    mask = gate(load(write(source)))
    assert "Free" not in mask.text(Raw("Free delivery"), 0, lambda _: ("", "\n\nGoodbye")), "no line alone: all of it"


NONSENSE = ["1", "None", "'ab'", "[(0, 99)]", "[(-1, 2)]", "[(3, 1)]", "[(0, 1.0)]", "[(0,)]", "[(True, 3)]", "exit()", "iter(int, 1)"]


@pytest.mark.parametrize("answer", [*NONSENSE, "((0, 1) for _ in iter(int, 1))", "print(undefined)"])
def test_a_detector_that_answers_nonsense_hides_all_of_the_text(write: Write, answer: str) -> None:
    source = f"from recorder.custom import detector\n@detector('odd')\ndef odd(text):\n    return {answer}\n"
    mask = gate(load(write(source)))
    assert "Free" not in mask.text(Raw("Free delivery"), 0) and "deliv" not in mask.text(Raw("Free delivery"), 0)
    assert mask.ledger.as_dict()["rules"]["odd failed"] >= 1


def test_spans_at_the_ends_and_empty_ones_are_none_of_nonsense(write: Write) -> None:
    source = "from recorder.custom import detector\n@detector('odd')\ndef odd(text):\n    return SPANS"
    for spans, text in (("[(0, 0), (3, 3), (len(text), len(text))]", "Free"), ("[(0, len(text))]", "x\u00d7"), ("[(0, 1)] * 10_000", "ree")):
        mask = gate(load(write(source.replace("SPANS", spans))))
        assert text[0] in mask.text(Raw("Fr\u200bee"), 0)
        assert mask.ledger.as_dict()["rules"].get("odd failed") is None, spans
    mask = gate(load(write(source.replace("SPANS", "[(0, 1)] * 10_001"))))
    assert "ree" not in mask.text(Raw("Free"), 0) and mask.ledger.as_dict()["rules"]["odd failed"] == 1


def test_no_detector_is_asked_about_nothing(write: Write) -> None:
    source = "from recorder.custom import detector\n@detector('odd')\ndef odd(text):\n    return [(0, 1)] if text[0] == 'x' else 5"
    own, failed = load(write(source)), []
    for text in ("", " \n", "\u200b\u00ad"):
        assert own.find(text, failed.append) == [] and failed == []
    assert own.find("x", failed.append) == [(0, 1, "odd")] and failed == []


# --- treatments


def treated(own: Rules, recorder: Recorder, probe: Probe, page: Item, name: str) -> int:
    return recorder._structure.treated.get(probe.ids[page.find(name)], 0)


def test_treatments_hide_as_marks_do(write: Write) -> None:
    html = """<div id=x class="a staff"><b>Zephyrine</b></div><p id=m data-kind=mask>Quackenbush <i>Bottomley</i></p>
              <p data-kind=other>Free delivery</p>"""
    page, probe, recorder = start(html, load(write(RULES)))
    recorder.receive(probe.batch([["box", 0, probe.ids[page.find("x")], 120, 30]], 1100))
    lines = recorder.take()
    player = Player().play(lines)
    assert not [name for name in ("Zephyrine", "Quackenbush", "Bottomley", "data-kind") if name in lines]
    assert "Free delivery" in lines
    box = player.nodes[probe.ids[page.find("x")]]
    assert box["childNodes"] == [] and box["attributes"]["rr_width"] == "120px" and box["needBlock"]
    told = {probe.ids[page.find("x")]: EXCLUDED, probe.ids[page.find("m")]: MASKED}
    assert recorder.treated() == told
    assert "Zephyrine" in start(html, Rules())[2].take(), "the control shows it"


def test_a_treatment_is_asked_again_when_the_element_changes(write: Write) -> None:
    page, probe, recorder = start("<div id=a><b>Zephyrine</b></div><p id=p data-kind=mask>Free delivery</p>", load(write(RULES)))
    player = Player().play(recorder.take())
    page.find("a").attributes["class"] = "staff"
    page.find("p").attributes["data-kind"] = "other"
    recorder.receive(probe.batch(probe.changes(), 1100))
    lines = recorder.take()
    player.play(lines)
    assert "Zephyrine" not in lines and "Free delivery" in lines
    assert player.nodes[probe.ids[page.find("a")]]["childNodes"] == []
    page.find("a").attributes["class"] = "public"
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert "Zephyrine" not in recorder.take(), "a box stays one"


def test_a_treatment_that_begins_to_hold_hides_what_waits(write: Write) -> None:
    page, probe, recorder = start("<div id=a><b>Zephyrine</b></div>", load(write(RULES)))
    page.find("a").attributes["class"] = "staff"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert "Zephyrine" not in recorder.take()


def test_the_probe_may_go_on_about_a_box_until_it_is_told(write: Write) -> None:
    page, probe, recorder = start("<div id=a class=staff><b id=b>x</b></div>", load(write(RULES)))
    player = Player().play(recorder.take())
    inside = page.find("b").append(Item(tag="i"))
    inside.append(Item(text="Zephyrine"))
    recorder.receive(probe.batch(probe.changes(), 1100))
    box_id = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["marks", 0, box_id, EXCLUDED], ["box", 0, box_id, 50, 20]], 1200))
    assert not recorder.wants_snapshot
    lines = recorder.take()
    player.play(lines)
    assert "Zephyrine" not in lines and player.nodes[box_id]["childNodes"] == []
    recorder.receive(probe.batch([["text", 0, probe.ids[page.find("b")], "late"]], 1300))
    assert recorder.wants_snapshot, "from then on what is below is not known"


def test_a_fresh_tree_lifts_a_treatment_that_no_longer_holds(write: Write) -> None:
    page, probe, recorder = start("<p id=m data-kind=mask>x</p>", load(write(RULES)))
    assert recorder.treated().popitem()[1] == MASKED
    page.find("m").attributes["data-kind"] = "other"
    records = probe.tree()
    nodes = next(record for record in records if record[0] == "tree")[4]
    at = next(index for index, entry in enumerate(nodes) if entry == "p" and nodes[index - 3] == probe.ids[page.find("m")])
    nodes[at + 1] = MASKED  # the probe still holds it
    recorder.receive(probe.batch(records, 1100))
    assert recorder.treated() == {probe.ids[page.find("m")]: 0}


def test_no_position_leaves_before_the_probe_has_moved_it_to_the_middle(write: Write) -> None:
    page, probe, recorder = start("<p id=m data-kind=mask>1 2 3</p><p id=x class=staff>x</p>", load(write(RULES)))
    recorder.take()
    for name, mark in (("m", MASKED), ("x", EXCLUDED)):
        node_id = probe.ids[page.find(name)]
        recorder.receive(probe.batch([["pointer", 0, "click", node_id, 33, 44, "mouse"]], 1100))
        assert "33" not in recorder.take()
        recorder.receive(probe.batch([["marks", 0, node_id, mark]], 1200))
        recorder.receive(probe.batch([["pointer", 0, "click", node_id, 33, 44, "mouse"]], 1300))
        assert '"x":33' in recorder.take(), "moved to the middle by the probe"


def test_a_treatment_that_ignores_hides_what_is_typed(write: Write) -> None:
    html = "<form data-kind=hush><input id=f value=Zephyrine></form>"
    page, probe, recorder = start(html, load(write(RULES)), record_inputs=True)
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("f")], "Quackenbush", None, True]], 1100))
    lines = recorder.take()
    assert "Zephyrine" not in lines and "Quackenbush" not in lines
    assert "Zephyrine" in start(html, Rules(), record_inputs=True)[2].take(), "the control shows it"


def test_a_treatment_that_allows_opens_what_an_allow_mark_opens(write: Write) -> None:
    html = """<p data-kind=show>Free delivery</p><div data-velo=mask><p data-kind=show>Zephyrine</p></div>
              <div data-velo=exclude><p data-kind=show>Quackenbush</p></div><input data-kind=show value=Bottomley>
              <p data-kind=show contenteditable>Featherstone</p><p>Wigglesworth</p>"""
    lines = start(html, load(write(RULES)), preset="strict")[2].take()
    assert "Free delivery" in lines
    assert not [name for name in ("Zephyrine", "Quackenbush", "Bottomley", "Featherstone", "Wigglesworth") if name in lines]


@pytest.mark.parametrize("answer", ["raise ValueError(element.tag)", "return 'hide'", "return True", "return []", "exit()", "return 1"])
def test_a_treatment_that_fails_excludes(write: Write, answer: str) -> None:
    source = f"from recorder.custom import treatment\n@treatment('odd')\ndef odd(element):\n    if element.tag == 'div': {answer}\n"
    _, _, recorder = start("<div>Zephyrine</div><p>Free delivery</p>", load(write(source)))
    lines = recorder.take()
    assert "Zephyrine" not in lines and "Free delivery" in lines and "rr-block" in lines
    assert recorder.ledger.as_dict()["rules"]["odd failed"] == 1


def test_a_treatment_cannot_change_what_it_is_told(write: Write) -> None:
    source = "from recorder.custom import treatment\n@treatment('odd')\ndef odd(element):\n    element.attributes['class'] = ''\n"
    _, _, recorder = start("<p class=a>Zephyrine</p>", load(write(source)))
    assert "Zephyrine" not in recorder.take()


def test_an_element_says_what_it_is() -> None:
    assert custom.Element("p", {}).classes == () and custom.Element("p", {"class": " a  b "}).classes == ("a", "b")
    assert repr(custom.Element("zephyrine", {"id": "quackenbush"})) == "<Element>"


# --- attributes

ATTRIBUTES = """
from recorder.custom import allow_attribute, detector, forbid_attribute
allow_attribute("data-step")
allow_attribute("data-plan", form="word")
allow_attribute("data-sku", form="open")
forbid_attribute("title", "type")

@detector("order number")
def orders(text):
    start = text.find("AB-")
    return [(start, start + 7)] if start >= 0 else []
"""


def shown(own: Rules, tag: str, at: int, preset: str, **raw: str) -> dict[str, str]:
    named = {name.replace("_", "-"): Raw(value) for name, value in raw.items()}
    return dict(gate(own, preset=preset).attributes(tag, named, at))  # type: ignore[arg-type]


def test_attributes_that_the_owner_lets_out(write: Write) -> None:
    own = load(write(ATTRIBUTES))
    raw = {"data_step": "Pay now", "data_plan": "primary", "data_sku": "SKU 12 red", "data_other": "Zephyrine"}
    assert shown(own, "div", 0, "balanced", **raw) == {"data-step": "Pay now", "data-plan": "primary", "data-sku": "SKU 12 red"}
    strict = shown(own, "div", 0, "strict", **raw)
    assert strict["data-sku"] == "SKU 12 red" and strict["data-plan"] == "primary" and "Pay" not in strict["data-step"]
    assert own.attributes == ["data-plan", "data-sku", "data-step"]
    assert shown(Rules(), "div", 0, "balanced", **raw) == {}


@pytest.mark.parametrize("preset", ["strict", "balanced"])
@pytest.mark.parametrize(("at", "tag"), [(0, "p"), (MASKED, "p"), (MASKED | ALLOWED, "p"), (EXCLUDED, "p"), (FLOORED, "input")])
def test_what_the_owner_lets_out_is_looked_through_and_obeys_marks(write: Write, preset: str, at: int, tag: str) -> None:
    own = load(write(ATTRIBUTES))
    secret = "joe@example.com" if at == 0 else "primary"
    raw = dict.fromkeys(("data_step", "data_plan", "data_sku"), secret)
    assert secret not in str(shown(own, tag, at, preset, **raw))
    assert "AB-12" not in str(shown(own, "p", 0, preset, **dict.fromkeys(raw, "AB-1234")))


def test_attributes_that_the_owner_keeps_in(write: Write) -> None:
    own = load(write(ATTRIBUTES))
    assert shown(own, "input", 0, "balanced", title="Free delivery", alt="Free delivery", type="text") == {"alt": "Free delivery"}
    _, _, recorder = start("<input type=password value=Zephyrine><p title=Quackenbush>x</p>", own, record_inputs=True)
    lines = recorder.take()
    assert "Zephyrine" not in lines and "Quackenbush" not in lines, "the floor still sees the type"


# --- loading


def test_a_module_loads_once(write: Write) -> None:
    name = write(RULES)
    assert load(name) is load(name) and load("").detectors == {}
    assert not load("") and load(name)
    assert load(name).names == {"order number", "staff notes"}


def test_rules_of_a_module_that_was_imported_before_are_registered(write: Write) -> None:
    name = write(RULES)
    __import__(name)
    assert load(name).detectors


def test_functions_stay_functions(write: Write) -> None:
    module = __import__(write(RULES))
    assert module.orders("AB-1234") == [(0, 7)]
    assert module.staff(custom.Element("p", {"class": "a staff"})) == "exclude"


WRONG = [
    ("raise ValueError('x')", "ValueError"),
    ("import nowhere_to_be_found", "ModuleNotFoundError"),
    ("exit()", "SystemExit"),
    ("def broken(:", "SyntaxError"),
    ("from recorder.custom import detektor", "ImportError"),
    ("x = 1", "register nothing"),
    ("from recorder.custom import detector\n@detector\ndef f(text): return []", '@detector("order number")'),
    ("from recorder.custom import detector\n@detector('Zo\u00eb 5')\ndef f(text): return []", "small letters"),
    ("from recorder.custom import treatment\ntreatment('a')(5)", "wants a function"),
    ("from recorder.custom import *\n@treatment('a')\n@detector('a')\ndef f(text): return []", "two rules"),
    ("from recorder.custom import allow_attribute\nallow_attribute('title')", "recorded already"),
    ("from recorder.custom import allow_attribute\nallow_attribute('onclick')", "never leaves"),
    ("from recorder.custom import allow_attribute\nallow_attribute('srcdoc')", "never leaves"),
    ("from recorder.custom import allow_attribute\nallow_attribute('Data-X')", "small letters"),
    ("from recorder.custom import allow_attribute\nallow_attribute('data-x', form='all')", "form="),
    ("from recorder.custom import forbid_attribute\nforbid_attribute('titel')", "is its name right"),
    ("from recorder.custom import read_attribute\nread_attribute(5)", "small letters"),
]


@pytest.mark.parametrize(("source", "says"), WRONG, ids=[says for _, says in WRONG])
def test_wrong_rules_are_an_error_at_every_try(write: Write, source: str, says: str) -> None:
    name = write(source)
    for _ in range(2):
        with pytest.raises(RulesError) as raised:
            load(name)
        assert says in str(raised.value)
    with pytest.raises(RulesError):
        Session("{}", "r", name)


def test_there_is_no_recording_without_the_rules_that_were_built_in(write: Write) -> None:
    with pytest.raises(RulesError):
        Session("{}", "r", "a_module_that_is_nowhere")
    Session("{}", "r", "")
    session = Session('{"preset": "balanced"}', "r", write(RULES))
    page = parse("<!doctype html><html><body><p class=staff>Zephyrine</p></body></html>")
    probe = Probe(page)
    session.receive(probe.batch(probe.tree()), 1, 1000)
    told = json.loads(session.treated())
    assert told[1::2] == [EXCLUDED] and session.treated() == ""


ATTRIBUTE = "from recorder.custom import *\nallow_attribute(NAME)"
NAMED = "from recorder.custom import *\n@detector(NAME)\ndef f(text): return []"


@pytest.mark.parametrize(
    ("source", "name", "says"),
    [
        (ATTRIBUTE, "data-a_b.c:d1", ""), (ATTRIBUTE, "q", ""), (ATTRIBUTE, "on-sale", ""), (ATTRIBUTE, "nonce-of-mine", ""),
        (ATTRIBUTE, "data-x!", "small letters"), (ATTRIBUTE, "1x", "small letters"), (ATTRIBUTE, "onclick", "never leaves"),
        (ATTRIBUTE, "nonce", "never leaves"), (ATTRIBUTE, "rr_width", "never leaves"), (ATTRIBUTE, "data-velo", "never leaves"),
        (NAMED, "order 2 b2", ""), (NAMED, "x" * 40, ""), (NAMED, "x" * 41, "small letters"), (NAMED, "order  number", "small letters"),
        (NAMED, "order!", "small letters"), (NAMED, " order", "small letters"), (NAMED, "Order", "small letters"),
    ],
)  # fmt: skip
def test_names(write: Write, source: str, name: str, says: str) -> None:
    module = write(source.replace("NAME", repr(name)))
    if not says:
        assert load(module)
        return
    with pytest.raises(RulesError, match=says):
        load(module)


@pytest.mark.parametrize("line", ["read_attribute('data-x')", "forbid_attribute('title')", "allow_attribute('data-x')"])
def test_one_line_is_enough(write: Write, line: str) -> None:
    assert load(write(f"from recorder.custom import *\n{line}\n"))


def test_a_start_that_failed_is_not_made_good_by_a_second_try(write: Write, tmp_path: Path) -> None:
    helper = write("from recorder.custom import *\n@detector('helper')\ndef f(text): return []")
    module = write(f"import {helper}\nimport a_module_that_comes_later")
    with pytest.raises(RulesError):
        load(module)
    (tmp_path / "a_module_that_comes_later.py").write_text("")
    with pytest.raises(RulesError):
        load(module)  # the helper is imported, and would not register its rule again


def test_a_module_that_was_taken_away_is_read_anew(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    module = write(RULES)
    before = load(module)
    monkeypatch.delitem(sys.modules, module)
    assert load(module) is not before and load(module).names == before.names


def test_the_names_that_a_rules_file_may_import() -> None:
    offered = {"Element", "allow_attribute", "detector", "forbid_attribute", "read_attribute", "treatment"}
    assert set(custom.__all__) == offered


def test_no_rule_can_be_added_later(write: Write) -> None:
    own = load(write(RULES))
    custom.detector("late one")(lambda text: [])
    custom.allow_attribute("data-late")
    assert own.names == {"order number", "staff notes"} and "data-late" not in own.kinds and not Rules()
