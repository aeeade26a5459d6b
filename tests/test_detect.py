"""Personal data in text: what is found, what stays, and how sure that is on lines nobody tuned on."""

from __future__ import annotations

import pytest

from recorder.detect import find


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind in find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to jane.doe@example.org today", [("email", "jane.doe@example.org")]),
        ("Visa 4111 1111 1111 1111 exp 12/27", [("card", "4111 1111 1111 1111")]),
        ("IBAN DE89 3704 0044 0532 0130 00 BIC X", [("iban", "DE89 3704 0044 0532 0130 00")]),
        ("Tel. 030 123456", [("phone", "030 123456")]),
        ("New sign-in from 84.221.132.89", [("ip", "84.221.132.89")]),
    ],
)
def test_finds(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize("text", ["Order 4111 1111 1111 1112", "foo@bar", "Version 10.0.84.221", "€ 1.234.567,00"])
def test_keeps(text: str) -> None:
    assert kinds(text) == []
