"""``assert_no_leak`` in a site's own tests: from the source tree, and installed from the built wheels."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from recorder.host.audit import checking
from recorder.host.layout import DIST
from tests.browser.chrome import context, velo_folder
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>Order</title><h1>Your order</h1><p>One linen scarf, € 89.00</p>
<p id=to {mark}>To <b>{name}</b></p><label {mark}>Note for the courier <input name=note></label><label>Search <input type=search name=q></label>
<label>Password <input type=password name=p></label>"""


def open_page(browser: Browser, site: Site, *, mark: str, name: str = "nobody", tag: str = "") -> Page:
    site.page("/", PAGE.format(mark=mark, name=name) + tag)
    page = browser.contexts[-1].new_page()
    page.goto(site.origin)
    return page


def fill(page: Page) -> None:
    page.fill("[name=note]", "Ottoline Fairweather")
    page.fill("[name=q]", "linen scarf")
    page.fill("[name=p]", "correct horse battery")


def test_what_a_test_typed_is_what_must_not_leave(browser: Browser, site: Site) -> None:
    with context(browser, site, bypass_csp=True):
        page = open_page(browser, site, mark="")
        fill(page)
        found = {finding.selector: finding for finding in checking.check(page, velo_folder())}
        assert found['input[name="note"]'].presets == ("inputs",)
        assert set(found) == {'input[name="note"]'}
        told = checking.report(list(found.values()))
        assert "Ottoline" not in told and 'data-velo="mask"' in told
        asked = [asked.address for asked in site.snapshot()]
        assert not [address for address in asked if "velo" in address]


def test_a_marked_page_passes_as_often_as_it_is_asked(browser: Browser, site: Site) -> None:
    with context(browser, site):
        page = open_page(browser, site, mark='data-velo="mask"', name="Ottoline Fairweather")
        fill(page)
        assert checking.check(page, velo_folder()) == []
        assert checking.check(page, velo_folder(), ["balanced"], ["Ottoline Fairweather"]) == []
        assert page.input_value("[name=note]") == "Ottoline Fairweather"


@pytest.mark.parametrize("tag", ["", "<script src=/velo/velo.js data-endpoint=/collect data-mask='[\"label\", \"#to\"]'></script>"])
def test_marks_that_are_options_count(browser: Browser, site: Site, tag: str) -> None:
    with context(browser, site):
        page = open_page(browser, site, mark="", name="Ottoline Fairweather", tag=tag)
        fill(page)
        options = None if tag else {"mask": ["label", "#to"]}
        assert checking.check(page, velo_folder(), ["inputs"], options=options) == []


def test_secrets_that_the_test_knows_are_looked_for(browser: Browser, site: Site) -> None:
    with context(browser, site):
        page = open_page(browser, site, mark="", name="Parcel 77")
        (found,) = [one for one in checking.check(page, velo_folder(), ["balanced"], ["parcel 77"]) if one.rule == "text-shows"]
        assert (found.kind, found.presets) == ("known", ("balanced",))


SITES_TEST = '''
import pytest
from playwright.sync_api import sync_playwright

@pytest.fixture(scope="module")
def page():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path={chromium!r}, args={flags!r})
        page = browser.new_page()
        page.goto({origin!r})
        yield page
        browser.close()

def test_unmarked(page, assert_no_leak):
    page.fill("[name=note]", "Ottoline Fairweather")
    assert_no_leak(page)

def test_marked(page, assert_no_leak):
    page.evaluate("() => document.querySelector('label').setAttribute('data-velo', 'mask')")
    assert_no_leak(page, presets=["balanced", "inputs"])
'''


def test_the_wheels_bring_the_fixture_to_a_sites_own_tests(site: Site, tmp_path: Path) -> None:
    from recorder.host.browser import CHROMIUM_FLAGS, find_chromium

    wheels = [str(next(DIST.glob(f"{name}-*.whl"))) for name in ("velo_recorder", "velo_audit")]
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(tmp_path / "lib"), *wheels]
    subprocess.run(install, check=True, capture_output=True)
    site.page("/", PAGE.format(mark="", name="nobody"))
    text = SITES_TEST.format(chromium=find_chromium(), flags=CHROMIUM_FLAGS, origin=site.origin)
    (tmp_path / "test_site.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--velo-dist", str(velo_folder()), "test_site.py"]
    environment = {"PYTHONPATH": str(tmp_path / "lib"), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, env=environment, text=True, capture_output=True, check=False)
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert 'input[name="note"]' in done.stdout and "Ottoline" not in done.stdout.partition("short test summary")[2]
