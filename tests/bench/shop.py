"""Total blocking time of the demo shop, with Velo and without: what Lighthouse weighs most.

Lighthouse counts, of each task of the main thread between the first paint and quiet, what is over 50 ms, on a phone four times
slower. Here: the CPU time of each task of the first seconds, times four. With Velo, its tag as it stands in the page.
"""

import json

from playwright.sync_api import Browser

from recorder.host.layout import ROOT, VELO
from tests.bench.measure import TRACED, tasks_ms
from tests.browser.chrome import context
from tests.browser.server import Site

PAGES = ROOT / "demo_site" / "pages"
SLOWER = 4
LONG_MS = 50
WATCHED_MS = 6_000


def blocking_ms(browser: Browser, *, with_velo: bool) -> tuple[float, float]:
    """Total blocking time, and all CPU time of the main thread, of one visit of the shop."""
    with Site(VELO, {"/": PAGES}) as site, context(browser, site) as made:
        page = made.new_page()
        if not with_velo:
            page.route("**/velo/*", lambda route: route.abort())
        browser.start_tracing(page=page, categories=TRACED)
        page.goto(site.origin + "/index.html")
        page.wait_for_timeout(WATCHED_MS)
        tasks = tasks_ms(json.loads(browser.stop_tracing())["traceEvents"])
        if with_velo:
            site.until(lambda: site.puts, "a segment")
        return sum(max(0.0, ms * SLOWER - LONG_MS) for ms in tasks), sum(tasks)
