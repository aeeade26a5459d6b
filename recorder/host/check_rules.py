"""Runs in Pyodide during the build: loads the owner's rules and tries each of them; the answer says what is wrong, and where.

Once beside the whole standard library, before anything is compiled, so that what a rule imports late is known; and once in the
runtime as it was built. Imports only what Pyodide or the recorder have loaded anyway.
"""

import json
from typing import Any

from recorder import custom
from recorder.errors import RulesError

# What every page has somewhere: a rule that fails on one of these would hide most of every page.
TEXTS = (
    "Hello",
    "7",
    "Free delivery over 30.00 EUR\nOrder AB-1234, 12.11.2026 10:30",
    "Dear Ada Lovelace, write to ada@example.com or call +44 20 7946 0958.",
    "Gr\u00fc\u00dfe aus K\u00f6ln \u2014 \u6771\u4eac \u0645\u0631\u062d\u0628\u0627 \U0001f44d (\u00b12 %)",
    "word " * 400,
)
ELEMENTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("div", {}),
    ("p", {"class": "card mb-2", "id": "main", "title": "Free delivery"}),
    ("input", {"type": "text", "name": "q", "class": "", "placeholder": "Search"}),
    ("a", {"href": "/shop?page=2"}),
    ("path", {"d": "M0 0L10 10"}),
    ("my-widget", {"data-state": "open", "aria-label": "Menu"}),
)


def check(module: str) -> str:
    """Load the rules and try them; JSON: what is wrong (a sentence each, with its line or 0), and what they register."""
    file = f"{module}.py"
    try:
        rules = custom.load(module)
    except RulesError as error:
        return json.dumps({"problems": [_problem(error.__cause__ or error, file)]})
    problems = []
    for name, find in rules.detectors.items():
        problems += _try(file, f'detector "{name}"', find, "pairs of start and end within the text", _read)
    for name, treat in rules.treatments.items():
        wanted = " or ".join(str(answer) for answer in custom.ANSWERS)
        problems += _try(file, f'treatment "{name}"', treat, wanted, _ask)
    registered = {"detectors": len(rules.detectors), "treatments": len(rules.treatments), "attributes": rules.attributes}
    return json.dumps({"problems": problems, **registered})


def _read(find: Any) -> None:
    for text in TEXTS:
        custom.checked(find(text), len(text))


def _ask(treat: Any) -> None:
    for tag, attributes in ELEMENTS:
        custom.ANSWERS[treat(custom.Element(tag, attributes))]


def _try(file: str, name: str, rule: Any, wanted: str, work: Any) -> list[tuple[int, str]]:
    try:
        work(rule)
    except (Exception, SystemExit) as error:
        if _line(error, file):
            line, says = _problem(error, file)
            return [(line, f"{name}, tried on what every page has: {says}")]
        takes = f"it cannot be called with one argument ({error})" if "argument" in str(error) else f"it must give {wanted}"
        return [(getattr(getattr(rule, "__code__", None), "co_firstlineno", 0), f"{name}: {takes}")]
    return []


def _problem(error: BaseException, file: str) -> tuple[int, str]:
    says = str(error) if isinstance(error, RulesError) else f"{type(error).__name__}: {error}"
    missing = getattr(error, "name", None)
    if isinstance(error, ModuleNotFoundError):
        says += "; the browser's Python does not have it. A pure-Python package comes along with: --with PACKAGE"
    elif isinstance(error, ImportError) and missing == "recorder.custom":
        says += f"; it has: {', '.join(custom.__all__)}"
    return _line(error, file), says


def _line(error: BaseException, file: str) -> int:
    """The line of the owner's file where it went wrong; 0: not known."""
    if isinstance(error, SyntaxError) and str(error.filename).endswith(file):
        return error.lineno or 0
    line, at = 0, error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename.endswith(file):
            line = at.tb_lineno
        at = at.tb_next
    return line
