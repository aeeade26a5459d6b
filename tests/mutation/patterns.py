"""Small changes to a regular expression, made on its text: a repetition, a branch, a class, a look-around, an anchor.

Laws: each change touches one place; what a change makes need not compile (`source.py` leaves such mutants out); a piece of
an expression, as between the braces of an f-string, is changed like a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = re.compile(
    r"""(?P<escape>\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[\s\S]))
    |(?P<class>\[\^?\]?(?:\\[\s\S]|[^\]\\])*\])
    |(?P<look>\(\?<?[!=])
    |(?P<open>\((?:\?(?:P<\w+>|[a-z-]*:|>))?)
    |(?P<close>\))
    |(?P<bar>\|)
    |(?P<repeat>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})[+?]?)
    |(?P<anchor>[\^$])
    |(?P<other>[\s\S])""",
    re.VERBOSE,
)
_COUNTABLE = 9  # a larger bound is a limit; by how much is a judgement
_SIGN = r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[\s\S])"
_MEMBER = re.compile(rf"(?:{_SIGN}|[^\\])(?:-(?:{_SIGN}|[^\\\]]))?")
_SIGNS = re.compile(r"\\[dwsbDWSBZA]|\(\?|\[[^\]]+\]|\{[0-9]+,?[0-9]*\}|[)\]][*+?]|\\\.|\.\*")


def looks_like_one(text: str) -> bool:
    """Whether a string is (a piece of) a regular expression."""
    return bool(_SIGNS.search(text))


def changes(text: str) -> Iterator[str]:
    """The text with one place changed."""
    parts = [(match.lastgroup or "other", match.start(), match.end()) for match in _PART.finditer(text)]
    for at, (kind, start, end) in enumerate(parts):
        piece = text[start:end]
        replacements: list[str] = []
        if kind == "repeat":
            replacements = list(_repeats(piece))
        elif kind == "class":
            replacements = list(_classes(piece))
        elif kind == "anchor" or (kind == "escape" and piece in (r"\b", r"\Z", r"\A")):
            replacements = [""]
        elif kind == "look":
            close = _closing(parts, at)
            if close is not None:
                yield text[:start] + text[parts[close][2] :]
        for replacement in replacements:
            yield text[:start] + replacement + text[end:]
    yield from _without_branches(text, parts)


def _repeats(piece: str) -> Iterator[str]:
    """Once more, once less, or once where it was many times."""
    mode = piece[-1] if len(piece) > 1 and piece[-1] in "+?" else ""
    body = piece[: len(piece) - len(mode)]
    if body in "*+?":
        yield {"*": "+", "+": "*", "?": ""}[body] + (mode if body != "?" else "")
        if body == "?":
            yield "{0}"
        return
    least, comma, most = body[1:-1].partition(",")
    low, high = int(least), int(most or least)
    if comma and most:
        highs = (high + 1, high - 1) if high <= _COUNTABLE else (high * 4,)
        pairs = [(low + 1, high), (low - 1, high), *((low, other) for other in highs)]
        yield from (f"{{{one},{other}}}{mode}" for one, other in pairs if one >= 0)
    else:
        yield from (f"{{{times}{comma}}}{mode}" for times in (low + 1, low - 1) if times >= 0)


def _classes(piece: str) -> Iterator[str]:
    """The class negated, or without one of its members."""
    lead = "[^" if piece.startswith("[^") else "["
    inner = piece[len(lead) : -1]
    yield ("[" if lead == "[^" else "[^") + inner + "]"
    members = list(_MEMBER.finditer(inner))
    for member in members if len(members) > 1 else ():
        yield lead + inner[: member.start()] + inner[member.end() :] + "]"


def _closing(parts: list[tuple[str, int, int]], at: int) -> int | None:
    depth = 0
    for index in range(at, len(parts)):
        kind = parts[index][0]
        depth += kind in ("open", "look")
        depth -= kind == "close"
        if depth == 0:
            return index
    return None


def _without_branches(text: str, parts: list[tuple[str, int, int]]) -> Iterator[str]:
    """The text without one of the alternatives of a group, or of the whole."""
    groups: list[tuple[int, list[int]]] = [(0, [])]
    for kind, start, end in parts:
        if kind in ("open", "look"):
            groups.append((end, []))
        elif kind == "bar":
            groups[-1][1].append(start)
        elif kind == "close" and len(groups) > 1:
            yield from _drop_each(text, *groups.pop(), start)
    yield from _drop_each(text, *groups[0], len(text))


def _drop_each(text: str, begin: int, bars: list[int], end: int) -> Iterator[str]:
    edges = [begin - 1, *bars, end]
    for left, right in zip(edges, edges[1:]) if bars else ():
        if left >= begin:
            yield text[:left] + text[right:]
        else:
            yield text[:begin] + text[right + 1 :]
