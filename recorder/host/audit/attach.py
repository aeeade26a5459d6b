"""The recorder on a page that has none: its files are answered from this machine, under an address of the site's own origin.

Each preset is a run: a copy of the recorder with a folder of its own, so that all look at the same page at the same time. What
they send stays here. Nothing is installed on the site, and nothing of the recorder's asks any network.
"""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from recorder.records import Mark

from .outgoing import Outgoing
from .owner import Owner

SCRIPTS = Path(__file__).parent / "page"
FOLDER = "/__velo-audit"
# No such host can be (RFC 6761): what a dying page sends after its requests are no longer answered here reaches nobody.
COLLECTOR = "https://velo-audit.invalid/"
START_LIMIT_MS = 90_000
FLUSH_LIMIT_MS = 60_000

_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}
_ITS_OWN = re.compile(rb"velo records nothing")  # a message that stands in every build of Velo
_EXPORTS = re.compile(r"export\s*\{([^}]*)\}")


@dataclass(frozen=True)
class Preset:
    """One way to record: its word on the command line, what an owner reads, the options."""

    name: str
    says: str
    options: dict[str, Any]


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("strict", "strict", {"preset": "strict"}),
        Preset("balanced", "balanced", {"preset": "balanced"}),
        Preset("inputs", "balanced + recordInputs", {"preset": "balanced", "recordInputs": True}),
    )
}


class AttachError(Exception):
    """The recorder does not run on this page; the message says why, and nothing of the page."""


def script(name: str) -> str:
    """One of the scripts that run in the page."""
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


class Recorders:
    """The recorder under several presets. ``velo``: the folder with the built files (``dist/velo``)."""

    def __init__(self, presets: Sequence[str], velo: Path, owner: Owner | None = None) -> None:
        self.presets = [PRESETS[name] for name in presets]
        self.velo = velo
        self.owner = owner or Owner()
        self.forget()

    def leave(self, page: Page) -> None:
        """The page's requests are its own again."""
        page.unroute(_is_file, self._answer)
        page.unroute(_is_segment, self._collect)

    def forget(self) -> None:
        """What was sent so far belongs to another page."""
        self.outgoing = {preset.name: Outgoing() for preset in self.presets}

    def serve(self, target: Page | BrowserContext, *, stands_in: bool = True) -> None:
        """Answers the recorder's own requests; ``stands_in``: also for a Velo that the site has already."""
        target.route(_is_file, self._answer)
        target.route(_is_segment, self._collect)
        if stands_in:
            target.route(lambda url: urlsplit(url).path.endswith(("/velo.js", "/velo.mjs")) and FOLDER not in url, self._stand_in)

    def attach(self, page: Page, query: str = "") -> None:
        """Starts on the present page. ``query``: what its address seems to end in meanwhile.

        Raises:
            AttachError: the recorder did not start.
        """
        lists = self.owner.lists(urlsplit(page.url).path or "/")
        runs = [{"folder": f"{FOLDER}/{preset.name}", "options": self._options(preset) | lists} for preset in self.presets]
        marks = [[selector, int(Mark[name.upper()])] for name, selectors in lists.items() for selector in selectors]
        address = page.url.split("#")[0].split("?")[0] + query if query else ""
        try:
            states = page.evaluate(
                script("attach"), {"runs": runs, "marks": marks, "address": address, "limitMs": START_LIMIT_MS}
            )
        except Exception as error:
            raise AttachError(_why(error)) from None
        if states != ["recording"] * len(runs):
            raise AttachError(f"the recorder did not start on this page ({', '.join(map(str, states))})")

    def is_running(self, page: Page) -> bool:
        """Whether the recorders are still on the page: it may have been loaded anew."""
        return bool(page.evaluate('() => Symbol.for("velo audit runs") in window'))

    def flush(self, page: Page) -> None:
        """Waits until all that was seen has left; then the recorders end.

        Raises:
            AttachError: it did not.
        """
        folders = [f"{FOLDER}/{preset.name}" for preset in self.presets]
        try:
            page.evaluate(script("flush"), {"folders": folders, "limitMs": FLUSH_LIMIT_MS})
        except Exception as error:
            raise AttachError(_why(error)) from None

    def _options(self, preset: Preset) -> dict[str, Any]:
        return {"endpoint": f"{COLLECTOR}{preset.name}", "consent": "not-required", "respectGpc": False, **preset.options}

    def _answer(self, route: Route) -> None:
        """One of the recorder's files."""
        rest = urlsplit(route.request.url).path.partition(f"{FOLDER}/")[2].split("/")[2:]
        file = self.velo.joinpath(*rest).resolve()
        if not file.is_file() or not file.is_relative_to(self.velo.resolve()):
            return route.fulfill(status=404)
        return route.fulfill(body=file.read_bytes(), content_type=_TYPES.get(file.suffix, "application/octet-stream"))

    def _collect(self, route: Route) -> None:
        """A segment: kept, and left."""
        name, _, address = route.request.url.removeprefix(COLLECTOR).partition("/")
        body = route.request.post_data_buffer or b""
        if name in self.outgoing and body:
            self.outgoing[name].addresses.append(address)
            self.outgoing[name].bodies.append((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode())
        allowed = {f"access-control-allow-{what}": "*" for what in ("origin", "methods", "headers")}
        return route.fulfill(status=204, headers=allowed)

    def _stand_in(self, route: Route) -> None:
        """The site's own Velo is answered by one that hands marks and options on."""
        if route.request.resource_type != "script":
            return route.fallback()
        answer = route.fetch()
        if not _ITS_OWN.search(answer.body()):
            return route.fulfill(response=answer)
        is_module = urlsplit(route.request.url).path.endswith(".mjs")
        tail = exports(answer.text()) if is_module else script("relay_tag")
        return route.fulfill(body=f"{script('relay')}\n{tail}", content_type="text/javascript")


def _is_file(url: str) -> bool:
    return f"{FOLDER}/" in url


def _is_segment(url: str) -> bool:
    return url.startswith(COLLECTOR)


def exports(module: str) -> str:
    """The same names as a module exports, from the relay; what the relay does not know does nothing."""
    found = _EXPORTS.search(module)
    pairs = [entry.split(" as ") for entry in found[1].split(",")] if found else []
    names = [pair[-1].strip() for pair in pairs if pair[-1].strip().isidentifier()]
    return "\n".join(f"export const {name} = veloRelay[{json.dumps(name)}] ?? (() => undefined);" for name in names)


def _why(error: Exception) -> str:
    """A reason without page content."""
    text = str(error)
    if "Content Security Policy" in text or "violates" in text:
        return "the page's content security policy keeps the recorder out: make the context with bypass_csp=True"
    if "did not answer in time" in text or "did not leave in time" in text or "Timeout" in text:
        return "the recorder did not answer in time: the page may be too large or too busy"
    if "velo.toml" in text:
        return "dist/velo was built with a velo.toml that allows less: build without it, and give it to the audit with --config"
    if "dynamically imported module" in text:
        return "the recorder's files could not be loaded into the page (a service worker of the site may answer for it)"
    return f"the page did not let the recorder run ({type(error).__name__})"
