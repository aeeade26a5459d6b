"""Mutation testing of what decides about privacy: ``python -m tests.mutation [module ...]``; ``--help`` says more.

Without a module it takes MODULES, one after the other. It says which mutants live and whether ``alive.txt`` knows
why; what it found stays in ``.build/mutation`` as JSON, and ``--write`` puts it into ``docs/mutation.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.mutation import reasons
from tests.mutation.run import ALIVE, Result, run
from tests.mutation.source import Mutant

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".build" / "mutation"
DETECT = [f"detect.{path.stem}" for path in sorted((ROOT / "recorder/detect").glob("*.py")) if path.stem != "__init__"]
MODULES = """policy mask mask_texts mask_attributes mask_addresses findings fields remembered stand_ins urls address css
css_selectors css_tokens css_values css_words taint floor names shape joined detect""".split() + DETECT

# Host tests that concern none of these modules.
_OTHERS = frozenset("test_build test_collector test_demo_site test_tools test_mutation test_hooks test_aliases".split())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="module", help=f"as in: urls detect.mail (default: {len(MODULES)} of them)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth mutant")
    parser.add_argument("--alive", action="store_true", help="only those that lived last time")
    parser.add_argument("--own", action="store_true", help="only the tests in the files that go with the module: quicker")
    parser.add_argument("--only", default="", metavar="TEXT", help="only mutants whose name holds this text")
    parser.add_argument("--write", action="store_true", help="run nothing; write the results so far into docs/mutation.md")
    asked = parser.parse_args()
    if asked.write:
        reasons.write(ROOT / "docs" / "mutation.md", KEPT, {name: _source(name) for name in MODULES})
        return 0
    unknown = [name for name in asked.modules if name not in MODULES]
    if unknown:
        parser.error(f"no such module: {' '.join(unknown)}; there are {' '.join(MODULES)}")
    names = asked.modules or MODULES
    kept = {name: _kept(name) for name in names} if asked.alive else {}

    there_are: dict[str, list[str]] = {}

    def chosen(name: str, mutants: list[Mutant]) -> list[Mutant]:
        there_are[name] = [mutant.name for mutant in mutants]
        before = kept.get(name.removeprefix("recorder."), {})
        again = [mutant for mutant in mutants if asked.only in mutant.name and before.get(mutant.name, ALIVE) == ALIVE]
        return again[:: asked.every]

    known = reasons.reasons()

    def show(name: str, rows: list[Result], of: int) -> None:
        _progress(name, rows, of)
        short = name.removeprefix("recorder.")
        if not asked.only and (len(rows) == of or len(rows) % 20 == 0):
            _keep(short, rows, there_are[name], kept.get(short, {}))
        if len(rows) == of:
            print(_report(short, rows, known), flush=True)

    run([f"recorder.{name}" for name in names], _tests(names, own=asked.own), choose=chosen, show=show)
    return 0


def _source(name: str) -> Path:
    path = ROOT / "recorder" / name.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _tests(names: list[str], *, own: bool) -> list[str]:
    """The host tests; for the detectors alone, those that go through nothing but them and the gate."""
    every = sorted((ROOT / "tests").glob("test_*.py"))
    stems = {f"test_{name.partition('.')[0].partition('_')[0]}" for name in names}
    if own or stems == {"test_detect"}:
        near = () if own else ("test_mask", "test_encode", "test_urls")
        return [str(path) for path in every if path.stem.startswith(tuple(stems)) or path.stem in near]
    return [str(path) for path in every if path.stem not in _OTHERS]


def _progress(name: str, rows: list[Result], of: int) -> None:
    if sys.stderr.isatty() or len(rows) % 20 == 0:
        alive = sum(row.outcome == ALIVE for row in rows)
        end = "" if sys.stderr.isatty() and len(rows) < of else "\n"
        print(f"\r{name}: {len(rows)} of {of}, {alive} alive", end=end, file=sys.stderr, flush=True)


def _report(name: str, rows: list[Result], known: reasons.Reasons) -> str:
    alive = [row for row in rows if row.outcome == ALIVE]
    lines = [f"{name}: {len(rows) - len(alive)} of {len(rows)} mutants killed, {len(alive)} alive"]
    for row in alive:
        why = reasons.reason(known, name, row.mutant.name).partition(":")[0]
        lines.append(f"  {why or 'NEW' if row.tests else 'no test':8} line {row.mutant.line}: {row.mutant.name}")
    return "\n".join(lines)


def _kept(name: str) -> dict[str, str]:
    """What became of each mutant of a module when it was last run."""
    path = KEPT / f"{name}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["outcomes"]) if path.exists() else {}


def _keep(name: str, rows: list[Result], there_are: list[str], before: dict[str, str]) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    outcomes = before | {row.mutant.name: row.outcome for row in rows}
    said = {"mutants": len(there_are), "outcomes": {one: outcomes[one] for one in there_are if one in outcomes}}
    (KEPT / f"{name}.json").write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
