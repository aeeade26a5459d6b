"""What the audit says: findings, and what it could not look at. Never the text that was found."""

from dataclasses import dataclass, field
from typing import Any

# Rules: what each means, for people and for SARIF.
RULES = {
    "unmarked-field": "A field asks for something personal, and nothing marks it",
    "text-shows": "Words that look personal leave",
    "typed-leaves": "Something typed leaves where it should not",
    "address-leaves": "A part of the page's address leaves that may be personal",
}


@dataclass
class Finding:
    """One thing to mark. ``presets``: those under which it left in this run; none: only the detectors stand before it."""

    rule: str
    kind: str
    level: str
    selector: str
    what: str
    presets: tuple[str, ...]
    pages: list[str]
    frame: str = ""
    count: int = 1
    rect: list[int] = field(default_factory=list)
    mark: str = 'data-velo="mask"'

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for the same fault on several pages."""
        return (self.rule, self.kind, self.frame, self.selector)


@dataclass
class Looked:
    """One page of the report. ``picture``: JPEG of the page, or none; ``size``: of the page in CSS px."""

    path: str
    title: str
    fields: int
    typed: int
    texts: int
    held: int
    pressed: int
    sent_bytes: dict[str, int]
    findings: list[Finding] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)
    picture: bytes = b""
    is_full: bool = False


@dataclass
class Report:
    """A whole audit. ``skipped``: path and reason."""

    site: str
    presets: list[str]
    started: str
    pages: list[Looked] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    canaries: int = 0

    def add(self, looked: Looked) -> None:
        """A page; what was found before on another is not told twice."""
        self.pages.append(looked)
        known = {finding.key: finding for finding in self.findings}
        for finding in looked.findings:
            if (before := known.get(finding.key)) is None:
                self.findings.append(finding)
                continue
            before.pages += [path for path in finding.pages if path not in before.pages]
            before.presets = tuple(name for name in self.presets if name in {*before.presets, *finding.presets})
            before.level = min(before.level, finding.level)  # "error" comes before "warning"

    def selectors(self) -> list[str]:
        """What a ``mask`` option would list."""
        return list(dict.fromkeys(_alone(finding.selector) for finding in self.findings if finding.selector))

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "site": self.site,
            "started": self.started,
            "presets": self.presets,
            "findings": [
                {
                    "rule": one.rule, "kind": one.kind, "level": one.level, "selector": one.selector, "frame": one.frame,
                    "count": one.count, "what": one.what, "leavesUnder": list(one.presets), "pages": one.pages, "mark": one.mark,
                }
                for one in self.findings
            ],
            "pages": [
                {
                    "path": page.path, "fields": page.fields, "typedInto": page.typed, "heldByTheFloor": page.held,
                    "texts": page.texts, "pressed": page.pressed, "sentBytes": page.sent_bytes, "lookedAtInPart": page.is_full,
                }
                for page in self.pages
            ],
            "skipped": [{"path": path, "reason": reason} for path, reason in self.skipped],
            "mask": self.selectors(),
        }  # fmt: skip


def _alone(selector: str) -> str:
    """A selector that stands without its roots: in a shadow root a bare name would fit too much, its host does."""
    hosts, _, inner = selector.rpartition(" >>> ")
    return inner if not hosts or set(inner) & set("#.[") else hosts.rpartition(" >>> ")[2]
