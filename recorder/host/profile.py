"""``python build.py profile``: takes down which functions of Pyodide's wasm a recording calls, and writes ``hot.json``.

The runtime as it was built is copied, with a flag for each function; the tests named here run on the copy in Chromium, and what
the workers tell (``tests/browser/heat.py``) is added up. More tests, or all: name them after the command. Laws: what a profile
lacks costs a fetch in the field, never an answer; functions are only added to a profile of the same wasm (``--anew`` forgets it).
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from recorder.host import slim, split, wasm
from recorder.host.layout import CACHE, PYODIDE, ROOT, VELO

FOLDER = CACHE / "profile"
HITS = CACHE / "profile.hits"

SESSIONS = (
    "tests/browser/test_contract.py",
    "tests/browser/test_sending.py",
    "tests/browser/test_senses.py",
    "tests/browser/test_visit.py",
    "tests/browser/test_visitor.py",
    "tests/browser/test_dropin.py",
    "tests/browser/test_frames_apart.py",
    "tests/browser/test_generated.py",
    "tests/browser/test_overload.py",
    "tests/browser/test_pages.py",
    "tests/browser/test_reliability.py",
    "tests/browser/test_replay.py",
    "tests/browser/features",
    "tests/browser/kinds",
    "tests/browser/libraries",
    "tests/browser/test_leaks.py::test_nothing_leaks",
)

# Told ten times a second; a worker that ends at once has told nearly all. Garbage is collected as often, or it would depend on
# the moment which kinds of objects were looked at.
REPORTER = """
  const flags = Object.entries(own).filter(([name]) => name !== "$collect");
  setInterval(() => {
    own.$collect();
    const news = [];
    for (let at = flags.length; at--; ) if (flags[at][1].value) news.push(+flags.splice(at, 1)[0][0].slice(1));
    if (news.length) fetch(new URL("hits", import.meta.url), { method: "POST", body: JSON.stringify(news) }).catch(() => 0);
  }, 100);
  return { exports };
"""


def run(rest: list[str]) -> int:
    """Run the sessions on an instrumented runtime, then write the profile."""
    sessions = [asked for asked in rest if asked != "--anew"] or [*SESSIONS]
    place_instrumented(FOLDER)
    HITS.unlink(missing_ok=True)
    settings = {**os.environ, "VELO_UNDER_TEST": str(FOLDER), "VELO_HITS": str(HITS)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.browser.heat", *sessions]
    subprocess.run(command, cwd=ROOT, env=settings, check=False)
    write(read_hits(HITS.read_text(encoding="utf-8").splitlines()), anew="--anew" in rest)
    return 0


def place_instrumented(folder: Path) -> None:
    """A copy of dist/velo whose wasm says what was called."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(VELO, folder, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    originals = {name: (PYODIDE / name).read_bytes() for name in slim.FILES}
    module = wasm.read(originals["pyodide.asm.wasm"])
    text, exports = slim.trimmed_glue(originals, module)
    (pyodide,) = folder.glob("pyodide-*")
    joined = text.replace("  if (!own.$cold) return { exports };\n", REPORTER)
    if joined == text:
        raise wasm.UnknownWasm("cold.js has no place for the reporter")
    (pyodide / "pyodide.asm.mjs").write_text(joined, encoding="utf-8")
    cold_data = wasm.data_of((pyodide / slim.COLD).read_bytes())
    (pyodide / "pyodide.asm.wasm").write_bytes(split.instrumented(module, exports, cold_data))


def read_hits(lines: Iterable[str]) -> set[int]:
    """The functions that the lines of ``tests/browser/heat.py`` name."""
    return {number for line in lines for number in json.loads(line) if line.startswith("[")}


def write(hits: set[int], *, anew: bool) -> None:
    """Add them to ``hot.json``, or begin it anew; what it says of data, and of a start from files, stays."""
    profile = slim.read_profile()
    content = (PYODIDE / "pyodide.asm.wasm").read_bytes()
    if slim.hash_of(content) != profile["wasm"]:
        profile = {"wasm": slim.hash_of(content), "strings": [0, 0], "functions": [], "resumed": [], "cold_data": []}
    known = set() if anew else slim.functions(profile["resumed"])
    profile["resumed"] = slim.runs(known | hits)
    profile["functions"] = slim.runs(slim.functions(profile["functions"]) | hits)
    print(f"{len(known | hits)} functions are called, {len(hits - known)} of them were not known.")
    slim.PROFILE.write_text(slim.written(profile), encoding="utf-8")
