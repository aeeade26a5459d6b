"""``python -m tests.bench``: measures Velo beside others and writes ``docs/bench``. ``python build.py bench`` builds first."""

import argparse
import random
import sys

from rich.console import Console
from rich.status import Status
from rich.table import Table

from recorder.host.browser import NO_BROWSER, find_chromium
from recorder.host.layout import ROOT, VELO
from tests.bench import arms, measure, report, shop, visits, worker
from tests.browser.chrome import chromium


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py bench", description="Measure Velo beside other recorders in one run.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the order in which things are measured")
    parser.add_argument("--minutes", type=float, default=60, help="nothing more on pages after so long (default %(default)s)")
    asked = parser.parse_args()
    console = Console(highlight=False)
    if find_chromium() is None:
        console.print(f"Nothing measured: {NO_BROWSER}.")
        return 1
    if not (VELO / "velo.mjs").is_file():
        console.print("Nothing measured: dist/velo is not built. Run `python build.py bench`.")
        return 1
    with console.status("Bundling what is measured …") as status:
        arms.make()
        measured, version = _measured(asked, status)
        show(report.write(measured, version), console)  # before anything else can fail
        status.update("the worker's Python")
        worker.FILE.write_text(worker.written(worker.measure()), encoding="utf-8")
    console.print(f"Written: {report.FOLDER.relative_to(ROOT)}/bench.md, bench.json, bench.png, runtime.png, worker.md")
    return 0


def _measured(asked: argparse.Namespace, status: Status) -> tuple[measure.Measured, str]:
    """The runtime's figures want a browser for each run, all others share one."""
    order = random.Random(asked.seed)
    folders = {"stock": visits.stock(), "velo": VELO}
    runtime: dict[str, list[visits.Run]] = {name: [] for name in folders}
    for number in range(asked.rounds):
        for name in order.sample(sorted(folders), len(folders)):
            status.update(f"round {number + 1} of {asked.rounds}: a first visit, {name}")
            runtime[name].append(visits.measure(folders[name]))
    with chromium() as browser:
        blocking: dict[str, list[tuple[float, float]]] = {"without": [], "with": []}
        for number in range(asked.rounds):
            for name in order.sample(sorted(blocking), len(blocking)):
                status.update(f"round {number + 1} of {asked.rounds}: the demo shop, {name} Velo")
                blocking[name].append(shop.blocking_ms(browser, with_velo=name == "with"))
        measured = measure.measure(browser, asked.rounds, asked.seed, asked.minutes, status.update)
        measured.blocking.update(blocking)
        measured.runtime.update(runtime)
        return measured, browser.version


def show(lines: list[report.Line], console: Console) -> None:
    """The table, on the terminal."""
    table = Table("what", *(f"{name} ms" for name in arms.ARMS[1:]), "ratio")
    for line in lines:
        colour = "green" if line.ratio <= line.limit else "red"
        table.add_row(f"{line.kind}: {line.name}", *(f"{ms:.1f}" for ms in line.ms.values()), f"[{colour}]{line.ratio:.2f}[/]")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
