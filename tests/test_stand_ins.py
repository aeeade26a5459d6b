"""What stands where something is hidden."""

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
