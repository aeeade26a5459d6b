"""Measures what a recorder costs a page's main thread.

The unit is CPU time of the page's main thread (``Performance.getMetrics``, ``TaskDuration`` in the thread's own clock):
what else the machine does meanwhile does not count, nor does waiting. It is read before and after, with each recorder and
with none; what a recorder costs is what it adds to the page without one. Each measurement has a fresh page, and
the arms take turns in a new order in every round.

Laws: all recorders find the same page, and are given until they are quiet; everything they do on the main thread until then
counts: loading their script (where a start is measured), observing, serialising, handing over. What they do elsewhere (Velo's
worker, Sentry's worker that packs) does not. rrweb keeps its events in an array, so what a site would add to mask, pack and
send them on the main thread is not counted against it.

Beside that: the longest task (CPU time, from a trace of a run of its own); and of pages that do what real ones do the CPU
time of all of the browser's processes (what Velo's worker does counts here), bytes that leave, packed, and the heap of
the page afterwards.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.arms import ARMS, BARE, BUILDS, NONE, RRWEB, SCRIPTS, VELO_ARM, segments, sent, site
from tests.bench.visits import Run
from tests.browser.chrome import VIEWPORT
from tests.browser.server import Site

SIZES = (0, 1_000, 10_000, 50_000)
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
    "an answer, streamed word by word",
    "a log of 10,000 lines, and more",
    "views of an app, one after the other",
    "the mouse moves",
)
# Whose tasks are traced on pages at work; elsewhere only those of the first and the last.
WATCHED = (NONE, RRWEB, VELO_ARM)
TRACED = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
# So often a page did the same before all processes are asked: by then each recorder's code is compiled as well as it will be.
WARM_RUNS = 2
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


# What is measured of pages beside main-thread time, and the unit that the table shows it in: ms, ms, ms, bytes, KB.
MORE = {"longest": 1.0, "own": 1.0, "cpu": 1.0, "bytes": 1.0, "heap": 1000.0}


def _added(figures: dict[str, list[float]], arm: str) -> list[float]:
    return [max(0.0, with_it - without) for with_it, without in zip(figures[arm], figures[NONE], strict=False)]


@dataclass(frozen=True)
class Measured:
    """All that was measured. ``cold_ms``, ``warm_ms``: from ``start()`` to Velo's first masked event, on the first and on the
    second page of a visit, by round. ``blocking``: of the demo shop, blocking and all main-thread ms, by round. ``runtime``: by
    round."""

    rows: list[Row]
    cold_ms: list[float] = field(default_factory=list)
    warm_ms: list[float] = field(default_factory=list)
    blocking: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    runtime: dict[str, list[Run]] = field(default_factory=dict)


def measure(browser: Browser, rounds: int, seed: int, minutes: float, told: Callable[[str], None]) -> Measured:
    """Everything on pages, so many times, but nothing more after so long; what was never measured is left out."""
    end_s = time.monotonic() + minutes * 60
    measured = Measured(rows(ARMS))
    order = random.Random(seed)
    for number in range(rounds):
        if time.monotonic() > end_s:
            break
        now = f"round {number + 1} of {rounds}"
        told(f"{now}: first events")
        cold_ms, warm_ms = _first_events(browser)
        measured.cold_ms.append(cold_ms)
        measured.warm_ms.append(warm_ms)
        for row in measured.rows:
            if time.monotonic() > end_s:
                break
            for arm in order.sample(ARMS, len(ARMS)):
                told(f"{now}: {row.name}, {arm}")
                measure_row(browser, arm, row, is_traced=number == 0)
    measured.rows[:] = [row for row in measured.rows if row.ms[VELO_ARM]]
    return measured


def rows(arms: Sequence[str]) -> list[Row]:
    """All that is measured, with no figures yet."""
    made = [_row(arms, "start", _elements(size), "longest") for size in SIZES]
    made += [_row(arms, "mutation", name, "longest", "own") for name in WORKLOADS]
    return made + [_row(arms, "page", name, *MORE) for name in PAGES]


def measure_row(browser: Browser, arm: str, row: Row, is_traced: bool = True) -> None:
    """One row, one arm, once; traced: also in a run of its own, for the longest task."""
    sizes = {_elements(size): size for size in SIZES}
    measured = _start(browser, arm, sizes[row.name], is_traced) if row.kind == "start" else _work(browser, arm, row, is_traced)
    row.ms[arm].append(measured.pop("main"))
    for what, figure in measured.items():
        row.more[what][arm].append(figure)


def _elements(size: int) -> str:
    return f"{size:,} elements"


def _row(arms: Sequence[str], kind: str, name: str, *more: str) -> Row:
    return Row(kind, name, {arm: [] for arm in arms}, {what: {arm: [] for arm in arms} for what in more})


@contextmanager
def _visit(browser: Browser, arm: str = VELO_ARM) -> Iterator[tuple[Page, Site]]:
    """A fresh profile, an origin of its own."""
    with site(arm) as made:
        made.page("/", "<!doctype html><html><head><title>bench</title></head><body><div id=app></div></body></html>")
        context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
        yield context.new_page(), made
        context.close()


def _load(page: Page, site: Site) -> None:
    """A page with what it will do, and no recorder yet."""
    page.goto(site.origin)
    page.evaluate(
        """async () => {
             const { build, workloads: short, pages } = await import("/bench/workloads.js");
             const { arms } = await import("/bench/arms.js");
             window.bench = { build, arms, workloads: { ...short, ...pages } };
           }"""
    )


BRING = "async (arm) => { bench.arm = await bench.arms[arm]() }"
BEGIN = "() => bench.arm.begin()"
RUN = "async (name) => { await bench.workloads[name].run(); await bench.arm.settle() }"
QUIET = "() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200)))"


@contextmanager
def _page(browser: Browser, arm: str) -> Iterator[tuple[Page, CDPSession, Site]]:
    with _visit(browser, arm) as (page, site):
        _load(page, site)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        yield page, session, site


def _first_events(browser: Browser) -> tuple[float, float]:
    with _visit(browser) as (page, site):
        took = []
        for _ in range(2):
            _load(page, site)
            page.evaluate("n => bench.build(n)", SIZES[1])
            page.evaluate(BRING, VELO_ARM)
            took.append(float(page.evaluate("() => bench.arm.first()")))
        return took[0], took[1]


def _on_page(arm: str) -> str:
    """What arms.js calls it: all builds of Velo are driven alike."""
    return VELO_ARM if arm in BUILDS else arm


def _start(browser: Browser, arm: str, elements: int, with_trace: bool) -> dict[str, float]:
    """From a page without any script of a recorder's until it is quiet."""
    figures = {}
    for is_traced in (False, True) if with_trace and arm in (NONE, VELO_ARM) else (False,):
        with _page(browser, arm) as (page, session, site):
            if elements:
                page.evaluate("n => bench.build(n)", elements)
            page.evaluate(QUIET)
            if is_traced:
                traced = _traced(browser, page, arm, lambda: (page.evaluate(BRING, _on_page(arm)), page.evaluate(BEGIN)))
                figures["longest"] = traced["longest"]
                continue
            before = _main_thread_ms(session)
            page.evaluate(BRING, _on_page(arm))
            page.evaluate(BEGIN)
            figures["main"] = _main_thread_ms(session) - before
            _check(page, site, arm)
    return figures


def _work(browser: Browser, arm: str, row: Row, with_trace: bool) -> dict[str, float]:
    """Twice: once for what the clocks and counters say, once with a trace, which costs time itself."""
    with _begun(browser, arm, row.name) as (page, session, site):
        before, main = sent(site), _main_thread_ms(session)
        page.evaluate(RUN, row.name)
        figures = {"main": _main_thread_ms(session) - main}
        _check(page, site, arm)
        if row.kind == "page":
            figures["bytes"] = float(page.evaluate("async () => (await bench.arm.bytes?.()) ?? 0")) + sent(site) - before
            session.send("HeapProfiler.collectGarbage")
            figures["heap"] = _metric(session, "JSHeapUsedSize")
            for _ in range(WARM_RUNS):
                page.evaluate(RUN, row.name)
            total = _all_processes_ms(browser)
            page.evaluate(RUN, row.name)
            figures["cpu"] = _all_processes_ms(browser) - total
    if with_trace and arm in WATCHED:
        with _begun(browser, arm, row.name) as (page, _, _):
            figures |= _traced(browser, page, arm, lambda: page.evaluate(RUN, row.name))
    return figures


@contextmanager
def _begun(browser: Browser, arm: str, name: str) -> Iterator[tuple[Page, CDPSession, Site]]:
    """The page with its recorder at work and nothing left to do; what it has recorded so far is forgotten."""
    with _page(browser, arm) as (page, session, site):
        page.evaluate("name => bench.workloads[name].prepare?.()", name)
        page.evaluate(BRING, _on_page(arm))
        page.evaluate(BEGIN)
        page.evaluate("async () => void (await bench.arm.bytes?.())")
        page.wait_for_timeout(SETTLED_MS)
        yield page, session, site


def _traced(browser: Browser, page: Page, arm: str, act: Callable[[], object]) -> dict[str, float]:
    browser.start_tracing(page=page, categories=TRACED)
    act()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    script = SCRIPTS[VELO_ARM if arm in BUILDS else arm] if arm != NONE else ""
    return {"longest": max(tasks_ms(events), default=0.0), "own": own_ms(events, script) if script else 0.0}


def _all_processes_ms(browser: Browser) -> float:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(process["cpuTime"]) for process in processes) * 1000


def tasks_ms(events: list[dict[str, Any]]) -> list[float]:
    """CPU time of each task of the page's main thread."""
    return [event.get("tdur", 0.0) / 1000 for event in _on_main_thread(events, "RunTask")]


def own_ms(events: list[dict[str, Any]], script: str) -> float:
    """CPU time of all that the browser called in scripts of this address (a part of it): observers, listeners, timers."""
    spent, end = 0.0, 0.0
    for event in sorted(_on_main_thread(events, "FunctionCall"), key=lambda event: float(event["ts"])):
        if event["ts"] >= end and script in event["args"].get("data", {}).get("url", ""):
            spent += event.get("tdur", 0.0) / 1000
            end = event["ts"] + event["dur"]
    return spent


def _on_main_thread(events: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
    }
    return [event for event in events if event["ph"] == "X" and event["name"] == name and (event["pid"], event["tid"]) in threads]


def _metric(session: CDPSession, name: str) -> float:
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics[name])


def _main_thread_ms(session: CDPSession) -> float:
    return _metric(session, "TaskDuration") * 1000


def _check(page: Page, site: Site, arm: str) -> None:
    """A recorder that recorded nothing would be the fastest of all."""
    if arm in (NONE, BARE):
        return
    if not (page.evaluate("() => bench.arm.recorded()") if arm == RRWEB else segments(site)):
        raise RuntimeError(f"{arm} recorded nothing")
