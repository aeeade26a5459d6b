"""Which class names, ids, tags and attribute names stay and which are renamed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder import names
from recorder.names import Names, structural
from recorder.words import ATTRIBUTES, INTERFACE, TAGS

STAYS = [
    ("one word of the interface", "card"),
    ("two words with a dash", "product-card"),
    ("BEM with element and modifier", "card__title--active"),
    ("camel case", "navBarItem"),
    ("a capitalised component", "CheckoutForm"),
    ("an upper-case word", "CTA"),
    ("a Bootstrap column", "col-md-6"),
    ("a utility with one letter", "w-4"),
    ("a negative utility", "-mt-2"),
    ("a Tailwind variant", "md:hover:underline"),
    ("a Tailwind fraction", "w-1/2"),
    ("a breakpoint that begins with a digit", "max-w-2xl"),
    ("a private name", "_root"),
    ("two letters", "ab"),
    ("a letter and a digit", "h1"),
    ("a capital letter and a digit", "H1"),
    ("one letter", "c"),
    ("a capital letter", "Q"),
    ("two capital letters", "QX"),
    ("two digits behind a word", "col12"),
    ("two digits before a word", "12col"),
    ("two underscores in front, one behind", "__card_"),
    ("an underscore, a dot, a slash between", "card_title.nav/item"),
    ("capitals behind a dash", "nav-Item"),
    ("an acronym before a word", "CTAButton"),
    ("a letter and a digit before a word", "c1-nav"),
]

RENAMED = [
    ("a person's name", "Zephyrine"),
    ("a person's name after a word", "user-Zephyrine"),
    ("a person's name in camel case", "userZephyrine"),
    ("a short secret out of letters and digits", "S3CR3T"),
    ("a number", "order-4711"),
    ("three digits", "col-1-2-3"),
    ("three digits in a row", "col123"),
    ("three letters that are no word", "zqx"),
    ("a person's name in capitals before a word", "ZEPHYRINEButton"),
    ("a person's name in capitals behind a word", "cardZEPHYRINE"),
    ("a name like those of tags made here", "v-7"),
    ("three dashes in front", "---card"),
    ("three dashes behind", "card---"),
    ("a date in small numbers", "date-12-11"),
    ("single letters that spell a word", "j-o-h-n"),
    ("letters and digits that spell a word", "a1-b2"),
    ("a hash", "css-1q2w3e"),
    ("a CSS module", "Button_button__x8Kd2"),
    ("an at sign", "a@b"),
    ("a word in another script", "kartеn"),
    ("a letter outside ASCII", "größe"),
    ("a full-width digit", "col-６"),
    ("an Arabic digit", "col-٦"),
    ("a long s that folds to ASCII", "ſection"),
    ("a diagnosis", "is-diabetic"),
    ("a standing of a person", "is-admin"),
    ("an arbitrary Tailwind value", "before:content-['Zephyrine']"),
    ("a run of separators", "card---------title"),
    ("separators only", "--"),
    ("a name like the ones made here", "c7"),
    ("a name like the ones made here, in upper case", "C7"),
    ("gibberish in mixed case of real words", "CaRd"),
    ("a space inside an id", "card title"),
    ("a line break at the end", "card\n"),
    ("a very long chain of words", "-".join(["card"] * 20)),
]


@pytest.mark.parametrize("name", [row[1] for row in STAYS], ids=[row[0] for row in STAYS])
def test_structural_name_stays(name: str) -> None:
    made = Names()
    assert made.token(name) == name
    assert made.ident(name) == name


@pytest.mark.parametrize("name", [row[1] for row in RENAMED], ids=[row[0] for row in RENAMED])
def test_other_name_is_renamed(name: str) -> None:
    made = Names()
    assert made.token(name) == "c1"
    assert made.ident(name) == "c1"


def test_one_raw_name_has_one_safe_name_and_two_have_two() -> None:
    made = Names()
    first, second = made.token("Zephyrine"), made.token("Philomena")
    assert first != second
    assert made.token("Zephyrine") == first
    assert made.tokens("Philomena card Zephyrine") == f"{second} card {first}"


def test_class_attribute_is_split_at_html_space_only() -> None:
    made = Names()
    assert made.tokens(" card\t\n\f\r btn ") == "card btn"
    assert made.tokens("card\u00a0btn") == "c1"
    assert made.tokens("") == ""
    assert made.tokens(" \n") == ""


def test_class_attribute_is_cut_at_its_limit() -> None:
    assert Names().tokens("card " * (names.TOKENS + 50)).split() == ["card"] * names.TOKENS


def test_past_the_limit_every_name_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "LIMIT", 2)
    made = Names()
    assert [made.token(name) for name in ("Aaron", "Berta", "Caesar", "Dora", "Aaron")] == [
        "c1",
        "c2",
        "c0",
        "c0",
        "c1",
    ]
    assert made.token("card") == "card"
    assert made.tag("ae-ron") == "v-3"
    assert list(made._tokens) == ["Aaron", "Berta"]


def test_a_name_too_long_to_keep_has_the_fixed_name() -> None:
    assert Names().token("Z" * (names.LENGTH + 1)) == "c0"


TAG_ROWS = [
    ("HTML in upper case", "TABLE", "table"),
    ("SVG in its own case", "linearGradient", "linearGradient"),
    ("SVG folded by a page", "foreignobject", "foreignObject"),
    ("MathML", "mfrac", "mfrac"),
    ("a reserved SVG name with a hyphen", "font-face", "font-face"),
    ("a heading", "H1", "h1"),
    ("a custom element of interface words", "product-card", "product-card"),
    ("a custom element with a short prefix", "x-card", "x-card"),
    ("a custom element in upper case", "PRODUCT-CARD", "product-card"),
    ("a custom element named after somebody", "x-zephyrine", "v-1"),
    ("a custom element with a number", "card-4711", "v-1"),
    ("a custom element in another script", "card-größe", "v-1"),
    ("a custom element like the ones made here", "v-7", "v-1"),
    ("an unknown tag is not turned into a standard one", "zephyrine", "v-1"),
    ("an unknown tag of an interface word", "price", "v-1"),
    ("a tag with a prefix", "fb:like", "v-1"),
    ("digits at the end of words", "nav1-col2", "nav1-col2"),
    ("a custom element with a prefix behind", "card-title:card", "v-1"),
    ("a dash in front", "-card", "v-1"),
    ("two dashes", "card--title", "v-1"),
    ("an underscore", "card_-title", "v-1"),
    ("an underscore behind", "card-title_", "v-1"),
    ("a Kelvin sign folds to k", "\u212abd", "v-1"),
    ("nothing", "", "v-1"),
]


@pytest.mark.parametrize(("raw", "safe"), [row[1:] for row in TAG_ROWS], ids=[row[0] for row in TAG_ROWS])
def test_tag(raw: str, safe: str) -> None:
    assert Names().tag(raw) == safe


def test_a_tag_has_one_name_in_either_case() -> None:
    made = Names()
    assert made.tag("X-ZEPHYRINE") == made.tag("x-zephyrine") == made.tag("X-Zephyrine") == "v-1"


ATTRIBUTE_ROWS = [
    ("HTML", "href", "href"),
    ("SVG camel case", "viewBox", "viewBox"),
    ("a namespace", "xlink:href", "xlink:href"),
    ("ARIA", "aria-labelledby", "aria-labelledby"),
    ("data of interface words", "data-bs-toggle", "data-bs-toggle"),
    ("data named after somebody", "data-zephyrine", "data-v1"),
    ("a scope of a build tool", "data-v-7ba5bd90", "data-v1"),
    ("one like the ones made here", "data-v3", "data-v1"),
    ("a scope of a build tool without a number", "data-v", "data-v"),
    ("an e-mail address as a name", "a@example.org", "data-v1"),
]


@pytest.mark.parametrize(
    ("raw", "safe"), [row[1:] for row in ATTRIBUTE_ROWS], ids=[r[0] for r in ATTRIBUTE_ROWS]
)
def test_attribute(raw: str, safe: str) -> None:
    assert Names().attribute(raw) == safe


def test_an_attribute_has_one_name_and_another_has_another() -> None:
    made = Names()
    assert [made.attribute(name) for name in ("data-zoe", "data-ann", "data-zoe")] == ["data-v1", "data-v2", "data-v1"]


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("a b", "a b"),
        ("z o", "z o"),
        ("z o e", "c1 c2 c3"),
        ("card z o e card", "card c1 c2 c3 card"),
        ("xs md lg", "xs md lg"),
        ("card a xs b nav", "card a xs b nav"),
        ("nav row card", "nav row card"),
    ],
)
def test_short_names_side_by_side_could_spell_something(raw: str, safe: str) -> None:
    made = Names()
    assert made.tokens(raw) == made.tokens(raw) == safe


def test_a_short_name_alone_keeps_its_name_after_it_was_one_of_many() -> None:
    made = Names()
    assert (made.tokens("z o e"), made.token("z"), made.tokens("z")) == ("c1 c2 c3", "z", "z")


@pytest.mark.parametrize("name", ["user-2", "user12", "card-user-3", "user-nav-2", "2user"])
def test_a_number_beside_a_word_for_people_is_renamed(name: str) -> None:
    assert Names().token(name) == "c1"
    assert Names().token(name.translate(dict.fromkeys(range(48, 58))).strip("-")) != "c1"


@pytest.mark.parametrize(
    ("tag", "is_one"),
    [
        *((tag, True) for tag in "de DE de-AT pt-br zh-Hans zh-hant sr-latn sr-CYRL".split()),
        *((tag, False) for tag in ("", "zephyrine", "de-zephyrine", "zephyrine-de", "de-AT-zephyrine", "de_AT", "-de", "AT")),
    ],
)
def test_languages(tag: str, is_one: bool) -> None:
    assert names.is_language(tag) is is_one


WORD = st.text(
    alphabet=st.sampled_from("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789äßжκ٣日"), min_size=4, max_size=12
)
SECRET = WORD.filter(lambda word: not structural(word, ATTRIBUTES) and word.lower() not in TAGS)


@given(
    SECRET, st.sampled_from(sorted(INTERFACE)), st.sampled_from(["-", "_", ":", "/", ".", " ", "--", "", "@"])
)
def test_no_secret_in_any_name(secret: str, word: str, glue: str) -> None:
    made = Names()
    for raw in (secret, word + glue + secret, secret + glue + word, word + glue + secret + glue + word):
        if structural(raw, ATTRIBUTES):  # glued without a separator it can be a word
            continue
        for safe in (made.token(raw), made.tokens(raw), made.ident(raw), made.tag(raw), made.attribute(raw)):
            assert secret.lower() not in safe.lower()


@given(st.text())
def test_any_text_gives_short_ascii_that_is_kept_on_a_second_pass(raw: str) -> None:
    made = Names()
    for safe in (made.token(raw), made.ident(raw), made.tag(raw), made.attribute(raw)):
        assert safe.isascii()
        assert len(safe) <= 64
        assert not any(run * 4 in safe for run in "-_:/.0123456789")
    token = made.token(raw)
    assert token == raw or names._OURS.fullmatch(token) or not raw


@given(st.lists(st.text(max_size=6), unique=True))
def test_different_names_stay_different(raws: list[str]) -> None:
    made = Names()
    raws = [raw for raw in raws if raw]
    assert len({made.token(raw) for raw in raws}) == len(raws)
    assert len({made.attribute(raw) for raw in raws}) == len(raws)
