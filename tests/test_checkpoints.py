"""Fresh trees in between: by time and by size, never on a quiet page, never in a row."""

from recorder.checkpoints import APART_MS, EVERY_MS, LEAST_CHARS, MOST_CHARS, Checkpoints
from recorder.session import Session
from tests.pages import Probe, parse


def after(ms: int, chars: int) -> bool:
    checkpoints = Checkpoints()
    assert not checkpoints.due(1_000)
    checkpoints.left("x" * chars)
    return checkpoints.due(1_000 + ms)


def test_by_time_when_enough_has_left() -> None:
    assert after(EVERY_MS, LEAST_CHARS)
    assert not after(EVERY_MS - 1, LEAST_CHARS)
    assert not after(10 * EVERY_MS, LEAST_CHARS - 1), "a quiet page"


def test_by_size_but_not_in_a_row() -> None:
    assert after(APART_MS, MOST_CHARS)
    assert not after(APART_MS, MOST_CHARS - 1)
    assert not after(APART_MS - 1, MOST_CHARS)


def test_the_count_begins_anew() -> None:
    checkpoints = Checkpoints()
    checkpoints.due(0)
    checkpoints.left("x" * MOST_CHARS)
    assert checkpoints.due(APART_MS) and not checkpoints.due(3 * APART_MS)


def test_a_long_session_is_asked_for_a_fresh_tree_and_goes_on() -> None:
    page = parse("<html><body>" + "<p>Zephyrine</p>" * 2_000 + "</body></html>")
    probe, session = Probe(page), Session("{}", "AAAAAAAAAAAAAAAAAAAAAA")
    assert session.receive(probe.batch(probe.tree()), 1, 1_000) == ""
    session.release(1)
    assert session.next(9_000, True)
    session.sent()
    assert session.receive(probe.batch([["viewport", 0, 800, 600]]), 2, 2_000 + EVERY_MS) == "snapshot"
    assert session.receive(probe.batch([["viewport", 0, 900, 600]]), 3, 3_000 + EVERY_MS) == "", "asked once"
    session.receive(probe.batch(probe.tree()), 4, 4_000 + EVERY_MS)
    session.release(4)
    text = session.next(9_000 + EVERY_MS, True)
    assert text is not None and text.count('\n{"type":2') == 1 and text.count('"source":4') == 2, "what came before the tree leaves, too"
