"""The report as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors show beside the code."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from .attach import PRESETS
from .finding import RULES, Finding, Report
from .kinds import KINDS

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report) -> dict[str, Any]:
    """One run; each finding a result at its page, with its selector as the logical place."""
    rules = list(RULES)
    driver = {
        "name": "Velo audit",
        "semanticVersion": "0.1.0",
        "rules": [
            {"id": rule, "shortDescription": {"text": says}, "fullDescription": {"text": says}, "help": {"text": _HELP}}
            for rule, says in RULES.items()
        ],
    }
    notes = [{"level": "warning", "message": {"text": f"Not looked at: {path}: {why}."}} for path, why in report.skipped]
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {"SITE": {"uri": "{0.scheme}://{0.netloc}/".format(urlsplit(report.site))}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "results": [_result(report, finding, rules) for finding in report.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


_HELP = 'Put data-velo="mask" on the element, or its selector into the option "mask".'


def _result(report: Report, finding: Finding, rules: list[str]) -> dict[str, Any]:
    left = ", ".join(PRESETS[name].says for name in finding.presets)
    says = f"{finding.what} ({KINDS[finding.kind]}): " + (
        f"leaves under {left}" if left else "not marked; nothing left in this run"
    )
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.level,
        "message": {"text": f"{says}. Selector: {finding.selector or 'none'}."},
        "locations": [_place(page, finding) for page in finding.pages],
        "partialFingerprints": {"velo/v1": hashlib.sha256("|".join(finding.key).encode()).hexdigest()[:32]},
        "properties": {"selector": finding.selector, "mark": finding.mark, "leavesUnder": list(finding.presets)},
    }


def _place(page: str, finding: Finding) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": page.lstrip("/") or "./", "uriBaseId": "SITE"},
            "region": {"startLine": 1},
        },
        "logicalLocations": [{"name": finding.selector, "fullyQualifiedName": f"{page} {finding.selector}", "kind": "element"}],
    }
