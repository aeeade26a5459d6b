"""Runs the tests on each mutant: one collected session, a forked process for each mutant, the quickest tests first.

Laws: a mutant meets only tests that enter the function it changed, or, where a value of the module was changed or the module
remembers answers, any function that could see it; other modules' tests as far as a second goes. The first test that fails ends
it; so does a limit of processor time. Property tests draw the same examples at every run and do not shrink. What a test writes
is not shown. Needs ``fork``: not for Windows.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation import swap
from tests.mutation.source import Mutant, mutants

KILLED, ALIVE, SLOW = "killed", "alive", "killed by the time limit"
_NOT_ON_MUTANTS = ("test_the_time_grows", "test_half_a_million", "test_laws")  # they measure time, or read the source
_MOST_MEMORY_BYTES = 6 << 30
_LEAST_SECONDS = 10
_EXAMPLES = 30  # of a property test that does not say how many
_OTHERS_SECONDS = 1.0  # for tests of other modules: they go through everything a little


@dataclass(frozen=True)
class Result:
    """What became of one mutant."""

    mutant: Mutant
    outcome: str
    tests: int


Choose = Callable[[str, list[Mutant]], list[Mutant]]
Show = Callable[[str, list[Result], int], None]


class Session:
    """The pytest plugin that takes the place of the loop over tests."""

    def __init__(self, names: list[str], choose: Choose, show: Show) -> None:
        self.names = names
        self.choose = choose
        self.show = show
        self.items: list[pytest.Item] = []
        self.seconds: dict[str, float] = {}
        self.entered: dict[str, set[str]] = defaultdict(set)  # function -> tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [
            item
            for item in items
            if not item.get_closest_marker("browser") and not any(name in item.nodeid for name in _NOT_ON_MUTANTS)
        ]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = session.items
        files = {module.__name__: Path(module.__file__ or "") for module in swap.modules()}
        texts = {name: path.read_text(encoding="utf-8") for name, path in files.items()}  # before anybody edits them
        self.plain = {name: compile(text, str(files[name]), "exec") for name, text in texts.items()}
        self._measure()
        for name in self.names:
            chosen = self.choose(name, list(mutants(files[name], texts[name])))
            results: list[Result] = []
            for mutant in chosen:
                results.append(self._try(mutant, sys.modules[name]))
                self.show(name, results, len(chosen))
        return True

    # -- which test enters what ---------------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Runs every test once, in a process of its own so that nothing is remembered here."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _silence()
            measured = json.dumps([_watched(item) for item in self.items])
            with os.fdopen(writing, "w") as pipe:
                pipe.write(measured)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            rows = json.load(pipe)
        os.waitpid(child, 0)
        failed = [item.nodeid for item, row in zip(self.items, rows) if row[0]]
        if failed:
            print(f"left out, since they fail without any mutant: {', '.join(failed[:5])} ({len(failed)})", file=sys.stderr)
        for item, (fails, seconds, entered) in zip(self.items, rows):
            if not fails:
                self.seconds[item.nodeid] = seconds
                for function in entered:
                    self.entered[function].add(item.nodeid)

    def _concerned(self, mutant: Mutant, module: ModuleType) -> list[pytest.Item]:
        tests: set[str] = set()
        if mutant.function and not swap.remembers(module):
            tests = self.entered[f"{module.__name__}:{mutant.function}"]
        else:
            for other in swap.modules():
                for name, _ in swap.functions(other):
                    if other is module or module.__name__ in swap.imported(other):
                        tests |= self.entered[f"{other.__name__}:{name}"]
        own = module.__name__.split(".")[1]
        chosen, left = [], _OTHERS_SECONDS
        for item in sorted((item for item in self.items if item.nodeid in tests), key=lambda item: self.seconds[item.nodeid]):
            if not _is_own(item, own):
                left -= self.seconds[item.nodeid]
            if left > 0 or _is_own(item, own):
                chosen.append(item)
        return chosen

    # -- one mutant ---------------------------------------------------------------------------------------------------

    def _try(self, mutant: Mutant, module: ModuleType) -> Result:
        items = self._concerned(mutant, module)
        child = os.fork()
        if not child:
            try:
                limit = int(_LEAST_SECONDS + 4 * sum(self.seconds[item.nodeid] for item in items))
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
                resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))
                _silence()
                swap.put(mutant, module, self.plain)
                failed = any(_fails(item) for item in items)
            except BaseException:  # what cannot even be imported is noticed by everybody
                failed = True
            os._exit(1 if failed else 0)
        _, status = os.waitpid(child, 0)
        outcome = SLOW if os.WIFSIGNALED(status) else KILLED if os.WEXITSTATUS(status) else ALIVE
        return Result(mutant, outcome, len(items))


def _is_own(item: pytest.Item, module: str) -> bool:
    """Whether a test stands in the file that goes with the module."""
    return item.path.stem.startswith(f"test_{module.partition('_')[0]}")


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _fails(item: pytest.Item) -> bool:
    """Whether a test fails. One that needs nothing but its parameters is called as it is: pytest takes longer than the test."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    if isinstance(item, pytest.Function) and set(item.fixturenames) == set(parameters) and not list(item.iter_markers("skipif")):
        try:
            item.obj(**parameters)
        except pytest.skip.Exception:
            return False
        except BaseException:
            return True
        return False
    return any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def _watched(item: pytest.Item) -> tuple[bool, float, list[str]]:
    """Whether a test fails, how long it takes, and the recorder's functions it enters."""
    entered: set[CodeType] = set()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            entered.add(frame.f_code)

    begin = time.process_time()
    failed = _fails(item)
    seconds = time.process_time() - begin
    sys.setprofile(note)
    try:
        _fails(item)
    finally:
        sys.setprofile(None)
    files = {module.__file__: module.__name__ for module in swap.modules()}
    return failed, seconds, [f"{files[code.co_filename]}:{code.co_qualname}" for code in entered if code.co_filename in files]


def run(names: list[str], tests: list[str], *, choose: Choose, show: Show) -> None:
    """``choose`` says which mutants of a module run; ``show`` is told its results after each one, and how many there will be."""
    from hypothesis import HealthCheck, Phase, settings

    same = settings(derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate))
    settings.register_profile("mutants", same, max_examples=_EXAMPLES, suppress_health_check=list(HealthCheck))
    settings.load_profile("mutants")
    options = "-o addopts= -p no:terminal -p no:cacheprovider --capture=no".split()
    pytest.main([*options, "-W", "ignore:Module already imported", *tests], plugins=[Session(names, choose, show)])
