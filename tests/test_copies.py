"""What stood in hidden places is found wherever a page repeats it, and ordinary words stay."""

import pytest

from recorder import copies
from recorder.copies import Copies


def hidden(text: str, *units: str) -> str:
    """The text, with a mark at each character that is hidden."""
    known = Copies()
    for unit in units:
        known.add(unit)
    at = {place for start, end, _ in known.find(text) for place in range(start, end)}
    return "".join("*" if place in at else character for place, character in enumerate(text))


NAME = "Zephyrine Quackenbush"
SENTENCE = "The patient was admitted with pulmonary trouble after long hours in the harbour, said Marla Okonjo, and went home."


@pytest.mark.parametrize(
    ("unit", "text", "shown"),
    [
        (NAME, "Moved: ZEPHYRINE quackenbush!", "Moved: *********************!"),
        (NAME, "Quackenbush's file", "***********'s file"),
        (NAME, "the Quackenbushs", "the ************"),
        (NAME, "Zeph\u200byrine\u00a0Quackenbush", "**********************"),
        (NAME, "Zephyr… was moved", "******… was moved"),
        (NAME, "ZephyrineQuackenbush41", "**********************"),
        ("Mei Lin", "Hello Mei", "Hello ***"),
        ("José Núñez", "jose nunez", "**********"),
        ("Оксана Зкваленко", "Файл: Зкваленко", "Файл: *********"),
        ("山田太郎", "山田太郎様", "****様"),
        ("sepsis", "Diagnosis: sepsis", "Diagnosis: ******"),
        ("S3CR3T", "row-S3CR3T-copy, xS3CR3Tx", "row-******-copy, ********"),
        ("41337", "Saved 41337", "Saved *****"),
        ("Balance: 12,340.50 €", "You owe 12340.5", "You owe *******"),
        ("4711", "No. 4711", "No. ****"),
        ("19.03.1985", "on 19/03/1985", "on **********"),
        ("19.03.1985", "on 1985-3-19", "on *********"),
        ("€ 84.20", "84.2 EUR", "**** EUR"),
        (SENTENCE, "… admitted with pulmonary trouble after …", "… ************************************* …"),
        (SENTENCE, "Okonjo", "******"),
        ("joe.secret@example.com", "Joe Secret", "**********"),
        (NAME, "Z.e.p.h.y.r.i.n.e", "*****************"),
        (NAME, "eniryhpez", "*********"),
        (NAME, "Hello Zephy", "Hello *****"),
        (NAME, "zquackenbush at work", "************ at work"),
        (NAME, "Zеphyrinе", "*********"),
        ("Jürgen Müßig", "juergen muessig", "***************"),
        ("Søren", "SOREN", "*****"),
        ("1984-03-12", "on 12. März 1984", "on *************"),
        ("born on 12 March 1984", "12/3/84", "*******"),
        ("+49 171 2345678", "Tel. 0171 (234) 5678", "Tel. ***************"),
        ("7 48213", "48213 2 items", "******* items"),
        ("48213", "٤٨٢١٣", "*****"),
    ],
)
def test_a_copy_is_hidden(unit: str, text: str, shown: str) -> None:
    assert hidden(text, unit) == shown
    assert hidden(text, unit, *(f"Zq{one}{other}z" for one in "ghvwzk" for other in "qxjwvbkzg")) == shown, "among many"
    assert hidden(text) == text, "the control"


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("Delete", "Delete this row"),
        ("Add to cart", "Add to cart"),
        ("Rechnung", "Ihre Rechnung"),
        ("Customer name", "Customer name"),
        ("Total: 3 items", "3 items"),
        ("12", "12 of 12"),
        ("9.90", "9.90"),
        ("2026", "© 2026"),
        ("Order 4711 of 2026", "4711"),
        ("100 ml", "100ml"),
        (SENTENCE, "The patient went home after long hours."),
        (SENTENCE, "pulmonary medicine"),
        (NAME, "A zephyr in the quack of it"),
        ("Mei", "Meister Meier"),
        ("Marco", "San Marcopolo"),
        ("on 12 March", "12 bottles of March 1984"),
        ("page 3 of 12 on 2026", "3/12/26"),
        ("a b c d", "e f g h"),
        (NAME, "Zephy the goat"),
        ("Orderling Vorn", "your order"),
    ],
)
def test_ordinary_words_and_short_numbers_stay(unit: str, text: str) -> None:
    assert hidden(text, unit) == text


def test_the_older_half_is_forgotten_beyond_the_limit() -> None:
    known = Copies()
    for number in range(copies.MOST + 1):
        known.add(f"Zqname{number + 100_000}")
    assert len(known._units) <= copies.MOST
    assert known.find(f"Zqname{copies.MOST + 100_000}")
    assert not known.find("Zqname100000")


def test_of_a_long_unit_each_piece_counts() -> None:
    unit = "Zqfirst Marla " + "x " * copies.LONGEST + "said Zqlast Vorn " + "x " * 30 * copies.LONGEST + "Zqnever Vorn"
    assert hidden("Zqfirst Zqlast, Zqnever", unit) == "******* ******, Zqnever"


def test_what_is_found_changes_with_its_version() -> None:
    known, versions = Copies(), set[int]()
    for change in (lambda: known.add(NAME, 1), lambda: known.add("Marla Okonjo", 2), lambda: known.remove([NAME], 1)):
        change()
        versions.add(known.version)
    assert len(versions) == 3
    known.add("Marla Okonjo", 3)
    known.remove(["Marla Okonjo"], 3)
    assert known.version in versions, "nobody finds anything else"
