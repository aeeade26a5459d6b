"""Walks through a site, page by page, and gathers the report.

Laws: no more pages than asked for; no other origin is opened; one page at a time; a page that hangs, asks without end or cannot
be opened is named with its reason, and the walk goes on; only where the first one fails there is no report.
"""

import random
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

from recorder.host.browser import CHROMIUM_FLAGS

from .attach import AttachError, Recorders
from .canaries import Canaries
from .fill import Typed
from .finding import Report
from .frontier import Frontier
from .judge import judge
from .opening import MOST_DIALOGS, Dialogs, NotOpened, is_same_site, open_page, origin_of
from .owner import Owner
from .picture import picture_of
from .subject import known_values
from .visit import Visited, path_of, visit
from .watchdog import Watchdog

VIEWPORT = {"width": 1280, "height": 900}
AGENT = "velo-audit/0.1 (the site owner's own check of what a session recording would show)"
# A browser asks its maker about forms and much else; nothing here may be asked of anybody but the site.
QUIET = ["--disable-features=AutofillServerCommunication,Translate,MediaRouter,OptimizationHints", "--js-flags=--liftoff-only"]
PATIENCE_S = 120

Steps = Callable[[Page], Any]
Told = Callable[[str], None]


@dataclass
class Plan:
    """What was asked for. ``patience_s``: for one page; ``look_for``: words that are somebody's, of the owner's own knowledge."""

    site: str
    presets: list[str]
    velo: Path
    chromium: str | None = None
    most_pages: int = 10
    steps: Steps | None = None
    types: bool = True
    presses: bool = True
    pictures: bool = True
    look_for: tuple[str, ...] = ()
    patience_s: float = PATIENCE_S
    proxy: str | None = None
    owner: Owner = field(default_factory=Owner)
    tell: Told = field(default=lambda says: None)


class CannotRun(Exception):
    """No report: the message says what is in the way."""


class Walk:
    """One audit."""

    def __init__(self, playwright: Playwright, plan: Plan) -> None:
        self.playwright = playwright
        self.plan = plan
        self.recorders = Recorders(plan.presets, plan.velo, plan.owner)
        self.canaries = Canaries(random.randrange(60_000))
        self.report = Report(plan.site, plan.presets, time.strftime("%Y-%m-%d %H:%M:%S%z"))
        self.typed: list[Typed] = []
        self.known: set[str] = set(plan.look_for)
        self.kept: Any = None

    def run(self) -> Report:
        """Walks.

        Raises:
            CannotRun: the first page cannot be looked at.
        """
        self._open_browser()
        try:
            return self._walk()
        finally:
            self._close()

    def _walk(self) -> Report:
        first = self._look_through(self.plan.site, is_first=True)
        if first is None:
            raise CannotRun(f"{self.plan.site} cannot be audited: {self.report.skipped[-1][1]}.")
        frontier = Frontier(origin_of(first.after.address))
        if self.plan.steps:  # they may lead elsewhere: then the first page is still to be looked at
            frontier.known(first.after.address)
            frontier.add([(self.plan.site, "", False)])
        frontier.known(self.plan.site)
        self._follow(frontier, first)
        while len(self.report.pages) + len(self.report.skipped) < self.plan.most_pages and (address := frontier.take()):
            if visited := self._look_through(address, is_first=False, left=len(frontier)):
                self._follow(frontier, visited)
        self.report.canaries = len(self.typed)
        return self.report

    def _follow(self, frontier: Frontier, visited: Visited) -> None:
        frontier.known(visited.after.address)
        for whole in (visited.before, *visited.others, visited.after):
            frontier.add(whole.links)

    def _look_through(self, address: str, *, is_first: bool, left: int = 0) -> Visited | None:
        """One page, whatever it does; None where it cannot be looked at, which is noted."""
        path = path_of(address)
        number = len(self.report.pages) + len(self.report.skipped) + 1
        self.plan.tell(f"page {number} of {min(self.plan.most_pages, number + left)}: {path}")
        dialogs = Dialogs(self.page, self.dog.bite)
        try:
            with self.dog.within(self.plan.patience_s):
                self._open(address, is_first=is_first)
                if not self.plan.owner.records(path_of(self.page.url)):
                    raise NotOpened("velo.toml says that it is not recorded")
                visited = visit(self.page, self.recorders, self.canaries, types=self.plan.types, presses=self.plan.presses)
                self._note(visited)
            self.kept = self.context.storage_state() if is_first or self.plan.steps else self.kept
            return visited
        except (NotOpened, AttachError) as error:
            why = str(error)
        except Error as error:
            why = self._why(error)
        if dialogs.count >= MOST_DIALOGS:
            why = f"it opens dialogs without end ({dialogs.count} were answered)"
        elif self.dog.bit:
            why = f"it did not come to rest within {self.plan.patience_s:.0f} s (an endless loop, or far too much)"
        self.report.skipped.append((path, why))
        self._fresh()
        return None

    def _open(self, address: str, *, is_first: bool) -> None:
        open_page(self.page, address)
        if is_first and self.plan.steps:
            self._steps(self.plan.steps)
        if not self.page.url.startswith("http"):
            raise NotOpened("it leads away at once, to an address that cannot be opened")
        if not is_same_site(address, self.page.url):
            raise NotOpened(f"it leads to another site ({origin_of(self.page.url)}): audit that one by its own address")
        if not is_first and origin_of(address) != origin_of(self.page.url):
            raise NotOpened(f"it leads to another origin ({origin_of(self.page.url)})")

    def _steps(self, steps: Steps) -> None:
        self.plan.tell("your steps")
        try:
            steps(self.page)
        except Exception as error:
            lines = [at.lineno for at in traceback.extract_tb(error.__traceback__) if at.name == "steps"]
            said = str(error).partition("\n")[0]
            raise CannotRun(f"The steps ended at line {lines[-1] if lines else '?'}: {type(error).__name__}: {said}") from None

    def _note(self, visited: Visited) -> None:
        self.known |= set(known_values(visited.before))
        looked = judge(visited, self.typed, self.known)
        self.typed += visited.typed
        if looked.findings and self.plan.pictures:
            looked.picture = picture_of(self.page)
        self.report.add(looked)

    def _why(self, error: Error) -> str:
        message = str(error)
        if "Target" in message and "closed" in message or "crash" in message.lower():
            return "the page closed itself or crashed the browser"
        if "navigation" in message or "context was destroyed" in message:
            return "the page went away while it was looked at"
        return "the page's own scripts stand in the way of looking at it"

    # --- the browser

    def _open_browser(self) -> None:
        try:
            flags = [*CHROMIUM_FLAGS, *QUIET]
            self.browser: Browser = self.playwright.chromium.launch(executable_path=self.plan.chromium, args=flags)
        except Error as error:
            raise CannotRun(f"Chromium does not start: {str(error).partition(chr(10))[0]}") from None
        self.dog = Watchdog(self.browser)
        agent = self._agent()
        proxy: Any = {"server": self.plan.proxy} if self.plan.proxy else None
        viewport: Any = VIEWPORT
        self.context: BrowserContext = self.browser.new_context(
            viewport=viewport, user_agent=agent, bypass_csp=True, accept_downloads=False, service_workers="block",
            storage_state=self.kept, proxy=proxy,
        )  # fmt: skip
        self.context.set_default_timeout(30_000)
        self.recorders.serve(self.context)
        self.page = self.context.new_page()
        self.context.on("page", lambda popup: popup.close())

    def _agent(self) -> str:
        """The browser's own name, and ours: a server may know who asks."""
        page = self.browser.new_page()
        agent: str = page.evaluate("() => navigator.userAgent")
        page.close()
        return f"{agent} {AGENT}"

    def _fresh(self) -> None:
        """A browser that knows nothing of what went wrong; who was logged in stays so."""
        self._close()
        self._open_browser()

    def _close(self) -> None:
        try:
            with self.dog.within(10):
                self.browser.close()
        except Error:
            pass
