"""What a page's own scripts put between the recorder and its collector, or say to its worker: nothing leaks, nothing is thrown into
the page, and the recording goes on or says that it does not."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from recorder.host.audit.search import found
from tests.browser.chrome import call, context, start, velo_folder
from tests.browser.server import Site

pytestmark = pytest.mark.browser

SECRET = "Zephyrine"
PAGE = f"<!doctype html><title>t</title><p>{SECRET}</p><input id=f>"
# A service worker of the page's own: what it does with requests, it is told, and keeps where it finds it when it is started again.
SERVANT = """
const kept = () => caches.open("mode");
const mode = async () => (await (await (await kept()).match("/mode"))?.text()) ?? "pass";
const answers = {
  pass: (request) => fetch(request),
  good: () => new Response("<!doctype html><p>well</p>", { headers: { "content-type": "text/html" } }),
  slow: async (request) => (await new Promise((done) => setTimeout(done, 2000)), fetch(request)),
  broken: () => Response.error(),
  moved: (request) => Response.redirect("/elsewhere", 307),
  busy: () => new Response(null, { status: 503, headers: { "retry-after": "0" } }),
  garbage: async (request) => (await fetch(request), new Response(new Uint8Array([1, 2, 3]), { status: 202 })),
};
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", ({ data, ports }) => kept().then((cache) => cache.put("/mode", new Response(data))).then(() => ports[0].postMessage(1)));
addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname.startsWith("/collect") || event.request.url.includes("/velo/"))
    event.respondWith(mode().then((name) => answers[name](event.request)));
});
"""
SAY = """word => new Promise((done) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = done;
  navigator.serviceWorker.controller.postMessage(word, [channel.port2]);
}).then(() => undefined)"""
WATCH = "addEventListener('unhandledrejection', (event) => (window.thrown ??= []).push(String(event.reason)))"


@contextmanager
def watched(browser: Browser, site: Site) -> Iterator[tuple[Page, list[str]]]:
    """A page of the site, and what is thrown in it."""
    with context(browser, site) as visitor:
        visitor.add_init_script(WATCH)
        page = visitor.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(error.message))
        page.goto(site.origin)
        yield page, errors


@pytest.fixture
def served(browser: Browser, site: Site) -> Iterator[tuple[Page, list[str]]]:
    """A page whose service worker stands between it and the site; what is thrown in it."""
    site.page("/", PAGE)
    site.page("/servant.js", SERVANT, ".js")
    with watched(browser, site) as (page, errors):
        page.evaluate("() => navigator.serviceWorker.register('/servant.js').then(() => navigator.serviceWorker.ready).then(() => undefined)")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        yield page, errors
        assert not errors and page.evaluate("() => window.thrown ?? []") == []


def add(page: Page, tag: str) -> None:
    page.evaluate("tag => { document.body.append(document.createElement(tag)) }", tag)


def told(site: Site) -> str:
    return json.dumps(site.events())


@pytest.mark.parametrize("mode", ["slow", "broken", "moved", "busy", "garbage"])
def test_with_a_service_worker_between_the_recording_goes_on(site: Site, served: tuple[Page, list[str]], mode: str) -> None:
    page, _ = served
    assert start(page) == "recording"
    call(page, "flush")
    page.evaluate(SAY, mode)
    add(page, "nav")
    page.wait_for_timeout(3_000)
    page.evaluate(SAY, "pass")
    add(page, "hr")
    call(page, "flush")
    assert '"nav"' in told(site) and '"hr"' in told(site)
    numbers = [int(asked.address.rpartition("/")[2]) for asked in site.puts if asked.status == 204]
    assert sorted(set(numbers)) == list(range(max(numbers) + 1))
    assert not found([SECRET], told(site))


def test_a_service_worker_that_answers_200_to_everything_takes_the_segments(site: Site, served: tuple[Page, list[str]]) -> None:
    page, _ = served
    assert start(page) == "recording"
    call(page, "flush")
    page.evaluate(SAY, "good")
    add(page, "nav")
    call(page, "flush")  # the site's own script has said that it has it
    page.evaluate(SAY, "pass")
    add(page, "hr")
    call(page, "flush")
    assert page.evaluate("__velo.state") == "recording" and '"hr"' in told(site)
    assert not found([SECRET], told(site))


@pytest.mark.parametrize("mode", ["good", "broken", "garbage"])
def test_a_service_worker_that_gives_something_else_for_our_files_ends_it_with_a_reason(
    site: Site, served: tuple[Page, list[str]], mode: str
) -> None:
    page, _ = served
    page.evaluate("async () => { window.__velo = await import('/velo/velo.mjs') }")
    page.evaluate(SAY, mode)
    said: Any = page.evaluate(
        "() => __velo.start({ endpoint: '/collect', consent: 'not-required' }).then((state) => [state, ''], (error) => [__velo.state, error.message])"
    )
    assert said[0] == "failed" and said[1]
    page.wait_for_timeout(500)
    assert not site.puts


FORGED = """async ([address, url]) => {
  const made = new SharedWorker(address, { type: "module", name: "velo", extendedLifetime: true });
  const heard = [];
  made.port.onmessage = ({ data }) => heard.push(data);
  const other = new MessageChannel();
  const words = [null, undefined, 0, "start", [], {}, { kind: null }, { kind: "__proto__" }, { kind: "constructor" }, { kind: "flush" },
    { kind: "ledger", ticket: 1 }, { kind: "listen" }, { kind: "release", number: 1 }, { kind: "batch", number: 1, parts: ["[", "{"] },
    { kind: "batch", number: {}, parts: 3 }, { kind: "stop", ticket: 2 }, { kind: "push" }];
  for (const word of words) made.port.postMessage(word);
  made.port.postMessage({ kind: "frame", number: 1, port: other.port1 }, [other.port1]);
  for (const options of [null, {}, { preset: "open" }, { preset: "balanced", recordInputs: true }]) {
    const one = new SharedWorker(address, { type: "module", name: "velo", extendedLifetime: true });
    one.port.onmessage = ({ data }) => heard.push(data);
    one.port.postMessage({ kind: "start", options, endpoint: url, losses: {} });
    one.port.postMessage({ kind: "listen" });
    one.port.postMessage({ kind: "batch", number: 1, parts: ['{"version":1,"records":[["tree",0,', "]}"] });
    one.port.postMessage({ kind: "release", number: 1 });
    one.port.postMessage({ kind: "flush", ticket: 3 });
  }
  for (const word of words) postMessage(word, "*");
  for (const word of words) new BroadcastChannel("velo").postMessage(word);
  await new Promise((done) => setTimeout(done, 2000));
  return heard;
}"""


@pytest.mark.parametrize("preset", ["strict", "balanced"])
def test_what_a_page_says_to_our_worker_itself_is_heard_by_nobody_else(browser: Browser, site: Site, preset: str) -> None:
    site.page("/", PAGE)
    address = next(f"/velo/{file.name}" for file in velo_folder().glob("worker-*.js"))
    with watched(browser, site) as (page, errors):
        assert start(page, preset=preset) == "recording"
        page.locator("#f").press_sequentially("Quackenbush")
        call(page, "flush")
        heard = page.evaluate(FORGED, [address, site.origin + "/forged"])
        add(page, "hr")
        call(page, "flush")
        assert page.evaluate("__velo.state") == "recording" and '"hr"' in told(site)
        assert not errors and page.evaluate("() => window.thrown ?? []") == []
        assert not found([SECRET, "Quackenbush"], json.dumps(heard))
        asked = [one for one in site.snapshot() if one.address.startswith("/forged")]
        assert not [hit for one in asked for hit in found([SECRET, "Quackenbush"], one.raw)]
