"""A page that runs Python itself (PyScript): it hides what it must, and records just what the worker records of the same page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from recorder.host.layout import VENDOR

pytest.importorskip("playwright", reason="`python build.py test` installs Playwright")

from playwright.sync_api import Browser, Page  # noqa: E402

from recorder.host.audit.search import found  # noqa: E402
from tests.browser.chrome import context, velo_folder  # noqa: E402
from tests.browser.server import Site  # noqa: E402

pytestmark = pytest.mark.browser

SECRETS = ["zanettaqx", "55555555", "12345678", "typedqx", "boxedqx", "maskedqx"]
BODY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title></head><body>
<h1>Orders of the day</h1><p>zanettaqx.neri@mail.example pays with 5555 5555 5555 4444</p><p>Order AB-7319 is ready</p>
<p data-velo="mask">maskedqx</p><label>Note <input id="note" autocomplete="off"></label><section id="box">boxedqx</section><ul id="list"></ul>
"""
PYTHON = """<script type="py" config="/vendor/python.json">
from recorder.custom import detector
from recorder.page import record

@detector("order number")
def orders(text):
    at = text.find("AB-")
    return [(at, at + 7)] if at >= 0 else []

recording = await record("/velo", preset="balanced", consent="not-required", endpoint="/collect")
recording.exclude("#box")
counts = await recording.ledger()
</script><script type="module" src="/vendor/pyscript/core.js"></script>"""
# The worker of this build knows no rule of the page's: it shows the order's number.
WORKER = '<script src="/velo/velo.js"></script>'
STEPS = [
    "document.querySelector('#note').value = ''",
    "document.querySelector('#list').innerHTML = '<li>one, zanettaqx@mail.example, 4000 1234 5678 9010</li><li>two</li>'",
    "document.querySelector('#list').lastChild.textContent = 'three'",
    "document.querySelector('#list').append(document.querySelector('h1'))",
    "document.querySelector('#list').firstChild.className = 'seen'",
]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    if not (VENDOR / "python.json").is_file():
        pytest.skip("PyScript is not built: run `python build.py`")
    with Site(velo_folder(), {"/vendor/": VENDOR}) as made:
        yield made


def act(page: Page) -> None:
    """The same things happen on each page, one after the other."""
    page.evaluate("() => velo.flush()")
    for step in STEPS:
        page.evaluate(f"async () => {{ {step}; await velo.flush() }}")
    page.type("#note", "typedqx")
    page.evaluate("() => velo.flush()")


def recorded(page: Page, site: Site) -> list[dict[str, Any]]:
    """What arrives of a page, all of it."""
    page.wait_for_function("() => window.velo?.state === 'recording'", timeout=120_000)
    act(page)
    return [json.loads(line) for (recording, _), text in site.kept.items() if recording == list(site.kept)[-1][0] for line in text.splitlines()]


def told(node: dict[str, Any]) -> Any:
    """A node without its number; what runs is not the same on both pages, so scripts and what PyScript adds for itself are left out."""
    if node.get("tagName") in ("script", "style", "script-py"):
        return None
    children = [said for child in node.get("childNodes", []) if (said := told(child)) is not None]
    text = node.get("textContent", "").strip()
    if node["type"] == 3 and (not text or text.startswith("Order")):
        return None  # what only the page's own rule hides is looked at by itself
    return [node.get("tagName"), node.get("attributes"), text, children]


def normal(events: list[dict[str, Any]]) -> list[Any]:
    """What a viewer would be shown, in order, without times and numbers of nodes."""
    shown: list[Any] = []
    for event in events:
        data = event.get("data", {})
        if event["type"] == 2:
            shown = [told(data["node"])]
        elif event["type"] == 3 and data["source"] == 0:
            added = [said for add in data["adds"] if (said := told(add["node"])) is not None]
            changed = [[text["value"] for text in data["texts"]], [row["attributes"] for row in data["attributes"]], added]
            shown += [changed] if any(changed) else []
        elif event["type"] == 3 and data["source"] == 5:
            shown.append([data["text"], data["isChecked"]])
    return shown


def test_python_in_the_page_records_what_the_worker_records_and_nothing_more(browser: Browser, site: Site) -> None:
    site.page("/python", BODY + PYTHON)
    site.page("/worker", BODY + WORKER)
    seen = {}
    with context(browser, site) as profile:
        page = profile.new_page()
        page.on("pageerror", lambda error: pytest.fail(error.message))
        page.goto(site.origin + "/python")
        seen["python"] = recorded(page, site)
        ledger = page.evaluate("() => velo.ledger()")
        page.close()
        page = profile.new_page()
        page.goto(site.origin + "/worker")
        options = {"preset": "balanced", "consent": "not-required", "endpoint": "/collect"}
        page.evaluate("options => velo.start(options).then(() => void velo.exclude('#box'))", options)
        seen["worker"] = recorded(page, site)
    assert ledger["kinds"]["order number"] >= 1 and ledger["kinds"]["card"] >= 1
    assert site.puts and not [hit for asked in site.puts for hit in found(SECRETS, asked.text.encode())]
    assert "AB-7319" not in json.dumps(seen["python"]) and "AB-7319" in json.dumps(seen["worker"]), "the rule is the page's own"
    assert len(normal(seen["worker"])) > len(STEPS)
    assert normal(seen["python"]) == normal(seen["worker"])
