"""Faults: whatever fails, each segment arrives once and in order, or is counted; and what waits on the device obeys its page.

The figures in docs/reliability.md come from here: ``VELO_FAULT_ROUNDS=20`` plays the mixed faults that often.
"""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from recorder.host.audit.search import found
from recorder.host.browser import CHROMIUM_FLAGS, find_chromium
from tests.browser.chrome import FAST_START, QUIET, call, context, script, start
from tests.browser.server import Answer, Site
from tests.browser.test_reliability import FAST, SLOW, end_worker, patch_worker
from tests.player import Player

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><title>t</title><div id=a><p>Zephyrine</p></div><input id=i>"
TAGS = ["article", "aside", "nav", "section", "header", "footer", "main", "figure", "dl", "ol", "ul", "hr"]
ROUNDS = int(os.environ.get("VELO_FAULT_ROUNDS", "1"))
NO_STORAGE = "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });\n"
FULL = "IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); };\n"


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    site.page("/", PAGE)
    site.page("/else", "<!doctype html><title>t</title><p>no recorder")
    patch_worker(site, FAST)
    with context(browser, site) as made:
        yield made


def opened(visitor: BrowserContext, site: Site, **options: Any) -> Page:
    page = visitor.new_page()
    page.goto(site.origin)
    start(page, **options)
    return page


def add(page: Page, tags: list[str]) -> None:
    """One element after the other, a batch for each."""
    for tag in tags:
        page.evaluate("tag => { document.body.append(document.createElement(tag)) }", tag)
        page.wait_for_timeout(60)


def device(page: Page) -> Any:
    return page.evaluate(script("device"))


def until(page: Page, holds: Callable[[], Any], what: str, tries: int = 100) -> Any:
    for _ in range(tries):
        if value := holds():
            return value
        page.wait_for_timeout(100)
    raise AssertionError(what, device(page) if "device" in what else "")


def recordings(site: Site) -> list[str]:
    """In the order they came."""
    return list(dict.fromkeys(asked.address.split("/")[2] for asked in site.puts))


def arrived(site: Site, recording: str) -> list[str]:
    """The tags that a viewer sees at the end of a recording. Its segments have no gap, none was kept twice, and time goes forward."""
    numbers = sorted(number for name, number in site.kept if name == recording)
    assert numbers == list(range(len(numbers)))
    kept = [asked.address for asked in site.puts if asked.status == 204]
    assert len(kept) == len(set(kept))
    times = [event["timestamp"] for event in events_of(site, recording)]
    assert times == sorted(times)
    player = Player().play("\n".join(site.lines(recording)))  # complains of an addition that comes twice, or too soon
    body = next((node for node in player.nodes.values() if node.get("tagName") == "body"), {"childNodes": []})
    return [node["tagName"] for node in body["childNodes"] if node.get("tagName") in TAGS]


def events_of(site: Site, recording: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in site.lines(recording)]


def says_what_was_withheld(site: Site, recording: str) -> dict[str, Any]:
    """The last event of a recording that ended as it should."""
    last = events_of(site, recording)[-1]
    assert last["type"] == 5 and last["data"]["tag"] == "velo-ledger"
    payload: dict[str, Any] = last["data"]["payload"]
    return payload


# --- while the page is there


@pytest.mark.parametrize(
    "answers",
    [[500, 502, 503], [(429, {"retry-after": "1"}), 429], ["lost", "lost"], ["cut", "cut"], [0.5]],
    ids=["5xx", "429", "answer lost", "cut amid the body", "restart"],
)
def test_all_arrives_once_and_in_order(site: Site, visitor: BrowserContext, answers: list[Answer]) -> None:
    page = opened(visitor, site)
    call(page, "flush")
    if isinstance(answers[0], float):
        site.restart(answers[0])
    else:
        site.answers = answers
    add(page, TAGS[:6])
    call(page, "flush")
    (recording,) = recordings(site)
    assert arrived(site, recording) == TAGS[:6] and not site.answers
    until(page, lambda: not device(page), "something is left on the device")


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_all_arrives_once_and_in_order_whatever_happens_together(site: Site, visitor: BrowserContext, seed: int) -> None:
    chance = random.Random(seed)
    pages = [opened(visitor, site), opened(visitor, site)]
    kinds: list[Answer] = [500, (429, {"retry-after": "1"}), "lost", "cut", 503]
    for tag in TAGS:
        site.answers += chance.choices(kinds, k=chance.randint(0, 2))
        for page in pages:
            add(page, [tag])
    for page in pages:
        call(page, "flush")
    assert [arrived(site, name) for name in recordings(site)] == [TAGS, TAGS]


def test_without_trouble_nothing_is_stored(site: Site, visitor: BrowserContext) -> None:
    patch_worker(site, SLOW)  # on a busy machine, a second is no trouble
    page = visitor.new_page()
    page.goto(site.origin)
    assert start(page, consent="required") == "waiting"
    page.wait_for_timeout(500)
    assert device(page) is None
    call(page, "consent.grant")
    add(page, TAGS[:3])
    call(page, "flush")
    assert device(page) is None


@pytest.mark.parametrize("before", [NO_STORAGE, FULL], ids=["denied", "full"])
def test_where_the_device_takes_nothing_it_goes_on_in_memory(site: Site, visitor: BrowserContext, before: str) -> None:
    patch_worker(site, before + FAST)
    page = opened(visitor, site)
    call(page, "flush")
    site.fault = 503
    add(page, TAGS[:4])
    page.wait_for_timeout(300)
    page.goto(site.origin + "/else")
    site.until(lambda: site.puts[-1].status == 503, "a try in vain")
    site.fault = None
    (recording,) = recordings(site)
    site.until(lambda: "velo-ledger" in "".join(site.lines(recording)), "what waits in memory")
    assert arrived(site, recording) == TAGS[:4]
    assert not device(page)


# --- when the page is gone


def leave_behind(site: Site, page: Page, tags: list[str]) -> str:
    """A page that the collector does not answer, then leaves; gives its recording."""
    call(page, "flush")
    recording = recordings(site)[-1]
    site.fault = 503
    add(page, tags)
    page.wait_for_timeout(600)  # the quarantine
    page.goto(site.origin + "/else")
    until(page, lambda: "velo-ledger" in str(device(page)), "nothing is on the device")
    return recording


def test_what_a_page_left_is_sent_at_the_next_visit(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page = opened(visitor, site)
    page.locator("#i").press_sequentially("S3CR3T")
    recording = leave_behind(site, page, TAGS[:5])
    end_worker(browser, site)
    kept = device(page)
    assert [row[0] for row in kept] == [recording] * len(kept)
    assert found(["S3CR3T", "Zephyrine"], str(kept)) == []
    site.fault = None
    page.goto(site.origin)
    start(page)
    until(page, lambda: not device(page), "something is left on the device")
    assert arrived(site, recording) == TAGS[:5]
    assert says_what_was_withheld(site, recording)["hidden"]["value"] >= 1


def test_the_worker_sends_it_when_the_collector_is_back_though_no_page_is_there(site: Site, visitor: BrowserContext) -> None:
    page = opened(visitor, site)
    recording = leave_behind(site, page, TAGS[:5])
    site.fault = None
    until(page, lambda: not device(page), "something is left on the device")
    assert arrived(site, recording) == TAGS[:5]


def test_an_answer_that_does_not_come_loses_nothing_when_the_worker_ends(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page = opened(visitor, site)
    call(page, "flush")
    (recording,) = recordings(site)
    site.answers = ["hang"]
    add(page, TAGS[:1])
    until(page, lambda: device(page), "nothing is on the device")
    end_worker(browser, site)
    until(page, lambda: len(recordings(site)) == 2 and not device(page), "it was not sent by the worker that came after")
    assert arrived(site, recording) == TAGS[:1]


def test_a_tab_that_crashes_loses_nothing_that_was_kept(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page, other = opened(visitor, site), visitor.new_page()
    call(page, "flush")
    (recording,) = recordings(site)
    site.fault = 503
    add(page, TAGS[:3])
    other.goto(site.origin + "/else")
    until(other, lambda: all(tag in str(device(other)) for tag in TAGS[:3]), "nothing is on the device")
    with pytest.raises(Error):
        page.goto("chrome://crash", timeout=3000)
    site.fault = None
    last = opened(visitor, site)
    until(last, lambda: not device(last), "something is left on the device")
    assert arrived(site, recording) == TAGS[:3]


TAG = '<script async src="/velo/velo.js" data-endpoint="/collect" data-consent="not-required"></script>'
GROW = """<script>
const asking = setInterval(async () => {
  if (!(await fetch("/grow")).ok) return;
  clearInterval(asking);
  for (const tag of %s) document.body.append(document.createElement(tag));
}, 200);
</script>"""


@contextmanager
def own_browser(profile: Path, address: str) -> Iterator[None]:
    """A browser that nobody drives, and that is killed in the end."""
    command = [str(find_chromium()), *CHROMIUM_FLAGS, *QUIET, FAST_START, f"--user-data-dir={profile}", address]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def test_a_browser_that_is_killed_loses_nothing_that_was_kept(site: Site, tmp_path: Path) -> None:
    patch_worker(site, FAST)
    site.page("/", PAGE + GROW % json.dumps(TAGS[:4]) + TAG)
    site.page("/later", PAGE + TAG)
    with own_browser(tmp_path, site.origin):
        site.until(lambda: any(asked.status == 204 for asked in site.puts), "a first segment", 60)
        site.fault = 503
        site.page("/grow", "now")
        site.until(lambda: sum(asked.status == 503 for asked in site.puts) > 3, "tries in vain", 60)
        time.sleep(1)
    (recording,) = recordings(site)
    site.fault = None
    with own_browser(tmp_path, site.origin + "/later"):
        site.until(lambda: arrived(site, recording) == TAGS[:4], "what was kept", 60)


# --- what lies on the device obeys


def test_a_mark_that_comes_holds_for_what_lies_on_the_device(site: Site, visitor: BrowserContext) -> None:
    site.fault = 503
    page = opened(visitor, site, preset="balanced")
    until(page, lambda: "Zephyrine" in str(device(page)), "nothing is on the device")
    call(page, "exclude", "#a")
    until(page, lambda: "Zephyrine" not in str(device(page)), "the mark does not hold on the device")
    assert device(page)
    before = len(site.puts)
    site.fault = None
    call(page, "flush")
    assert not [hit for asked in site.puts[before:] if asked.status == 204 for hit in found(["Zephyrine"], asked.text)]


def test_stopping_keeps_what_could_not_be_sent(site: Site, visitor: BrowserContext) -> None:
    page = opened(visitor, site)
    call(page, "flush")
    site.fault = 503
    add(page, TAGS[:2])
    call(page, "stop")
    site.fault = None
    (recording,) = recordings(site)
    until(page, lambda: not device(page), "something is left on the device")
    assert arrived(site, recording) == TAGS[:2]
    says_what_was_withheld(site, recording)


def test_revoked_consent_deletes_the_queue_and_erases_what_it_belongs_to(site: Site, visitor: BrowserContext) -> None:
    first = leave_behind(site, opened(visitor, site), TAGS[:2])
    page = visitor.new_page()
    page.goto(site.origin)
    start(page)
    until(page, lambda: len(recordings(site)) == 2, "a second recording")
    second = recordings(site)[1]
    call(page, "consent.revoke")
    assert {(row[0], row[1], row[2]) for row in device(page)} == {(first, -1, None), (second, -1, None)}
    site.fault = None
    until(page, lambda: not device(page), "the erasures wait")
    assert set(site.erased) == {first, second} and not site.kept


def test_revoked_consent_deletes_what_an_earlier_visit_left_though_nothing_is_recorded(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page = opened(visitor, site)
    recording = leave_behind(site, page, TAGS[:2])
    end_worker(browser, site)
    site.fault = None
    page.goto(site.origin)
    start(page, consent="required")
    call(page, "consent.revoke")
    assert site.erased == [recording] and device(page) == [] and not site.kept


def test_an_erasure_that_was_not_answered_is_asked_for_again_at_the_next_visit(browser: Browser, site: Site, visitor: BrowserContext) -> None:
    page = opened(visitor, site)
    call(page, "flush")
    (recording,) = recordings(site)
    site.fault = 503
    call(page, "consent.revoke")
    assert device(page) == [[recording, -1, None]]
    end_worker(browser, site)
    site.fault = None
    page.goto(site.origin)
    start(page)
    until(page, lambda: site.erased == [recording], "the erasure")
    until(page, lambda: not device(page), "it is asked for once")
