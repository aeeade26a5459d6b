"""Two spellings of a word are folded into the same; other words are not."""

import pytest

from recorder.letters import PLAIN, TABLES, is_mixed, of, places


def words(text: str) -> list[str]:
    return [word for word, _, _ in places(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Núñez", "JOSE NUNEZ"),
        ("Zеphyrinе", "Zephyrine"),  # with two letters of the Cyrillic alphabet
        ("Ζephyrine", "zephyrine"),  # with one of the Greek
        ("Ｚｅｐｈｙｒｉｎｅ", "zephyrine"),
        ("Zeph\u00ady\u200brine", "zephyrine"),
        ("Ze\x01ph\x7fyri\u3164ne", "zephyrine"),
        ("٤٨٢١٣", "48213"),
        ("४८२१३", "48213"),
        ("Groß", "GROSS"),
    ],
)
def test_spellings_of_the_same(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(("one", "other"), [("Jürgen", "juergen"), ("Søren", "soren"), ("Søren", "soeren"), ("Łukasz", "lukasz"), ("Æther", "aether")])
def test_letters_that_are_written_in_two_ways(one: str, other: str) -> None:
    assert other in [places(one, table)[0][0] for table in of(one)]
    assert of(other) == [PLAIN]


def test_a_word_of_one_script_stays_what_it_is() -> None:
    assert not is_mixed("Сосна und Kiefer") and words("сосна") == ["сосна"]


def test_places_are_those_of_the_text_as_it_came() -> None:
    text = "an Zеph\u200byrinе, 山田"
    for table in TABLES:
        assert [text[first:last] for _, first, last in places(text, table)] == ["an", "Zеph\u200byrinе", "山", "田"]
