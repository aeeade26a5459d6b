"""The text of a style sheet cut into statements and tokens, and single tokens decoded, written and counted.

Laws: linear (no pattern can backtrack over what it has matched); every character belongs to a token, what is none
is "bad"; what is decoded is decoded before anything is decided about it.

Source: CSS Syntax Level 3. Left out on purpose: a bad string or address, and "url(" written with escapes, are "bad"
or a function that nobody knows, so the statement that holds them is dropped.
"""

from __future__ import annotations

import re

from recorder.css_words import UNITS

Token = tuple[str, str]  # kind, text

# Stands for every whole number of nine digits or more: most of them are a z-index as high as can be.
HUGE = "2147483647"
_DIGITS = 8
_FRACTION = 6

_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}[ \t\n]?|[^\n0-9a-fA-F])"
# Letters, digits, "_", "-" and all that is not ASCII, said by what they are not: it compiles far faster.
_NAME = rf"(?:[^\x00-,./:-@\[-^`{{-\x7f]++|{_ESCAPE})"
_IDENT = rf"(?:--|-?(?:[^\x00-@\[-^`{{-\x7f]|{_ESCAPE})){_NAME}*+"
_DOUBLE = r'"(?:[^"\\\n]++|\\[\s\S])*+'
_SINGLE = r"'(?:[^'\\\n]++|\\[\s\S])*+"
_COMMENT = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+"
_ADDRESS = r"[ \t\n]*+(?![\"'])(?:[^)\\]++|\\[\s\S])*+"

_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\n]++)
    |(?P<comment>{_COMMENT}\*/)
    |(?P<string>{_DOUBLE}"|{_SINGLE}')
    |(?P<url>[uU][rR][lL]\({_ADDRESS}(?:\)|\\?\Z))
    |(?P<range>[uU]\+[0-9a-fA-F?]{{1,6}}(?:-[0-9a-fA-F]{{1,6}})?(?![0-9a-zA-Z_-]))
    |(?P<number>[+-]?(?:[0-9]++(?:\.[0-9]++)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)(?P<unit>%|{_IDENT})?
    |(?P<hash>\#{_NAME}++)
    |(?P<at>@{_IDENT})
    |(?P<ident>{_IDENT})(?P<function>\()?
    |(?P<delim>(?!/\*)[-()\[\],:.>+~*&|/!=<^$])
    |(?P<bad>[\s\S])
    """,
    re.VERBOSE,
)
_STATEMENT = re.compile(
    rf"""(?:
    [^{{}};"'(/\\]++
    |{_DOUBLE}(?:"|\n|\\?\Z)
    |{_SINGLE}(?:'|\n|\\?\Z)
    |{_COMMENT}(?:\*/|\Z)
    |/
    |\\[\s\S]?
    |(?<=[\x00-,./:-@\[\]^`{{-\x7f][uU][rR][lL])\({_ADDRESS}\)?
    |\(
    )*+""",
    re.VERBOSE,
)
_LEAD = re.compile(rf"(?:[ \t\n]++|{_COMMENT}\*/)*+")
_LEAD_OF_SHEET = re.compile(rf"(?:[ \t\n]++|{_COMMENT}\*/|<!--|-->)*+")
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|([\s\S]))")
_SPECIAL = re.compile("[:/.]")
_LINE = re.compile(r"\r\n?|\f")


def normal(text: str) -> str:
    """The text as a browser reads it: one kind of line break, no NUL."""
    return _LINE.sub("\n", text).replace("\x00", "\ufffd")


def statement(text: str, start: int) -> int:
    """Where the statement that begins at `start` ends: before a "{", a "}", a ";" or at the end of the text."""
    match = _STATEMENT.match(text, start)
    return match.end() if match else len(text)


def body(text: str, top: bool = False) -> str:
    """A statement without the space, comments and (at the top of a sheet) HTML comment marks before it."""
    match = (_LEAD_OF_SHEET if top else _LEAD).match(text)
    return text[match.end() if match else 0 :].rstrip(" \t\n")


def tokens(text: str) -> list[Token]:
    """The tokens of a statement; a comment counts as space, space at either end is left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "bad"
        if kind in ("space", "comment"):
            if found and found[-1][0] != kind:
                found.append((kind, " " if kind == "space" else "/**/"))
        else:
            found.append((kind, match[0]))
    while found and found[-1][0] in ("space", "comment"):
        found.pop()
    return found


def is_open(text: str) -> bool:
    """Whether a bracket of a statement is still open at its end, so that a browser would read on."""
    depth = 0
    for kind, token in tokens(text):
        if kind == "function" or token in "([":
            depth += 1
        elif token in ")]":
            depth = max(0, depth - 1)
        elif kind == "url" and token[-1] != ")":
            return True
    return depth > 0


def unescaped(text: str) -> str:
    """A name or string as it is meant: `\\53 ` is S."""
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if not match[1]:
        return "" if match[2] == "\n" else match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def written(name: str, first: bool = True) -> str:
    """A safe name (letters, digits, - _ : / .) as CSS writes it. Where it comes first, a digit may not begin it."""
    lead = ""
    if first and (name[:1].isdigit() or (name[:1] == "-" and name[1:2].isdigit())):
        dash = name[0] == "-"
        lead, name = f"{name[:dash]}\\3{name[dash]} ", name[dash + 1 :]
    return lead + _SPECIAL.sub(r"\\\g<0>", "\\-" if first and name == "-" else name)


def number(text: str, unit: str) -> str | None:
    """A number with its unit, shortened to what a renderer needs; None if the unit is unknown."""
    unit = unit.lower()
    mantissa, power, exponent = text.lower().partition("e")
    power += ("-" if exponent[:1] == "-" else "") + exponent.lstrip("+-0") if power else ""
    if (unit and unit not in UNITS) or len(power.strip("e-")) > 2:
        return None
    sign = mantissa[:1] if mantissa[:1] in "+-" else ""
    whole, _, fraction = mantissa[len(sign) :].partition(".")
    whole = whole.lstrip("0")
    if len(whole) > _DIGITS:
        return sign + HUGE + unit
    fraction = fraction[: min(_FRACTION, _DIGITS - len(whole))].rstrip("0")
    digits = f"{whole}.{fraction}" if fraction else whole or "0"
    return sign + digits + (power if len(power.strip("e-")) else "") + unit
