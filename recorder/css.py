"""What of a style sheet, or of a style attribute, may leave.

Selectors, at-rules, properties and values are read token by token (css_tokens.py) and written again from what is
known (css_selectors.py, css_values.py); nothing is copied. The replay looks the same but for what is hidden.

Laws:
- Comments, the text of strings, addresses, values of attributes and every name that is not structural stay behind.
- What is not known is dropped at the size a browser drops it: a declaration, a rule, an at-rule, or all that
  follows a bracket that never closes. A rule that a browser would have kept leaves an empty one (STAND_IN), so that
  rules count the same and later insertions by index fall in place.
- A sheet longer than LENGTH is hidden whole. Pure, linear in time and depth; no input raises.

Source: CSS Syntax Level 3, CSS Nesting; the cases of broken text follow what Chromium was seen to do.
"""

from __future__ import annotations

import re

from recorder.css_selectors import selector, stops
from recorder.css_tokens import body, is_open, normal, statement
from recorder.css_values import Show, declaration, listing, query
from recorder.names import Names

LENGTH = 2_000_000  # characters of a sheet
STAND_IN = ".c0{}"

_DEPTH = 64
_EDGE = re.compile(r"""[{};]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.DOTALL)
_AT = re.compile(r"@(-?[a-z]+(?:-[a-z]+)*)(?![\w\\-])", re.IGNORECASE)

# What a block holds.
_RULES, _STYLE, _STOPS, _DECLARATIONS, _DEAD = range(5)

_CONDITIONS = frozenset(("media", "supports", "container"))
_BARE = frozenset(("starting-style", "font-face", "view-transition", "viewport", "-ms-viewport"))
_LISTS = frozenset(("layer", "counter-style", "page", "property", "position-try", "font-palette-values"))
_KEYFRAMES = frozenset(("keyframes", "-webkit-keyframes", "-moz-keyframes", "-o-keyframes"))
_GROUPS = _CONDITIONS | {"layer", "scope", "starting-style"}
_COUNTED = _GROUPS | _BARE | _LISTS | _KEYFRAMES | {"font-feature-values", "function"}


def sheet(text: str, names: Names, *, strict: bool, show: Show | None = None) -> str:
    """The text of a style sheet. `show`: what an address in it may become ("" hides it); not asked in strict."""
    if len(text) > LENGTH:
        return ""
    return _Sheet(names, None if strict else show).run(normal(text))


def rules(text: str) -> list[str]:
    """The rules of a sheet that `sheet` wrote, one by one.

    >>> rules('p{color:red;}\\n@media print{b{content:"}";}}')
    ['p{color:red;}', '@media print{b{content:"}";}}']
    """
    found, start, depth = [], 0, 0
    for match in _EDGE.finditer(text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] in "};":
            found.append(text[start : match.end()].strip())
            start = match.end()
    return found


def declarations(text: str, names: Names, *, strict: bool, show: Show | None = None) -> str:
    """The text of a style attribute."""
    if len(text) > LENGTH:
        return ""
    text, start, safe = normal(text), 0, []
    while start < len(text):
        end = statement(text, start)
        part = body(text[start:end])
        written = declaration(part, names, None if strict else show) if part else None
        if written is not None:
            safe.append(written)
        if text[end : end + 1] not in ("", ";") or (part and written is None and is_open(part)):
            break
        start = end + 1
    return ";".join(safe)


class _Sheet:
    """Writes one sheet: statement by statement, with a stack of open blocks."""

    def __init__(self, names: Names, show: Show | None) -> None:
        self.names = names
        self.show = show
        self.out: list[str] = []
        self.blocks = [_RULES]
        self.selectors: dict[str, str | None] = {}
        self.declared: dict[str, str | None] = {}
        self.spoiled = False  # something stands before the next rule that makes it invalid
        self.imports = True  # no rule has come yet that ends the imports

    def run(self, text: str) -> str:
        start = 0
        while start < len(text):
            end = statement(text, start)
            if not self.take(text[start:end], text[end : end + 1]):
                break
            start = end + 1
        self.out.append("}\n" * sum(block != _DEAD for block in self.blocks[1:]))
        return "".join(self.out)

    def take(self, raw: str, end: str) -> bool:
        """One statement and what ended it; False where a browser would read all that follows as part of it."""
        part = body(raw, len(self.blocks) == 1)
        if self.blocks[-1] == _DEAD:
            known = not is_open(part) if "(" in part or "[" in part else True
            if end == "{":
                self.blocks.append(_DEAD)
        elif end == "{":
            known = self.begin(part)
        else:
            known = self.say(part, end)
        if end == "}":
            self.finish()
        return known

    def begin(self, part: str) -> bool:
        safe, inside = self.head(part)
        if self.spoiled or len(self.blocks) > _DEPTH:
            safe = None
        elif safe is None:
            match = _AT.match(part)
            if match and match[1].lower() in _COUNTED:
                self.out.append(STAND_IN)
        self.spoiled = self.imports = False
        self.blocks.append(_DEAD if safe is None else inside)
        if safe is not None:
            self.out.append(safe + "{")
        return safe is not None or not is_open(part)

    def head(self, part: str) -> tuple[str | None, int]:
        """What stands before a block, in its safe form, and what the block holds."""
        block = self.blocks[-1]
        if part.startswith("@"):
            return self.at_rule(part)
        if block == _STOPS:
            return stops(part), _DECLARATIONS
        if block == _DECLARATIONS:
            return None, _DEAD
        if part not in self.selectors:
            self.selectors[part] = selector(part, self.names) if part else None
        return self.selectors[part], _STYLE

    def at_rule(self, part: str) -> tuple[str | None, int]:
        match = _AT.match(part)
        name = match[1].lower() if match else ""
        rest = body(part[match.end() :]) if match else ""
        inside = _STOPS if name in _KEYFRAMES else _DECLARATIONS
        if name in _GROUPS:
            inside = self.blocks[-1]
        safe: str | None = None
        if name in _CONDITIONS:
            safe = query(rest, self.names)
        elif name in _LISTS or name in _KEYFRAMES:
            safe = listing(rest, self.names)
        elif name == "scope":
            safe = selector(rest, self.names, scope=True)
        elif name in _BARE:
            safe = None if rest else ""
        if safe is None:
            return None, inside
        return f"@{name} {safe}".rstrip(), inside

    def say(self, part: str, end: str) -> bool:
        """A statement without a block: a declaration, or an at-rule that ends in a semicolon."""
        if part.startswith("@"):
            return self.at_statement(part)
        if self.blocks[-1] in (_RULES, _STOPS):
            self.spoiled = self.spoiled or bool(part) or end == ";"
            return not is_open(part)
        if not part:
            return True
        if part not in self.declared:
            self.declared[part] = declaration(part, self.names, self.show)
        safe = self.declared[part]
        if safe is None:
            return not is_open(part)
        self.out.append(safe + ";")
        return True

    def at_statement(self, part: str) -> bool:
        match = _AT.match(part)
        name = match[1].lower() if match else ""
        if match and name == "layer" and not self.spoiled:
            safe = listing(body(part[match.end() :]), self.names)
            self.out.append(f"@layer {safe};" if safe else STAND_IN)
        elif name in ("import", "namespace") and self.imports and not self.spoiled:
            self.out.append(STAND_IN)
        return not is_open(part)

    def finish(self) -> None:
        """The end of a block; at the top of a sheet it spoils the next rule."""
        self.spoiled = len(self.blocks) == 1
        if len(self.blocks) > 1 and self.blocks.pop() != _DEAD:
            self.out.append("}\n")
