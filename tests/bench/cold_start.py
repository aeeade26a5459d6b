"""Cold start of two builds of Velo beside each other: ``python -m tests.bench.cold_start PLAIN SMALL [ROUNDS]``.

The folders are like dist/velo. Rounds take turns, each in a fresh profile, so that a busy machine is busy for both; the median of
ratios is worth more than milliseconds. Measured from ``start()`` on the page until Python answers in the worker; then the private
memory of the renderer, read from /proc.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from tests.browser.chrome import chromium, start, visit
from tests.browser.server import Site

PAGE = "<!doctype html><title>shop</title><h1>Hello</h1>" + "<p>Free delivery over 30.00 EUR</p>" * 50


def private_kb(process: Path) -> int:
    """Memory that a process shares with no other."""
    try:
        rollup = (process / "smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_"))


def is_ours(pid: int) -> bool:
    """Whether this process began it, or one that this one began: other browsers may run on the machine."""
    while pid > 1 and pid != os.getpid():
        pid = int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    return pid == os.getpid()


def largest_renderer_kb() -> int:
    """The renderer of ours that holds most: the page's, with its worker."""
    sizes = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" in (process / "cmdline").read_bytes() and is_ours(int(process.name)):
                sizes.append(private_kb(process))
        except OSError:
            continue
    return max(sizes, default=0)


def one(browser: Any, folder: Path) -> tuple[float, int]:
    """Milliseconds and kilobytes of a first visit."""
    with Site(folder) as site:
        site.page("/", PAGE)
        with visit(browser, site) as page:
            began = time.perf_counter()
            start(page)
            took = (time.perf_counter() - began) * 1000
            return took, largest_renderer_kb()


def main() -> None:
    folders = {"plain": Path(sys.argv[1]), "small": Path(sys.argv[2])}
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    seen: dict[str, list[tuple[float, int]]] = {name: [] for name in folders}
    for number in range(rounds):
        for name in list(folders)[:: 1 if number % 2 else -1]:
            with chromium() as browser:
                seen[name].append(one(browser, folders[name]))
    for name, runs in seen.items():
        times, sizes = [took for took, _ in runs], [size for _, size in runs]
        row = {
            "runs": len(runs),
            "least_ms": min(times),
            "median_ms": statistics.median(times),
            "private_kb": statistics.median(sizes),
        }
        print(name, json.dumps({key: round(value) for key, value in row.items()}))
    ratios = [small[0] / plain[0] for plain, small in zip(seen["plain"], seen["small"], strict=True)]
    print("median of ratios", round(statistics.median(ratios), 3))


if __name__ == "__main__":
    main()
