"""WebKitGTK, by Debian's WebKitWebDriver and Selenium, on a virtual screen.

What WebDriver lacks is done in the page: errors are heard by a listener that is hung up once the page is there.
"""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Error
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.remote.command import Command
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.engines.tab import FIND, Actions, Tab

LIMIT_S = 120
START_S = 45
TRIES = 2
DRIVER = "WebKitWebDriver"
BROWSERS = "webkit2gtk-*/MiniBrowser"
LIBRARIES = ("/usr/lib", "/usr/libexec")

ERRORS = """() => {
  window.__errors ??= [];
  addEventListener("error", ({ message }) => window.__errors.push(message));
  addEventListener("unhandledrejection", ({ reason }) => window.__errors.push(String(reason?.message)));
}"""

# Selenium waits for the last argument to be called. With a text, since a page may have spoiled how lists become JSON: a sign,
# then what was said.
ASYNC = """const [text, done] = arguments;
Promise.resolve().then(() => (FUNCTION)(text)).then((said) => done("+" + said), (error) => done("-" + error));"""


def find() -> tuple[str, str] | None:
    """Paths of the driver and of a browser that it can drive; None where one is missing, or the virtual screen."""
    driver = shutil.which(DRIVER)
    browsers = [path for folder in LIBRARIES for path in sorted(Path(folder).glob(f"**/{BROWSERS}"))]
    has_screen = os.environ.get("DISPLAY") or shutil.which("Xvfb")
    return (driver, str(browsers[-1])) if driver and browsers and has_screen else None


class WebKitTab(Tab):
    """A window of the session: a second tab in one would be hidden, and a hidden page runs no frames."""

    def __init__(self, context: "WebKitContext") -> None:
        super().__init__(context)
        self._driver = context.driver
        self._driver.switch_to.new_window("window")
        self.id = self._driver.current_window_handle

    def _here(self) -> Any:
        if self._driver.current_window_handle != self.id:
            self._driver.switch_to.window(self.id)
        return self._driver

    def run(self, function: str, argument: str) -> str:
        try:
            told = str(self._here().execute_async_script(ASYNC.replace("FUNCTION", function), argument))
        except WebDriverException as error:
            raise Error(str(error.msg)) from None
        if told.startswith("-"):
            raise Error(told[1:])
        return told[1:]

    def goto(self, address: str) -> None:
        self._here().get(address)
        self.evaluate(ERRORS)

    def reload(self) -> None:
        self._here().refresh()
        self.evaluate(ERRORS)

    def add_init_script(self, source: str) -> None:
        """WebDriver has no such thing: the control of a case sees no closed shadow roots, and is not asked for its secret."""

    def perform(self, actions: Actions) -> None:
        try:
            self._here().execute(Command.W3C_ACTIONS, {"actions": actions})
        except WebDriverException as error:
            raise Error(str(error.msg)) from None

    def choose_file(self, selector: str, path: Path) -> None:
        self._here().execute_script(f"return ({FIND})(arguments[0])", selector).send_keys(str(path))

    def set_viewport_size(self, size: dict[str, int]) -> None:
        driver = self._here()
        frame = driver.execute_script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        driver.set_window_size(size["width"] + frame[0], size["height"] + frame[1])

    def listen(self) -> None:
        for message in self.evaluate("() => window.__errors?.splice(0)") or []:
            self.tell("pageerror", SimpleNamespace(message=message))

    def close(self) -> None:
        self._here().close()
        self._driver.switch_to.window(self.context.first)
        self.context.tabs.remove(self)


class WebKitContext:
    """The session: WebDriver has one profile for it."""

    def __init__(self, driver: Any, viewport: dict[str, int]) -> None:
        self.driver, self._viewport = driver, viewport
        self.first = driver.current_window_handle
        self.tabs: list[WebKitTab] = []

    def new_page(self) -> WebKitTab:
        self.tabs.append(WebKitTab(self))
        self.tabs[-1].set_viewport_size(self._viewport)
        return self.tabs[-1]

    new_window = new_page

    def cookies(self) -> list[dict[str, Any]]:
        cookies: list[dict[str, Any]] = self.driver.get_cookies()
        return cookies

    def clear_cookies(self) -> None:
        self.driver.delete_all_cookies()

    def close(self) -> None:
        """The session ends with the browser."""


class WebKit:
    """A running WebKitGTK, as far as the tests ask a browser."""

    def __init__(self, driver: Any) -> None:
        self._driver, self.version = driver, driver.capabilities["browserVersion"]

    def new_context(self, viewport: dict[str, int], **_: Any) -> WebKitContext:
        return WebKitContext(self._driver, viewport)


@contextmanager
def webkit(proxy: str) -> Iterator[WebKit]:
    """Starts one on a screen of its own; what pages ask of other hosts than this machine goes to ``proxy`` (host and port)."""
    found = find()
    if found is None:
        raise Error("no WebKitGTK here")
    with _screen() as display:
        options = Options()
        options.binary_location = found[1]
        options.add_argument("--automation")
        through = {"proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy, "noProxy": ["127.0.0.1"]}
        options.set_capability("proxy", through)
        driver = _started(options, found[0], display)
        try:
            driver.set_script_timeout(LIMIT_S)
            driver.set_window_size(1000, 760)
            yield WebKit(driver)
        finally:
            driver.quit()


def _started(options: Options, path: str, display: str) -> Any:
    """A session. Now and then the browser does not come up on a busy machine, and its driver waits for it for ever."""
    for _ in range(TRIES):
        service = Service(path, env={**os.environ, "DISPLAY": display})
        end = threading.Timer(START_S, lambda ours=service: ours.process.kill())  # type: ignore[misc]
        end.start()
        try:
            return webdriver.WebKitGTK(options=options, service=service)
        except Exception:  # whatever became of the connection
            service.stop()
        finally:
            end.cancel()
    raise Error("WebKitGTK did not start")


@contextmanager
def _screen() -> Iterator[str]:
    """A display: the one that there is, or a virtual one. Xvfb says its number itself."""
    if display := os.environ.get("DISPLAY"):
        yield display
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        try:
            yield f":{(screen.stdout.readline() if screen.stdout else '').strip()}"
        finally:
            screen.terminate()
