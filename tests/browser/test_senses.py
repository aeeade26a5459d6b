"""What the probe notices of a visitor and of the platform, in the events that the collector received."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chrome import call, start, velo_folder, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html><head><title>t</title><style>x-late:not(:defined){display:none}</style></head><body>
<p id=a>Free delivery today</p><p id=m data-velo=mask>Opening hours of the shop</p>
<canvas id=c width=64 height=48></canvas><video id=v muted></video><x-early>e</x-early><x-late>l</x-late>
<iframe id=f srcdoc="<body style='height:3000px'><p id=in>in a frame</p></body>"></iframe>
<div id=box style="width:100px;height:50px;overflow:auto"><div style="height:500px">tall</div></div>
<script>customElements.define("x-early", class extends HTMLElement {})</script></body></html>"""


def record(browser: Browser, site: Site, act: str, preset: str = "balanced") -> list[dict[str, Any]]:
    """The events that a script on the page brings about."""
    site.page("/", PAGE)
    with visit(browser, site) as page:
        assert start(page, preset=preset) == "recording"
        before = _arrived(page, site)
        page.evaluate(act)
        page.wait_for_timeout(400)
        _arrived(page, site)
        events = site.events()[before:]
        call(page, "stop")
    return events


def _arrived(page: Page, site: Site) -> int:
    call(page, "flush")
    return len(site.events())


def incremental(events: list[dict[str, Any]], source: int) -> list[dict[str, Any]]:
    return [event["data"] for event in events if event["type"] == 3 and event["data"]["source"] == source]


@pytest.fixture
def site() -> Any:
    with Site(velo_folder()) as made:
        yield made


SELECT = "(id, from, to) => { const t = document.getElementById(id).firstChild; getSelection().setBaseAndExtent(t, from, t, to) }"


def test_a_selection_is_told(browser: Browser, site: Site) -> None:
    shown = incremental(record(browser, site, f"() => ({SELECT})('a', 5, 13)"), 14)
    assert [(one["startOffset"], one["endOffset"]) for one in shown[-1]["ranges"]] == [(5, 13)]


def test_a_selection_below_a_mask_does_not_say_where_it_ends(browser: Browser, site: Site) -> None:
    masked = incremental(record(browser, site, f"() => ({SELECT})('m', 5, 13)"), 14)
    (one,) = masked[-1]["ranges"]
    assert one["startOffset"] == 0 and one["endOffset"] != 13


def test_an_address_that_changes_without_a_load_is_told(browser: Browser, site: Site) -> None:
    events = record(browser, site, "() => { history.pushState(null, '', '/checkout?token=S3CR3T'); location.hash = 'step' }")
    told = [event["data"]["payload"]["href"] for event in events if event["type"] == 5 and event["data"]["tag"] == "velo-page"]
    assert not [event for event in events if event["type"] == 4], "the player would forget what came before"
    assert told and "/checkout" in told[-1] and "S3CR3T" not in str(events)


def test_a_film_is_told_to_start_and_to_stop_and_has_its_size(browser: Browser, site: Site) -> None:
    act = """async () => {
        const canvas = document.getElementById("c"), video = document.getElementById("v");
        const context = canvas.getContext("2d");
        context.fillRect(0, 0, 9, 9);
        video.srcObject = canvas.captureStream(20);
        const drawing = setInterval(() => context.fillRect(0, 0, Math.random() * 60, 9), 30);
        await video.play();
        await new Promise((resolve) => setTimeout(resolve, 300));
        video.pause();
        clearInterval(drawing);
    }"""
    events = record(browser, site, act, preset="strict")
    assert [data["type"] for data in incremental(events, 7)][:1] == [0] and 1 in [data["type"] for data in incremental(events, 7)]
    posters = [change["attributes"].get("poster", "") for data in incremental(events, 0) for change in data["attributes"]]
    assert any("width='64' height='48'" in poster for poster in posters)


def test_an_opened_canvas_is_sampled_and_no_other(browser: Browser, site: Site) -> None:
    act = """async () => {
        for (const mark of ["allow", "", "mask"]) {
            const canvas = document.body.appendChild(document.createElement("canvas"));
            canvas.title = mark || "none";
            if (mark) canvas.dataset.velo = mark;
            canvas.getContext("2d").fillRect(0, 0, 30, 30);
        }
        await new Promise((resolve) => setTimeout(resolve, 1500));
    }"""
    changes = [change for data in incremental(record(browser, site, act, preset="strict"), 0) for change in data["attributes"]]
    pictures = [change["attributes"]["style"]["background-image"] for change in changes if "style" in change["attributes"]]
    assert len(pictures) == 1 and pictures[0].startswith("url(data:image/"), "the opened one, once: nothing changed on it"


def test_a_definition_that_comes_late_is_told(browser: Browser, site: Site) -> None:
    events = record(browser, site, "() => { customElements.define('x-late', class extends HTMLElement {}); document.body.append('x') }")
    assert len(incremental(events, 16)) == 1
    everything = site.events()
    assert str(everything).count("'isCustom': True") == 1, "the early one, in the snapshot"


def test_scrolling_in_a_frame_and_in_an_element(browser: Browser, site: Site) -> None:
    act = """() => {
        document.getElementById("f").contentWindow.scrollTo(0, 700);
        document.getElementById("box").scrollTop = 120;
    }"""
    told = {(data["x"], data["y"]) for data in incremental(record(browser, site, act), 3)}
    assert {(0, 700), (0, 120)} <= told


def test_a_pointer_in_a_frame_names_a_node_in_it(browser: Browser, site: Site) -> None:
    act = """() => {
        const inside = document.getElementById("f").contentDocument.getElementById("in");
        inside.dispatchEvent(new PointerEvent("pointerdown", { clientX: 5, clientY: 9, bubbles: true, composed: true }));
    }"""
    (data,) = incremental(record(browser, site, act), 2)
    assert (data["x"], data["y"], data["type"]) == (5, 9, 1)


def test_a_page_out_of_sight_says_so(browser: Browser, site: Site) -> None:
    act = """() => {
        Object.defineProperty(Document.prototype, "hidden", { get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    said = [event["data"] for event in record(browser, site, act) if event["type"] == 5 and event["data"]["tag"] == "velo-visibility"]
    assert said == [{"tag": "velo-visibility", "payload": {"visible": True}}], "as the browser's own getter has it"


def test_what_is_no_html_may_have_the_focus(browser: Browser, site: Site) -> None:
    drawn = '<svg id=s tabindex=0><a href="#x"><text>t</text></a></svg><math id=n tabindex=0><mi>x</mi></math>'
    site.page("/", PAGE.replace("<p id=a>", f"{drawn}<p id=a>"))
    thrown: list[object] = []
    with visit(browser, site) as page:
        page.on("pageerror", lambda error: thrown.append(error))
        page.evaluate("() => s.focus()")
        assert start(page, preset="balanced") == "recording"
        page.evaluate("() => { document.querySelector('svg a').focus(); n.focus(); s.focus() }")
        call(page, "flush")
        call(page, "stop")
    assert not thrown and {data["type"] for data in incremental(site.events(), 2)} == {5, 6}
