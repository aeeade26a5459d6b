"""Taint: what was typed is hidden where the page repeats it, and little else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recorder.taint import _MOST_RUNS, LONGEST, MOST, Taint
from tests.test_recorder import start


@pytest.mark.parametrize(
    "sentence, typed, text, hidden",
    [
        ("as it was typed", "Zephyrine", "Dear Zephyrine,", "Zephyrine"),
        ("in capitals", "Zephyrine", "DEAR ZEPHYRINE", "ZEPHYRINE"),
        ("spaced out", "12 34 56 78", "No. 12345678", "12345678"),
        ("with other signs", "12/34-5678", "no 1234 5678", "1234 5678"),
        ("letters that grow when folded", "Strasse 5", "Straße 5", "Straße 5"),
        ("a short one as a word", "Ann", "Hello Ann", "Ann"),
        ("a short one inside a word", "Ann", "channel", ""),
        ("a short one at the end of a word", "Ann", "Joann", ""),
        ("a short one before a digit", "Ann", "ann5 ann", "ann"),
        ("a short one after a digit", "Ann", "ann 5ann", "ann"),
        ("a short one between signs", "Ann", "Re:(Ann)", "Ann"),
        ("each time", "Ann", "Ann, Bob, Ann", "AnnAnn"),
        ("five letters inside a word", "Marco", "San Marcopolo", ""),
        ("five letters and an ending", "Marco", "Marconi", "Marconi"),
        ("six letters inside a word", "Marina", "Marinarama", "Marina"),
        ("a day with its month's name", "1984-03-12", "born March 12, 1984", "March 12, 1984"),
        ("a telephone number from abroad", "0171 2345678", "+49 (171) 234-5678", "49 (171) 234-5678"),
        ("with umlauts spelled out", "Jürgen Müßig", "juergen.muessig", "juergen.muessig"),
        ("in letters of another script", "Zephyrine", "Zеphyrinе", "Zеphyrinе"),
        ("in other digits", "48213", "٤٨٢١٣", "٤٨٢١٣"),
        ("too short", "ab", "ab", ""),
        ("something else", "Zephyrine", "Dear customer", ""),
        ("with accents left out", "Žofie Nováková", "zofie-novakova", "zofie-novakova"),
        ("in full-width letters", "Zephyrine", "Ｚｅｐｈｙｒｉｎｅ", "Ｚｅｐｈｙｒｉｎｅ"),
        ("with soft hyphens", "Zephyrine", "Zephy\u00adrine", "Zephy\u00adrine"),
        ("in an address", "zoe@quack.example", "?m=zoe%40quack.example", "zoe%40quack.example"),
        ("in base64", "Zephyrine!", "id WmVwaHlyaW5lIQ== x", "WmVwaHlyaW5lIQ"),
        ("in hexadecimal", "Zephyrine", "5a65706879 72696e65", "5a65706879 72696e65"),
        ("backwards", "Zephyrine", "eniryhpeZ", "eniryhpeZ"),
        ("the name in an e-mail address", "zephyrine@quack.example", "Hello zephyrine", "zephyrine"),
        ("one word of a name", "Zephyrine Quackenbush", "Hello Zephyrine", "Zephyrine"),
        ("one word of a sentence", "blue shirt size", "our shirt", ""),
        ("an excerpt", "My heart has been racing since Tuesday, I think", "My heart has been rac…", "My heart has been rac"),
        ("the second line", "Dear all,\nmy heart has been racing", "Note: my heart has been racing.", "my heart has been racing"),
        ("a run that is too short to tell", "my heart has been racing", "has been ra", ""),
    ],
)
def test_what_is_found(sentence: str, typed: str, text: str, hidden: str) -> None:
    taint = Taint()
    taint.add(1, typed)
    covered = {at for first, last, _ in taint.find(text) for at in range(first, last)}
    assert "".join(text[at] for at in sorted(covered)) == hidden, sentence


def test_typing_on_keeps_one_value_and_clearing_keeps_it() -> None:
    taint = Taint()
    for value in ("Zep", "Zephy", "Zephyrine", "Zephyrin", ""):
        taint.add(1, value)
    assert len(taint._typed) == 1 and taint.find("Zephyrine") == [(0, 9, "typed")]


def test_a_part_of_what_was_typed_key_by_key_is_found_however_long_it_became() -> None:
    taint = Taint()
    words = "".join(f"word{number} " for number in range(60))
    for end in range(1, len(words)):
        taint.add(1, words[:end])
    assert hidden(taint, "so word1 word2 word3 and") == "so ................. and"
    assert len(taint._runs) < len(words)


def test_runs_are_kept_within_a_limit_and_those_of_now_stay() -> None:
    taint = Taint()
    for number in range(60):
        taint.add(number, f"{number} " + "".join(f"{number * 1000 + at:05d}" for at in range(300)))
    assert len(taint._runs) <= _MOST_RUNS + LONGEST
    assert hidden(taint, "x 59001590025900359004 x") == "x .................... x"


def hidden(taint: Taint, text: str) -> str:
    """The text with a dot for each hidden character."""
    found = taint.find(text)
    return "".join("." if any(first <= at < last for first, last, _ in found) else sign for at, sign in enumerate(text))


def test_what_overlaps_is_hidden_to_the_last_character() -> None:
    taint = Taint()
    taint.add(1, "0000000")
    assert hidden(taint, "a 00000000 b") == "a ........ b"


def test_a_value_that_gave_way_to_another_is_still_hidden() -> None:
    taint = Taint()
    taint.add(1, "Zephyrine")
    taint.add(1, "Quackenbush")
    assert hidden(taint, "Zephyrine Quackenbush") == "......... ..........."


def test_fields_that_begin_alike_are_kept_apart() -> None:
    for values in (("Anna", "Annabella"), ("Annabella", "Anna")):
        taint = Taint()
        for field, value in enumerate(values):
            taint.add(field, value)
        assert hidden(taint, "Anna, Annabella") == "...., .........", values


def test_the_same_in_two_fields_is_kept_once() -> None:
    taint = Taint()
    taint.add(1, "Zephyrine")
    taint.add(2, "zephyrine")
    assert taint.find("Zephyrine") == [(0, 9, "typed")]


def test_of_a_long_message_as_much_is_hidden_as_is_kept() -> None:
    taint = Taint()
    message = "Dear all, " * LONGEST
    taint.add(1, message)
    assert hidden(taint, message[:LONGEST]) == "." * (LONGEST - 2) + message[LONGEST - 2 : LONGEST]
    assert len(taint._typed[0][1]) <= LONGEST


def test_boxes_side_by_side_count_as_one() -> None:
    taint = Taint()
    for box, digit in enumerate("739518"):
        taint.add(20 + 3 * box, digit)
    assert hidden(taint, "Code 739518, 7395180, 73") == "Code ......, ......0, 73"
    taint.add(90, "42")
    assert hidden(taint, "code 73951842, 1842") == "code ......42, 1842"


def test_the_other_spellings_of_a_value_stay_hidden_when_it_changed() -> None:
    taint = Taint()
    for value in ("Zeph", "Zephyrine!", "Marmaduke", ""):
        taint.add(1, value)
    assert hidden(taint, "WmVwaHlyaW5lIQ ekudamraM") == ".............. ........."


@pytest.mark.parametrize(
    ("sentence", "typed", "text", "left"),
    [
        ("in an address", "jo o'neil", "?q=jo%20o'neil&r=jo", "?q=...........&r=jo"),
        ("in an address, beyond ASCII", "m\u00fcller&co", "?q=m%C3%BCller%26co", "?q=................"),
        ("in hexadecimals", "zephyr", "7A6570687972!", "............!"),
        ("in base 64", "zephyr", "emVwaHly!", "........!"),
        ("in base 64 with padding", " zephyrs ", "emVwaHlycw==", "..........=="),
        ("backwards", "zephyr", "ryhpez", "......"),
        ("the part before the at sign", "zoe.q@b@example.org", "Hi zoe.q of example.org", "Hi ..... of example.org"),
        ("the parts of a name", "Zephyrine Quack", "Zephyrine or Mrs Quack", "......... or Mrs ....."),
        ("the parts of a name of four", "Ann Maria Zoe Quack", "Quack, Zoe, Maria, Ann", "....., ..., ....., ..."),
        ("a part that is too short", "Jo Quack", "Jo is Quack", "Jo is ....."),
        ("a sentence is no name", "Where is my Order", "your Order", "your Order"),
        ("nine words are no name", "Ann and some more of us will go to Cleo there", "some of us", "some of us"),
        ("an amount without its last nought", "1234567.50", "1,234,567.5 EUR", "........... EUR"),
        ("an amount rounded, as elsewhere", "1.234.567,50 \u20ac", "$1 234 567!", "$.........!"),
        ("a small amount is not looked for in part", "12.50", "125 or 12", "125 or 12"),
        ("too little to be encoded", "ab12", "21ba", "21ba"),
    ],
)
def test_other_spellings(sentence: str, typed: str, text: str, left: str) -> None:
    taint = Taint()
    taint.add(1, typed)
    assert hidden(taint, text) == left, sentence


def test_long_values_are_not_looked_for_in_other_spellings() -> None:
    taint = Taint()
    taint.add(1, "zephyrine " * 20)
    assert "." in hidden(taint, ("zephyrine " * 20)[::-1])
    taint.add(2, "quackenbush " * 20)
    assert "." not in hidden(taint, ("quackenbush " * 20)[::-1])


@pytest.mark.parametrize(
    ("sentence", "boxes", "text", "left"),
    [
        ("typed in another order", [(3, "51"), (1, "73"), (2, "95")], "739551", "......"),
        ("four in each", [(1, "7395"), (2, "1842")], "73951842", "........"),
        ("as far apart as small fields may be", [(1, "73"), (17, "95")], "7395", "...."),
        ("further apart", [(1, "73"), (18, "95")], "7395", "7395"),
        ("from the second on", [(1, "1"), (2, "73"), (3, "95")], "7395", "...."),
        ("too short in all", [(1, "7"), (2, "3"), (3, "9")], "739", "739"),
        ("one was emptied later", [(1, "73"), (2, "95"), (1, "")], "7395", "...."),
        ("one became a long one", [(1, "73"), (2, "95"), (1, "73x99")], "7395", "7395"),
        ("twelve in a row and one more", [(box, "abcdefghijklm"[box]) for box in range(13)], "abcdefghijklm", "............."),
    ],
)
def test_small_fields(sentence: str, boxes: list[tuple[int, str]], text: str, left: str) -> None:
    taint = Taint()
    for box, typed in boxes:
        taint.add(box, typed)
    assert hidden(taint, text) == left, sentence


def test_correcting_a_value_keeps_the_spellings_of_the_longer_one() -> None:
    taint = Taint()
    for value in ("zephyrine", "zephyr", "zephyrus"):
        taint.add(1, value)
    for value in ("zephyrine", "zephyrus"):
        assert hidden(taint, value[::-1]) == "." * len(value), value


def test_the_other_spellings_of_every_field_are_hidden() -> None:
    taint = Taint()
    taint.add(1, "zephyrine")
    taint.add(2, "quackenbush")
    assert hidden(taint, f"{'zephyrine'[::-1]} {'quackenbush'[::-1]}") == "......... ..........."


def test_a_visit_has_room_for_many_fields() -> None:
    taint = Taint()
    for number in range(MOST + 2):
        taint.add(20 * number, f"{number:04}")
        taint.add(20 * number + 5, f"someone{number}")
    assert len(taint._pieces) == MOST and len(taint._last) <= MOST + 1 and len(taint._others) <= MOST
    assert hidden(taint, f"someone{MOST + 1}"[::-1]) == "." * 10


def test_fields_of_two_pages_are_not_the_same() -> None:
    taint = Taint()
    first, second = taint.begin_page(), taint.begin_page()
    assert 0 < first < second and second - first > 1_000_000_000
    taint.add(first + 1, "73")
    taint.add(second + 2, "95")
    assert hidden(taint, "7395") == "7395"


def test_there_is_a_limit() -> None:
    taint = Taint()
    for number in range(2 * MOST):
        taint.add(number, f"value {number}")
    assert len(taint._typed) == MOST and taint.find(f"value {2 * MOST - 1}")


@given(st.text(), st.text())
def test_never_raises_and_stays_in_range(typed: str, text: str) -> None:
    taint = Taint()
    taint.add(1, typed)
    assert all(0 <= first < last <= len(text) for first, last, _ in taint.find(text))


@pytest.mark.parametrize("option", ["balanced", "allow"])
def test_a_page_that_repeats_what_was_typed(option: str) -> None:
    html = "<input id=a><p id=p data-velo=allow>Hello</p><p id=q>Hello</p>"
    page, probe, recorder = start(html, preset="balanced" if option == "balanced" else "strict")
    recorder.receive(probe.batch([["value", 0, probe.ids[page.find("a")], "blue giraffe", None, True]], 1100))
    page.find("p").children[0].text = "You said BLUE giraffe twice"
    recorder.receive(probe.batch(probe.changes(), 1200))
    lines = recorder.take()
    assert "giraffe" not in lines and "You said " in lines and " twice" in lines


def test_the_control_what_nobody_typed_is_shown() -> None:
    page, probe, recorder = start("<input id=a><p id=p>Hello</p>", preset="balanced")
    page.find("p").children[0].text = "You said BLUE giraffe twice"
    recorder.receive(probe.batch(probe.changes(), 1200))
    assert "giraffe" in recorder.take()


def test_what_stood_in_a_field_on_the_way_is_hidden_as_a_word_of_its_own() -> None:
    taint = Taint()
    for value in ("Mar", "Marm", "Marmaduke", "Marmad"):
        taint.add(1, value)
    assert hidden(taint, "Dear Marm, Marmad, Marmalade, Marmaduke") == "Dear ...., ......, Marmalade, ........."


def test_of_very_much_that_was_typed_each_is_found() -> None:
    taint = Taint()
    for number in range(200):
        taint.add(number, f"quack{number:03d}enbush")
    assert taint.find("hello Quack-117-Enbush") == [(6, 22, "typed")]
    assert taint.find("hello quack there") == [] == taint.find("")
    taint.add(500, "hello")
    assert taint.find("hello quack there") == [(0, 5, "typed")]


def test_what_an_editor_takes_out_of_its_field_key_by_key_is_one_text() -> None:
    taint = Taint()
    for key in "Quackennbush":
        taint.add(1, key)
        taint.add(1, "")
    assert taint.find("const Quackennbush = 1") and not taint.find("const Quarry = 1")
    taint.add(1, "\n")
    taint.add(1, "")
    for key in ("Zep", "Zephy", "", "ri", "", "ne", ""):  # an input method puts in more than a letter
        taint.add(1, key)
    assert taint.find("let Zephyrine")


def test_numbers_and_ordinary_values_are_no_text_taken_out_key_by_key() -> None:
    taint = Taint()
    for value in ("1", "", "2", "", "3", "", "a longer line", "", "b", ""):
        taint.add(1, value)
    assert not taint.find("123") and not taint.find("123b") and taint.find("a longer line")


def test_an_echo_counts_as_a_whole_and_as_a_piece_of_an_address() -> None:
    taint = Taint()
    assert not taint.find("vanillabrim")
    taint.add_echo("Vanillabrim")
    taint.add_echo("abc")
    assert taint.find(" VANILLABRIM!") == [(0, 13, "typed")]
    assert taint.find("shop/vanillabrim/abc") == [(5, 16, "typed")]
    assert not taint.find("we like vanillabrim"), "it may be any text of the page"
