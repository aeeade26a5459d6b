"""The part of the bench that measures the worker's Python runs, for a moment: nothing here says how quick it is."""

from tests.bench import worker

ELEMENTS, ROUNDS, TIMES = 200, 1, 2


def test_the_worker_is_measured_in_both_pythons_and_they_say_the_same() -> None:
    measured = worker.measure(ELEMENTS, ROUNDS, TIMES)
    rows = {name: [[row[key] for key in ("page", "preset", "nodes", "chars")] for row in measured[name]["rows"]] for name in ("pyodide", "cpython")}
    assert [row[:2] for row in rows["pyodide"]] == [[page, preset] for page in ("10,000 elements", "articles") for preset in ("strict", "balanced")]
    assert rows["pyodide"] == rows["cpython"] and all(nodes > 20 and chars > 20 * nodes for _, _, nodes, chars in rows["pyodide"])
    assert len(measured["pyodide"]["flat"]) == TIMES and all(size > 1_000_000 for size in measured["pyodide"]["flat"])
    page = worker.written(measured)
    assert page.count("\n| 10,000 elements |") == page.count("\n| articles |") == 2 and measured["pyodide"]["python"] in page
