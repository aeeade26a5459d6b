"""A session: only released batches leave, in numbered segments, worded when they are sent."""

import json

import pytest

from recorder import transport
from recorder.errors import ConfigError
from recorder.session import Session, Visit
from tests.pages import Item, Probe, parse
from tests.player import Player

LIMIT = transport.MAX_WAITING_CHARS


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


def kept(session: Session, now_ms: int, final: bool = False) -> dict[int, str]:
    """What the device holds after ``keep``, if it held nothing before."""
    plan = json.loads(session.keep(now_ms, final) or '{"put": []}')
    return dict(plan["put"])


def behind(options: str = '{"preset": "balanced"}') -> tuple[Item, Probe, Session]:
    """A page of which three segments wait: the collector is not there."""
    page, probe, session = start(options)
    session.release(1)
    session.next(9_000, True)
    session.failed(9_000, 1_000_000)
    for number, tag in ((2, "hr"), (3, "nav")):
        page.find("a").append(Item(tag=tag))
        session.receive(probe.batch(probe.changes(), 9_000 + number), number, 9_000)
        session.release(number)
        assert session.next(9_000 + number, True) is None
    return page, probe, session


def test_what_waits_is_kept_with_its_numbers_and_only_news_are_written() -> None:
    page, probe, session = behind()
    first = kept(session, 9_100)
    assert list(first) == [0, 1, 2] and "Zephyrine" in first[0] and '"hr"' in first[1] and '"nav"' in first[2]
    assert session.has_kept and session.keep(9_100) == ""
    page.find("a").append(Item(tag="ul"))
    session.receive(probe.batch(probe.changes(), 9_200), 4, 9_200)
    session.release(4)
    session.next(9_200, True)
    assert list(kept(session, 9_200)) == [3]


def test_nothing_is_kept_that_was_not_released() -> None:
    page, probe, session = start()
    assert session.keep(9_000) == "" and session.keep(9_000, True) == ""


def test_a_mark_that_comes_rewrites_what_lies_on_the_device_at_once() -> None:
    page, probe, session = behind()
    assert "Zephyrine" in kept(session, 9_100)[0]
    page.find("a").attributes["data-velo"] = "exclude"
    session.receive(probe.batch(probe.changes(), 9_101), 4, 9_101)
    plan = json.loads(session.keep(9_101))
    written = dict(plan["put"])
    assert 0 in written and "Zephyrine" not in written[0]
    assert not any('"hr"' in text or '"nav"' in text for text in written.values())
    assert {1, 2} <= set(plan["drop"]) | set(written)


def test_what_was_typed_later_is_taken_out_of_what_lies_on_the_device() -> None:
    page = parse("<html><body><p>blue giraffe</p><input id=i></body></html>")
    probe, session = Probe(page), Session('{"preset": "balanced"}', "A")
    session.receive(probe.batch(probe.tree()), 1, 1000)
    session.release(1)
    session.next(9_000, True)
    session.failed(9_000)
    assert "giraffe" in kept(session, 9_000)[0]
    session.receive(probe.batch([["value", 0, probe.ids[page.find("i")], "blue giraffe", None, True]]), 2, 9_001)
    assert "giraffe" not in kept(session, 9_060)[0]


def test_what_was_sent_goes_from_the_device() -> None:
    _, _, session = behind()
    session.keep(9_100)
    assert session.next(9_999_999, True)
    session.sent()
    assert json.loads(session.keep(9_999_999)) == {"put": [], "drop": [0]}


def test_what_the_device_did_not_take_is_offered_again() -> None:
    _, _, session = behind()
    before = session.keep(9_100)
    session.not_kept()
    assert not session.has_kept and session.keep(9_100) == before


def test_the_last_words_of_a_page_hold_all_that_was_released_and_what_was_withheld() -> None:
    page, probe, session = behind("{}")
    page.find("a").append(Item(tag="ul"))
    session.receive(probe.batch(probe.changes(), 9_200), 4, 9_200)
    session.release(4)
    page.find("a").append(Item(tag="dl"))
    session.receive(probe.batch(probe.changes(), 9_300), 5, 9_300)
    counted = session.ledger()
    last = kept(session, 9_400, final=True)
    assert list(last) == [0, 1, 2, 3, 4] and '"ul"' in last[3] and "velo-ledger" in last[4]
    assert not any('"dl"' in text for text in last.values()), "it was not released"
    assert json.loads(last[4])["data"]["payload"]["hidden"]["text"] == 1
    assert session.ledger() == counted


def test_keeping_counts_nothing_twice() -> None:
    _, _, session = behind("{}")
    session.keep(9_100)
    session.next(9_999_999, True)
    session.keep(9_999_999)
    session.sent()
    assert json.loads(session.ledger())["hidden"]["text"] == 1


def test_a_segment_that_may_have_arrived_keeps_its_number_when_nothing_of_it_may_be_said() -> None:
    page, probe, session = start()
    session.release(1)
    session.next(9_000, True)
    session.sent()
    node = probe.ids[page.find("a")]
    session.receive(probe.batch([["pointer", 0, "click", node, 1, 1, "mouse"]], 9_100), 2, 9_100)
    session.release(2)
    assert "Zephyrine" not in (session.next(9_200, True) or "-") and session.number == 1
    session.failed(9_200)
    page.find("a").attributes["data-velo"] = "ignore"
    session.receive(probe.batch(probe.changes(), 9_300), 3, 9_300)
    again = session.next(99_000, False)
    assert again is not None and session.number == 1
    assert [json.loads(line)["data"]["tag"] for line in again.splitlines()] == ["velo-withheld"]
    session.sent()
    assert session.number == 2


def test_revoked_consent_forgets_what_was_typed_but_not_for_pages_that_are_recorded_still() -> None:
    visit = Visit()
    shown = []
    sessions = [visit.session('{"preset": "balanced"}', "0"), visit.session('{"preset": "balanced"}', "1")]
    typing = parse("<html><body><input id=a></body></html>")
    probe = Probe(typing)
    sessions[0].receive(probe.batch(probe.tree()), 1, 1000)
    sessions[0].receive(probe.batch([["value", 0, probe.ids[typing.find("a")], "blue giraffe", None, True]]), 2, 1100)
    visit.forget()
    for session in (sessions[1], visit.session('{"preset": "balanced"}', "2")):
        page = parse("<html><body><p>A blue giraffe</p></body></html>")
        session.receive(Probe(page).batch(Probe(page).tree()), 1, 1000)
        session.release(1)
        shown.append("giraffe" in (session.next(9_000, True) or ""))
    assert shown == [False, True]


def test_twenty_minutes_without_the_collector_loses_the_oldest_counted_and_what_is_left_plays() -> None:
    page, probe, session = start()
    session.release(1)
    trees, cuts, now_ms = 1, 1, 9_000
    assert session.next(now_ms, True)
    session.failed(now_ms)
    for number in range(2, 602):
        now_ms += 2_000
        page.find("a").append(Item(tag="hr"))
        if len(page.find("a").children) > 5:
            page.find("a").children[0].remove()
        if session.receive(probe.batch(probe.changes(), now_ms), number, now_ms) == "snapshot":
            trees += 1
            session.receive(probe.batch(probe.tree(), now_ms), number, now_ms)
        session.release(number)
        cuts += 1
        if session.next(now_ms):
            session.failed(now_ms)
    counted = json.loads(session.ledger())["dropped"]["overflow"]
    lines, sent = "", 0
    while text := session.next(now_ms + 9_999_999, True):
        lines += text
        session.sent()
        sent += 1
    assert sent + counted == cuts and 100 < sent <= 300 and trees < 6
    assert Player().play(lines).nodes


def test_a_page_that_is_never_free_to_leave_is_held_up_to_a_limit_and_then_told_anew() -> None:
    # One that never has the time to look at its marks, say.
    page, probe, session = start('{"preset": "balanced"}')
    item, asked, most = page.find("a").children[0], [], 0
    for number in range(2, 90):
        item.text = f"{number} " + "word " * 50_000
        if session.receive(probe.batch(probe.changes(), number * 50), number, number * 50):
            asked.append(number)
        waiting = sum(len(touched.data[0].reveal()) for draft in session._recorder._waiting.all() for touched in draft.touched)
        most = max(most, waiting)
    assert LIMIT // 2 < most < LIMIT + 500_000
    assert asked == [*range(asked[0], 90)] and json.loads(session.ledger())["dropped"]["overflow"] == 1
    assert session.receive(probe.batch(probe.tree(), 6000), 90, 6000) == ""
    item.text = "Zephyrine again"
    assert session.receive(probe.batch(probe.changes(), 6100), 91, 6100) == ""
    session.release(91)
    said = session.next(9_000, True)
    assert said and len(said) < 1_000_000 and said.count('"type":2,"data"') == 1 and "Zephyrine again" in said
    assert Player().play(said).nodes


def test_a_collector_that_is_away_leaves_no_more_waiting_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_WAITING_CHARS", 100_000)
    page, probe, session = start()
    session.release(1)
    assert session.next(9_000, True)
    session.failed(9_000)
    item, trees = page.find("a").children[0], 1
    for number in range(2, 100):
        item.text = f"{number} " + "word " * 1_000
        now_ms = 9_000 + number * 2_000
        if session.receive(probe.batch(probe.changes(), now_ms), number, now_ms):
            trees += 1
            session.receive(probe.batch(probe.tree(), now_ms), number, now_ms)
        session.release(number)
        if session.next(now_ms):
            session.failed(now_ms)
        assert sum(segment.chars for segment in session._transport) < 120_000
    assert 1 < trees < 30 and json.loads(session.ledger())["dropped"]["overflow"] > 50
    lines = ""
    while text := session.next(9_999_999, True):
        lines += text
        session.sent()
    assert Player().play(lines).nodes
