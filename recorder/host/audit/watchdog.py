"""Nothing waits for ever: a browser that hangs is ended from outside, and what waited for it gets an error.

A page in an endless loop answers no call, and Playwright's own limits do not cover all calls: so the browser's process, which the
audit started, is killed when a page's time is over.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator

from playwright.sync_api import Browser


def process_of(browser: Browser) -> int:
    """The process id of a browser started here."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return next(int(one["id"]) for one in processes if one["type"] == "browser")


class Watchdog:
    """Ends one browser when something takes too long; ``bit`` tells whether it did."""

    def __init__(self, browser: Browser) -> None:
        self._process = process_of(browser)
        self.bit = False

    @contextlib.contextmanager
    def within(self, limit_s: float) -> Iterator[None]:
        """What runs inside is over after so many seconds, by force if need be."""
        timer = threading.Timer(limit_s, self.bite)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def bite(self) -> None:
        """Ends the browser now."""
        self.bit = True
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, getattr(signal, "SIGKILL", signal.SIGTERM))
