"""The bench counts what it says it counts, and the part that measures the worker's Python runs: nothing here says how quick anything is."""

from typing import Any

from tests.bench import measure, worker

ELEMENTS, ROUNDS, TIMES = 200, 1, 2


def test_the_worker_is_measured_in_both_pythons_and_they_say_the_same() -> None:
    measured = worker.measure(ELEMENTS, ROUNDS, TIMES)
    rows = {name: [[row[key] for key in ("page", "preset", "nodes", "chars")] for row in measured[name]["rows"]] for name in ("pyodide", "cpython")}
    assert [row[:2] for row in rows["pyodide"]] == [[page, preset] for page in ("10,000 elements", "articles") for preset in ("strict", "balanced")]
    assert rows["pyodide"] == rows["cpython"] and all(nodes > 20 and chars > 20 * nodes for _, _, nodes, chars in rows["pyodide"])
    assert len(measured["pyodide"]["flat"]) == TIMES and all(size > 1_000_000 for size in measured["pyodide"]["flat"])
    page = worker.written(measured)
    assert page.count("\n| 10,000 elements |") == page.count("\n| articles |") == 2 and measured["pyodide"]["python"] in page


def test_own_functions_are_those_of_the_script_on_the_main_thread_each_counted_once() -> None:
    def called(ts: int, dur: int, url: str, tid: int = 1) -> dict[str, Any]:
        return {"ph": "X", "name": "FunctionCall", "pid": 7, "tid": tid, "ts": ts, "dur": dur, "tdur": dur - 1, "args": {"data": {"url": url}}}

    ours, page = "https://shop.example/velo/velo.mjs", "https://shop.example/shop.js"
    names = [{"ph": "M", "name": "thread_name", "pid": 7, "tid": tid, "args": {"name": name}} for tid, name in ((1, "CrRendererMain"), (2, "other"))]
    inside = [called(1_000, 501, ours), called(1_100, 101, ours), called(2_000, 3_001, page), called(2_100, 1_001, ours)]
    elsewhere = [called(9_000, 5_001, page), called(9_000, 5_001, ours, tid=2), {"ph": "X", "name": "FunctionCall", "pid": 7, "tid": 1, "ts": 1, "dur": 9, "args": {}}]
    assert measure.own_ms([*names, *elsewhere, *inside], "/velo/") == 1.5
