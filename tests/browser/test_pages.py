"""What ``velo.toml`` says, built in and in a browser: the options hold, a tag may only ask for less, a rule holds on the pages it names."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from recorder.host import bundle, configuration, node, pages
from tests.browser.chrome import context, velo_folder
from tests.browser.server import Site

pytestmark = pytest.mark.browser

FILE = """
[options]
endpoint = "/collect"
preset = "strict"
consent = "not-required"
exclude = [".always"]

[[page]]
path = ["/blog/**", "/help"]
preset = "balanced"
allow = ["#opened"]

[[page]]
path = "/blog/members/**"
preset = "strict"
exclude = [".member"]

[[page]]
path = "/account/**"
record = false

[[page]]
path = "/app#/private/**"
record = false
"""

PAGE = """<!doctype html><html><head><title>Page</title>{tag}</head><body>
<h1>Heading Evergreen</h1><p class=always>Always Quackenbush</p><p class=member>Member Featherstone</p><div id=late></div></body></html>"""
TAG = '<script src="/velo/velo.js"{}></script>'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dist/velo with this file built in."""
    target = tmp_path_factory.mktemp("site") / "velo"
    shutil.copytree(velo_folder(), target, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    (file := target.parent / "velo.toml").write_text(FILE, encoding="utf-8")
    told: dict[str, Any] = {"VELO_SITE": pages.site(configuration.read(str(file)))}
    for name, start in (("VELO_WORKER", "worker-"), ("VELO_PROBE", "probe-")):
        (told[name],) = [path.name for path in target.glob(f"{start}*.js")]
    bundle.make_entries(node.node(lambda groups: False), target, told, plain=True)
    return target


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[Site]:
    with Site(built) as served:
        yield served


@pytest.fixture(scope="module")
def profile(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """One worker for all."""
    with context(browser, site) as made:
        yield made


@contextmanager
def opened(profile: BrowserContext, site: Site, path: str, tag: str = "") -> Iterator[Page]:
    """A page of the site, settled: recording, or not; of what was kept before nothing is left."""
    site.kept.clear()
    address = site.page(path.partition("#")[0], PAGE.format(tag=TAG.format(tag)))
    page = profile.new_page()
    page.goto(address + ("#" + path.partition("#")[2] if "#" in path else ""))
    page.wait_for_function("() => ['recording', 'off', 'failed', 'waiting'].includes(velo.state)")
    yield page
    page.close()


def flushed(page: Page, site: Site) -> str:
    """What has left, once all that was seen so far has."""
    page.evaluate("() => velo.flush()")
    return "\n".join(site.lines())


def begun(site: Site) -> int:
    """Recordings that began on this page; what a page before it said last may come late."""
    return sum(number == 0 for _, number in site.kept)


def write(page: Page, word: str, path: str | None = None) -> None:
    """A single-page app at work: new content, and perhaps a new address after it."""
    page.evaluate(
        "([word, path]) => { late.innerHTML = `<i>${word}</i><b class=member>${word}b</b>`; if (path) history.pushState(null, '', path); }",
        [word, path],
    )


@pytest.mark.parametrize("path, shows", [("/", False), ("/blog", True), ("/blog/one", True), ("/help/", True), ("/Blog/one", False), ("/helpdesk", False)])
def test_a_rule_that_opens_holds_for_the_path_as_it_is_written(profile: BrowserContext, site: Site, path: str, shows: bool) -> None:
    with opened(profile, site, path) as page:
        text = flushed(page, site)
    assert ("Evergreen" in text, "Quackenbush" in text) == (shows, False) and text


@pytest.mark.parametrize(
    "path", ["/account", "/account/", "/account/orders/7", "/ACCOUNT/x", "/%61ccount/x", "/account;id=7/x", "/app#/private/x", "/%41pp#/private?q=1"]
)
def test_a_rule_that_closes_holds_for_other_spellings_too(profile: BrowserContext, site: Site, path: str) -> None:
    site.page(path.partition("#")[0], PAGE.format(tag=TAG.format("")))
    with opened(profile, site, path) as page:
        assert page.evaluate("() => velo.state") == "off"
        write(page, "Wigglesworth")
        page.wait_for_timeout(300)
    assert not begun(site) and "Wigglesworth" not in "\n".join(site.lines())


def test_where_two_rules_fit_the_strictest_holds(profile: BrowserContext, site: Site) -> None:
    with opened(profile, site, "/blog/members/one") as page:
        text = flushed(page, site)
    assert text and not re.search("Evergreen|Featherstone", text) and text.count("rr_width") == 2


def test_an_address_that_changes_closes_before_anything_of_the_new_page_leaves(profile: BrowserContext, site: Site) -> None:
    with opened(profile, site, "/blog/one") as page:
        assert "Evergreen" in flushed(page, site)
        write(page, "Wigglesworth", "/account/7")
        assert page.evaluate("() => velo.state") == "off"
        page.wait_for_timeout(700)
        write(page, "Bottomley", "/blog/two")
        page.wait_for_timeout(700)
        assert page.evaluate("() => velo.state") == "off", "what stood there before may still stand there"
        assert not re.search("Wigglesworth|Bottomley", "\n".join(site.lines()))
        write(page, "Zephyrine")
        assert page.evaluate("async () => { await velo.stop(); return velo.start(); }") == "recording", "the site says that it is another page"
        assert "Zephyrine" in flushed(page, site)


def test_a_preset_that_gets_stricter_makes_a_new_recording(profile: BrowserContext, site: Site) -> None:
    with opened(profile, site, "/blog/one") as page:
        flushed(page, site)
        write(page, "Wigglesworth", "/elsewhere")
        page.wait_for_function("() => velo.state === 'recording'")
        text = flushed(page, site)
    assert "Wigglesworth" not in text and begun(site) == 2


def test_marks_that_come_with_an_address_need_no_new_recording(profile: BrowserContext, site: Site) -> None:
    with opened(profile, site, "/start") as page:
        flushed(page, site)
        write(page, "Wigglesworth", "/blog/members")
        text = flushed(page, site)
    assert begun(site) == 1 and "Wigglesworth" not in text
    boxes = [line for line in text.splitlines() if '"rr_width"' in line and json.loads(line)["type"] == 3]
    assert boxes, "the member's part became a box"


@pytest.mark.parametrize(
    "tag", [' data-preset="balanced"', ' data-record-inputs="true"', ' data-allow="main"', ' data-endpoint="/other"', ' data-aliases="false"', ' data-frames="https://pay.example"']
)  # fmt: skip
def test_a_tag_that_asks_for_more_than_the_file_ends_the_recording(profile: BrowserContext, site: Site, tag: str) -> None:
    said = []
    page = profile.new_page()
    page.on("console", lambda message: said.append(message.text))
    site.kept.clear()
    page.goto(site.page("/more", PAGE.format(tag=TAG.format(tag))))
    page.wait_for_function("() => velo.state === 'failed'")
    page.close()
    name = {"record-inputs": "recordInputs"}.get(tag.split("data-")[1].split("=")[0], tag.split("data-")[1].split("=")[0])
    assert any(f'velo records nothing: option "{name}" asks for more than velo.toml allows' in text for text in said), said
    assert not begun(site)


def test_a_tag_may_ask_for_less(profile: BrowserContext, site: Site) -> None:
    tag = ' data-exclude="h1" data-preset="strict" data-endpoint="/collect/"'
    with opened(profile, site, "/blog/one", tag) as page:
        text = flushed(page, site)
    assert "Evergreen" not in text and text.count("rr_width") == 2
    with opened(profile, site, "/blog/one", ' data-sample="0"') as page:
        assert page.evaluate("() => velo.state") == "off"
    with opened(profile, site, "/blog/one", ' data-consent="required"') as page:
        assert page.evaluate("() => velo.state") == "waiting"


def test_a_framed_page_whose_rule_asks_for_less_is_a_box(profile: BrowserContext, site: Site) -> None:
    for name in ("/blog/inner", "/account/inner", "/account/later", "/plain"):
        site.page(name, f"<!doctype html><body><p>Framed{name.replace('/', ' ')} page</p></body>")
    with opened(profile, site, "/blog/frames") as page:
        page.evaluate("""async () => {
            late.innerHTML = '<iframe id=a src="/blog/inner"></iframe><iframe id=b src="/account/inner"></iframe><iframe id=c src="/plain"></iframe><iframe id=d srcdoc="<p>Written here"></iframe>';
            await Promise.all([...document.querySelectorAll('iframe')].map((frame) => new Promise((done) => (frame.onload = done))));
        }""")  # fmt: skip
        text = flushed(page, site)
        assert "Framed blog inner" in text and "Written here" in text
        assert "Framed account inner" not in text and "Framed plain" not in text, "closed, and as strict as the rest of the site"
        page.evaluate("() => new Promise((done) => { a.onload = done; a.src = '/account/later'; })")
        page.evaluate("() => { c.contentDocument.body.append('Wigglesworth'); }")
        text = flushed(page, site)
    assert "Framed account later" not in text and "Wigglesworth" not in text
