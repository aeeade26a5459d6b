"""rrweb's own replayer rebuilds the page: what it shows is compared with the live page, node by node.

Two ways through the replayer: straight to the DOM, as a live view does, and by its virtual DOM, as a jump does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from recorder.host.layout import VENDOR
from tests.browser.chrome import SCRIPTS, call, script, start, velo_folder, visit
from tests.browser.compare import Node, difference, differences, name, part, way_to
from tests.browser.server import Event, Site

SEEDS_PER_PAGE = 5
PAGES = 4
SHOWN = 5  # differences told of each checkpoint

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (VENDOR / "replay.js").is_file(), reason="dist/demo/vendor is not built: run `python build.py`"),
]


@dataclass
class Taken:
    """A recording with checkpoints: after how many events the live page looked how."""

    events: list[Event] = field(default_factory=list)
    checkpoints: dict[str, tuple[int, list[Node]]] = field(default_factory=dict)


@contextmanager
def recording(browser: Browser, site: Site, **options: Any) -> Iterator[tuple[Page, Taken]]:
    """The rich page while it is recorded."""
    for file, kind in (("rich.html", ".html"), ("rich.css", ".css")):
        site.page("/" if kind == ".html" else f"/{file}", (SCRIPTS / file).read_text(encoding="utf-8"), kind)
    site.page("/framed", "<!doctype html><html><body><h1>Framed</h1><p>page</p></body></html>")
    with visit(browser, site) as page:
        taken = Taken()
        assert start(page, **options) == "recording"
        yield page, taken
        taken.events = site.events()
        call(page, "stop")


def checkpoint(page: Page, site: Site, taken: Taken, label: str) -> None:
    """Waits until all is with the collector, and notes how the page looks."""
    call(page, "flush")
    taken.checkpoints[label] = (len(site.events()), page.evaluate(script("canonical"), None))


def play(browser: Browser, site: Site, events: list[Event], virtual: bool) -> tuple[list[Node], list[str]]:
    """What the replayer makes of events, and its complaints."""
    site.folders["/vendor/"] = VENDOR
    site.page("/replay", "<!doctype html><title>replay</title><body>")
    with visit(browser, site, "/replay") as page:
        asked = {"events": events, "virtual": virtual, "canonical": script("canonical")}
        played = page.evaluate(script("replay"), asked)
        return played["built"], played["warnings"]


def assert_replays(browser: Browser, site: Site, taken: Taken, virtual: bool, only: str = "") -> None:
    """At every checkpoint the replay is the page, or the element with the id ``only`` is."""
    problems = []
    for label, (number, live) in taken.checkpoints.items():
        built, warnings = play(browser, site, taken.events[:number], virtual)
        way = way_to(live, only) if only else []
        wrong = differences(part(live, way), part(built, way)) if way else differences(live, built)
        problems += [f"{label}: {one}" for one in islice(wrong, SHOWN)]
        problems += [f"{label}: the replayer says: {warning}" for warning in warnings[:SHOWN]]
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="module")
def rich(browser: Browser) -> Iterator[tuple[Site, Taken]]:
    """The rich page, recorded while it changes."""
    with Site(velo_folder()) as site:
        with recording(browser, site) as (page, taken):
            checkpoint(page, site, taken, "at the start")
            page.evaluate(script("rich"))
            checkpoint(page, site, taken, "at the end")
        yield site, taken


@pytest.mark.parametrize("virtual", [False, True], ids=["live", "jump"])
def test_a_rich_page_replays(browser: Browser, rich: tuple[Site, Taken], virtual: bool) -> None:
    site, taken = rich
    assert_replays(browser, site, taken, virtual)


def test_the_rich_page_is_rich(rich: tuple[Site, Taken]) -> None:
    """The comparison has something to compare, and the page did change."""
    _, taken = rich
    (first_number, first), (last_number, last) = taken.checkpoints.values()
    assert last_number > first_number
    assert count(first) > 200
    assert difference(first, last) is not None
    assert {"svg", "foreignObject", "select", "dialog", "x-late"} <= names(last)


@pytest.mark.parametrize("virtual", [False, True], ids=["live", "jump"])
@pytest.mark.parametrize("first", range(0, PAGES * SEEDS_PER_PAGE, SEEDS_PER_PAGE))
def test_random_changes_replay(browser: Browser, site: Site, first: int, virtual: bool) -> None:
    with recording(browser, site) as (page, taken):
        for seed in range(first, first + SEEDS_PER_PAGE):
            page.evaluate(script("random"), seed)
            checkpoint(page, site, taken, f"seed {seed}")
    sizes = [count(part(live, way_to(live, "stage"))) for _, live in taken.checkpoints.values()]
    assert sum(sizes) > SEEDS_PER_PAGE * 20, f"too little is compared: {sizes}"
    assert_replays(browser, site, taken, virtual, only="stage")


def test_a_difference_is_seen() -> None:
    """The judge itself: it tells a missing node, a wrong text, a wrong box."""
    page = [node("div", [node("p", [{"kind": "text", "text": "words"}]), node("b", [])])]
    assert difference(page, page) is None
    assert difference(page, [node("div", [node("p", [{"kind": "text", "text": "words"}])])])
    assert difference(page, [node("div", [node("p", [{"kind": "text", "text": "none"}]), node("b", [])])])
    assert difference(page, [node("div", [node("b", []), node("p", [{"kind": "text", "text": "words"}])])])
    assert difference([node("p", [], role="list")], [node("p", [])])
    box = node("div", [], **{"data-velo": "exclude"})
    assert difference([box], [{**node("div", []), "size": [10, 30]}])
    assert difference([box], [{**node("div", []), "size": [10, 10.4]}]) is None
    assert difference([box], [node("div", [node("p", [])])])


def node(tag: str, children: list[Node], **attributes: str) -> Node:
    return {"kind": "element", "tag": tag, "namespace": "", "attributes": attributes, "size": [10, 10], "children": children}


def count(nodes: list[Node]) -> int:
    return sum(1 + count(one.get("children", [])) + count(one.get("shadow", [])) for one in nodes)


def names(nodes: list[Node]) -> set[str]:
    return {name(one) for one in nodes}.union(*(names(one.get("children", [])) | names(one.get("shadow", [])) for one in nodes))
