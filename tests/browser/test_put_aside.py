"""The way back (back/forward cache): a browser that puts pages aside puts pages with the recorder aside, too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import CHROMIUM_FLAGS, QUIET, call, context, find_chromium, start
from tests.browser.server import Answer, Site

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><title>t</title><p>words"


@pytest.fixture
def keeping(browser: Browser) -> Iterator[Browser]:
    """A browser that puts pages aside, as visitors' do and driven ones do not."""
    flags = [*CHROMIUM_FLAGS, *QUIET]
    made = browser.browser_type.launch(
        executable_path=find_chromium(), args=flags, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield made
    made.close()


@pytest.mark.parametrize("answers", [[], [503, 503]], ids=["all is well", "the collector is away and things lie on the device"])
def test_a_page_is_put_aside_and_shown_again_though_the_next_one_records_too(
    keeping: Browser, site: Site, answers: list[Answer]
) -> None:
    for path in ("/", "/next"):
        site.page(path, PAGE)
    with context(keeping, site) as visitor:
        page = visitor.new_page()
        page.goto(site.origin)
        page.evaluate("window.isTheSame = true")
        start(page)
        call(page, "flush")
        site.answers += answers
        page.goto(f"{site.origin}/next")
        start(page)
        site.until(lambda: not site.answers and len(recordings(site)) == 2, "what the next page recorded has arrived")
        page.go_back(wait_until="commit")
        reasons = "performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons.map(({ reason }) => reason)"
        page.wait_for_function("() => globalThis.__velo?.state === 'recording' || !window.isTheSame")
        assert page.evaluate("window.isTheSame"), page.evaluate(reasons)
        call(page, "flush")
    assert len(recordings(site)) == 3, "what is shown again is a recording of its own"


def recordings(site: Site) -> set[str]:
    """Recordings of which something was kept."""
    return {recording for recording, _ in site.kept}
