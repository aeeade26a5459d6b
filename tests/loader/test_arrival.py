"""The probe's file: fetched when a recording begins and not before; whatever happens until it is there holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from tests.browser.chrome import call, start, velo_folder, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html><head><title>t</title></head><body><div id=a data-velo=allow>Wolverine
<p id=p>Zephyrine</p><div id=m data-velo=mask><b id=b>Ptolemaeus</b></div><form><input id=i type=password value=Quillfeather>
</form></div></body></html>"""
FILE = "**/velo/probe-*.js"
# Imports the module and starts it; does not wait.
BEGIN = """async (options) => {
  window.__velo = await import('/velo/velo.mjs');
  window.started = __velo.start({ endpoint: '/collect', consent: 'not-required', ...options });
  window.started.catch(() => 0);
}"""
QUIET_MS = 500


@pytest.fixture(autouse=True)
def page_of_the_site(site: Site) -> None:
    site.page("/", PAGE)


def asked_for(site: Site) -> list[str]:
    return [asked.address for asked in site.snapshot() if asked.address.startswith("/velo/probe-")]


@contextmanager
def held(page: Page) -> Iterator[Callable[[], None]]:
    """The probe's file does not come before what is given here is called."""
    waiting: list[Route] = []
    page.route(FILE, lambda route: waiting.append(route))

    def let_go() -> None:
        while not waiting:
            page.wait_for_timeout(20)
        waiting.pop().continue_()

    yield let_go


def text_of(site: Site) -> str:
    return "\n".join(site.lines())


def test_it_is_fetched_when_consent_is_given_and_once(browser: Browser, site: Site) -> None:
    with visit(browser, site) as page:
        page.evaluate(BEGIN, {"consent": "required"})
        page.wait_for_timeout(QUIET_MS)
        assert asked_for(site) == []
        assert call(page, "consent.grant") == "recording"
        call(page, "stop")
        assert start(page) == "recording"
        assert len(asked_for(site)) == 1


def test_it_uses_what_the_browser_had_when_velo_came(browser: Browser, site: Site) -> None:
    tampered = """async () => {
      await import('/velo/velo.mjs');
      window.calls = [];
      for (const [owner, name] of [[Element, 'getAttributeNames'], [Map, 'get'], [Set, 'add'], [MutationObserver, 'observe'], [Array, 'push']]) {
        const native = owner.prototype[name];
        owner.prototype[name] = function (...args) {
          if (new Error().stack.split('\\n')[2]?.includes('/velo/probe-')) window.calls[window.calls.length] = name;
          return native.apply(this, args);
        };
      }
    }"""
    with visit(browser, site) as page:
        page.evaluate(tampered)
        assert start(page) == "recording"
        page.evaluate("() => { document.body.append(document.createElement('article')); p.className = 'x' }")
        call(page, "flush")
        assert "article" in text_of(site)
        assert page.evaluate("calls") == []


def test_a_page_that_replaced_nothing_sees_no_frame(browser: Browser, site: Site) -> None:
    watch = """() => {
      window.seen = [];
      const look = (records) => records.forEach(({ addedNodes }) => addedNodes.forEach(({ nodeName }) => seen.push(nodeName)));
      new MutationObserver(look).observe(document, { subtree: true, childList: true });
    }"""
    with visit(browser, site) as page:
        page.evaluate(watch)
        assert start(page) == "recording"
        call(page, "flush")
        assert page.evaluate("seen") == []
        page.reload()  # and one that has, as a counter-check
        page.evaluate("() => { Element.prototype.matches = function matches() { return true } }")
        page.evaluate(watch)
        assert start(page) == "recording"
        assert page.evaluate("seen") == ["IFRAME"]


def test_what_the_page_does_until_it_is_there_is_remembered(browser: Browser, site: Site) -> None:
    with visit(browser, site) as page, held(page) as let_go:
        page.evaluate(BEGIN, {"recordInputs": True})
        page.wait_for_timeout(QUIET_MS)
        page.evaluate("() => { i.type = 'text'; a.append(b) }")
        let_go()
        assert page.evaluate("started") == "recording"
        call(page, "flush")
        text = text_of(site)
        assert "Wolverine" in text
        assert "Quillfeather" not in text, "a password was read"
        assert "Ptolemaeus" not in text, "what came out of a masked box shows"


def test_a_mark_set_until_it_is_there_holds(browser: Browser, site: Site) -> None:
    with visit(browser, site) as page, held(page) as let_go:
        page.evaluate(BEGIN, {})
        page.wait_for_timeout(QUIET_MS)
        page.evaluate("() => { __velo.exclude('#p'); __velo.event('said', { early: true }) }")
        flushed = page.evaluate_handle("() => ({ done: __velo.flush() })")
        let_go()
        flushed.evaluate("(flushed) => flushed.done")
        text = text_of(site)
        assert "Wolverine" in text and "rr_width" in text and any(event["type"] == 5 for event in site.events())
        assert "Zephyrine" not in text


@pytest.mark.parametrize("ending", ["stop", "consent.revoke"])
def test_who_ends_it_before_it_is_there_is_not_observed(browser: Browser, site: Site, ending: str) -> None:
    with visit(browser, site) as page, held(page) as let_go:
        page.evaluate(BEGIN, {})
        page.wait_for_timeout(QUIET_MS)
        call(page, ending)
        let_go()
        page.wait_for_timeout(QUIET_MS)
        assert page.evaluate("() => __velo.state") == {"stop": "idle", "consent.revoke": "waiting"}[ending]
        assert page.evaluate("() => Element.prototype.attachShadow.toString()").endswith("{ [native code] }")
        assert site.puts == []


def test_a_pause_until_it_is_there_ends_with_a_whole_page(browser: Browser, site: Site) -> None:
    with visit(browser, site) as page, held(page) as let_go:
        page.evaluate(BEGIN, {})
        page.wait_for_timeout(QUIET_MS)
        page.evaluate("() => __velo.pause()")
        let_go()
        page.wait_for_timeout(QUIET_MS)
        assert site.puts == []
        page.evaluate("() => __velo.resume()")
        page.evaluate("started")
        call(page, "flush")
        assert sum(event["type"] == 2 for event in site.events()) == 1


def test_it_fails_closed_where_the_file_is_missing_and_may_be_tried_again(browser: Browser, site: Site) -> None:
    site.missing = ("/velo/probe-",)
    with visit(browser, site) as page:
        with pytest.raises(Error, match="the probe could not be loaded"):
            start(page)
        assert page.evaluate("() => __velo.state") == "failed"
        assert site.puts == []


def test_all_of_it_may_come_from_another_host_that_the_tag_names(browser: Browser, site: Site) -> None:
    with Site(velo_folder()) as shelf:
        shelf.headers["access-control-allow-origin"] = "*"
        tag = f'<script async src="{shelf.origin}/velo/velo.js" data-endpoint="/collect" data-consent="not-required"></script>'
        site.page("/", PAGE.replace("</head>", f"{tag}</head>"))
        made = browser.new_context()
        try:
            made.new_page().goto(site.origin)
            site.until(lambda: "Wolverine" in text_of(site), "a recording")
            assert asked_for(shelf) and not asked_for(site)
        finally:
            made.close()

