"""Personal data in text: what is found, what stays, and how sure that is on lines nobody tuned on."""

from __future__ import annotations

import importlib
import importlib.util
import random
import re
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recorder.detect import checks, find, identities
from tests.pii.corpus import lines
from tests.pii.report import Figures, measure

FOLDER = Path(__file__).parent / "pii"
KINDS = frozenset(
    ("email", "phone", "card", "iban", "national_id", "ip", "token") + ("birth_date", "document_id", "address", "person_name")
)


def unmarked(row: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A marked row without its language and its marks, and what the marks say."""
    text, spans, start = "", [], 0
    for piece in re.split("([⟦⟧])", row[3:]):
        if piece == "⟦":
            start = len(text)
        elif piece == "⟧":
            body, _, kind = text[start:].rpartition("|")
            text = text[:start] + body
            spans.append((start, len(text), kind))
        else:
            text += piece
    return text, spans


def table(file: str) -> list[str]:
    """The rows of a table, which has ⏎ and ⇥ for line ends and tabs."""
    found = (FOLDER / file).read_text(encoding="utf-8").split("\n")
    return [row.replace("⏎", "\n").replace("⇥", "\t") for row in found if row]


MARKED = table("marked.txt")
ORDINARY = table("ordinary.txt")


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind in find(text)]


def test_the_tables_hold_every_kind_and_language() -> None:
    assert {kind for row in MARKED for _, _, kind in unmarked(row)[1]} == KINDS
    assert {row[:2] for row in MARKED} == set(
        "en it de fr es pt nl pl cs el ru ar ja sv da no fi hu ro tr hr sl uk bg ko zh he".split()
    )
    assert len(ORDINARY) > 250


# Not a test for each row: a thousand of those take longer to begin than to run.
@pytest.mark.parametrize("language", sorted({row[:2] for row in MARKED}))
def test_finds_what_is_marked_and_nothing_else(language: str) -> None:
    rows = [unmarked(row) for row in MARKED if row.startswith(language)]
    assert [(text, spans) for text, spans in rows if find(text) != spans] == []


@pytest.mark.parametrize("part", range(10))
def test_keeps_what_only_looks_like_it(part: int) -> None:
    assert [(text, kinds(text)) for text in ORDINARY[part::10] if find(text)] == []


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Tel. ", "0171 2345678", "phone"),
        ("Passport ", "C01X00T47", "document_id"),
        ("born ", "3 March 1984", "birth_date"),
        ("BSN ", "111222333", "national_id"),
        ("Patient: ", "Wei Zhang", "person_name"),
        ("API key: ", "9f86d081884c7d659a2feaa0c55ad015", "token"),
        ("IP ", "5.2.3.4", "ip"),
    ],
)
def test_the_label_decides(label: str, value: str, kind: str) -> None:
    assert kinds(label + value) == [(kind, value)]
    assert kinds("Order " + value) == []


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("4111 1111 1111 1111", "4111 1111 1111 1112"),
        ("DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 01"),
        ("RSSMRA85T10A562S", "RSSMRA85T10A562T"),
        ("529.982.247-25", "529.982.247-26"),
        ("185057800608491", "185057800608492"),
        ("12345678Z", "12345678A"),
        ("131052-308T", "131052-308U"),
        ("780123/3540", "780123/3541"),
    ],
)
def test_without_a_label_check_digits_decide(number: str, wrong: str) -> None:
    assert [text for _, text in kinds(f"see {number} here")] == [number]
    assert kinds(f"see {wrong} here") == []


@lru_cache(maxsize=1)
def held_out() -> Figures:
    return measure(lines(held_out=True))


def test_the_corpus_is_split_and_no_group_is_in_both_parts() -> None:
    tuned, held = lines(held_out=False), lines(held_out=True)
    assert len(tuned) > 600
    assert len(held) > 300
    assert not {line.group for line in tuned} & {line.group for line in held}


def test_lines_nobody_tuned_on() -> None:
    figures = held_out()
    assert figures.marked.total() > 200
    assert figures.recall_over_all >= 0.98
    assert figures.precision_over_all >= 0.98
    assert figures.ordinary_share_hidden < 0.01


@pytest.mark.parametrize("kind", sorted(KINDS - {"document_id"}))
def test_each_kind_on_lines_nobody_tuned_on(kind: str) -> None:
    figures = held_out()
    assert figures.marked[kind] >= 4
    assert figures.recall(kind) >= 0.95
    assert figures.precision(kind) >= 0.94


def test_documents_on_lines_nobody_tuned_on() -> None:
    figures = held_out()
    assert figures.marked["document_id"] > 10
    assert figures.recall("document_id") >= 0.9
    assert figures.precision("document_id") >= 0.94


# Disguises: how a value can be written without becoming another one.

VALUES = ("4111 1111 1111 1111", "4111111111111111", "jane.doe@example.org", "DE89370400440532013000", "+49 30 901820")
DISGUISES: dict[str, Callable[[str], str]] = {
    "full-width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "zero-width spaces": lambda text: "\u200b".join(text),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "word joiners and marks": lambda text: "\u202a" + "\u2060".join(text) + "\u202c",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "no-break hyphens": lambda text: text.replace(" ", "\u2011"),
    "arabic digits": lambda text: text.translate({48 + n: 0x660 + n for n in range(10)}),
    "devanagari digits": lambda text: text.translate({48 + n: 0x966 + n for n in range(10)}),
    "mathematical letters": lambda text: "".join(chr(0x1D5BA + ord(c) - 97) if "a" <= c <= "z" else c for c in text),
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_hides_nothing_from_us(value: str, disguise: str) -> None:
    text = f"Seen: {DISGUISES[disguise](value)}, thanks"
    begin, end = len("Seen: "), len(text) - len(", thanks")
    hidden = {at for start, stop, _ in find(text) for at in range(start, stop)}
    visible = {at for at in range(begin, end) if text[at].isalnum()}
    assert visible <= hidden <= set(range(begin, end))


@settings(deadline=None)  # the first text takes long: tables and expressions are made for it
@given(st.lists(st.integers(0, 9), min_size=15, max_size=15), st.sampled_from(["", " ", "-", "\u00a0", "\u2009"]))
def test_every_valid_card_is_found(digits: list[int], separator: str) -> None:
    body = "4" + "".join(map(str, digits[1:]))
    check = next(str(last) for last in range(10) if checks.luhn(body + str(last)))
    number = separator.join(re.findall("....", body + check))
    if checks.card(body + check):
        assert [kind for kind, _ in kinds(f"card {number}.")] == ["card"]


@settings(deadline=None)  # the first text takes long: tables and expressions are made for it
@given(
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789._+-"), min_size=1, max_size=30),
    st.sampled_from(["example.org", "mail.example.co.uk", "exämple.de", "пример.рф"]),
    st.sampled_from(["@", "＠", "%40", "\u200b@", "@\u00ad"]),
)
def test_every_mail_address_is_found(local: str, host: str, sign: str) -> None:
    local = "j" + local.strip(".-_") + "e"
    text = f"to {local}{sign}{host} now"
    assert [(start, end) for start, end, _ in find(text)] == [(3, len(text) - 4)]


def test_a_number_right_behind_a_mail_address_does_not_hide_it() -> None:
    assert find("jane@example.com4")[0][2] == "email"
    assert find("lib@2.0.beta3") == []


LABELLED = (
    "Name: ",
    "Dear ",
    "Tel. ",
    "born ",
    "passport no. ",
    "Address:\n",
    "key=",
    "IBAN ",
    "ssn ",
    "@",
    "1",
    "12345 ",
    "\t",
    "\n",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(LABELLED), st.characters()), max_size=20).map("".join))
def test_never_raises_and_answers_ordered_spans_in_range(text: str) -> None:
    end_before = 0
    for start, end, kind in find(text):
        assert end_before <= start < end <= len(text)
        assert kind in KINDS
        end_before = end


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789-./ ,:+()@AaZzéΑЯ田٣\ud800\x00\u200b\n\t%'"), max_size=60))
def test_never_raises_on_what_resembles_numbers(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in find(text))


HOSTILE = (
    *("a", "1", "1 ", "a@", "a.", "1.1.1.1 ", "A1 ", "12 a ", "eyJabcdefghi.", "Name: ", "Aa ", "Aa 1, ", "(at)", "a at b dot "),
    *(
        "\t1\n",
        "5555 ",
        "5555\n",
        "ffff:",
        "Dear ",
        "é",
        "\u200b1",
        "12345 Aa ",
        "Aa 12, 12345 ",
        "a%40",
        "1/1/",
        "born 1/1/1980 ",
    ),
    *(
        "Address:\n12 a",
        "県1",
        "様",
        "key=",
        "aA1aA1aA1aA1aA1aA1 ",
        "Name\tEmail\nJane Doe\t",
        "DE89",
        "\ud800",
        "1 A SW7 4HR ",
        "a . b @ c . ",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    """Eight times the text may take at most thirty times the processor time; a quadratic pattern takes sixty-four."""
    find(piece * 10)
    spent = {size: min(_seconds(piece, size) for _ in range(2)) for size in (2_500, 20_000)}
    assert spent[20_000] < 30 * max(spent[2_500], 0.001)


def _seconds(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    begin = time.process_time()
    find(text)
    return time.process_time() - begin


def test_half_a_million_characters() -> None:
    assert find("x" * 500_000 + " jane@example.org")[0][2] == "email"


STDNUM = (
    ("it.codicefiscale", identities.codice_fiscale, "ABCDEF##H##Z###A"),
    ("fr.nir", identities.nir, "1##01########01"),
    ("es.dni", identities.dni, "########A"),
    ("br.cpf", identities.cpf, "###########"),
    ("tr.tckimlik", identities.kimlik, "###########"),
    ("hr.oib", identities.mod_11_10, "###########"),
    ("ch.ssn", checks.ean13, "756##########"),
    ("luhn", checks.luhn, "################"),
)


@pytest.mark.parametrize(("module", "ours", "shape"), STDNUM)
def test_check_digits_agree_with_python_stdnum(module: str, ours: Callable[[str], bool], shape: str) -> None:
    """On random numbers with the last characters tried in full, so that valid ones are among them."""
    theirs = importlib.import_module(f"stdnum.{module}") if _has_stdnum() else pytest.skip("python-stdnum is not installed")
    chance, valid = random.Random(module), 0
    for _ in range(60):
        body = "".join(chance.choice("0123456789") if sign == "#" else sign for sign in shape)
        for last in range(100):
            number = body[:-2] + f"{last:02}" if body[-1].isdigit() else body[:-1] + chr(65 + last % 26)
            if theirs.is_valid(number):
                valid += 1
                assert ours(number), number
            elif _only_the_check_digit_can_be_wrong(module):
                assert not ours(number), number
    assert valid


def _has_stdnum() -> bool:
    return importlib.util.find_spec("stdnum") is not None


def _only_the_check_digit_can_be_wrong(module: str) -> bool:
    return module in ("es.dni", "luhn", "hr.oib", "tr.tckimlik", "br.cpf")


def test_the_detectors_need_only_re_and_unicodedata() -> None:
    allowed = {"re", "unicodedata", "functools", "typing", "collections.abc", "__future__"}
    folder = Path(sys.modules["recorder.detect"].__file__ or "").parent
    imported = re.findall(r"^(?:from|import) ([a-z_][\w.]*)", "\n".join(map(Path.read_text, folder.glob("*.py"))), re.MULTILINE)
    assert imported
    assert set(imported) <= allowed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"Zephyrine" <zephyrine@quack.example>', ["Zephyrine"]),
        ("Ordered by Zephyrine Quackenbush (quackenbush.zephyrine@mail.example)", ["Zephyrine", "Quackenbush"]),
        ("Sales: sales@shop.example, Support: support@shop.example", []),
        ("Order zephyrine@quack.example a zephyrine hat", []),
    ],
)
def test_words_of_an_address_beside_it_are_a_name(text: str, names: list[str]) -> None:
    shown = [text[start:end] for start, end, kind in find(text) if kind == "person_name"]
    assert all(any(name in found for found in shown) for name in names) and bool(shown) == bool(names)
