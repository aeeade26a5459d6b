"""Events: rrweb's shapes and numbers, by hand-written golden lines."""

import json

import pytest

from recorder.policy import Policy
from recorder.recorder import Recorder
from tests.pages import Item
from tests.test_recorder import start


def last(lines: str) -> dict[str, object]:
    event = json.loads(lines.splitlines()[-1])
    assert isinstance(event, dict)
    return event


def test_a_snapshot_in_full() -> None:
    _, _, recorder = start("<p class=card data-velo=allow>Hi<!--x--></p>")
    assert last(recorder.take()) == {
        "type": 2,
        "timestamp": 1000,
        "data": {
            "initialOffset": {"left": 0, "top": 0},
            "node": {
                "id": 1,
                "type": 0,
                "childNodes": [
                    {"id": 2, "type": 1, "name": "html", "publicId": "", "systemId": ""},
                    {
                        "id": 3, "type": 2, "tagName": "html", "attributes": {},
                        "childNodes": [
                            {"id": 4, "type": 2, "tagName": "head", "attributes": {}, "childNodes": []},
                            {
                                "id": 5, "type": 2, "tagName": "body", "attributes": {},
                                "childNodes": [
                                    {
                                        "id": 6, "type": 2, "tagName": "p", "attributes": {"class": "card"},
                                        "childNodes": [
                                            {"id": 7, "type": 3, "textContent": "Hi"},
                                            {"id": 8, "type": 5, "textContent": ""},
                                        ],
                                    }
                                ],
                            },
                        ],
                    },
                ],
            },
        },
    }  # fmt: skip


def test_a_mutation_in_full() -> None:
    page, probe, recorder = start("<p id=a class=card>Hi</p>")
    recorder.take()
    paragraph = page.find("a")
    paragraph.attributes["class"] = "card active"
    paragraph.append(Item(tag="hr"), paragraph.children[0])
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert last(recorder.take()) == {
        "type": 3,
        "timestamp": 1100,
        "data": {
            "source": 0,
            "texts": [],
            "attributes": [{"id": 6, "attributes": {"class": "card active"}}],
            "removes": [],
            "adds": [
                {"parentId": 6, "nextId": 7, "node": {"id": 8, "type": 2, "tagName": "hr", "attributes": {}, "childNodes": []}}
            ],
        },
    }  # fmt: skip


def test_interactions() -> None:
    page, probe, recorder = start("<button id=a>Go</button>")
    recorder.take()
    button = probe.ids[page.find("a")]
    for record, expected in [
        (
            ["pointer", 0, "click", button, 3.4, 4.6, "touch"],
            {"source": 2, "type": 2, "id": button, "x": 3, "y": 5, "pointerType": 2},
        ),
        (["focus", 0, button, True], {"source": 2, "type": 5, "id": button}),
        (["scroll", 0, 1, 0, 120], {"source": 3, "id": 1, "x": 0, "y": 120}),
        (["viewport", 0, 400, 300], {"source": 4, "width": 400, "height": 300}),
        (["moves", 0, "pointer", [1, 2, button, 40]], {"source": 1, "positions": [{"x": 1, "y": 2, "id": button, "timeOffset": -40}]}),
    ]:
        recorder.receive(probe.batch([record], 1100))
        assert last(recorder.take()) == {"type": 3, "timestamp": 1100, "data": expected}


@pytest.mark.parametrize(("mark", "told"), [("mask", False), ("ignore", False), ("", True)])
def test_a_key_of_a_masked_pad_does_not_light_up(mark: str, told: bool) -> None:
    page, probe, recorder = start(f"<div data-velo='{mark}'><button id=k>7</button></div>" if mark else "<button id=k>7</button>")
    recorder.take()
    page.find("k").attributes["class"] = "active"
    recorder.receive(probe.batch(probe.changes(), 1100))
    assert ("active" in recorder.take()) is told


def test_a_field_that_grows_with_its_text_does_not_tell_its_length() -> None:
    for record_inputs, told in ((False, False), (True, True)):
        page, probe, recorder = start("<input id=a><div id=b contenteditable></div><p id=p>x</p>", record_inputs=record_inputs)
        recorder.take()
        for name in ("a", "b", "p"):
            page.find(name).attributes["style"] = f"width:{37 if name != 'p' else 38}ch"
        recorder.receive(probe.batch(probe.changes(), 1100))
        lines = recorder.take()
        assert ("37ch" in lines) is told and "38ch" in lines


PICTURE = "data:image/webp;base64,AAAA"


def drawn(markup: str, picture: str = PICTURE, **options: object) -> list[object]:
    """What is told of a picture of the element with the id "c"."""
    page, probe, recorder = start(markup, **options)
    recorder.take()
    recorder.receive(probe.batch([["drawn", 0, probe.ids[page.find("c")], picture]], 1100))
    return [change["attributes"] for line in recorder.take().splitlines() for change in json.loads(line)["data"]["attributes"]]


def test_an_opened_canvas_is_told_and_a_film_shows_it_as_its_poster() -> None:
    behind = {"background-image": f"url({PICTURE})", "background-size": "100% 100%"}
    assert drawn("<canvas id=c data-velo=allow></canvas>") == [{"style": behind}]
    assert drawn("<video id=c data-velo=allow></video>", preset="balanced") == [{"poster": PICTURE}]


def test_no_other_pixels_leave() -> None:
    for markup in (
        "<canvas id=c></canvas>",
        "<div data-velo=allow><canvas id=c></canvas></div>",
        "<div data-velo=mask><canvas id=c data-velo=allow></canvas></div>",
        "<div data-velo=ignore><canvas id=c data-velo=allow></canvas></div>",
    ):
        assert drawn(markup) == [] == drawn(markup, preset="balanced"), markup
    for picture in ("https://x/y.png", "data:text/html;base64,AAAA", "data:image/svg+xml;base64,AAAA", PICTURE + ")", "data:image/webp;base64," + "A" * 2_000_000):
        assert drawn("<canvas id=c data-velo=allow></canvas>", picture) == []


def test_an_address_without_a_load_is_no_meta() -> None:
    recorder = Recorder(Policy())
    page = ["page", 0, "https://shop.example/cart", 800, 600]
    recorder.receive(json.dumps({"version": 1, "at": 5, "records": [page, ["tree", 0, 0, 0, [1, 0, 9, "CSS1Compat", ""]]]}))
    recorder.receive(json.dumps({"version": 1, "at": 6, "records": [page]}))
    events = [json.loads(line) for line in recorder.take().splitlines()]
    assert [event["type"] for event in events] == [4, 2, 5]
    assert events[2]["data"] == {"tag": "velo-page", "payload": events[0]["data"]}


def replayed(*batches: list[object]) -> list[dict[str, object]]:
    """The events of batches of records, each a second later."""
    recorder, lines = Recorder(Policy()), ""
    for at, records in enumerate(batches, start=1):
        recorder.receive(json.dumps({"version": 1, "at": 1000 * at, "records": records}))
        lines += recorder.take()
    return [json.loads(line) for line in lines.splitlines()]


def test_a_frame_that_has_gone_by_the_time_it_is_worded_is_no_error() -> None:
    frame = [2, 1, 1, "iframe", 0, 0, 3, 2, 9, "BackCompat", "", 4, 3, 1, "html", 0, 0]
    records: list[list[object]] = [
        ["tree", 0, 0, 0, [1, 0, 9, "CSS1Compat", "", *frame, 5, 1, 1, "div", 0, 0]],
        ["children", 0, 5, [2], [2, 5, 0]],
        ["children", 0, 5, [], []],
    ]
    recorder = Recorder(Policy())
    for at, record in enumerate(records, start=1):
        recorder.receive(json.dumps({"version": 1, "at": 1000 * at, "records": [record]}))
    assert recorder.take() and not recorder.wants_snapshot and "error" not in recorder.ledger.as_dict()["dropped"]


def test_what_changes_in_a_frame_that_is_shown_anew_is_told_after_its_document() -> None:
    frame = [2, 1, 1, "iframe", 0, 0, 3, 2, 9, "CSS1Compat", "", 4, 3, 1, "p", 0, 0, 6, 4, 3, 0, "before"]
    tree = [1, 0, 9, "CSS1Compat", "", *frame, 5, 1, 1, "div", 0, 0]
    moved = [["children", 0, 5, [2], [2, 5, 0]], ["children", 0, 1, [5], []], ["attributes", 0, 4, 0, ["dir", "rtl"]], ["text", 0, 6, "x"]]
    *_, attached, changed = [event["data"] for event in replayed([["tree", 0, 0, 0, tree]], moved)]
    assert attached["isAttachIframe"] and attached["adds"][0]["node"]["id"] == 3  # type: ignore[index]
    assert changed["attributes"] == [{"id": 4, "attributes": {"dir": "rtl"}}] and [text["id"] for text in changed["texts"]] == [6]  # type: ignore[index]


def test_a_node_that_was_never_shown_is_not_taken_away() -> None:
    """What would have shown it has not been worded, as in a box that was opened since: the player knows nothing of it."""
    tree = [1, 0, 9, "CSS1Compat", "", 2, 1, 1, "div", 0, 0, 5, 1, 1, "p", 0, 0]
    steps: list[list[object]] = [["tree", 0, 0, 0, tree]], [["children", 0, 5, [6], [6, 5, 1, "b", 0, 0]]], [["children", 0, 5, [], []]]
    recorder = Recorder(Policy())
    for at, records in enumerate(steps, start=1):
        recorder.receive(json.dumps({"version": 1, "at": 1000 * at, "records": records}))
        lines = recorder.take() if at != 2 else str(recorder.cut())
    assert lines == ""
