"""Pages made with other libraries work the same with and without the recorder, replay, and hide what is typed into them.

In Chromium, all libraries in all ways (``shelf.py``); the other engines play a share (``tests/browser/engines/test_libraries.py``).
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from recorder.host.layout import ROOT
from tests.browser.chrome import VIEWPORT
from tests.browser.features.stage import stage
from tests.browser.libraries.shelf import HIDES, NAMES, NO_MODULES, NO_VENDOR, WAYS, Place, Shelf, source

TOGETHER = 4  # libraries at once, each in four tabs

pytestmark = [pytest.mark.browser, NO_VENDOR, NO_MODULES]


@pytest.fixture(scope="module")
def shelf(browser: Browser) -> Iterator[Shelf]:
    with stage(browser) as staged:
        proxy = {"server": staged.site.origin, "bypass": "127.0.0.1"}
        contexts = {way: browser.new_context(viewport=VIEWPORT, proxy=proxy) for way in WAYS}  # type: ignore[arg-type]
        places = {way: Place(staged.site, context.new_page) for way, context in contexts.items()}
        yield Shelf(staged, places, NAMES, TOGETHER)
        for context in contexts.values():
            context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_library_works_the_same_with_and_without_the_recorder(shelf: Shelf, name: str) -> None:
    assert shelf.unlike(name) == []


@pytest.mark.parametrize("virtual", [False, True], ids=["straight", "jump"])
@pytest.mark.parametrize("way", ["open", *HIDES])
@pytest.mark.parametrize("name", NAMES)
def test_a_library_replays(shelf: Shelf, name: str, way: str, virtual: bool) -> None:
    assert shelf.not_replayed(name, way, virtual) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_into_a_library_does_not_leave(shelf: Shelf, name: str) -> None:
    assert shelf.repeated(name) == []


@pytest.mark.parametrize("name", [name for name in NAMES if "MARKED" in source(name)])
def test_what_a_library_puts_into_a_marked_place_does_not_leave(shelf: Shelf, name: str) -> None:
    assert shelf.opened(name) == []


def test_there_are_libraries_in_pinned_versions() -> None:
    assert len(NAMES) >= 14
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    said = (ROOT / "docs" / "browsers.md").read_text(encoding="utf-8")
    packages = ["react", "vue", "svelte", "jquery", "htmx.org", "@hotwired/turbo", "lit", "alpinejs", "prosemirror-view"]
    for package in [*packages, "@angular/core", "leaflet", "tabulator-tables", "zone.js", "core-js-bundle"]:
        assert pinned[package] in said, f"docs/browsers.md names another version of {package}"
