"""The documentation site: every link holds, everything that the types declare is there, nothing is asked of another host."""

import importlib.util
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from demo_site.collector.headers import policy
from recorder.host import docs, typings
from recorder.host.layout import LOADER
from recorder.host.step import BuildError
from tests.browser.axe import violations
from tests.browser.chrome import context
from tests.browser.server import Site

TYPES = (LOADER / "velo.d.ts").read_text(encoding="utf-8")


# --- types


def test_every_declaration_of_the_types_is_on_the_page_with_its_comment() -> None:
    page = typings.page(TYPES)
    names = re.findall(r"^export (?:declare )?\w+ (\w+)", TYPES, re.MULTILINE)
    assert len(names) > 15
    for name in names:
        assert f"### `{name}`\n\n" in page and f"### `{name}`\n\n\n" not in page, name
    for member in ("`endpoint?: string \\| null`", "`grant(): Promise<State>`", "`readonly state: "):
        assert member in page


@pytest.mark.parametrize(
    "line",
    [
        "export default 7;",
        "declare const hidden: string;",
        "export interface More { [name: string]: number; }",
        "export interface More { method(): void; not closed",
    ],
)
def test_what_is_not_understood_is_said_and_not_left_out(line: str) -> None:
    with pytest.raises(BuildError, match="velo.d.ts"):
        typings.page(f"{TYPES}\n/** What. */\n{line}\n")


# --- the site


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    if importlib.util.find_spec("mkdocs") is None:
        pytest.skip("mkdocs is not installed here: use `python build.py docs` or `test`")
    docs.make()  # as strict as can be: a link or an anchor that leads nowhere ends it
    yield docs.SITE


class Asks(HTMLParser):
    """What a page fetches by itself, and the scripts that stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.inline: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "img", "iframe") and given.get("src"):
            self.fetched.append(str(given["src"]))
        if tag == "link" and given.get("href") and given.get("rel") not in ("canonical", "prev", "next"):
            self.fetched.append(str(given["href"]))
        self._in_script = tag == "script" and "src" not in given and given.get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.inline.append(data)


def test_no_page_asks_another_host_and_none_has_a_script_in_it(built: Path) -> None:
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 25
    for page in pages:
        asks = Asks()
        asks.feed(page.read_text(encoding="utf-8"))
        assert asks.fetched and not asks.inline, page.name
        for address in asks.fetched:
            assert not urlsplit(address).netloc, (page.name, address)
            if page.name != "404.html":
                assert (page.parent / urlsplit(address).path).exists(), (page.name, address)
    for style in built.rglob("*.css"):
        assert "url(http" not in style.read_text(encoding="utf-8") and "@import" not in style.read_text(encoding="utf-8")


def test_the_references_are_made_from_the_code(built: Path) -> None:
    python = (built / "reference" / "python.html").read_text(encoding="utf-8")
    for name in ("recorder.detect.find", "recorder.Recorder", "recorder.custom.detector", "recorder.config.Options"):
        assert f'id="{name}"' in python, name
    assert "Personal data in" in python
    assert "Undoes every hook and sends what is left." in (built / "reference" / "typescript.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_people_can_read_and_search_it_under_the_demos_policy(built: Path, browser: Browser) -> None:
    with Site(folders={"/docs/": built}, headers={"content-security-policy": policy("/docs/")}) as site:
        for scheme in ("light", "dark"):
            with context(browser, site, color_scheme=scheme) as made:
                page, said = made.new_page(), []
                page.on("console", lambda message, said=said: said.append(message.text))
                page.on("pageerror", lambda error, said=said: said.append(error.message))
                for name in ("quick-start", "reference/typescript"):
                    page.goto(f"{site.origin}/docs/{name}.html")
                    assert not violations(page), name
                page.goto(f"{site.origin}/docs/index.html")
                page.locator("input[name=query]").fill("withdrawing")
                found = page.locator(".md-search-result__item a").first
                found.wait_for()
                assert "consent.html" in str(found.get_attribute("href"))
                page.set_viewport_size({"width": 360, "height": 740})
                for name in ("consent", "reference/typescript"):
                    page.goto(f"{site.origin}/docs/{name}.html")
                    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
                assert not said
        assert not [
            asked.address
            for asked in site.snapshot()
            if asked.is_elsewhere or asked.status != 200 and "favicon" not in asked.address
        ]
