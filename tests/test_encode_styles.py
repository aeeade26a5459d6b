"""Events of style sheets: adopted ones, single rules, and what becomes of them when nodes are shown anew."""

import json
from typing import Any

from recorder.recorder import Recorder
from tests.pages import Probe
from tests.test_recorder import start

RULES, ADOPTED = 8, 15
SECRET_CSS = '.card{content:"Zephyrine"} .Zephyrine{color:red}'


def of(lines: str, source: int) -> list[dict[str, Any]]:
    events = [json.loads(line) for line in lines.splitlines()]
    return [event["data"] for event in events if event["type"] == 3 and event["data"]["source"] == source]


def tell(probe: Probe, recorder: Recorder, *records: list[Any]) -> str:
    recorder.receive(probe.batch(list(records), 1100))
    return recorder.take()


def test_an_adopted_sheet_is_told_once_and_masked() -> None:
    page, probe, recorder = start("<div id=a></div>")
    lines = tell(probe, recorder, ["adopted", 0, 1, [90], [90, SECRET_CSS]])
    (data,) = of(lines, ADOPTED)
    assert data["id"] == 1 and data["styleIds"] == [90] and len(data["styles"][0]["rules"]) == 2
    assert "Zephyrine" not in lines and recorder.word([]) == ""
    other = of(tell(probe, recorder, ["adopted", 0, 1, [90, 91], [91, "p{color:red}"]]), ADOPTED)
    assert [style["styleId"] for style in other[0]["styles"]] == [91]


def test_a_draft_that_is_worded_again_says_the_same() -> None:
    page, probe, recorder = start("<div id=a></div>")
    recorder.receive(probe.batch([["adopted", 0, 1, [90], [90, "p{color:red}"]]], 1100))
    drafts = recorder.cut()
    assert recorder.word(drafts) == recorder.word(drafts) and of(recorder.word(drafts), ADOPTED)[0]["styles"]


def test_single_rules_keep_their_order_and_places() -> None:
    page, probe, recorder = start("<style id=s></style>")
    recorder.take()
    owner = probe.ids[page.find("s")]
    rules = [0, ".card{color:red}", 1, "@import 'x'", 0, None, 1, "p{color:red}"]
    events = of(tell(probe, recorder, ["rules", 0, owner, rules]), RULES)
    assert [("adds" in event, "removes" in event, event["id"]) for event in events] == [(True, False, owner), (False, True, owner), (True, False, owner)]
    assert events[0]["adds"][0] == {"rule": ".card{color:red;}", "index": 0} and events[0]["adds"][1]["rule"]
    assert events[1]["removes"] == [{"index": 0}]


def test_an_adopted_sheet_with_other_rules_is_adopted_anew_by_all_its_roots() -> None:
    page, probe, recorder = start("<div id=a></div>")
    host = probe.ids[page.find("a")]
    tell(probe, recorder, ["children", 0, host, [], [70, host, 11]], ["adopted", 0, 1, [90], [90, ""]], ["adopted", 0, 70, [90], []])
    lines = tell(probe, recorder, ["sheet", 0, 90, SECRET_CSS])
    first, second = of(lines, ADOPTED)
    assert (first["id"], second["id"]) == (1, host) and first["styles"][0]["styleId"] == 90 and second["styles"] == []
    assert len(first["styles"][0]["rules"]) == 2 and "Zephyrine" not in lines


def test_an_excluded_root_tells_nothing_and_the_next_one_all() -> None:
    page, probe, recorder = start("<div id=a></div>")
    host = probe.ids[page.find("a")]
    recorder.receive(probe.batch([["children", 0, host, [], [70, host, 11]], ["adopted", 0, 70, [90], [90, "p{color:red}"]]], 1050))
    page.find("a").attributes["data-velo"] = "exclude"
    recorder.receive(probe.batch([["attributes", 0, host, 1, ["data-velo", "exclude"]]], 1060))
    assert of(recorder.take(), ADOPTED) == []
    assert of(tell(probe, recorder, ["sheet", 0, 90, "p{color:red}"]), ADOPTED) == []
    (told,) = of(tell(probe, recorder, ["adopted", 0, 1, [90], []]), ADOPTED)
    assert told["styles"][0]["rules"] == [{"rule": "p{color:red;}", "index": 0}]


def test_what_is_shown_anew_is_styled_anew() -> None:
    page, probe, recorder = start("<div id=a></div><div id=w><style id=s></style></div>")
    host, owner, wrap = (probe.ids[page.find(name)] for name in "asw")
    tell(probe, recorder, ["children", 0, host, [], [70, host, 11]], ["adopted", 0, 70, [90], [90, "p{color:red}"]])
    tell(probe, recorder, ["rules", 0, owner, [0, "b{color:red}"]])
    lines = tell(probe, recorder, ["marks", 0, host, 2], ["marks", 0, wrap, 2])
    assert of(lines, ADOPTED) == [{"source": 15, "id": host, "styleIds": [90]}]
    assert [event["id"] for event in of(lines, RULES)] == [owner]


def test_a_sheet_nobody_knows_is_an_unknown_node() -> None:
    page, probe, recorder = start("<p></p>")
    tell(probe, recorder, ["rules", 0, 4711, [0, "p{}"]])
    assert recorder.wants_snapshot


def test_what_a_frame_adopted_is_told_again_with_it() -> None:
    """Its document is another one to the player, which must not be given sheets of the one before."""
    _, probe, recorder = start("<div id=a></div>")
    recorder.take()
    frame = [900, 5, 1, "iframe", 0, 0, 901, 900, 9, "CSS1Compat", "", 902, 901, 1, "html", 0, 0]
    tell(probe, recorder, ["children", 0, 5, [6, 900], frame])
    tell(probe, recorder, ["adopted", 0, 901, [90], [90, "p{color:red}"]])
    (again,) = of(tell(probe, recorder, ["marks", 0, 900, 2]), ADOPTED)
    assert again["id"] == 901 and [style["styleId"] for style in again["styles"]] == [90]


def test_a_style_element_keeps_its_attributes_when_its_rules_change() -> None:
    """The player builds it anew from how it came."""
    page, probe, recorder = start("<style id=s></style>")
    recorder.take()
    owner = probe.ids[page.find("s")]
    lines = tell(probe, recorder, ["attributes", 0, owner, 0, ["class", "card"]], ["sheet", 0, owner, "p{color:red}"])
    (*_, changed) = of(lines, 0)[0]["attributes"]
    assert changed["attributes"] == {"id": "s", "class": "card", "media": None, "_cssText": "p{color:red;}\n"}


def test_rules_that_wait_go_when_the_sheet_is_told_anew() -> None:
    """The addition that waits brings the latest sheet; the rules were put into the one before."""
    page, probe, recorder = start("<div></div>")
    recorder.take()
    tell_later = [
        [["children", 0, 5, [6, 900], [900, 5, 1, "style", 0, 0]], ["sheet", 0, 900, "b{color:red}"]],
        [["rules", 0, 900, [0, "i{color:red}"]]],
        [["sheet", 0, 900, "b{color:red}"]],
    ]
    for at, records in enumerate(tell_later):
        recorder.receive(probe.batch(records, 1100 + at))
    lines = recorder.take()
    assert of(lines, RULES) == [] and "b{color:red;}" in lines and "i{color:red;}" not in lines


def test_a_frames_next_document_has_none_of_the_sheets_of_the_one_before() -> None:
    """The player puts it into the same window."""
    _, probe, recorder = start("<div id=a></div>")
    recorder.take()
    frame = [900, 5, 1, "iframe", 0, 0, 901, 900, 9, "CSS1Compat", "", 902, 901, 1, "html", 0, 0]
    tell(probe, recorder, ["children", 0, 5, [6, 900], frame])
    following = ["children", 0, 900, [903], [903, 900, 9, "CSS1Compat", "", 904, 903, 1, "html", 0, 0]]
    assert of(tell(probe, recorder, following), ADOPTED) == []
    tell(probe, recorder, ["adopted", 0, 903, [90], [90, "p{color:red}"]])
    following = ["children", 0, 900, [905], [905, 900, 9, "CSS1Compat", "", 906, 905, 1, "html", 0, 0]]
    assert of(tell(probe, recorder, following), ADOPTED) == [{"source": 15, "id": 905, "styleIds": []}]


def test_a_sheet_whose_first_root_has_gone_is_told_anew_with_another() -> None:
    """A player that jumps to after that passes over what was told of a root that is gone by then."""
    page, probe, recorder = start("<div id=a></div><p id=b></p>")
    first, second = (probe.ids[page.find(name)] for name in "ab")
    tell(probe, recorder, ["children", 0, first, [], [70, first, 11]], ["adopted", 0, 70, [90], [90, "p{color:red}"]])
    tell(probe, recorder, ["children", 0, second, [], [71, second, 11]], ["adopted", 0, 71, [90], []])
    (told,) = of(tell(probe, recorder, ["children", 0, 5, [second], []]), ADOPTED)
    assert told["id"] == second and [style["styleId"] for style in told["styles"]] == [90]
    assert of(tell(probe, recorder, ["children", 0, 5, [], []]), ADOPTED) == []


def test_a_sheet_with_single_rules_that_is_told_whole_is_built_anew() -> None:
    """A player that jumps would put those rules into the new one as well."""
    page, probe, recorder = start("<style id=s></style>")
    recorder.take()
    owner = probe.ids[page.find("s")]
    tell(probe, recorder, ["rules", 0, owner, [0, "b{color:red}"]])
    (data,) = of(tell(probe, recorder, ["sheet", 0, owner, "p{color:red}"]), 0)
    assert [one["id"] for one in data["removes"]] == [owner] and data["attributes"] == []
    assert [one["node"]["attributes"]["_cssText"] for one in data["adds"]] == ["p{color:red;}\n"]
