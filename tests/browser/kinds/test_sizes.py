"""Pages of a size or a depth that no page should have: recorded as far as anybody could play it, the page unhurt, memory bounded."""

import json
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
MANY = f"""() => {{
  const all = document.createElement("div");
  for (let i = 0; i < {NODES}; i++) all.append(Object.assign(document.createElement("i"), {{ textContent: "{SECRET}" }}));
  all.hidden = true;
  document.body.append(all);
}}"""
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


def test_a_hundred_thousand_nodes_are_told_while_the_page_goes_on(served: Site, visitor: BrowserContext) -> None:
    with opened(visitor, served, "/") as seen:
        assert seen.settled() == "recording"
        seen.page.evaluate(BEAT)
        seen.page.evaluate(MANY)
        left = seen.left()
        assert seen.page.evaluate("beats") > 1
        assert seen.page.evaluate("velo.state") == "recording"
        assert seen.said == []
    assert SECRET not in left
    last = Player().play(left)
    assert [node.get("tagName") for node in last.nodes.values()].count("i") == NODES
    assert json.loads(left.splitlines()[0])["type"] == 4
