"""What is remembered of hidden places."""

import pytest

from recorder.config import Options
from recorder.findings import Findings
from recorder.ledger import Ledger
from recorder.policy import MASKED, TYPED, Policy
from recorder.records import Raw
from recorder.remembered import Remembered
from recorder.taint import Taint
from tests.gate import SECRET


def page(taint: Taint, **options: object) -> Remembered:
    policy = Policy(Options(**options))  # type: ignore[arg-type]
    return Remembered(policy, taint, Findings(policy, Ledger(), taint))


def test_only_what_was_typed_where_it_is_hidden_is_remembered() -> None:
    for options, context, tag, kind, remembered in (
        ({}, 0, "input", "text", True),
        ({}, 0, "textarea", "", True),
        ({}, 0, "input", "checkbox", False),
        ({}, 0, "input", "SUBMIT", False),
        ({}, 0, "select", "", False),
        ({"record_inputs": True}, 0, "input", "text", False),
        ({"record_inputs": True}, MASKED, "input", "text", True),
    ):
        taint = Taint()
        page(taint, **options).note_typed(1, tag, {"type": Raw(kind)} if kind else {}, (Raw(SECRET), None), context)
        assert bool(taint.find(f"Hello {SECRET}")) is remembered, (options, context, tag, kind)


def test_where_values_show_what_is_personal_in_one_is_remembered() -> None:
    taint = Taint()
    recorded = page(taint, record_inputs=True)
    recorded.note_typed(1, "input", {}, (Raw("zephyrinequack@example.com"), None), 0)
    recorded.note_typed(2, "input", {}, (Raw("Blue shoes"), None), 0)
    assert taint.find("Order for zephyrinequack") and not taint.find("Blue shoes")


def test_what_was_written_into_a_hidden_editor_is_remembered() -> None:
    for options, context, remembered in (({}, TYPED, True), ({}, 0, False), ({"record_inputs": True}, TYPED, False)):
        taint = Taint()
        page(taint, **options).note_written(1, Raw(SECRET), context)
        assert bool(taint.find(SECRET)) is remembered


@pytest.mark.parametrize("kind", ["range", "color", "hidden", "file", "radio", "reset"])
def test_what_is_no_text_is_not_remembered(kind: str) -> None:
    taint = Taint()
    page(taint).note_typed(1, "input", {"type": Raw(kind)}, (Raw(SECRET), None), 0)
    assert not taint.find(SECRET)


def test_a_field_of_another_page_or_box_with_the_same_number_is_another_field() -> None:
    taint = Taint()
    before, now = page(taint), page(taint)
    before.note_typed(7, "input", {}, (Raw("Quackenbush"), None), 0)
    now.note_kept(7, [Raw("Windlesham")])
    now.note_typed(7, "input", {}, (Raw("Zephyrine"), None), 0)
    assert all(taint.find(typed) for typed in ("Quackenbush", "Windlesham", "Zephyrine"))


def test_what_no_page_hides_any_more_is_forgotten() -> None:
    taint = Taint()
    before, now = page(taint), page(taint)
    for noted in (before, now):
        noted.note_hidden([Raw(SECRET)])
    before.forget_hidden([Raw(SECRET)])
    assert taint.find(SECRET), "the other page hides it still"
    now.note_hidden([Raw(SECRET)], is_kept=True)
    now.forget_hidden([Raw(SECRET)])
    assert taint.find(SECRET), "one of its boxes hides it still"
    now.forget_hidden([Raw(SECRET)], is_kept=True)
    assert not taint.find(SECRET)
