"""An owner's rules, built in and in a browser: they hide what they find, one that fails hides, and nothing is recorded without them."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error

from tests.browser import own_build
from tests.browser.chrome import call, start, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html><head><title>Table 12</title></head><body>
<p id=a data-step="Pay now" title="Table 14" data-other="Bottomley">Your table: Table 13, by the window</p>
<p id=b>M\u00fclling and Str\u00fapek, two dogs</p>
<p id=c>Dear Zephyrine, welcome</p>
<div id=d class="card staff" style="width:200px;height:80px"><b id=inside>Quackenbush</b></div>
<address id=e>Featherstone</address>
<div id=late></div>
</body></html>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The built folder, and what the build said of the runtime."""
    target = tmp_path_factory.mktemp("built")
    facts = own_build.build(target)
    return target / "dist" / "velo", facts


@pytest.fixture
def site(made: tuple[Path, dict[str, Any]]) -> Iterator[Site]:
    with Site(made[0]) as served:
        served.page("/", PAGE)
        yield served


def boxes(site: Site) -> list[dict[str, Any]]:
    return [json.loads(line) for line in site.lines() if "rr-block" in line]


def test_rules_and_packages_are_in_the_archive_as_byte_code(made: tuple[Path, dict[str, Any]]) -> None:
    folder, facts = made
    names = zipfile.ZipFile(folder / facts["runtime"]["recorder"]).namelist()
    assert {"velo_rules.pyc", "text_unidecode/__init__.pyc", "text_unidecode/data.bin", "recorder/custom.pyc"} <= set(names)
    assert not [name for name in names if name.endswith(".py")]
    assert facts["runtime"]["rules"] == "velo_rules" and facts["attributes"] == ["data-audience", "data-step"]
    assert "3 detectors and 1 treatment, with text-unidecode 1.3" in facts["says"]


def test_in_balanced_the_rules_hide_what_they_find(browser: Browser, site: Site) -> None:
    with visit(browser, site) as page:
        assert start(page, preset="balanced") == "recording"
        page.evaluate("() => { late.innerHTML = '<i data-audience=staff>Wigglesworth</i><u>Table 99</u>' }")
        page.wait_for_timeout(600)
        call(page, "flush")
        told = call(page, "ledger")
    text = "\n".join(site.lines())
    hidden = ["Table 1", "Table 9", "lling", "pek", "Zephyrine", "Quackenbush", "Featherstone", "Wigglesworth", "Bottomley", "data-audience"]
    assert not [word for word in hidden if word in text]
    assert "by the window" in text and "two dogs" in text and '"data-step":"Pay now"' in text
    assert "welcome" not in text, "a rule that raises hides all of the text"
    assert told["kinds"]["table number"] >= 2 and told["kinds"]["pet name"] >= 2 and told["rules"]["broken one failed"] >= 1


def test_a_treatment_boxes_an_element_at_its_size_and_moves_the_pointer_to_its_middle(browser: Browser, site: Site) -> None:
    with visit(browser, site) as page:
        start(page, preset="balanced")
        page.wait_for_timeout(600)
        page.mouse.click(20, page.evaluate("() => inside.getBoundingClientRect().y + 5"))
        middle = page.evaluate("() => { const r = d.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2].map(Math.round) }")
        page.wait_for_timeout(400)
        call(page, "flush")
    assert boxes(site)
    box = next(node for event in boxes(site) for node in nodes(event) if node.get("needBlock"))
    sizes = [box["attributes"]["rr_width"], box["attributes"]["rr_height"]]
    for event in site.events():
        for changed in event["data"].get("attributes", []) if event["data"].get("source") == 0 else []:
            if changed["id"] == box["id"] and isinstance(changed["attributes"].get("style"), dict):
                sizes = [changed["attributes"]["style"]["width"], changed["attributes"]["style"]["height"]]
    assert sizes == ["200px", "80px"] and box["childNodes"] == []
    clicks = [event["data"] for event in site.events() if event["data"].get("source") == 2 and event["data"]["type"] == 2]
    assert [(click["id"], [click["x"], click["y"]]) for click in clicks] == [(box["id"], middle)]


def nodes(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All nodes of a snapshot or of additions."""
    stack = [event["data"]["node"]] if event["type"] == 2 else [added["node"] for added in event["data"].get("adds", [])]
    while stack:
        node = stack.pop()
        yield node
        stack += node.get("childNodes", [])


def test_the_control_without_rules_shows_it(browser: Browser) -> None:
    from tests.browser.chrome import velo_folder

    with Site(velo_folder()) as plain:
        plain.page("/", PAGE)
        with visit(browser, plain) as page:
            start(page, preset="balanced")
            call(page, "flush")
        text = "\n".join(plain.lines())
    assert not [word for word in ("Table 13", "two dogs", "welcome", "Quackenbush", "Featherstone") if word not in text]
    assert "data-step" not in text


def test_without_the_rules_that_were_built_in_nothing_is_recorded(
    browser: Browser, made: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, facts = made
    broken = shutil.copytree(folder, tmp_path / "velo")
    archive = broken / facts["runtime"]["recorder"]
    kept = io.BytesIO()
    with zipfile.ZipFile(archive) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            if name != "velo_rules.pyc":
                after.writestr(name, before.read(name))
    archive.write_bytes(kept.getvalue())
    with Site(broken) as site:
        site.page("/", PAGE)
        with visit(browser, site) as page:
            with pytest.raises(Error, match="RulesError"):
                start(page)
            assert page.evaluate("async () => (await import('/velo/velo.mjs')).state") == "failed"
            page.wait_for_timeout(500)
        assert not site.puts
