"""Reads and checks ``velo.toml``: what the owner wants on the pages of a site, and who the owner is.

Laws: a file with any problem is refused whole, with every problem in one error, each with its line and, where that can be known,
with what to write instead; nothing is built then, so that a broken file never means less privacy. What may stand there:
``settings.py``.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recorder import config
from recorder.host import advice
from recorder.host.settings import REPEATED, SECTIONS, Section
from recorder.host.step import BuildError

NAME = "velo.toml"
DOCS = "docs/configuration.md"

# Gives those of the selectors that do not parse, each with why; see selectors.py.
CheckSelectors = Callable[[list[str]], dict[str, str]]


@dataclass(frozen=True)
class Configuration:
    """A checked file. ``options`` and each of ``pages`` hold what was said, in the contract's spelling, and nothing else."""

    file: str
    options: dict[str, Any] = field(default_factory=dict)
    pages: tuple[dict[str, Any], ...] = ()
    controller: dict[str, Any] = field(default_factory=dict)
    notice: dict[str, Any] = field(default_factory=dict)
    build: dict[str, Any] = field(default_factory=dict)

    @property
    def all_options(self) -> dict[str, Any]:
        """The options of the site with the defaults of those not said."""
        return {name: entry["default"] for name, entry in config.option_table().items()} | self.options

    def file_of(self, key: str) -> str | None:
        """A file named in ``[build]``, from where velo.toml lies."""
        return str(Path(self.file).parent / self.build[key]) if key in self.build else None


@dataclass(frozen=True, order=True)
class Problem:
    """One sentence, and the line it is about (0: the whole file)."""

    line: int
    says: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.says}" if self.line else self.says


def read(file: str, selectors: CheckSelectors | None = None) -> Configuration:
    """The file, checked. ``selectors``: asks about every CSS selector in it.

    Raises:
        BuildError: with all that is wrong.
    """
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
        said = tomllib.loads(text)
    except OSError as error:
        hint = f" `python build.py init` writes one with comments ({NAME})." if isinstance(error, FileNotFoundError) else ""
        raise BuildError(f"{file}: {error.strerror}.{hint}") from None
    except UnicodeDecodeError:
        raise BuildError(f"{file} is not UTF-8 text. Save it as UTF-8, then run this again.") from None
    except tomllib.TOMLDecodeError as error:
        raise BuildError(f"{file} is not TOML: {_plainly(str(error))}\nNothing was built with it.") from None
    lines = _lines(text)
    problems = sorted({*_problems(said, lines), *_contradictions(said, lines), *_selectors(said, lines, selectors)})
    if problems:
        count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        told = "\n".join(f"  {problem}" for problem in problems)
        raise BuildError(f"{file} has {count}:\n{told}\nNothing was built with it. What may stand there: {DOCS}")
    pages = tuple(dict(page) for page in said.get("page", ()))
    rest = (said.get(name, {}) for name in ("controller", "notice", "build"))
    return Configuration(file, said.get("options", {}), pages, *rest)


def _plainly(error: str) -> str:
    return error[:1].lower() + error[1:] + "."


Place = tuple[str, int, str]  # section, which of those that are repeated, key
Lines = dict[Place, int]


def _lines(text: str) -> Lines:
    """Where each key stands first. Inside inline tables and long texts it may miss: then a problem has no line."""
    found: Lines = {}
    counts: dict[str, int] = {}
    section, number = "", 0
    for at, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([\w-]+)", line):
            section = header[2]
            number = counts.get(section, -1) + 1 if header[1] == "[[" else 0
            counts[section] = number
            found.setdefault((section, number, ""), at)
        elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
            found.setdefault((section, number, key[1]), at)
    return found


def _problems(said: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    for name, value in said.items():
        line = lines.get((name, 0, "")) or lines.get(("", 0, name), 0)
        if name not in SECTIONS:
            yield Problem(line, _unknown_at_top(name, value))
        elif not isinstance(value, list if name in REPEATED else dict):
            yield Problem(line, f"{name} wants to be written as {_header(name)}")
        else:
            for number, table in enumerate(value if name in REPEATED else [value]):
                yield from _table_problems(name, number, table, lines)


def _table_problems(name: str, number: int, table: Any, lines: Lines) -> Iterator[Problem]:
    section = SECTIONS[name]
    top = lines.get((name, number, ""), 0)
    if not isinstance(table, dict):
        yield Problem(top, f"{name} wants to be written as {_header(name)}")
        return
    for key, value in table.items():
        says = _unknown(name, key) if key not in section else _wrong(section, key, value)
        if says:
            yield Problem(lines.get((name, number, key), top), says)
    if name == "page" and "path" not in table:
        yield Problem(top, 'a [[page]] needs a path: write path = "/account/**"')
    elif name == "page" and len(table) == 1:
        yield Problem(top, "this [[page]] says nothing about its pages: write record = false, or an option")


def _header(name: str) -> str:
    return f"[[{name}]], with two brackets" if name in REPEATED else f"[{name}] and what belongs to it below"


def _unknown_at_top(name: str, value: Any) -> str:
    kind = "table" if isinstance(value, (dict, list)) else "key"
    if kind == "key":
        for section, keys in SECTIONS.items():
            if near := advice.closest(name, keys):
                return f'"{name}" stands outside of a table: put {near} below {_bracketed(section)}'
    near = advice.closest(name, SECTIONS)
    known = ", ".join(map(_bracketed, SECTIONS))
    return f'unknown {kind} "{name}"; ' + (f"did you mean {_bracketed(near)}?" if near else f"known are {known}")


def _bracketed(section: str) -> str:
    return f"[[{section}]]" if section in REPEATED else f"[{section}]"


def _unknown(name: str, key: str) -> str:
    if near := advice.closest(key, SECTIONS[name]):
        return f'unknown key "{key}" in {_bracketed(name)}; did you mean {near}?'
    if says := advice.of_other_recorders(key):
        return f'unknown key "{key}" in {_bracketed(name)}; {says}'
    for other, keys in SECTIONS.items():
        if near := advice.closest(key, keys):
            return f'"{near}" does not belong in {_bracketed(name)}: put it below {_bracketed(other)}'
    return f'unknown key "{key}" in {_bracketed(name)}; known are {", ".join(SECTIONS[name])}'


def _wrong(section: Section, key: str, value: Any) -> str | None:
    kind = section[key].kind
    if not kind.accepts(value):
        better = advice.instead(key, kind, value)
        return f"{key} wants {kind.expected}" + (f"; write {better}" if better else "")
    return _wrong_address(value) if key == "endpoint" else None


def _wrong_address(value: str) -> str | None:
    """As ``absolute`` in ``loader/options.js`` sees it."""
    parts = urlsplit(value)
    if parts.scheme not in ("", "http", "https"):
        return f'endpoint wants http or https; write endpoint = "https://{parts.netloc or "collect.example"}{parts.path}"'
    if parts.query or parts.fragment or parts.username or parts.password or "?" in value or "#" in value:
        host = parts.netloc.rpartition("@")[2]
        plain = f"{parts.scheme}://{host}{parts.path}" if host else parts.path
        return f'endpoint wants no query, fragment or password; write endpoint = "{plain}"'
    return None


def _contradictions(said: dict[str, Any], lines: Lines) -> Iterator[Problem]:
    options, notice = said.get("options"), said.get("notice")
    if not isinstance(options, dict) or not isinstance(notice, dict):
        return
    if notice.get("legalBasis") == "consent" and options.get("consent") == "not-required":
        says = (
            'legalBasis = "consent" does not go with consent = "not-required": nobody would be asked; write consent = "required"'
        )
        yield Problem(lines.get(("notice", 0, "legalBasis"), 0), says + ", or another legal basis")


def _selectors(said: dict[str, Any], lines: Lines, check: CheckSelectors | None) -> Iterator[Problem]:
    places = dict(_selector_lists(said))
    every = [selector for selectors in places.values() for selector in selectors]
    wrong = _matches_nothing(every) | (check(every) if check and every else {})
    for place, selectors in places.items():
        for selector in selectors:
            if selector in wrong:
                yield Problem(
                    lines.get(place, 0), f"{place[2]} has a selector that does not work: {selector} ({wrong[selector]})"
                )


def _selector_lists(said: dict[str, Any]) -> Iterator[tuple[Place, list[str]]]:
    pages = said.get("page")
    tables = [
        ("options", 0, said.get("options")),
        *(("page", n, page) for n, page in enumerate(pages if isinstance(pages, list) else ())),
    ]
    for name, number, table in tables:
        for key, value in table.items() if isinstance(table, dict) else ():
            kind = config.OPTIONS[key][1] if key in config.OPTIONS else None
            if kind and kind.name == "selectors" and kind.accepts(value):
                yield (name, number, key), list(value)


# As in loader/options.js.
_NOTHING = re.compile(r"::|:(?:before|after|first-line|first-letter|host|host-context|scope)(?![\w-])|&")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\\.")


def _matches_nothing(selectors: list[str]) -> dict[str, str]:
    return {one: "no element can match it" for one in selectors if _NOTHING.search(_QUOTED.sub("", one))}
