"""Measures what a recorder costs a page's main thread.

The unit is CPU time of the page's main thread (``Performance.getMetrics``, ``TaskDuration`` in the thread's own clock):
what else the machine does meanwhile does not count, nor does waiting. It is read before and after, with rrweb, with Velo
and with neither; what a recorder costs is what it adds to the page without one. Each measurement has a fresh page, and
the arms take turns in a new order in every round.

Laws: both recorders start from a module that is loaded already and find the same page; both are given until they are quiet, and
everything they do on the main thread until then counts: observing, serialising, handing over. What they do elsewhere (Velo's
worker; rrweb has none) does not. rrweb keeps its events in an array, so what a site would add to mask, pack and send them
on the main thread is not counted against it.

Of pages that do what real ones do more is measured: the longest task (CPU time, from a trace of a run of its own), the CPU
time of all of the browser's processes (what Velo's worker does counts here), bytes that leave, packed alike, and the heap of
the page afterwards.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from recorder.host.layout import NODE_MODULES, VELO
from tests.browser.chrome import VIEWPORT
from tests.browser.server import Site

ARMS = ("none", "rrweb", "velo")
SIZES = (1_000, 10_000, 50_000)
WORKLOADS = (
    "add 10,000, then move them",
    "add 10,000, remove them, add 10,000",
    "a class on 10,000",
    "100 chains 256 deep",
    "one chain of 1,000",
    "1,000 branches of 10",
)
PAGES = (
    "typing, checked live",
    "a table of 1,000 rows, sorted anew",
    "a chat log",
    "a virtual list, scrolled",
    "a chart in SVG",
    "a list of 500, keyed and drawn anew",
    "300 shadow roots",
    "the mouse moves",
)
PAGE = Path(__file__).parent / "page"
TRACED = ["toplevel", "disabled-by-default-devtools.timeline"]
SETTLED_MS = 300


@dataclass(frozen=True)
class Row:
    """One thing measured: milliseconds of each arm, by round."""

    kind: str
    name: str
    ms: dict[str, list[float]]
    more: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def added(self, arm: str) -> list[float]:
        """What a recorder added to the page without one, by round."""
        return _added(self.ms, arm)

    def more_added(self, what: str, arm: str) -> list[float]:
        """The same, of one of the things in ``MORE``."""
        return _added(self.more[what], arm)


# What is measured of pages beside main-thread time, and the unit that the table shows it in: ms, ms, bytes, KB.
MORE = {"longest": 1.0, "cpu": 1.0, "bytes": 1.0, "heap": 1000.0}


def _added(figures: dict[str, list[float]], arm: str) -> list[float]:
    return [max(0.0, with_it - without) for with_it, without in zip(figures[arm], figures["none"], strict=True)]


@dataclass(frozen=True)
class Measured:
    """All that was measured. ``cold_ms``, ``warm_ms``: from ``start()`` to Velo's first masked event, on the first and on the
    second page of a visit, by round."""

    rows: list[Row]
    cold_ms: list[float]
    warm_ms: list[float]


def measure(browser: Browser, rounds: int, seed: int, minutes: float, told: Callable[[str], None]) -> Measured:
    """Everything, so many times; once at least."""
    end_s = time.monotonic() + minutes * 60
    rows = [Row("snapshot", f"{size:,} elements", {arm: [] for arm in ARMS}) for size in SIZES]
    rows += [Row("mutation", name, {arm: [] for arm in ARMS}) for name in WORKLOADS]
    rows += [Row("page", name, {arm: [] for arm in ARMS}, {what: {arm: [] for arm in ARMS} for what in MORE}) for name in PAGES]
    measured = Measured(rows, [], [])
    order = random.Random(seed)
    for number in range(rounds):
        if number and time.monotonic() > end_s:
            break
        told(f"round {number + 1} of {rounds}: first events")
        cold_ms, warm_ms = _first_events(browser)
        measured.cold_ms.append(cold_ms)
        measured.warm_ms.append(warm_ms)
        for at, row in enumerate(rows):
            for arm in order.sample(ARMS, len(ARMS)):
                told(f"round {number + 1} of {rounds}: {row.name}, {arm}")
                if row.kind == "page":
                    figures = _real_page(browser, arm, row.name)
                    row.ms[arm].append(figures.pop("main"))
                    for what, figure in figures.items():
                        row.more[what][arm].append(figure)
                    continue
                is_start = row.kind == "snapshot"
                row.ms[arm].append(_snapshot(browser, arm, SIZES[at]) if is_start else _mutation(browser, arm, row.name))
    return measured


@contextmanager
def _visit(browser: Browser) -> Iterator[tuple[Page, Site]]:
    """A fresh profile, an origin of its own."""
    with Site(VELO, {"/rrweb/": NODE_MODULES / "@rrweb/record/dist", "/bench/": PAGE}) as site:
        site.page("/", "<!doctype html><html><head><title>bench</title></head><body><div id=app></div></body></html>")
        context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
        yield context.new_page(), site
        context.close()


def _load(page: Page, site: Site, arm: str) -> None:
    """A page with the arm's module loaded, nothing started yet."""
    page.goto(site.origin)
    page.evaluate(
        """async (arm) => {
             const { build, workloads: short, pages } = await import("/bench/workloads.js");
             const workloads = { ...short, ...pages };
             const { arms } = await import("/bench/arms.js");
             window.bench = { build, workloads, arm: await arms[arm]() };
           }""",
        arm,
    )


@contextmanager
def _site_page(browser: Browser, arm: str) -> Iterator[tuple[Page, CDPSession, Site]]:
    with _visit(browser) as (page, site):
        _load(page, site, arm)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        yield page, session, site


def _first_events(browser: Browser) -> tuple[float, float]:
    with _visit(browser) as (page, site):
        took = []
        for _ in range(2):
            _load(page, site, "velo")
            page.evaluate("n => bench.build(n)", SIZES[0])
            took.append(float(page.evaluate("() => bench.arm.first()")))
        return took[0], took[1]


def _snapshot(browser: Browser, arm: str, elements: int) -> float:
    with _site_page(browser, arm) as (page, session, site):
        page.evaluate("n => bench.build(n)", elements)
        page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200)))")
        before = _main_thread_ms(session)
        page.evaluate("() => bench.arm.begin()")
        ms = _main_thread_ms(session) - before
        _check(page, site, arm)
        return ms


def _mutation(browser: Browser, arm: str, name: str) -> float:
    with _site_page(browser, arm) as (page, session, site):
        page.evaluate("name => bench.workloads[name].prepare?.()", name)
        page.evaluate("() => bench.arm.begin()")
        before = _main_thread_ms(session)
        page.evaluate("async (name) => { bench.workloads[name].run(); await bench.arm.settle() }", name)
        ms = _main_thread_ms(session) - before
        _check(page, site, arm, at_least=2)
        return ms


def _real_page(browser: Browser, arm: str, name: str) -> dict[str, float]:
    """Twice: once for what the clocks and counters say, once with a trace, which costs time itself."""
    with _begun(browser, arm, name) as (page, session, site):
        sent, total, main = _sent(site), _all_processes_ms(browser), _main_thread_ms(session)
        page.evaluate(RUN, name)
        figures = {"main": _main_thread_ms(session) - main, "cpu": _all_processes_ms(browser) - total}
        figures["bytes"] = float(page.evaluate("() => bench.arm.bytes()")) + _sent(site) - sent
        session.send("HeapProfiler.collectGarbage")
        figures["heap"] = _metric(session, "JSHeapUsedSize")
        _check(page, site, arm, at_least=0 if arm == "rrweb" else 2)
    with _begun(browser, arm, name) as (page, _, _):
        browser.start_tracing(page=page, categories=TRACED)
        page.evaluate(RUN, name)
        figures["longest"] = _longest_ms(json.loads(browser.stop_tracing())["traceEvents"])
    return figures


RUN = "async (name) => { await bench.workloads[name].run(); await bench.arm.settle() }"


@contextmanager
def _begun(browser: Browser, arm: str, name: str) -> Iterator[tuple[Page, CDPSession, Site]]:
    """The page with its recorder at work and nothing left to do; what it has recorded so far is forgotten."""
    with _site_page(browser, arm) as (page, session, site):
        page.evaluate("name => bench.workloads[name].prepare?.()", name)
        page.evaluate("() => bench.arm.begin()")
        page.evaluate("() => bench.arm.bytes()")
        page.wait_for_timeout(SETTLED_MS)
        yield page, session, site


def _sent(site: Site) -> int:
    return sum(len(asked.body) for asked in site.puts)


def _all_processes_ms(browser: Browser) -> float:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(process["cpuTime"]) for process in processes) * 1000


def _longest_ms(events: list[dict[str, Any]]) -> float:
    """CPU time of the longest task of the page's main thread: of all renderers' the one that ran this page is busiest."""
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    tasks = [event for event in events if event["ph"] == "X" and event["name"].endswith("RunTask")]
    return max(event.get("tdur", 0.0) for event in tasks if (event["pid"], event["tid"]) in threads) / 1000


def _metric(session: CDPSession, name: str) -> float:
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics[name])


def _main_thread_ms(session: CDPSession) -> float:
    return _metric(session, "TaskDuration") * 1000


def _check(page: Page, site: Site, arm: str, at_least: int = 1) -> None:
    """A recorder that recorded nothing would be the fastest of all."""
    recorded = len(site.puts) if arm == "velo" else page.evaluate("() => bench.arm.count()")
    if arm != "none" and recorded < at_least:
        raise RuntimeError(f"{arm} recorded nothing")
