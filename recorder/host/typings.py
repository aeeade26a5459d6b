"""The reference of TypeScript's types as Markdown, made from ``loader/velo.d.ts``.

Law: every declaration of the file is on the page, with its comment; a line that is not understood ends the build, it is not left
out. (TypeDoc wants a TypeScript older than ours, which has no interface for other programs; the file is a hundred lines.)
"""

import re
from dataclasses import dataclass

from recorder.host.step import BuildError

_COMMENT = re.compile(r"/\*\*(?P<text>.*?)\*/\s*", re.DOTALL)
_DECLARED = re.compile(r"export (?:declare )?(?P<kind>interface|type|const|function) (?P<name>\w+)")
_MEMBER = re.compile(r"(?:readonly )?(?P<name>\w+)\??(?:\([^)]*\))?: [^;]+;", re.DOTALL)
_TITLES = {"interface": "Interfaces", "type": "Types", "const": "Values", "function": "Functions"}
_ORDER = ("function", "const", "interface", "type")

Commented = list[tuple[str, str]]


@dataclass(frozen=True)
class Declared:
    """One exported declaration: ``code`` without comments, ``members`` of an interface or an object as (comment, code)."""

    kind: str
    name: str
    comment: str
    code: str
    members: Commented


def page(source: str) -> str:
    """The whole page.

    Raises:
        BuildError: something in the file is no declaration that this module knows.
    """
    head, *found = declarations(source)
    lines = ["# TypeScript", "", head.comment, "", "```ts", 'import * as velo from "/velo/velo.mjs";', "```", ""]
    for kind in _ORDER:
        lines += ["", f"## {_TITLES[kind]}", ""]
        for one in found:
            lines += _section(one) if one.kind == kind else []
    return "\n".join(lines).rstrip() + "\n"


def declarations(source: str) -> list[Declared]:
    """What the file exports, in its order; first of all the file's own comment."""
    first = _COMMENT.match(source)
    if not first:
        raise BuildError("loader/velo.d.ts has no comment at its top.")
    found = [Declared("file", "", _plain(first["text"]), "", [])]
    for comment, code in _split(source[first.end() :], "export "):
        declared = _DECLARED.match(code)
        if not declared:
            raise BuildError(f"loader/velo.d.ts: not understood by recorder/host/typings.py: {code.splitlines()[0]}")
        found.append(Declared(declared["kind"], declared["name"], comment, _COMMENT.sub("", code).strip(), _members(code)))
    return found


def _section(one: Declared) -> list[str]:
    lines = [f"### `{one.name}`", "", one.comment, ""]
    if not one.members:
        return [*lines, "```ts", one.code, "```", ""]
    lines += ["| declared | what it is |", "|---|---|"]
    return [*lines, *(f"| `{_cell(code)}` | {_cell(comment)} |" for comment, code in one.members), ""]


def _members(code: str) -> Commented:
    """The members between the braces of an interface, or of the type of a constant."""
    start, end = code.find("{"), code.rfind("}")
    if start < 0:
        return []
    found = []
    for comment, member in _split(code[start + 1 : end], ""):
        if not _MEMBER.fullmatch(member):
            raise BuildError(f"loader/velo.d.ts: a member that recorder/host/typings.py does not understand: {member}")
        found.append((comment, " ".join(member.rstrip(";").split())))
    return found


def _split(text: str, start: str) -> Commented:
    """Statements with the comments before them. A statement ends with a line that ends with ``;`` or ``}`` outside of braces."""
    found: Commented = []
    comment, code, depth = "", "", 0
    for line in _COMMENT.sub(
        lambda match: f"\0{_plain(match['text'])}\n" if _is_outer(text, match.start()) else match[0], text
    ).splitlines():
        if line.lstrip().startswith("\0"):
            comment = line.strip("\0 ")
            continue
        if not line.strip():
            continue
        code += line + "\n"
        depth += line.count("{") - line.count("}")
        if depth == 0 and line.rstrip().endswith((";", "}")):
            if not code.strip().startswith(start):
                raise BuildError(f"loader/velo.d.ts: not understood by recorder/host/typings.py: {code.strip().splitlines()[0]}")
            found.append((comment, code.strip()))
            comment, code = "", ""
    if code.strip():
        raise BuildError("loader/velo.d.ts ends within a declaration.")
    return found


def _is_outer(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("{") == before.count("}")


def _plain(comment: str) -> str:
    lines = (line.strip().removeprefix("*").strip() for line in comment.splitlines())
    return " ".join(line for line in lines if line)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
