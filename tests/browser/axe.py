"""What axe-core finds wrong on a page, for people who do not see it, or use no mouse."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async ([root, rules]) => {
  const only = rules ? { runOnly: { type: 'rule', values: rules } } : {};
  const found = await axe.run(root ?? document, { resultTypes: ['violations'], ...only });
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => `${node.target}: ${node.failureSummary}`)]);
}"""


def violations(page: Page, root: str | None = None, rules: list[str] | None = None) -> list[Any]:
    """Each rule (of all, or of those named) that is broken, and where. No content policy holds for what a test evaluates."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = page.evaluate(RUN, [root, rules])
    return found
