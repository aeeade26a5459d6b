"""The audit as an owner runs it, on a site with planted faults: it finds those and nothing else, and on a marked copy nothing."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from recorder.host.audit.finding import RULES
from recorder.host.audit.opening import NotOpened, open_page
from tests.audit.sites import FAULTS, FOLDER, HOSTILE, PAGES, ROWS, put_hostile, put_loop, put_marked, put_planted
from tests.browser.chrome import velo_folder
from tests.browser.server import Site

pytestmark = pytest.mark.browser


@dataclass
class Audit:
    """A finished audit and the site it was run on."""

    site: Site
    code: int
    said: str
    folder: Path

    @property
    def report(self) -> Any:
        return json.loads((self.folder / "report.json").read_text())


def command(site: Site, folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "recorder.host.audit", site.origin, "--out", str(folder), *more]


def steps_to(folder: Path, address: str) -> str:
    """An owner's own steps: there is no link, and what they typed stands there."""
    file = folder / "steps.py"
    file.write_text(f"def steps(page):\n    page.goto({address!r})\n    page.fill('[name=company]', 'Filo srl')\n")
    return str(file)


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Audit]]:
    """All sites, two at once. A busy machine gets more patience than an owner would have."""
    looking_for = ["--look-for", "Chiara Bianchi", "--patience", "300"]
    rounds = (
        {"planted": (put_planted, looking_for), "marked": (put_marked, looking_for)},
        {
            "hostile": (put_hostile, ["--patience", "300", "--pages", "12", "--preset", "balanced", "--no-pictures"]),
            "loop": (put_loop, ["--patience", "9"]),
        },
    )
    done = {}
    with ExitStack() as stack:
        for jobs in rounds:
            running = {}
            for name, (put, told) in jobs.items():
                site = stack.enter_context(Site(velo_folder()))
                put(site)
                folder = tmp_path_factory.mktemp(name)
                if name == "marked":
                    told = [*told, "--script", steps_to(folder, f"{site.origin}/account.html")]
                started = subprocess.Popen(command(site, folder, *told), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                running[name] = (site, folder, started)
            for name, (site, folder, started) in running.items():
                said, _ = started.communicate(timeout=900)
                done[name] = Audit(site, started.returncode, said, folder)
        yield done


def test_exactly_the_planted_faults_are_found(audits: dict[str, Audit]) -> None:
    audit = audits["planted"]
    assert audit.code == 1, audit.said
    found = {finding["selector"]: finding["kind"] for finding in audit.report["findings"]}
    assert found == FAULTS
    planted = sum((FOLDER / f"{name}.html").read_text().count(" data-fault") for name in PAGES)
    assert sum(finding["count"] for finding in audit.report["findings"]) == planted == len(FAULTS) + ROWS - 1


def test_a_marked_copy_has_nothing_to_mark(audits: dict[str, Audit]) -> None:
    audit = audits["marked"]
    assert (audit.code, audit.report["findings"], audit.report["skipped"]) == (0, [], []), audit.said
    typed = {page["path"]: page["typedInto"] for page in audit.report["pages"]}
    assert list(typed) == ["/account.html", "/", "/clinic.html"], "the steps lead to the account first"
    assert all(typed.values()), "nothing was typed: nothing was tried"


def test_what_leaves_is_told_preset_by_preset(audits: dict[str, Audit]) -> None:
    under = {finding["selector"]: finding["leavesUnder"] for finding in audits["planted"].report["findings"]}
    assert under["#balance"] == under["#last"] == ["balanced", "inputs"]
    assert under['input[name="reason"]'] == ["inputs"]
    assert under['input[name="mail"]'] == []  # the detectors hold it back
    assert not any("strict" in presets for presets in under.values())


def test_only_safe_things_are_pressed_and_only_pages_of_the_site_asked_for(audits: dict[str, Audit]) -> None:
    asked = [asked.address for asked in audits["planted"].site.snapshot()]
    assert [address for address in asked if address.startswith("/pressed/")] == ["/pressed/more"]
    assert not [address for address in asked if "other.example" in address or address in ("/logout", "/terms.pdf")]
    assert not [address for address in asked if "velo-audit" in address or "/collect" in address]
    agents = {asked.header("user-agent") or "" for asked in audits["planted"].site.snapshot()}
    assert all("velo-audit/" in agent for agent in agents)


def test_the_sites_own_recorder_records_nothing_of_the_audit(audits: dict[str, Audit]) -> None:
    asked = [asked.address for asked in audits["marked"].site.snapshot()]
    assert "/velo/velo.js" in asked, "the tag was there"
    assert not [address for address in asked if "/collect" in address or "worker" in address]


def test_reports_never_say_what_was_found(audits: dict[str, Audit]) -> None:
    folder = audits["planted"].folder
    for text in [audits["planted"].said, *(file.read_text() for file in folder.glob("report.*"))]:
        without_pictures = text.split("base64,")[0] if "base64," in text else text
        assert not [secret for secret in ("Bianchi", "1,204", "Duarte", "Asthma") if secret in without_pictures]


def test_the_html_report_shows_each_finding_in_a_picture(audits: dict[str, Audit]) -> None:
    text = (audits["planted"].folder / "report.html").read_text()
    assert text.count("data:image/jpeg;base64,") == 2
    assert text.count('class="box ') >= len(FAULTS) - 2
    assert "<script" not in text


def test_sarif_names_rule_place_and_selector_of_each_finding(audits: dict[str, Audit]) -> None:
    told = json.loads((audits["planted"].folder / "report.sarif").read_text())
    (run,) = told["runs"]
    assert told["version"] == "2.1.0" and [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    assert {result["properties"]["selector"] for result in run["results"]} == set(FAULTS)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning") and result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] in ("account.html", "clinic.html")


def test_hostile_pages_are_named_with_their_reason_and_the_audit_goes_on(audits: dict[str, Audit]) -> None:
    audit = audits["hostile"]
    assert audit.code in (0, 1), audit.said
    why = {page["path"]: page["reason"] for page in audit.report["skipped"]}
    assert "dialogs without end" in why["/alerts"]
    assert "leads away" in why["/away"]
    assert "error" in why["/gone"]
    seen = {page["path"] for page in audit.report["pages"]}
    assert {"/", "/stay", "/popups", "/wiped", "/frames"} <= seen
    assert set(why) | seen == {"/", "/gone", *HOSTILE}


def test_a_page_in_an_endless_loop_does_not_hold_the_audit(audits: dict[str, Audit]) -> None:
    audit = audits["loop"]
    assert audit.code == 2 and "did not come to rest within 9 s" in audit.said
    assert not list(audit.folder.iterdir())


@pytest.mark.parametrize(
    ("path", "says"),
    [("/round", "redirects in a circle"), ("/broken", "the server answered 500"), ("/file", "is no page"), ("/nobody", "connection refused")],
)
def test_a_first_page_that_cannot_be_opened_is_a_clear_error(browser: Browser, site: Site, path: str, says: str) -> None:
    site.page("/file", "%PDF", ".json")
    site.pages["/broken"] = ("text/html", b"<h1>Sorry</h1>")
    statuses = {"/round": 302, "/broken": 500}
    answer = site.answer
    site.answer = lambda asked: (statuses[path], {"location": path}, b"<h1>x</h1>") if asked.address in statuses else answer(asked)  # type: ignore[method-assign]
    with Site() as gone:
        nobody = gone.origin
    address = nobody if path == "/nobody" else site.origin + path
    with contextlib.closing(browser.new_context()) as made, pytest.raises(NotOpened, match=says):
        page = made.new_page()
        open_page(page, address)
