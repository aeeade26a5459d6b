"""Plays a leak case in a real browser: with the recorder, and as a plain page without it.

Laws: both runs do the same in the same order, as the cases' README says; a run keeps all that left or was stored, and
judges nothing (``verdict.py`` does).
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from tests.browser.chrome import Room, call, script, start
from tests.browser.server import Asked, Event, Site
from tests.leaks.cases import Case

STEP_MS = 10_000


@dataclass(frozen=True)
class Control:
    """A case without the recorder. ``said``: all that could be read on the page; ``points``: where it was pressed."""

    said: list[str]
    ticked: bool
    points: list[tuple[float, float]]
    box: dict[str, float] | None
    asked: list[Asked]
    errors: list[str]


@dataclass
class Run:
    """A case with the recorder. ``refusal``: why ``start()`` rejected; ``outline``: tags of the page at the end."""

    asked: list[Asked] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    state: str = ""
    refusal: str = ""
    box: dict[str, float] | None = None


def play_plain(room: Room, case: Case) -> Control:
    """The case without the recorder."""
    before = len(room.trap.asked)
    with Site() as site, room.page() as page:
        page.add_init_script(script("watch"))
        errors, told = _open(page, site, case)
        page.evaluate(_body(case.pre))
        _act(page, case)
        gathered = page.evaluate(script("gather"))
        said = gathered["said"] + told
        if case.control not in ("", "none"):
            said.append(str(page.evaluate(case.control)))
        asked = site.snapshot() + room.trap.snapshot()[before:]
        said += [one.raw.decode("utf-8", "replace") for one in asked]
        points = [(point[0], point[1]) for point in gathered["points"]]
        return Control(said, gathered["ticked"], points, _box(page, case), asked, errors)


def play(room: Room, case: Case, preset: str, velo: Path) -> Run:
    """The case with the recorder under a preset."""
    run = Run()
    before = len(room.trap.asked)
    with Site(velo) as site, room.page() as page:
        run.errors, _ = _open(page, site, case)
        page.evaluate(_body(case.pre))
        options = {"preset": preset, **case.opts} | ({"recordInputs": True} if case.option == "recordInputs" else {})
        try:
            run.state = start(page, **options)
        except Error as error:
            run.refusal = error.message
        _act(page, case)
        if run.state == "recording":
            _end(page, run)
        run.stored += [_stored(page), json.dumps([dict(cookie) for cookie in page.context.cookies()])]
        run.box = _box(page, case)
        run.asked = site.snapshot() + room.trap.snapshot()[before:]
        run.events, run.lines = site.events(), site.lines()
    return run


def _end(page: Page, run: Run) -> None:
    """One more change that has to arrive, then all is sent."""
    run.stored.append(_stored(page))
    page.evaluate("() => { document.body.append(document.createElement('hr')) }")
    run.outline = page.evaluate(script("outline"))
    call(page, "flush")
    call(page, "stop")


def _open(page: Page, site: Site, case: Case) -> tuple[list[str], list[str]]:
    """Opens the case's page; gives what it throws and what it says in the console, as they come."""
    address = site.page(case.path, case.page) + case.qs
    for path, text in case.files.items():
        site.page(path, text, Path(path).suffix or ".html")
    page.set_default_timeout(STEP_MS)
    errors: list[str] = []
    told: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    page.on("console", lambda message: told.append(message.text))
    if case.referrer:
        page.goto(site.page("/from", "<!doctype html><title>from</title>") + case.referrer)
        page.evaluate("to => { location.href = to }", address)
        page.wait_for_url(address)
    else:
        page.goto(address)
    page.evaluate(script("marks"))
    return errors, told


def _act(page: Page, case: Case) -> None:
    page.evaluate(_body(case.act))
    for name, *rest in case.steps:
        STEPS[name](page, *rest)
    page.wait_for_timeout(case.wait)


def _body(text: str) -> str:
    return f"async () => {{ {text}\n }}"


def _box(page: Page, case: Case) -> dict[str, float] | None:
    selector = case.probe.get("selector")
    box = page.locator(selector).bounding_box() if selector else None
    return {name: float(value) for name, value in box.items()} if box else None  # type: ignore[arg-type]


def _stored(page: Page) -> str:
    return json.dumps(page.evaluate(script("stored")))


def _keys(page: Page, text: str, delay_ms: float = 0) -> None:
    page.keyboard.type(text, delay=delay_ms)


def _upload(page: Page, selector: str, name: str) -> None:
    page.set_input_files(selector, {"name": name, "mimeType": "text/plain", "buffer": b"x"})


# What a visitor does, by the step's first word.
STEPS: dict[str, Any] = {
    "type": lambda page, selector, text: page.locator(selector).press_sequentially(text),
    "click": lambda page, selector: page.click(selector),
    "press": lambda page, x, y: page.mouse.click(x, y),
    "select": lambda page, selector, value: page.select_option(selector, value),
    "focus": lambda page, selector: page.focus(selector),
    "keys": _keys,
    "eval": lambda page, text: page.evaluate(text),
    "wait": lambda page, ms: page.wait_for_timeout(ms),
    "upload": _upload,
    # The control has no recorder to call.
    "velo": lambda page, *call: page.evaluate("([name, ...rest]) => void window.__velo?.[name](...rest)", list(call)),
}
