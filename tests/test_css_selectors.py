"""What of a selector stays, so that it still meets the renamed attributes."""

from __future__ import annotations

import pytest

from recorder.css_selectors import NOTHING, selector, stops
from recorder.names import Names

ROWS = [
    # why, raw, safe
    ("structural names", "ul.list > li#item + a", "ul.list > li#item + a"),
    ("a class and an id", ".Zephyrine #Zephyrine", ".c1 #c1"),
    ("a class written with escapes", r".\5a ephyrine", ".c1"),
    ("a class with a colon", r".md\:flex", r".md\:flex"),
    ("a class that begins with a digit", r".\32xl", r".\32 xl"),
    ("a custom element", "x-zephyrine", "v-1"),
    ("a tag in capitals", "TABLE", "table"),
    ("a tag of SVG", "linearGradient", "linearGradient"),
    ("pseudo-classes", "a:hover::before", "a:hover::before"),
    ("pseudo-classes of a vendor", "input::-webkit-search-cancel-button", "input::-webkit-search-cancel-button"),
    ("a pseudo-class that is none", "a:zephyrine", None),
    ("selectors in functions", ":not(:is(.Zephyrine, :has(> b)))", ":not(:is(.c1, :has(> b)))"),
    ("a count", ":nth-child(2n + 1 of .Zephyrine)", ":nth-child(2n + 1 of .c1)"),
    ("counts", ":nth-child(-n+3):nth-last-child(odd)", ":nth-child(-n+3):nth-last-child(odd)"),
    ("a count that looks like a unit", ":nth-of-type(2n-1)", ":nth-of-type(2n-1)"),
    ("a count that is none", ":nth-child(zephyrine)", None),
    ("a count too long to be one", ":nth-child(48213977)", None),
    ("a language", ":lang(en, zephyrine)", ":lang(en, c1)"),
    ("a language in quotes", ':lang("zephyrine")', ':lang("")'),
    ("a part", "x-card::part(zephyrine)", "x-card::part(c1)"),
    ("a state", ":state(zephyrine)", ":state(c1)"),
    ("nesting", "&:hover, .card &", "&:hover, .card &"),
    ("a prefix", "svg|rect, *|a", "*|rect, *|a"),
    ("a comment", "a/* Zephyrine */.card", "a/**/.card"),
    ("a string", 'a "Zephyrine"', None),
    ("an unknown function", ":zephyrine(a)", None),
    ("a function without a colon", "zephyrine(a)", None),
    ("a bracket that stays open", ":not(a", None),
    ("a bracket that closes nothing", "a)", None),
    ("a run of stars", "*********", None),
    ("a run of colons", "a:::::::::hover", None),
    ("a dot at the end", "a.", None),
    ("a number", "a 123", None),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "safe"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_selector(raw: str, safe: str | None) -> None:
    assert selector(raw, Names()) == safe


ATTRIBUTE_ROWS = [
    ("only a name", "[disabled]", "[disabled]"),
    ("a name of somebody", "[data-zephyrine]", "[data-v1]"),
    ("a scope of a build tool", ".btn[data-v-7ba5bd90]", ".btn[data-v1]"),
    ("the kind of a field", "[type=checkbox]", '[type="checkbox"]'),
    ("the kind of a field with a dash", '[type="datetime-local" i]', '[type="datetime-local" i]'),
    ("a theme", "[data-bs-theme=dark]", '[data-bs-theme="dark"]'),
    ("a value that is no word", "[data-state=zephyrine]", NOTHING),
    ("a class", '[class~="zephyrine"]', '[class~="c1"]'),
    ("classes", '[class="card zephyrine"]', '[class="card c1"]'),
    ("the beginning of a class", '[class^="col-"], [class*=" col-"]', '[class^="col-"], [class*=" col-"]'),
    ("the beginning of a name", '[class^="zeph"]', NOTHING),
    ("an id", "[id=zephyrine]", '[id="c1"]'),
    ("an address", '[href^="https://zephyrine.example"]', NOTHING),
    ("a title", "a[title=Zephyrine]:hover", f"a{NOTHING}:hover"),
    ("a value of a field", "[value='Zephyrine']", NOTHING),
    ("a number", '[tabindex="-1"]', '[tabindex="-1"]'),
    ("a long number", '[tabindex="48213977"]', NOTHING),
    ("a language", '[lang="en-GB"]', '[lang="en-GB"]'),
    ("an unknown flag", '[type="text" zephyrine]', NOTHING),
    ("a prefix", "[xlink|href]", NOTHING),
    ("nothing", "[]", None),
    ("no token", "[a=`]", None),
    ("a bracket that stays open", "[type", None),
]


@pytest.mark.parametrize(("raw", "safe"), [r[1:] for r in ATTRIBUTE_ROWS], ids=[r[0] for r in ATTRIBUTE_ROWS])
def test_attribute(raw: str, safe: str | None) -> None:
    assert selector(raw, Names()) == safe


def test_scope() -> None:
    assert selector("(.card) to (.Zephyrine)", Names(), scope=True) == "(.card) to (.c1)"
    assert selector("Zephyrine", Names(), scope=True) is None
    assert selector("(.card)", Names()) is None


def test_stops() -> None:
    assert stops("from, 33.3%") == "from,33.3%"
    assert stops("entry  0%") == "entry 0%"
    assert stops("zephyrine") is None
    assert stops("4821%") is None
