"""Consent: nothing before it; what a consent platform says is heard, and only a clear yes is one; a withdrawal erases."""

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chrome import SCRIPTS, call, context, script, velo_folder, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

# What a page with a TCF platform and Google's tag has, and what the test says through them.
PLATFORMS = """
window.listeners = new Map();
window.__tcfapi = (command, version, callback, id) => {
  if (command === "addEventListener" && version === 2) listeners.set(listeners.size + 1, callback);
  else if (command === "removeEventListener") callback(listeners.delete(id));
};
window.tcf = (data, success = true) =>
  listeners.forEach((callback, listenerId) => callback(data && { tcfPolicyVersion: 5, cmpStatus: "loaded", listenerId, ...data }, success));
window.dataLayer = [];
window.gtag = function () { dataLayer.push(arguments); };
window.said = (granted) => dispatchEvent(new CustomEvent("velo:consent", { detail: { granted } }));
window.all = { consents: { 1: true, 2: false, 8: true, 10: true } };
"""
PAGE = "<!doctype html><title>t</title><script>" + PLATFORMS + "</script><h1>Hello</h1><p>harmless words</p>"

YES = "tcf({ eventStatus: 'useractioncomplete', purpose: all })"
NO = "tcf({ eventStatus: 'useractioncomplete', purpose: { consents: { 1: true, 8: false, 10: true } } })"
GOOGLE_YES = "gtag('consent', 'update', { ad_storage: 'denied', analytics_storage: 'granted' })"
GOOGLE_NO = "gtag('consent', 'update', { analytics_storage: 'denied' })"


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[tuple[Page, Site]]:
    """One tab for all that begins nothing or is left at once."""
    with Site(velo_folder()) as site, context(browser, site) as made:
        site.page("/", PAGE)
        yield made.new_page(), site


def begun(page: Page, site: Site, before: str = "", **options: object) -> None:
    """A fresh page with the recorder waiting."""
    page.goto(site.origin + "/")
    page.evaluate(before or "0")
    asked = """async (options) => {
      window.velo = await import('/velo/velo.mjs');
      velo.start({ endpoint: '/collect', ...options });
    }"""
    page.evaluate(asked, options)


def state(page: Page) -> str:
    said: str = page.evaluate("velo.state")
    return said


def is_begun(page: Page) -> bool:
    assert state(page) in ("waiting", "starting", "recording")
    return state(page) != "waiting"


# --- what is a yes


@pytest.mark.parametrize(
    ("said", "options"),
    [
        pytest.param(YES, {}, id="tcf, chosen"),
        pytest.param("tcf({ eventStatus: 'tcloaded', purpose: all })", {}, id="tcf, chosen earlier"),
        pytest.param("tcf({ eventStatus: 'tcloaded', purpose: { consents: { 1: true } } })", {"tcfPurposes": [1]}, id="other purposes"),
        pytest.param(GOOGLE_YES, {}, id="google"),
        pytest.param("gtag('consent', 'default', { analytics_storage: 'denied' }); " + GOOGLE_YES, {}, id="google, after its default"),
        pytest.param("said(true)", {}, id="event"),
        pytest.param(
            "document.querySelector('h1').dispatchEvent(new CustomEvent('velo:consent', { detail: { granted: true } }))", {}, id="event of an element"
        ),
        pytest.param(f"{NO}; {GOOGLE_YES}; {YES}", {}, id="the last that said no agrees"),
        pytest.param("velo.consent.revoke(); said(true)", {}, id="the page's own words, the last one"),
        pytest.param(f"velo.consent.grant(); {NO}; {GOOGLE_NO}", {}, id="the page's own words, though a platform says no at first"),
        pytest.param(f"{YES}; {NO}", {"consent": "not-required"}, id="nobody has to be asked"),
        pytest.param(NO, {"consentFrom": False, "consent": "not-required"}, id="nobody is asked"),
    ],
)  # fmt: skip
def test_a_clear_yes_begins(shared: tuple[Page, Site], said: str, options: dict[str, object]) -> None:
    page, site = shared
    begun(page, site, **options)
    assert is_begun(page) is ("consent" in options)
    page.evaluate(f"() => {{ {said} }}")
    assert is_begun(page)


def test_what_was_said_before_the_recorder_came_counts(shared: tuple[Page, Site]) -> None:
    page, site = shared
    begun(page, site, GOOGLE_YES)
    assert is_begun(page)


def test_a_platform_that_comes_later_is_found(shared: tuple[Page, Site]) -> None:
    page, site = shared
    begun(page, site, "window.late = __tcfapi; delete window.__tcfapi; delete window.dataLayer")
    page.evaluate("() => { window.__tcfapi = late; }")
    page.wait_for_function("listeners.size")
    page.evaluate(YES)
    assert is_begun(page)


# --- what is none


UNCLEAR = [
    pytest.param(NO, id="one purpose refused"),
    pytest.param("tcf({ eventStatus: 'cmpuishown', purpose: all })", id="still asking"),
    pytest.param("tcf({ purpose: all })", id="no status"),
    pytest.param("tcf({ eventStatus: 'useractioncomplete', purpose: all }, false)", id="not successful"),
    pytest.param("tcf({ eventStatus: 'useractioncomplete', purpose: all }, 'true')", id="success is a word"),
    pytest.param("tcf(null); tcf(undefined, false); tcf('yes'); tcf({})", id="nothing that could be read"),
    pytest.param("tcf({ eventStatus: 'tcloaded', purpose: { consents: { 1: 1, 8: 'true', 10: {} } } })", id="not the boolean"),
    pytest.param("tcf({ eventStatus: 'tcloaded', purpose: { legitimateInterests: all.consents } })", id="legitimate interest"),
    pytest.param("tcf({ eventStatus: 'tcloaded', gdprApplies: false })", id="GDPR does not apply, they say"),
    pytest.param("gtag('consent', 'default', { analytics_storage: 'granted' })", id="a default"),
    pytest.param("gtag('consent', 'update', { ad_storage: 'granted' })", id="another storage"),
    pytest.param("gtag('consent', 'update', { analytics_storage: true })", id="not Google's word"),
    pytest.param("gtag('consent', 'update'); gtag('consent'); gtag(); dataLayer.push(null, 7)", id="half a call"),
    pytest.param("dataLayer.push(['consent', 'update', { analytics_storage: 'granted' }])", id="no call of gtag"),
    pytest.param(f"{NO}; {GOOGLE_YES}", id="one of two says no"),
    pytest.param(f"{GOOGLE_NO}; {YES}", id="one of two says no, the other way"),
    pytest.param("said('true')", id="an event with a word"),
    pytest.param("said(1)", id="an event with a number"),
    pytest.param("dispatchEvent(new Event('velo:consent'))", id="an event that says nothing"),
    pytest.param(f"velo.consent.revoke(); {YES}", id="revoked here, then the platform's first word"),
]  # fmt: skip


@pytest.mark.parametrize("said", UNCLEAR)
def test_anything_else_is_no_consent(shared: tuple[Page, Site], said: str) -> None:
    page, site = shared
    begun(page, site)
    page.evaluate(f"() => {{ {said} }}")
    assert not is_begun(page)


@pytest.mark.parametrize(
    ("asked", "said"),
    [([], f"{YES}; {GOOGLE_YES}; said(true)"), (["tcf"], f"{GOOGLE_YES}; said(true)"), (["event", "google"], YES)],
)  # fmt: skip
def test_only_those_that_the_owner_names_are_heard(shared: tuple[Page, Site], asked: list[str], said: str) -> None:
    page, site = shared
    begun(page, site, consentFrom=asked)
    page.evaluate(f"() => {{ {said} }}")
    assert not is_begun(page)


def test_a_visitor_who_objects_or_has_refused_here_is_not_recorded_whatever_is_said(shared: tuple[Page, Site]) -> None:
    page, site = shared
    begun(page, site, "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
    page.evaluate(f"() => {{ {YES}; {GOOGLE_YES}; said(true); velo.consent.grant() }}")
    assert state(page) == "off"
    for option in ("required", "not-required"):
        begun(page, site, "localStorage.setItem('velo-consent', 'refused 1764350000000')", consent=option)
        page.evaluate(f"() => {{ {YES}; {GOOGLE_YES}; said(true); velo.consent.grant() }}")
        assert not is_begun(page)
    page.evaluate("() => { localStorage.clear(); velo.consent.grant() }")
    assert is_begun(page)


# --- the IAB's own implementation


def bundled(name: str) -> str:
    """A script of ``page/`` with the packages that it imports."""
    from recorder.host import bundle, node

    command = [*node.node(lambda groups: False), str(bundle.ESBUILD), str(SCRIPTS / f"{name}.mjs"), "--bundle", "--format=iife"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_it_understands_a_platform_made_of_the_iabs_own_parts(browser: Browser, site: Site) -> None:
    site.page("/stub.js", bundled("stub"), ".js")
    site.page("/cmp.js", bundled("cmp"), ".js")
    site.page(
        "/",
        "<!doctype html><title>t</title><script src=/stub.js></script><script src=/velo/velo.js data-endpoint=/collect></script>",
    )
    with visit(browser, site) as page:

        def after(said: str) -> str:
            page.evaluate(said)
            return state(page)

        page.add_script_tag(url="/cmp.js")
        assert after("cmp.show()") == "waiting"
        assert after("cmp.chosen([1, 8], [10])") == "waiting"
        assert after("cmp.show()") == "waiting"
        assert after("cmp.chosen([1, 8, 10])") in ("starting", "recording")
        assert after("cmp.show()") in ("starting", "recording")
        assert after("cmp.chosen([1, 2])") == "waiting"
        page.reload()
        page.add_script_tag(url="/cmp.js")
        assert after("cmp.outside()") == "waiting"
        page.reload()
        page.add_script_tag(url="/cmp.js")
        assert after("cmp.chosen([1, 8, 10])") in ("starting", "recording")


# --- nothing before


def test_before_consent_nothing_is_asked_for_stored_or_observed(browser: Browser, site: Site) -> None:
    site.page("/", PAGE.replace("<h1>", '<script src="/velo/velo.js" data-endpoint="/collect"></script><h1>'))
    with context(browser, site) as made:
        made.add_init_script(script("before"))
        page = made.new_page()
        page.goto(site.origin + "/")
        page.evaluate(f"() => {{ {NO}; {GOOGLE_NO}; said(false) }}")
        page.mouse.click(50, 50)
        page.evaluate("() => document.body.append('more words')")
        page.wait_for_timeout(700)
        assert state(page) == "waiting"
        asked = [asked.address for asked in site.snapshot() if asked.address != "/favicon.ico"]
        assert asked == ["/", "/velo/velo.js"]
        assert page.evaluate("__seen") == ["Window hears velo:consent"]
        kept = page.evaluate(script("stored"))
        assert not any(kept.values()), kept
        page.evaluate("() => said(true)")
        page.wait_for_function("velo.state === 'recording'")
        assert {"MutationObserver", "makes SharedWorker", "Window hears resize"} <= set(page.evaluate("__seen")), (
            "the control sees nothing"
        )


# --- withdrawal


def test_a_withdrawal_at_the_platform_erases_and_a_new_yes_begins_again(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        begun(page, site)
        page.evaluate(YES)
        page.evaluate(YES)
        page.wait_for_function("velo.state === 'recording'")
        call(page, "flush")
        (recording,) = {asked.address.split("/")[2] for asked in site.puts}
        page.evaluate(NO)
        assert not is_begun(page) and page.evaluate("velo.consent.state") == "revoked"
        site.until(lambda: recording in site.erased, "the recording is erased")
        before = len(site.puts)
        page.evaluate("() => document.body.append(document.createElement('article'))")
        page.wait_for_timeout(700)
        assert len(site.puts) == before and not site.kept
        page.evaluate(YES)
        page.wait_for_function("velo.state === 'recording'")
        # One that had said nothing so far says no: what a platform has allowed ends.
        page.evaluate(GOOGLE_NO)
        assert not is_begun(page)
        call(page, "consent.grant")
        # The page's own word stands, until who had agreed takes it back.
        page.evaluate(GOOGLE_NO)
        assert is_begun(page)
        page.evaluate(NO)
        assert not is_begun(page)


def test_after_stop_the_platforms_have_their_own_back(shared: tuple[Page, Site]) -> None:
    page, site = shared
    begun(page, site)
    page.evaluate("tcf({ eventStatus: 'cmpuishown' })")
    assert page.evaluate("listeners.size === 1 && dataLayer.push !== Array.prototype.push")
    page.evaluate("window.deaf = [...listeners.values()][0]; velo.stop()")
    page.evaluate("deaf({ eventStatus: 'tcloaded', purpose: all }, true)")  # by a platform that removes nothing
    assert page.evaluate("velo.consent.state") == "required"
    assert page.evaluate("listeners.size === 0 && dataLayer.push === Array.prototype.push")
    page.evaluate(f"() => {{ {GOOGLE_YES}; said(true) }}")
    assert state(page) == "idle"
