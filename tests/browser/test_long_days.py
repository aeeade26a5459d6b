"""A long day of a busy single-page app: memory, listeners and what lies on the device stay as they are; ``stop`` leaves nothing behind.

The worker's clock goes twenty times as fast. The work is the same in each round, and what is compared is counted after garbage was
collected; no time is asserted. ``VELO_LONG_DAYS=8``: eight simulated hours (24 minutes), and a hundred starts instead of ten.
"""

import os
import statistics
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.browser.chrome import SCRIPTS, call, context, script, start
from tests.browser.server import Site
from tests.browser.test_reliability import FAST, patch_worker, snapshots, workers

pytestmark = pytest.mark.browser

HOURS = float(os.environ.get("VELO_LONG_DAYS", "0"))
STARTS = 100 if HOURS else 10
ROUNDS = 12
ROUND_S = HOURS * 3600 / 20 / ROUNDS
ROUTES = 8  # in a round, at least
TABS = 10
# What may be more in the last third than in the middle one: less than a listener, or a node, for each route.
ROOM = {"JSHeapUsedSize": 150_000, "Nodes": 30, "JSEventListeners": 3, "Documents": 2, "python_bytes": 3_000_000, "stored": 0}

Counts = dict[str, int]


class Gauge:
    """What a page, and its worker, hold at this moment."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable")

    def page(self) -> Counts:
        """Heap in bytes, nodes, listeners: what is left when garbage has gone."""
        for _ in range(2):  # what waits for a finalizer goes with the second
            self._session.send("HeapProfiler.collectGarbage")
        told: list[dict[str, Any]] = self._session.send("Performance.getMetrics")["metrics"]
        return {one["name"]: int(one["value"]) for one in told if one["name"] in ROOM}

    def counts(self) -> Counts:
        """That, Python's memory in bytes, and how many things lie on the device."""
        found = self.page()
        found["python_bytes"] = self._page.evaluate(script("ask"))["bytes"]
        return found | {"stored": len(self._page.evaluate(script("device")) or [])}


def assert_flat(counts: list[Counts], **more: int) -> None:
    """The last third holds what the middle third did. ``more``: room for it where there is more."""
    third = len(counts) // 3
    for name, room in (ROOM | more).items():
        rows = [one[name] for one in counts]
        middle, last = statistics.median(rows[third : 2 * third]), statistics.median(rows[-third:])
        assert last - middle <= room, f"{name}: {rows}"


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    site.page("/", (SCRIPTS / "app.html").read_text())
    patch_worker(site, FAST + script("inside"))
    with context(browser, site) as made:
        yield made


@pytest.fixture
def page(visitor: BrowserContext, site: Site) -> Page:
    made = visitor.new_page()
    made.goto(site.origin)
    return made


def test_a_long_day_leaves_memory_as_it_is(page: Page, site: Site) -> None:
    gauge, counts = Gauge(page), []
    assert start(page) == "recording"
    for _ in range(ROUNDS):
        end = time.monotonic() + ROUND_S
        while True:
            page.evaluate("(routes) => work(routes)", ROUTES)
            call(page, "flush")
            if time.monotonic() >= end:
                break
        counts.append(gauge.counts())
    assert call(page, "ledger").get("dropped", {}).keys() <= {"excluded", "ignored"}
    assert sum('"source":0' in line for line in site.lines()) >= ROUNDS
    assert_flat(counts)


# Before the worker's own script: what asks it over a channel makes it ask the page for a whole tree, as a checkpoint does.
ASK_FOR_TREES = """{
  let last;
  addEventListener("connect", ({ ports: [port] }) => (last = port));
  new BroadcastChannel("trees").onmessage = () => last.postMessage({ kind: "snapshot" });
}"""
WORK_AND_ASK = """async () => {
  const channel = new BroadcastChannel("trees");
  const asking = setInterval(() => channel.postMessage(""), 5);
  await work(10);
  clearInterval(asking);
  channel.close();
}"""


def test_frames_that_go_while_a_whole_page_is_read_are_let_go_of(page: Page, site: Site) -> None:
    patch_worker(site, ASK_FOR_TREES)
    assert start(page) == "recording"
    for _ in range(4):
        page.evaluate(WORK_AND_ASK)
        call(page, "flush")
    assert sum(snapshots(site).values()) > 4, "no tree was asked for: nothing is tested"
    assert Gauge(page).page()["Documents"] <= 4, "the page, its one frame, and what each began with"


KEEP_SHAPES = """async () => {
  await import("/velo/velo.mjs");
  const own = (name) => (typeof window[name] === "function" && window[name].prototype) || null;
  window.shapes = () => Object.getOwnPropertyNames(window).flatMap((name) => {
    const prototype = own(name);
    return prototype ? Reflect.ownKeys(prototype).map((key) => [name, key, Object.getOwnPropertyDescriptor(prototype, key)]) : [];
  });
  window.before = shapes();
  Object.assign(window, { refs: [], gone: 0 });
}"""
NEW_SHAPES = """() => {
  const after = shapes();
  const isSame = (one, other) => ["value", "get", "set", "writable", "enumerable", "configurable"].every((part) => one[part] === other?.[part]);
  const changed = before.filter(([name, key, shape], at) => after[at]?.[0] !== name || after[at][1] !== key || !isSame(shape, after[at][2]));
  return changed.map(([name, key]) => name + "." + String(key));
}"""
# Those that have gone are only counted: a hundred starts of them would weigh more than what is looked for.
COUNT_GONE = "() => { const held = refs.filter((ref) => ref.deref()); gone += refs.length - held.length; refs = held; }"
KEEP_NODES = """() => {
  const walker = document.createTreeWalker(document.getElementById("view"));
  for (let node = walker.root; node; node = walker.nextNode()) refs.push(new WeakRef(node));
}"""


def test_stop_leaves_nothing_behind_however_often(page: Page, visitor: BrowserContext, browser: Browser, site: Site) -> None:
    gauge, counts = Gauge(page), []
    page.evaluate(KEEP_SHAPES)
    page.evaluate("work(1)")
    listeners = gauge.page()["JSEventListeners"]
    patched = 0
    for _ in range(STARTS):
        assert start(page) == "recording"
        patched += len(page.evaluate(NEW_SHAPES))
        page.evaluate("work(1)")
        page.evaluate(KEEP_NODES)
        page.evaluate("work(1)")
        call(page, "stop")
        counts.append(gauge.counts())
        page.evaluate(COUNT_GONE)
        assert len(workers(browser, site)) == 1
    assert patched, "nothing was ever wrapped: nothing is tested"
    assert page.evaluate(NEW_SHAPES) == []
    gauge.page()
    page.evaluate(COUNT_GONE)
    assert page.evaluate("gone") > 100 * STARTS
    assert page.evaluate("refs.length") == 0, "nodes that the page has let go of are held"
    assert counts[-1]["JSEventListeners"] <= listeners
    assert sum(snapshots(site).values()) == len(snapshots(site)) == STARTS
    assert_flat(counts)


def test_many_tabs_share_a_worker_and_end(browser: Browser, visitor: BrowserContext, site: Site) -> None:
    pages = []
    for _ in range(TABS):
        pages.append(visitor.new_page())
        pages[-1].goto(site.origin)
        assert start(pages[-1]) == "recording"
    for one in pages:
        one.evaluate("work(1)")
    for one in pages:
        call(one, "flush")
    assert len(workers(browser, site)) == 1
    assert list(snapshots(site).values()) == [1] * TABS
    other = visitor.new_page()
    for one in pages:
        one.close()
    limit = time.monotonic() + 20
    while workers(browser, site):
        assert time.monotonic() < limit, "the worker is still there"
        other.wait_for_timeout(200)
