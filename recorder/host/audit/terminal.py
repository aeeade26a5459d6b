"""The report for a terminal: what to mark, page by page, then what to paste, then what was not looked at."""

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .attach import PRESETS
from .finding import Finding, Report
from .kinds import KINDS


def show(report: Report, console: Console) -> None:
    """Prints it all."""
    _summary(report, console)
    for path in dict.fromkeys(finding.pages[0] for finding in report.findings):
        console.print(_table(path, [one for one in report.findings if one.pages[0] == path]))
    _paste(report, console)
    for path, why in report.skipped:
        console.print(f"[yellow]not looked at:[/] {escape(path)}: {escape(why)}", soft_wrap=True)
    for page in report.pages:
        if page.is_full:
            console.print(f"[yellow]looked at in part:[/] {escape(page.path)}: it is very large", soft_wrap=True)


def headline(report: Report) -> str:
    """One line on the whole."""
    pages = _count(len(report.pages), "page")
    if not report.findings:
        return f"Nothing to mark on {pages}: what was typed and what looks personal stayed in the browser."
    left = sum(bool(one.presets) for one in report.findings)
    rest = f", {len(report.findings) - left} did not in this run" if left < len(report.findings) else ""
    return f"{_count(len(report.findings), 'thing')} to mark on {pages}: {left} left under at least one preset{rest}."


def what_of(finding: Finding) -> str:
    """What it is, for people."""
    return f"{finding.what} is not marked" if finding.rule == "unmarked-field" else finding.what


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _summary(report: Report, console: Console) -> None:
    fields, typed, held = (sum(getattr(page, name) for page in report.pages) for name in ("fields", "typed", "held"))
    tried = ", ".join(PRESETS[name].says for name in report.presets)
    console.print(f"\n[bold]{escape(headline(report))}[/]", soft_wrap=True)
    console.print(
        f"{_count(fields, 'field')}: {typed} typed into, {held} never read (the floor). Presets: {tried}.", soft_wrap=True
    )


def _table(path: str, findings: list[Finding]) -> Table:
    table = Table(title=escape(path), title_justify="left", title_style="bold", box=SIMPLE, pad_edge=False, expand=False)
    for heading in ("", "what", "leaves under", "selector"):
        table.add_column(heading, overflow="fold", no_wrap=not heading)
    for finding in findings:
        table.add_row(*_row(finding))
    return table


def _row(finding: Finding) -> list[str]:
    sign = "[red]✗[/]" if finding.level == "error" else "[yellow]![/]"
    more = f" (on {_count(len(finding.pages), 'page')})" if len(finding.pages) > 1 else ""
    left = ", ".join(finding.presets) or "[dim]nothing left[/]"
    selector = f"{finding.frame} » {finding.selector}" if finding.frame else finding.selector
    return [sign, f"{escape(finding.what + more)}\n[dim]{KINDS[finding.kind]}[/]", left, f"[cyan]{escape(selector)}[/]"]


def quoted(selector: str) -> str:
    """A selector as a text in JavaScript."""
    sign = "'" if '"' in selector and "'" not in selector else '"'
    return sign + selector.replace("\\", "\\\\").replace(sign, f"\\{sign}") + sign


def _paste(report: Report, console: Console) -> None:
    if selectors := report.selectors():
        console.print('Put [bold]data-velo="mask"[/] on these, or give the selectors to Velo:', soft_wrap=True)
        listed = ", ".join(map(quoted, selectors))
        console.print(f"  mask: [{listed}]", markup=False, soft_wrap=True)
