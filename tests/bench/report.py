"""Writes what was measured to ``docs/bench``: tables, the raw figures, plots."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median
from typing import Any

from recorder.host.layout import ROOT, VELO
from tests.bench import plots, words
from tests.bench.arms import ARMS, BARE, NONE, RRWEB, SENDING, VELO_ARM, versions
from tests.bench.measure import MORE, Measured, Row

FOLDER = ROOT / "docs" / "bench"
LIMIT = 0.25  # of what rrweb costs
LIMITS = {"a class on 10,000": 1.0}
LONG_TASK_MS = 50
LEAST = 1.0  # ms, or bytes, that rrweb adds: below that a ratio says nothing


@dataclass(frozen=True)
class Line:
    """A row of the main table: what each recorder adds, in ms of main-thread CPU time; ``ratio``: Velo's to rrweb's."""

    kind: str
    name: str
    ms: dict[str, float]
    ratio: float
    longest_ms: float
    alone_ms: float

    @property
    def limit(self) -> float:
        return LIMITS.get(self.name, LIMIT)


def lines(rows: list[Row]) -> list[Line]:
    """Medians, and the median of the rounds' ratios."""
    return [
        Line(
            row.kind,
            row.name,
            {arm: median(row.added(arm)) for arm in ARMS if arm != NONE},
            ratio_of(row.added(RRWEB), row.added(VELO_ARM)),
            median(row.more["longest"][VELO_ARM]),
            median(row.more["longest"][NONE]),
        )
        for row in rows
    ]


def ratio_of(theirs: Sequence[float], ours: Sequence[float]) -> float:
    """The median of the rounds' ratios; NaN where theirs cannot be seen."""
    ratios = [mine / other for other, mine in zip(theirs, ours, strict=False) if other >= LEAST]
    return median(ratios) if ratios else float("nan")


def verdict_of(ratio: float, limit: float, ms: dict[str, float]) -> str:
    """Nothing where the limit holds, "floor" where a page that only watches is above it too, else "above"."""
    if ratio <= limit:
        return ""
    return "floor" if ms[BARE] > limit * ms[RRWEB] else "above"


def write(measured: Measured, browser: str) -> list[Line]:
    """Writes tables, figures and plots; gives the main table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = lines(measured.rows)
    facts = _facts(measured, browser)
    (FOLDER / "bench.md").write_text(_markdown(made, measured, facts), encoding="utf-8")
    raw = {
        **facts,
        "runtime": {name: [asdict(run) for run in runs] for name, runs in measured.runtime.items()},
        "shop": measured.blocking,
        "rows": [{"kind": row.kind, "name": row.name, "ms": row.ms, **row.more} for row in measured.rows],
    }
    (FOLDER / "bench.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    plots.main_thread([(line.kind, line.name, line.ms, line.ratio) for line in made], FOLDER / "bench.png")
    plots.runtime(measured.runtime, FOLDER / "runtime.png")
    return made


def _facts(measured: Measured, browser: str) -> dict[str, Any]:
    from recorder.hooks import LIMITS as PROBE

    manifest = json.loads((VELO / "manifest.json").read_text(encoding="utf-8"))
    return {
        "day": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[2], 1),
        "browser": f"Chromium {browser}",
        "rounds": len(measured.cold_ms),
        "versions": versions(),
        "first_visit": manifest["first_visit"],
        "velo_js": manifest["files"]["velo.js"]["brotli_bytes"],
        "probe_js": next(entry["brotli_bytes"] for name, entry in manifest["files"].items() if name.startswith("probe-")),
        "first_event_cold_ms": measured.cold_ms,
        "first_event_warm_ms": measured.warm_ms,
        "quarantine_ms": PROBE["quarantine_ms"],
    }


def _markdown(made: list[Line], measured: Measured, facts: dict[str, Any]) -> str:
    names = ("machine", "load", "browser", "rounds", "day")
    text = words.INTRO.format(limit=LIMIT, **{key: facts[key] for key in names}, **facts["versions"])
    for line in (one for one in made if one.kind != "page"):
        what = f"start on {line.name}" if line.kind == "start" else line.name
        added = " | ".join(f"{ms:.1f}" for ms in line.ms.values())
        verdict = verdict_of(line.ratio, line.limit, line.ms)
        text += f"| {what} | {added} | {line.ratio:.2f} | {verdict} | {line.longest_ms:.1f} ({line.alone_ms:.1f}) |\n"
    visit = facts["first_visit"]
    return (
        text
        + _pages([row for row in measured.rows if row.kind == "page"])
        + _runtime(measured)
        + _shop(measured)
        + words.OUTRO.format(
            brotli=visit["brotli_bytes"],
            entry=facts["velo_js"],
            probe=facts["probe_js"],
            gzip=visit["gzip_bytes"],
            cold=median(facts["first_event_cold_ms"]),
            warm=median(facts["first_event_warm_ms"]),
            quarantine=facts["quarantine_ms"],
        )
    )


def _pages(rows: list[Row]) -> str:
    text = words.PAGES
    for row in rows:
        main = " | ".join(f"{median(row.added(arm)):.1f}" for arm in ARMS if arm != NONE)
        ratio = ratio_of(row.added(RRWEB), row.added(VELO_ARM))
        verdict = verdict_of(ratio, LIMIT, {arm: median(row.added(arm)) for arm in (RRWEB, BARE)})
        text += f"| {row.name} | {main} | {ratio:.2f} | {verdict} |\n"
    text += words.PAGES_MORE
    for row in rows:
        longest = _pair(row.more_added("longest", RRWEB), row.more_added("longest", VELO_ARM), 1)
        alone = median(row.more["longest"][NONE])
        sums = {"own": RRWEB, "cpu": SENDING, "bytes": RRWEB, "heap": RRWEB}
        rest = [_pair(row.more_added(what, theirs), row.more_added(what, VELO_ARM), MORE[what]) for what, theirs in sums.items()]
        text += f"| {' | '.join([row.name, longest, f'{alone:.1f}', *rest])} |\n"
    return text


def _pair(theirs: list[float], ours: list[float], unit: float) -> str:
    """Medians of both and the median of the rounds' ratios; where rrweb adds nothing that can be seen there is none."""
    ratio = ratio_of(theirs, ours)
    digits = 1 if max(median(theirs), median(ours)) / unit < 100 else 0
    shown = "" if ratio != ratio else f" ({ratio:.2f})"
    return f"{median(theirs) / unit:,.{digits}f} → {median(ours) / unit:,.{digits}f}{shown}"


def _runtime(measured: Measured) -> str:
    """The table of Python in the browser."""
    runs = measured.runtime
    text = words.RUNTIME
    rows = {
        "download of a first visit, bytes": [run.bytes for run in runs["stock"]],
        "cold start, ms": [run.cold_ms for run in runs["stock"]],
        "next page of the visit, ms": [run.next_ms for run in runs["stock"]],
        "private memory, KB": [run.private_kb for run in runs["stock"]],
    }
    for (name, theirs), key in zip(rows.items(), ("bytes", "cold_ms", "next_ms", "private_kb"), strict=True):
        ours = [getattr(run, key) for run in runs["velo"]]
        least = f"{min(theirs):,.0f} → {min(ours):,.0f}"
        text += f"| {name} | {least} | {median(theirs):,.0f} → {median(ours):,.0f} | {ratio_of(theirs, ours):.2f} |\n"
    return text


def _shop(measured: Measured) -> str:
    def middle(name: str, at: int) -> float:
        return median(run[at] for run in measured.blocking[name])

    return words.SHOP.format(
        without=middle("without", 0), with_velo=middle("with", 0), all_without=middle("without", 1), all_with=middle("with", 1)
    )
