"""What a visitor sees of Velo: `<velo-consent>` asks fairly and remembers, `<velo-privacy>` shows what left, stops and erases."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from recorder import ledger
from tests.browser.axe import violations
from tests.browser.chrome import call, context, script, velo_folder
from tests.browser.server import Site

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "it", "de", "fr", "es", "pt", "nl", "pl", "cs")
WORDS = Path(__file__).parent / "page" / "words.mjs"

# What velo.js needs, and nothing for the elements but the player's frame: no inline style, no inline script.
CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; frame-src 'self'"
PAGE = """<!doctype html><html lang={lang}><head><title>t</title><meta name=viewport content="width=device-width">
<meta http-equiv=content-security-policy content="{csp}"><link rel=stylesheet href=/page.css>
<script async src="/velo/velo.js" data-endpoint="/collect" data-preset=balanced {options}></script>
<script type=module src="/velo/velo-consent.js"></script><script type=module src="/velo/velo-privacy.js"></script></head>
<body>{ask}<main><h1>Hello there</h1><p>harmless words, and ada@example.org</p>
<form><label>Name <input id=name autocomplete=name></label></form>{more}</main></body></html>"""
STYLE = ":root { color-scheme: light dark; --accent: rgb(9, 9, 9) } .ours { --velo-accent: var(--accent) } body { margin: 1rem; font-family: sans-serif }"
ASK = '<velo-consent policy="/privacy"></velo-consent>'
PANEL = "<velo-privacy></velo-privacy>"


def put(site: Site, ask: str = ASK, more: str = "", lang: str = "en", options: str = "", path: str = "/") -> None:
    site.page("/page.css", STYLE, ".css")
    site.page(path, PAGE.format(csp=CSP, ask=ask, more=more, lang=lang, options=options))


@pytest.fixture(scope="module")
def ground(browser: Browser) -> Iterator[tuple[BrowserContext, Site]]:
    """One profile and one origin; each test clears what was stored."""
    with Site(velo_folder()) as site, context(browser, site) as made:
        yield made, site


@contextmanager
def opened(ground: tuple[BrowserContext, Site], **kinds: Any) -> Iterator[tuple[Page, Site]]:
    """A page of a fresh visitor; whatever it says on the console is an error."""
    made, site = ground
    page, said = made.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(error.message))
    put(site, **kinds)
    page.goto(site.origin + "/")
    page.evaluate("localStorage.clear()")
    site.asked.clear()
    site.kept.clear()
    page.goto(site.origin + "/")
    page.wait_for_function(
        "() => window.velo?.state && !document.querySelector('velo-consent:not(:defined), velo-privacy:not(:defined)')"
    )
    try:
        yield page, site
        assert not said
    finally:
        page.close()


def stored(page: Page) -> dict[str, str]:
    kept: dict[str, str] = page.evaluate("({ ...localStorage })")
    return kept


def until(page: Page, state: str) -> None:
    page.wait_for_function("state => velo.state === state", arg=state)


def dialog_is_open(page: Page) -> bool:
    found: bool = page.evaluate("document.querySelector('velo-consent').shadowRoot.querySelector('dialog').open")
    return found


def focus(page: Page) -> str:
    """The part that has the focus, or the element outside."""
    found: str = page.evaluate(
        "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).part.value || document.activeElement.localName"
    )
    return found


# --- the question


def test_nothing_is_stored_or_sent_before_the_visitor_has_chosen_and_no_focus_is_taken(
    ground: tuple[BrowserContext, Site],
) -> None:
    with opened(ground) as (page, site):
        assert dialog_is_open(page) and focus(page) == "body"
        page.wait_for_timeout(500)
        assert page.evaluate("velo.state") == "waiting"
        asked = sorted(asked.address for asked in site.snapshot())
        assert [one for one in asked if one.startswith("/velo")] == [
            "/velo/velo-consent.js",
            "/velo/velo-privacy.js",
            "/velo/velo.js",
        ]
        assert not any(page.evaluate(script("stored")).values())
        page.get_by_role("button", name="Close without choosing").click()
        assert not dialog_is_open(page) and not stored(page) and page.evaluate("velo.state") == "waiting"
        page.reload()
        assert page.get_by_role("dialog").is_visible(), "closing was no answer: asked again"


def test_both_answers_look_the_same(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground) as (page, _):
        look = """() => [...document.querySelector('velo-consent').shadowRoot.querySelectorAll('[part~=answer]')].map((button) => {
          const { width, height } = button.getBoundingClientRect(), style = getComputedStyle(button);
          return JSON.stringify([width, height, ...[...style].filter((name) => !/origin|inline|block/.test(name)).map((name) => style.getPropertyValue(name))]);
        })"""
        for width in (1000, 390):
            page.set_viewport_size({"width": width, "height": 800})
            no, yes = page.evaluate(look)
            assert no == yes


@pytest.mark.parametrize("modal", ["", " modal"])
def test_the_keyboard_is_enough(ground: tuple[BrowserContext, Site], modal: str) -> None:
    with opened(ground, ask=f"<velo-consent{modal}></velo-consent>") as (page, _):
        if not modal:
            page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert dialog_is_open(page)
        page.keyboard.press("Escape")
        assert not dialog_is_open(page) and not stored(page)
        page.get_by_role("button", name="Recording: your choice").focus()
        page.keyboard.press("Enter")
        assert focus(page) == "title"
        assert page.evaluate(
            "document.querySelector('velo-consent').shadowRoot.querySelector('dialog').matches(':modal')"
        ) is bool(modal)
        page.keyboard.press("Escape")
        assert focus(page) == "reopen"
        page.keyboard.press("Enter")
        for _ in range(3):
            page.keyboard.press("Tab")
        assert focus(page) == "answer no"
        page.keyboard.press("Enter")
        assert stored(page)["velo-consent"].startswith("refused") and focus(page) == "reopen"


def test_a_yes_holds_on_the_next_page_and_can_be_taken_back_there(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground) as (page, site):
        page.get_by_role("button", name="Yes, record").click()
        until(page, "recording")
        assert stored(page)["velo-consent"].startswith("granted ")
        page.reload()
        until(page, "recording")
        assert not dialog_is_open(page)
        call(page, "flush")
        recordings = {asked.address.split("/")[2] for asked in site.puts}
        assert not any("May we record" in line or "do not record" in line for line in site.lines()), (
            "the question is not recorded"
        )
        assert any("harmless words" in line for line in site.lines()), "the control shows nothing"
        other = page.context.new_page()
        other.goto(page.url)
        until(other, "recording")
        page.get_by_role("button", name="Recording: your choice").click()
        assert page.get_by_text("So far you have said yes.").is_visible()
        page.get_by_role("button", name="No, do not record").click()
        until(page, "waiting")
        site.until(lambda: recordings & set(site.erased), "the recording is erased")
        until(other, "waiting")  # a page that was open beside it
        other.close()
        page.reload()
        page.wait_for_timeout(300)
        assert not dialog_is_open(page) and page.evaluate("[velo.state, velo.consent.state]") == ["waiting", "revoked"]
        page.get_by_role("button", name="Recording: your choice").click()
        assert page.get_by_text("So far you have said no.").is_visible()


@pytest.mark.parametrize(
    ("entry", "is_asked"),
    [
        ("granted {now} 2", False),
        ("granted {now} 1", True),
        ("granted {old} 2", True),
        ("granted {later} 2", True),
        ("granted", True),
        ("refused {now} 1", False),
        ("refused {old} 2", True),
        ("yes {now} 2", True),
    ],
)  # fmt: skip
def test_an_answer_holds_for_its_question_and_its_time(ground: tuple[BrowserContext, Site], entry: str, is_asked: bool) -> None:
    with opened(ground, ask="<velo-consent version=2 days=30></velo-consent>") as (page, _):
        now = page.evaluate("Date.now()")
        page.evaluate(
            "entry => localStorage.setItem('velo-consent', entry)",
            entry.format(now=now, old=now - 31 * 86_400_000, later=now + 60_000),
        )
        page.reload()
        page.wait_for_function("() => window.velo?.state && document.querySelector('velo-consent:defined')")
        assert dialog_is_open(page) is is_asked
        assert (page.evaluate("velo.state") != "waiting") is (entry == "granted {now} 2")


def test_who_objects_already_is_not_asked(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground) as (page, _):
        page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
        page.reload()
        page.wait_for_function("() => window.velo?.state && document.querySelector('velo-consent:defined')")
        assert not dialog_is_open(page) and page.evaluate("velo.state") == "off"
        assert not page.get_by_role("button").count()


def test_a_module_is_told_through_the_element(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground) as (page, _):
        page.evaluate("localStorage.setItem('velo-consent', `granted ${Date.now()} 1`)")
        said = """async () => {
          const velo = await import('/velo/velo.mjs');
          const begun = [await velo.start()];
          delete window.velo;
          document.querySelector('velo-consent').velo = velo;
          return [...begun, velo.state];
        }"""
        assert page.evaluate(said) == ["waiting", "starting"]


def test_words_styles_and_parts_are_the_owners(ground: tuple[BrowserContext, Site]) -> None:
    ask = "<velo-consent reopen=none><span slot=title>Ours?</span><b slot=yes>Sure</b><b slot=no>Rather not</b></velo-consent>"
    with opened(ground, ask=ask) as (page, _):
        page.add_style_tag(url="/page.css")
        assert page.get_by_role("dialog", name="Ours?").is_visible()
        page.evaluate("document.querySelector('velo-consent').style.setProperty('--velo-accent', 'rgb(1, 2, 3)')")
        assert (
            page.get_by_role("button", name="Sure").evaluate("button => getComputedStyle(button).backgroundColor")
            == "rgb(1, 2, 3)"
        )
        page.evaluate("document.querySelector('velo-consent').removeAttribute('style')")
        page.evaluate("document.querySelector('velo-consent').className = 'ours'")
        color = page.get_by_role("button", name="Sure").evaluate("button => getComputedStyle(button).backgroundColor")
        assert color == "rgb(9, 9, 9)", "a property of the page is the page's"
        page.get_by_role("button", name="Rather not").click()
        assert not page.get_by_role("button").count(), "the owner has a way back of their own"
        page.evaluate("document.querySelector('velo-consent').show()")
        assert dialog_is_open(page)


# --- what is recorded about me


def test_a_visitor_sees_takes_stops_and_erases_their_recording(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground, ask="", more=PANEL, options="data-consent=not-required") as (page, site):
        until(page, "recording")
        page.evaluate("document.querySelector('main').append(document.querySelector('velo-privacy'))")  # moved: hears nothing twice
        page.locator("#name").fill("Zephyrine")
        page.get_by_role("button", name="Show the recording").click()
        replayed = page.frame_locator("velo-privacy iframe").frame_locator("iframe")
        replayed.locator("h1").wait_for(state="attached")
        bar = page.frame_locator("velo-privacy iframe").locator(".bar")
        for width in (1000, 320):
            page.set_viewport_size({"width": width, "height": 700})
            assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth && document.documentElement.scrollWidth <= innerWidth")
        assert replayed.locator("h1").inner_text() == "Hello there" and not replayed.locator("velo-privacy section").count()
        rows = page.locator("velo-privacy tr").all_inner_texts()
        assert "e-mail addresses\t1" in rows and "what is typed is not recorded\t1" in rows
        with page.expect_download() as download:
            page.get_by_role("button", name="Download").click()
        taken = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
        assert taken == site.lines()[: len(taken)] and len(taken) > 2 and "Zephyrine" not in "".join(taken)

        # Watching does not make more to watch.
        call(page, "flush")
        page.wait_for_timeout(1000)
        before = len(site.puts)
        page.wait_for_timeout(3500)
        assert len(site.puts) - before <= 1
        for line in site.lines():
            assert "recorded about you" not in line and "replayer" not in line and "Show the" not in line

        page.get_by_role("button", name="Stop recording").click()
        assert page.evaluate("velo.state") == "paused" and stored(page)["velo-consent"].startswith("refused")
        assert page.get_by_text("you have said no").is_visible()
        page.evaluate("velo.resume(); velo.start({ endpoint: '/collect', consent: 'not-required' }).catch(() => 0)")
        assert page.evaluate("velo.state") == "paused"
        page.get_by_role("button", name="Allow recording again").click()
        until(page, "recording")

        (recording,) = {asked.address.split("/")[2] for asked in site.puts}
        page.get_by_role("button", name="Stop and erase").click()
        page.get_by_text("has been asked to erase").wait_for()
        assert recording in site.erased and not site.kept and page.evaluate("velo.state") == "waiting"
        page.reload()
        page.wait_for_timeout(500)
        assert page.evaluate("velo.state") == "waiting" and not site.kept
        page.get_by_role("button", name="Allow recording again").click()
        until(page, "recording")


def test_an_element_that_came_late_asks_for_a_fresh_beginning(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground, ask="", options="data-consent=not-required") as (page, site):
        until(page, "recording")
        call(page, "flush")
        page.evaluate("document.querySelector('main').append(document.createElement('velo-privacy'))")
        page.get_by_role("button", name="Show the recording").click()
        page.frame_locator("velo-privacy iframe").frame_locator("iframe").locator("h1").wait_for(state="attached")


def test_the_oldest_goes_when_too_much_was_sent(ground: tuple[BrowserContext, Site]) -> None:
    with opened(ground, ask="", more=PANEL) as (page, _):
        # The law of `kept.js`, with the file itself.
        source = (Path(__file__).parents[2] / "loader" / "visitor" / "kept.js").read_text(encoding="utf-8")
        said = page.evaluate(
            source.replace("export class", "class")
            + """
            ;(() => {
              const kept = new Kept(40), types = () => kept.events.map((event) => event.type);
              kept.add('{"type":4}\\n{"type":2}\\n{"type":3}');
              const first = types();
              kept.add('{"type":3}\\n');
              const cut = [types(), kept.isCut, kept.text];
              kept.add('{"type":4}\\n{"type":2}\\n');
              return [first, ...cut, types()];
            })()"""
        )
        assert said == [[4, 2, 3], [], True, '{"type":3}\n', [4, 2]]


# --- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_and_every_language_fits(browser: Browser, scheme: str) -> None:
    with Site(velo_folder()) as site, context(browser, site, color_scheme=scheme) as made:
        page = made.new_page()
        for lang in LANGUAGES if scheme == "light" else ("en",):
            put(site, lang=lang, more=PANEL, path=f"/{lang}")
            page.set_viewport_size({"width": 360, "height": 760})
            page.goto(f"{site.origin}/{lang}")
            page.get_by_role("dialog").wait_for()
            page.locator("velo-consent summary").click()
            assert page.locator("velo-consent dialog").get_attribute("lang") == lang
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate(
                "() => { const d = document.querySelector('velo-consent').shadowRoot.querySelector('dialog'); return d.scrollWidth <= d.clientWidth }"
            )
            if lang in ("en", "de"):
                assert not violations(page)
        page.set_viewport_size({"width": 1000, "height": 800})
        assert not violations(page)
        page.locator("velo-consent [part~=yes]").click()
        until(page, "recording")
        page.locator("velo-privacy [part~=play]").click()
        page.frame_locator("velo-privacy iframe").frame_locator("iframe").locator("h1").wait_for(state="attached")
        assert not violations(page)


def test_every_language_says_everything_and_the_ledgers_words_are_all_there() -> None:
    from recorder.host import node

    done = subprocess.run([*node.node(lambda groups: False), str(WORDS)], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    for words in (said["consent"], said["privacy"]):
        assert tuple(words) == LANGUAGES
        for lang, texts in words.items():
            assert list(texts) == list(words["en"]) and all(texts.values()), lang
            fields = [sorted(part for part in text.split() if "{" in part) for text in texts.values()]
            assert [[one.strip(".,") for one in row] for row in fields] == [
                [one.strip(".,") for one in sorted(part for part in text.split() if "{" in part)] for text in words["en"].values()
            ]
            same = [name for name, text in texts.items() if text == words["en"][name]]
            assert lang == "en" or len(same) <= 2, (lang, same)  # "Pause" is that in more than one
    assert set(said["kinds"]) == ledger.KINDS and set(said["rules"]) == ledger.RULES
    assert tuple(said["rows"]) == LANGUAGES
    for kinds, rules in said["rows"].values():
        assert len(kinds.split("|")) == len(said["kinds"]) and len(rules.split("|")) == len(said["rules"])
