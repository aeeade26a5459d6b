"""Pages of a size or a depth that no page should have: recorded as far as anybody could play it, the page unhurt, memory bounded."""

import json
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from recorder.encode_trees import DEEPEST
from tests.browser.chrome import call, context, velo_folder
from tests.browser.kinds.ground import SECRET, TAG, opened
from tests.browser.server import Site
from tests.player import Player

pytestmark = pytest.mark.browser

LEVELS = 10_000
NODES = 60_000
HEAD = '<!doctype html><title>t</title><link rel=icon href="data:,">'
# Hidden: Chromium itself crashes when it lays out a tree of this depth.
CHAIN = f"""() => {{
  const top = document.createElement("div");
  let at = top;
  for (let i = 0; i < {LEVELS}; i++) at = at.appendChild(document.createElement("b"));
  at.append("{SECRET}");
  top.hidden = true;
  document.body.append(top);
}}"""
MANY = f"""(count) => {{
  const all = document.createElement("div");
  for (let i = 0; i < count; i++) all.append(Object.assign(document.createElement("i"), {{ textContent: "{SECRET}" }}));
  all.hidden = true;
  document.body.append(all);
}}"""
# A text in each: a million nodes and more, told to nobody.
TOO_MANY = 510_000
# Just below that: two minutes and 1.3 GB, so only when it is asked for.
NEARLY = pytest.mark.skipif(not os.environ.get("VELO_LONG_DAYS"), reason="takes minutes: set VELO_LONG_DAYS=1")
BEGIN = """() => new Promise((resolve) => {
  const tag = Object.assign(document.createElement("script"), { src: "/velo/velo.js", onload: resolve });
  Object.assign(tag.dataset, { endpoint: "/collect", consent: "not-required" });
  document.head.append(tag);
})"""
BEAT = "() => { window.beats = 0; setInterval(() => beats++, 20); }"


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with Site(velo_folder()) as made:
        made.page("/", f"{HEAD}{TAG}<p>{SECRET}</p>")
        yield made


@pytest.fixture(scope="module")
def visitor(browser: Browser, served: Site) -> Iterator[BrowserContext]:
    with context(browser, served) as made:
        yield made


def test_a_chain_of_ten_thousand_is_told_as_far_as_it_can_be_read(served: Site, visitor: BrowserContext) -> None:
    with opened(visitor, served, "/") as seen:
        assert seen.settled() == "recording"
        seen.page.evaluate(CHAIN)
        late = seen.left()
        call(seen.page, "stop")
        served.kept.clear()
        seen.page.evaluate("() => velo.start({ endpoint: '/collect', consent: 'not-required' })")
        first = seen.left()
        dropped = call(seen.page, "ledger")["dropped"]
        assert seen.said == []
    assert SECRET not in late + first
    assert late.count('"tagName":"b"') == LEVELS
    names = [node.get("tagName") for node in Player().play(first).nodes.values()]  # Python reads it
    assert DEEPEST - 10 < names.count("b") < DEEPEST
    assert dropped["overflow"] == LEVELS + 1 - names.count("b")


@pytest.mark.parametrize("count", [NODES, pytest.param(490_000, marks=NEARLY)])
def test_many_nodes_are_told_while_the_page_goes_on(served: Site, visitor: BrowserContext, count: int) -> None:
    with opened(visitor, served, "/") as seen:
        assert seen.settled() == "recording"
        seen.page.evaluate(BEAT)
        seen.page.evaluate(MANY, count)
        left = seen.left()
        assert seen.page.evaluate("beats") > 1
        assert seen.page.evaluate("velo.state") == "recording"
        assert seen.said == []
    assert SECRET not in left
    last = Player().play(left)
    assert [node.get("tagName") for node in last.nodes.values()].count("i") == count
    assert json.loads(left.splitlines()[0])["type"] == 4


@pytest.mark.parametrize("is_late", [False, True], ids=["at first", "later"])
def test_past_a_million_nodes_the_recording_ends_and_says_why(served: Site, visitor: BrowserContext, is_late: bool) -> None:
    served.page("/untagged", f"{HEAD}<p>{SECRET}</p>")
    with opened(visitor, served, "/" if is_late else "/untagged") as seen:
        assert not is_late or seen.settled() == "recording"
        if is_late:
            seen.page.evaluate("() => velo.flush()")  # what has not left by then does not leave at all
        seen.page.evaluate(BEAT)
        seen.page.evaluate(MANY, TOO_MANY)
        if not is_late:
            seen.page.evaluate(BEGIN)
        seen.page.wait_for_function("() => velo.state === 'failed'")
        served.until(lambda: any('"velo-ledger"' in line for line in served.lines()), "the end of the recording")
        assert seen.page.evaluate("beats") > 1
        seen.page.evaluate("document.querySelector('div').remove()")
        assert seen.said == []
    events = [json.loads(line) for line in served.lines()]
    assert [event["data"]["tag"] for event in events[-2:]] == ["velo-gap", "velo-ledger"]
    assert events[-1]["data"]["payload"]["dropped"] == {"overflow": 1}
    assert [event["type"] for event in events[:-2]] == ([4, 2] if is_late else [])
    assert SECRET not in "\n".join(served.lines())
