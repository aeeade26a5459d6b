"""What the audit takes for personal, what it presses and follows, what it types, how it reports: all without a browser."""

import json
from pathlib import Path

import pytest

from recorder.detect import find
from recorder.host.audit import kinds, words
from recorder.host.audit.attach import exports
from recorder.host.audit.canaries import LEAST_CHARS, Canaries
from recorder.host.audit.command import FAILED, main, owner_of
from recorder.host.audit.finding import Finding, Looked, Report
from recorder.host.audit.frontier import Frontier
from recorder.host.audit.html import as_html
from recorder.host.audit.look import Field, Text
from recorder.host.audit.opening import is_same_site, reason
from recorder.host.audit.outgoing import Outgoing
from recorder.host.audit.press import is_safe
from recorder.host.audit.sarif import as_sarif
from recorder.host.audit.subject import is_floor, kind_of_field, told_by
from recorder.host.audit.walk import CannotRun


def field(tag: str = "input", type: str = "text", label: str = "", **attributes: str) -> Field:
    said = {name.replace("_", "-"): value for name, value in attributes.items()}
    return Field(0, tag, type, 0, "#f", [0, 0, 9, 9], True, said, [label] if label else [], "", "", "", False, True)


def text(said: str, label: str = "", tokens: str = "", peers: str = "") -> Text:
    return Text(0, "td", "text", [said], label, peers.split("|") if peers else [], tokens.split(), None, 0, "#t", [0, 0, 9, 9], True)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (field(label="E-mail"), "email"),
        (field(type="tel", name="x1"), "phone"),
        (field(label="Vorname"), "person_name"),
        (field(autocomplete="section-a shipping street-address"), "address"),
        (field(label="Codice postale", name="cap"), "address"),
        (field(label="Fecha de nacimiento"), "birth_date"),
        (field(name="monthlyIncome"), "money"),
        (field("textarea", "", "Motif de la visite"), "health"),
        (field("textarea", "", "Letter to the doctor"), "free_text"),
        (field("select", "", "Geschlecht"), "gender"),
        (field(type="radio", label="Religion"), "belief"),
        (field("div", "", aria_label="Message"), "free_text"),
        (field(placeholder="Nazwa użytkownika"), "username"),
        (field(label="Search customers", name="q"), None),
        (field(type="search", label="E-mail or name"), "email"),
        (field(label="Quantity", name="qty"), None),
        (field("select", "", "Country"), None),
        (field("select", "", "Sort by", name="sort"), None),
        (field(type="checkbox", label="New Balance"), None),
        (field(type="checkbox", label="Write to me by e-mail"), None),
        (field(label="Company name"), None),
        (field(label="Gutscheincode"), None),
        (field("textarea", "", "Search"), None),
    ],
)
def test_what_a_field_asks_for(given: Field, kind: str | None) -> None:
    assert kind_of_field(given) == kind


@pytest.mark.parametrize("given", [field(type="password"), field(autocomplete="cc-number"), field(label="IBAN"), field(label="Codice fiscale")])
def test_the_floor_needs_no_mark(given: Field) -> None:
    assert is_floor(given)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (text("€ 1,204.50", "Balance"), "money"),
        (text("Ines Duarte", "Patient"), "person_name"),
        (text("Ines Duarte", "Name", peers="Name|E-mail"), "person_name"),
        (text("Como Scarf", "Name", peers="Name|Size|Price"), None),
        (text("Asthma", "Diagnosis"), "health"),
        (text("12 October 1961", "Nata il"), "birth_date"),
        (text("Chiara Bianchi", tokens="user-name"), "person_name"),
        (text("Settings", tokens="user-menu"), None),
        (text("My orders", tokens="user"), None),
        (text("Hello ADA LOVELACE!"), "known"),
        (text("€ 12,480.22", tokens="balance number"), "money"),
        (text("Giulia Romano", "To or from", peers="Date|To or from|Amount"), "person_name"),
        (text("Nuts, milk", "Allergens"), None),
        (text("€ 89.00", "Price"), None),
        (text("€ 273.00", "To pay"), None),
        (text("12", "Orders"), None),
        (text("Woven to be seen through"), None),
        (text("2026-1145", "Order"), None),
        (text("Checked every morning", "Balance"), None),
    ],
)
def test_what_words_on_the_page_tell(given: Text, kind: str | None) -> None:
    told = told_by(given, {"ada lovelace"})
    assert (told and told.kind) == kind


def test_every_kind_has_a_name_for_owners() -> None:
    told = {kind for kind, _ in kinds._TABLES} | set(kinds._LABELS.values()) | set(kinds._AUTOCOMPLETE.values())
    detected = {"email", "phone", "card", "iban", "national_id", "ip", "token", "birth_date", "document_id", "address", "person_name"}
    assert told | detected | {"known", "canary", "free_text", "secret"} <= set(kinds.KINDS)


@pytest.mark.parametrize("says", ["Menu", "Details", "Mehr anzeigen", "Next tab | btn-primary", "7", "Sizes and care", "Wyświetl więcej"])
def test_what_opens_is_pressed(says: str) -> None:
    assert is_safe(says)


@pytest.mark.parametrize(
    "says", ["Delete", "Log out", "Pay now", "Abmelden", "Jetzt kaufen", "Elimina", "Zamów i zapłać", "Smazat", "x | btn-delete", "Odeslat", "Accept all"]
)  # fmt: skip
def test_what_does_something_is_not(says: str) -> None:
    assert not is_safe(says)


def test_tables_are_written_as_they_are_looked_up() -> None:
    for name, table in vars(words).items():
        if name.isupper():
            for entry in filter(None, map(str.strip, table.replace("\n", " ").split("|"))):
                assert kinds.spaced(entry.rstrip("*")) == " ".join(entry.rstrip("*").split()), (name, entry)


def test_one_page_of_each_sort_comes_first_and_no_other_origin() -> None:
    frontier = Frontier("https://shop.example")
    frontier.known("https://shop.example/")
    places = ["p/1", "p/2", "p/3", "cart", "logout", "a.pdf", "cart#x", "list?page=1", "list?page=2", "account/delete"]
    links = [(f"https://shop.example/{place}", "", False) for place in places]
    frontier.add([*links, ("https://other.example/", "", False), ("https://shop.example/x", "Log out", False), ("https://shop.example/y", "", True)])
    taken = []
    while address := frontier.take():
        taken.append(address.removeprefix("https://shop.example/"))
    assert taken == ["p/1", "cart", "list?page=1", "p/2", "list?page=2", "p/3"]


def test_canaries_are_of_the_right_sort_and_come_once() -> None:
    canaries = Canaries()
    assert [kind for _, _, kind in find(canaries.make("card", "text").text)] == ["card"]
    assert [kind for _, _, kind in find(canaries.make("account", "text").text)] == ["iban"]
    assert [kind for _, _, kind in find(canaries.make(None, "email").text)] == ["email"]
    made = [canaries.make(kind, "text") for kind in [*kinds.KINDS, None] for _ in range(20)]
    needles = [needle for canary in made for needle in canary.needles]
    assert len(needles) == len(set(needles)) and all(len(needle) >= LEAST_CHARS for needle in needles)
    assert all(needle in canary.text for canary in made for needle in canary.needles)
    short = canaries.make("person_name", "text", 4)
    assert len(short.text) == 4 and not short.needles


def test_a_canary_is_found_in_any_spelling_and_in_the_address() -> None:
    out = Outgoing(['{"type":3,"data":{"text":"UW92ZGF2ZXRlbA=="}}', '{"data":{"a":"Como  scarf"}}'], ["id/0?x=%51ivkupofun"])
    assert out.leaves(["Qovdavetel", "Qivkupofun", "Qivnolunun"]) == ["Qovdavetel", "Qivkupofun"]
    assert "Como scarf" in out.strings()


def test_what_velo_toml_marks_counts(tmp_path: Path) -> None:
    file = tmp_path / "velo.toml"
    file.write_text('[options]\nmask = [".name"]\n[[page]]\npath = "/blog/**"\npreset = "balanced"\nexclude = ["#me"]\n[[page]]\npath = "/bank"\nrecord = false\n')
    owner = owner_of(str(file))
    assert owner.lists("/blog/1") == {"mask": [".name"], "exclude": ["#me"]} and owner.lists("/") == {"mask": [".name"]}
    assert owner.records("/blog") and not owner.records("/bank")
    assert owner.presets() == ["strict", "balanced"]
    file.write_text("[options]\nmusk = 1\n")
    with pytest.raises(CannotRun, match="did you mean mask"):
        owner_of(str(file))


HOSTILE = "</script><img src=x onerror=alert(1)>"


def report() -> Report:
    finding = Finding("unmarked-field", "email", "error", HOSTILE, HOSTILE, ("inputs",), ["/a"], rect=[1, 1, 5, 5])
    made = Report("https://shop.example/", ["balanced", "inputs"], "now", skipped=[(HOSTILE, "it did not answer")])
    made.add(Looked("/a", HOSTILE, 1, 1, 1, 0, 0, {"balanced": 1, "inputs": 2}, [finding], (100, 100), b"jpeg"))
    again = Finding("unmarked-field", "email", "warning", HOSTILE, HOSTILE, ("balanced",), ["/b"])
    made.add(Looked("/b", "", 1, 1, 1, 0, 0, {"balanced": 1, "inputs": 2}, [again]))
    return made


def test_the_same_fault_on_two_pages_is_told_once() -> None:
    (told,) = report().findings
    assert (told.pages, told.presets, told.level) == (["/a", "/b"], ("balanced", "inputs"), "error")


def test_what_a_site_says_is_text_in_the_report() -> None:
    page = as_html(report())
    assert "<img src=x" not in page and "&lt;img src=x" in page
    assert json.loads(json.dumps(as_sarif(report())))["runs"][0]["results"][0]["ruleId"] == "unmarked-field"


def test_the_stand_in_has_every_name_that_the_module_has() -> None:
    told = exports("const a=1;export{a as start,b as mask,c as newThing};")
    assert [line.split()[2] for line in told.splitlines()] == ["start", "mask", "newThing"]


@pytest.mark.parametrize("site", ["ftp://shop.example", "shop.example", "file:///etc/passwd", "https://me:secret@shop.example", "javascript:1"])
def test_only_pages_of_the_web_are_audited(site: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([site])
    assert ended.value.code == FAILED
    assert "no address of a page" in capsys.readouterr().err


def test_reasons_are_plain_words() -> None:
    assert reason("Page.goto: net::ERR_NAME_NOT_RESOLVED at https://x") == "there is no such host (DNS has no address for it) (ERR_NAME_NOT_RESOLVED)"
    assert is_same_site("http://shop.example/", "https://www.shop.example/x") and not is_same_site("http://a.example", "http://b.example")
