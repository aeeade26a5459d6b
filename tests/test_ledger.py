"""The ledger: counts, and never a word that came from a page."""

import json

from recorder.detect import find
from recorder.ledger import DROPPED, HIDDEN, KINDS, RULES, Ledger


def test_counts_by_reason() -> None:
    ledger = Ledger()
    ledger.hide("text")
    ledger.hide("text", 2)
    ledger.drop("bad batch")
    assert json.loads(ledger.as_json()) == {"hidden": {"text": 3}, "dropped": {"bad batch": 1}, "rules": {}, "kinds": {}}


def test_counts_by_rule_and_kind() -> None:
    ledger = Ledger()
    ledger.hide("text", rule="mask")
    ledger.hide("personal data", 2, rule="personal data")
    ledger.found("email")
    assert ledger.as_dict()["rules"] == {"mask": 1, "personal data": 2} and ledger.as_dict()["kinds"] == {"email": 1}


def test_what_is_worded_twice_counts_once() -> None:
    ledger = Ledger()
    for _ in range(2):
        ledger.begin()
        ledger.hide("text")
        ledger.end()
        ledger.drop("overflow")  # of a batch that came meanwhile
    ledger.keep()
    ledger.keep()
    assert ledger.as_dict()["hidden"] == {"text": 1} and ledger.as_dict()["dropped"] == {"overflow": 2}


def test_no_other_word_becomes_a_reason() -> None:
    ledger = Ledger()
    ledger.hide("Zephyrine")
    ledger.drop("Zephyrine")
    ledger.hide("text", rule="Zephyrine")
    ledger.found("Zephyrine")
    assert "Zephyrine" not in ledger.as_json()
    assert set(ledger.as_dict()["hidden"]) <= HIDDEN and set(ledger.as_dict()["dropped"]) <= DROPPED
    assert set(ledger.as_dict()["rules"]) <= RULES and set(ledger.as_dict()["kinds"]) <= KINDS


def test_every_kind_that_can_be_found_has_its_word() -> None:
    lines = [
        "ada@example.com", "+39 333 1234567", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "SSN 123-45-6789", "10.11.12.13",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "born 4 May 1980", "passport X1234567",
        "Dear Mrs Ada Lovelace", "221B Baker Street, London NW1 6XE",
    ]  # fmt: skip
    found = {kind for line in lines for _, _, kind in find(line)}
    assert len(found) >= 9 and found <= KINDS
