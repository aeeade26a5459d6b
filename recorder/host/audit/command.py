"""``python build.py audit https://site``: arguments in, reports out. 0: nothing to mark, 1: findings, 2: it could not run."""

import argparse
import json
import runpy
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, sync_playwright
from rich.console import Console
from rich.markup import escape

from recorder.host import browser, configuration, pages
from recorder.host.layout import VELO
from recorder.host.step import BuildError

from .attach import PRESETS
from .finding import Report
from .html import as_html
from .owner import Owner
from .sarif import as_sarif
from .terminal import show
from .walk import PATIENCE_S, CannotRun, Plan, Walk

NOTHING, FINDINGS, FAILED = 0, 1, 2


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="build.py audit",
        description="Opens your site in a browser with the recorder attached and says what would leave and what to mark.",
        epilog="Only audit a site that is yours, best a test system with a test account. "
        "Exit code: 0 nothing to mark, 1 findings, 2 could not run.",
    )
    parser.add_argument("site", help="address of the first page, http or https")
    parser.add_argument("--pages", type=_count, default=10, metavar="N", help="most pages to open (default %(default)s)")
    parser.add_argument(
        "--script", metavar="STEPS.PY", help="your own steps, def steps(page), after the first page opened: log in there"
    )
    parser.add_argument(
        "--preset",
        action="append",
        choices=list(PRESETS),
        help="try this one only; may be given more than once (default: all three)",
    )
    parser.add_argument("--config", metavar="FILE", help="your velo.toml: its marks count, and what it allows is tried")
    parser.add_argument(
        "--look-for",
        action="append",
        default=[],
        metavar="WORDS",
        help="somebody's data, of the test account for example: it must not leave",
    )
    parser.add_argument(
        "--out", default="audit", metavar="FOLDER", help="where report.html, .json and .sarif go (default %(default)s/)"
    )
    parser.add_argument("--no-typing", action="store_true", help="type nothing into fields")
    parser.add_argument("--no-pressing", action="store_true", help="press no tabs, menus and buttons")
    parser.add_argument("--no-pictures", action="store_true", help="no pictures of the pages in report.html")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE_S, metavar="S", help="seconds for one page (default %(default)s)"
    )
    asked = parser.parse_args(given)
    parts = _address(asked.site)
    if parts is None:
        parser.error(f"{asked.site} is no address of a page: write it with http:// or https://, without name and password")
    asked.site = parts
    return asked


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 500:
        raise argparse.ArgumentTypeError("wants a number from 1 to 500")
    return value


def _address(site: str) -> str | None:
    """The address with a path, None for anything that is no page on the web."""
    try:
        parts = urlsplit(site)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.port == 0:
            return None
    except ValueError:
        return None
    return parts._replace(path=parts.path or "/", fragment="").geturl()


def steps_of(file: str | None) -> Any:
    """The function ``steps`` of a file of the owner's.

    Raises:
        CannotRun: there is none.
    """
    if file is None:
        return None
    try:
        found = runpy.run_path(file).get("steps")
    except Exception as error:
        raise CannotRun(f"{file} cannot be read: {type(error).__name__}: {error}") from None
    if not callable(found):
        raise CannotRun(f"{file} has no function steps(page).")
    return found


def owner_of(file: str | None) -> Owner:
    """What a velo.toml says.

    Raises:
        CannotRun: with all that is wrong in it.
    """
    if file is None:
        return Owner()
    try:
        said = pages.site(configuration.read(file))
    except BuildError as error:
        raise CannotRun(str(error)) from None
    return Owner(said["options"], [(pattern, rule) for pattern, rule in said["pages"]])


def write(report: Report, folder: Path) -> list[Path]:
    """The three files."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "report.html": as_html(report),
        "report.json": json.dumps(report.as_data(), indent=1, ensure_ascii=False) + "\n",
        "report.sarif": json.dumps(as_sarif(report), indent=1, ensure_ascii=False) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def audit(asked: argparse.Namespace, console: Console) -> Report:
    """Runs it.

    Raises:
        CannotRun: no browser, no build, no page.
    """
    if (chromium := browser.install_chromium()) is None:
        raise CannotRun(f"There is {browser.NO_BROWSER}.")
    if not (VELO / "velo.mjs").is_file():
        raise CannotRun("dist/velo is not built: run `python build.py` first.")
    owner = owner_of(asked.config)
    wanted = asked.preset or (owner.presets() if asked.config else list(PRESETS))
    presets = [name for name in PRESETS if name in wanted]
    with console.status("starting the browser …") as status, sync_playwright() as playwright:
        plan = Plan(
            asked.site, presets, VELO, chromium, asked.pages, steps_of(asked.script), not asked.no_typing, not asked.no_pressing,
            not asked.no_pictures, tuple(asked.look_for), asked.patience, owner=owner, tell=_teller(console, status),
        )  # fmt: skip
        return Walk(playwright, plan).run()


def _teller(console: Console, status: Any) -> Any:
    """Progress: in place on a terminal, line by line in a log."""

    def tell(says: str) -> None:
        if console.is_terminal:
            status.update(escape(f"{says} …"))
        else:
            console.print(escape(f"{says} …"), soft_wrap=True)

    return tell


def main(given: Sequence[str]) -> int:
    """All of it; the exit code."""
    asked = arguments(given)
    console, complain = Console(highlight=False), Console(stderr=True, highlight=False)
    try:
        report = audit(asked, console)
        show(report, console)
        files = write(report, Path(asked.out))
    except CannotRun as error:
        complain.print(f"[red]audit:[/] {escape(str(error))}", soft_wrap=True)
        return FAILED
    except Error as error:
        complain.print(f"[red]audit:[/] the browser ended: {escape(str(error).partition(chr(10))[0])}", soft_wrap=True)
        return FAILED
    except OSError as error:
        complain.print(f"[red]audit:[/] the report cannot be written: {escape(str(error))}", soft_wrap=True)
        return FAILED
    except KeyboardInterrupt:
        return 130
    console.print(f"\nReports: {', '.join(map(str, files))}", soft_wrap=True)
    if asked.config:
        again = f"dist/velo is built without {asked.config} now: build again with --config before it goes to the site."
        console.print(again, markup=False, soft_wrap=True)
    return FINDINGS if report.findings else NOTHING
