"""A visit of several pages: one Python for all of them, and what a page saw last arrives after the page is gone."""

import json

import pytest
from playwright.sync_api import Browser

from tests.browser.chrome import call, start, visit
from tests.browser.server import Event, Site

pytestmark = pytest.mark.browser

FIRST = "<!doctype html><title>t</title><p>first</p><a id=next href=/second>on</a>"
SECOND = "<!doctype html><title>t</title><p>second</p>"


def is_click(event: Event) -> bool:
    return event["type"] == 3 and event["data"].get("source") == 2 and event["data"].get("type") == 2


def test_the_click_that_leaves_a_page_arrives(browser: Browser, site: Site) -> None:
    site.page("/", FIRST)
    site.page("/second", SECOND)
    with visit(browser, site) as page:
        start(page)
        page.wait_for_timeout(1000)  # the quarantine of the first snapshot: nothing else tells that it is over
        page.click("#next")
        page.wait_for_url("**/second")
        site.until_event(is_click, "the click on the first page")
    assert site.events()[0]["type"] == 4


def test_each_page_is_a_recording_of_its_own_and_files_are_fetched_once(browser: Browser, site: Site) -> None:
    site.page("/", FIRST)
    site.page("/second", SECOND)
    with visit(browser, site) as page:
        assert start(page) == "recording"
        call(page, "flush")
        page.goto(site.origin + "/second")
        assert start(page) == "recording"
        call(page, "flush")
    assert len({asked.address.split("/")[2] for asked in site.puts}) == 2
    runtime = [asked.address for asked in site.snapshot() if asked.address.endswith(".asm.wasm")]
    assert len(runtime) == 1, "the second page found Python running"


def test_content_that_came_just_before_the_end_never_leaves(browser: Browser, site: Site) -> None:
    """A mark would have come in a frame that is not run any more."""
    site.page("/", FIRST)
    site.page("/second", SECOND)
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        page.evaluate("() => { document.body.append(document.createElement('hr')); location.href = '/second' }")
        page.wait_for_url("**/second")
        start(page)
        call(page, "flush")
    assert not [event for event in site.events() if '"hr"' in json.dumps(event)]
