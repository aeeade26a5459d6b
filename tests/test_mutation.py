"""The mutants themselves: which changes are made, how they are named, and that a changed recorder is really a changed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from recorder import taint
from tests.mutation import patterns, swap
from tests.mutation.source import Mutant, mutants

MODULE = '''
"""Says nothing."""
import re

LONGEST = 3
_WORD = re.compile(r"[a-z]{2,}", re.IGNORECASE)


def short(text: str, least: int = 0) -> bool:
    """Whether a text is short."""
    return least <= len(text.strip()) < LONGEST and bool(_WORD.match(text))
'''


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Mutant]:
    return {mutant.name: mutant for mutant in mutants(tmp_path / "sample.py", MODULE)}


@pytest.mark.parametrize(
    "name",
    [
        "LONGEST: `3` → `4`",
        "LONGEST: `3` → `2`",
        "_WORD: `re.compile('[a-z]{2,}', re.IGNORECASE)` → `re.compile('[a-z]{2,}')`",
        "_WORD: `re.compile('[a-z]{2,}', re.IGNORECASE)` → `re.compile('[a-z]{3,}', re.IGNORECASE)`",
        "short: `0` → `1`",
        "short: `text.strip()` → `text`",
        "short: `least <= len(text.strip()) < LONGEST` → `least <= len(text.strip()) <= LONGEST`",
        "short: `least <= len(text.strip()) < LONGEST and bool(_WORD.match(text))` → `bool(_WORD.match(text))`",
        "short: `_WORD.match(text)` → `_WORD.search(text)`",
    ],
)
def test_slips_a_person_could_make(made: dict[str, Mutant], name: str) -> None:
    assert name in made


def test_what_says_nothing_of_behaviour_has_no_mutants(made: dict[str, Mutant]) -> None:
    assert len(made) > 12
    assert not [name for name in made if "nothing." in name or "Whether" in name or "str" in name.replace("strip", "")]


def test_values_of_the_module_and_code_of_functions_are_told_apart(made: dict[str, Mutant]) -> None:
    assert {mutant.function for mutant in made.values()} == {"", "short"}
    assert made["short: `0` → `1`"].function == ""  # a default is a value


@pytest.mark.parametrize(
    "pattern, changed",
    [
        ("a+", ["a*"]),
        ("a?", ["a", "a{0}"]),
        ("[ab]", ["[^ab]", "[b]", "[a]"]),
        (r"a{2,4}", ["a{3,4}", "a{1,4}", "a{2,5}", "a{2,3}"]),
        (r"(?:a|b)", ["(?:b)", "(?:a)"]),
        (r"\ba(?!b)", [r"a(?!b)", r"\ba"]),
    ],
)
def test_changes_of_a_pattern(pattern: str, changed: list[str]) -> None:
    assert list(patterns.changes(pattern)) == changed


def of_taint(name: str) -> tuple[Mutant, dict[str, object]]:
    path = Path(taint.__file__)
    text = path.read_text(encoding="utf-8")
    mutant = next(mutant for mutant in mutants(path, text) if mutant.name == name)
    return mutant, {taint.__name__: compile(text, str(path), "exec")}


def finds() -> bool:
    taints = taint.Taint()
    taints.add(1, "Ann")
    return bool(taints.find("Hello ann"))


def test_a_mutant_takes_the_place_of_a_function() -> None:
    mutant, plain = of_taint("Taint._note: `if len(folded) < SHORTEST` → `if True`")
    code = taint.Taint._note.__code__
    try:
        assert finds()
        swap.put(mutant, taint, plain)  # type: ignore[arg-type]
        assert not finds()
    finally:
        taint.Taint._note.__code__ = code


def test_a_mutant_takes_the_place_of_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    mutant, plain = of_taint("SHORTEST: `3` → `4`")
    monkeypatch.setattr(taint, "SHORTEST", taint.SHORTEST)
    monkeypatch.setattr(swap, "modules", lambda: [taint])
    assert finds()
    swap.put(mutant, taint, plain)  # type: ignore[arg-type]
    assert not finds()
