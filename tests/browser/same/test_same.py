"""A page says, shows, throws and leaves behind the same, with the recorder and without it.

In Chromium, all pages; the other engines play a share of them (``tests/browser/engines/test_same.py``).
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import VIEWPORT, call, script, velo_folder
from tests.browser.same.stage import LIMIT_MS, PAGE, PLAYS, SETTLE_MS, Play, Stage, differences, names
from tests.browser.server import Site

TOGETHER = 6

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(browser: Browser) -> Iterator[Stage]:
    with Site(velo_folder()) as site:
        context = browser.new_context(viewport=VIEWPORT, proxy={"server": site.origin})  # type: ignore[arg-type]
        yield Stage(site, context.new_page, PLAYS, TOGETHER)
        context.close()


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_a_page_is_the_same_with_and_without_the_recorder(stage: Stage, play: Play) -> None:
    assert differences(stage, play) == []


ZONED = PAGE.replace("<h1>", "<script src=/packages/zone.js/bundles/zone.umd.min.js></script><input><h1>")
# Angular looks for changes whenever anything ran in its zone.
IN_ZONE = """(options) => {
  window.woken = [];
  const tell = (what) => (parent, current, target, ...rest) => { woken.push(what); return parent[what](target, ...rest); };
  const zone = Zone.current.fork({ name: "angular", onInvoke: tell("invoke"), onInvokeTask: tell("invokeTask"), onScheduleTask: tell("scheduleTask") });
  return zone.run(() => START(options));
}"""  # fmt: skip


def test_a_recorder_that_was_started_in_a_zone_does_not_wake_it(stage: Stage) -> None:
    stage.site.page("/zoned", ZONED)
    page = stage.new_page()
    page.goto(stage.site.origin + "/zoned")
    options = {"endpoint": "/collect", "consent": "not-required", "limit_ms": LIMIT_MS}
    begin = IN_ZONE.replace("START", f"({script('start')})")
    assert page.evaluate(begin, options) == "recording"
    assert page.evaluate("() => woken.splice(0)") == ["invoke"], "what the test itself began"
    page.evaluate("() => void document.body.append(document.createElement('hr'))")
    page.locator("input").press_sequentially("abc")
    page.wait_for_timeout(SETTLE_MS)
    call(page, "flush")
    assert page.evaluate("() => woken") == []
    assert '"tagName":"hr"' in "\n".join(stage.site.lines())
    page.close()


def test_there_are_pages_and_they_say_something(stage: Stage) -> None:
    assert len(names()) >= 25
    assert len(PLAYS) > len(names())
