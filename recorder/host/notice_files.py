"""Lays the notice out as text and as HTML, writes the files, and shows them to the owner.

Laws: what the owner wrote in ``velo.toml`` is escaped; the statement's HTML is a part of a page without style or script, to be
put into a site's own; it holds nothing of what is told to the owner alone.
"""

import datetime
import html
import textwrap
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from recorder.host import configuration, notice
from recorder.host.languages import all_languages, language
from recorder.host.layout import HOST
from recorder.host.notice import Block, Notice
from recorder.host.settings import LANGUAGES
from recorder.host.step import BuildError

WIDTH = 100
STYLE = HOST / "notices" / "report.css"


def run(file: str | None, code: str | None, folder: Path) -> None:
    """``python build.py notice``: write the files of one language, or of all, and show what they say.

    Raises:
        BuildError: what is asked for, or the file, is wrong.
    """
    if file is None:
        here = Path(configuration.NAME).exists()
        hint = f"--config {configuration.NAME}" if here else "--config FILE; `python build.py init` writes one"
        raise BuildError(f"The notice is written from your {configuration.NAME}: python build.py notice {hint}")
    if code is not None and code not in LANGUAGES:
        raise BuildError(f'There is no notice in "{code}". There is one in: {", ".join(LANGUAGES)}')
    read = configuration.read(file)
    console = Console(highlight=False)
    if code is not None:
        made = notice.write(read, language(code), datetime.date.today())
        files = save(made, folder)
        show(console, made)
        console.print(f"Written: {', '.join(map(str, files))}", soft_wrap=True, markup=False)
        return
    for one in all_languages():
        if lacking := notice.without_words(read, one):
            console.print(f"{one.code}: left out, {', '.join(lacking)} has no words for it", soft_wrap=True, markup=False)
            continue
        made = notice.write(read, one, datetime.date.today())
        files = save(made, folder)
        if one.code == "en":
            show(console, made, with_statement=False)
        console.print(f"{one.code}: {', '.join(map(str, files))}", soft_wrap=True, markup=False)


def save(made: Notice, folder: Path) -> list[Path]:
    """The four files of a language."""
    texts = {
        f"statement.{made.code}.html": statement_html(made),
        f"statement.{made.code}.txt": statement_text(made),
        f"report.{made.code}.html": report_html(made),
        f"report.{made.code}.txt": report_text(made),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BuildError(f"{folder} could not be written: {error.strerror}.") from None
    return [folder / name for name in texts]


def show(console: Console, made: Notice, *, with_statement: bool = True) -> None:
    """The notice in the terminal."""
    console.print(Text(made.title, style="bold"))
    _show_blocks(console, made.owner)
    if with_statement:
        console.rule(made.publish)
        console.print(Text(made.heading, style="bold"))
        _show_blocks(console, made.statement)
        console.print(Text(made.updated))
        console.rule()
    console.print(Text(made.disclaimer, style="italic"))
    console.print()


def _show_blocks(console: Console, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        console.print()
        console.print(Text(block.title, style="cyan"))
        for part in block.parts:
            for line in (part,) if isinstance(part, str) else part:
                shown = Text(line) if isinstance(part, str) else Text(f"- {line}")
                console.print(Padding(shown, (0, 0, 0, 2)), width=min(console.width, WIDTH))
    console.print()


def statement_text(made: Notice) -> str:
    """To be published, as text."""
    return "\n\n".join([made.heading, *map(_block_text, made.statement), made.updated]) + "\n"


def report_text(made: Notice) -> str:
    """For the owner, with the statement below."""
    told = [made.title.upper(), *map(_block_text, made.owner), made.disclaimer, "-" * WIDTH, made.publish.upper()]
    return "\n\n".join([*told, statement_text(made)])


def _block_text(block: Block) -> str:
    lines = [block.title, "=" * len(block.title)]
    for part in block.parts:
        lines += [_wrapped(part)] if isinstance(part, str) else [_wrapped(line, "- ") for line in part]
    return "\n".join(lines)


def _wrapped(line: str, begin: str = "") -> str:
    wrapper = textwrap.TextWrapper(WIDTH, begin, " " * len(begin), break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(line)


def statement_html(made: Notice) -> str:
    """To be published, as a part of a page."""
    blocks = "\n".join(_block_html(block, "h3") for block in made.statement)
    heading, updated = html.escape(made.heading), html.escape(made.updated)
    begin = f'<section lang="{made.code}" class="velo-notice">'
    return f"{begin}\n<h2>{heading}</h2>\n{blocks}\n<p><small>{updated}</small></p>\n</section>\n"


def report_html(made: Notice) -> str:
    """For the owner, as a page, with the statement below."""
    blocks = "\n".join(_block_html(block, "h2") for block in made.owner)
    title, style = html.escape(made.title), STYLE.read_text(encoding="utf-8")
    return f"""<!doctype html>
<html lang="{made.code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{blocks}
<p class="disclaimer">{html.escape(made.disclaimer)}</p>
<article>
<p class="publish">{html.escape(made.publish)}</p>
{statement_html(made)}</article>
</main>
</body>
</html>
"""


def _block_html(block: Block, heading: str) -> str:
    lines = [f"<{heading}>{html.escape(block.title)}</{heading}>"]
    for part in block.parts:
        if isinstance(part, str):
            lines.append(f"<p>{html.escape(part)}</p>")
        else:
            lines += ["<ul>", *(f"<li>{html.escape(line)}</li>" for line in part), "</ul>"]
    return "\n".join(lines)
