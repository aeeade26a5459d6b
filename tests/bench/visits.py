"""What Python in the browser costs: Velo as built beside the same Velo on Pyodide as npm ships it, in turns.

"Stock" is this recorder from the same sources, built with ``--plain``: Pyodide's own files, its whole standard library, nothing
compiled before. Each run has a browser and a profile of its own. Laws: both are sent packed by brotli; what is downloaded is
what the site was asked for; memory is what a renderer shares with no other process (/proc, so on Linux only).
"""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import brotli

from recorder.host.layout import CACHE, GENERATED, HOST, LOADER, ROOT, VELO, digest, recorder_sources, sources
from tests.bench.cold_start import PAGE, largest_renderer_kb
from tests.browser.chrome import chromium, context, start
from tests.browser.own_build import copy_of_the_repository
from tests.browser.server import Site

COPY = CACHE / "bench-stock"
STAMP = COPY / "packed"
STAY_MS = 1000  # on the first page: who goes on sooner finds the worker at work on it
QUALITY = 9  # of brotli: the best takes a minute for what npm ships, and saves a twentieth

_STEPS = """
from recorder.host import bundle, node, runtime
command = node.node(lambda groups: False)
made = runtime.make(command, plain=True)
bundle.make_rules(made["attributes"])
bundle.make_loader(command, made["runtime"], plain=True)
"""


@dataclass(frozen=True)
class Run:
    """A first page of a visit and the next: ms from ``start()`` until Python answers, brotli bytes and files asked for."""

    cold_ms: float
    next_ms: float
    bytes: int
    files: int
    private_kb: int


def stock() -> Path:
    """Builds Velo on Pyodide as npm ships it, unless that was done; gives its folder."""
    made = COPY / VELO.relative_to(ROOT)
    inputs = digest([*recorder_sources(), *sources(LOADER, but=[GENERATED]), *sources(HOST)])
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == inputs:
        return made
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    copied = copy_of_the_repository(COPY)
    done = subprocess.run([sys.executable, "-c", _STEPS], cwd=copied, text=True, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    for file in [path for path in made.rglob("*") if path.is_file()]:
        file.with_name(f"{file.name}.br").write_bytes(brotli.compress(file.read_bytes(), quality=QUALITY))
    STAMP.write_text(inputs, encoding="utf-8")
    return made


def measure(folder: Path) -> Run:
    """One visit of two pages."""
    with chromium() as browser, Site(folder, packs=True) as site:
        site.headers["cache-control"] = "max-age=31536000, immutable"
        site.page("/", PAGE)
        with context(browser, site) as made:
            page = made.new_page()
            took = []
            for nth in range(2):
                page.wait_for_timeout(STAY_MS * nth)
                page.goto(site.origin)
                began = time.perf_counter()
                start(page)
                took.append((time.perf_counter() - began) * 1000)
                if len(took) == 1:
                    private_kb = largest_renderer_kb()
        names = {asked.address.removeprefix("/velo/") for asked in site.snapshot() if asked.address.startswith("/velo/")}
        return Run(took[0], took[1], sum((folder / f"{name}.br").stat().st_size for name in names), len(names), private_kb)
