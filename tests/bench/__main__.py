"""``python -m tests.bench``: main-thread time beside rrweb's, in one run; writes docs/bench/.

How it is measured: Chromium's own count of the time its main thread spent in tasks (``Performance.getMetrics``,
``TaskDuration``), from just before the work until the page has been quiet for a while, less the same without a recorder.
Rounds are interleaved; the figure is the median of the ratios of each round. rrweb only keeps its events in a list; Velo sends
its own to its worker, and those go to a collector. Times on a busy machine say little, ratios of one run do.
"""

import argparse
import json
import statistics
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page
from rich.console import Console

from recorder.host.layout import ROOT, VELO
from tests.browser.chrome import call, chromium, start
from tests.browser.server import Site

HERE = Path(__file__).parent
OUT = ROOT / "docs" / "bench"
PAGE = "<!doctype html><html><head><title>bench</title></head><body><div id=root></div></body></html>"
QUIET_MS = 1200
RECORDERS = ("none", "rrweb", "velo")

# Name of the row, elements on the page before, whether the recorder's start is what is measured.
ROWS: tuple[tuple[str, int, bool], ...] = (
    ("first snapshot, 1,000 elements", 1_000, True),
    ("first snapshot, 10,000 elements", 10_000, True),
    ("first snapshot, 50,000 elements", 50_000, True),
    ("add 10,000 and move", 0, False),
    ("add, remove, add 10,000", 0, False),
    ("class change on 10,000", 10_000, False),
    ("100 chains 256 deep", 0, False),
    ("chain of 1,000", 0, False),
    ("1,000 × 10", 0, False),
)


def begin(page: Page, recorder: str) -> None:
    """Starts a recorder as its users do."""
    if recorder == "rrweb":
        page.evaluate("() => { window.kept = []; rrwebRecord.record({ emit: (event) => kept.push(event) }) }")
    elif recorder == "velo":
        page.evaluate("async () => { await velo.start({ endpoint: '/collect', consent: 'not-required' }) }")
    else:
        page.evaluate("() => {}")


def task_ms(session: CDPSession) -> float:
    """Time that the page's main thread has spent in tasks so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def measured(session: CDPSession, page: Page, work: Callable[[], Any]) -> float:
    """Main-thread time of some work and of what it leaves behind (ms)."""
    before = task_ms(session)
    work()
    page.wait_for_timeout(QUIET_MS)
    return task_ms(session) - before


def once(context: BrowserContext, site: Site, row: tuple[str, int, bool], recorder: str) -> float:
    """One row with one recorder (ms)."""
    name, elements, is_start = row
    page = context.new_page()
    try:
        page.goto(site.origin + "/")
        page.evaluate("async () => { window.velo = await import('/velo/velo.mjs') }")
        page.evaluate("count => { workloads.page(count) }", elements)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        page.wait_for_timeout(300)
        if is_start:
            spent = measured(session, page, lambda: begin(page, recorder))
        else:
            begin(page, recorder)
            page.wait_for_timeout(600)
            spent = measured(session, page, lambda: page.evaluate("name => { workloads[name]() }", name))
        if recorder == "velo":
            call(page, "flush")  # so that Python is idle when the next one is measured
        return spent
    finally:
        page.close()


def first_masked_ms(context: BrowserContext, site: Site) -> float:
    """From ``start()`` to the first masked segment (ms), on the shop-like page of 1,000 elements."""
    page = context.new_page()
    page.goto(site.origin + "/")
    page.evaluate("async () => { workloads.page(1000); window.velo = await import('/velo/velo.mjs') }")
    script = """() => new Promise((resolve, reject) => {
        const from = performance.now();
        velo.on("batch", () => resolve(performance.now() - from));
        velo.start({ endpoint: "/collect", consent: "not-required" }).catch(reject);
    })"""
    spent = float(page.evaluate(script))
    page.close()
    return spent


def table(rows: list[dict[str, Any]], facts: dict[str, Any]) -> str:
    """The page for people."""
    lines = [
        "# Beside rrweb",
        "",
        f"Made by `python build.py bench` on {facts['date']}: {facts['browser']}, {facts['rounds']} interleaved rounds, medians.",
        "Milliseconds of the page's main thread that recording adds; `ratio` is the median of the ratios of each round.",
        "How it is measured stands in `tests/bench/__main__.py`. The machine was shared: trust the ratios, not the milliseconds.",
        "",
        "| work | rrweb | Velo | ratio |",
        "|---|--:|--:|--:|",
    ]
    lines += [f"| {row['name']} | {row['rrweb']:.0f} | {row['velo']:.0f} | {row['ratio']:.2f} |" for row in rows]
    lines += [
        "",
        "![The same as a picture](bench.png)",
        "",
        "| also | |",
        "|---|--:|",
        f"| bytes of a first visit, brotli | {facts['first_visit']:,} |",
        f"| of these, read before the page's own work (`velo.js`) | {facts['velo_js']:,} |",
        f"| `start()` to first masked segment, first page of a visit | {facts['first_masked_cold_ms']:.0f} ms |",
        f"| the same, next page of the visit | {facts['first_masked_warm_ms']:.0f} ms |",
        "",
        "The last two hold about half a second that the first segment waits on purpose, to carry more than one event, and the",
        "quarantine of 250 ms.",
    ]
    return "\n".join(lines) + "\n"


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    """The ratios as bars."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4))
    names = [row["name"] for row in rows][::-1]
    ratios = [row["ratio"] for row in rows][::-1]
    axes.barh(names, ratios, color="#7b2438")
    axes.axvline(1, color="#888888", linewidth=1)
    axes.axvline(0.5, color="#888888", linewidth=1, linestyle=":")
    for at, ratio in enumerate(ratios):
        axes.text(ratio + 0.01, at, f"{ratio:.2f}", va="center", fontsize=9)
    axes.set_xlabel("main-thread time that recording adds, as a share of rrweb's")
    axes.set_xlim(0, max(1.1, *ratios) * 1.05)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def run(rounds: int, console: Console) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """All rows, rounds times."""
    folders = {"/rrweb/": ROOT / "node_modules" / "@rrweb" / "record" / "dist"}
    spent: dict[tuple[str, str], list[float]] = {(row[0], recorder): [] for row in ROWS for recorder in RECORDERS}
    with chromium() as browser, Site(VELO, folders) as site:
        scripts = '<script src="/rrweb/record.umd.min.js"></script><script src="/workloads.js"></script>'
        site.page("/", PAGE.replace("</head>", scripts + "</head>"))
        site.page("/workloads.js", (HERE / "workloads.js").read_text(encoding="utf-8"), ".js")
        site.page("/rrweb/record.umd.min.js", (folders["/rrweb/"] / "record.umd.min.cjs").read_text(encoding="utf-8"), ".js")
        cold, warm = [], []
        for _ in range(rounds):
            fresh = browser.new_context()
            cold.append(first_masked_ms(fresh, site))
            warm.append(first_masked_ms(fresh, site))
            fresh.close()
        context = browser.new_context()
        keeper = context.new_page()  # keeps the shared worker, and with it Python, for all rows
        keeper.goto(site.origin + "/")
        start(keeper)
        for number in range(rounds):
            for row in ROWS:
                for recorder in RECORDERS:
                    spent[row[0], recorder].append(once(context, site, row, recorder))
                console.print(
                    f"round {number + 1}: {row[0]}: " + ", ".join(f"{r} {spent[row[0], r][-1]:.0f} ms" for r in RECORDERS)
                )
        context.close()
        facts = {"browser": f"Chromium {browser.version}", "rounds": rounds, "date": date.today().isoformat()}
    manifest = json.loads((VELO / "manifest.json").read_text(encoding="utf-8"))
    facts |= {
        "first_visit": manifest["first_visit"]["brotli_bytes"],
        "velo_js": manifest["files"]["velo.js"]["brotli_bytes"],
        "first_masked_cold_ms": statistics.median(cold),
        "first_masked_warm_ms": statistics.median(warm),
    }
    return [summed_up(row[0], spent) for row in ROWS], facts


def summed_up(name: str, spent: dict[tuple[str, str], list[float]]) -> dict[str, Any]:
    """Medians of a row. What no recorder needs is taken off; what is below a tenth of a millisecond counts as that."""
    base = statistics.median(spent[name, "none"])
    added = {recorder: [max(0.1, ms - base) for ms in spent[name, recorder]] for recorder in ("rrweb", "velo")}
    ratios = [ours / theirs for ours, theirs in zip(added["velo"], added["rrweb"], strict=True)]
    return {
        "name": name,
        "none": base,
        "rrweb": statistics.median(added["rrweb"]),
        "velo": statistics.median(added["velo"]),
        "ratio": statistics.median(ratios),
        "ratios": [round(ratio, 3) for ratio in ratios],
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python build.py bench", description="Measures Velo beside rrweb.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    rows, facts = run(arguments.rounds, Console(highlight=False))
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "bench.json").write_text(json.dumps({"facts": facts, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    (arguments.out / "bench.md").write_text(table(rows, facts), encoding="utf-8")
    plot(rows, arguments.out / "bench.png")
    Console().print(table(rows, facts), markup=False)


if __name__ == "__main__":
    main()
