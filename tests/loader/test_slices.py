"""A whole page is read in slices: marks that come between two hold, the recorder sees one tree, and whoever ends it loses nothing."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chrome import call, visit
from tests.browser.server import Site

pytestmark = pytest.mark.browser

# Each slice reads two nodes, however fast the machine is.
SLICED = {"limits": {"slice_ms": -1, "slice_nodes": 2}}
WORDS = [f"Quillfeather{number}" for number in range(40)]
BODY = "".join(f"<p id=p{number}><b>{word}</b></p>" for number, word in enumerate(WORDS))


def begin(page: Page, then: str = "") -> None:
    """A page of which only the first nodes have been read when ``then`` is done, in the same task."""
    page.evaluate("(html) => { document.body.innerHTML = html }", BODY)
    script = f"(options) => {{ harness.start(options); const read = harness.probe.tree.slices; {then}; return read }}"
    assert page.evaluate(script, SLICED) == 1


def texts(page: Page) -> list[str]:
    assert page.evaluate("harness.failure") == ""
    return [json.dumps(json.loads(batch)["records"]) for batch in page.evaluate("harness.take()")]


def test_each_slice_leaves_the_page_to_others(page: Page) -> None:
    begin(page)
    page.wait_for_function("!harness.probe.tree")
    (batch,) = texts(page)
    assert all(word in batch for word in WORDS)
    assert batch.count('"tree"') == 1


def test_what_is_excluded_between_slices_is_not_read(page: Page) -> None:
    begin(page, "harness.owner.call('exclude', p30); harness.owner.select('exclude', '#p35'); harness.probe.look()")
    page.wait_for_function("!harness.probe.tree")
    batch = re.sub(r'\["kept",[^]]*\]\]', "", "".join(texts(page)))  # to be looked for, told to nobody
    assert WORDS[29] in batch and WORDS[30] not in batch and WORDS[35] not in batch and WORDS[36] in batch


def test_what_was_read_already_is_marked_in_the_same_batch(page: Page) -> None:
    begin(page, "while (!harness.probe.known.get(p2)) harness.probe.slice(1); p2.className = 'rr-block'")
    page.wait_for_function("!harness.probe.tree")
    batch = texts(page)[0]
    number = page.evaluate("harness.probe.known.get(p2).id")
    assert f'["marks", 0, {number}, 1]' in batch


@pytest.mark.parametrize("ending", ["settle()", "pause()", "onHide(new Event('pagehide'))", "answer()"])
def test_whoever_cannot_wait_has_all_of_it_at_once(page: Page, ending: str) -> None:
    begin(page, f"harness.probe.{ending}; window.left = harness.probe.tree")
    assert page.evaluate("left") is None
    batch = texts(page)[0]
    assert all(word in batch for word in WORDS)


def test_stopping_forgets_a_page_half_read(page: Page) -> None:
    begin(page, "harness.probe.end()")
    page.wait_for_timeout(300)
    assert page.evaluate("harness.probe.tree") is None
    assert texts(page) == []


def test_nothing_is_released_while_a_page_is_read(page: Page) -> None:
    page.evaluate("(html) => { document.body.innerHTML = html; harness.start() }", BODY)
    page.wait_for_function("harness.released().length > 0")
    page.evaluate("() => { document.body.append('later'); harness.probe.look(); harness.probe.snapshot() }")
    settings: dict[str, Any] = SLICED["limits"]
    released = page.evaluate(
        """async (limits) => {
             const before = harness.released().length;
             Object.assign(harness.limits, limits, { slice_nodes: 1e9 });
             harness.probe.tree ??= null;
             document.body.append('more');
             harness.probe.look();
             Object.assign(harness.limits, limits);
             harness.probe.snapshot();
             harness.probe.nextSlice = () => {};
             await new Promise((resolve) => setTimeout(resolve, 700));
             return [harness.released().length - before, harness.probe.tree !== null];
           }""",
        settings,
    )
    assert released == [0, True]


def test_the_recording_has_one_tree_and_every_mark(browser: Browser, site: Site) -> None:
    filler = "<div><i></i><i></i><i></i><i></i></div>" * 60
    rows = "".join(f"<p id=p{number}>{word}</p>{filler}" for number, word in enumerate(WORDS))
    site.page("/", f"<!doctype html><html><head><title>t</title></head><body>Wolverine{rows}</body></html>")
    with visit(browser, site) as page:
        marked = page.evaluate(
            """async () => {
                 const velo = (window.__velo = await import('/velo/velo.mjs'));
                 const started = velo.start({ endpoint: '/collect', consent: 'not-required', preset: 'balanced' });
                 const turn = () => new Promise((resolve) => setTimeout(resolve));
                 for (let i = 0; i < 40; i++) {
                   await turn();
                   velo.exclude('#p' + i);
                   document.body.append(document.createElement('article'));
                 }
                 await started;
                 return document.querySelectorAll('article').length;
               }"""
        )
        call(page, "flush")
        lines = "\n".join(site.lines())
        assert "Wolverine" in lines
        assert not [word for word in WORDS if word in lines]
        assert [event["type"] for event in site.events()].count(2) == 1
        assert lines.count('"article"') == marked
