"""Puts words that must not leave into a generated program, and writes its page as HTML.

A program holds placeholders; each becomes a word of its own when it is played: ``{c}`` a made-up name, ``{x}`` one with digits,
``{e}`` an e-mail address, ``{s}`` the first half of one (the rest stands beside it), ``{n}`` a card's number. Laws: no word comes
twice, in one program or in two; each begins like no other text in a recording, so one look tells whether any is there.
"""

import html
import json
import re
from dataclasses import dataclass
from typing import Any

# How every word begins: of letters, and of card numbers (the rest is digits, the last a check digit).
BEGINNINGS = ("qzx", "453275")

_PLACEHOLDER = re.compile(r"\{([cxesn])\}")
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_AS_IT_IS = frozenset(("style",))


@dataclass(frozen=True)
class Planted:
    """A program with its words in place. ``first``: those that are on the page before the recorder starts."""

    program: dict[str, Any]
    words: list[str]
    personal: list[str]
    first: list[str]


def planted(program: dict[str, Any], number: int) -> Planted:
    """The program with words in place of placeholders. ``number``: of the play, so that words differ between plays."""
    words: list[str] = []
    personal: list[str] = []

    def plant(found: re.Match[str]) -> str:
        kind = found[1]
        word = _card(number, len(words)) if kind == "n" else _name(number, len(words), kind == "x")
        words.append(word)
        if kind in "esn":
            personal.append(word)
        return word + ("@example.com" if kind == "e" else "")

    def whole(value: Any) -> Any:
        return json.loads(_PLACEHOLDER.sub(plant, json.dumps(value)))

    filled = {"options": program["options"], "address": whole(program["address"])}
    filled |= {name: whole(program[name]) for name in ("title", "head", "body")}
    first = list(words)
    filled |= {name: program[name] for name in ("preset", "recordInputs", "isParsed", "answers")}
    filled |= {name: whole(program[name]) for name in ("early", "steps")}
    return Planted(filled, words, personal, first)


def document(program: dict[str, Any]) -> str:
    """The page that the site serves: all of it, or without its body where the program builds that by calls."""
    body = markups(program["body"]) if program["isParsed"] else ""
    head = markups(program["head"])
    title = html.escape(program["title"])
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"


def markups(rows: list[Any]) -> str:
    """Nodes as HTML. Between two texts, which become one, stands a space."""
    texts = [isinstance(row, str) for row in rows]
    return "".join((" " if at and texts[at] and texts[at - 1] else "") + markup(row) for at, row in enumerate(rows))


def markup(row: Any) -> str:
    """A node as HTML."""
    if isinstance(row, str):
        return html.escape(row)
    tag, attributes, *rest = row
    if tag == "!":
        return f"<!--{attributes}-->"
    more = rest[1] if len(rest) > 1 else {}
    start = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    if "value" in more and tag == "input":
        start += f' value="{html.escape(more["value"])}"'
    if tag in _VOID:
        return f"<{tag}{start}>"
    children = rest[0] if rest else []
    inside = "".join(children) if tag in _AS_IT_IS else markups(children)
    if "value" in more and tag == "textarea":
        inside = html.escape(more["value"])
    if "shadow" in more:
        inside = f'<template shadowrootmode="open">{markups(more["shadow"])}</template>{inside}'
    return f"<{tag}{start}>{inside}</{tag}>"


def _name(number: int, at: int, has_digits: bool) -> str:
    size = len(_SYLLABLES)
    parts = [_SYLLABLES[number // size % size], _SYLLABLES[number % size], _SYLLABLES[at // size % size], _SYLLABLES[at % size]]
    return "qzx" + ("7" if has_digits else "") + "".join(parts) + ("4" if has_digits else "")


def _card(number: int, at: int) -> str:
    digits = f"453275{number % 10_000:04}{at % 100_000:05}"
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits)]
    return digits + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)
