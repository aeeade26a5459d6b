"""Where a text holds what must not be seen, looked for through the gate."""

import pytest

from recorder import custom
from recorder.findings import Findings
from recorder.ledger import Ledger
from recorder.policy import ALLOWED, Policy
from recorder.records import Raw
from recorder.taint import Taint
from tests.gate import gate


def test_personal_data_in_shown_text_is_hidden() -> None:
    shown = gate(preset="balanced").text(Raw("Write to joe.secret@example.com today"), 0)
    assert "joe" not in shown and shown.startswith("Write to ") and shown.endswith(" today")
    open_mask = gate(preset="balanced", record_emails=True)
    assert open_mask.text(Raw("joe.secret@example.com"), 0) == "joe.secret@example.com"


@pytest.mark.parametrize("number", ["123456789013", "1234 5678 9012 3457", "00340434161094042557"])
def test_long_numbers_are_hidden_until_switched_on(number: str) -> None:
    assert number not in gate(preset="balanced").text(Raw(f"Number {number}."), 0)
    assert number in gate(preset="balanced", record_numbers=True).text(Raw(f"Number {number}."), 0)
    assert number not in gate(record_numbers=True).text(Raw(f"Number {number}."), ALLOWED), "balanced only"


def test_numbers_switched_on_never_show_a_card() -> None:
    assert "4111" not in gate(preset="balanced", record_numbers=True).text(Raw("Pay with 4111 1111 1111 1111"), 0)


@pytest.mark.parametrize("text", ["Order 4021-88-1123", "12.11.2026 10:30", "1,234,567,890.50", "2026-11-23 22:03:11.123", "SKU 412345678"])
def test_prices_dates_and_orders_are_no_long_numbers(text: str) -> None:
    assert gate(preset="balanced").text(Raw(text), 0) == text


@pytest.mark.parametrize(
    "sentence, before, text, after, shown",
    [
        ("an address over three pieces", "Write to joe.", "secret@exa", "mple.com now", "x\u00d7x\u00d7x\u00d7x\u00d7"),
        ("what stands around does not hide it", "Write to joe.secret@example.com ", "today", " or tomorrow", "today"),
        ("its end belongs to the next piece", "", "Write to joe.secret@exa", "mple.com", "Write to x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7"),
        ("its beginning belongs to the piece before", "joe.secret@", "example.com, or call", "", "x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7, or call"),
        ("two of them", "", "joe@example.com and ann@example.com", "", "x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7 and x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7x\u00d7"),
    ],
)
def test_text_is_read_with_what_stands_around_it(sentence: str, before: str, text: str, after: str, shown: str) -> None:
    balanced = gate(preset="balanced")
    assert balanced.text(Raw(text), 0, lambda _: (before, after)) == shown, sentence
    assert balanced.texts.is_plain(Raw(text), 0, lambda _: (before, after)) is (text == shown), sentence


def test_what_is_remembered_of_a_text_ends_when_more_is_to_be_hidden() -> None:
    taint = Taint()
    findings = Findings(Policy(), Ledger(), taint)
    text = "blue Zephyrine Quackenbush"
    assert findings.find(text) == findings.find(text) == []
    taint.copies.add("Quackenbush", 1)
    assert [span[:2] for span in findings.find(text)] == [(15, 26)]
    assert findings.find(text, is_allowed=True) == []
    taint.add(7, "zephyrine")
    assert {span[:2] for span in findings.find(text)} == {(5, 14), (15, 26)}
    taint.copies.remove(["Quackenbush"], 1)
    assert {span[:2] for span in findings.find(text)} == {(5, 14)}
    assert {span[:2] for span in findings.find(text, is_allowed=True)} == {(5, 14)}


def test_a_rule_of_the_owners_is_asked_each_time() -> None:
    asked: list[str] = []
    rules = custom.Rules()
    rules.detectors["asked"] = lambda text: asked.append(text) or []
    findings = Findings(Policy(own=rules), Ledger(), Taint())
    assert findings.find("blue") == findings.find("blue") == [] and asked == ["blue", "blue"]
