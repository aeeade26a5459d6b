"""The cheap look before the detectors: it may let too much through, never too little."""

from __future__ import annotations

import pytest

import recorder.detect
from recorder.detect import find, gate, people, places
from tests.pii.corpus import lines
from tests.test_detect import MARKED, ORDINARY, unmarked


def everything(text: str) -> gate.Glance:
    return gate.Glance(sum(map(str.isdigit, text)), gate._EVERYTHING)


OTHERS = (
    "write to janeATexampleDOTcom", "jane at example dot com", "Jane (at) example (punkt) org", "S.S.N. 123-45-6789", "d.o.b. 3/4/1984",
    "N/I number QQ123456C", "DOB 1984-03-04", "お名前：田中太郎", "電話03-1234-5678", "Θ. Παπαδόπουλος, τηλ. 2101234567", "Hr. Müller: 030 901820",
    "n.º de contribuinte 123456789", "č.p. 12", "r.č. 780123/3540", "a.b", "c/o", "Tel.0171 2345678", "tel/fax 030 901820", "passport:C01X00T47",
    "Mrs Zephyrine Moss, you won", "Name\tPhone\nJane Doe\t030 901820",
)  # fmt: skip


def test_nothing_that_a_detector_would_report_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = [unmarked(row)[0] for row in MARKED]
    texts = [*marked, *ORDINARY[::3], *(line.text for line in lines(held_out=False)[::6]), *OTHERS]
    texts += [text.upper() for text in marked[::4]] + [text.lower() for text in marked[::4]]
    found = [find(text) for text in texts]
    monkeypatch.setattr(recorder.detect.gate, "glance", everything)
    assert len(texts) > 800
    for text, spans in zip(texts, found):
        assert spans == find(text), text


def test_words_that_introduce_something_are_seen_alone_and_in_a_text() -> None:
    for word, meaning in (("phone", "phone"), ("Passport", "document"), ("GEBURTSDATUM", "birth"), ("dear", gate.NAMES), ("arroba", gate.SPELLED_MAIL)):
        for text in (word, f"x {word} y", f"x_{word}:y", f"é {word}!", f"é_{word}1"):
            assert meaning in gate.glance(text).introduces, text


def test_ordinary_words_introduce_nothing() -> None:
    for text in ("blue shoes", "über blaue Schuhe", "12 red 3", "red_hat so9far", "ends with a full stop."):
        assert gate.glance(text).introduces == frozenset(), text
    assert gate.glance("a1b22").digits == 3


def test_scripts_without_spaces_and_dotted_words_may_introduce_anything() -> None:
    for text in ("電話03", "ひらがな", "カタカナ", "e\u0301", "a.b", "c/o me", "x d.o"):
        assert gate.glance(text).introduces == gate._EVERYTHING, text
    for text in ("a. b", "1.5", "a/ b", "and/or", "v1.b2"):
        assert gate.glance(text).introduces != gate._EVERYTHING, text


def test_a_postcode_and_a_signature_are_never_held_back() -> None:
    texts = [*(unmarked(row)[0] for row in MARKED), *ORDINARY, *(line.text for line in lines(held_out=False)), "10 115", "10-115", "100 15", "W1A 1AA"]
    texts += [part for text in texts for part in (text[:30], text[-30:])]
    with_code = [text for text in texts if places.POSTCODE.search(text)]
    signed = [text for text in texts if list(people.signed(text))]
    assert len(with_code) > 100 and len(signed) > 5
    assert all(map(places._may_hold_postcode, with_code)) and not places._may_hold_postcode("517 items, A 5, 12 34")
    assert all(gate.glance(text).signs for text in signed) and not gate.glance("blue shoes, 12").signs
