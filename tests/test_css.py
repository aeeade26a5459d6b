"""What of a whole style sheet, and of a style attribute, leaves."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder import css
from recorder.css_tokens import HUGE, tokens, unescaped
from recorder.css_words import COLOURS, FONTS, PSEUDO, UNITS
from recorder.names import Names, structural
from recorder.words import ATTRIBUTES, TAGS


def _sheet(text: str) -> str:
    return css.sheet(text, Names(), strict=True).replace("\n", "")


ROWS = [
    # why, raw, safe; each rule is closed by a line break, left out here
    ("a rule", ".card { color: red; top: 0 }", ".card{color:red;top:0;}"),
    ("comments", "/* Zephyrine */a/**/{/* x */top:0/* y */}", "a{top:0;}"),
    ("a declaration that is none", "a{zephyrine;top:0}", "a{top:0;}"),
    ("a rule that is none", "a:zephyrine{top:0}b{top:0}", "b{top:0;}"),
    ("rules inside a rule", ".card{&:hover{top:0}.x &{left:0}right:0}", ".card{&:hover{top:0;}.x &{left:0;}right:0;}"),
    ("a medium", "@media (min-width:1px){a{top:0}}", "@media (min-width:1px){a{top:0;}}"),
    ("a medium inside a rule", "a{@media print{top:0;b{left:0}}}", "a{@media print{top:0;b{left:0;}}}"),
    ("support", "@supports (display:grid){a{top:0}}", "@supports (display:grid){a{top:0;}}"),
    ("layers", "@layer base,z9x;@layer z9x{a{top:0}}", "@layer base,c1;@layer c1{a{top:0;}}"),
    ("a container", "a{container:z9x}@container z9x (width>1px){}", "a{container:c1;}@container c1 (width>1px){}"),
    ("an animation", "a{animation:z9x}@keyframes z9x{from{top:0}9%{}}", "a{animation:c1;}@keyframes c1{from{top:0;}9%{}}"),
    ("a moment that is none", "@keyframes spin{zephyrine{top:0}to{top:0}}", "@keyframes spin{to{top:0;}}"),
    ("a font", '@font-face{font-family:"Zephyrine";src:url(z)}', '@font-face{font-family:"";}'),
    ("a property", '@property --z9x{syntax:"<color>";inherits:false}', '@property --c1{syntax:"<color>";inherits:false;}'),
    ("a style of counting", '@counter-style z9x{symbols:"a"}', '@counter-style c1{symbols:"";}'),
    ("a page", "@page :first{margin:0}", "@page :first{margin:0;}"),
    ("a scope", "@scope (.card) to (.z9x){a{top:0}}", "@scope (.card) to (.c1){a{top:0;}}"),
    ("a starting style", "@starting-style{a{top:0}}", "@starting-style{a{top:0;}}"),
    ("imports and prefixes count", '@charset "x";@import "z";@namespace z url(z);a{top:0}', ".c0{}.c0{}a{top:0;}"),
    ("an import that comes too late", "a{top:0}@import url(z);b{top:0}", "a{top:0;}b{top:0;}"),
    ("an at-rule that is none", "@zephyrine x{a{top:0}}@tailwind base;b{top:0}", "b{top:0;}"),
    ("an at-rule of which a word is not known counts", "@media (min-width:0\\0){a{top:0}}b{top:0}", ".c0{}b{top:0;}"),
    ("a semicolon spoils the next rule", "a{top:0};b{top:0}i{top:0}", "a{top:0;}i{top:0;}"),
    ("a brace too many spoils the next rule", "a{top:0}}b{top:0}i{top:0}", "a{top:0;}i{top:0;}"),
    ("a semicolon inside a rule does not", "a{top:0;;b{top:0}}", "a{top:0;b{top:0;}}"),
    ("a bracket that stays open takes the rest", "a{top:0}b{top:calc(1px;left:0}i{top:0}", "a{top:0;}b{}"),
    ("a bracket that stays open before a block", "a{top:0}:is(b{left:0}i{right:0}", "a{top:0;}"),
    ("a string that ends with its line", 'a{content:"x\n;top:0}', "a{top:0;}"),
    ("a sheet that ends early", "@media print{a{top:0", "@media print{a{top:0;}}"),
    ("a comment that never ends", "a{top:0}/* b{left:0}", "a{top:0;}"),
    ("a block in a custom property", "a{--x:{z:y};top:0}", "a{top:0;}"),
    ("HTML comments around it", "<!-- a{top:0} -->", "a{top:0;}"),
    ("braces in an address", "a{background: url(data:;{})}b{top:0}", "a{background:none;}b{top:0;}"),
    ("a name that is written in two ways", ".\\5a 9x{top:0}.Z9x{left:0}", ".c1{top:0;}.c1{left:0;}"),
    ("line breaks of another system", "a{top:0}\r\nb{top:0}\f", "a{top:0;}b{top:0;}"),
    ("at-words in capitals", "@MEDIA print{a{top:0}}@Layer base;", "@media print{a{top:0;}}@layer base;"),
    ("an at-word written with an escape", "@medi\\61  print{a{top:0}}b{top:0}", "b{top:0;}"),
    ("an at-word that goes on", "@media- print{a{top:0}}@media1 x{a{top:0}}b{top:0}", "b{top:0;}"),
    ("an old viewport", "@-ms-viewport{width:1px}@viewport{width:1px}", "@-ms-viewport{width:1px;}@viewport{width:1px;}"),
    ("pages that change", "@view-transition{navigation:auto}", "@view-transition{navigation:auto;}"),
    ("a bare at-rule with something behind it", "@font-face z9x{top:0}b{top:0}", ".c0{}b{top:0;}"),
    ("places to try", "@position-try --z9x{top:0}", "@position-try --c1{top:0;}"),
    ("colours of a font", "@font-palette-values --z9x{font-family:z9x}", "@font-palette-values --c1{font-family:c1;}"),
    *((f"an animation with {prefix}", f"@{prefix}keyframes z9x{{to{{top:0}}}}", f"@{prefix}keyframes c1{{to{{top:0;}}}}") for prefix in ("-webkit-", "-moz-", "-o-")),
    ("at-rules that count though they are not read", "@font-feature-values z9x{}@function --z9x(){}b{top:0}", ".c0{}.c0{}b{top:0;}"),
    ("a layer of which a name is not known counts", "@layer a b!;b{top:0}", ".c0{}b{top:0;}"),
    ("a layer behind a semicolon", ";@layer base;a{top:0}b{top:0}", "b{top:0;}"),
    ("an import behind a semicolon", ";@import 'z';a{top:0}b{top:0}", "b{top:0;}"),
    ("words before a semicolon spoil the next rule", "zephyrine;@media print{}a{top:0}b{top:0}", "a{top:0;}b{top:0;}"),
    ("a spoilt rule stays spoilt", "x;y}a{top:0}b{top:0}", "b{top:0;}"),
    ("a rule in a block of declarations", "@font-face{top:0;a{top:0}}b{top:0}", "@font-face{top:0;}b{top:0;}"),
    ("a bracket in a rule that is dropped", "zephyrine:zephyrine{a:b(c;d}e{top:0}", ""),
    ("a square bracket in a rule that is dropped", "a:zephyrine{b:c[d;e}f{top:0}", ""),
    ("closed brackets in a rule that is dropped", "a:zephyrine{b:c(d);e:[f]}b{top:0}", "b{top:0;}"),
    ("blocks in a rule that is dropped", "a:zephyrine{b{c{}}d{}}b{top:0}", "b{top:0;}"),
    ("no selector", "{top:0}b{top:0}", "b{top:0;}"),
    ("a declaration said twice", "a{z9x;top:0}b{z9x;top:0}", "a{top:0;}b{top:0;}"),
    ("nothing", "", ""),
]  # fmt: skip


def test_rules_are_told_apart_whatever_their_strings_hold() -> None:
    written = [
        'a{content:"}";}', 'b{content:"\\"}{";}', "i{content:'}\\'{';}", 'p{content:"";}', "u{quotes:'' \"}\";}", "@layer base;", ".c0{}",
        '@media print{a{content:"\\\\";}b{top:0;}}',
    ]  # fmt: skip
    for glue in ("", "\n", " \n "):
        assert css.rules(glue.join(written) + glue) == written
    assert css.rules('a{content:"x\\\n}";}b{}') == ['a{content:"x\\\n}";}', "b{}"]
    assert css.rules("") == css.rules("a{") == []


@pytest.mark.parametrize(("raw", "safe"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_sheet(raw: str, safe: str) -> None:
    assert _sheet(raw) == safe


DECLARATIONS_ROWS = [
    ("some", "color: red; --z9x: 1px; top: var(--z9x)", "color:red;--c1:1px;top:var(--c1)"),
    ("one that is none", "zephyrine: 1px; top: 0", "top:0"),
    ("an address", "background: url('/zephyrine.png') 0 0", "background:none 0 0"),
    ("a semicolon in an address", "background: url(data:a;b), none; top: 0", "background:none, none;top:0"),
    ("a brace ends it", "top: 0; left: {0}; right: 0", "top:0"),
    ("a bracket that stays open ends it", "top: 0; left: calc(1px; right: 0", "top:0"),
    ("a comment", "/* Zephyrine */ top: 0", "top:0"),
    ("nothing", " ; ", ""),
]


@pytest.mark.parametrize(("raw", "safe"), [r[1:] for r in DECLARATIONS_ROWS], ids=[r[0] for r in DECLARATIONS_ROWS])
def test_declarations(raw: str, safe: str) -> None:
    assert css.declarations(raw, Names(), strict=True) == safe


def test_names_of_a_sheet_meet_names_of_elements() -> None:
    names = Names()
    assert css.sheet(".user-zephyrine{top:0}", names, strict=True) == f".{names.token('user-zephyrine')}" + "{top:0;}\n"


def test_an_address_is_shown_in_balanced_only() -> None:
    def show(address: str) -> str:
        return address if address == "/logo.png" else ""

    raw = "background:url(/logo.png),url(/z.png)"
    assert css.declarations(raw, Names(), strict=False, show=show) == 'background:url("/logo.png"),none'
    assert css.declarations(raw, Names(), strict=True, show=show) == "background:none,none"
    assert css.sheet("a{" + raw + "}", Names(), strict=False, show=show) == 'a{background:url("/logo.png"),none;}\n'
    assert css.sheet("a{" + raw + "}", Names(), strict=True, show=show) == "a{background:none,none;}\n"


def test_a_sheet_that_is_too_long_is_hidden() -> None:
    assert css.sheet("a{top:0}" + " " * css.LENGTH, Names(), strict=True) == ""
    assert css.declarations("top:0;" + " " * css.LENGTH, Names(), strict=True) == ""


def test_blocks_deeper_than_anybody_writes_are_dropped() -> None:
    assert _sheet("a{" * 200 + "top:0" + "}" * 200 + "b{left:0}") == "a{" * 64 + "}" * 64 + "b{left:0;}"


PLACES = """
/*{}*/a{top:0} | .{}{top:0} | #{}{top:0} | {}{top:0} | {}-x .card-{}{top:0} | a[href='{}']{top:0} | a[title={}]{top:0}
a[{}]{top:0} | a[{}=x]{top:0} | [class*="{}"]{top:0} | [type={}]{top:0} | [type=text {}]{top:0} | a:{}{top:0} | a::{}{top:0}
:lang({}){top:0} | :lang("{}"){top:0} | ::part({}){top:0} | :is(.{}){top:0} | :nth-child({}){top:0} | :{}(a){top:0} | {}|a{top:0}
a{content:'{}'} | a{content:"{}" attr({})} | a{{}:1px} | a{{}} | a{--{}:1px} | a{--x:{}} | a{--x:'{}'} | a{--x:{{}}} | a{color:{}}
a{color:#{}} | a{width:1{}} | a{width:{}(1px)} | a{width:calc({})} | a{width:var(--{},{})} | a{background:url({})}
a{background:url('{}')} | a{background:url(data:image/png;base64,{})} | a{background:image-set('{}' 1x)} | a{background:src("{}")}
a{background:\\75rl({})} | a{font-family:{},serif} | a{font:1px '{}',serif} | a{animation:{} 1s} | a{grid-area:{}}
a{grid-template-areas:'{} b'} | a{quotes:'{}' '{}'} | a{filter:url('#{}')} | a{clip-path:url(#{})} | a{unicode-range:{}}
a{top:1px !{}} | a{syntax:'{}'} | @media {}{a{top:0}} | @media (min-width:{}){a{top:0}} | @media ({}:1px){a{top:0}}
@supports ({}:{}){a{top:0}} | @supports selector({}){a{top:0}}
@layer {}; | @layer x.{}{a{top:0}} | @container {} (width>1px){a{top:0}}
@container style(--{}:{}){a{top:0}} | @keyframes {}{to{top:0}} | @keyframes x{{}{top:0}}
@import '{}'; | @import url({}) layer({});
@charset '{}'; | @namespace {} url({}); | @font-face{font-family:'{}';src:url({}) format("{}")} | @property --{}{syntax:'{}'}
@counter-style {}{symbols:'{}';system:{}} | @page {}{margin:0} | @page{@{}{content:"{}"}} | @{} x; | @{}{a{top:0}} | a{@{} x;}
a{top:0;{}} | a{top:0}{} | <!--{}--> | a{.{} &{top:0}} | @scope ({}) to (.{}){a{top:0}} | @font-feature-values {}{@swash{{}:1}}
a{top:0}}{}{top:0} | ;{}{top:0} | a{content:"{}NEWLINE"} | a{background:url({}
a{x:y({} | a[{} | /*{} | a{content:'{} | \\{}{top:0} | a{--x:\\{}} | a{cursor:url({}) {},pointer}
"""
TEMPLATES = [place.replace("NEWLINE", "\n") for line in PLACES.strip().split("\n") for place in line.split(" | ")]
KNOWN = ATTRIBUTES | PSEUDO | COLOURS | FONTS | UNITS | frozenset(TAGS)
PAGE_TEXT = st.text(
    alphabet=st.sampled_from("abcdefghiklmnorstuvzABCZ0123456789 äßжκ٣日'\"@-_.,:;/\\*(){}[]#!%\n"), min_size=4, max_size=24
)


def _plain(text: str) -> str:
    return text


def _hex(text: str) -> str:
    return "".join(f"\\{ord(character):x} " for character in text)


def _long_hex(text: str) -> str:
    return "".join(f"\\{ord(character):06X}" for character in text)


def _slashes(text: str) -> str:
    return re.sub(r"([g-zG-Z])", r"\\\1", text)


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def _is_told(word: str) -> bool:
    """Whether a word may be shown for what it is: a word of CSS or of interfaces, a short number, a colour."""
    number = re.fullmatch(r"[0-9]{1,8}(?:e[0-9]{1,2})?([a-z]*)", word)
    colour = len(word) in (3, 4, 6, 8) and re.fullmatch("[0-9a-f]+", word)
    unit = number is not None and (number[1] in UNITS or not number[1])
    return bool(
        unit or colour or word in HUGE or word in KNOWN or structural(word, KNOWN) or re.fullmatch(r"[0-9]{1,2}[a-z]{1,2}", word)
    )


def _leaks(text: str, safe: str) -> list[str]:
    seen = (safe.lower(), unescaped(safe).lower(), unquote(safe).lower())
    words = [word for word in re.findall(r"[^\W_]{4,}", text) if not structural(word, KNOWN)]
    hidden = [word.lower() for word in words if not _is_told(word.lower())]
    return [word for word in hidden if any(word in way for way in seen)]


def test_the_control_shows_every_secret() -> None:
    for template in TEMPLATES:
        assert "{}" in template
        assert _leaks("Zephyrine", template.replace("{}", "Zephyrine")) == ["zephyrine"]
    assert _leaks("Zephyrine", _hex("Zephyrine")) == _leaks("Zephyrine", _percent("Zephyrine")) == ["zephyrine"]


@given(PAGE_TEXT, st.sampled_from(TEMPLATES), st.sampled_from([_plain, _hex, _long_hex, _slashes, _percent]))
def test_no_page_text_leaves_from_any_place(text: str, template: str, way: object) -> None:
    assert callable(way)
    raw = template.replace("{}", way(text))
    names = Names()
    for safe in (
        css.sheet(raw, names, strict=True),
        css.sheet("a{top:0}@media print{" + raw + "}", names, strict=False),
        css.declarations(raw, names, strict=True),
        css.declarations(raw.partition("{")[2].rstrip("}"), names, strict=True),
    ):
        assert _leaks(text, safe) == []
        assert not re.search(r"([^\d\s})])\1{5}", safe)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("way", [_plain, _hex, _long_hex, _slashes, _percent])
def test_a_name_leaves_from_no_place(template: str, way: object) -> None:
    assert callable(way)
    raw = template.replace("{}", way("Zephyrine"))
    names = Names()
    assert _leaks("Zephyrine", css.sheet(raw + " b{left:0}", names, strict=True)) == []
    assert _leaks("Zephyrine", css.declarations(raw.partition("{")[2].rstrip("}"), names, strict=True)) == []


@given(st.one_of(st.text(), st.lists(st.sampled_from(TEMPLATES)).map("".join), PAGE_TEXT))
def test_what_leaves_is_a_sheet_that_reads_as_itself(raw: str) -> None:
    safe = _sheet(raw)
    assert safe.isascii()
    assert safe.count("{") == safe.count("}")
    assert all(kind != "bad" for part in re.split("[{};]", safe) for kind, _ in tokens(part))
    again = _sheet(safe)
    assert [len(part) > 0 for part in re.split("[{}]", again)] == [len(part) > 0 for part in re.split("[{}]", safe)]
    declared = css.declarations(raw, Names(), strict=True)
    assert declared.isascii() and "{" not in declared


HARMLESS = """
:root{--color-primary:#0d6efd;--font-sans:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;--gap: ;}
*,*::before,*::after{box-sizing:border-box;}
body{margin:0;font-family:var(--font-sans);font-size:1rem;line-height:1.5;-webkit-text-size-adjust:100%;}
.card{position:relative;display:flex;flex-direction:column;border:1px solid rgba(0,0,0,.125);border-radius:.25rem;}
.card:hover > .card__title--active,.card:not(:first-child):nth-of-type(2n + 1){transform:translate3d(0,-4px,0) scale(1.02);}
.btn-primary:focus-visible{outline:2px solid currentColor;outline-offset:2px;transition:color .15s ease-in-out,transform 1s;}
.md\\:w-1\\/2{width:50%;}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,12rem),1fr));gap:calc(var(--gap) * 2);}
.layout{grid-template-areas:"header header" "sidebar main";}
.layout > main{grid-area:main;container:content / inline-size;}
.badge{background:linear-gradient(90deg,red 0%,hsl(210 50% 40% / .5) 100%);color:color-mix(in srgb,white 20%,black);}
input[type="checkbox"]:checked + label::after{content:"";z-index:2147483647;}
.form-control::placeholder{opacity:1 !important;}
@keyframes fade{0%{opacity:0;}to{opacity:1;}}
.modal{animation:fade .3s cubic-bezier(.4,0,.2,1) both;}
@media (min-width:768px) and (prefers-color-scheme:dark){.card{color:white;&:hover{color:gray;}}}
@supports (display:grid) and (not (display:inline-grid)){.card{float:none;}}
@container content (width > 400px){.card{padding:1em 2em;}}
@layer base,components;
@layer components{.nav > li{list-style:none;}}
@property --angle{syntax:"<angle>";inherits:false;initial-value:0deg;}
"""


def test_a_harmless_sheet_leaves_as_it_is() -> None:
    assert _sheet(HARMLESS) == HARMLESS.replace("\n", "")
