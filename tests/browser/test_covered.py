"""Where a pointer is over a marked element and presses something else: an opaque thing above it is what the visitor saw, all else is not."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import call, start, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

KEY = (22, 22)
KEYPAD = """<div data-velo={mark} id=k style="position:absolute;left:0;top:0;width:200px;height:100px;{style}">
<button style="position:absolute;left:12px;top:12px;width:20px;height:20px">1</button></div>"""
ABOVE = "position:absolute;left:0;top:0;width:200px;height:100px"
CELL = "<b style='position:absolute;left:12px;top:12px;width:20px;height:20px'>1</b>"
SEEN = CELL.replace("style='", "style='visibility:visible;")
THROUGH = {
    "cells that nothing is seen of": f"<div style='{ABOVE}'>{CELL}</div>",
    "a panel that is half there": f"<div style='opacity:.5'><div style='{ABOVE};background:white'>{CELL}</div></div>",
    "a panel that is not seen, with cells that are": f"<div style='{ABOVE};background:white;visibility:hidden'>{SEEN}</div>",
    "a veil of colour": f"<div style='{ABOVE};background:rgb(0 0 0 / .3)'>{CELL}</div>",
    "a panel that a filter makes pale": f"<div style='filter:opacity(.2)'><div style='{ABOVE};background:white'>{CELL}</div></div>",
    "a panel that a mask cuts away": f"<div style='{ABOVE};background:white;mask-image:linear-gradient(transparent,transparent)'>{CELL}</div>",
    "a panel that is blended with what it covers": f"<div style='{ABOVE};background:white;mix-blend-mode:multiply'>{CELL}</div>",
    "a panel with colour in its letters only": f"<div style='{ABOVE};background:white;background-clip:text'>{CELL}</div>",
    "an opaque handle elsewhere that has the pointer": """<div id=h style='position:absolute;left:300px;top:0;width:50px;height:50px;background:red'>drag</div>
        <script>onpointermove = (event) => h.setPointerCapture(event.pointerId)</script>""",
}
# A marked element whose key lies beyond its box, if it has one.
BEYOND = {
    "of no height": "height:0",
    "without a box": "display:contents",
    "in a line": "position:static;display:inline",
}
BENEATH = f"<div style='{ABOVE};background:white'>{CELL}</div>"
DIALOG = f"<div style='{ABOVE};background:white'><button style='position:absolute;left:10px;top:10px;width:50px;height:30px'>OK</button></div>"


def places(browser: Browser, site: Site, content: str, act: str = "") -> list[tuple[float, float]]:
    """Where a press on the key is said to have been, and the moves to it; or what a script does in their place."""
    site.page("/", f"<!doctype html><title>t</title><body style='margin:0'>{content}")
    site.kept.clear()
    with visit(browser, site) as page:
        start(page, preset="balanced")
        call(page, "flush")
        page.wait_for_timeout(100)  # a move tells nothing so soon after another
        if act:
            page.evaluate(act)
        else:
            page.mouse.move(*KEY)
            page.mouse.down()
            page.mouse.up()
        call(page, "flush")
        call(page, "stop")
    told = [event["data"] for event in site.events() if event["type"] == 3 and event["data"]["source"] in (1, 2)]
    assert act or any("type" in data and "x" in data for data in told), "the press is told"
    points = [point for data in told for point in data.get("positions", [data]) if "x" in point]
    return [(point["x"], point["y"]) for point in points]


def is_on_the_key(place: tuple[float, float]) -> bool:
    """Whether a place is the key's."""
    return all(12 <= at <= 32 for at in place)


@pytest.mark.parametrize("mark", ["exclude", "mask"])
@pytest.mark.parametrize("above", THROUGH.values(), ids=THROUGH)
def test_what_a_marked_element_is_seen_through_tells_no_place_in_it(browser: Browser, site: Site, above: str, mark: str) -> None:
    assert not [place for place in places(browser, site, KEYPAD.format(mark=mark, style="") + above) if is_on_the_key(place)]


@pytest.mark.parametrize("mark", ["exclude", "mask"])
@pytest.mark.parametrize("style", BEYOND.values(), ids=BEYOND)
@pytest.mark.parametrize("root", ["", "<div><template shadowrootmode=open>"], ids=["on the page", "in a shadow root"])
def test_what_lies_in_a_marked_element_and_beyond_its_box_tells_no_place(browser: Browser, site: Site, style: str, mark: str, root: str) -> None:
    keypad = KEYPAD.format(mark=mark, style=style)
    keypad = root + keypad + ("</template></div>" if root else "")
    assert not [place for place in places(browser, site, keypad + THROUGH["cells that nothing is seen of"]) if is_on_the_key(place)]


@pytest.mark.parametrize("mark", ["exclude", "mask"])
def test_a_marked_element_that_lets_presses_through_tells_no_place_in_it(browser: Browser, site: Site, mark: str) -> None:
    content = BENEATH + KEYPAD.format(mark=mark, style="pointer-events:none")
    assert not [place for place in places(browser, site, content) if is_on_the_key(place)]


@pytest.mark.parametrize("mark", ["exclude", "mask", "ignore"])
def test_what_lies_above_a_marked_element_and_hides_it_is_what_was_pressed(browser: Browser, site: Site, mark: str) -> None:
    assert KEY in places(browser, site, KEYPAD.format(mark=mark, style="") + DIALOG)


PRESS = "for (const kind of ['pointermove', 'pointerdown']) cell.dispatchEvent(new PointerEvent(kind, {clientX: 22, clientY: 22, bubbles: true}));"
LATE = {
    "the mark comes after the press": f"{PRESS} k.dataset.velo = 'mask'",
    "what is marked comes after the press": f"const was = k; k.remove(); {PRESS} was.dataset.velo = 'exclude'; document.body.prepend(was)",
}


@pytest.mark.parametrize("act", LATE.values(), ids=LATE)
def test_a_mark_that_comes_at_once_after_a_press_holds_for_it(browser: Browser, site: Site, act: str) -> None:
    content = KEYPAD.format(mark="allow", style="") + f"<div style='{ABOVE}'>{CELL.replace('<b', '<b id=cell')}</div>"
    assert places(browser, site, content, PRESS) == [KEY, KEY]
    assert not [place for place in places(browser, site, content, act) if is_on_the_key(place)]


@pytest.mark.parametrize(("above", "is_told"), [(f"<div style='{ABOVE}'>{CELL}</div>", False), (DIALOG, True)], ids=["a layer", "a dialog"])
def test_what_lies_above_a_frame_tells_no_place_in_a_marked_element_in_it_unless_it_hides_it(
    browser: Browser, site: Site, above: str, is_told: bool
) -> None:
    site.page("/pad", f"<!doctype html><title>pad</title><body style='margin:0'>{KEYPAD.format(mark='exclude', style='')}")
    frame = "<iframe src=/pad style='border:0;position:absolute;left:0;top:0;width:250px;height:150px'></iframe>"
    assert (KEY in places(browser, site, frame + above)) == is_told
