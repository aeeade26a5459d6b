"""A page that cannot be followed: the probe looks away until things are calm, and what it told before leaves only if marks were seen."""

import json

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# More new nodes at once than the limit.
FLOOD = "() => { for (let i = 0; i < 40; i++) document.body.append(document.createElement('b')) }"
LOSE = f"async () => {{ ({FLOOD})(); await null; harness.probe.look() }}"


def begin(page: Page) -> None:
    page.evaluate("harness.start({ limits: { dirty_nodes: 1e6 } })")
    page.wait_for_function("harness.released().length === 1 && !harness.probe.timer")
    page.evaluate("harness.take()")


def test_it_looks_away_for_a_while_then_tells_the_gap_and_one_whole_page(page: Page) -> None:
    begin(page)
    page.evaluate("harness.limits.waiting_chars = -1")
    page.evaluate(LOSE)
    assert page.evaluate("harness.probe.lost") == "waiting_chars"
    page.evaluate("harness.limits.waiting_chars = 1e6")
    page.evaluate("harness.take()")
    assert page.evaluate("harness.take()") == [], "it was asked to look, and is calm all the same"
    assert page.evaluate("harness.probe.lost") == "waiting_chars"
    page.evaluate("document.body.append('meanwhile')")
    page.wait_for_function("!harness.probe.lost && !harness.probe.tree")
    (batch,) = page.evaluate("harness.take()")
    kinds = [record[0] for record in json.loads(batch)["records"]]
    assert kinds[:3] == ["lost", "page", "tree"] and "meanwhile" in batch
    kind, since_ms, reason = json.loads(batch)["records"][0]
    assert since_ms < 0 and reason == "waiting_chars"
    assert page.evaluate("harness.failure") == ""


def test_while_the_worker_lags_no_whole_page_is_added_to_what_it_has_to_read(page: Page) -> None:
    begin(page)
    page.evaluate(
        "harness.limits.waiting_chars = 1000; harness.probe.outbox.unreadChars = 500; harness.probe.lose('dirty_nodes')"
    )
    page.evaluate("harness.probe.lostAt = 0; harness.probe.look()")
    assert page.evaluate("harness.probe.lost") == "dirty_nodes"
    page.evaluate("harness.probe.outbox.unreadChars = 0; harness.probe.look()")
    page.wait_for_function("!harness.probe.lost && !harness.probe.tree")


def test_what_waits_when_the_page_goes_does_not_leave_if_marks_could_not_be_seen(page: Page) -> None:
    begin(page)
    last = page.evaluate(
        """async () => {
             document.body.append("Quillfeather");
             await null;
             harness.probe.look();
             return harness.probe.outbox.number - 1;
           }"""
    )
    page.evaluate("harness.limits.waiting_chars = -1")
    page.evaluate(LOSE)
    page.evaluate("document.body.dataset.velo = 'exclude'")
    page.wait_for_timeout(600)
    assert page.evaluate("harness.probe.outbox.ripe(true)") >= last, "it has waited long enough"
    page.evaluate("harness.probe.onHide(new Event('pagehide'))")
    assert page.evaluate("Math.max(...harness.released())") < last


def test_a_page_that_could_be_followed_leaves_when_it_goes(page: Page) -> None:
    begin(page)
    last = page.evaluate(
        """async () => {
             document.body.append("word");
             await null;
             harness.probe.look();
             harness.probe.outbox.look = () => false; // not before the page goes
             return harness.probe.outbox.number - 1;
           }"""
    )
    page.wait_for_function("harness.probe.outbox.ripe(true) > 1")
    page.evaluate("harness.probe.onHide(new Event('pagehide'))")
    assert page.evaluate("Math.max(...harness.released())") >= last


def test_a_whole_page_is_no_reason_to_look_away_but_changes_behind_it_are(page: Page) -> None:
    begin(page)
    page.evaluate("harness.probe.outbox.received = () => {}; harness.limits.waiting_chars = 300")
    page.evaluate("document.body.append('word '.repeat(1000)); harness.probe.snapshot()")
    page.wait_for_function("!harness.probe.tree")
    page.evaluate("harness.take()")
    assert page.evaluate("[harness.probe.lost, harness.probe.outbox.unreadChars > 5000]") == ["", True]
    page.evaluate("async () => { document.body.append('word '.repeat(100)); await null; harness.probe.look() }")
    assert page.evaluate("harness.probe.lost") == "waiting_chars"


def test_changes_too_large_for_a_batch_are_not_posted_and_a_page_that_is_ends_the_recording(page: Page) -> None:
    begin(page)
    size = page.evaluate("harness.limits.batch_chars = 20000")
    page.evaluate("async () => { document.body.append('word '.repeat(5000)); await null; harness.probe.look() }")
    assert page.evaluate("harness.probe.lost") == "waiting_chars"
    assert [batch for batch in page.evaluate("harness.take()") if len(batch) > size] == []
    page.evaluate("document.body.lastChild.remove()")
    page.wait_for_function("!harness.probe.lost && !harness.probe.tree")
    (batch,) = [batch for batch in page.evaluate("harness.take()") if '"tree"' in batch]
    assert len(batch) < size and page.evaluate("harness.failure") == ""
    page.evaluate("document.body.append('word '.repeat(5000)); harness.probe.renew()")
    page.wait_for_function("harness.failure")
    assert page.evaluate("harness.failure") == "Overflow"
    assert [json.loads(batch)["records"] for batch in page.evaluate("harness.take()")] == [[["lost", 0, "tree_nodes"]]]


def test_what_a_text_area_of_the_floor_held_for_a_moment_is_not_read(page: Page) -> None:
    page.set_content("<div data-velo=exclude><textarea autocomplete=one-time-code>first</textarea><p>second</p></div>")
    begin(page)
    page.evaluate(
        """async () => {
             for (const text of [document.querySelector("textarea").firstChild, document.querySelector("p").firstChild]) {
               text.data = "Quillfeather " + text.data;
               text.data = "after";
             }
             await null;
             harness.probe.look();
           }"""
    )
    told = "".join(page.evaluate("harness.take()"))
    assert "Quillfeather second" in told and "Quillfeather first" not in told


def test_what_is_read_but_not_free_counts_until_a_whole_page_is_told(page: Page) -> None:
    begin(page)
    page.evaluate("harness.probe.outbox.check = () => {}; harness.limits.waiting_chars = 300")
    change = "async () => { document.body.append('word '.repeat(40)); await null; harness.probe.look(); return harness.probe.lost }"
    assert [page.evaluate(change) for _ in range(3)] == ["", "", "waiting_chars"], "all were read at once"
    page.evaluate("harness.probe.lostAt = 0; harness.probe.look()")
    page.wait_for_function("!harness.probe.lost && !harness.probe.tree")
    assert page.evaluate(change) == "", "what waited before the whole page does not count any more"
