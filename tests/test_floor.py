"""The floor: which fields are never read, by what describes them, in nine languages."""

import pytest

from recorder.floor import describes_floor, is_floor


@pytest.mark.parametrize(
    "language, description",
    [
        ("English", "cardNumber"),
        ("English", "card_number"),
        ("English", "billing[cc-exp]"),
        ("English", "Security code"),
        ("English", "Social Security Number"),
        ("English", "One-time code"),
        ("English", "CVV2"),
        ("English", "Enter your PIN"),
        ("English", "IBAN"),
        ("English", "passportNo passport"),
        ("Italian", "Numero della carta"),
        ("Italian", "Codice fiscale"),
        ("Italian", "Parola d'ordine"),
        ("German", "Kartennummer"),
        ("German", "Prüfziffer"),
        ("German", "Steuer-ID Steuernummer"),
        ("French", "Numéro de carte"),
        ("French", "Mot de passe"),
        ("French", "Numéro de sécurité sociale"),
        ("Spanish", "Contraseña"),
        ("Spanish", "Número de tarjeta"),
        ("Portuguese", "Número do cartão"),
        ("Portuguese", "Código de segurança"),
        ("Dutch", "Burgerservicenummer"),
        ("Dutch", "Rekeningnummer"),
        ("Polish", "Numer karty"),
        ("Polish", "Hasło"),
        ("Czech", "Rodné číslo"),
        ("Czech", "Číslo karty"),
    ],
)
def test_words_that_put_a_field_on_the_floor(language: str, description: str) -> None:
    assert describes_floor(description), language


@pytest.mark.parametrize(
    "description",
    [
        "Città",
        "First name",
        "E-mail",
        "search",
        "quantity",
        "company",
        "Straße",
        "message",
        "phone",
        "coupon",
        "shipping address",
    ],
)
def test_ordinary_fields_are_not_on_the_floor(description: str) -> None:
    assert not describes_floor(description)


@pytest.mark.parametrize(
    "sentence, attributes, expected",
    [
        ("a password", {"type": "PASSWORD"}, True),
        ("a hidden field", {"type": "hidden"}, True),
        ("a file", {"type": "file"}, True),
        ("a card by token, in a section, in capitals", {"autocomplete": "section-x Billing CC-Number"}, True),
        ("a code by token", {"autocomplete": "one-time-code"}, True),
        ("a card by name", {"name": "cardnumber"}, True),
        ("a card by label", {"aria-label": "Card number"}, True),
        ("a card by an example", {"placeholder": "1234 5678 9012 3456"}, True),
        ("an account by an example", {"placeholder": "DE00 0000 0000 0000 0000 00"}, True),
        ("the end of a card by an example", {"placeholder": "MM / YY"}, True),
        ("dots for an example", {"placeholder": "\u2022\u2022\u2022\u2022"}, True),
        ("a telephone number for an example", {"placeholder": "+420 123 456 789"}, False),
        ("a day for an example", {"placeholder": "YYYY-MM-DD"}, False),
        ("a card by class", {"class": "input card-number"}, True),
        ("the end of a card by name", {"name": "expMonth"}, True),
        ("an ordinary class", {"class": "form-control expanded"}, False),
        ("a name", {"type": "text", "name": "first_name", "autocomplete": "given-name"}, False),
        ("nothing said", {}, False),
    ],
)
def test_fields(sentence: str, attributes: dict[str, str], expected: bool) -> None:
    assert is_floor(attributes) is expected, sentence
