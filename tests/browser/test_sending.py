"""What leaves, as the contract says it: the shape of requests, their order, answers of all kinds, and what a late mark keeps in."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from recorder.host.audit.search import found
from tests.browser.chrome import call, script, start, visit
from tests.browser.server import SEGMENT, Site
from tests.player import Player

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html><head><title>t</title></head><body><h1>Hello</h1>
<div id=a style="width:200px;height:50px"><p id=b>harmless words</p></div><form><input id=i></form></body></html>"""


def add(page: Page, tag: str) -> None:
    page.evaluate("tag => { document.body.append(document.createElement(tag)) }", tag)


def numbers(site: Site) -> list[int]:
    """The segment numbers in the order they were sent."""
    return [int(asked.address.rpartition("/")[2]) for asked in site.puts]


def tags(site: Site, *wanted: str) -> list[str]:
    """The tags added, of those wanted, in order."""
    added = [added for event in site.events() if event["type"] == 3 for added in event["data"].get("adds", [])]
    return [one["node"]["tagName"] for one in added if one["node"].get("tagName") in wanted]


# --- requests


def test_requests_have_the_shape_that_collectors_expect(browser: Browser, site: Site) -> None:
    site.page("/shop", PAGE)
    with visit(browser, site, "/shop?token=S3CR3T#S3CR3T") as page:
        page.evaluate("() => { document.cookie = 'sid=S3CR3T; path=/' }")
        start(page)
        for tag in ("article", "aside", "nav"):
            add(page, tag)
            call(page, "flush")
        call(page, "stop")
    sent = site.puts
    assert numbers(site) == list(range(len(sent)))
    assert len(sent) >= 3
    assert len({SEGMENT.fullmatch(asked.address)["recording"] for asked in sent}) == 1  # type: ignore[index]
    for asked in sent:
        assert asked.status == 204
        assert asked.header("content-type") == "application/x-ndjson"
        assert asked.header("content-encoding") == "gzip"
        assert asked.header("cookie") is None
        assert asked.header("referer") is None
        assert found(["S3CR3T"], asked.raw) == []
        for line in asked.text.splitlines():
            event = json.loads(line)
            assert {"type", "data", "timestamp"} <= set(event)
    assert {asked.method for asked in site.snapshot() if asked.is_to_collector} == {"PUT"}
    times = [event["timestamp"] for event in site.events()]
    assert times == sorted(times)


def test_events_begin_with_meta_and_snapshot(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        assert [event["type"] for event in site.events()[:2]] == [4, 2]


def test_listeners_see_exactly_what_was_sent(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        page.evaluate("async () => { window.told = []; (await import('/velo/velo.mjs')).on('batch', (text) => told.push(text)) }")
        start(page)
        for tag in ("article", "aside"):
            add(page, tag)
            call(page, "flush")
        assert page.evaluate("() => told") == [asked.text for asked in site.puts]
        assert len(site.puts) >= 2


def test_without_an_endpoint_nothing_is_sent_and_listeners_still_see_it(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        page.evaluate("async () => { window.told = []; (await import('/velo/velo.mjs')).on('batch', (text) => told.push(text)) }")
        start(page, endpoint=None)
        call(page, "flush")
        assert any('"type":2' in text for text in page.evaluate("() => told"))
        assert [asked for asked in site.snapshot() if asked.is_to_collector] == []


# --- answers


def test_all_arrives_once_and_in_order_after_the_collector_failed(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    site.answers = [500, (429, {"retry-after": "1"})]
    with visit(browser, site) as page:
        start(page)
        add(page, "article")
        site.until(lambda: len(site.puts) >= 1, "a first try")
        add(page, "aside")
        call(page, "flush")
        add(page, "nav")
        call(page, "flush")
    assert numbers(site)[:3] == [0, 0, 0]
    assert [asked.status for asked in site.puts][:3] == [500, 429, 204]
    assert numbers(site)[2:] == list(range(len(site.puts) - 2))
    seen = {node.get("tagName") for node in Player().play("\n".join(site.lines())).nodes.values()}
    assert {"article", "aside", "nav"} <= seen
    assert sum(event["type"] == 2 for event in site.events()) == 1


def test_what_waits_for_the_collector_lies_masked_on_the_device(browser: Browser, site: Site) -> None:
    site.page("/", PAGE.replace("harmless words", "S3CR3T"))
    site.answers = [500] * 10
    with visit(browser, site) as page:
        start(page)
        page.locator("#i").press_sequentially("S3CR3T")
        site.until(lambda: len(site.puts) >= 2, "a second try")
        assert found(["S3CR3T"], json.dumps(page.evaluate(script("stored")))) == []
    assert not [hit for asked in site.puts for hit in found(["S3CR3T"], asked.raw)]


@pytest.mark.parametrize("status", [400, 413])
def test_a_refused_segment_is_never_sent_again_and_the_recording_heals(browser: Browser, site: Site, status: int) -> None:
    site.page("/", PAGE)
    site.answers = [status]
    with visit(browser, site) as page:
        start(page)
        site.until(lambda: len(site.puts) >= 1, "a first try")
        refused = site.puts[0].body
        add(page, "article")
        page.wait_for_timeout(2500)
        add(page, "aside")
        call(page, "flush")
        assert [asked.body for asked in site.puts].count(refused) == 1
        assert len(site.puts) >= 2
        assert str(call(page, "ledger")), "what was lost is counted"
    first = next((at for at, event in enumerate(site.events()) if event["type"] == 2), None)
    assert first is not None, "the snapshot was lost, and no other came"
    player = Player().play("\n".join(site.lines()[first:]))
    assert "aside" in {node.get("tagName") for node in player.nodes.values()}


def test_a_segment_that_is_already_there_is_fine(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    site.answers = [409]
    with visit(browser, site) as page:
        start(page)
        call(page, "flush")
        add(page, "article")
        call(page, "flush")
    assert numbers(site) == list(range(len(site.puts)))
    assert len(site.puts) >= 2


# --- marks that come late


@pytest.mark.parametrize("pause_ms", [0, 120], ids=["in the same task", "while it is held back"])
@pytest.mark.parametrize("name", ["exclude", "mask"])
def test_nothing_leaves_of_what_a_call_hid_in_time(browser: Browser, site: Site, name: str, pause_ms: int) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        start(page, preset="balanced")
        call(page, "flush")
        assert any("harmless words" in line for line in site.lines()), "balanced shows page text"
        hide = """async ([name, pause_ms]) => {
            const { a, b } = window;
            b.append("Zephyrine");
            b.setAttribute("title", "Zephyrine");
            a.insertAdjacentHTML("beforeend", "<i>Zephyrine</i>");
            if (pause_ms) await new Promise((resolve) => setTimeout(resolve, pause_ms));
            window.undo = __velo[name](a);
            b.append("Zephyrine");
        }"""
        page.evaluate(hide, [name, pause_ms])
        call(page, "flush")
        page.evaluate("() => b.append('Zephyrine again')")
        call(page, "flush")
        assert not [hit for asked in site.puts for hit in found(["Zephyrine"], asked.raw + asked.text.encode())]


def test_the_recording_shows_the_element_turning_into_a_box_and_back(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        start(page, preset="balanced")
        call(page, "flush")
        assert "harmless words" in texts(site)
        page.evaluate("() => { window.undo = __velo.exclude(a) }")
        call(page, "flush")
        (box,) = [node for node in nodes(site) if "rr_width" in node.get("attributes", {})]
        assert box["attributes"]["rr_width"] == "200px"
        assert box["childNodes"] == []
        assert "harmless words" not in texts(site)
        page.evaluate("() => undo()")
        call(page, "flush")
        assert not [node for node in nodes(site) if "rr_width" in node.get("attributes", {})]
        assert "harmless words" in texts(site)


def test_what_waits_unsent_is_worded_anew_when_a_mark_comes(browser: Browser, site: Site) -> None:
    site.page("/", PAGE.replace("harmless words", "Zephyrine"))
    site.answers = [503]
    with visit(browser, site) as page:
        start(page, preset="balanced")
        site.until(lambda: len(site.puts) >= 1, "a first try")
        assert found(["Zephyrine"], site.puts[0].text), "the first try went out before the mark"
        call(page, "exclude", "#a")
        call(page, "flush")
        assert not [hit for asked in site.puts[1:] for hit in found(["Zephyrine"], asked.text)]
        assert site.kept


@pytest.mark.parametrize(
    "hide",
    [
        "el.setAttribute('data-velo', 'exclude'); home.append(el)",
        "const box = document.createElement('div'); box.setAttribute('data-velo', 'mask'); box.append(el); home.append(box)",
        "__velo.exclude(el)",
    ],
    ids=["marked while away", "back in a marked box", "by a call, and stays away"],
)
def test_what_waits_of_an_element_that_is_hidden_while_it_is_away_is_worded_anew(browser: Browser, site: Site, hide: str) -> None:
    site.page("/", PAGE.replace("harmless words", "Zephyrine"))
    site.answers = [503, 503]
    with visit(browser, site) as page:
        start(page, preset="balanced")
        site.until(lambda: len(site.puts) >= 1, "a first try")
        assert found(["Zephyrine"], site.puts[0].text), "the first try went out before the mark"
        page.evaluate("() => { window.el = window.a; window.home = el.parentNode; el.remove() }")
        page.wait_for_timeout(250)  # the recorder hears that it went
        page.evaluate(f"() => {{ {hide} }}")
        page.wait_for_timeout(150)
        tries = len(site.puts)
        call(page, "flush")
        assert not [hit for asked in site.puts[tries:] for hit in found(["Zephyrine"], asked.text)]
        assert site.kept


def nodes(site: Site) -> list[dict[str, Any]]:
    """The nodes that a viewer sees at the end."""
    return list(Player().play("\n".join(site.lines())).nodes.values())


def texts(site: Site) -> str:
    return " ".join(str(node.get("textContent", "")) for node in nodes(site))


# --- what the site says itself


def test_custom_events_arrive_masked(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        start(page)
        call(page, "event", "checkout", {"mail": "zephyrine@quackenbush.io", "deep": {"card": "4111111111111111"}, "items": 3})
        call(page, "identify", "zephyrine@quackenbush.io")
        call(page, "flush")
        assert sum(event["type"] == 5 for event in site.events()) >= 1
        assert not found(["quackenbush", "4111111111111111"], "\n".join(site.lines()))


def test_the_ledger_counts_and_quotes_nothing(browser: Browser, site: Site) -> None:
    site.page("/", PAGE)
    with visit(browser, site) as page:
        start(page)
        page.locator("#i").press_sequentially("S3CR3T")
        call(page, "flush")
        said = json.dumps(call(page, "ledger"))
        assert any(character.isdigit() for character in said)
        assert not found(["S3CR3T", "harmless", "Hello"], said)
