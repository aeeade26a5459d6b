"""How soon Python answers in a worker, ours beside Pyodide as npm ships it: ``python -m tests.bench.python_start [ROUNDS]``.

Each in a dedicated module worker, each time in a fresh profile, turns taken; files come uncompressed from this machine, so what
the network takes is not in it. Stock: from ``new Worker`` until ``1 + 1`` is answered. Ours: until a recording's session is made.
Then the private memory of the renderer over what the page had before; ours once more after a page of 10,000 elements was
recorded.
"""

import json
import statistics
import sys
from typing import Any

from recorder.host import bundle, node
from recorder.host.layout import CACHE, LOADER, PYODIDE, VELO
from tests.bench import inside_worker
from tests.bench.cold_start import largest_renderer_kb
from tests.browser.chrome import chromium, visit
from tests.browser.server import Site

PAGE = "<!doctype html><title>start</title>"

STOCK = """
import { loadPyodide } from "/stock/pyodide.mjs";
const python = await loadPyodide({ indexURL: location.origin + "/stock/" });
postMessage(python.runPython("1 + 1"));
"""

OURS = """
import { boot } from "/boot.js";
const visit = await boot(RUNTIME, location.origin + "/velo/");
const session = visit.session("{}", "bench");
postMessage(2);
onmessage = ({ data }) => {
  session.receive(new TextEncoder().encode(data), 1, 1);
  session.release(1);
  postMessage(session.next(9000, true, true).length);
};
"""

MEASURE = """
(file) => new Promise((resolve) => {
  const began = performance.now();
  window.worker = new Worker(file, { type: "module" });
  worker.onerror = (event) => resolve(event.message);
  worker.onmessage = () => resolve(performance.now() - began);
})
"""

FEED = """
(batch) => new Promise((resolve) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.postMessage(batch);
})
"""


def bundled() -> str:
    """``loader/boot.js`` in one file."""
    target = CACHE / "bench-boot.js"
    bundle._run_esbuild(node.node(lambda groups: False), LOADER / "boot.js", target, "esm", [])
    return target.read_text(encoding="utf-8")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    runtime = json.loads((VELO / "manifest.json").read_text(encoding="utf-8"))["runtime"]
    scripts = {"stock": STOCK, "ours": OURS.replace("RUNTIME", json.dumps(runtime))}
    seen: dict[str, list[tuple[float, int, int]]] = {name: [] for name in scripts}
    with Site(VELO, folders={"/stock/": PYODIDE}) as site:
        site.page("/", PAGE)
        site.page("/boot.js", bundled(), ".js")
        for name, text in scripts.items():
            site.page(f"/{name}.js", text, ".js")
        for number in range(rounds):
            for name in list(scripts)[:: 1 if number % 2 else -1]:
                with chromium() as browser:
                    seen[name].append(one(browser, site, name))
    for name, runs in seen.items():
        times, started, fed = zip(*runs, strict=True)
        sizes = f"{statistics.median(started) / 1024:.1f} MB, then {statistics.median(fed) / 1024:.1f}"
        print(name, f"least {min(times):.0f} ms, median {statistics.median(times):.0f} ms, {sizes}")
    ratios = [ours[0] / stock[0] for stock, ours in zip(seen["stock"], seen["ours"], strict=True)]
    least = min(run[0] for run in seen["ours"]) / min(run[0] for run in seen["stock"])
    print(f"median of ratios {statistics.median(ratios):.3f}, ratio of the least {least:.3f}")


def one(browser: Any, site: Site, name: str) -> tuple[float, int, int]:
    """Milliseconds; kilobytes over the page, before and after it was recorded."""
    with visit(browser, site) as page:
        before = largest_renderer_kb()
        took = page.evaluate(MEASURE, f"/{name}.js")
        if isinstance(took, str):
            raise RuntimeError(took)
        started = largest_renderer_kb() - before
        if name == "ours":
            data, _ = inside_worker.begun(inside_worker.cards, inside_worker.ELEMENTS)
            page.evaluate(FEED, data)
        return took, started, largest_renderer_kb() - before


if __name__ == "__main__":
    main()
