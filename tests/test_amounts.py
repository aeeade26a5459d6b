"""The same number and the same day have a name in common, however they are written; others have none."""

import pytest

from recorder.amounts import dates, numbers, parts_of, pieces

DAY = "1984-03-12"


def names(text: str) -> set[str]:
    return {name for _, _, names in (*numbers(text), *dates(text)) for name in names}


@pytest.mark.parametrize(
    "text",
    [
        "12.03.1984", "12/3/84", "3/12/1984", "19840312", "12031984", "12.03.1984 10:30", "1984年3月12日", "12 March 1984", "March 12, 1984",
        "Mar 12th 1984", "12-Mar-84", "12MAR1984", "12. März 1984", "12 mars 1984", "12 de marzo de 1984", "12 marzo 1984", "12 de março de 1984",
        "12 maart 1984", "12 marca 1984", "12. března 1984", "12 Μαρτίου 1984", "12 марта 1984", "12 مارس 1984", "Monday, 12 March 1984",
    ],
)  # fmt: skip
def test_a_day(text: str) -> None:
    assert names(text) & {name for _, _, names in dates(DAY) for name in names}


@pytest.mark.parametrize("text", ["13 March 1984", "12 April 1984", "12 March 1985", "12 bottles 1984", "12 1984", "42.13.1984", "March 1984"])
def test_no_such_day(text: str) -> None:
    assert not names(text) & {name for _, _, names in dates(DAY) for name in names}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234.50 €", "€ 1234.5"),
        ("1.234,50", "1234"),
        ("+49 171 2345678", "(0171) 234-56 78"),
        ("+49 171 2345678", "0049 (0)171/2345678"),
        ("+44 20 7946 0958", "020 7946 0958"),
        ("48213", "٤٨٢١٣"),
    ],
)
def test_a_number(one: str, other: str) -> None:
    assert names(one) & names(other)


@pytest.mark.parametrize(("one", "other"), [("1,234.50", "1,235.50"), ("0171 2345678", "0171 2345679"), ("48213", "4821")])
def test_another_number(one: str, other: str) -> None:
    assert not names(one) & names(other)


def test_numbers_side_by_side() -> None:
    assert "48213" in parts_of("48213 2") and "48213" in pieces("7 48213")
