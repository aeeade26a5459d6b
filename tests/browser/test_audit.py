"""The audit as an owner runs it, on a site with planted faults: it finds those and nothing else, and on a marked copy nothing."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recorder.host.audit.finding import RULES
from tests.audit.sites import FAULTS, FOLDER, HOSTILE, PAGES, ROWS, put_hostile, put_marked, put_planted
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


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Audit]]:
    """All three sites at once: the browsers wait for each other less than one after the other."""
    made = {"planted": put_planted, "marked": put_marked, "hostile": put_hostile}
    more = {"hostile": ["--patience", "25", "--pages", "12", "--preset", "balanced", "--no-pictures"]}
    with ExitStack() as stack:
        running = {}
        for name, put in made.items():
            site = stack.enter_context(Site(velo_folder()))
            put(site)
            folder = tmp_path_factory.mktemp(name)
            told = more.get(name, ["--look-for", "Chiara Bianchi"])
            started = subprocess.Popen(command(site, folder, *told), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            running[name] = (site, folder, started)
        done = {}
        for name, (site, folder, started) in running.items():
            said, _ = started.communicate(timeout=240)
            done[name] = Audit(site, started.returncode, said, folder)
        yield done


def test_exactly_the_planted_faults_are_found(audits: dict[str, Audit]) -> None:
    audit = audits["planted"]
    assert audit.code == 1, audit.said
    found = {finding["selector"]: finding["kind"] for finding in audit.report["findings"]}
    assert found == FAULTS
    planted = sum((FOLDER / f"{name}.html").read_text().count(" data-fault") for name in PAGES)
    assert sum(finding["count"] for finding in audit.report["findings"]) == planted == len(FAULTS) + 2 * (ROWS - 1)


def test_a_marked_copy_has_nothing_to_mark(audits: dict[str, Audit]) -> None:
    audit = audits["marked"]
    assert (audit.code, audit.report["findings"], audit.report["skipped"]) == (0, [], []), audit.said
    typed = [page["typedInto"] for page in audit.report["pages"]]
    assert len(typed) == 3 and all(typed), "nothing was typed: nothing was tried"


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
    assert "did not come to rest" in why["/loop"]
    assert "leads away" in why["/away"]
    assert "error" in why["/gone"]
    seen = {page["path"] for page in audit.report["pages"]}
    assert {"/", "/stay", "/popups", "/wiped", "/frames"} <= seen
    assert set(why) | seen == {"/", "/gone", *HOSTILE}
