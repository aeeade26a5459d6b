"""What of ``velo.toml`` goes into ``velo.js``: the options of the site, and rules for pages by the path they have.

Laws: only what was said goes there, and nothing of the owner's name or of the notice; a path becomes a regular expression that
JavaScript reads with its flag ``u``. What a rule does when an address changes stands in ``loader/pages.js``.
"""

import re
from typing import Any

from recorder.host.configuration import Configuration

# {"options": {...}, "pages": [[source of a regular expression, {...}], ...]}: ``Site`` in loader/pages.js.
Site = dict[str, Any]

_WILD = re.compile(r"/\*\*$|\*\*|\*|[^*/]+|/")
_SYNTAX = re.compile(r"[\\^$.+?()\[\]{}|/]")


def site(configuration: Configuration) -> Site:
    """The file as the loader reads it."""
    return {"options": configuration.options, "pages": [rule for page in configuration.pages for rule in _rules(page)]}


def _rules(page: dict[str, Any]) -> list[list[Any]]:
    paths = page["path"] if isinstance(page["path"], list) else [page["path"]]
    said = {name: value for name, value in page.items() if name != "path"}
    return [[pattern(path), said] for path in paths]


def pattern(path: str) -> str:
    """The regular expression of a path: ``*`` stands within one part, ``**`` across them; a slash at the end counts for nothing.

    >>> pattern("/account/**")
    '^\\\\/account(?:\\\\/.*)?\\\\/?$'
    >>> pattern("/*/login/")
    '^\\\\/[^\\\\/]*\\\\/login\\\\/?$'
    """
    whole = path.rstrip("/") if path != "/" else ""
    return "^" + "".join(map(_part, _WILD.findall(whole))) + "\\/?$"


def _part(part: str) -> str:
    if part == "/**":
        return "(?:\\/.*)?"
    if part in ("*", "**"):
        return ".*" if part == "**" else "[^\\/]*"
    return _SYNTAX.sub(r"\\\g<0>", part)
