"""A feature page, recorded while it does what it is about, and then played by rrweb's replayer.

A page says in ``window.feature`` what is to be done with it; all parts may be left out:

- ``options``: of ``velo.start``, over ``balanced`` with ``recordInputs``, so that what is compared is not hidden;
- ``act()``: what the page does while it is recorded; ``visitor``: then, what a visitor does (the words of ``VISITOR``);
- ``look(document)``: what must be the same on the page and in its replay, beside the tree: computed styles, states, sizes;
- ``told``: events that must have come in this order; each names only what matters of it.

``OTHER`` in a page is the address of another origin, which lets all read its files.

Laws: the recorder, the worker and the replayer are the real ones; one context serves all pages, so that Python starts once.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from recorder.host.layout import VENDOR
from tests.browser.chrome import VIEWPORT, call, script, start, velo_folder
from tests.browser.compare import Node, differences
from tests.browser.server import Event, Site

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.html"))
SETTLE_MS = 350  # sampled events are told at the end of their time
SHOWN = 5
TOGETHER = 8  # pages recorded at once
SAID = "() => ({ visitor: feature.visitor ?? [], look: String(feature.look ?? ''), told: feature.told ?? [] })"


@dataclass
class Recorded:
    """What a page was at a checkpoint, and the events up to then."""

    events: list[Event]
    live: list[Node]
    look: str
    seen: Any


@dataclass
class Stage:
    """Where pages are recorded and played."""

    site: Site
    other: Site
    context: BrowserContext
    replay: Page
    taken: dict[str, list[Recorded] | Exception] = field(default_factory=dict)
    together: int = TOGETHER
    settle_ms: int = 0  # how long a replay is left alone before it is looked at
    visitor: dict[str, Any] = field(default_factory=lambda: VISITOR)

    def record(self, name: str) -> list[Recorded]:
        """The page's two checkpoints, before and after. Pages are recorded several at a time, to wait only once."""
        if name not in self.taken:
            at = NAMES.index(name) // self.together * self.together
            self._record(NAMES[at : at + self.together])
        taken = self.taken[name]
        if isinstance(taken, Exception):
            raise taken
        return taken

    def _record(self, names: list[str]) -> None:
        takes = [Take(self, name) for name in names]
        try:
            for step in (Take.begin, Take.act, Take.end):
                for take in takes:
                    take.attempt(step)
                takes[0].page.wait_for_timeout(SETTLE_MS)
        finally:
            for take in takes:
                self.taken[take.name] = take.error or take.taken
                take.page.close()

    def play(self, recorded: Recorded, virtual: bool) -> tuple[list[Node], Any, list[str]]:
        """What the replayer makes of it: the tree, what the page's look sees in it, and the replayer's complaints."""
        asked = {"events": recorded.events, "virtual": virtual, "canonical": script("canonical"), "look": recorded.look}
        asked["settle_ms"] = self.settle_ms
        self.replay.evaluate("jump => { window.__isJump = jump }", virtual)
        played = self.replay.evaluate(script("replay"), asked)
        return played["built"], played["seen"], played["warnings"]

    def problems(self, name: str, virtual: bool) -> list[str]:
        """Where the replay of a page is not the page."""
        problems = []
        labelled = list(zip(("at first", "at the end"), self.record(name), strict=True))
        # A jump over the first tree alone goes no other way than straight on, but for frames, which the end has too.
        for label, recorded in labelled[1:] if virtual else labelled:
            built, seen, warnings = self.play(recorded, virtual)
            problems += [f"{label}: {wrong}" for wrong in differences(recorded.live, own(recorded.live, built))][:SHOWN]
            problems += [f"{label}: the replayer says: {warning}" for warning in warnings[:SHOWN]]
            if seen != recorded.seen:
                problems.append(f"{label}: looks {unlike(recorded.seen, seen)}")
        return problems


class Take:
    """One page while it is recorded."""

    def __init__(self, stage: Stage, name: str) -> None:
        self.stage, self.name = stage, name
        self.page = stage.context.new_page()
        self.taken: list[Recorded] = []
        self.error: Exception | None = None
        self.look = ""

    def attempt(self, step: Callable[["Take"], None]) -> None:
        """Another page's trouble is none of this one's."""
        try:
            if self.error is None:
                step(self)
        except Exception as error:
            self.error = error

    def begin(self) -> None:
        site, page = self.stage.site, self.page
        text = (HERE / f"{self.name}.html").read_text(encoding="utf-8")
        page.goto(site.page(f"/{self.name}", text.replace("OTHER", self.stage.other.origin)))
        page.evaluate("() => (window.feature ??= {}).before?.()")
        options = page.evaluate("() => window.feature.options ?? {}")
        # The page may be written anew by what it does, so what it says is kept here.
        self.feature = page.evaluate(SAID)
        self.known = {recording for recording, _ in site.kept}
        assert start(page, **{"preset": "balanced", "recordInputs": True, **options}) == "recording"
        call(page, "flush")
        (self.recording,) = {recording for recording, _ in site.kept} - self.known
        self.checkpoint()

    def act(self) -> None:
        self.page.evaluate("() => window.feature.act?.()")
        for verb, *rest in self.feature["visitor"]:
            self.stage.visitor[verb](self.page, *rest)

    def end(self) -> None:
        self.checkpoint()
        missing = untold(self.taken[-1].events, self.feature["told"])
        assert not missing, f"not told: {missing}"
        call(self.page, "stop")

    def checkpoint(self) -> None:
        call(self.page, "flush")
        events = [json.loads(line) for line in self.stage.site.lines(self.recording)]
        live = self.page.evaluate(script("canonical"), None)
        look = self.feature["look"]
        self.taken.append(Recorded(events, live, look, self.page.evaluate(f"() => ({look})(document)") if look else None))


def own(live: list[Node], built: list[Node]) -> list[Node]:
    """What the player built, less the doctype by which it gets into the old mode."""
    return built if live[0]["kind"] == "doctype" else [node for node in built if node["kind"] != "doctype"]


def unlike(live: Any, seen: Any) -> str:
    """What is different in what was looked at."""
    if isinstance(live, dict) and isinstance(seen, dict):
        keys = [key for key in live | seen if live.get(key) != seen.get(key)]
        return ", ".join(f"{key}: {seen.get(key)!r}, should be {live.get(key)!r}" for key in keys)
    return f"{seen!r}, should be {live!r}"


def untold(events: list[Event], wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Which of the wanted data no event has, in the order in which things happened."""
    left = list(wanted)
    for event in sorted(events, key=began):
        if left and fits(left[0], event):
            left.pop(0)
    return left


def began(event: Event) -> float:
    """When it happened. Moves are told together, after what was pressed meanwhile, and say how long ago each was."""
    data = event.get("data")
    moves = data.get("positions") if isinstance(data, dict) else None
    began_at: float = event.get("timestamp", 0) + (moves[0].get("timeOffset", 0) if moves else 0)
    return began_at


def fits(wanted: Any, found: Any) -> bool:
    """Whether a value has at least what is wanted of it."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(key in found and fits(value, found[key]) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) >= len(wanted) and all(map(fits, wanted, found))
    return bool(wanted == found)


@contextmanager
def stage(browser: Browser) -> Iterator[Stage]:
    """A site, a context with a touch screen, and a page for the replayer."""
    folders = {"/vendor/": VENDOR, "/files/": HERE / "files"}
    open_to_all = {"access-control-allow-origin": "*"}
    with Site(velo_folder(), folders) as site, Site(folders={"/files/": HERE / "files"}, headers=open_to_all) as other:
        site.page("/replay", "<!doctype html><title>replay</title><body>")
        made = browser.new_context(viewport=VIEWPORT, proxy={"server": site.origin, "bypass": "127.0.0.1"}, has_touch=True)  # type: ignore[arg-type]
        try:
            replay = made.new_page()
            replay.goto(site.origin + "/replay")
            yield Stage(site, other, made, replay)
        finally:
            made.close()


def _drag(page: Page, start: str, end: str) -> None:
    page.drag_and_drop(start, end)


def _pinch(page: Page, scale: float) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setPageScaleFactor", {"pageScaleFactor": scale})


def _point(page: Page, selector: str, pointer: str) -> None:
    """A press by a mouse or a pen, as the browser's own input says it."""
    x, y = _corner(page, selector)
    session = page.context.new_cdp_session(page)
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        how = {"button": "none" if kind == "mouseMoved" else "left", "clickCount": 1, "pointerType": pointer}
        session.send("Input.dispatchMouseEvent", {"type": kind, "x": x + 5, "y": y + 5, **how})


def _swipe(page: Page, selector: str) -> None:
    """A finger that is put down, moves and is lifted."""
    x, y = _corner(page, selector)
    session = page.context.new_cdp_session(page)
    for kind, to in (("touchStart", 30), ("touchMove", 60), ("touchMove", 90)):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + to, "y": y + 20}]})
        page.wait_for_timeout(60)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _corner(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"], box["y"]


# What a visitor does, by the word that pages use for it.
VISITOR: dict[str, Any] = {
    "hover": lambda page, selector: page.hover(selector),
    "click": lambda page, selector: page.click(selector),
    "double": lambda page, selector: page.dblclick(selector),
    "menu": lambda page, selector: page.click(selector, button="right"),
    "tap": lambda page, selector: page.tap(selector),
    "type": lambda page, selector, text: page.locator(selector).press_sequentially(text),
    "choose": lambda page, selector, value: page.select_option(selector, value),
    "wheel": lambda page, y: page.mouse.wheel(0, y),
    "drag": _drag,
    "point": _point,
    "swipe": _swipe,
    "pinch": _pinch,
    "size": lambda page, width, height: page.set_viewport_size({"width": width, "height": height}),
    "wait": lambda page, ms: page.wait_for_timeout(ms),
}
