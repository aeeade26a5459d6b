"""Text that grows word by word tells no first part of what is hidden when it is whole, and is told to its end."""

import json

import pytest

from recorder import transport
from recorder.records import NodeType
from recorder.session import Session
from tests.pages import Item, Probe, parse

BALANCED = '{"preset": "balanced"}'
STEP_MS, QUARANTINE_MS = 400, 300
BEGIN, END = "Well. ", ", and that is all we know so far about any of it."

# Label and datum, of which the first part alone is nothing to hide.
DATA = [
    ("Please write to ", "zephyrine_quackenbush@example.com"),
    ("Call me at ", "+49 171 8765432"),
    ("The card is ", "4539 5787 6362 1486"),
    ("Please pay to ", "DE89 3704 0044 0532 0130 00"),
    ("His tax number is ", "RSSMRA85T10A562S"),
    ("It came from ", "2a02:8109:9a40:1db4:5c2:77ff:fe3b:91a2"),
    ("Wir liefern an ", "Hauptstraße 12, 10115 Berlin"),
    ("She lives at ", "Flat 2, 79 Queen's Gate, London SW7 6HR"),
    ("Date of birth: ", "23 November 1987"),
    ("Customer name: ", "Zephyrine Quackenbush"),
]


def text(words: str) -> Item:
    return Item(type=NodeType.TEXT, text=words)


def element(tag: str, *words: str) -> Item:
    item = Item(tag=tag)
    for each in words:
        item.append(text(each))
    return item


def data_grows(block: Item, token: str, said: str) -> None:
    block.children[0].text += token


def texts_are_appended(block: Item, token: str, said: str) -> None:
    block.append(text(token))


def elements_are_appended(block: Item, token: str, said: str) -> None:
    block.append(element("span", token))


def a_caret_stands_behind(block: Item, token: str, said: str) -> None:
    caret = next((child for child in block.children if child.tag == "i"), None) or block.append(element("i", "|"))
    block.append(element("span", token), caret)


def the_text_is_replaced(block: Item, token: str, said: str) -> None:
    block.children[0].remove()
    block.append(text(said))


def all_in_it_is_replaced(block: Item, token: str, said: str) -> None:
    for child in list(block.children):
        child.remove()
    block.append(text(said[:12]))
    block.append(element("b", said[12:]))


def the_block_is_replaced(block: Item, token: str, said: str) -> None:
    above = block.parent
    block.remove()
    above.append(element("p", said)).attributes["id"] = "t"


def its_markup_changes(block: Item, token: str, said: str) -> None:
    the_block_is_replaced(block, token, said if "9" in said or "za" in said else said.replace(" ", " *", 1))


WAYS = [
    data_grows,
    texts_are_appended,
    elements_are_appended,
    a_caret_stands_behind,
    the_text_is_replaced,
    all_in_it_is_replaced,
    the_block_is_replaced,
    its_markup_changes,
]


class Reader:
    """What a player shows, at each moment."""

    def __init__(self) -> None:
        self.words: dict[int, str] = {}
        self.children: dict[int, list[int]] = {}
        self.seen: list[str] = []

    def play(self, lines: str) -> None:
        for event in map(json.loads, lines.splitlines()):
            data = event["data"]
            if event["type"] == 2:
                self._build(data["node"])
            elif event["type"] == 3 and data["source"] == 0:
                for gone in data["removes"]:
                    self.children[gone["parentId"]].remove(gone["id"])
                for came in data["adds"]:
                    self._build(came["node"])
                    beside = self.children[came["parentId"]]
                    beside.insert(beside.index(came["nextId"]) if came["nextId"] else len(beside), came["node"]["id"])
                self.words |= {each["id"]: each["value"] for each in data["texts"]}
            self.seen.append(self._said(1) if self.words else "")

    def _build(self, node: dict) -> None:
        self.words[node["id"]] = node.get("textContent", "")
        self.children[node["id"]] = [child["id"] for child in node.get("childNodes", ())]
        for child in node.get("childNodes", ()):
            self._build(child)

    def _said(self, node_id: int) -> str:
        return self.words[node_id] + "".join(map(self._said, self.children[node_id]))


class Streaming:
    """A page on which a block grows, and a session that cuts whenever something may leave."""

    def __init__(self, body: str = f"<div id=d><p id=t>{BEGIN}</p></div>", options: str = BALANCED) -> None:
        self.page = parse(f"<html><body>{body}</body></html>")
        self.probe, self.session, self.reader = Probe(self.page), Session(options, "A" * 22), Reader()
        self.at_ms, self.number, self.told = 1_000, 0, list[tuple[int, int]]()
        self.tell(self.probe.tree())

    def tell(self, records: list | None = None, later_ms: int = STEP_MS, everything: bool = False) -> None:
        """One batch of what has changed; what came before the quarantine may leave, and what is due leaves."""
        self.at_ms, self.number = self.at_ms + later_ms, self.number + 1
        records = self.probe.changes() if records is None else records
        self.session.receive(self.probe.batch(records, self.at_ms), self.number, self.at_ms)
        self.told.append((self.at_ms, self.number))
        free = [number for at_ms, number in self.told if everything or at_ms + QUARANTINE_MS <= self.at_ms]
        self.session.release(free[-1] if free else 0)
        self.send(everything)

    def send(self, everything: bool = False, later_ms: int = 0) -> str:
        """What is due leaves."""
        lines = ""
        while (more := self.session.next(self.at_ms + later_ms, everything)) is not None:
            lines += more
            self.session.sent()
        self.reader.play(lines)
        return lines

    def stream(self, way, words: str) -> None:
        """Four characters at a time."""
        said = BEGIN
        for at in range(0, len(words), 4):
            said += words[at : at + 4]
            way(self.page.find("t"), words[at : at + 4], said)
            self.tell()

    def wait(self, ms: int) -> None:
        for _ in range(ms // STEP_MS):
            self.tell([])

    def shown(self) -> str:
        return self.reader.seen[-1]


@pytest.fixture(autouse=True)
def cut_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CUT_EVERY_MS", 1)


@pytest.mark.parametrize("label, datum", DATA, ids=[datum for _, datum in DATA])
@pytest.mark.parametrize("way", WAYS)
def test_no_first_part_of_what_is_hidden_leaves(way, label: str, datum: str) -> None:
    page = Streaming()
    page.stream(way, label + datum + END)
    page.wait(3_000)
    final = page.shown()
    assert datum not in final
    parts = [datum[:end] for end in range(4, len(datum)) if datum[:end].strip() not in final]
    leaked = [part for part in parts if any(part in seen for seen in page.reader.seen)]
    assert not leaked, leaked[-1]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_nothing_to_hide_is_told_to_its_end(way) -> None:
    words = "the giraffes of the zoo are blue today, and so are most of the elephants and a few of the wolves"
    page = Streaming()
    page.stream(way, words)
    assert "giraffes" in page.shown(), "only the last words are held back"
    assert "wolves" not in page.shown()
    page.wait(3_000)
    assert page.shown().rstrip("|") == BEGIN + words or way is its_markup_changes and page.shown().endswith(words)
    assert page.session.wait_ms(page.at_ms) == -1, "nothing is owed any more"


def test_words_are_told_as_soon_as_others_stand_behind_them() -> None:
    page = Streaming()
    page.stream(elements_are_appended, "one giraffe and " + "another one and " * 12)
    assert "one giraffe and another" in page.shown()


@pytest.mark.parametrize("way", [data_grows, elements_are_appended, the_block_is_replaced])
def test_who_asks_for_everything_gets_it(way) -> None:
    page = Streaming()
    page.stream(way, "the giraffes are blue")
    assert "blue" not in page.shown()
    page.tell([], 1, everything=True)
    assert page.shown() == BEGIN + "the giraffes are blue"


def test_what_a_page_leaves_behind_is_whole() -> None:
    page = Streaming()
    page.stream(data_grows, "the giraffes are blue")
    page.session.release(page.number)
    kept = json.loads(page.session.keep(page.at_ms + 2_500, final=True))["put"]
    page.reader.play("".join(lines for _, lines in kept))
    assert page.shown() == BEGIN + "the giraffes are blue"


@pytest.mark.parametrize("way", [data_grows, the_text_is_replaced, the_block_is_replaced, its_markup_changes])
def test_a_segment_that_is_tried_again_says_no_more_than_is_known(way) -> None:
    page = Streaming()
    page.stream(way, "Please write to zeph")
    while page.session.next(page.at_ms + 250) is not None:
        page.session.failed(page.at_ms + 250)  # it never arrives
    said = BEGIN + "Please write to zeph"
    for token in ("yrine_quacke", "nbush@example.com", END):
        said += token
        way(page.page.find("t"), token, said)
        page.tell()
    page.tell([], 200_000, everything=True)
    assert not any("zeph" in seen for seen in page.reader.seen)
    assert page.shown().endswith(END)


def test_a_busy_page_is_told_to_its_end() -> None:
    page = Streaming(f"<p id=t>{BEGIN}</p><b id=clock>0</b>")
    page.stream(data_grows, "the giraffes are blue")
    for at in range(12):
        page.page.find("clock").children[0].text = f"{at} seconds"
        page.tell()
    assert "the giraffes are blue" in page.shown()


@pytest.mark.parametrize("options", ['{"preset": "strict"}', BALANCED])
def test_below_allow_it_is_the_same_as_detectors_look_there(options: str) -> None:
    page = Streaming(f"<div data-velo=allow><p id=t>{BEGIN}</p></div>", options)
    page.stream(data_grows, "Please write to zephyrine_quacke")
    assert not any("zephyr" in seen for seen in page.reader.seen)
    page.wait(3_000)
    assert "zephyrine_quacke" in page.shown()


def changed(body: str, change) -> str:
    """What a page shows right after it changed once."""
    page = Streaming(body)
    change(page.page)
    page.tell()
    page.wait(STEP_MS)
    return page.shown()


def test_what_is_no_growth_is_told_at_once() -> None:
    def clock(page: Item) -> None:
        page.find("t").children[0].text = "12:01"

    def same_again(page: Item) -> None:
        the_text_is_replaced(page.find("t"), "", "12:00")

    def dots(page: Item) -> None:
        page.find("t").children[0].text = "Loading."

    def a_line(page: Item) -> None:
        page.find("t").append(element("p", "a whole line"))

    def first_words(page: Item) -> None:
        page.find("t").append(text("first words"))

    def before(page: Item) -> None:
        page.find("t").append(element("b", "first of all "), page.find("t").children[0])

    assert changed("<p id=t>12:00</p>", clock) == "12:01"
    assert changed("<p id=t>12:00</p>", same_again) == "12:00"
    assert changed("<p id=t>Loading</p>", dots) == "Loading."
    assert changed("<div id=t><p>a line</p></div>", a_line) == "a linea whole line"
    assert changed("<p id=t></p>", first_words) == "first words"
    assert changed("<p id=t>the rest of it</p>", before) == "first of all the rest of it"


def test_a_log_is_no_block() -> None:
    page = Streaming("<div id=t>" + "<p>a line of the log</p>" * 3_000 + "</div>")
    for at in range(5):
        page.page.find("t").append(element("div", f"line {at}"))
        page.tell()
    page.wait(STEP_MS)
    assert page.shown().endswith("line 3line 4")


def test_offsets_in_what_is_held_back_do_not_leave() -> None:
    page = Streaming()
    page.stream(data_grows, "joe.secretary")
    node_id = page.probe.ids[page.page.find("t").children[0]]
    page.tell([["selection", 0, [node_id, 13, node_id, 17]]], 1)
    lines = page.send(everything=False)
    page.tell([], 400)
    assert '"startOffset":13' not in lines + json.dumps(page.reader.seen)
