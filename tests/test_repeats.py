"""What was said is known by all that it was made of, for one wording."""

from recorder.ledger import Ledger
from recorder.repeats import MOST, Repeats


def said(repeats: Repeats, ledger: Ledger, key: object, text: str | None = "x") -> str | None:
    """Says something as the gate does; what it hides is noted."""
    known = repeats.get((key,))
    if known is not None:
        known.again += 1
        return None if known.is_none else known.text
    mark = ledger.mark()
    ledger.hide("text", 2, rule="mask")
    repeats.put((key,), text, mark)
    return text


def test_what_is_said_again_counts_again() -> None:
    ledger = Ledger()
    repeats = Repeats(ledger)
    assert [said(repeats, ledger, "a") for _ in range(3)] == ["x"] * 3
    assert [said(repeats, ledger, "b", None) for _ in range(2)] == [None] * 2
    assert [said(repeats, ledger, "c", "") for _ in range(2)] == [""] * 2
    repeats.forget()
    assert ledger.as_dict()["hidden"] == {"text": 14} and ledger.as_dict()["rules"] == {"mask": 14}


def test_nothing_is_known_once_it_is_forgotten() -> None:
    ledger = Ledger()
    repeats = Repeats(ledger)
    said(repeats, ledger, "a")
    repeats.forget()
    assert repeats.get(("a",)) is None and not len(repeats)


def test_it_has_a_limit() -> None:
    ledger = Ledger()
    repeats = Repeats(ledger)
    for key in range(MOST + 10):
        said(repeats, ledger, key)
        said(repeats, ledger, key)
    assert 0 < len(repeats) <= MOST
    repeats.forget()
    assert ledger.as_dict()["hidden"] == {"text": 4 * (MOST + 10)}
