"""The report as one HTML file: pictures of the pages with what is to be marked framed in them.

Nothing in it is loaded from elsewhere.
Law: whatever a site put into its labels and addresses is text in here (Jinja's escaping is on, and there is no script at all).
"""

import base64
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from .attach import PRESETS
from .finding import RULES, Finding, Looked, Report
from .kinds import KINDS
from .picture import MOST_PX
from .terminal import headline, quoted, what_of

_TEMPLATES = Path(__file__).parent / "templates"


def as_html(report: Report) -> str:
    """The whole page."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(["j2"]), trim_blocks=True, lstrip_blocks=True
    )
    numbers = {id(finding): at for at, finding in enumerate(report.findings, 1)}
    pages = [_page(report, page, numbers) for page in report.pages]
    return environment.get_template("report.html.j2").render(
        report=report,
        headline=headline(report),
        presets=[PRESETS[name] for name in report.presets],
        pages=[page for page in pages if page["findings"]],
        quiet=[page["page"] for page in pages if not page["findings"]],
        selectors=[quoted(one) for one in report.selectors()],
        rules=RULES,
        left=sum(bool(one.presets) for one in report.findings),
        fields=sum(page.fields for page in report.pages),
        typed=sum(page.typed for page in report.pages),
        held=sum(page.held for page in report.pages),
        sent={name: sum(page.sent_bytes.get(name, 0) for page in report.pages) for name in report.presets},
    )


def _page(report: Report, page: Looked, numbers: dict[int, int]) -> dict[str, Any]:
    """What is told for the first time on this page, and where it stands in the picture."""
    told = [one for one in report.findings if one.pages[0] == page.path]
    rows = [
        {"finding": one, "number": numbers[id(one)], "what": what_of(one), "kind": KINDS[one.kind], "box": _box(one, page)}
        for one in told
    ]
    picture = base64.b64encode(page.picture).decode()
    height = min(page.size[1], MOST_PX)
    return {"page": page, "findings": rows, "picture": picture, "width": page.size[0], "height": height}


def _box(finding: Finding, page: Looked) -> dict[str, str] | None:
    """Left, top, width and height in per cent of the picture; none where it is not in it."""
    width, height = min(page.size[0], 2_000), min(page.size[1], MOST_PX)
    if len(finding.rect) < 4 or not width or not height or finding.frame:
        return None
    x, y, w, h = finding.rect
    if w < 2 or h < 2 or x + w <= 0 or y + h <= 0 or x >= width or y >= height:
        return None
    return {
        "left": f"{100 * x / width:.2f}%",
        "top": f"{100 * y / height:.2f}%",
        "width": f"{100 * w / width:.2f}%",
        "height": f"{100 * h / height:.2f}%",
    }
