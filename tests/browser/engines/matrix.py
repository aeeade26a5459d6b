"""Plays everything in an engine, and writes what came of it into docs/browsers.md.

``python -m tests.browser.engines.matrix Firefox WebKitGTK`` plays (an hour for each engine) what is not in ``.build/matrix`` yet;
without a name it only writes the table. ``VELO_UNDER_TEST`` names another recorder's folder, as for all browser tests.

Laws: each play is noted when it is over, so that a run that was ended goes on where it was; what differed is played once more
before it counts; a play that could not be done counts as differed, with the reason.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

from tests.browser import verdict
from tests.browser.chrome import velo_folder
from tests.browser.engines import faults, fidelity
from tests.browser.engines.ground import ENGINES, Engine, Room, room
from tests.browser.engines.table import write
from tests.browser.features.stage import NAMES
from tests.browser.play import Control, play, play_plain
from tests.leaks.cases import Case, all_cases

KEPT = Path(__file__).resolve().parents[3] / ".build" / "matrix"
PLAYS_EACH = 60  # then a fresh browser: an engine that has been driven for long grows slow
NOTHING = Control([], False, [], None, [], [])


@dataclass(frozen=True)
class Played:
    """One play. ``outcome``: same, leaked or differed; ``problems``: what is not as in Chromium."""

    engine: str
    version: str
    part: str
    name: str
    outcome: str
    problems: list[str]


Job = tuple[str, str, Callable[[Room], list[str]]]


def jobs() -> Iterator[Job]:
    """All there is to play: part, name, and how."""
    for name in NAMES:
        if name not in fidelity.NOT_PLAYED:
            yield "fidelity", name, lambda at, name=name: _feature(at, name)  # type: ignore[misc]
    for name in faults.FAULTS:
        yield "faults", name, lambda at, name=name: faults.play(name, at.context)  # type: ignore[misc]
    for case in all_cases():
        for preset in ("strict", "balanced") if case.balanced else ("strict",):
            yield "leaks", f"{preset}-{case.id}", lambda at, case=case, preset=preset: _case(at, case, preset)  # type: ignore[misc]


def _feature(at: Room, name: str) -> list[str]:
    with fidelity.stage(at) as stage:
        return fidelity.problems(stage, name)


def _case(at: Room, case: Case, preset: str) -> list[str]:
    """Leaks first, each with its own word in front."""
    run = play(at, case, preset, velo_folder())  # type: ignore[arg-type]
    for plain in (lambda: NOTHING, lambda: play_plain(at, case)):  # type: ignore[arg-type]
        control = plain()  # what the page asks for itself is no leak: only asked where there is something
        found = [f"LEAK {hit}" for hit in verdict.leaks(case, run, control)] + verdict.missing(case, run, control)
        if not found:
            break
    return found


def run(engine: Engine) -> None:
    """Plays what has not been played yet, a fresh browser now and then."""
    file = KEPT / f"{engine.name}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    known = {(row["part"], row["name"]) for row in rows(file)}
    left = [job for job in jobs() if job[:2] not in known]
    for at in range(0, len(left), PLAYS_EACH):
        with room(engine) as made:
            for job in left[at : at + PLAYS_EACH]:
                played = _played(engine, made, job)
                with file.open("a", encoding="utf-8") as notes:
                    notes.write(json.dumps(asdict(played)) + "\n")
                print(engine.name, played.part, played.name, played.outcome, "; ".join(played.problems)[:300], flush=True)


def _played(engine: Engine, made: Room, job: Job) -> Played:
    part, name, how = job
    problems = _tried(how, made) and _tried(how, made)
    leaked = any(problem.startswith("LEAK ") for problem in problems)
    outcome = "leaked" if leaked else "differed" if problems else "same"
    return Played(engine.name, made.version, part, name, outcome, problems[:5])


def _tried(how: Callable[[Room], list[str]], made: Room) -> list[str]:
    try:
        return how(made)
    except Exception as error:
        return [f"{type(error).__name__}: {(str(error) or '').splitlines()[0][:200] if str(error) else ''}"]


def rows(file: Path) -> list[dict[str, Any]]:
    """What was noted; a line that was cut off is none."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else []:
        with suppress(ValueError):
            found.append(json.loads(line))
    return found


def main() -> None:
    wanted = [engine for engine in ENGINES if engine.name in sys.argv[1:]]
    for engine in wanted:
        if engine.why_not:
            raise SystemExit(engine.why_not)
        try:
            run(engine)
        except Error as error:
            raise SystemExit(f"{engine.name}: {error.message}") from None
    write([row for engine in ENGINES for row in rows(KEPT / f"{engine.name}.jsonl")], fidelity.NOT_PLAYED)


if __name__ == "__main__":
    main()
