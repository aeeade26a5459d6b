"""``python -m tests.bench.rows``: single rows of the bench, with as many builds of Velo as one likes beside rrweb, in turns.

    python -m tests.bench.rows --rows mouse typing --builds now=dist/velo before=/elsewhere/dist/velo --rounds 5

Laws: the same measurements as ``python build.py bench``, by CPU time; the arms take turns in a new order in every round;
nothing is written. What is shown: medians of what each adds to the page without a recorder, main thread and all processes, and
the median of the rounds' ratios to rrweb.
"""

import argparse
import random
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from recorder.host.layout import VELO
from tests.bench import arms, measure
from tests.bench.arms import NONE, RRWEB
from tests.browser.chrome import chromium


def main() -> int:
    """Reads what is asked, measures, shows."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rows", description="Single rows of the bench.")
    parser.add_argument("--rows", nargs="*", default=[""], help="parts of their names; none: all rows")
    parser.add_argument("--builds", nargs="*", default=[f"velo={VELO}"], help="name=folder of each build")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    builds = {name: Path(folder).resolve() for name, _, folder in (one.partition("=") for one in asked.builds)}
    arms.BUILDS.update(builds)
    arms.make()
    rows = [row for row in measure.rows([NONE, RRWEB, *builds]) if any(part in row.name for part in asked.rows)]
    with chromium() as browser:
        _measure(browser, rows, asked.rounds, random.Random(asked.seed))
    Console(width=150, highlight=False).print(_table(rows, list(builds)))
    return 0


def _measure(browser: Browser, rows: list[measure.Row], rounds: int, order: random.Random) -> None:
    for _ in range(rounds):
        for row in rows:
            for arm in order.sample(sorted(row.ms), len(row.ms)):
                measure.measure_row(browser, arm, row, is_traced=False)


def _table(rows: list[measure.Row], builds: list[str]) -> Table:
    ratio_heads = [f"{name} : rrweb" for name in builds]
    table = Table("what", "rrweb ms", *(f"{name} ms" for name in builds), *ratio_heads, "all processes ms")
    for row in rows:
        rrweb = row.added(RRWEB)
        added = [row.added(name) for name in builds]
        ratios = [statistics.median(mine / max(theirs, 0.1) for mine, theirs in zip(one, rrweb, strict=True)) for one in added]
        medians = [f"{statistics.median(one):.1f}" for one in (rrweb, *added)]
        table.add_row(row.name, *medians, *(f"{ratio:.2f}" for ratio in ratios), _processes(row, builds))
    return table


def _processes(row: measure.Row, builds: list[str]) -> str:
    if "cpu" not in row.more:
        return ""
    return " / ".join(f"{statistics.median(row.more_added('cpu', name)):.0f}" for name in (RRWEB, *builds))


if __name__ == "__main__":
    sys.exit(main())
