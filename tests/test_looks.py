"""What was chosen where a page draws choices itself, below a mask: rows of stars, dots, seats that differ in how one of them looks."""

import pytest

from tests.test_recorder import start

ROWS = {
    "class names": '<span class="star{}">x</span>',
    "of a component": '<button class="Seat_seat{}">x</button>',
    "icons of a set": '<i class="fa {}"></i>',
    "the same of another": '<i class="bi {}"></i>',
    "a colour": "<li style='{}margin: 1px'>x</li>",
    "a drawing": "<svg class=s><path fill='{}' d='M0 0 L1 1'></path></svg>",
    "a state of its own": "<span data-state='{}'>x</span>",
}
LOOKS = {
    "class names": [(" star--filled", ""), (" is-active", ""), (" selected", " unselected"), (" starLit", "")],
    "of a component": [("-selected", ""), ("Picked", "")],
    "icons of a set": [("fa-star", "fa-star-o"), ("fa-solid", "fa-regular"), ("fas fa-star", "far fa-star")],
    "the same of another": [("bi-star-fill", "bi-star")],
    "a colour": [("color: gold; ", "color: gray; ")],
    "a drawing": [("gold", "#ccc")],
    "a state of its own": [("on", "off")],
}
CASES = [(row, on, off) for row, pairs in LOOKS.items() for on, off in pairs]


def told(row: str, on: str, off: str, chosen: int, *, later: bool, mark: str) -> str:
    """What leaves where one of five is chosen, from the beginning or later; then comes a fresh tree."""
    looks = [on if at == chosen else off for at in range(5)]
    begins = [off] * 5 if later else looks
    page, probe, recorder = start(f"<div id=d {mark}>{''.join(ROWS[row].format(look) for look in begins)}</div>", preset="balanced")
    lines = recorder.take()
    if later:
        then, _, _ = start(f"<div id=d {mark}>{''.join(ROWS[row].format(look) for look in looks)}</div>", preset="balanced")
        pairs = zip(page.find("d").walk(), then.find("d").walk(), strict=True)
        for item, new in ((item, new) for item, new in pairs if item.tag and item.attributes != new.attributes):
            item.attributes = new.attributes
        recorder.receive(probe.batch(probe.changes(), 2_000))
        lines += recorder.take()
        recorder.receive(probe.batch(probe.tree(), 3_000))
        lines += recorder.take()
    return lines


@pytest.mark.parametrize("row, on, off", CASES)
@pytest.mark.parametrize("later", [False, True])
def test_below_a_mask_nothing_tells_which(row: str, on: str, off: str, later: bool) -> None:
    assert told(row, on, off, 1, later=later, mark="data-velo=mask") == told(row, on, off, 3, later=later, mark="data-velo=mask")


def test_without_a_mark_it_shows() -> None:
    assert told("class names", " is-active", "", 1, later=False, mark="") != told("class names", " is-active", "", 3, later=False, mark="")


def test_large_boxes_below_a_mask_stay_open() -> None:
    _, _, recorder = start("<div data-velo=mask><div class='tab-pane active show'>x</div><section class=on></section><b class=on></b></div>", preset="balanced")
    lines = recorder.take()
    assert '"tab-pane active show"' in lines and lines.count('"class":"on"') == 1, "the section's, not the small one's"
