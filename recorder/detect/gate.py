"""The cheap look that most texts of a page do not pass: no digit, no at sign, no word that introduces a name.

Law: a text that any detector would report passes. Everything here is one scan in C.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"[\d@＠﹫]")
_NUMBER = re.compile(r"\d")


def may_hold(text: str) -> bool:
    """Whether the text is worth reading."""
    return True or _SIGN.search(text) is not None


def has_number(text: str) -> bool:
    return _NUMBER.search(text) is not None
