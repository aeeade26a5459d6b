"""The worker's life: it ends when nobody needs it, is started again when it was ended, and no page is left without one."""

import json
import subprocess
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.chrome import call, context, start, velo_folder
from tests.browser.server import Event, Site

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><title>t</title><p>words</p>"
# A worker whose time goes so many times as fast.
PACE = """{ const [timer, now, began] = [setTimeout, Date.now, Date.now()];
  globalThis.setTimeout = (then, ms) => timer(then, ms / PACE);
  Date.now = () => Math.round(began + (now() - began) * PACE);
}\n"""
FAST, SLOW = PACE.replace("PACE", "20"), PACE.replace("PACE", "0.05")
# A worker that has decided to end when the second page knocks: it never hears it.
DEAF = """{ let pages = 0; addEventListener("connect", (event) => {
  if (++pages !== 2) return;
  event.stopImmediatePropagation();
  close();
}); }\n"""


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    site.page("/", PAGE)
    with context(browser, site) as made:
        yield made


def patch_worker(site: Site, before: str) -> None:
    """Puts a script before the worker's own."""
    (worker,) = velo_folder().glob("worker-*.js")
    site.page(f"/velo/{worker.name}", before + worker.read_text(), ".js")


def renderers(browser: Browser) -> set[int]:
    """Renderer processes of this browser that are there, by their ids."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    (root,) = [one["id"] for one in told if one["type"] == "browser"]
    session.detach()
    lines = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split(None, 2) for line in lines]
    family, before = {root}, 0
    while len(family) != before:
        before = len(family)
        family |= {int(pid) for pid, parent, *_ in rows if int(parent) in family}
    return {int(pid) for pid, _, *args in rows if int(pid) in family and "--type=renderer" in "".join(args)}


def workers(browser: Browser, site: Site) -> list[str]:
    """Shared workers of this site, by their targets' ids."""
    session = browser.new_browser_cdp_session()
    told = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    session.detach()
    return [one["targetId"] for one in told if one["type"] == "shared_worker" and one["url"].startswith(site.origin)]


def end_worker(browser: Browser, site: Site) -> None:
    (target,) = workers(browser, site)
    session = browser.new_browser_cdp_session()
    session.send("Target.closeTarget", {"targetId": target})
    session.detach()


def snapshots(site: Site) -> dict[str, int]:
    """How many full snapshots each recording has."""
    recordings = {asked.address.split("/")[2] for asked in site.puts}
    return {name: sum(json.loads(line)["type"] == 2 for line in site.lines(name)) for name in recordings}


def is_article(event: Event) -> bool:
    return event["type"] == 3 and any(one["node"].get("tagName") == "article" for one in event["data"].get("adds", []))


# A worker may be back before anybody asks: in a page that is behind another one, there is a frame a second.
WATCH = "() => { window.__states = new Set(); setInterval(() => __states.add(__velo.state), 1) }"
STARTING = "() => __states.has('starting')"

ADD = "() => { document.body.append(document.createElement('article')) }"


def test_a_worker_ends_when_its_pages_are_gone_and_all_is_sent(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    patch_worker(site, FAST)
    other, page = visitor.new_page(), visitor.new_page()  # one keeps the window open
    page.goto(site.origin)
    start(page)
    call(page, "flush")
    assert workers(browser, site)
    before = renderers(browser)
    page.close()
    limit = time.monotonic() + 20
    while workers(browser, site) or before <= renderers(browser):
        assert time.monotonic() < limit, "the worker or its process is still there"
        other.wait_for_timeout(200)


def test_a_worker_with_a_page_does_not_end(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    patch_worker(site, FAST)
    first, second = visitor.new_page(), visitor.new_page()
    for page in (first, second):
        page.goto(site.origin)
        start(page)
        call(page, "flush")
    before = workers(browser, site)
    first.close()
    second.wait_for_timeout(2500)  # 50 s of the worker's
    second.evaluate(ADD)
    call(second, "flush")
    assert workers(browser, site) == before
    assert len(snapshots(site)) == 2


def test_a_page_that_joins_a_worker_that_is_just_ending_gets_another(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    patch_worker(site, DEAF)
    first, second = visitor.new_page(), visitor.new_page()
    first.goto(site.origin)
    second.goto(site.origin)
    start(first)
    call(first, "flush")
    first.evaluate(WATCH)
    patch_worker(site, "")
    assert start(second) == "recording"
    first.wait_for_function(STARTING, polling=20)
    for page in (first, second):
        page.evaluate(ADD)
        call(page, "flush")
    assert sorted(snapshots(site).values()) == [1, 1, 1], "the first page began anew with the new worker"
    assert sum(map(is_article, site.events())) == 2


def test_a_worker_that_was_ended_is_started_again_with_a_fresh_snapshot(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto(site.origin)
    start(page)
    call(page, "flush")
    page.evaluate(WATCH)
    end_worker(browser, site)
    page.wait_for_function(STARTING, polling=20)
    page.evaluate(ADD)
    page.wait_for_function("() => __velo.state === 'recording'")
    call(page, "flush")
    assert sorted(snapshots(site).values()) == [1, 1]
    assert any('"article"' in line for line in site.lines())
    assert call(page, "ledger")["dropped"] == {"worker ended": 1}


def test_a_page_whose_worker_ends_again_and_again_is_recorded_no_more(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page = visitor.new_page()
    page.goto(site.origin)
    start(page)
    page.evaluate(WATCH)
    for _ in range(3):
        page.evaluate("() => __states.clear()")
        end_worker(browser, site)
        page.wait_for_function(STARTING, polling=20)
        page.wait_for_function("() => __velo.state === 'recording'")
    end_worker(browser, site)
    page.wait_for_function("() => __velo.state === 'failed'")
