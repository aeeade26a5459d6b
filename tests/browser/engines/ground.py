"""Where the tests play with another engine: which there are, why one cannot be used, and a room for leak cases in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.browser.chrome import VIEWPORT
from tests.browser.engines import firefox, webkit
from tests.browser.engines.tab import Tab
from tests.browser.server import Site

# How many cases are passed over for each that is played: all of them take a quarter of an hour and more for each engine.
EVERY = int(os.environ.get("VELO_ENGINE_EVERY") or 25)


@dataclass(frozen=True)
class Engine:
    """One engine. ``begins``: the first case that is played, so that two engines play different ones."""

    name: str
    package: str
    find: Callable[[], Any]
    start: Callable[[str], AbstractContextManager[Any]]
    begins: int
    has_init_scripts: bool

    @property
    def why_not(self) -> str | None:
        """Why tests cannot run in it here."""
        return None if self.find() else f"no {self.name} found: install it (Debian: apt-get install {self.package})"

    def some(self, cases: list[Any]) -> list[Any]:
        """The cases to play."""
        return cases[self.begins % EVERY :: EVERY]


ENGINES = (
    Engine("Firefox", "firefox-esr", firefox.find, firefox.firefox, 0, True),
    Engine("WebKitGTK", "webkit2gtk-driver xvfb", webkit.find, webkit.webkit, 7, False),
)


class Room:
    """As ``chrome.Room``: one profile for many cases, each with an origin of its own."""

    def __init__(self, engine: Engine, browser: Any, trap: Site) -> None:
        self.engine, self.trap = engine, trap
        self.version: str = browser.version
        self.context = browser.new_context(viewport=VIEWPORT)

    @contextmanager
    def page(self) -> Iterator[Tab]:
        """A tab."""
        made = self.context.new_page()
        made.set_viewport_size(VIEWPORT)
        try:
            yield made
        finally:
            made.close()
            self.context.clear_cookies()


@contextmanager
def room(engine: Engine) -> Iterator[Room]:
    """A running engine."""
    with Site() as trap, engine.start(trap.origin.removeprefix("http://")) as browser:
        yield Room(engine, browser, trap)
