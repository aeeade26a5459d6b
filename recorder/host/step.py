"""One step of the build: decides whether it must run, shows it, and remembers what it made.

Laws: a step runs again exactly when its inputs' digest changed or a file it made is gone. What it remembers
lies in ``dist/.stamps``, so that ``rm -rf dist`` forgets it together with the files.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.markup import escape

from recorder.host.layout import DIST, STAMPS

# What a step made: "files" (below dist/), "says" (one short line for the person), and what later steps
# need.
Facts = dict[str, Any]


class BuildError(Exception):
    """The build cannot go on; the message says what was wrong and what to do."""


class Steps:
    """The steps of one build, in order, shown as they are done."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._began_s = time.monotonic()
        self.ran: list[str] = []

    def run(self, name: str, inputs: str, work: Callable[[], Facts]) -> Facts:
        """Do ``work`` unless it was done on the same inputs; gives its facts either way."""
        known = _remembered(name, inputs)
        if known is not None:
            return known
        began_s = time.monotonic()
        with self._console.status(f"{name} …"):
            facts = work()
        _remember(name, inputs, facts)
        self.ran.append(name)
        self.done(name, facts.get("says", ""), time.monotonic() - began_s)
        return facts

    def always(self, name: str, work: Callable[[], None], says: str) -> None:
        """Do ``work``, which has its own stamp and was found to be needed."""
        began_s = time.monotonic()
        with self._console.status(f"{name} …"):
            work()
        self.ran.append(name)
        self.done(name, says, time.monotonic() - began_s)

    def done(self, name: str, says: str, took_s: float) -> None:
        self._console.print(f"[green]✓[/] {name:<9} [dim]{took_s:5.1f} s[/]  {escape(says)}", soft_wrap=True)

    def summary(self, says: str) -> None:
        """The closing line of a build."""
        what = "Built" if self.ran else "Nothing to do"
        self._console.print(f"{what} [dim]({time.monotonic() - self._began_s:.1f} s)[/]: {escape(says)}", soft_wrap=True)


def _remembered(name: str, inputs: str) -> Facts | None:
    try:
        stamp = json.loads((STAMPS / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    facts: Facts = stamp["facts"]
    whole = stamp["inputs"] == inputs and all((DIST / file).exists() for file in facts["files"])
    return facts if whole else None


def _remember(name: str, inputs: str, facts: Facts) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp = json.dumps({"inputs": inputs, "facts": facts}, indent=1)
    (STAMPS / f"{name}.json").write_text(stamp, encoding="utf-8")
