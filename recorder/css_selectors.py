"""What of a selector may leave.

Laws:
- Names of classes, ids, tags, parts and attributes go through Names and so still meet the renamed ones.
- The value of an attribute stays where mask.py would show the same value of the same attribute; any other value
  makes a part that matches nothing (NOTHING), of which the page's word cannot be told.
- A selector of which a piece is not known is not written at all, as a browser drops the rule.

Source: Selectors Level 4, CSS Nesting, CSS Scoping.
"""

from __future__ import annotations

import re

from recorder.attributes import INPUT_TYPES, KINDS, ROLES, Kind, is_enumerated
from recorder.css_tokens import Token, tokens, unescaped, written
from recorder.css_values import custom, is_known
from recorder.css_words import PSEUDO
from recorder.names import Names, is_language, structural

NOTHING = ":not(*)"

# An attribute of ours on popovers that are open: the player cannot open them, so `:popover-open` asks for it.
ON_TOP = "data-velo-open"

_NESTED = frozenset("not is where has matches any host host-context slotted cue cue-region current".split())
_COUNTED = frozenset("nth-child nth-last-child nth-of-type nth-last-of-type nth-col nth-last-col heading".split())
_TOKENS = frozenset("part state".split())
_NAMED = frozenset(
    """dir lang highlight picker active-view-transition-type view-transition-group view-transition-image-pair
    view-transition-new scroll-button""".split()
)
_VENDOR = re.compile(r"-(?:webkit|moz|ms|o)-")
_STEP = re.compile(r"[+-]?[0-9]{0,4}n?(?:-[0-9]{0,4})?|-?n(?:-[0-9]{0,4})?|even|odd", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,3}")
_NUMBERS = (Kind.NUMBER, Kind.COUNT, Kind.TURN)
_STOP = re.compile(r"(?:from|to|(?:(?:entry|exit|cover|contain)(?:-crossing)? +)?[0-9]{1,3}(?:\.[0-9]{1,4})?%)")
_WORDS = (Kind.CUSTOM, Kind.FLAG, Kind.STATE)


def selector(text: str, names: Names, scope: bool = False) -> str | None:
    """A list of selectors in its safe form; None drops the rule. `scope`: the `(...) to (...)` of @scope."""
    return _Selector(names, scope).write(tokens(text))


def stops(text: str) -> str | None:
    """The list of moments before a block of @keyframes."""
    parts = [" ".join(part.split()).lower() for part in text.split(",")]
    return ",".join(parts) if all(map(_STOP.fullmatch, parts)) else None


class _Selector:
    """Writes one list of selectors: tokens in, safe text out."""

    def __init__(self, names: Names, scope: bool) -> None:
        self.names = names
        self.scope = scope
        self.out: list[str] = []
        self.inside = ["selector"]  # what is read at each depth: selector, count, tokens or names
        self.before = ""  # kind of the last token, or the delimiter itself

    def write(self, found: list[Token]) -> str | None:
        at = 0
        while at < len(found):
            kind, text = found[at]
            end = at + 1
            if (kind, text) == ("delim", "["):
                while end < len(found) and found[end] != ("delim", "]"):
                    end += 1
                safe = _attribute(found[at + 1 : end], self.names) if end < len(found) else None
                end += 1
            else:
                safe = self.token(kind, text)
            if safe is None:
                return None
            self.out.append(safe)
            self.before = text if kind == "delim" and text != ")" else kind
            at = end
        return "".join(self.out) if len(self.inside) == 1 and self.before not in (".", ":") else None

    def token(self, kind: str, text: str) -> str | None:
        if self.before == text and (text not in (":", "&") or self.out[-2:] == [text, text]):
            return None
        if self.before in (".", ":") and kind not in ("ident", "function") and self.before + text != "::":
            return None
        if kind == "space":
            return " "
        if kind == "ident":
            return self.ident(unescaped(text))
        if kind == "function":
            return self.function(unescaped(text[:-1]).lower())
        if kind == "hash" and self.inside[-1] == "selector":
            return "#" + written(self.names.ident(unescaped(text[1:])))
        if kind == "delim":
            return self.delim(text)
        if kind in ("number", "unit") and self.inside[-1] == "count":
            return text.lower() if _STEP.fullmatch(text) else None
        if kind == "string" and self.inside[-1] == "names":
            return '""'
        return text if kind == "comment" else None

    def ident(self, name: str) -> str | None:
        inside = self.inside[-1]
        if self.before == ":" and name.lower() == "popover-open":
            self.out.pop()
            return f"[{ON_TOP}]"
        if self.before == ":":
            return name.lower() if _is_pseudo(name.lower()) else None
        if inside == "selector":
            if self.scope and len(self.inside) == 1:
                return "to" if name.lower() == "to" else None
            if self.before != ".":
                return self.names.tag(name)
            return written(self.names.token(name))
        if inside == "count" and name.lower() == "of":
            self.inside[-1] = "selector"
            return "of"
        if inside == "count":
            return name.lower() if _STEP.fullmatch(name) else None
        return written(self.names.token(name)) if inside == "tokens" else custom(name, self.names)

    def function(self, name: str) -> str | None:
        if self.before != ":" or not _is_pseudo(name):
            return None
        plain = _VENDOR.sub("", name)
        kinds = ((_NESTED, "selector"), (_COUNTED, "count"), (_TOKENS, "tokens"), (_NAMED, "names"))
        for known, inside in kinds:
            if plain in known:
                self.inside.append(inside)
                return name + "("
        return None

    def delim(self, text: str) -> str | None:
        inside = self.inside[-1]
        if text == ")" and len(self.inside) > 1:
            self.inside.pop()
            return text
        if text == "(" and self.scope and len(self.inside) == 1:
            self.inside.append("selector")
            return text
        if inside == "selector" and text == "|":
            if self.before == "ident":
                self.out[-1] = "*"  # a prefix: @namespace does not leave
            return text
        allowed = {"selector": ".:>+~*&,", "count": "+-,", "tokens": ",", "names": ",*."}
        return text if text in allowed[inside] else None


def _is_pseudo(name: str) -> bool:
    return is_known(name, PSEUDO)


def _attribute(found: list[Token], names: Names) -> str | None:
    """What stands between [ and ], with the brackets."""
    found = [token for token in found if token[0] not in ("space", "comment")]
    if not found or any(kind == "bad" for kind, _ in found):
        return None
    if found[0][0] != "ident":
        return NOTHING
    raw = unescaped(found[0][1])
    name = raw if raw in KINDS or raw.lower() in KINDS else names.attribute(raw)
    operator = "".join(text for kind, text in found[1:3] if kind == "delim")
    rest = found[1 + len(operator) :]
    if not operator and not rest:
        return f"[{written(name)}]"
    if operator not in ("=", "~=", "|=", "^=", "$=", "*=") or not rest or rest[0][0] not in ("ident", "string"):
        return NOTHING
    quoted = rest[0][0] == "string"
    safe = _value(raw if raw in KINDS else raw.lower(), operator, unescaped(rest[0][1][1:-1] if quoted else rest[0][1]), names)
    flag = "".join(text for _, text in rest[1:]).lower()
    if safe is None or flag not in ("", "i", "s"):
        return NOTHING
    return f'[{written(name)}{operator}"{safe}"{" " + flag if flag else ""}]'


def _value(name: str, operator: str, raw: str, names: Names) -> str | None:
    """The value an attribute is compared with, in the form mask.py gives the attribute itself."""
    kind = KINDS.get(name)
    if kind in (Kind.TOKENS, Kind.IDENT):
        if operator == "=":
            return names.tokens(raw) if kind is Kind.TOKENS else names.ident(raw)
        if operator == "~=":
            return names.token(raw)
        return raw if structural(raw.strip(" ")) and len(raw) - len(raw.strip(" ")) < 3 else None
    if kind in (Kind.WORD, Kind.TURN) and (is_enumerated(raw) or (name == "type" and raw.lower() in INPUT_TYPES)):
        return raw
    if kind in _WORDS and (raw == "" or structural(raw)):
        return raw
    if kind is Kind.ROLE and raw.lower() in ROLES:
        return raw.lower()
    if kind is Kind.LANGUAGE:
        return raw if is_language(raw) else None
    return raw if kind in _NUMBERS and _NUMBER.fullmatch(raw) else None
