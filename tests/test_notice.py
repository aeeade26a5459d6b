"""The notice: every language says everything, what is said follows from the options, and what is lacking is told, not made up."""

import datetime
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

pytest.importorskip("rich", reason="the build's own packages are missing: use `python build.py test`")
pytest.importorskip("babel", reason="the notice's own package is missing: use `python build.py test`")

from recorder.host import configuration, notice, notice_files  # noqa: E402
from recorder.host.languages import EEA, FOLDER, is_country, language  # noqa: E402
from recorder.host.settings import LANGUAGES, PURPOSES  # noqa: E402
from recorder.host.step import BuildError  # noqa: E402

DAY = datetime.date(2026, 11, 28)
WHO = """
[controller]
name = "Example & Sons <Ltd>"
address = "1 Example Street, Dublin"
email = "privacy@shop.example"
"""
NOTICE = """
[notice]
site = "shop.example"
purposes = ["improve", "errors"]
legalBasis = "legitimate-interests"
retentionDays = 30
countries = ["IE", "DE"]
"""


def written(folder: Path, options: str = "", pages: str = "", more: str = "", code: str = "en", who: str = WHO, about: str = NOTICE) -> notice.Notice:
    file = folder / "velo.toml"
    file.write_text(f"[options]\nendpoint = '/collect'\n{options}\n{pages}\n{who}{about}{more}", encoding="utf-8")
    return notice.write(configuration.read(str(file)), language(code), DAY)


def braces(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def begins(code: str, section: str, key: str) -> str:
    """What of a sentence stands before its first brace."""
    return language(code).sections[section][key].partition("{")[0]


# --- the languages


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES) and len(LANGUAGES) == 9


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_sentence_and_the_same_braces(code: str) -> None:
    english, other = language("en").sections, language(code).sections
    assert {section: list(keys) for section, keys in other.items()} == {section: list(keys) for section, keys in english.items()}
    for section, keys in english.items():
        for key, sentence in keys.items():
            told = other[section][key]
            assert braces(told) == braces(sentence), (section, key)
            assert told.strip() == told and "  " not in told, (section, key)
            assert (told[-1] in ".:?)}") == (sentence[-1] in ".:?)}"), (section, key, "ends alike")
            assert code == "en" or told != sentence, (section, key, "is not translated")


@pytest.mark.parametrize("code", LANGUAGES)
def test_options_keep_their_names_in_every_language(code: str) -> None:
    named = re.compile(r"\b(?:allow|frames)(?= ?:)|\b(?:preset|record[A-Z]\w+|pseudonyms|respectGpc|recipients|endpoint)\b(?: = \"?\w+\"?)?|velo\.identify\(\)")
    for key, sentence in language("en").sections["owner"].items():
        assert sorted(named.findall(language(code).sections["owner"][key])) == sorted(named.findall(sentence)), key


def test_no_sentence_is_left_over() -> None:
    code = "".join((Path(notice.__file__).parent / f"{name}.py").read_text(encoding="utf-8") for name in ("notice", "notice_files"))
    built = {f"{start}{end}" for start, ends in {"personal_": ("no", "possible", "yes"), "because_": ("balanced", "allow", "inputs", "emails", "numbers", "pseudonyms", "frames"),
             "check_": ("recipients", "retention", "identify", "gpc", "endpoint", "processor", "assessment")}.items() for end in ends}  # fmt: skip
    for keys in language("en").sections.values():
        assert [key for key in keys if f'"{key}"' not in code and key not in built and key not in PURPOSES] == []


# --- what is said


SAID = [
    ("", "", "", ["words_hidden", "typed_hidden", "gpc", "asked", "interests", "object", "no_recipients", "complain", "find"], ["share", "frames", "pages", "safeguards", "portability", "encrypted"]),
    ("recordInputs = true", "", "", ["words_hidden", "typed_shown"], ["typed_hidden", "typed_some"]),
    ("preset = 'balanced'", "", "", ["words_shown", "typed_hidden"], ["words_hidden", "emails", "numbers"]),
    ("preset = 'balanced'\nrecordEmails = true\nrecordNumbers = true", "", "", ["emails", "numbers"], []),
    ("recordEmails = true\nrecordNumbers = true", "", "", ["words_hidden"], ["emails", "numbers"]),
    ("allow = ['nav']", "", "", ["words_allowed"], ["words_shown", "words_some"]),
    ("", "[[page]]\npath = '/blog/**'\npreset = 'balanced'\nrecordInputs = true", "", ["words_some", "typed_some"], ["words_hidden", "typed_hidden"]),
    ("", "[[page]]\npath = ['/a/**', '/b']\nrecord = false\npreset = 'balanced'", "", ["pages", "words_hidden"], ["words_some"]),
    ("consent = 'not-required'\nrespectGpc = false", "", "", ["not_asked"], ["asked", "gpc"]),
    ("sample = 0.125", "", "", ["share"], []),
    ("frames = ['https://pay.example']", "", "", ["frames"], []),
    ("", "", "pseudonyms = true\n[build]\nencryptTo = 'key.json'", ["pseudonyms", "encrypted"], ["find"]),
    ("", "", "recipients = ['Host One', 'Host Two']\nauthority = 'DPC'", ["recipients", "complain_to"], ["no_recipients", "complain"]),
]  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_statement_follows_the_options(tmp_path: Path, code: str) -> None:
    for options, pages, more, says, says_not in SAID:
        text = notice_files.statement_text(written(tmp_path, options, pages, more, code))
        flat = " ".join(text.split())

        def is_said(key: str, flat: str = flat) -> bool:
            return " ".join(begins(code, "statement", key).split()) in flat

        assert [key for key in says if not is_said(key)] == [], (options, pages, more)
        # Two sentences may begin alike up to the brace of one.
        assert [key for key in says_not if is_said(key) and not (key == "complain" and "authority" in more)] == [], (options, pages, more)
        assert not re.search(r"[{}]", text)


@pytest.mark.parametrize(
    "options, pages, more, personal, reasons",
    [
        ("", "", "", "no", []),
        ("allow = ['nav']", "", "", "possible", ["allow"]),
        ("preset = 'balanced'", "", "", "possible", ["balanced"]),
        ("frames = ['https://pay.example']", "", "", "possible", ["frames"]),
        ("recordInputs = true", "", "", "yes", ["inputs"]),
        ("", "[[page]]\npath = '/x'\nrecordInputs = true", "", "yes", ["inputs"]),
        ("", "[[page]]\npath = '/x'\nrecord = false\nrecordInputs = true", "", "no", []),
        ("recordEmails = true", "", "", "no", []),
        ("preset = 'balanced'\nrecordEmails = true", "", "", "yes", ["balanced", "emails"]),
        ("", "", "pseudonyms = true", "yes", ["pseudonyms"]),
    ],
)
def test_whether_personal_data_is_recorded(tmp_path: Path, options: str, pages: str, more: str, personal: str, reasons: list[str]) -> None:
    text = notice_files.report_text(written(tmp_path, options, pages, more)).replace("\n", " ")
    owner = language("en").sections["owner"]
    assert owner[f"personal_{personal}"] in text and owner["inform_no" if personal == "no" else "inform_yes"] in text
    assert [name for name in ("balanced", "allow", "inputs", "emails", "numbers", "pseudonyms", "frames") if owner[f"because_{name}"][:40] in text] == reasons


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_countries_and_dates_are_those_of_the_language(tmp_path: Path, code: str) -> None:
    text = notice_files.statement_text(written(tmp_path, "sample = 0.125", code=code)).replace("\xa0", " ")
    expected = {
        "en": ["30 days", "Ireland and Germany", "12.5%", "28 November 2026"],
        "it": ["30 giorni", "Irlanda e Germania", "12,5%", "28 novembre 2026"],
        "de": ["30 Tage", "Irland und Deutschland", "12,5 %", "28. November 2026"],
        "fr": ["30 jours", "Irlande et Allemagne", "12,5 %", "28 novembre 2026"],
        "es": ["30 días", "Irlanda y Alemania", "12,5 %", "28 de noviembre de 2026"],
        "pt": ["30 dias", "Irlanda e Alemanha", "12,5%", "28 de novembro de 2026"],
        "nl": ["30 dagen", "Ierland en Duitsland", "12,5%", "28 november 2026"],
        "pl": ["30 dni", "Irlandia i Niemcy", "12,5%", "28 listopada 2026"],
        "cs": ["30 dnů", "Irsko a Německo", "12,5 %", "28. listopadu 2026"],
    }
    flat = " ".join(text.split())
    assert [part for part in expected[code] if part not in flat] == []


def test_what_the_owner_wrote_is_text_in_html_and_the_statement_tells_nothing_to_the_owner(tmp_path: Path) -> None:
    made = written(tmp_path)
    page, part = notice_files.report_html(made), notice_files.statement_html(made)
    assert "Example &amp; Sons &lt;Ltd&gt;" in part and part in page
    assert "<script" not in page and "style" not in part and made.disclaimer not in part and made.owner[0].title not in part
    for text in (page, part):
        _Balanced().feed(text)


class _Balanced(HTMLParser):
    def feed(self, data: str) -> None:
        self.open: list[str] = []
        super().feed(data)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# --- what is lacking


def test_all_that_is_lacking_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as error:
        written(tmp_path, who="", about="")
    for key in ("name", "address", "email", "site", "purposes", "legalBasis", "retentionDays", "countries"):
        assert re.search(rf"^  {key} = ", str(error.value), re.MULTILINE), key


def test_the_examples_of_init_are_nobody(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="name = ") as error:
        written(tmp_path, who=WHO.replace("Example & Sons <Ltd>", "Example Ltd"))
    assert "address" not in str(error.value)


@pytest.mark.parametrize(
    "more, says",
    [
        ('countries = ["US", "IE"]', "US: outside the European Economic Area"),
        ('countries = ["UK"]', "UK is no country's code"),
    ],
)
def test_countries_are_looked_at(tmp_path: Path, more: str, says: str) -> None:
    with pytest.raises(BuildError, match=re.escape(says)):
        written(tmp_path, about=NOTICE.replace('countries = ["IE", "DE"]', more))


def test_words_by_language_are_needed_in_the_language_asked_for(tmp_path: Path) -> None:
    own = 'authority = { en = "Commission", it = "Garante" }\notherPurposes = [{ en = "to train", it = "per formare" }]'
    assert "Garante" in notice_files.statement_text(written(tmp_path, more=own, code="it"))
    with pytest.raises(BuildError, match=r'no words in "de" for otherPurposes, authority'):
        written(tmp_path, more='otherPurposes = [{ en = "to train" }]\nauthority = { en = "Commission" }', code="de")
    with pytest.raises(BuildError, match="sample = 0"):
        written(tmp_path, "sample = 0")


def test_the_countries_of_the_area_are_countries() -> None:
    assert len(EEA) == 30 and all(map(is_country, EEA)) and not is_country("UK")


# --- the command


def test_the_command_writes_four_files_a_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path)
    file = str(tmp_path / "velo.toml")
    notice_files.run(file, "it", tmp_path / "one")
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["report.it.html", "report.it.txt", "statement.it.html", "statement.it.txt"]
    shown = capsys.readouterr().out
    assert language("it").of("statement", "title") in shown and "statement.it.html" in shown
    notice_files.run(file, None, tmp_path / "all")
    assert len(list((tmp_path / "all").iterdir())) == 4 * len(LANGUAGES)
    assert language("en").of("owner", "title") in capsys.readouterr().out


@pytest.mark.parametrize("file, code, says", [(None, "it", "build.py notice"), ("none.toml", "it", "No such file"), ("velo.toml", "xx", "There is one in: en, it")])
def test_a_wrong_call_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str | None, code: str, says: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BuildError, match=re.escape(says)):
        notice_files.run(file, code, tmp_path)


def test_every_combination_can_be_written(tmp_path: Path) -> None:
    made = 0
    for preset, typed, consent, basis in itertools.product(("strict", "balanced"), (True, False), ("required", "not-required"), ("consent", "legitimate-interests")):
        if (consent, basis) == ("not-required", "consent"):
            continue
        options = f"preset = '{preset}'\nrecordInputs = {str(typed).lower()}\nconsent = '{consent}'"
        text = notice_files.report_text(written(tmp_path, options, about=NOTICE.replace("legitimate-interests", basis)))
        assert 2_000 < len(text) < 12_000 and "None" not in text
        made += 1
    assert made == 12
