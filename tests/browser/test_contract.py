"""How recording begins and ends, as the contract says it: tag, module, queue, options, consent, signals, stop."""

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser.chrome import call, script, start, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><html><head><title>t</title>{head}</head><body><h1>Hello</h1><p id=p>Zephyrine</p></body></html>"
TAG = '<script async src="/velo/velo.js" data-endpoint="/collect" {more}></script>'
CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'"

TRUSTED_TYPES = "; require-trusted-types-for 'script'; trusted-types velo"

# Long enough for a recorder that should do nothing to do something.
QUIET_MS = 700


def put(site: Site, head: str = "") -> None:
    site.page("/", PAGE.format(head=head))


def tag(**more: str) -> str:
    return TAG.format(more=" ".join(f'data-{name}="{value}"' for name, value in more.items()))


def beside_the_page(site: Site) -> list[str]:
    """What was asked of the site but the page itself and what the browser asks for on its own."""
    return [asked.address for asked in site.snapshot() if asked.address not in ("/", "/favicon.ico")]


def assert_nothing_begins(page: Page, site: Site, entry: str = "/velo/velo.mjs") -> None:
    page.wait_for_timeout(QUIET_MS)
    assert beside_the_page(site) == [entry]
    assert page.evaluate("() => Element.prototype.attachShadow.toString()") == "function attachShadow() { [native code] }"


def has_snapshot(site: Site) -> bool:
    return any(event["type"] == 2 for event in site.events())


# --- beginning


def test_one_tag_starts_it(browser: Browser, site: Site) -> None:
    put(site, tag(preset="strict", consent="not-required"))
    with visit(browser, site) as page:
        site.until(lambda: has_snapshot(site), "a snapshot")
        assert page.evaluate("() => velo.state") == "recording"


def test_a_tag_that_comes_again_asks_the_first(browser: Browser, site: Site) -> None:
    """Two recordings of one page would be told of a mark by half."""
    one = tag(preset="balanced", consent="not-required")
    put(site, one + one)
    with visit(browser, site) as page:
        page.wait_for_function("() => window.velo?.state === 'recording'")
        page.evaluate("tag => document.body.append(document.createRange().createContextualFragment(tag))", one)
        page.wait_for_function("() => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/velo.js')).length > 1")
        page.wait_for_timeout(QUIET_MS)
        page.evaluate("() => { velo.exclude('#p'); document.querySelector('#p').textContent = 'Quackenbush' }")
        page.wait_for_timeout(QUIET_MS)
        call(page, "flush")
        assert not any("Quackenbush" in line for line in site.lines())
        assert sum(event["type"] == 2 for event in site.events()) == 1


def test_the_module_starts_it(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        assert start(page) == "recording"
        call(page, "flush")
        assert has_snapshot(site)


def test_calls_made_before_the_script_came_are_kept(browser: Browser, site: Site) -> None:
    site.page(
        "/early.js",
        """window.velo = window.velo || { q: [] };
           window.told = [];
           velo.q.push(["exclude", "#p"]);
           velo.q.push(["on", "batch", (text) => told.push(text)]);
           velo.q.push(["start", { endpoint: "/collect", consent: "not-required" }]);""",
        ".js",
    )
    put(site, '<script src="/early.js"></script><script defer src="/velo/velo.js"></script>')
    with visit(browser, site) as page:
        site.until(lambda: has_snapshot(site), "a snapshot")
        boxes = [line for line in site.lines() if "rr_width" in line]
        assert boxes, "exclude() was lost"
        page.wait_for_function("() => told.length > 0")


def test_something_else_of_that_name_is_not_asked(browser: Browser, site: Site) -> None:
    put(site, "<script>window.velo = { start() { window.isAsked = true } }</script>" + tag(preset="balanced", consent="not-required"))
    with visit(browser, site) as page:
        page.wait_for_function("() => window.velo?.state === 'recording'")
        assert not page.evaluate("() => window.isAsked")


def test_what_one_recording_has_seen_holds_for_the_next(browser: Browser, site: Site) -> None:
    """A password that shows is one still, and a name from a masked place stays masked, whoever records now."""
    site.page("/", "<!doctype html><title>t</title><input id=a type=password><div data-velo=mask><p id=b>Quackenbush</p></div>")
    with visit(browser, site) as page:
        start(page, preset="balanced", recordInputs=True)
        page.fill("#a", "Zephyrine")
        page.evaluate("() => { a.type = 'text'; document.body.append(b); b.firstChild.data = 'Marmaduke' }")
        call(page, "flush")
        call(page, "stop")
        assert start(page, preset="balanced", recordInputs=True) == "recording"
        call(page, "flush")
        lines = "".join(site.lines())
        assert not [word for word in ("Zephyrine", "Quackenbush", "Marmaduke") if word in lines]


def test_states_follow_each_other(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        assert page.evaluate("async () => (await import('/velo/velo.mjs')).state") == "idle"
        asked = "async () => { const v = await import('/velo/velo.mjs'); v.start({ consent: 'not-required' }); return v.state }"
        assert page.evaluate(asked) == "starting"
        state = "async () => (await import('/velo/velo.mjs')).state"
        assert start(page) == "recording"
        assert page.evaluate(state) == "recording"
        call(page, "pause")
        assert page.evaluate(state) == "paused"
        call(page, "resume")
        assert page.evaluate(state) == "recording"
        call(page, "stop")
        assert page.evaluate(state) == "idle"


def test_who_stops_soon_after_a_pause_gets_an_answer_and_all_of_it(browser: Browser, site: Site) -> None:
    """What was paused becomes free first: that must not end the look at what came after."""
    put(site)
    act = """async () => {
      const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      document.body.append(document.createElement("aside"));
      __velo.pause();
      await wait(200);
      __velo.resume();
      document.body.append(document.createElement("article"));
      await Promise.race([__velo.stop(), wait(10_000).then(() => Promise.reject(new Error("no answer")))]);
    }"""
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        page.evaluate(act)
    assert sum(event["type"] == 2 for event in site.events()) == 2 and any("article" in line for line in site.lines())


def test_resume_begins_with_a_new_snapshot_and_tells_nothing_of_the_pause(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        call(page, "pause")
        page.evaluate("() => { const a = document.createElement('aside'); document.body.append(a); a.remove() }")
        page.evaluate("() => document.body.append(document.createElement('article'))")
        page.wait_for_timeout(QUIET_MS)
        assert not any("article" in line or "aside" in line for line in site.lines())
        call(page, "resume")
        call(page, "flush")
        snapshots = [line for event, line in zip(site.events(), site.lines(), strict=True) if event["type"] == 2]
        assert len(snapshots) == 2
        assert "article" in snapshots[1]
        assert not any("aside" in line for line in site.lines())


# --- options


@pytest.mark.parametrize(
    ("options", "named"),
    [
        pytest.param({"recordinputs": True}, ["recordinputs"], id="unknown option"),
        pytest.param({"preset": "loud"}, ["preset"], id="unknown preset"),
        pytest.param({"consent": "maybe"}, ["consent"], id="unknown consent"),
        pytest.param({"recordInputs": "yes"}, ["recordInputs"], id="no flag"),
        pytest.param({"sample": 2}, ["sample"], id="no share"),
        pytest.param({"mask": ".x"}, ["mask"], id="no list"),
        pytest.param({"exclude": ["p", "p["]}, ["exclude", "p["], id="broken selector"),
        pytest.param({"mask": ["p", "p::before"]}, ["mask", "p::before"], id="selector that no element can match"),
        pytest.param({"ignore": [""]}, ["ignore"], id="empty selector"),
        pytest.param({"aliases": ["nobody"]}, ["aliases"], id="unknown product"),
        pytest.param({"endpoint": "ftp://x.example/"}, ["endpoint"], id="no web address"),
        pytest.param({"preset": "loud", "nope": 1, "mask": ["["]}, ["preset", "nope", "mask"], id="all problems at once"),
    ],
)
def test_a_wrong_option_is_refused_and_nothing_begins(
    browser: Browser, site: Site, options: dict[str, object], named: list[str]
) -> None:
    put(site)
    with visit(browser, site) as page:
        with pytest.raises(Error) as refused:
            start(page, **options)
        assert not [name for name in named if name not in refused.value.message]
        assert_nothing_begins(page, site)
        assert page.evaluate("() => __velo.state") == "failed"


def test_a_wrong_option_on_the_tag_is_said_in_the_console(browser: Browser, site: Site) -> None:
    put(site, tag(consent="not-required", presett="strict"))
    with visit(browser, site) as page:
        page.wait_for_function("() => window.velo?.state === 'failed'")
        assert_nothing_begins(page, site, "/velo/velo.js")
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.reload()
        page.wait_for_function("() => window.velo?.state === 'failed'")
        assert any("presett" in text for text in said)


@pytest.mark.parametrize("name", ["exclude", "mask", "ignore"])
def test_a_broken_selector_in_a_call_ends_the_recording(browser: Browser, site: Site, name: str) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page)
        with pytest.raises(Error, match="does not parse"):
            call(page, name, "p[")
        assert page.evaluate("() => __velo.state") == "failed"
        before = len(site.puts)
        page.evaluate("() => document.body.append(document.createElement('article'))")
        page.wait_for_timeout(QUIET_MS)
        assert len(site.puts) == before
        assert not any("article" in line for line in site.lines())


# Each has a length or says how long it is, and none holds an element.
NO_TARGETS = ["document.querySelector('p').firstChild", "() => {}", "document.querySelector('p').attributes[0]", "{length: 2}"]


@pytest.mark.parametrize("target", NO_TARGETS)
def test_a_call_for_what_is_no_element_ends_the_recording(browser: Browser, site: Site, target: str) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page)
        with pytest.raises(Error, match="no element"):
            page.evaluate(f"() => void __velo.exclude({target})")
        assert page.evaluate("() => __velo.state") == "failed"


def test_a_broken_selector_before_the_start_lets_nothing_begin(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        page.evaluate("async () => { try { (await import('/velo/velo.mjs')).exclude('p[') } catch {} }")
        with pytest.raises(Error, match="does not parse"):
            start(page)
        assert_nothing_begins(page, site)


# --- consent and signals


@pytest.mark.parametrize("options", [{"consent": "required"}, {"consent": None}], ids=["required", "nothing said"])
def test_nothing_is_loaded_or_observed_without_consent(browser: Browser, site: Site, options: dict[str, object]) -> None:
    put(site)
    with visit(browser, site) as page:
        given = {"endpoint": "/collect"} | {name: value for name, value in options.items() if value}
        assert page.evaluate(script("start"), given | {"limit_ms": 5000}) == "waiting"
        assert_nothing_begins(page, site)
        assert call(page, "consent.grant") == "recording"
        call(page, "flush")
        assert has_snapshot(site)


def test_revoking_consent_erases_the_recording_and_ends_it(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        (recording,) = {asked.address.split("/")[2] for asked in site.puts}
        call(page, "consent.revoke")
        assert site.erased == [recording]
        before = len(site.asked)
        page.evaluate("() => document.body.append(document.createElement('article'))")
        page.wait_for_timeout(QUIET_MS)
        assert len(site.asked) == before
        assert not site.kept


@pytest.mark.parametrize("signal", ["globalPrivacyControl: true", "doNotTrack: '1'"])
def test_a_visitor_who_objects_is_not_recorded(browser: Browser, site: Site, signal: str) -> None:
    put(site)
    with visit(browser, site) as page:
        name, value = signal.split(": ")
        page.evaluate(f"() => Object.defineProperty(navigator, '{name}', {{ value: {value}, configurable: true }})")
        assert start(page) == "off"
        assert_nothing_begins(page, site)
        assert start(page, respectGpc=False) == "recording"


def test_a_session_that_is_not_sampled_is_not_recorded(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        assert start(page, sample=0) == "off"
        assert_nothing_begins(page, site)


# --- where it cannot run


@pytest.mark.parametrize("gone", ["/velo/probe", "/velo/worker", "/velo/pyodide", "/velo/image"])
def test_it_fails_closed_when_a_part_is_missing(browser: Browser, site: Site, gone: str) -> None:
    put(site)
    site.missing = (gone,)
    with visit(browser, site) as page:
        with pytest.raises(Error) as refused:
            start(page)
        assert "neither" not in refused.value.message, "start() hangs"
        assert "Zephyrine" not in refused.value.message
        assert page.evaluate("() => __velo.state") == "failed"
        page.wait_for_timeout(QUIET_MS)
        assert site.puts == []


@pytest.mark.parametrize("more", ["", TRUSTED_TYPES], ids=["plain", "Trusted Types"])
def test_it_works_under_a_strict_content_security_policy(browser: Browser, site: Site, more: str) -> None:
    put(site)
    site.headers["content-security-policy"] = CSP + more
    with visit(browser, site) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.evaluate(
            "() => document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
        )
        assert start(page) == "recording"
        call(page, "flush")
        assert has_snapshot(site)
        assert said == []


# --- ending


def test_stop_undoes_every_hook_and_sends_what_is_left(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        native = "() => { window.native = Element.prototype.attachShadow }"
        page.evaluate(native)
        start(page)
        page.evaluate("() => document.body.append(document.createElement('article'))")
        call(page, "stop")
        assert any("article" in line for line in site.lines()), "what was left was not sent"
        assert page.evaluate("() => Element.prototype.attachShadow === native")
        before = len(site.asked)
        page.evaluate("() => document.body.append(document.createElement('aside'))")
        page.mouse.click(50, 50)
        page.wait_for_timeout(3000)
        assert len(site.asked) == before


def test_stop_and_start_again_makes_another_recording(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        for _ in range(2):
            assert start(page) == "recording"
            call(page, "flush")
            call(page, "stop")
        recordings = {recording for recording, _ in site.kept}
        assert len(recordings) == 2
        for recording in recordings:
            assert sum('"type":2' in line[:10] for line in site.lines(recording)) == 1


def test_nothing_of_it_shows_in_the_page(browser: Browser, site: Site) -> None:
    names = "() => Object.getOwnPropertyNames(window)"
    put(site)
    with visit(browser, site) as page:
        before, html = set(page.evaluate(names)), page.content()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(error.message))
        page.evaluate(
            """async () => {
                 const tag = document.createElement("script");
                 Object.assign(tag.dataset, { endpoint: "/collect", consent: "not-required" });
                 tag.src = "/velo/velo.js";
                 document.head.append(tag);
                 await new Promise((resolve) => (tag.onload = resolve));
                 tag.remove();
               }"""
        )
        site.until(lambda: has_snapshot(site), "a snapshot")
        assert set(page.evaluate(names)) - before == {"velo"}
        assert page.content() == html
        assert errors == []


def test_no_other_origin_is_asked_for_anything(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        call(page, "stop")
        assert [asked.address for asked in site.snapshot() if asked.is_elsewhere] == []
        strange = [address for address in beside_the_page(site) if not address.startswith(("/velo/", "/collect/"))]
        assert strange == []
        page.evaluate("() => fetch('http://other.example/x', { mode: 'no-cors' }).catch(() => 0)")
        assert any(asked.is_elsewhere for asked in site.snapshot()), "this test would not see it"
