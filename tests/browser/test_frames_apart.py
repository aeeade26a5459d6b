"""Frames of other origins that record themselves: what the page around shows of them, and what it never gets.

Each site of a test is an origin of its own; every page's recorder is the real one, in a worker of its own origin.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.chrome import VIEWPORT, start, velo_folder
from tests.browser.server import Event, Site
from tests.player import Player

pytestmark = pytest.mark.browser

FIRST_FRAMED_ID = 1_000_000_000
SECRET = "S3CR3T-4111111111111111"

# Starts the recorder of a framed page, as a site would, and keeps it where a test can call it.
STARTS = """<script type=module>
import * as velo from "/velo/velo.mjs";
Object.defineProperty(window, "__velo", { value: velo, configurable: true });
window.__started = velo.start({ consent: "not-required", preset: "balanced", ...OPTIONS }).catch((error) => String(error));
</script>"""
INNER = """<!doctype html><html><head><title>pay</title><style>.card { color: rgb(1, 2, 3) }</style></head><body>
<main class=card><h1 id=h>Card payment</h1><p id=hidden data-velo=mask>SECRET</p><input id=i value="SECRET"><input id=pw type=password>
<div id=list><b>one</b><b>two</b></div></main></body>STARTS</html>"""
OUTER = """<!doctype html><html><head><title>shop</title></head><body><h1>Basket</h1>
<div id=around><iframe id=f src="INNER" width=500 height=300></iframe></div></body></html>"""


@dataclass
class Framed:
    """A page with a framed page of another origin."""

    page: Page
    outer: Site
    inner: Site

    @property
    def frame(self) -> Frame:
        """The framed page."""
        return next(frame for frame in self.page.frames if frame.url.startswith(self.inner.origin))

    def events(self) -> list[Event]:
        """What the outer page's collector has."""
        return self.outer.events()

    def until(self, fits: str, what: str) -> None:
        """Waits until what a viewer sees of the framed page holds this text, as JSON."""
        self.outer.until(lambda: fits in json.dumps(shown(self.events()), ensure_ascii=False), what, within_s=30)

    def bytes(self) -> bytes:
        """All that the outer page's collector was sent."""
        return b"".join(asked.text.encode() for asked in self.outer.puts)


def shown(events: list[Event]) -> list[dict[str, Any]]:
    """The nodes of framed pages that a viewer has at the end."""
    nodes = Player().play("\n".join(map(json.dumps, events))).nodes
    return [node | {"childNodes": []} for node_id, node in nodes.items() if node_id >= FIRST_FRAMED_ID]


def starting(**options: Any) -> str:
    return STARTS.replace("OPTIONS", json.dumps(options))


@contextmanager
def framed(browser: Browser, *, inner: str = INNER, names_outer: bool = True, **options: Any) -> Iterator[Framed]:
    """Two sites and the outer one's page, not recorded yet. ``options``: of the framed page's recorder."""
    with ExitStack() as stack:
        outside, inside = (stack.enter_context(Site(velo_folder())) for _ in range(2))
        options = {"endpoint": "/collect", "frames": [outside.origin] if names_outer else ["https://else.example"]} | options
        inside.page("/card", inner.replace("STARTS", starting(**options)).replace("SECRET", SECRET))
        outside.page("/", OUTER.replace("INNER", inside.origin + "/card"))
        made = browser.new_context(viewport=VIEWPORT, proxy={"server": outside.origin, "bypass": "127.0.0.1"})  # type: ignore[arg-type]
        try:
            page = made.new_page()
            page.goto(outside.origin + "/")
            yield Framed(page, outside, inside)
        finally:
            made.close()


def begin(at: Framed, **options: Any) -> None:
    """Records the outer page, and waits until it has the framed one."""
    assert start(at.page, preset="balanced", frames=[at.inner.origin], **options) == "recording"
    at.until("Card payment", "the framed page in the outer recording")


def test_a_framed_page_that_records_itself_shows_in_the_recording_around(browser: Browser) -> None:
    with framed(browser) as at:
        begin(at)
        at.frame.evaluate("() => { document.getElementById('list').append('Unicorn'); document.getElementById('h').className = 'active' }")
        at.until("Unicorn", "what changed in the frame")
        assert SECRET.encode() not in at.bytes() and b"x\xc3\x97x" in at.bytes()
        assert SECRET not in "".join(at.inner.lines()), "nor did it leave by itself"
        ids = [event["data"]["node"] for event in at.events() if event["type"] == 2]
        assert ids and not at.page.evaluate("() => window.__said ?? null")
        stamps = [event["timestamp"] for event in at.events()]
        assert stamps == sorted(stamps)
