"""A page with Velo's tag on it, what it said in the console, and what of it arrived."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page

from tests.browser.chrome import LIMIT_MS
from tests.browser.server import Site

SECRET = "Zephyrine"
TAG = '<script src="/velo/velo.js" data-endpoint="/collect" data-consent="not-required"></script>'
SETTLED = "() => ['recording', 'off', 'failed'].includes(window.velo?.state)"
ADD = """() => {
  const root = document.documentElement;
  root.appendChild(document.createElementNS(root.namespaceURI, "late")).setAttribute("role", "note");
}"""


class Seen:
    """A page that is open. ``said``: what it threw or said in the console, beside what the browser says of a missing icon."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.others: set[str] = set()  # recordings of other pages: what ends them may still be on its way
        self.said: list[str] = []
        page.set_default_timeout(LIMIT_MS)
        page.on("pageerror", lambda error: self.said.append(error.message))
        page.on("console", lambda message: self.said.append(message.text))

    def settled(self) -> str:
        """Once it records, or does not."""
        self.page.wait_for_function(SETTLED)
        state: str = self.page.evaluate("velo.state")
        return state

    def left(self) -> str:
        """What has left once a change that is made now has."""
        self.page.evaluate(ADD)
        self.page.evaluate("() => velo.flush()")
        own = dict.fromkeys(recording for recording, _ in sorted(self.site.kept) if recording not in self.others)
        text = "\n".join(line for recording in own for line in self.site.lines(recording))
        assert '"role":"note"' in text, "the change made at the end did not arrive"
        return text


@contextmanager
def opened(visitor: BrowserContext, site: Site, path: str) -> Iterator[Seen]:
    """A tab; what other pages of the site have sent is forgotten."""
    page = visitor.new_page()
    seen = Seen(page, site)
    seen.others = {recording for recording, _ in site.kept}
    site.kept.clear()
    page.goto(site.origin + path)
    yield seen
    page.close()


