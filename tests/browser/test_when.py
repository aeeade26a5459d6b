"""When Velo's files are fetched: the probe at once, Python not before the page's own load is over; on a spared line only if asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.chrome import call, context, start
from tests.browser.server import Site

pytestmark = pytest.mark.browser

# A picture that does not come holds up the load event.
PAGE = """<!doctype html><html><head><title>t</title>{tag}</head><body data-velo=allow><p>Wolverine</p><img src="/late.png"></body></html>"""
TAG = '<script async src="/velo/velo.js" data-endpoint="/collect" data-consent="not-required"></script>'
SPARED = "Object.defineProperty(NetworkInformation.prototype, 'saveData', { get: () => true })"
QUIET_MS = 700


def asked_for(site: Site) -> list[str]:
    return [asked.address.removeprefix("/velo/") for asked in site.snapshot() if asked.address.startswith("/velo/")]


@contextmanager
def loading(browser: Browser, site: Site, *scripts: str) -> Iterator[tuple[Page, Callable[[], None]]]:
    """A page whose load is not over before what is given here is called."""
    waiting: list[Route] = []
    with context(browser, site) as made:
        page = made.new_page()
        page.route("**/late.png", lambda route: waiting.append(route))
        for script in scripts:
            page.add_init_script(script)
        page.goto(site.origin, wait_until="domcontentloaded")

        def let_go() -> None:
            while not waiting:
                page.wait_for_timeout(20)
            for route in waiting:
                route.abort()
            waiting.clear()

        yield page, let_go


def test_nothing_but_the_probe_is_fetched_before_the_load_is_over_and_nothing_is_missed(browser: Browser, site: Site) -> None:
    site.page("/", PAGE.format(tag=TAG))
    with loading(browser, site) as (page, let_go):
        site.until(lambda: any(name.startswith("probe-") for name in asked_for(site)), "the probe")
        page.wait_for_timeout(QUIET_MS)
        assert {name.split("-")[0] for name in asked_for(site)} == {"velo.js", "probe"}
        page.evaluate("() => { document.querySelector('p').remove(); document.body.append('Zephyrine') }")
        page.wait_for_timeout(QUIET_MS)
        let_go()
        site.until(lambda: "Zephyrine" in "".join(site.lines()), "what happened meanwhile")
        assert "Wolverine" in "".join(site.lines()), "the page as it was first"

        # The next page of the visit finds Python running: nothing has to be fetched, and nothing waits.
        fetched = asked_for(site)
        (probe,) = {name for name in fetched if name.startswith("probe-")}
        page.goto(site.origin, wait_until="domcontentloaded")
        page.wait_for_function("() => window.velo?.state === 'recording'")
        assert page.evaluate("() => document.readyState") != "complete"
        assert set(asked_for(site)[len(fetched) :]) <= {"velo.js", probe}


def test_a_tag_does_not_fetch_python_where_data_is_saved_a_call_does(browser: Browser, site: Site) -> None:
    site.page("/", PAGE.format(tag=TAG))
    with loading(browser, site, SPARED) as (page, let_go):
        let_go()
        page.wait_for_function("() => window.velo?.state === 'off'")
        page.wait_for_timeout(QUIET_MS)
        assert asked_for(site) == ["velo.js"]
        assert start(page) == "recording"
        call(page, "flush")
        assert "Wolverine" in "".join(site.lines())
