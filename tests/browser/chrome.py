"""Chromium for tests: how it is started, how a page of a site is opened in it, and how the recorder is started there.

Laws: each site is an origin of its own, so nothing is shared with another test; whatever a page asks of other origins
lands on a site of the tests (the browser's proxy), never on the network.
"""

import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from recorder.host.browser import CHROMIUM_FLAGS, NO_BROWSER, find_chromium
from recorder.host.layout import VELO
from tests.browser.server import Site

SCRIPTS = Path(__file__).parent / "page"
LIMIT_MS = 60_000
VIEWPORT = {"width": 1000, "height": 700}

# The browser asks its maker about every form it sees; that must not look like the recorder's doing.
QUIET = ["--disable-features=AutofillServerCommunication,Translate,MediaRouter,OptimizationHints,HttpsUpgrades"]

# WebAssembly is compiled once, not twice: a page with Pyodide takes half the time (1.3 for 2.6 s of CPU, 23 Nov 2026).
FAST_START = "--js-flags=--liftoff-only"

T = TypeVar("T")


def velo_folder() -> Path:
    """What is served as ``/velo/``. ``VELO_UNDER_TEST`` names another recorder's folder, to see that the tests see."""
    named = os.environ.get("VELO_UNDER_TEST")
    return Path(named) if named else VELO


def why_not() -> str | None:
    """Why browser tests cannot run here, None if they can."""
    if find_chromium() is None:
        return NO_BROWSER
    if not (velo_folder() / "velo.mjs").is_file():
        return "dist/velo is not built: run `python build.py`"
    return None


def script(name: str) -> str:
    """A script that runs in the page: a file in ``page/`` that holds one function."""
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """One Chromium, for the thread that asks; more flags where a test is for speed, not for the flags."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*CHROMIUM_FLAGS, *QUIET, *more])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def context(browser: Browser, site: Site, **options: Any) -> Iterator[BrowserContext]:
    """A fresh profile that can reach this one site."""
    made = browser.new_context(viewport=VIEWPORT, proxy={"server": site.origin}, **options)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


@contextmanager
def visit(browser: Browser, site: Site, path: str = "/", **options: Any) -> Iterator[Page]:
    """A page of the site in a fresh profile."""
    with context(browser, site, **options) as made:
        page = made.new_page()
        page.goto(site.origin + path)
        yield page


def start(page: Page, **options: Any) -> str:
    """Imports the module and starts it as ``__velo``; gives the state. Consent is given unless the options ask for it."""
    defaults = {"endpoint": "/collect", "consent": "not-required", "limit_ms": LIMIT_MS}
    state: str = page.evaluate(script("start"), defaults | options)
    return state


def call(page: Page, name: str, *args: object) -> Any:
    """Calls a function of velo in the page, ``call(page, "consent.grant")``; gives what it resolves to."""
    return page.evaluate(script("call"), {"name": name, "args": list(args), "limit_ms": LIMIT_MS})


class Room:
    """One profile for many cases, one after the other: a window costs a second, a tab in it less than half.

    Each case brings a site, and so an origin, of its own. ``trap`` is where requests to any other origin end.
    """

    def __init__(self, browser: Browser, trap: Site) -> None:
        self.trap = trap
        proxy = {"server": trap.origin, "bypass": "127.0.0.1"}
        self.context = browser.new_context(viewport=VIEWPORT, proxy=proxy)  # type: ignore[arg-type]
        self.context.new_page()  # keeps the window open

    @contextmanager
    def page(self) -> Iterator[Page]:
        """A tab; cookies go with it, they do not know ports."""
        made = self.context.new_page()
        try:
            yield made
        finally:
            made.close()
            self.context.clear_cookies()


class Pool:
    """Jobs for several browsers at once, taken in the order they were given. A job gets its browser's room."""

    def __init__(self, workers: int) -> None:
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Callable[[Room], Any]] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        self._pending: list[Future[Any]] = []
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[Room], T]) -> "Future[T]":
        """Puts a job in the queue."""
        future: Future[T] = Future()
        self._pending.append(future)
        self._jobs.put((future, job))
        return future

    def close(self) -> None:
        """Jobs not begun are given up; those begun are waited for."""
        for future in self._pending:
            future.cancel()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        try:
            with chromium(FAST_START) as browser, Site() as trap:
                room = Room(browser, trap)
                while (taken := self._jobs.get()) is not None:
                    _do(*taken, room)
        except Error as error:  # no browser: whoever waits is told
            while (taken := self._jobs.get()) is not None:
                if taken[0].set_running_or_notify_cancel():
                    taken[0].set_exception(error)


def _do(future: "Future[T]", job: Callable[[Room], T], room: Room) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(job(room))
    except BaseException as error:  # whoever waits for the job is told
        future.set_exception(error)
