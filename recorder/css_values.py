"""What of a declaration's value, of a media query or of a list of names may leave.

Laws:
- Stay: numbers with a known unit, colours, words of css_words, functions made of them, and names that Names shows;
  any other name is renamed, a custom property always by its name alone, so that `--x` and `var(--x)` still meet.
- Never stay: the text of a string (it becomes empty, of the same kind), an address, what attr() would show. Strings
  made only of known words stay where CSS means names by them: font families that come with systems, the `syntax` of
  a custom property, grid areas (each of them renamed like the names they stand for).
- A picture that is hidden leaves "none", in a mask a picture that hides all, so that no solid box appears.
- Numbers side by side that could be one long number, and whatever is not known here, drop the declaration.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from recorder.css_tokens import HUGE, Token, number, tokens, unescaped, written
from recorder.css_words import COLOURS, FONTS, PROPERTIES, WORDS
from recorder.names import Names, structural

Show = Callable[[str], str]

# Without its source, which never stays, a font needs no range of characters; a page could spell with one.
_DROPPED = frozenset(("src", "unicode-range", "behavior", "-moz-binding", "-ms-behavior"))
_PICTURES = frozenset(("url", "src", "image", "image-set", "cross-fade", "element", "paint", "canvas", "attr", "string", "local"))
_AREAS = frozenset(("grid", "grid-template", "grid-template-areas"))
_FAMILIES = re.compile(r"sans|serif|monospace|system-ui|emoji", re.IGNORECASE)
_VENDOR = re.compile(r"-(?:webkit|moz|ms|o|khtml|apple)-")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_PAIRS = re.compile(r"#(.)\1(.)\2(.)\3(?:(.)\4)?\Z")
_SYNTAX = re.compile(r"[a-z<>|#+*\s-]*")
_NUMBER = re.compile(r"[+-]?([0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ADDRESS = re.compile(r"[A-Za-z0-9:/._~%?#=&-]+")
_CLEAR = "linear-gradient(transparent,transparent)"
_LOW = 360  # numbers up to this may stand in a row: the parts of a colour
_ROW = 4  # numbers side by side in a custom property: more could be one
_SHORT = 4  # digits of a number in a custom property; one less where its name is not one of the interface
# Properties where long numbers without a unit are ordinary; those of `counter-` show theirs on the page.
_LONG = re.compile(r"z-index|(?:-webkit-|-ms-)?(?:order|flex|box-)|grid|stroke|--", re.IGNORECASE)


def is_known(name: str, words: frozenset[str] = WORDS) -> bool:
    """Whether a name is made of words of CSS."""
    name = name.lower()
    match = _VENDOR.match(name)
    parts = name[match.end() if match else 0 :].split("-")
    return all(part in words for part in parts) or name in COLOURS


def custom(name: str, names: Names) -> str:
    """A name the author of the sheet chose: of an animation, a grid area, a container, a layer, a custom property."""
    if name.startswith("--"):
        return "--" + written(names.token(name[2:]) or "c0", first=False)
    return name if name.isascii() and is_known(name) else written(names.token(name))


def declaration(text: str, names: Names, show: Show | None = None) -> str | None:
    """`property: value` in its safe form; None drops it."""
    found = tokens(text)
    if not found or found[0][0] != "ident":
        return None
    name, rest = unescaped(found[0][1]), found[1:]
    while rest and rest[0][0] in ("space", "comment"):
        rest = rest[1:]
    if not rest or rest[0] != ("delim", ":"):
        return None
    key = name if name.startswith("--") else name.lower()
    if not name.startswith("--") and (key in _DROPPED or not is_known(key, PROPERTIES)):
        return None
    value = Value(names, key, show)
    value.fonts = key.startswith("font") or (key.startswith("--") and bool(_FAMILIES.search(text)))
    safe = value.write(rest[1:])
    if safe is None or (not safe and not key.startswith("--")):
        return None
    return f"{custom(key, names)}:{safe or ' '}"


def query(text: str, names: Names) -> str | None:
    """The condition of @media, @supports or @container."""
    return Value(names, "", None, ":<>=").write(tokens(text))


def listing(text: str, names: Names) -> str | None:
    """Names with commas and dots between them: of layers, of keyframes, of a page."""
    return Value(names, "", None, ".:").write(tokens(text))


class Value:
    """Writes one value: tokens in, safe text out."""

    def __init__(self, names: Names, key: str, show: Show | None, more: str = "") -> None:
        self.names = names
        self.key = key
        self.show = show
        self.delims = "(),/+-*[]!" + more
        self.fonts = False
        self.out: list[str] = []
        self.open: list[str] = []  # functions and brackets
        self.hidden = 0  # depth of `open` at which a hidden function began
        self.address = ""  # what a hidden url("...") holds
        self.pictures = 0
        self.bare: list[str] = []  # whole numbers without a unit
        self.row = 0  # those of them that stand in no function

    def write(self, found: list[Token]) -> str | None:
        before = ""
        for kind, text in found:
            joined = (kind in ("number", "unit") and before in ("number", "unit")) or (
                before == text and (text != "(" or self.out[-3:] == ["("] * 3)
            )
            safe = self.skipped(kind, text) if self.hidden else self.token(kind, text)
            if before == "!" and kind in ("space", "comment"):
                continue
            if safe is None or joined or (before == "!" and text.lower() != "important"):
                return None
            self.out.append(safe)
            before = text if kind == "delim" and text != ")" else kind
        return None if self.open or before == "!" or self.tells() else self.finished()

    def token(self, kind: str, text: str) -> str | None:
        if kind in ("space", "comment"):
            return " "
        if kind == "ident":
            return self.ident(unescaped(text))
        if kind in ("number", "unit"):
            return self.number(text)
        if kind == "delim":
            return self.delim(text)
        if kind == "function":
            return self.function(unescaped(text[:-1]).lower())
        if kind == "hash":
            return _PAIRS.sub(r"#\1\2\3\4", text) if _COLOUR.fullmatch(text) else None
        if kind == "string":
            return self.string(text)
        if kind == "url" and text.endswith(")"):
            return self.url(unescaped(text[4:-1].strip(" \t\n")))
        return None

    def ident(self, name: str) -> str:
        if self.fonts and all(part in FONTS or part in WORDS for part in name.lower().strip("-").split("-")):
            return name
        return custom(name, self.names)

    def number(self, text: str) -> str | None:
        match = _NUMBER.match(text)
        if match is None:
            return None
        unit = unescaped(text[match.end() :])
        named = self.key.startswith("--")
        if not unit and (named or not self.open):
            self.bare.append(match[1])
            self.row += not self.open
        digits = len(match[1].lstrip("0"))
        if not unit and named and digits > _SHORT - (not structural(self.key[2:])):
            return HUGE
        if not unit and not self.open and digits > (2 if self.key.startswith("counter") else 4) and not _LONG.match(self.key):
            return None
        return number(match[0], unit)

    def delim(self, text: str) -> str | None:
        if text in "([":
            self.open.append(text)
        elif text in ")]" and not self.closes(text):
            return None
        return text if text in self.delims else None

    def closes(self, text: str) -> bool:
        return bool(self.open) and (self.open.pop() == "[") == (text == "]")

    def function(self, name: str) -> str | None:
        self.open.append(name)
        if _VENDOR.sub("", name) in _PICTURES:
            self.hidden = len(self.open)
            self.address = ""
            return ""
        return f"{name}(" if is_known(name) else None

    def skipped(self, kind: str, text: str) -> str | None:
        """A token inside a function that is hidden: only its end counts, and what is between url( and )."""
        if kind == "function" or (kind == "delim" and text in "(["):
            self.open.append(text)
        elif kind == "string" and len(self.open) == self.hidden:
            self.address = unescaped(text[1:-1]).strip(" \t\n")
        elif kind == "delim" and text in ")]":
            name = self.open[-1]
            if not self.closes(text):
                return None
            if len(self.open) < self.hidden:
                self.hidden = 0
                return self.url(self.address) if name == "url" else self.picture()
        return ""

    def picture(self) -> str:
        """What stands for a picture or an address that is hidden."""
        self.pictures += 1
        if self.key == "content":
            return '""'
        masks = "mask" in self.key and "box" not in self.key and "border" not in self.key
        return _CLEAR if masks or self.key.startswith("--") else "none"

    def url(self, address: str) -> str:
        if address.startswith("#") and len(address) > 1:
            return f"url(#{written(self.names.ident(address[1:]), first=False)})"
        safe = self.show(address) if self.show else ""
        return f'url("{safe}")' if safe and _ADDRESS.fullmatch(safe) else self.picture()

    def string(self, text: str) -> str:
        quote, inner = text[0], unescaped(text[1:-1])
        words = inner.lower().split(" ")
        if self.fonts and len(words) <= 5 and all(word in FONTS for word in words):
            return f"{quote}{inner}{quote}"
        if self.key == "syntax" and _SYNTAX.fullmatch(inner) and all(map(is_known, re.findall("[a-z-]+", inner))):
            return f"{quote}{inner}{quote}"
        if self.out and self.out[-1][-1:] in ('"', "'"):
            quote = f" {quote}"
        if self.key in _AREAS:
            areas = ["." if area.strip(".") == "" else custom(area, self.names) for area in inner.split()]
            return quote + " ".join(areas) + quote[-1]
        return quote + quote[-1]

    def tells(self) -> bool:
        """Whether the numbers without a unit, read together, could be one that tells something."""
        digits = sum(map(len, self.bare))
        if self.key.startswith("--") and self.row > _ROW and digits > _ROW + 3:
            return True
        high = any(len(whole) > 3 or int(whole or "0") > _LOW for whole in self.bare)
        return high and (len(self.bare) > 2 or digits > 8) and len(self.bare) > 1

    def finished(self) -> str | None:
        safe = "".join(self.out).strip()
        if self.key == "cursor" and self.pictures:
            return safe.rpartition(",")[2].strip() if "," in safe else None
        return safe
