"""Takes pages and their replays as pictures, with masking and, here only, without.

A real page is recorded by the real probe into the real worker; on their way there the raw batches are kept, and played through
the recorder on this machine, once with the policy of each preset and once with one that shows everything. That one exists nowhere
else: the product has no such switch. What still is rewritten then (style sheets, addresses, attributes, structure) is what is
proven.
"""

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page

from recorder.config import Options
from recorder.host.layout import NODE_MODULES, ROOT, VENDOR
from recorder.mask import Mask
from recorder.names import Names
from recorder.policy import Channel, Policy, Treatment
from recorder.recorder import Recorder
from tests.browser.chrome import call, start, velo_folder
from tests.browser.pictures.pages import ACTS, PAGES
from tests.browser.server import Site

HERE = Path(__file__).parent
SIZE = {"width": 1280, "height": 1400}
DEMO = ("shop", "product", "cart", "checkout")
NAMES = (*PAGES, *DEMO)
CLOSED = """() => Array.from(document.querySelectorAll("[data-velo=exclude]"), (one) => one.getBoundingClientRect())
    .map(({ left, top, right, bottom }) => [left - 12, top - 12, right + 12, bottom + 12])"""
SAME = 12  # of 255: what rendering anew may make of a colour


class OpenPolicy(Policy):
    """Shows everything. For these pictures only."""

    def decide(self, channel: Channel, context: int) -> Treatment:
        return Treatment.SHOW


class OpenNames(Names):
    """Renames nothing."""

    __slots__ = ()  # so that it can take the place of the gate's own, which several parts of it hold

    def token(self, raw: str) -> str:
        return raw

    def tag(self, raw: str) -> str:
        return raw


def recorder_of(preset: str) -> Recorder:
    """A recorder with a preset's policy; ``open``: with masking off."""
    if preset != "open":
        return Recorder(Policy(Options(preset=preset)))
    made = Recorder(OpenPolicy(Options(preset="balanced")))
    mask: Mask = made._mask
    mask.names.__class__ = OpenNames
    mask.findings.find = lambda *_, **__: []  # type: ignore[method-assign]
    return made


@dataclass
class Shot:
    """A page's session: its picture at the end, what the probe posted, what rrweb emitted."""

    name: str
    live: Image.Image
    batches: list[str]
    rrweb: str
    closed: list[list[float]]  # left, top, right, bottom of what is excluded: nobody has read it

    def lines(self, preset: str) -> str:
        """The recording, as it would leave."""
        recorder = recorder_of(preset)
        for number, batch in enumerate(self.batches, 1):
            recorder.receive(batch, 0, number)
        taken = recorder.take()
        assert not recorder.wants_snapshot, "a batch that was not understood, or could not be worded"
        return taken


@dataclass
class Studio:
    """Where pages are recorded and replays shown."""

    site: Site
    context: BrowserContext
    stand: Page

    def shoot(self, name: str) -> Shot:
        """Records a page while it does what it does."""
        page = self.context.new_page()
        try:
            page.add_init_script(path=HERE / "keep.js")
            page.goto(self._address(name))
            assert start(page, preset="strict") == "recording"
            rrweb = page.evaluate((HERE / "record.js").read_text(encoding="utf-8"), ACTS.get(name, ""))
            call(page, "flush")
            live = _picture(page)
            batches, closed = page.evaluate("() => window.__batches"), page.evaluate(CLOSED)
            return Shot(name, live, batches, "".join(f"{line}\n" for line in rrweb), closed)
        finally:
            page.close()

    def _address(self, name: str) -> str:
        if name in PAGES:
            return self.site.page(f"/{name}", PAGES[name]())
        return f"{self.site.origin}/{name}.html"

    def replay(self, lines: str) -> Image.Image:
        """The last picture of a recording."""
        events: list[Any] = [json.loads(line) for line in lines.splitlines()]
        self.stand.evaluate((HERE / "show.js").read_text(encoding="utf-8"), events)
        return _picture(self.stand)


def _picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")


def difference(shot: Shot, shown: Image.Image) -> float:
    """The share of pixels that are not the same as on the page."""
    one, other = shot.live.copy(), shown.copy()
    for box in shot.closed:
        for picture in (one, other):
            ImageDraw.Draw(picture).rectangle(tuple(box), fill="black")
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(most.histogram()[SAME + 1 :]) / (most.width * most.height)


def gzipped(text: str) -> int:
    """Bytes after gzip, as a segment is sent."""
    return len(gzip.compress(text.encode(), 6, mtime=0))


@contextmanager
def studio(browser: Browser) -> Iterator[Studio]:
    """A site with the pages and the demo's, and a page for the replayer."""
    folders = {
        "/vendor/": VENDOR,
        "/rrweb/": NODE_MODULES / "@rrweb/record/dist",
        "/pictures/": HERE,
        "/": ROOT / "demo_site" / "pages",
    }
    # The demo starts the recorder by its tag; here the test does.
    with Site(velo_folder(), folders, missing=("/velo/velo.js",)) as site:
        site.page("/stand", "<!doctype html><title>stand</title><body>")
        made = browser.new_context(viewport=SIZE, proxy={"server": site.origin})  # type: ignore[arg-type]
        try:
            stand = made.new_page()
            stand.goto(site.origin + "/stand")
            yield Studio(site, made, stand)
        finally:
            made.close()
