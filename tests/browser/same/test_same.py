"""A page says, shows, throws and leaves behind the same, with the recorder and without it.

What pages do stands in ``pages.js``. A page may spoil what the browser has before the recorder comes, and after. Many are played
at once, each in a tab of its own, once plain and once recorded.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from recorder.host.layout import ROOT
from tests.browser.chrome import VIEWPORT, call, script, start, velo_folder
from tests.browser.server import Site

HERE = Path(__file__).parent
SOURCE = (HERE / "pages.js").read_text(encoding="utf-8")
PAGE = "<!doctype html><html lang=en><head><title>t</title></head><body><h1>Hello</h1></body></html>"
SETTLE_MS = 500  # a flush, the quarantine and a look at the marks fall into it
LIMIT_MS = 60_000
TOGETHER = 6

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Play:
    """A page: ``late``: it spoils the browser when the recorder is there already."""

    name: str
    late: bool = False

    def __str__(self) -> str:
        return f"{self.name}, late" if self.late else self.name


@dataclass
class Seen:
    """What a page was in the end. ``names``: own names and functions of globals and prototypes when all is over."""

    said: list[str]
    thrown: list[str]
    html: str
    names: list[Any]
    errors: list[str]


class Tab:
    """One play, plain or recorded."""

    def __init__(self, context: BrowserContext, site: Site, play: Play, recorded: bool) -> None:
        self.play, self.recorded = play, recorded
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.over: list[str] = []
        self.state = self.last = ""
        self.page.set_default_timeout(LIMIT_MS)
        self.page.on("pageerror", lambda error: self.errors.append(error.message))
        self.page.on("console", lambda message: self.over.append(message.text))
        self.page.goto(site.origin)

    def record(self) -> None:
        if self.recorded:
            try:
                self.state = start(self.page)
            except Error as error:
                self.state = error.message

    def run(self, part: str) -> None:
        self.over.clear()
        self.page.evaluate((HERE / "run.js").read_text(encoding="utf-8"), {"name": self.play.name, "part": part})

    def wait(self) -> None:
        """Until the page says so by itself: whatever is asked in the page counts."""
        end = time.monotonic() + LIMIT_MS / 1000
        while "over" not in self.over and time.monotonic() < end:
            self.page.wait_for_timeout(50)
        assert "over" in self.over, f"{self.play} did not end"

    def end(self) -> Seen:
        said = self.page.evaluate("() => [window.__same.said, window.__same.thrown, window.__same.html()]")
        if self.recorded:
            self.last = self.page.evaluate("() => window.__velo.state")
            call(self.page, "stop")
        names = self.page.evaluate("() => window.__same.names(true)")
        return Seen(*said, names, self.errors)


@dataclass
class Stage:
    """Where pages are played, and what was seen."""

    site: Site
    context: BrowserContext
    seen: dict[tuple[Play, bool], Seen]
    states: dict[Play, str]

    def play(self, plays: list[Play]) -> None:
        tabs = [Tab(self.context, self.site, play, recorded) for play in plays for recorded in (False, True)]
        for tab in tabs:
            if not tab.play.late:
                tab.run("before")
                tab.wait()
            tab.record()
            if tab.play.late:
                tab.run("before")
                tab.wait()
        for tab in tabs:
            tab.run("after")
        for tab in tabs:
            tab.wait()
            self.seen[tab.play, tab.recorded] = tab.end()
            if tab.recorded:
                self.states[tab.play] = tab.state if tab.state == tab.last else f"{tab.state}, then {tab.last}"
            tab.page.close()


def names() -> list[str]:
    """The pages, in the order of the file."""
    return [
        line.split('"')[1] for line in SOURCE.splitlines() if line.startswith('    "') and line.rstrip().endswith(("{", "},"))
    ]


def spoils(name: str) -> bool:
    return "before(" in SOURCE.split(f'    "{name}"')[1].split('\n    "')[0]


# What is frozen while it is wrapped cannot be put back by anybody.
NOT_LATE = ("frozen built-ins",)

# There is no recording where observers cannot be made; the page is told nothing of that.
REFUSED = ("built-ins that throw",)

PLAYS = [Play(name, late) for name in names() for late in ((False, True) if spoils(name) and name not in NOT_LATE else (False,))]


@pytest.fixture(scope="module")
def stage(browser: Browser) -> Iterator[Stage]:
    with Site(velo_folder()) as site:
        site.page("/", PAGE)
        site.folders["/packages/"] = ROOT / "node_modules"
        context = browser.new_context(viewport=VIEWPORT, proxy={"server": site.origin})  # type: ignore[arg-type]
        told = json.dumps({"source": SOURCE, "settle_ms": SETTLE_MS})
        context.add_init_script(f"({(HERE / 'hold.js').read_text(encoding='utf-8')})({told})")
        yield Stage(site, context, {}, {})
        context.close()


@pytest.mark.parametrize("play", PLAYS, ids=str)
def test_a_page_is_the_same_with_and_without_the_recorder(stage: Stage, play: Play) -> None:
    if (play, True) not in stage.seen:
        at = PLAYS.index(play) // TOGETHER * TOGETHER
        stage.play(PLAYS[at : at + TOGETHER])
    plain, recorded = stage.seen[play, False], stage.seen[play, True]
    if play.name in REFUSED and not play.late:
        assert stage.states[play] != "recording"
    else:
        assert stage.states[play] == "recording"
    assert recorded.said == plain.said
    assert recorded.thrown == plain.thrown
    assert recorded.errors == plain.errors
    assert recorded.html == plain.html
    assert different(plain.names, recorded.names) == []


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
    page = stage.context.new_page()
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


def different(plain: list[Any], recorded: list[Any]) -> list[str]:
    """What a global or a prototype has more or less, or other."""
    told = []
    for (owner, before), (_, after) in zip(plain, recorded, strict=True):
        told += [f"{owner} lost {name}" for name in before if name not in after]
        told += [f"{owner} got {name}" for name in after if name not in before]
    return told
