"""Smartsupp's and Smartlook's own attributes and calls, on a page that was written for them: as there, or stricter."""

import pytest
from playwright.sync_api import Browser, Page

from recorder.host.audit.search import found
from tests.browser.chrome import call, start, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

# What both products put on a page before they have loaded: a function that keeps calls for later.
STUBS = """
window.smartsupp = window.smartsupp || function () { smartsupp._.push(arguments) };
smartsupp._ = smartsupp._ || [];
window.smartlook = window.smartlook || function () { smartlook.api.push(arguments) };
smartlook.api = smartlook.api || [];
"""

# What Smartsupp's chat does with the queue when it has loaded: takes what is there, and puts a `push` of its own in place.
CHAT = """
window.chat = [];
smartsupp._.forEach((call) => chat.push(Array.from(call)));
smartsupp._.push = (call) => { chat.push(Array.from(call)) };
"""

BODY = "<h1>Hello</h1><p id=p>harmless words</p><form><input id=i></form>"

# Long enough for a recorder that should do nothing to do something.
QUIET_MS = 700


def put(site: Site, head: str = "", body: str = BODY) -> None:
    site.page("/stubs.js", STUBS, ".js")
    site.page("/chat.js", CHAT, ".js")
    site.page(
        "/", f"<!doctype html><html><head><title>t</title><script src=/stubs.js></script>{head}</head><body>{body}</body></html>"
    )


def state(page: Page) -> str:
    said: str = page.evaluate("async () => (window.velo ?? (await import('/velo/velo.mjs'))).state")
    return said


def until_state(page: Page, wanted: str) -> None:
    page.wait_for_function("async (wanted) => (await import('/velo/velo.mjs')).state === wanted", arg=wanted)


def write(page: Page, words: str) -> None:
    page.evaluate("words => { const p = document.createElement('p'); p.textContent = words; document.body.append(p) }", words)


def left(site: Site, words: str) -> bool:
    return any(found([words], asked.raw) or words in asked.text for asked in site.puts)


# --- calls that close


@pytest.mark.parametrize(
    "said",
    [
        "smartsupp('recording:disable', true)",
        "smartsupp('recording:off', true)",
        "smartsupp('recording:disable')",
        "smartsupp('recording:disable', true); smartsupp('recording:disable', false)",
        "smartsupp._.push(['recording:off', 1])",
        "smartsupp('analyticsConsent', true); smartsupp('analyticsConsent', false)",
        "smartlook('init', 'k'); smartlook('disable')",
        "smartlook('disable', true); smartlook('resume')",
        "smartlook('pause')",
    ],
)
def test_what_was_said_before_the_start_lets_nothing_begin(browser: Browser, site: Site, said: str) -> None:
    put(site)
    with visit(browser, site) as page:
        page.evaluate(f"() => {{ {said} }}")
        assert start(page) == "off"
        assert call(page, "consent.grant") == "off"
        assert [asked.address for asked in site.snapshot() if "worker" in asked.address or asked.is_to_collector] == []
        assert page.evaluate("() => Element.prototype.attachShadow.toString()") == "function attachShadow() { [native code] }"


def test_a_call_that_waits_when_the_tag_loads_is_heard(browser: Browser, site: Site) -> None:
    site.page("/said.js", "smartsupp('recording:disable', true);", ".js")
    tag = '<script defer src="/velo/velo.js" data-endpoint="/collect" data-consent="not-required"></script>'
    put(site, f"<script src=/said.js></script>{tag}")
    with visit(browser, site) as page:
        page.wait_for_function("() => window.velo?.state === 'off'")
        page.wait_for_timeout(QUIET_MS)
        assert [asked for asked in site.snapshot() if "worker" in asked.address or asked.is_to_collector] == []


@pytest.mark.parametrize("said", ["smartsupp('recording:disable', true)", "smartlook('disable')"])
def test_what_has_not_left_when_it_is_said_never_leaves(browser: Browser, site: Site, said: str) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page, preset="balanced")
        write(page, "an early sentence")
        call(page, "flush")
        assert left(site, "an early sentence"), "nothing is recorded at all"
        site.answers = [500] * 100
        write(page, "a second sentence")
        site.until(lambda: left(site, "a second sentence"), "a try that the collector does not take")
        write(page, "a third sentence")
        page.wait_for_timeout(QUIET_MS)  # out of quarantine: it waits for the collector
        page.evaluate(f"""() => {{
          const p = document.createElement("p");
          p.textContent = "a fourth sentence";
          document.body.append(p);
          {said};
        }}""")
        assert state(page) == "off"
        before = len(site.puts)
        site.answers = []
        write(page, "a fifth sentence")
        page.evaluate("() => { smartsupp('recording:disable', false); smartsupp('recording:off', false); smartlook('resume') }")
        page.wait_for_timeout(2500)
        assert len(site.puts) - before <= 1, "only what was on its way already"
        assert not [words for words in ("third", "fourth", "fifth") if left(site, f"a {words} sentence")]
        assert start(page) == "off"


def test_a_queue_that_comes_later_is_heard(browser: Browser, site: Site) -> None:
    site.page("/", f"<!doctype html><title>t</title><body>{BODY}</body>")
    with visit(browser, site) as page:
        start(page)
        page.evaluate("() => { window.smartsupp = function () { (smartsupp._ = smartsupp._ || []).push(arguments) } }")
        write(page, "words")
        call(page, "flush")
        assert state(page) == "recording"
        page.evaluate("() => smartsupp('name', 'S3CR3T')")
        page.evaluate("() => smartsupp('recording:disable', true)")
        assert state(page) == "off"


def test_a_call_made_with_a_queue_of_its_own_is_heard_before_more_leaves(browser: Browser, site: Site) -> None:
    site.page("/", f"<!doctype html><title>t</title><body>{BODY}</body>")
    with visit(browser, site) as page:
        start(page, preset="balanced")
        call(page, "flush")
        page.evaluate(f"() => {{ {STUBS}; smartsupp('recording:disable', true) }}")
        write(page, "a late sentence")
        until_state(page, "off")
        assert not left(site, "a late sentence")


# --- calls that close for a while


@pytest.mark.parametrize(
    ("close", "lift"),
    [
        ("smartlook('pause')", "smartlook('resume')"),
        ("smartsupp('analyticsConsent', false)", "smartsupp('analyticsConsent', true)"),
    ],
)
def test_what_such_a_call_closed_it_opens_again_with_a_recording_of_its_own(
    browser: Browser, site: Site, close: str, lift: str
) -> None:
    put(site)
    with visit(browser, site) as page:
        start(page, preset="balanced")
        call(page, "flush")
        page.evaluate(f"() => {close}")
        assert state(page) == "off"
        write(page, "between the two")
        page.evaluate("() => document.body.lastElementChild.remove()")
        page.evaluate(f"() => {lift}")
        until_state(page, "recording")
        write(page, "an open sentence")
        call(page, "flush")
        assert left(site, "an open sentence") and not left(site, "between the two")
        assert len({asked.address.split("/")[2] for asked in site.puts}) == 2


def test_what_the_owner_has_closed_no_such_call_opens(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        assert start(page, consent="required") == "waiting"
        page.evaluate("() => { smartsupp('analyticsConsent', true); smartlook('consentForms', 'I agree'); smartlook('resume') }")
        assert state(page) == "waiting"
        assert call(page, "consent.grant") == "recording"
        call(page, "pause")
        page.evaluate("() => smartlook('resume')")
        assert state(page) == "paused"
        page.evaluate("() => { smartlook('pause'); smartlook('resume') }")
        assert state(page) == "paused"
        call(page, "resume")
        until_state(page, "recording")
        call(page, "stop")
        page.evaluate("() => { smartlook('pause'); smartlook('resume') }")
        assert state(page) == "idle"


def test_a_start_that_is_under_way_ends_as_the_page_says(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        ended = """async (said) => {
          const velo = (window.__velo = await import('/velo/velo.mjs'));
          const begun = velo.start({ endpoint: '/collect', consent: 'not-required' });
          for (const call of said) smartlook(call);
          return await begun;
        }"""
        assert page.evaluate(ended, ["pause"]) == "off"
        assert page.evaluate(ended, ["resume"]) in ("recording", "off")
        until_state(page, "recording")
        call(page, "flush")
        assert site.puts


# --- classes of data


def test_inputs_are_recorded_only_where_owner_and_page_agree(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        page.evaluate("() => smartlook('record', { forms: false, ips: true })")
        start(page, recordInputs=True)
        page.locator("#i").fill("first words")
        call(page, "flush")
        page.locator("#i").fill("")
        page.evaluate("() => smartlook('record', { forms: true })")
        until_state(page, "recording")
        page.locator("#i").fill("second words")
        call(page, "flush")
        page.evaluate("() => smartlook('consentForms', false)")
        until_state(page, "recording")
        page.locator("#i").fill("third words")
        call(page, "flush")
    assert left(site, "second words")
    assert not left(site, "first words") and not left(site, "third words")


def test_a_yes_switches_nothing_on_that_the_owner_has_not(browser: Browser, site: Site) -> None:
    put(site, body=BODY + "<p>mail to ada@example.org</p>")
    with visit(browser, site) as page:
        page.evaluate("() => smartlook('record', { forms: true, emails: true, numbers: true, ips: true })")
        start(page, preset="balanced")
        page.locator("#i").fill("typed words")
        call(page, "flush")
    assert left(site, "harmless words")
    assert not left(site, "typed words") and not left(site, "ada@example.org")


def test_mails_are_shown_only_where_owner_and_page_agree(browser: Browser, site: Site) -> None:
    put(site, body=BODY + "<p>mail to ada@example.org</p>")
    with visit(browser, site) as page:
        page.evaluate("() => smartlook('record', { emails: false, numbers: false })")
        start(page, preset="balanced", recordEmails=True)
        call(page, "flush")
        assert left(site, "harmless words") and not left(site, "ada@example.org")
        page.evaluate("() => smartlook('record', { emails: true })")
        until_state(page, "recording")
        call(page, "flush")
        assert left(site, "ada@example.org"), "the control shows nothing"


# --- calls that are not ours


def test_all_else_that_is_said_changes_nothing_and_does_not_leave(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        said = """() => {
          smartsupp('recording:disable', false);
          smartsupp('recording:off', false);
          smartsupp('name', 'S3CR3Ta');
          smartsupp('variables', { card: { label: 'c', value: 'S3CR3Tb' } });
          smartsupp(() => 'S3CR3Tc');
          smartlook('identify', 'S3CR3Td', { email: 'S3CR3Te' });
          smartlook('track', 'S3CR3Tf', { a: 'S3CR3Tg' });
          smartlook('anonymize');
          smartlook('restart');
          smartlook('record', null);
          smartlook();
          smartlook.api.push(null, 7);
        }"""
        page.evaluate(said)
        assert start(page, preset="balanced") == "recording"
        page.evaluate(said)
        call(page, "flush")
        assert state(page) == "recording"
    assert left(site, "harmless words") and not left(site, "S3CR3T")
    assert len({asked.address.split("/")[2] for asked in site.puts}) == 1


@pytest.mark.parametrize("aliases", [False, ["rrweb", "smartlook"]])
def test_a_site_that_does_not_want_its_calls_honoured_says_so(browser: Browser, site: Site, aliases: object) -> None:
    put(site)
    with visit(browser, site) as page:
        page.evaluate("() => smartsupp('recording:disable', true)")
        assert start(page, aliases=aliases) == "recording"
        page.evaluate("() => smartsupp('recording:off', true)")
        assert state(page) == "recording"
        page.evaluate("() => smartlook('disable')")
        assert state(page) == ("off" if aliases else "recording")


# --- the products themselves on the same page


def test_the_chat_gets_every_call_once_and_in_order(browser: Browser, site: Site) -> None:
    put(site)
    with visit(browser, site) as page:
        page.evaluate("() => { window.theirs = smartsupp; smartsupp('name', 'Ada') }")
        start(page)
        page.evaluate("() => smartsupp('email', 'a@example.org')")
        page.add_script_tag(url="/chat.js")
        page.evaluate("() => { smartsupp('chat:open'); smartsupp('variables', { a: 1 }) }")
        # A tool that puts itself around what it finds, as some do.
        page.evaluate(
            "() => { const { push } = smartsupp._; smartsupp._.push = function () { return push.apply(this, arguments) } }"
        )
        page.evaluate("() => smartsupp('chat:close')")
        assert state(page) == "recording"
        page.evaluate("() => smartsupp('recording:disable', true)")
        assert state(page) == "off"
        assert page.evaluate("() => chat") == [
            ["name", "Ada"],
            ["email", "a@example.org"],
            ["chat:open"],
            ["variables", {"a": 1}],
            ["chat:close"],
            ["recording:disable", True],
        ]
        assert page.evaluate("() => smartsupp === theirs && smartsupp._.length") == 2


def test_a_chat_that_came_first_is_heard_and_left_as_it_was_by_stop(browser: Browser, site: Site) -> None:
    put(site, "<script src=/chat.js></script>")
    with visit(browser, site) as page:
        page.evaluate("() => { window.push = smartsupp._.push }")
        start(page)
        page.evaluate("() => smartlook('record', { forms: true })")
        page.evaluate("() => smartsupp('chat:open')")
        call(page, "stop")
        assert page.evaluate("() => smartsupp._.push === push && smartlook.api.push === Array.prototype.push")
        page.evaluate("() => smartsupp('chat:close')")
        assert page.evaluate("() => chat") == [["chat:open"], ["chat:close"]]
        start(page)
        page.evaluate("() => smartsupp('recording:off', true)")
        assert state(page) == "off"


def test_no_function_is_made_where_the_page_has_none(browser: Browser, site: Site) -> None:
    site.page("/", f"<!doctype html><title>t</title><body><b id=smartsupp></b><b id=smartlook></b>{BODY}</body>")
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        assert page.evaluate("() => Object.hasOwn(window, 'smartsupp') || Object.hasOwn(window, 'smartlook')") is False


# --- attributes


ATTRIBUTES = [
    "data-recording-disable",
    "data-recording-sensitive",
    'data-recording-ignore="mask"',
    'data-recording-ignore="events"',
    'data-recording-ignore="other"',
    'data-sl="exclude"',
    'data-sl="mask"',
    'class="smartlook-hide"',
]


def marked(number: int, attribute: str) -> str:
    return f"<section {attribute}><p title='title S3CR3T{number}x'>text S3CR3T{number}x</p><input id=i{number}></section>"


def test_each_attribute_works_as_there_or_stricter(browser: Browser, site: Site) -> None:
    put(site, body="".join(marked(number, attribute) for number, attribute in enumerate(["", *ATTRIBUTES])))
    with visit(browser, site) as page:
        start(page, preset="balanced", recordInputs=True)
        for number in range(len(ATTRIBUTES) + 1):
            page.locator(f"#i{number}").fill(f"typed{number}words")
        call(page, "flush")
    assert left(site, "text S3CR3T0x") and left(site, "typed0words"), "the control shows nothing"
    for number, attribute in enumerate(ATTRIBUTES, 1):
        assert not left(site, f"S3CR3T{number}x"), attribute
        assert not left(site, f"typed{number}words"), attribute
    told = [event["data"]["id"] for event in site.events() if event["type"] == 3 and event["data"]["source"] == 5]
    # Only the field without a mark and those that are masked tell that something was typed.
    assert len(set(told)) <= 1 + sum("mask" in attribute for attribute in ATTRIBUTES)
    boxes = sum(line.count('"rr_width"') for line in site.lines())
    assert boxes == 3


def test_their_marks_that_show_open_nothing(browser: Browser, site: Site) -> None:
    opening = ["data-recording-gdpr-safe", 'data-sl="unmask"']
    put(
        site,
        body="".join(marked(number, attribute) for number, attribute in enumerate(opening))
        + "<p data-velo=allow>shown words</p>",
    )
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
    assert left(site, "shown words") and not left(site, "S3CR3T")
