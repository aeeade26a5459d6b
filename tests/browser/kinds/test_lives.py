"""What may become of a page: put aside and shown again, opened ahead, printed, looked at with developer tools, written anew.

Playwright's browser puts no page aside and opens none ahead, so there a browser is started that nobody drives: its pages say to the
site how far they are.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext

from recorder.host.browser import CHROMIUM_FLAGS, find_chromium
from tests.browser.chrome import FAST_START, QUIET, context, velo_folder
from tests.browser.kinds.ground import SECRET, TAG, opened
from tests.browser.server import Event, Site
from tests.player import Player

pytestmark = pytest.mark.browser

WITHIN_S = 60
HEAD = '<!doctype html><title>t</title><link rel=icon href="data:,">'
PAGE = f"{HEAD}{TAG}<p>{SECRET}</p><input id=f>"
SAY = """<script>
const say = (word) => fetch("/told?" + word);
const add = (name) => document.body.append(document.createElement(name));
const until = async (holds) => { while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50)); };
const recorded = async (name) => { await until(() => velo.state === "recording"); add(name); await velo.flush(); };
</script>"""
ASIDE = """<script>
addEventListener("pageshow", ({ persisted }) => setTimeout(async () => {
  if (persisted || sessionStorage.left) {
    await recorded("hr");
    return say("end=" + persisted);
  }
  sessionStorage.left = "yes";
  await recorded("nav");
  location.href = "/else";
}));
</script>"""
AHEAD = """<script>
say("was=" + document.prerendering);
document.addEventListener("prerenderingchange", async () => { await recorded("hr"); say("end"); });
if (document.prerendering) until(() => window.velo?.state === "starting").then(() => say("ready"));
</script>"""
FROM = f"""{HEAD}{SAY}<script type=speculationrules>{{ "prerender": [{{ "urls": ["/ahead"], "eagerness": "immediate" }}] }}</script>
<script>until(async () => (await fetch("/go")).ok).then(() => (location.href = "/ahead"))</script>"""

TOOLS = ("DOM", "CSS", "Overlay", "Debugger", "Network", "Log", "Animation", "DOMStorage", "HeapProfiler", "Profiler")


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with Site(velo_folder()) as made:
        yield made


@pytest.fixture(scope="module")
def visitor(browser: Browser, served: Site) -> Iterator[BrowserContext]:
    with context(browser, served) as made:
        yield made


@contextmanager
def own_browser(address: str) -> Iterator[None]:
    """A browser that nobody drives, with one tab."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [find_chromium() or "", *CHROMIUM_FLAGS, *QUIET, FAST_START, f"--user-data-dir={profile}", address]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            process.kill()
            process.wait()


def told(site: Site, word: str) -> list[str]:
    """What a page has said of this."""
    return [asked.address for asked in site.snapshot() if asked.address.startswith(f"/told?{word}")]


def recordings(site: Site) -> list[list[Event]]:
    """The events of each recording, in the order they began."""
    return [[json.loads(line) for line in site.lines(name)] for name in dict.fromkeys(name for name, _ in site.kept)]


def tags(events: list[Event]) -> list[str]:
    """Elements that were added after the whole page."""
    changes = [event["data"] for event in events if event["type"] == 3 and event["data"]["source"] == 0]
    return [added["node"]["tagName"] for change in changes for added in change["adds"] if "tagName" in added["node"]]


def test_a_page_that_was_put_aside_goes_on_in_a_recording_of_its_own() -> None:
    with Site(velo_folder()) as site:
        site.page("/", PAGE + SAY + ASIDE, cache_control="no-cache")
        site.page("/else", f"{HEAD}{SAY}<script>addEventListener('load', () => setTimeout(() => history.back()))</script>")
        with own_browser(site.origin):
            site.until(lambda: told(site, "end"), "the page that was shown again", WITHIN_S)
    if told(site, "end") == ["/told?end=false"]:
        pytest.skip("this browser puts no page aside")
    before, after = recordings(site)
    for events in (before, after):
        assert sum(event["type"] == 2 for event in events) == 1
        Player().play("\n".join(map(json.dumps, events)))  # complains of what comes twice, or too soon
    assert tags(before) == ["nav"] and tags(after) == ["hr"]
    assert '"nav"' in json.dumps(after), "what the page was when it was shown again"
    assert SECRET not in json.dumps([before, after])


def test_of_a_page_opened_ahead_nothing_is_recorded_before_it_is_visited() -> None:
    with Site(velo_folder()) as site:
        site.page("/", FROM)
        site.page("/ahead", PAGE + SAY + AHEAD)
        with own_browser(site.origin):
            site.until(lambda: told(site, "was"), "the page ahead", WITHIN_S)
            if told(site, "was") != ["/told?was=true"]:
                pytest.skip("this browser opens no page ahead")
            site.until(lambda: told(site, "ready"), "its tag", WITHIN_S)
            fetched = [asked.address for asked in site.snapshot() if asked.address.startswith("/velo/")]
            assert fetched == ["/velo/velo.js"] and not site.puts
            site.page("/go", "")
            site.until(lambda: told(site, "end"), "the visit", WITHIN_S)
    (events,) = recordings(site)
    assert tags(events) == ["hr"] and SECRET not in json.dumps(events)


def test_printing_is_recorded_as_what_it_changes(served: Site, visitor: BrowserContext) -> None:
    style = "<style>@media print { p { display: none } }</style>"
    prints = "addEventListener('beforeprint', () => add('aside')); addEventListener('afterprint', () => document.querySelector('aside').remove())"
    served.page("/print", f"{PAGE}{SAY}{style}<script>{prints}</script>")
    with opened(visitor, served, "/print") as seen:
        assert seen.settled() == "recording"
        seen.page.emulate_media(media="print")
        seen.page.pdf()
        seen.page.evaluate("() => velo.flush()")
        seen.page.emulate_media(media="screen")
        left = seen.left()
        assert seen.said == []
    assert "@media print" in left and SECRET not in left
    names = [node.get("tagName") for node in Player().play(left).nodes.values()]
    assert "p" in names and "aside" not in names


WRITES = {
    "all at once": f"document.open(); document.write('<title>new</title><p>{SECRET}</p><b>new</b>'); document.close()",
    "bit by bit": f"document.write('<title>new</title><p>{SECRET}'); setTimeout(() => (document.write('</p><b>new</b>'), document.close()), 100)",
    "a new root": f"document.documentElement.replaceWith(document.createElement('html')); document.documentElement.innerHTML = '<p>{SECRET}</p><b>new</b>'",
    "no root at all": f"document.replaceChildren(); setTimeout(() => document.append(Object.assign(document.createElement('html'), {{ innerHTML: '<p>{SECRET}</p><b>new</b>' }})), 100)",
}  # fmt: skip


def test_with_developer_tools_open_it_goes_on(served: Site, visitor: BrowserContext) -> None:
    """What an inspector changes is a change of the page; that it looks, picks and halts scripts is none."""
    served.page("/tools", PAGE)
    with opened(visitor, served, "/tools") as seen:
        assert seen.settled() == "recording"
        tools = seen.page.context.new_cdp_session(seen.page)
        for domain in TOOLS:
            tools.send(f"{domain}.enable")
        root = tools.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
        node = tools.send("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
        tools.send("Overlay.setInspectMode", {"mode": "searchForNode", "highlightConfig": {"showInfo": True}})
        tools.send("Overlay.highlightNode", {"nodeId": node, "highlightConfig": {"showInfo": True}})
        tools.send("DOM.setAttributeValue", {"nodeId": node, "name": "role", "value": "alert"})
        tools.once("Debugger.paused", lambda _: tools.send("Debugger.resume"))
        seen.page.evaluate("() => { debugger; }")
        text = seen.left()
        tools.detach()
        assert '"role":"alert"' in text and SECRET not in text
        assert seen.settled() == "recording" and seen.said == []


@pytest.mark.parametrize("name", WRITES)
def test_a_document_that_is_written_anew_goes_on(served: Site, visitor: BrowserContext, name: str) -> None:
    served.page("/written", f"{PAGE}{SAY}")
    with opened(visitor, served, "/written") as seen:
        assert seen.settled() == "recording"
        seen.page.evaluate(f"() => {{ {WRITES[name]} }}")
        seen.page.wait_for_function("() => document.querySelector('b')")
        left = seen.left()
        assert seen.said == []
    assert SECRET not in left
    names = [node.get("tagName") for node in Player().play(left).nodes.values()]
    assert names.count("b") == 1 and names.count("input") == 0 and names.count("html") == 1
