"""Firefox, spoken to by WebDriver BiDi on a socket of its own: Debian has no geckodriver.

Source: https://w3c.github.io/webdriver-bidi/
"""

import itertools
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import websocket
from playwright.sync_api import Error

from tests.browser.engines.tab import FIND, Actions, Tab

NAMES = ("firefox-esr", "firefox")
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
LIMIT_S = 120
LEVELS = {"warn": "warning"}  # as Playwright says it

# Nothing that Firefox does by itself may look like the page's doing, or reach the network.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.ipc.processPrelaunch.enabled": False,
    "dom.w3c_touch_events.enabled": 1,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.allow_hijacking_localhost": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}


def find() -> str | None:
    """Path of a Firefox, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Bidi:
    """Commands one at a time; what is said in between is kept for whoever listens."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(f"{address}/session", timeout=LIMIT_S, suppress_origin=True)
        self._numbers = itertools.count(1)
        self.said: list[dict[str, Any]] = []

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            self.said.append(answer)
        if answer["type"] == "error":
            raise Error(f"{answer['error']}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def close(self) -> None:
        self._socket.close()


class FirefoxTab(Tab):
    """A tab by its BiDi context."""

    def __init__(self, context: "FirefoxContext", kind: str) -> None:
        super().__init__(context)
        self._bidi = context.bidi
        self.id = self._bidi.send("browsingContext.create", type=kind, userContext=context.id)["context"]
        self._scripts: list[str] = []
        self._heard = len(self._bidi.said)

    def run(self, function: str, argument: str) -> str:
        answer = self._call(function, [{"type": "string", "value": argument}])
        self.listen()
        return str(answer["value"])

    def _call(self, function: str, arguments: list[dict[str, Any]]) -> dict[str, Any]:
        asked = {"functionDeclaration": function, "arguments": arguments, "target": {"context": self.id}}
        said = self._bidi.send("script.callFunction", awaitPromise=True, **asked)
        if said["type"] != "success":
            raise Error(said["exceptionDetails"]["text"])
        result: dict[str, Any] = said["result"]
        return result

    def goto(self, address: str) -> None:
        self._bidi.send("browsingContext.navigate", context=self.id, url=address, wait="complete")

    def reload(self) -> None:
        self._bidi.send("browsingContext.reload", context=self.id, wait="complete")

    def add_init_script(self, source: str) -> None:
        """Runs a function before anything of each page."""
        made = self._bidi.send("script.addPreloadScript", functionDeclaration=f"() => {{ ({source})() }}")
        self._scripts.append(made["script"])

    def bring_to_front(self) -> None:
        """Its window shows this tab."""
        self._bidi.send("browsingContext.activate", context=self.id)

    def perform(self, actions: Actions) -> None:
        self._bidi.send("input.performActions", context=self.id, actions=actions)

    def choose_file(self, selector: str, path: Path) -> None:
        found = self._call(FIND, [{"type": "string", "value": selector}])
        self._bidi.send("input.setFiles", context=self.id, element={"sharedId": found["sharedId"]}, files=[str(path)])
        self.evaluate("() => new Promise((resolve) => setTimeout(resolve, 50))")  # it is read before the file goes

    def set_viewport_size(self, size: dict[str, int]) -> None:
        self._bidi.send("browsingContext.setViewport", context=self.id, viewport=size)

    def listen(self) -> None:
        news, self._heard = self._bidi.said[self._heard :], len(self._bidi.said)
        for told in (one["params"] for one in news if one.get("method") == "log.entryAdded"):
            if told.get("source", {}).get("context") != self.id:
                continue
            is_error = told["type"] == "javascript" and told["level"] == "error"
            said = SimpleNamespace(message=told["text"], text=told["text"], type=LEVELS.get(told["level"], told["level"]))
            self.tell("pageerror" if is_error else "console", said)

    def close(self) -> None:
        for name in self._scripts:
            self._bidi.send("script.removePreloadScript", script=name)
        self._bidi.send("browsingContext.close", context=self.id)
        self.context.tabs.remove(self)


class FirefoxContext:
    """A profile of its own: Firefox's user context."""

    def __init__(self, bidi: Bidi, viewport: dict[str, int]) -> None:
        self.bidi, self._viewport = bidi, viewport
        self.tabs: list[FirefoxTab] = []
        self.id = bidi.send("browser.createUserContext")["userContext"]

    def new_page(self, kind: str = "tab") -> FirefoxTab:
        tab = FirefoxTab(self, kind)
        self.tabs.append(tab)
        tab.set_viewport_size(self._viewport)
        return tab

    def new_window(self) -> FirefoxTab:
        """A page that none of the others hides."""
        return self.new_page("window")

    def cookies(self) -> list[dict[str, Any]]:
        cookies: list[dict[str, Any]] = self.bidi.send("storage.getCookies", partition=self._partition)["cookies"]
        return cookies

    def clear_cookies(self) -> None:
        self.bidi.send("storage.deleteCookies", partition=self._partition)

    @property
    def _partition(self) -> dict[str, str]:
        return {"type": "storageKey", "userContext": self.id}

    def close(self) -> None:
        self.bidi.send("browser.removeUserContext", userContext=self.id)


class Firefox:
    """A running Firefox, as far as the tests ask a browser."""

    def __init__(self, bidi: Bidi, version: str) -> None:
        self._bidi, self.version = bidi, version

    def new_context(self, viewport: dict[str, int], **_: Any) -> FirefoxContext:
        return FirefoxContext(self._bidi, viewport)


@contextmanager
def firefox(proxy: str) -> Iterator[Firefox]:
    """Starts one; whatever pages ask of other hosts than this machine goes to ``proxy`` (host and port)."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [find() or NAMES[0], "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            bidi = Bidi(_address(process))
            through = {"proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy}
            capabilities = bidi.send("session.new", capabilities={"alwaysMatch": {"proxy": through}})["capabilities"]
            bidi.send("session.subscribe", events=["log.entryAdded"])
            yield Firefox(bidi, capabilities["browserVersion"])
            bidi.close()
        finally:
            process.kill()
            process.communicate()


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stderr or ():
        if found := LISTENING.search(line):
            return found[1]
    raise Error("Firefox ended before it listened")
