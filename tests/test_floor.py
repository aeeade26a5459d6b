"""The floor: which fields are never read, by what describes them, in many languages."""

import json
import re

import pytest

from recorder import floor
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
        ("Swedish", "Lösenord"),
        ("Danish", "Kortnummer"),
        ("Norwegian", "Fødselsnummer"),
        ("Finnish", "Salasana"),
        ("Hungarian", "Jelszó"),
        ("Turkish", "ŞİFRE"),
        ("Turkish", "Kart numarası"),
        ("Romanian", "Cod numeric personal"),
        ("Croatian", "Broj kartice"),
        ("Vietnamese", "Mật khẩu"),
        ("Russian", "Номер карты"),
        ("Russian", "Введите пароль"),
        ("Russian", "ИНН"),
        ("Ukrainian", "Код підтвердження"),
        ("Greek", "Κωδικός πρόσβασης"),
        ("Greek", "ΑΡΙΘΜΟΣ ΚΑΡΤΑΣ"),
        ("Chinese", "密码"),
        ("Chinese", "身份证号"),
        ("Japanese", "パスワード"),
        ("Japanese", "ﾊﾟｽﾜｰﾄﾞ"),
        ("Japanese", "カード番号"),
        ("Korean", "비밀번호"),
        ("Korean", "주민등록번호"),
        ("Arabic", "كلمة المرور"),
        ("Arabic", "رقم البطاقة"),
        ("Persian", "رمز عبور"),
        ("Hebrew", "סיסמה"),
        ("Hindi", "पासवर्ड"),
        ("Thai", "รหัสผ่าน"),
        ("English", "Memorable word"),
        ("English", "Mother's maiden name"),
        ("English", "Seed phrase"),
        ("English", "API key"),
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
        "Имя",
        "お名前",
        "姓名",
        "البريد الإلكتروني",
        "Förnamn",
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
        ("a type with spaces around it", {"type": " password "}, True),
        ("all of a card's tokens", {"autocomplete": "cc-csc"}, True),
        ("a password that is known", {"autocomplete": "current-password"}, True),
        ("a password that is new", {"autocomplete": "new-password"}, True),
        ("a key of the device", {"autocomplete": "username webauthn"}, True),
        ("a tax id by token", {"autocomplete": "tax-id"}, True),
        ("a tax id by token, in one word", {"autocomplete": "taxid"}, True),
        ("a social security number by token", {"autocomplete": "ssn"}, True),
        ("a token that only ends like one", {"autocomplete": "acc-name"}, False),
        ("a token that only begins like one", {"autocomplete": "ssn-free"}, False),
        ("a token in the middle of another", {"autocomplete": "my-one-time-code-x"}, False),
        ("dots in the placeholder", {"placeholder": "Type \u2022\u2022\u2022\u2022"}, True),
        ("a card's pattern", {"placeholder": "e.g. 1234 1234 1234 1234"}, True),
        ("a card's pattern with dashes", {"placeholder": "XXXX-XXXX-XXXX-XXXX"}, True),
        ("an account's pattern", {"placeholder": "DE00 1234 5678 9012 34"}, True),
        ("an account's pattern in small letters, without spaces", {"placeholder": "de00123456789012"}, True),
        ("a month and a year", {"placeholder": "MM / YY"}, True),
        ("a month and a year in small letters", {"placeholder": " mm-yyyy "}, True),
        ("a month and one letter", {"placeholder": "mm/y"}, False),
        ("three dots", {"placeholder": "***"}, True),
        ("nine digits", {"placeholder": "1234 5678 9"}, False),
        ("a month and a year as an example", {"placeholder": "09/27"}, True),
        ("a date in words", {"placeholder": "on 09/27 or later"}, False),
        ("two dots", {"placeholder": "Search\u2022\u2022"}, False),
        ("a short number", {"placeholder": "1234 1234"}, False),
    ],
)
def test_fields(sentence: str, attributes: dict[str, str], expected: bool) -> None:
    assert is_floor(attributes) is expected, sentence


@pytest.mark.parametrize("name", floor.DESCRIBED_BY)
def test_every_attribute_that_describes_counts(name: str) -> None:
    assert is_floor({name: "cardNumber"})
    assert not is_floor({name: "color"})


def test_a_word_counts_alone_and_between_others_and_not_inside_one() -> None:
    for word in floor._WORDS:
        capital = word.capitalize()
        hump = f"my-{word}Field" if word[0].isdigit() else f"my{capital}Field" if word.isascii() else f"my-{word}-Field"
        for description in (word, f"{word} x", f"x {word}", f"Your {capital} here", f"x[{word}]", hump):
            assert describes_floor(description), description
        assert describes_floor(f"q{word}") == bool(re.search(floor.COMPACT, f"q{word}")), word


def test_a_run_counts_however_it_is_cut() -> None:
    for run in floor._COMPACT:
        for description in (run, f"the{run}s", run.upper(), "_".join(run), f"x {run[:4]} {run[4:]}", f"{run[:4]}-{run[4:].title()}"):
            assert describes_floor(description), description


@pytest.mark.parametrize("description", ["k\u00f3d PIN", "HAS\u0141O", "contrase\u00f1a", "num\u00e9ro de carte", "card2Pin", "cardPin"])
def test_accents_and_humps(description: str) -> None:
    assert describes_floor(description)


def test_the_probe_is_told_the_same_rules() -> None:
    told = json.loads(json.dumps(floor.rules()))
    assert told == {
        "types": ["password", "hidden", "file"],
        "autocomplete": floor.AUTOCOMPLETE,
        "words": floor.WORDS,
        "compact": floor.COMPACT,
        "sample": floor.SAMPLE,
        "describedBy": list(floor.DESCRIBED_BY),
        "look": floor.LOOK,
    }
    assert floor.LOOK["property"] == "-webkit-text-security" and set(floor.LOOK["harmless"]) == {"", "none"}
    assert all(re.search(str(floor.LOOK["font"]), font) for font in ("text-security-disc", "password", "dotsfont", "bullets", "discs"))


def test_the_expressions_read_alike_in_python_and_javascript() -> None:
    for expression in (floor.AUTOCOMPLETE, floor.WORDS, floor.COMPACT, floor.SAMPLE):
        assert not re.search(r"\(\?(?!:)|\\[dwsbAZ]|[+*?}][+]", expression)
