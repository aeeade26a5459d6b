"""A page that changes faster than Python can follow: what waits is limited, the gap is told, and one whole page ends it.

The limit of what may wait is half of the real one: less than two batches of the flood, of which more than that are always in
quarantine, however fast the machine is. ``VELO_LONG_DAYS=1`` makes the flood four times as long.
"""

import os
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from recorder.hooks import LIMITS
from tests.browser.chrome import call, context, script, start, velo_folder
from tests.browser.server import Event, Site
from tests.browser.test_reliability import patch_worker

pytestmark = pytest.mark.browser

IS_LONG = bool(os.environ.get("VELO_LONG_DAYS"))
WAITING_CHARS = LIMITS["waiting_chars"] // 2
WASM_BYTES = 250_000_000  # at most: Python began with 31 million
FRAMES = 120 if IS_LONG else 30
SLACK_CHARS = 600_000  # the worker says what it has read each half megabyte
NODES = 20_000
PAGE = f"""<!doctype html><title>t</title><main style="display:none"></main><p>words</p><script>
  const texts = [];
  for (let i = 0; i < {NODES}; i++) {{
    const made = document.querySelector("main").appendChild(document.createElement("i"));
    texts.push(made.appendChild(document.createTextNode("none")));
  }}
  const words = "opening hours of the shop ".repeat(4);
  window.flood = async (frames) => {{
    for (let frame = 0; frame < frames; frame++) {{
      for (const text of texts) text.data = words + frame;
      await new Promise(requestAnimationFrame);
    }}
  }};
</script>"""


def patch_limit(site: Site) -> None:
    """The limit of what may wait for the worker, in the probe as it is shipped."""
    (probe,) = velo_folder().glob("probe-*.js")
    text, count = re.subn(r"waiting_chars:(4e6|4000000)", f"waiting_chars:{WAITING_CHARS}", probe.read_text())
    assert count == 1
    site.page(f"/velo/{probe.name}", text, ".js")


def most_unread(batches: list[list[float]]) -> float:
    """The most characters that had been posted and not been begun, of all moments when a batch was posted."""
    return max(sum(chars for chars, posted, begun in batches if posted <= at < begun) for _, at, _ in batches)


def is_gap(event: Event) -> bool:
    return event["type"] == 5 and event["data"]["tag"] == "velo-gap"


def changes_nodes(event: Event) -> bool:
    return event["type"] == 3 and event["data"]["source"] == 0


def heap_bytes(page: Page) -> int:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    told: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return next(int(one["value"]) for one in told if one["name"] == "JSHeapUsedSize")


def test_a_page_nobody_can_follow_is_left_alone_and_recorded_again_when_it_is_calm(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    patch_limit(site)
    patch_worker(site, script("inside"))
    with context(browser, site) as visitor:
        page = visitor.new_page()
        page.goto(site.origin)
        assert start(page) == "recording"
        call(page, "flush")
        before = heap_bytes(page)
        page.evaluate("(frames) => flood(frames)", FRAMES)
        page.evaluate("() => { document.body.append(document.createElement('article')) }")
        site.until(lambda: any('"tagName":"article"' in line for line in site.lines()), "the page as it is in the end", 120)
        call(page, "flush")
        told = page.evaluate(script("ask"))
        after = heap_bytes(page)
        ledger = call(page, "ledger")
        assert page.evaluate("__velo.state") == "recording"
    events = site.events()
    gaps = [at for at, event in enumerate(events) if is_gap(event)]
    assert gaps
    for at in gaps:
        assert events[at]["data"]["payload"] == {"reason": "waiting_chars"}
        following = [event for event in events[at + 1 :] if event["type"] == 2 or changes_nodes(event)]
        assert following[0]["type"] == 2, "a whole page comes first"
    assert sum(event["type"] == 2 for event in events) == len(gaps) + 1, "one at first, and one for each gap"
    assert ledger["dropped"] == {"overflow": len(gaps)}
    largest, unread = max(chars for chars, _, _ in told["batches"]), most_unread(told["batches"])
    print(
        f"{len(told['batches'])} batches, largest {largest:,}, unread {unread:,}, {len(gaps)} gaps, wasm {told['bytes']:,}, heap {before:,} -> {after:,}"
    )
    assert unread <= WAITING_CHARS + largest + SLACK_CHARS
    assert after - before < 4_000_000
    assert told["bytes"] < WASM_BYTES
