"""A visitor who takes back consent on one page is recorded on none: other tabs of the site end, and what waits there goes."""

import json

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chrome import call, context, start, velo_folder
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><title>t</title><p>first"
ALONE = "delete window.SharedWorker"  # each page has a worker of its own
QUIET_MS = 1_500


def ended(page: Page) -> None:
    """The page is told that there is no consent any more."""
    page.wait_for_function("() => __velo.state === 'waiting' && __velo.consent.state === 'revoked'")


def add(page: Page, tag: str) -> None:
    page.evaluate("tag => { document.body.append(document.createElement(tag)) }", tag)


def recordings(site: Site) -> list[str]:
    return list(dict.fromkeys(asked.address.split("/")[2] for asked in site.puts))


@pytest.mark.parametrize("script", ["", ALONE], ids=["one worker for all", "a worker each"])
def test_consent_that_is_taken_back_in_one_tab_is_taken_back_in_all(browser: Browser, site: Site, script: str) -> None:
    site.page("/", PAGE)
    with context(browser, site) as visitor:
        visitor.add_init_script(script)
        tabs = [visitor.new_page() for _ in range(3)]
        for tab in tabs:
            tab.goto(site.origin)
            assert start(tab) == "recording"
            call(tab, "flush")
        known = recordings(site)
        assert len(known) == 3
        site.fault = "hang"
        add(tabs[1], "nav")
        tabs[1].wait_for_timeout(QUIET_MS)  # it has been told to the worker, and waits
        site.fault = None
        assert call(tabs[0], "consent.revoke") is True
        for tab in tabs[1:]:
            ended(tab)
        before = len(site.puts)
        for tab in tabs:
            add(tab, "hr")
        tabs[1].wait_for_timeout(QUIET_MS)
        assert len(site.puts) == before
        site.until(lambda: set(site.erased) == set(known), "every tab's recording is erased")
        assert not site.kept and not [event for event in site.events() if '"nav"' in json.dumps(event)]
        # A yes in one tab is that tab's.
        assert call(tabs[1], "consent.grant") == "recording"
        call(tabs[1], "flush")
        assert tabs[2].evaluate("__velo.state") == "waiting" and len(recordings(site)) == 4


def test_consent_may_be_given_anew_at_once(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with context(browser, site) as visitor:
        tabs = [visitor.new_page() for _ in range(2)]
        for tab in tabs:
            tab.goto(site.origin)
            start(tab)
            call(tab, "flush")
        assert tabs[0].evaluate("() => { __velo.consent.revoke(); return __velo.consent.grant() }") == "recording"
        ended(tabs[1])
        call(tabs[0], "flush")
        assert tabs[0].evaluate("__velo.state") == "recording" and len(recordings(site)) == 3


def test_taken_back_on_a_page_that_is_not_recorded_it_ends_the_others_too(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with context(browser, site) as visitor:
        tabs = [visitor.new_page() for _ in range(2)]
        for tab in tabs:
            tab.goto(site.origin)
        start(tabs[0])
        call(tabs[0], "flush")
        assert start(tabs[1], consent="required") == "waiting"
        call(tabs[1], "consent.revoke")
        ended(tabs[0])
        site.until(lambda: site.erased == recordings(site), "it is erased")


OLDER = """async ([address, ageMs]) => {
  const { port } = new SharedWorker(address, { type: "module", name: "velo", extendedLifetime: true });
  port.postMessage({ kind: "start", options: {}, endpoint: null, losses: 0, since: Date.now() - ageMs });
  return await new Promise((done) => (port.onmessage = ({ data }) => ["ready", "revoked"].includes(data.kind) && done(data.kind)));
}"""


def test_a_page_that_had_consent_before_it_was_taken_back_and_is_shown_again_has_none(browser: Browser, site: Site) -> None:
    """As what a page says that was put aside meanwhile; this browser puts none aside while the worker holds a lock."""
    site.page("/", PAGE)
    address = next(f"/velo/{file.name}" for file in velo_folder().glob("worker-*.js"))
    with context(browser, site) as visitor:
        page = visitor.new_page()
        page.goto(site.origin)
        start(page)
        call(page, "flush")
        assert page.evaluate(OLDER, [address, 60_000]) == "ready"
        call(page, "consent.revoke")
        assert page.evaluate(OLDER, [address, 60_000]) == "revoked"
        assert page.evaluate(OLDER, [address, 0]) == "ready"
