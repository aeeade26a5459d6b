"""``python -m tests.bench``: measures Velo beside rrweb and writes ``docs/bench``. ``python build.py bench`` builds first."""

import argparse
import sys

from rich.console import Console
from rich.table import Table

from recorder.host.browser import NO_BROWSER, find_chromium
from recorder.host.layout import ROOT, VELO
from tests.bench import measure, report, worker
from tests.browser.chrome import chromium


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py bench", description="Measure Velo beside rrweb in one run.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is measured (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the order in which things are measured")
    parser.add_argument("--minutes", type=float, default=60, help="no round begins after so long (default %(default)s)")
    asked = parser.parse_args()
    console = Console(highlight=False)
    if find_chromium() is None:
        console.print(f"Nothing measured: {NO_BROWSER}.")
        return 1
    if not (VELO / "velo.mjs").is_file():
        console.print("Nothing measured: dist/velo is not built. Run `python build.py bench`.")
        return 1
    with console.status("Starting Chromium …") as status, chromium() as browser:
        version = browser.version
        measured = measure.measure(browser, asked.rounds, asked.seed, asked.minutes, status.update)
        status.update("the worker's Python")
        worker.FILE.write_text(worker.written(worker.measure()), encoding="utf-8")
    show(report.write(measured, version), console)
    console.print(f"Written: {report.FOLDER.relative_to(ROOT)}/bench.md, bench.json, bench.png, worker.md")
    return 0


def show(lines: list[report.Line], console: Console) -> None:
    """The table, on the terminal."""
    table = Table("what", *(f"{name} ms" for name in ("rrweb", "Velo")), "ratio")
    for line in lines:
        colour = "green" if line.ratio <= report.LIMIT else "red"
        name = f"{line.kind}: {line.name}"
        table.add_row(name, f"{line.rrweb_ms:.1f}", f"{line.velo_ms:.1f}", f"[{colour}]{line.ratio:.2f}[/]")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
