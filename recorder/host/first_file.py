"""``python build.py init``: a ``velo.toml`` with every key in it, explained, and only what a first recording needs switched on.

Law: the file is made from ``settings.py`` and passes the check as it is; one that is there already is never touched.
"""

import os
from pathlib import Path

from recorder.host import schema
from recorder.host.advice import toml
from recorder.host.settings import PAGE_OPTIONS, SECTIONS, Setting
from recorder.host.step import BuildError

# Said from the start; all else stands there as a comment, with its default or an example.
ON = ("endpoint", "preset", "consent")

HEAD = """\
# What Velo records on this site, and who is responsible for it. All keys: docs/configuration.md
#
#   python build.py --config {name}               builds dist/velo with these options
#   python build.py notice --config {name}        writes the statement for the privacy policy
#
# Take the # away from what you want to say. What is not said has the value that records least.
"""

INTROS = {
    "options": "# The page. What a tag or velo.start() says on top of this may only be stricter.",
    "controller": "# Who is responsible. For the notice, which needs the keys marked with (needed).",
    "build": "# What build.py may also be told on its command line. Files are sought from where this file lies.",
    "notice": "# What the notice has to say. It cannot know these things: they must be true.",
}

PAGE = """\
# Rules for some pages, by path: * is any text without a slash, ** any text at all. As many [[page]] as you like; where more than
# one fits, the strictest holds. Each may say record = false, or one of these, as above: {names}.
#
# [[page]]
# path = "/account/**"
# record = false
#
# [[page]]
# path = ["/blog/**", "/help/**"]
# preset = "balanced"

"""


def text(file: Path) -> str:
    """The file. ``file``: where it will lie, for the path of the schema."""
    relative = os.path.relpath(schema.FILE, file.resolve().parent)
    parts = [f"#:schema {Path(relative).as_posix()}", HEAD.format(name=file.name)]
    for name, section in SECTIONS.items():
        if name == "page":
            parts.append(PAGE.format(names=", ".join(PAGE_OPTIONS)))
            continue
        parts += [INTROS[name], f"[{name}]"]
        parts += [_entry(key, setting, mark=name != "options") for key, setting in section.items()]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _entry(key: str, setting: Setting, *, mark: bool) -> str:
    needed = " (needed)" if mark and setting.needed else ""
    return f"# {setting.says}{needed}\n{'' if key in ON else '# '}{key} = {toml(setting.example)}\n"


def write(file: Path) -> None:
    """Write it.

    Raises:
        BuildError: there is a file already, or it cannot be written.
    """
    try:
        with file.open("x", encoding="utf-8") as written:
            written.write(text(file))
    except FileExistsError:
        raise BuildError(f"{file} is there already and was not touched. Name another one: --output other.toml") from None
    except OSError as error:
        raise BuildError(f"{file} could not be written: {error.strerror}.") from None
