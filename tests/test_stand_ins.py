"""What stands where something is hidden."""

import pytest

from recorder import stand_ins
from recorder.records import Raw
from tests.gate import SECRET, gate


def test_the_box_of_an_inline_element_has_a_size_too() -> None:
    lies: dict[str, Raw | None] = {"margin-top": Raw("8.4px"), "float": Raw("right"), "left": Raw("3px"), "margin-left": Raw("41337px"), "position": Raw(SECRET)}
    assert gate().box("p", 1, 2, lies | {"margin-right": Raw("-7px")})["style"].endswith("border:0;margin-top:8px;float:right;margin-right:-7px")  # type: ignore[index]
    assert gate().box("dialog", 1, 2)["style"] == "box-sizing:border-box;padding:0;border:0;display:block"  # type: ignore[index]
    assert gate().box("div", 30, 40) == {"class": "rr-block", "rr_width": "30px", "rr_height": "40px", "style": "box-sizing:border-box;padding:0;border:0"}
    for tag in ("span", "my-widget"):
        assert gate().box(tag, 1, 2)["style"] == "box-sizing:border-box;padding:0;border:0;display:inline-block"  # type: ignore[index]
    assert "width='3' height='4'" in gate().picture(3, 4) and gate().pixels(12.7) == "12px"


@pytest.mark.parametrize("display, shown", [("flex", "flex"), ("inline-grid", "inline-grid"), ("none", "block"), (SECRET, "block"), ("", "block")])
def test_an_open_popover_is_laid_out_in_a_way_that_there_is(display: str, shown: str) -> None:
    assert stand_ins.on_top(display) == f"display:{shown}!important;z-index:2147483647"


@pytest.mark.parametrize(
    "raw, width, height",
    [
        ({}, 300, 150),
        ({"width": "120", "height": " +40px"}, 120, 40),
        ({"width": SECRET, "height": "7e9"}, 300, 7),
        ({"width": "1234567", "height": "\u0663"}, 12345, 150),
    ],
)
def test_a_canvas_is_an_empty_picture_of_its_size(raw: dict[str, str], width: int, height: int) -> None:
    shown = stand_ins.canvas({name: Raw(value) for name, value in raw.items()})
    assert f" width='{width}' height='{height}'/" in shown and shown.startswith('content:url("data:image/svg+xml,')


def test_of_how_a_box_lies_only_lengths_and_known_words_are_told() -> None:
    lies = {"margin-left": "-3.6px", "margin-right": "12px;color:red", "float": "left", "position": "sticky", "margin-top": "5em", "color": "2px"}
    assert stand_ins.placed({name: Raw(value) for name, value in lies.items()} | {"margin-bottom": None}) == {
        "margin-left": "-4px",
        "float": "left",
        "position": "sticky",
    }
