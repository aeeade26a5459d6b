"""Runs in Pyodide and on CPython: how long the recorder's core takes for a node, from the probe's bytes to lines of events.

A page of cards as in ``page/workloads.js`` and one of articles are made here; each round is one visit: a new recorder takes
the page in and words it. Beside it, in the same round, ``json.loads`` and ``json.dumps`` of the same batch: what Python needs to
read and write so much without looking at it. Then one page whose content is replaced fifty times.

CPU time; in Node that of the whole process, so V8's compiler, which runs beside, counts in the first rounds.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

try:
    from recorder.session import Visit
except ImportError:  # in the worker no code names it (recorder/host/settle.py)
    import _pyodide  # type: ignore[import-not-found]

    Visit = _pyodide.start

ELEMENTS = 10_000
ROUNDS = 5
REPLACED = 50  # times

PROSE = """
The market opens at seven, and by eight the square is full of people who have walked there from the villages around it.
Bread is sold from the back of a van; whoever wants the dark one with walnuts has to come early, since there are only twelve.
A new bridge was planned in 1998 and finished eleven years later, at three times the price, as everybody had said it would be.
Read the instructions before you begin: the longer screws belong to the upper shelf, the shorter ones hold the back in its place.
Prices hold while stocks last. Delivery within Europe takes two to four days and is free from 30.00 EUR.
She had meant to stay for a week. In the end it was the whole summer, and most of the autumn as well.
""".split("\n")[1:-1]


class Page:
    """A page as the probe tells of it."""

    def __init__(self) -> None:
        self.nodes: list[Any] = [1, 0, 9, "CSS1Compat", "https://shop.example/list"]
        self.last_id = 1
        self.count = 1
        self.values: list[list[Any]] = []

    def element(self, parent_id: int, tag: str, text: str = "", **attributes: str) -> int:
        """Adds an element, with a text in it."""
        node_id = self.last_id = self.last_id + 1
        pairs = [part for name, value in attributes.items() for part in (name.rstrip("_").replace("_", "-"), value)]
        self.nodes += [node_id, parent_id, 1, tag, 0, len(attributes), *pairs]
        self.count += 1
        if text:
            self.text(node_id, text)
        return node_id

    def text(self, parent_id: int, text: str) -> None:
        """Adds a text."""
        self.last_id += 1
        self.nodes += [self.last_id, parent_id, 3, 0, text]
        self.count += 1

    def field(self, parent_id: int) -> None:
        """Adds a field that somebody has filled in."""
        field = self.element(parent_id, "input", type="text", placeholder="a note")
        self.values.append(["value", 0, field, "typed", None, False])


def cards(page: Page, parent_id: int, elements: int) -> list[int]:
    """Cards with a title, words, a link, a list and now and then a field, as in ``page/workloads.js``. Gives their ids."""
    made = []
    for card in range(elements // 10):
        box = page.element(parent_id, "div", class_="card", id=f"card-{card}", style="padding:4px")
        page.element(box, "h3", f"Article number {card}", class_="title")
        words = page.element(box, "p", "Some words about it, ")
        page.element(words, "b", "a few of them bold")
        page.text(words, ", and a few more after that.")
        page.element(box, "a", "Read on", href=f"/articles/{card}?from=list", class_="more link", title=f"Read article {card}")
        items = page.element(box, "ul", class_="tags")
        for item in ("first", "second", "third"):
            page.element(items, "li", item)
        if card % 5:
            page.element(box, "span", "open", data_state="open")
        else:
            page.field(box)
        made.append(box)
    return made


def articles(page: Page, parent_id: int, elements: int) -> list[int]:
    """Articles of five long paragraphs; no two of them are alike. Gives their ids."""
    made = []
    for article in range(elements // 7):
        box = page.element(parent_id, "article", class_="entry", id=f"entry-{article}")
        page.element(box, "h2", f"Entry {article}: {PROSE[article % len(PROSE)][:40]}")
        for nth in range(5):
            said = (PROSE[(article + nth) % len(PROSE)], f"({article}, {nth})", PROSE[(article * 5 + nth * 3) % len(PROSE)])
            page.element(box, "p", " ".join(said))
        made.append(box)
    return made


Fill = Callable[[Page, int, int], list[int]]
PAGES: dict[str, Fill] = {"10,000 elements": cards, "articles": articles}


def batch(records: list[Any]) -> str:
    """Records as the probe sends them."""
    return json.dumps({"version": 1, "at": 1_700_000_000_000, "records": records}, ensure_ascii=False)


def begun(fill: Fill, elements: int) -> tuple[str, int]:
    """The first batch of a page, and how many nodes it has."""
    page = Page()
    main = page.element(page.element(page.element(1, "html", lang="en"), "body"), "main")
    fill(page, main, elements)
    tree = ["tree", 0, 0, 0, page.nodes]
    return batch([["page", 0, "https://shop.example/list?a=1", 1000, 700], tree, *page.values]), page.count


def steps(elements: int = ELEMENTS, rounds: int = ROUNDS, times: int = REPLACED) -> Iterator[str]:
    """Everything, as JSON, at last; before that nothing, once a round.

    JavaScript asks for each: the interpreter's function is entered anew then, as in the worker for each batch. V8 compiles it
    better while it runs, but what runs already stays as slow as it began.
    """
    flat = replaced(elements, times)  # first: WebAssembly's memory never shrinks
    yield ""
    pages = {name: begun(fill, elements if fill is cards else elements // 10) for name, fill in PAGES.items()}
    rows = []
    for name, (data, nodes) in pages.items():
        for preset in ("strict", "balanced"):
            row: dict[str, Any] = {"page": name, "preset": preset, "nodes": nodes, "chars": 0, "ours_us": [], "plain_us": []}
            for _ in range(rounds):
                measure(row, data)
                yield ""
            rows.append(row)
    yield json.dumps({"python": sys.version.split()[0], "rows": rows, "flat": flat})


def measure(row: dict[str, Any], data: str) -> None:
    """Microseconds a node of both, in one round."""
    gc.collect()  # what the round before left
    began = cpu_s()
    json.dumps(json.loads(data))
    between = cpu_s()
    row["chars"] = len(recorded(row["preset"], data))
    row["ours_us"].append((cpu_s() - between) / row["nodes"] * 1e6)
    row["plain_us"].append((between - began) / row["nodes"] * 1e6)


def recorded(preset: str, data: str) -> str:
    """A visit: one page is taken in, given free and worded."""
    session = Visit().session(json.dumps({"preset": preset}), "bench")
    session.receive(data, 1, 0)
    session.release(1)
    return session.next(0, True) or ""


def replaced(elements: int, times: int) -> list[int]:
    """Bytes of the heap after each of so many times that all of a page is replaced, sent and forgotten."""
    session = Visit().session("{}", "bench")
    page = Page()
    main = page.element(page.element(1, "body"), "main")
    session.receive(batch([["tree", 0, 0, 0, page.nodes]]), 1, 0)
    sizes = []
    for number in range(2, times + 2):
        page.nodes, page.values = [], []
        tops = cards(page, main, elements)
        session.receive(batch([["children", 0, main, tops, page.nodes], *page.values]), number, number * 100)
        session.release(number)
        while session.next(number * 100, True) is not None:
            session.sent()
        gc.collect()
        sizes.append(heap_bytes())
    return sizes


def heap_bytes() -> int:
    """Of WebAssembly's memory, which never shrinks; 0 where there is none."""
    if sys.platform != "emscripten":
        return 0
    import pyodide_js  # type: ignore[import-not-found]

    return int(pyodide_js._module.HEAPU8.length)


def cpu_s() -> float:
    """CPU time of this process."""
    if sys.platform != "emscripten":
        return time.process_time()
    import js  # type: ignore[import-not-found]

    used = js.process.cpuUsage()
    return float(used.user + used.system) / 1e6


if __name__ == "__main__":
    print("".join(steps(*map(int, sys.argv[1:]))))
