"""Writes what was measured to ``docs/bench``: a table, the raw figures, a plot."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from recorder.host.layout import NODE_MODULES, ROOT, VELO
from tests.bench.measure import MORE, Measured, Row

FOLDER = ROOT / "docs" / "bench"
LIMIT = 0.5  # of what rrweb costs

INTRO = """# What recording costs a page

Written by `python build.py bench`; change `tests/bench`, not this page. {machine}, {browser}, {rounds} rounds, {day}.
Milliseconds of **main-thread CPU time that recording adds** to the same page without a recorder, medians; the ratio is the
median of the rounds' ratios, Velo to @rrweb/record {rrweb}. Below {limit} is what we ask of ourselves.

| what | rrweb ms | Velo ms | ratio | |
|---|--:|--:|--:|---|
"""

PAGES_INTRO = """
## What real pages do

The same, and four things more, each as *rrweb → Velo (ratio)*: the **longest task** of the page's main thread (CPU time; *alone*
is the page without a recorder), the CPU time of **all processes** of the browser (Velo's Python counts here, its start does not),
**bytes** that leave, packed with gzip on both sides, and the **heap** of the page afterwards, when rrweb's events are forgotten.

| page | main thread, ms | longest task, ms | alone | all processes, ms | bytes | heap, KB |
|---|--:|--:|--:|--:|--:|--:|
"""

OUTRO = """
| also | |
|---|--:|
| bytes of a first visit, with brotli | {brotli:,} |
| of these, loaded before there is consent (`velo.js`) | {entry:,} |
| of these, loaded by the page when a recording begins (`probe-….js`) | {probe:,} |
| bytes of a first visit, with gzip | {gzip:,} |
| from `start()` to the first masked event, first page of a visit | {cold:,.0f} ms |
| the same, on the next page of the visit | {warm:,.0f} ms |

All else is loaded in a worker beside the page, from this machine here, and kept by the browser for the next visit. The
times hold the quarantine of {quarantine} ms, in which a late mark still counts.

![plot](bench.png)

## How it is measured

`Performance.getMetrics` of the DevTools protocol, `TaskDuration` in the clock of the thread: the CPU time of all tasks of
the page's main thread, so other programs on the machine and waiting do not count. Read before and after, in a fresh page
each time, with no recorder, with rrweb and with Velo, in a new order every round; the page's own time (building the nodes,
layout) is in all three and is taken off. Modules are loaded before; the page is quiet before. A measurement ends when the
recorder is quiet again.

For Velo everything on the main thread counts, up to handing bytes to the worker. Python runs in the worker and is not in these
figures, nor does it hold up the page. For rrweb the call of `record` and the observers count, with its default options and
`emit` that pushes to an array: what a site adds on the main thread to turn events into text, pack and send them is not counted.

Snapshot: a page of so many elements (cards with title, words, link, list, now and then a field), from the start call on.
Mutations: the six kinds of rrweb's own benchmarks (`benchmark-dom-mutation*`), written anew, on a page where the recorder
has been running. Pages: eight kinds of pages at work, frame by frame (`pages` in `tests/bench/page/workloads.js`), each run
once for the figures and once more for a trace, which gives the longest task.
"""


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    kind: str
    name: str
    rrweb_ms: float
    velo_ms: float
    ratio: float


def lines(rows: list[Row]) -> list[Line]:
    """Medians, and the median of the rounds' ratios."""
    made = []
    for row in rows:
        pairs = [(theirs, ours) for theirs, ours in zip(row.added("rrweb"), row.added("velo"), strict=True) if theirs > 0]
        ratio = median(ours / theirs for theirs, ours in pairs) if pairs else float("nan")
        made.append(Line(row.kind, row.name, median(row.added("rrweb")), median(row.added("velo")), ratio))
    return made


def write(measured: Measured, browser: str) -> list[Line]:
    """Writes table, figures and plot; gives the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = lines(measured.rows)
    facts = _facts(measured, browser)
    (FOLDER / "bench.md").write_text(_markdown(made, measured.rows, facts), encoding="utf-8")
    raw = {**facts, "rows": [{"kind": row.kind, "name": row.name, "ms": row.ms, **row.more} for row in measured.rows]}
    (FOLDER / "bench.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    plot(made, FOLDER / "bench.png")
    return made


def _facts(measured: Measured, browser: str) -> dict[str, Any]:
    from recorder.hooks import LIMITS

    manifest = json.loads((VELO / "manifest.json").read_text(encoding="utf-8"))
    rrweb = json.loads((NODE_MODULES / "@rrweb/record/package.json").read_text(encoding="utf-8"))["version"]
    return {
        "day": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "browser": f"Chromium {browser}",
        "rounds": len(measured.cold_ms),
        "rrweb": rrweb,
        "first_visit": manifest["first_visit"],
        "velo_js": manifest["files"]["velo.js"]["brotli_bytes"],
        "probe_js": next(entry["brotli_bytes"] for name, entry in manifest["files"].items() if name.startswith("probe-")),
        "first_event_cold_ms": measured.cold_ms,
        "first_event_warm_ms": measured.warm_ms,
        "quarantine_ms": LIMITS["quarantine_ms"],
    }


def _markdown(made: list[Line], rows: list[Row], facts: dict[str, Any]) -> str:
    text = INTRO.format(limit=LIMIT, **{key: facts[key] for key in ("machine", "browser", "rounds", "day", "rrweb")})
    for line in (one for one in made if one.kind != "page"):
        verdict = "" if line.ratio <= LIMIT else "above"
        what = f"first snapshot, {line.name}" if line.kind == "snapshot" else line.name
        text += f"| {what} | {line.rrweb_ms:.1f} | {line.velo_ms:.1f} | {line.ratio:.2f} | {verdict} |\n"
    visit = facts["first_visit"]
    return text + _pages([row for row in rows if row.kind == "page"]) + OUTRO.format(
        brotli=visit["brotli_bytes"],
        entry=facts["velo_js"],
        probe=facts["probe_js"],
        gzip=visit["gzip_bytes"],
        cold=median(facts["first_event_cold_ms"]),
        warm=median(facts["first_event_warm_ms"]),
        quarantine=facts["quarantine_ms"],
    )


def _pages(rows: list[Row]) -> str:
    text = PAGES_INTRO
    for row in rows:
        main = _pair(row.added("rrweb"), row.added("velo"), 1)
        longest = _pair(row.more["longest"]["rrweb"], row.more["longest"]["velo"], 1)
        alone = median(row.more["longest"]["none"])
        sums = ("cpu", "bytes", "heap")
        rest = [_pair(row.more_added(what, "rrweb"), row.more_added(what, "velo"), MORE[what]) for what in sums]
        text += f"| {' | '.join([row.name, main, longest, f'{alone:.1f}', *rest])} |\n"
    return text


def _pair(theirs: list[float], ours: list[float], unit: float) -> str:
    """Medians of both and the median of the rounds' ratios; where rrweb adds nothing that can be seen there is none."""
    ratios = [mine / other for other, mine in zip(theirs, ours, strict=True) if other > 0]
    ratio = f" ({median(ratios):.2f})" if ratios else ""
    digits = 1 if max(median(theirs), median(ours)) / unit < 100 else 0
    return f"{median(theirs) / unit:,.{digits}f} → {median(ours) / unit:,.{digits}f}{ratio}"


def plot(made: list[Line], file: Path) -> None:
    """Two bars a row, on a logarithmic scale, with the ratio beside them."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 9, "svg.hashsalt": "velo"})
    figure, axes = pyplot.subplots(figsize=(8.4, 4.6), layout="constrained")
    places = range(len(made))
    shown = [max(0.1, line.rrweb_ms) for line in made], [max(0.1, line.velo_ms) for line in made]
    axes.barh([place - 0.2 for place in places], shown[0], 0.38, color="#b9bec9", label="rrweb")
    axes.barh([place + 0.2 for place in places], shown[1], 0.38, color="#2b6f77", label="Velo")
    for place, line in enumerate(made):
        widest = max(line.rrweb_ms, line.velo_ms, 0.1)
        axes.text(widest * 1.12, place, f"{line.ratio:.2f} ×", va="center", color="#444")
    names = [f"snapshot, {line.name}" if line.kind == "snapshot" else line.name for line in made]
    axes.set_yticks(list(places), names)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlim(1, max(line.rrweb_ms for line in made) * 2.5)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel("main-thread CPU time that recording adds, ms (logarithmic; less is better)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(file, dpi=140, metadata={"Software": None})
    pyplot.close(figure)
