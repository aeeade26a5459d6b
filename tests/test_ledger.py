"""The ledger: counts, and never a word that came from a page."""

import json

from recorder.ledger import DROPPED, HIDDEN, Ledger


def test_counts_by_reason() -> None:
    ledger = Ledger()
    ledger.hide("text")
    ledger.hide("text", 2)
    ledger.drop("bad batch")
    assert json.loads(ledger.as_json()) == {"hidden": {"text": 3}, "dropped": {"bad batch": 1}}


def test_no_other_word_becomes_a_reason() -> None:
    ledger = Ledger()
    ledger.hide("Zephyrine")
    ledger.drop("Zephyrine")
    assert "Zephyrine" not in ledger.as_json()
    assert set(ledger.as_dict()["hidden"]) <= HIDDEN and set(ledger.as_dict()["dropped"]) <= DROPPED
