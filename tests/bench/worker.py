"""What the worker's Python takes for a node: ``python -m tests.bench.worker``; ``python build.py bench`` does it, too.

The same script (``inside_worker.py``) in the built runtime under Node and on CPython. Its CPU time for a node is reported as it
is, and as a ratio to what ``json.loads`` and ``json.dumps`` of the same batch take in the same round: a machine that is busy
slows both. A ratio is the median of the rounds'; a figure in microseconds the least of them.
"""

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from recorder.host.layout import ROOT, VELO
from recorder.host.node import node, run

INSIDE = Path(__file__).parent / "inside_worker.py"
RUNTIME = ROOT / "tests" / "runtime.mjs"
FILE = ROOT / "docs" / "bench" / "worker.md"
SETTLED = 10  # rounds of replacing, until when the heap may still grow

INTRO = """# What the worker takes for a node

Written by `python build.py bench`; change `tests/bench`, not this page. A node is an element or a text, from the probe's bytes to
lines of events: read, checked, hung, masked, worded. *Ratio*: to `json.loads` and `json.dumps` of the same batch, same round.
{machine}; microseconds of CPU time grow with the load, the ratio hardly does.

| page | preset | Pyodide {pyodide}, µs a node | nodes/s | ratio | CPython {cpython}, µs a node | ratio |
|---|---|--:|--:|--:|--:|--:|
"""

OUTRO = """
*10,000 elements*: {cards:,} nodes, the page of the main-thread bench. *articles*: {articles:,} nodes, five long paragraphs to an
article, no two texts alike: what `balanced` takes there is detectors looking through {chars:,} characters of masked lines.

WebAssembly's memory, of a page whose 10,000 elements are replaced {times} times, each time sent and forgotten: {first:.1f} MB
after the first, {early:.1f} MB after {settled}, {late:.1f} MB after the last.
"""


@dataclass(frozen=True)
class Row:
    """One page under one preset on one Python: microseconds a node at best, ratio in the middle."""

    page: str
    preset: str
    us: float
    ratio: float


def measure(*sizes: int) -> dict[str, Any]:
    """Both Pythons' answers. ``sizes``: what their ``steps`` are given; none: as much as is worth a figure."""
    manifest = json.loads((VELO / "manifest.json").read_text(encoding="utf-8"))
    inside = run(node(lambda groups: False), RUNTIME, str(VELO), json.dumps(manifest["runtime"]), str(INSIDE), *map(str, sizes))
    command = (sys.executable, "-m", "tests.bench.inside_worker", *map(str, sizes))
    outside = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=True).stdout
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {os.getloadavg()[0]:.0f} programs at once"
    return {"pyodide": json.loads(inside), "cpython": json.loads(outside), "machine": machine}


def rows(measured: dict[str, Any]) -> list[Row]:
    """Of one Python."""
    return [
        Row(
            row["page"],
            row["preset"],
            min(row["ours_us"]),
            median(ours / plain for ours, plain in zip(row["ours_us"], row["plain_us"], strict=True)),
        )
        for row in measured["rows"]
    ]


def written(measured: dict[str, Any]) -> str:
    """As a page of ``docs/bench``."""
    pythons = {name: measured[name]["python"] for name in ("pyodide", "cpython")}
    text = INTRO.format(machine=measured["machine"], **pythons)
    for inside, outside in zip(rows(measured["pyodide"]), rows(measured["cpython"]), strict=True):
        speed = 1e6 / inside.us
        text += f"| {inside.page} | {inside.preset} | {inside.us:.1f} | {speed:,.0f} | {inside.ratio:.1f} |"
        text += f" {outside.us:.1f} | {outside.ratio:.1f} |\n"
    raw, flat = measured["pyodide"]["rows"], measured["pyodide"]["flat"]
    return text + OUTRO.format(
        cards=raw[0]["nodes"],
        articles=raw[-1]["nodes"],
        chars=raw[-1]["chars"],
        first=flat[0] / 1e6,
        times=len(flat),
        settled=SETTLED,
        early=flat[:SETTLED][-1] / 1e6,
        late=flat[-1] / 1e6,
    )


def main() -> int:
    """Measures, and writes the page."""
    text = written(measure())
    FILE.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
