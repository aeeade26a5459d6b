"""The table of docs/browsers.md: which engine did what with which group of cases."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[3] / "docs" / "browsers.md"
BEGIN, END = "<!-- matrix: python -m tests.browser.engines.matrix -->\n", "<!-- end of the matrix -->"

# Groups of leak cases, by the beginning of their names (tests/leaks).
GROUPS = {
    "bl": "excluded", "mk": "masked", "in": "typed", "pw": "typed", "ta": "typed", "sel": "typed", "cc": "typed", "key": "typed",
    "ig": "ignored", "doc": "page's own words", "dom": "page's own words", "ce": "page's own words", "role": "page's own words",
    "b2": "bugs of others", "b3": "bugs of others", "own": "our own bugs",
}  # fmt: skip

# Why something differs, where that was looked into: in the engine, or in what drives it.
WHY = {
    "drag": "WebDriver's actions begin a drag there and do not carry it out",
    "pen": "WebDriver there knows no pen",
    "touch": "WebDriver sends a mouse's events for touches there",
    "storage denied": "no worker outlives its page there: what could not be kept goes with it (docs/reliability.md)",
}


def group(row: dict[str, Any]) -> str:
    """The row of the table that a play belongs to."""
    if row["part"] != "leaks":
        return {"fidelity": "what a replay shows", "faults": "transport faults"}[row["part"]]
    return f"leaks: {GROUPS[row['name'].split('-')[1]]}"


def table(rows: list[dict[str, Any]], not_played: dict[str, str]) -> str:
    """Markdown: a row for each group, a column for each engine (played / leaked / differed), and what differed."""
    engines = list(dict.fromkeys((row["engine"], row["version"]) for row in rows))
    counts = Counter((row["engine"], group(row), row["outcome"]) for row in rows)
    groups = sorted({group(row) for row in rows})
    lines = [f"Played on {datetime.now(UTC):%-d %B %Y}; each figure: played / leaked / differed from Chromium.", ""]
    lines += ["| cases | " + " | ".join(f"{name} {version}" for name, version in engines) + " |", "|---|" + "---|" * len(engines)]
    for one in groups:
        cells = []
        for name, _ in engines:
            leaked, differed, same = (counts[name, one, outcome] for outcome in ("leaked", "differed", "same"))
            cells.append(f"{leaked + differed + same} / {leaked} / {differed}")
        lines.append(f"| {one} | " + " | ".join(cells) + " |")
    odd = [row for row in rows if row["outcome"] != "same"]
    lines += ["", "What was not the same:" if odd else "Nothing was otherwise than in Chromium.", ""] if rows else []
    for row in odd:
        why = WHY.get(row["name"]) or _short(row)
        lines.append(f"- {row['engine']}, {row['part']} `{row['name']}`, {row['outcome']}: {why}.")
    lines += [""] if odd else []
    lines += [f"Not played there: {', '.join(f'`{name}` ({why})' for name, why in not_played.items())}."]
    return "\n".join(lines) + "\n"


def _short(row: dict[str, Any]) -> str:
    """The first problem, in one line that Markdown leaves alone; nothing of it is a secret, for all are made up."""
    return "`" + " ".join(str((row["problems"] or [""])[0]).split()).replace("`", "'").replace("|", "¦")[:160] + "`"


def write(rows: list[dict[str, Any]], not_played: dict[str, str]) -> None:
    """Puts the table where the page has a place for it."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + BEGIN + "\n" + table(rows, not_played) + "\n" + END + after, encoding="utf-8")
