"""Reads the leak cases: small pages, each with a secret on it and something that happens to it.

Laws: every case names a secret or a probe; ids are unique over both files; a field that nobody reads is an error, or a
case might test less than it says.
"""

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FILES = ("scenarios.json", "own.json")

# The marks of the cases, as this product spells them.
MARKS = {"{BLOCK}": 'data-velo="exclude"', "{MASK}": 'data-velo="mask"', "{IGNORE}": 'data-velo="ignore"'}


@dataclass(frozen=True)
class Case:
    """One case; what the fields mean stands in README.md and in the shared collection's own."""

    id: str
    title: str
    html: str
    secrets: list[str]
    balanced: bool
    head: str = ""
    title_: str = "t"
    path: str = "/"
    qs: str = ""
    referrer: str = ""
    pre: str = ""
    act: str = ""
    steps: list[list[Any]] = field(default_factory=list)
    wait: int = 400
    option: str = ""
    opts: dict[str, Any] = field(default_factory=dict)
    why_not_balanced: str = ""
    expect: str = ""
    probe: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    control: str = ""
    why: str = ""
    allow: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (self.secrets or self.probe):
            raise ValueError(f"case {self.id} has nothing to hide")

    @property
    def page(self) -> str:
        """The page's HTML."""
        head = f"<meta charset=utf-8><title>{self.title_}</title>{self.head}"
        return f"<!doctype html><html><head>{head}</head><body>{self.html}</body></html>"


def read(name: str) -> list[Case]:
    """The cases of one file, marks put in."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    for placeholder, mark in MARKS.items():
        text = text.replace(placeholder, mark.replace('"', '\\"'))
    known = {spec.name for spec in fields(Case)}
    rows: list[dict[str, Any]] = json.loads(text)
    for row in rows:
        if unknown := set(row) - known:
            raise ValueError(f"case {row.get('id')} in {name}: nobody reads {sorted(unknown)}")
    return [Case(**row) for row in rows]


def all_cases() -> list[Case]:
    """Every case of both files."""
    cases = [case for name in FILES for case in read(name)]
    ids = [case.id for case in cases]
    if doubles := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"cases with the same id: {sorted(doubles)}")
    return cases
