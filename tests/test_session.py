"""A session: only released batches leave, in numbered segments, worded when they are sent."""

import json

import pytest

from recorder.errors import ConfigError
from recorder.session import Session, Visit
from tests.pages import Item, Probe, parse


def start(options: str = "{}") -> tuple[Item, Probe, Session]:
    page = parse("<html><body><div id=a>Zephyrine</div></body></html>")
    probe, session = Probe(page), Session(options, "AAAAAAAAAAAAAAAAAAAAAA")
    assert session.receive(probe.batch(probe.tree()), 1, 1000) == ""
    return page, probe, session


def test_nothing_leaves_before_it_is_released() -> None:
    _, _, session = start()
    assert session.next(9_000, True) is None
    session.release(1)
    text = session.next(9_000, True)
    assert text is not None and session.number == 0 and all(json.loads(line) for line in text.splitlines())
    session.sent()
    assert session.number == 1 and session.next(9_000, True) is None and session.wait_ms(9_000) == -1


def test_only_what_is_released_leaves() -> None:
    page, probe, session = start()
    page.find("a").append(Item(tag="hr"))
    session.receive(probe.batch(probe.changes(), 1100), 2, 1100)
    session.release(1)
    assert '"hr"' not in (session.next(9_000, True) or "")
    session.sent()
    session.release(2)
    assert '"hr"' in (session.next(9_000, True) or "")


def test_a_segment_that_waits_obeys_a_mark_that_comes_meanwhile() -> None:
    page, probe, session = start('{"preset": "balanced"}')
    session.release(1)
    assert "Zephyrine" in (session.next(9_000, True) or "")
    session.failed(9_000)
    page.find("a").attributes["data-velo"] = "exclude"
    session.receive(probe.batch(probe.changes(), 9_100), 2, 9_100)
    again = session.next(9_000 + session.wait_ms(9_000), True)
    assert again is not None and "Zephyrine" not in again and session.number == 0


def test_a_refused_segment_is_counted_and_not_sent_again() -> None:
    _, _, session = start()
    session.release(1)
    assert session.next(9_000, True)
    session.refused(400)
    assert session.next(99_000, True) is None and json.loads(session.ledger())["dropped"] == {"refused": 1}
    assert session.wants_snapshot


def test_after_a_refusal_a_fresh_tree_makes_the_recording_whole_again() -> None:
    page, probe, session = start()
    session.release(1)
    session.next(9_000, True)
    page.find("a").append(Item(tag="hr"))
    session.receive(probe.batch(probe.changes(), 1100), 2, 1100)
    session.refused(413)
    assert session.receive(probe.batch(probe.changes(), 1200), 3, 1200) == "snapshot"
    session.receive(probe.batch(probe.tree(), 1300), 4, 1300)
    session.release(4)
    text = session.next(9_999, True)
    assert text is not None and session.number == 1
    assert [json.loads(line)["type"] for line in text.splitlines()] == [4, 2]


def test_a_batch_that_cannot_be_read_asks_for_a_snapshot() -> None:
    _, _, session = start()
    assert session.receive(b"{", 2, 1000) == "snapshot"


def test_wrong_options_are_refused() -> None:
    with pytest.raises(ConfigError):
        Session('{"preset": "loose"}')


def test_the_last_segment_says_what_was_withheld() -> None:
    _, _, session = start()
    session.release(1)
    assert "velo-ledger" not in (session.next(9_000, True, True) or "")
    session.failed(9_000)
    assert session.next(60_000, True, True)
    session.sent()
    last = session.next(60_000, True, True)
    assert last is not None and session.number == 1
    session.sent()
    event = json.loads(last)
    assert event["type"] == 5 and event["data"]["tag"] == "velo-ledger" and event["timestamp"] == 1000
    assert event["data"]["payload"] == {name: words for name, words in json.loads(session.ledger()).items() if words}
    assert event["data"]["payload"]["hidden"]["text"] == 1, "a segment that was tried twice counts once"
    assert session.next(99_000, True, True) is None, "said once"


def test_a_recording_of_nothing_has_no_account() -> None:
    session = Session("{}", "AAAAAAAAAAAAAAAAAAAAAA")
    assert session.next(9_000, True, True) is None


def test_what_was_typed_on_one_page_is_hidden_on_the_next_of_the_visit() -> None:
    for visit, shown in ((Visit(), False), (None, True)):
        texts = []
        for number, html in enumerate(("<input id=a>", "<i></i><p id=a>A blue giraffe</p>")):
            page = parse(f"<html><body>{html}</body></html>")
            probe, options = Probe(page), '{"preset": "balanced"}'
            session = visit.session(options, str(number)) if visit else Session(options, str(number))
            session.receive(probe.batch(probe.tree()), 1, 1000)
            if not number:
                session.receive(probe.batch([["value", 0, probe.ids[page.find("a")], "blue giraffe", None, True]]), 2, 1100)
            session.release(2)
            texts.append(session.next(9_000, True) or "")
        assert texts[0] and "giraffe" not in texts[0] and ("giraffe" in texts[1]) is shown


def test_a_worker_that_ended_before_is_counted() -> None:
    _, _, session = start()
    session.lost()
    assert json.loads(session.ledger())["dropped"] == {"worker ended": 1}
