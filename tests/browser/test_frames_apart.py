"""Frames of other origins that record themselves: what the page around shows of them, and what it never gets.

Each site of a test is an origin of its own; every page's recorder is the real one, in a worker of its own origin.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Frame, Page

from recorder.host.layout import VENDOR
from tests.browser.chrome import VIEWPORT, call, script, start, velo_folder, visit
from tests.browser.compare import differences
from tests.browser.server import Event, Site
from tests.player import Player

pytestmark = pytest.mark.browser

FIRST_FRAMED_ID = 1_000_000_000
SECRET = "S3CR3T-4111111111111111"

# Starts the recorder of a framed page, as a site would, and keeps it where a test can call it.
STARTS = """<script>
window.__started = import("/velo/velo.mjs").then((velo) => {
  window.__velo = velo;
  return velo.start({ consent: "not-required", preset: "balanced", ...OPTIONS }).catch((error) => String(error));
});
</script>"""
INNER = """<!doctype html><html><head><title>pay</title><style>.card { color: rgb(1, 2, 3) }</style></head><body>
<main class=card><h1 id=h>Card payment</h1><p id=hidden data-velo=mask>SECRET</p><input id=i value="SECRET"><input id=pw type=password>
<div id=list><b>one</b><b>two</b></div></main></body>STARTS</html>"""
OUTER = """<!doctype html><html><head><title>shop</title></head><body><h1>Basket</h1>
<div id=around><iframe id=f src="INNER" width=500 height=300></iframe></div></body></html>"""


@dataclass
class Framed:
    """A page with a framed page of another origin."""

    page: Page
    outer: Site
    inner: Site

    @property
    def frame(self) -> Frame:
        """The framed page."""
        return next(frame for frame in self.page.frames if frame.url.startswith(self.inner.origin))

    def events(self) -> list[Event]:
        """What the outer page's collector has."""
        return self.outer.events()

    def until(self, fits: str, what: str) -> None:
        """Waits until what a viewer sees of the framed page holds this text, as JSON."""
        self.outer.until(lambda: fits in json.dumps(shown(self.events()), ensure_ascii=False), what, within_s=30)

    def bytes(self) -> bytes:
        """All that the outer page's collector was sent."""
        return b"".join(asked.text.encode() for asked in self.outer.puts)


def shown(events: list[Event]) -> list[dict[str, Any]]:
    """The nodes of framed pages that a viewer has at the end."""
    nodes = Player().play("\n".join(map(json.dumps, events))).nodes
    return [node | {"childNodes": []} for node_id, node in nodes.items() if node_id >= FIRST_FRAMED_ID]


def starting(**options: Any) -> str:
    return STARTS.replace("OPTIONS", json.dumps(options))


@contextmanager
def window(browser: Browser, site: Site) -> Iterator[Page]:
    """A page in a fresh profile that reaches all sites of the test."""
    made = browser.new_context(viewport=VIEWPORT, proxy={"server": site.origin, "bypass": "127.0.0.1"})  # type: ignore[arg-type]
    try:
        yield made.new_page()
    finally:
        made.close()


@contextmanager
def framed(browser: Browser, *, inner: str = INNER, names_outer: bool = True, **options: Any) -> Iterator[Framed]:
    """Two sites and the outer one's page, not recorded yet. ``options``: of the framed page's recorder."""
    with ExitStack() as stack:
        outside, inside = (stack.enter_context(Site(velo_folder())) for _ in range(2))
        options = {"endpoint": "/collect", "frames": [outside.origin] if names_outer else ["https://else.example"]} | options
        inside.page("/card", inner.replace("STARTS", starting(**options)).replace("SECRET", SECRET))
        outside.page("/", OUTER.replace("INNER", inside.origin + "/card"))
        page = stack.enter_context(window(browser, outside))
        page.goto(outside.origin + "/")
        yield Framed(page, outside, inside)


def begin(at: Framed, **options: Any) -> None:
    """Records the outer page, and waits until it has the framed one."""
    assert start(at.page, preset="balanced", frames=[at.inner.origin], **options) == "recording"
    at.until("Card payment", "the framed page in the outer recording")



def empty(at: Framed, what: str) -> None:
    """Waits until a viewer sees nothing of the framed page."""
    call(at.page, "flush")
    at.outer.until(lambda: "Card payment" not in json.dumps(shown(at.events())), what, within_s=30)


def test_a_framed_page_that_records_itself_shows_in_the_recording_around(browser: Browser) -> None:
    with framed(browser) as at:
        begin(at)
        at.frame.evaluate("() => { document.getElementById('list').append('Unicorn'); document.getElementById('h').className = 'active' }")
        at.frame.click("#list")
        at.until("Unicorn", "what changed in the frame")
        pressed = "a press in the frame"
        at.outer.until_event(lambda event: event["type"] == 3 and event["data"].get("id", 0) >= FIRST_FRAMED_ID, pressed)
        assert SECRET.encode() not in at.bytes() and b"x\xc3\x97x" in at.bytes()
        assert SECRET not in "".join(at.inner.lines()), "nor did it leave by itself"
        events = at.events()
        stamps = [event["timestamp"] for event in events]
        assert stamps == sorted(stamps)
        assert replayed(browser, at, events) == []


def replayed(browser: Browser, at: Framed, events: list[Event]) -> list[str]:
    """Where rrweb's replayer shows another framed page than the live one, by both of its ways."""
    if not (VENDOR / "replay.js").is_file():
        pytest.skip("dist/demo/vendor is not built: run `python build.py`")
    live = at.frame.evaluate(script("canonical"), None)
    at.outer.folders["/vendor/"] = VENDOR
    at.outer.page("/replay", "<!doctype html><title>replay</title><body>")
    problems: list[str] = []
    with visit(browser, at.outer, "/replay") as page:
        look = f"(document) => ({script('canonical')})(document.querySelector('iframe').contentDocument)"
        for virtual in (False, True):
            asked = {"events": events, "virtual": virtual, "canonical": "() => []", "look": look}
            played = page.evaluate(script("replay"), asked)
            problems += [*islice(differences(live, played["seen"]), 5), *played["warnings"]]
    return problems


def test_what_the_page_around_closes_shows_nothing_of_the_frame(browser: Browser) -> None:
    with framed(browser) as at:
        begin(at)
        at.frame.evaluate("() => { document.getElementById('h').textContent = 'Zephyrine' }")
        undo = "() => { window.__undo = __velo.exclude('#around') }"
        at.page.evaluate(undo)  # at once: it has not left yet
        empty(at, "the frame as a box")
        at.frame.evaluate("() => { document.getElementById('list').append('Quackenbush') }")
        at.inner.until(lambda: "Quackenbush" in "".join(at.inner.lines()), "the frame's own recording")
        call(at.page, "flush")
        assert b"Zephyrine" not in at.bytes() and b"Quackenbush" not in at.bytes()
        at.page.evaluate("() => window.__undo()")
        at.until("Quackenbush", "the frame again")


def test_neither_side_says_anything_to_an_origin_that_was_not_named(browser: Browser) -> None:
    heard = "() => { window.__said = []; addEventListener('message', (event) => __said.push(JSON.stringify(event.data))) }"
    for both in ({"names_outer": False}, {"names_outer": True}):
        with framed(browser, **both) as at:
            at.page.evaluate(heard)
            at.frame.evaluate(heard)
            named = [at.inner.origin] if not both["names_outer"] else []
            assert start(at.page, preset="balanced", frames=named) == "recording"
            assert at.frame.evaluate("() => window.__started") == "recording"
            at.page.wait_for_timeout(500)
            call(at.page, "flush")
            assert shown(at.events()) == []
            assert both["names_outer"] or at.page.evaluate("() => __said") == []
            assert at.frame.evaluate("() => __said") == ([json.dumps({"velo": "velo-page"}, separators=(",", ":"))] if named else [])


def test_a_frame_that_starts_later_goes_elsewhere_and_ends(browser: Browser) -> None:
    with framed(browser, consent="required", endpoint=None) as at:
        assert start(at.page, preset="balanced", frames=[at.inner.origin]) == "recording"
        call(at.page, "flush")
        assert shown(at.events()) == []
        at.frame.evaluate("() => __velo.consent.grant()")
        at.until("Card payment", "a frame that was started later")
        assert at.inner.puts == [], "it has no collector of its own"
        at.inner.page("/next", INNER.replace("Card payment", "Thank you").replace("STARTS", starting(frames=[at.outer.origin])))
        at.frame.goto(at.inner.origin + "/next")
        at.until("Thank you", "the frame's next page")
        assert "Card payment" not in json.dumps(shown(at.events()))
        at.inner.page("/plain", "<!doctype html><p>not recorded</p>")
        at.frame.goto(at.inner.origin + "/plain")
        at.outer.until(lambda: "Thank you" not in json.dumps(shown(at.events())), "a page without a recorder", within_s=30)
        at.page.evaluate("() => document.getElementById('f').remove()")
        call(at.page, "flush")
        assert shown(at.events()) == []
        at.page.evaluate("(src) => { document.body.append(Object.assign(document.createElement('iframe'), { src })) }", at.inner.origin + "/next")
        at.until("Thank you", "another frame")


def test_after_a_pause_and_after_a_stop_the_frame_is_there_again(browser: Browser) -> None:
    with framed(browser) as at:
        begin(at)
        at.page.evaluate("() => __velo.pause()")
        at.frame.evaluate("() => { document.getElementById('list').append('Zephyrine') }")
        at.inner.until(lambda: "Zephyrine" in "".join(at.inner.lines()), "the frame's own recording")
        at.page.wait_for_timeout(500)
        at.frame.evaluate("() => { document.getElementById('list').lastChild.data = 'Unicorn' }")
        at.inner.until(lambda: "Unicorn" in "".join(at.inner.lines()), "the frame's own recording")
        assert b"Zephyrine" not in at.bytes()
        at.page.evaluate("() => __velo.resume()")
        at.until("Unicorn", "the frame after a pause")
        assert b"Zephyrine" not in at.bytes(), "a pause is not recorded"
        call(at.page, "stop")
        before = len(at.outer.kept)
        at.frame.evaluate("() => { document.getElementById('list').append('Quackenbush') }")
        at.inner.until(lambda: "Quackenbush" in "".join(at.inner.lines()), "the frame's own recording")
        assert len(at.outer.kept) == before
        known = {recording for recording, _ in at.outer.kept}
        at.page.evaluate("(frames) => __velo.start({ endpoint: '/collect', consent: 'not-required', preset: 'balanced', frames })", [at.inner.origin])
        at.outer.until(lambda: {recording for recording, _ in at.outer.kept} - known, "another recording")
        (again,) = {recording for recording, _ in at.outer.kept} - known
        at.outer.until(lambda: "Quackenbush" in "".join(at.outer.lines(again)), "the frame in another recording", within_s=30)


def test_a_frame_in_a_frame_of_three_origins(browser: Browser) -> None:
    with ExitStack() as stack:
        outer, middle, inner = (stack.enter_context(Site(velo_folder())) for _ in range(3))
        frame = "<!doctype html><h1>WORD</h1><iframe src=\"SRC\"></iframe>STARTS"
        inner.page("/", f"<!doctype html><p>Innermost</p>{starting(frames=[middle.origin, outer.origin])}")
        inner.page("/shy", f"<!doctype html><p>Zephyrine</p>{starting(frames=[middle.origin])}")
        named = starting(frames=[outer.origin, inner.origin])
        middle.page("/", frame.replace("WORD", "Middle").replace("SRC", inner.origin + "/").replace("STARTS", named + f'<iframe src="{inner.origin}/shy"></iframe>'))
        outer.page("/", frame.replace("WORD", "Outer").replace("SRC", middle.origin + "/").replace("STARTS", ""))
        page = stack.enter_context(window(browser, outer))
        page.goto(outer.origin + "/")
        assert start(page, preset="balanced", frames=[middle.origin]) == "recording"
        outer.until(lambda: "Innermost" in json.dumps(shown(outer.events())), "a frame in a frame", within_s=40)
        page.wait_for_timeout(1000)
        assert "Zephyrine" not in "".join(outer.lines()), "it did not name the outermost"


# What a page of an origin that was named can do: speak for its recorder, and lie.
FORGES = """<!doctype html><h1>Card payment</h1><script>
const { port1, port2 } = new MessageChannel();
window.__heard = [];
const node = (id, tagName, childNodes = [], attributes = {}) => ({ type: 2, id, tagName, attributes, childNodes });
const tree = (childNodes) => ({ type: 2, timestamp: 9e14, data: { node: { type: 0, id: 1, childNodes }, initialOffset: { left: 0, top: 0 } } });
const deep = Array(2000).fill(0).reduce((below, _, at) => node(at + 9, "div", [below]), node(5, "p"));
port1.onmessage = ({ data }) => {
  __heard.push(data);
  const say = (event) => port1.postMessage(JSON.stringify(event));
  say(tree([deep]));
  say(tree([node(2, "script", [{ type: 3, id: 3, textContent: "alert(1)" }], {}),
    node(4, "a", [], { onclick: "alert(1)", href: "javascript:alert(1)" })]));
  say(tree([node(4, "h1", [{ type: 3, id: 6, textContent: "Card payment" }])]));
  for (const source of [0, 1, 2, 3, 5, 8, 9, 13, 15, 99]) say({ type: 3, timestamp: 0, data: { source, id: 4, removes: [{ id: 1, parentId: 0 }] } });
  port1.postMessage({ no: "text" });
  port1.postMessage("rubbish\\n".repeat(50));
};
parent.postMessage({ velo: "velo-frame" }, "OUTER", [port2]);
window.__again = () => port1.postMessage("rubbish\\n".repeat(500));
</script>"""


def test_a_page_that_forges_events_breaks_nothing_and_learns_nothing(browser: Browser) -> None:
    with Site(velo_folder()) as outer, Site() as inner:
        inner.page("/card", FORGES.replace("OUTER", outer.origin))
        outer.page("/", OUTER.replace('src="INNER"', ""))
        with window(browser, outer) as page:
            page.goto(outer.origin + "/")
            assert start(page, preset="balanced", frames=[inner.origin]) == "recording"
            page.evaluate("(src) => { document.getElementById('f').src = src }", inner.origin + "/card")
            page.wait_for_function("() => document.getElementById('f').contentDocument === null")
            forged = page.frames[-1]
            forged.wait_for_function("() => window.__heard?.length", timeout=30_000)
            forged.evaluate("() => __again()")
            page.evaluate("() => document.body.append(Object.assign(document.createElement('p'), { textContent: 'Still here' }))")
            call(page, "flush")
            page.wait_for_timeout(500)
            call(page, "flush")
            text = "".join(outer.lines())
            assert "Still here" in text and "Card payment" in text and "alert" not in text
            assert set(forged.evaluate("() => __heard")) == {"tree"}, "all that it hears"
            assert call(page, "ledger")["dropped"]["foreign"] > 100
            assert page.evaluate("() => __velo.state") == "recording"


def test_a_message_that_a_script_made_up_counts_for_nothing(browser: Browser) -> None:
    with framed(browser, names_outer=False) as at:
        assert start(at.page, preset="balanced", frames=[at.inner.origin]) == "recording"
        forge = """(origin) => {
            const { port1, port2 } = new MessageChannel();
            window.__heard = 0;
            port1.onmessage = () => __heard++;
            const source = document.getElementById("f").contentWindow;
            dispatchEvent(new MessageEvent("message", { data: { velo: "velo-frame" }, origin, source, ports: [port2] }));
        }"""
        at.page.evaluate(forge, at.inner.origin)
        at.page.wait_for_timeout(1500)
        assert at.page.evaluate("() => __heard") == 0


def test_an_origin_that_is_none_records_nothing(browser: Browser, site: Site) -> None:
    site.page("/", "<!doctype html><p>words</p>")
    with visit(browser, site) as page:
        for wrong in ("https://pay.example/card", "https://pay.example/", "https://*.example", "*", "null", "pay.example", 3):
            with pytest.raises(Error, match='option "frames" wants a list of origins'):
                start(page, frames=[wrong])
            assert page.evaluate("() => __velo.state") == "failed"
        assert site.puts == [] and not page.evaluate("() => performance.getEntriesByType('resource').some(({ name }) => name.includes('wasm'))")
        assert start(page, frames=["https://pay.example", "http://127.0.0.1:1"]) == "recording"
