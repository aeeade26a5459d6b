"""Which class names, ids, tag and attribute names leave as the page wrote them.

A page can write anything into a class or an id ("user-Zephyrine"), yet a replay needs them: style sheets
refer to them. So a name that is structural stays, and every other is renamed, always to the same opaque name
within one recording: classes and ids to "c1", "c2", ..., tags to "v-1", ..., attributes to "data-v1", ...
Selectors (css.py) and attributes go through the same object and still meet, though nothing the page wrote has
left.

Laws:
- Structural is a name whose every part, split at - _ : / . and camelCase humps, is a word of words.INTERFACE,
  with at most one single letter and two digits in all (none beside a word for people and orders, words.WHO); or
  at most two ASCII letters; or one letter and one digit, if few such names stand together. Everything else is
  renamed: hashes, names of people, long numbers, other scripts, whatever nobody thought of.
- One raw name has one safe name, two raw names have two, as long as there is room (LIMIT). Past it, and for
  names too long to keep, there is one fixed name for all. No safe name that was made can be a raw one that
  stays.
- Standard HTML, SVG and MathML tags stay. An unknown tag is renamed like a custom one and not turned into a
  standard one: the page's rule `foo { position: fixed }` would then hold for every div of the replay.
- Pure and linear; no input raises.
"""

from __future__ import annotations

import re

from recorder.words import ATTRIBUTES, INTERFACE, LANGUAGES, REGIONS, TAGS, WHO

LIMIT = 50_000  # names remembered of each kind
LENGTH = 512  # characters of a name that is still remembered
TOKENS = 256  # tokens kept of one attribute

_SPACE = re.compile(r"[ \t\n\f\r]+")
_SHORT = re.compile(r"[A-Za-z]{2}")
_SHAPE = re.compile(r"[-_]{0,2}[A-Za-z0-9]+(?:(?:[-_:/.]|--|__)[A-Za-z0-9]+)*[-_]{0,2}")
_CHUNK = re.compile(r"[A-Za-z0-9]+")
_PARTS = re.compile(r"([0-9]{0,2})([A-Za-z]*)([0-9]{0,2})")
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TAG = re.compile(r"[a-z]+[0-9]?(?:-[a-z]+[0-9]?)+")
_OURS = re.compile(r"c[0-9]+|v-[0-9]+|data-v[0-9]+", re.IGNORECASE)
_ANY_DIGIT = dict.fromkeys(range(ord("1"), ord("9") + 1), "0")
_LONGEST = 64  # characters of a structural name
_SHORT_ONES = 2  # names of one or two letters on one element: more could spell something
_SCRIPTS = frozenset(("cyrl", "hans", "hant", "latn"))


def structural(name: str, words: frozenset[str] = INTERFACE) -> bool:
    """Whether a name says something about the interface and nothing else."""
    if len(name) > _LONGEST or _OURS.fullmatch(name):
        return False
    if _SHORT.fullmatch(name):
        return True
    if not _SHAPE.fullmatch(name):
        return False
    digits = letters = 0
    who = False
    for chunk in _CHUNK.findall(name):
        parts = _PARTS.fullmatch(chunk)
        if parts is None:
            return False
        digits += len(parts[1]) + len(parts[3])
        for hump in map(str.lower, _HUMP.findall(parts[2])):
            if len(hump) == 1:
                letters += 1
            elif hump not in words:
                return False
            who = who or hump in WHO
    return digits <= 2 and letters <= 1 and not (digits and who)


def is_language(tag: str) -> bool:
    """Whether a value names a language as pages do: "de", "de-AT", "zh-Hans"."""
    first, _, rest = tag.lower().partition("-")
    return first in LANGUAGES and (not rest or rest in REGIONS or rest in _SCRIPTS)


class Names:
    """The names of one recording: raw ones in, safe ones out."""

    __slots__ = ("_attributes", "_made", "_shapes", "_tags", "_tokens")

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._attributes: dict[str, str] = {}
        self._made = 0
        self._shapes: dict[str, bool] = {}  # whether a token is structural; which digits are in it makes no difference

    def token(self, raw: str) -> str:
        """One class, part, state or other name that style sheets and scripts chose."""
        known = self._tokens.get(raw)
        if known is not None:
            return known
        if not raw:
            return ""
        return self._learn(self._tokens, raw, raw if self._is_structural(raw) else None, "c")

    def _is_structural(self, raw: str) -> bool:
        shape = raw.translate(_ANY_DIGIT)
        known = self._shapes.get(shape)
        if known is None:
            known = structural(raw)
            if len(self._shapes) < LIMIT and len(raw) <= LENGTH:
                self._shapes[shape] = known
        return known

    def tokens(self, raw: str) -> str:
        """The value of an attribute that is a list of names: class, part, headers, aria-labelledby."""
        names = [name for name in _SPACE.split(raw, TOKENS + 1)[:TOKENS] if name]
        short = [name for name in names if len(name) < 3 and name not in INTERFACE] if len(names) > _SHORT_ONES else []
        if len(short) > _SHORT_ONES:
            return " ".join([self.token(f" {name}" if name in short else name) for name in names])
        return " ".join([self.token(name) for name in names])

    def ident(self, raw: str) -> str:
        """An id, or a reference to one without its "#". A space is part of it."""
        return self.token(raw)

    def tag(self, raw: str) -> str:
        """The name of an element: HTML in lower case, SVG in its own case."""
        known = self._tags.get(raw)
        if known is not None:
            return known
        folded = raw.lower() if raw.isascii() else raw
        safe = TAGS.get(folded)
        if safe is None and _TAG.fullmatch(folded) and structural(folded):
            safe = folded
        if safe is None and folded != raw:
            safe = self.tag(folded)
        return self._learn(self._tags, raw, safe, "v-")

    def attribute(self, raw: str) -> str:
        """The name of an attribute. What may be its value is not decided here."""
        known = self._attributes.get(raw)
        if known is not None:
            return known
        return self._learn(self._attributes, raw, raw if structural(raw, ATTRIBUTES) else None, "data-v")

    def _learn(self, known: dict[str, str], raw: str, safe: str | None, prefix: str) -> str:
        room = len(known) < LIMIT and len(raw) <= LENGTH
        if safe is None:
            if not room:
                return prefix + "0"
            self._made += 1
            safe = f"{prefix}{self._made}"
        if room:
            known[raw] = safe
        return safe
