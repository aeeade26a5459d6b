"""Why mutants live: reads ``alive.txt`` and writes ``docs/mutation.md``.

``alive.txt`` has a part for each module (``== urls``), in it reasons, and below each reason, indented, the mutants it holds for:
by name, or by the beginning of a name and a star. A reason begins with one of KINDS.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from tests.mutation.source import mutants

FILE = Path(__file__).with_name("alive.txt")
KINDS = {
    "same": "the answer is the same: a shortcut for speed, or a second check behind the first",
    "limit": "where exactly a limit lies; on either side of it nothing is shown that should not be",
    "stricter": "the mutant hides more than the recorder does, never less",
    "looks": "only how the replay looks, or a count in the ledger",
    "words": "one word, language, country or row of a table; the table is the specification",
    "open": "a hole in the tests, not closed yet",
}
Reasons = dict[str, list[tuple[str, str]]]


def reasons() -> Reasons:
    """For each module: how a mutant's name begins, and why it lives."""
    found: Reasons = {}
    module = why = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            module = line[3:].strip()
            found.setdefault(module, [])
        elif line.startswith("  "):
            found[module].append((line.strip(), why))
        elif line.strip():
            why = line.strip()
            if why.partition(":")[0] not in KINDS:
                raise ValueError(f"alive.txt, {module}: a reason begins with one of {', '.join(KINDS)}")
    return found


def reason(known: Reasons, module: str, name: str) -> str:
    """Why a mutant lives, or nothing."""
    for begins, why in known.get(module, ()):
        if name == begins or (begins.endswith("*") and name.startswith(begins[:-1])):
            return why
    return ""


def document(results: dict[str, tuple[int, dict[str, str]]]) -> str:
    """The tables of ``docs/mutation.md``: the score of each module, and its mutants that live with their reasons."""
    known = reasons()
    scores = ["| module | mutants | tried | killed | alive | of these a hole |", "|---|--:|--:|--:|--:|--:|"]
    parts: list[str] = []
    total: Counter[str] = Counter()
    for module, (there_are, outcomes) in results.items():
        alive = [name for name, outcome in outcomes.items() if outcome == "alive"]
        whys = {name: reason(known, module, name) or "open: not looked at yet" for name in alive}
        holes = sum(why.startswith("open") for why in whys.values())
        total.update(mutants=there_are, tried=len(outcomes), alive=len(alive), holes=holes)
        scores.append(_row(f"`{module}`", there_are, len(outcomes), len(alive), holes))
        if alive:
            parts.append(_part(module, whys))
    scores.append(_row("all", total["mutants"], total["tried"], total["alive"], total["holes"]))
    return "\n".join(scores) + "\n\n" + "\n".join(parts)


def _row(name: str, mutants: int, tried: int, alive: int, holes: int) -> str:
    killed = tried - alive
    return f"| {name} | {mutants} | {tried} | {killed} ({100 * killed / max(1, tried):.0f} %) | {alive} | {holes} |"


def _part(module: str, whys: dict[str, str]) -> str:
    lines = [f"### `{module}`\n", "| why | mutants |", "|---|---|"]
    for why in dict.fromkeys(whys.values()):
        names = [_cell(name) for name, other in whys.items() if other == why]
        lines.append(f"| {_cell(why)} | {'<br>'.join(names)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write(path: Path, kept: Path, sources: dict[str, Path]) -> None:
    """Puts the tables in the place of those that stand in the document; mutants of code that has gone are left out."""
    results = {}
    for module, source in sources.items():
        if (kept / f"{module}.json").exists():
            outcomes = json.loads((kept / f"{module}.json").read_text(encoding="utf-8"))["outcomes"]
            there_are = [mutant.name for mutant in mutants(source, source.read_text(encoding="utf-8"))]
            results[module] = (len(there_are), {name: outcomes[name] for name in there_are if name in outcomes})
    begin, end = "<!-- tables -->\n", "<!-- end of tables -->\n"
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    path.write_text(before + begin + "\n" + document(results) + "\n" + end + rest.partition(end)[2], encoding="utf-8")
