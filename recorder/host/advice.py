"""What to write instead: for a key of ``velo.toml`` that nobody knows, and for a value that its key does not take.

Laws: every answer is something that the check takes, or nothing; what comes from here is about the owner's own file, never about
a page.
"""

import difflib
import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from recorder.config import Kind

# What other recorders call it: their word, and what stands for it here.
ELSEWHERE = {
    "maskallinputs": "typed values are hidden unless you write recordInputs = true",
    "maskinputs": "typed values are hidden unless you write recordInputs = true",
    "maskalltext": 'words are hidden by preset = "strict"',
    "blockselector": 'write exclude = ["…"]',
    "blockclass": 'write exclude = [".…"]',
    "masktextselector": 'write mask = ["…"]',
    "masktextclass": 'write mask = [".…"]',
    "ignoreselector": 'write ignore = ["…"]',
    "ignoreclass": 'write ignore = [".…"]',
    "unmask": 'write allow = ["…"]',
    "samplerate": "write sample = 0.1 for a tenth of page views",
    "samplingrate": "write sample = 0.1 for a tenth of page views",
    "replayssessionsamplerate": "write sample = 0.1 for a tenth of page views",
    "retention": "write retentionDays = 30 below [notice]",
    "url": 'write endpoint = "/collect"',
    "donottrack": "write respectGpc = true, which is the default",
    "respectdnt": "write respectGpc = true, which is the default",
}


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was meant: another spelling of it, or one much like it."""
    plain = {_plain(name): name for name in known}
    if found := plain.get(_plain(word)):
        return found
    near = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[near[0]] if near else None


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower().removeprefix("data-"))


def of_other_recorders(key: str) -> str | None:
    """What to write here for another recorder's option."""
    return ELSEWHERE.get(_plain(key))


def instead(key: str, kind: Kind, value: Any) -> str | None:
    """What to write for a value that ``kind`` does not take, as a line of TOML; None where nobody can know."""
    for better in _tries(kind, value):
        if better is not None and kind.accepts(better):
            return f"{key} = {toml(better)}"
    return None


def _tries(kind: Kind, value: Any) -> Iterable[Any]:
    if isinstance(value, str):
        word = value.strip()
        yield {"true": True, "yes": True, "false": False, "no": False}.get(word.lower())
        if number := re.match(r"\d+(\.\d+)?", word):
            yield float(number[0]) if number[1] else int(number[0])
            yield float(number[0]) / 100
        yield closest(word, kind.values)
        yield _path(word)
        yield [word]
        yield [_origin(word)]
        yield [closest(word, kind.values)]
        yield [word.upper()]
        return
    if isinstance(value, bool):
        yield from ([] if kind.name != "choice" or len(kind.values) != 2 else [kind.values[not value]])
    elif isinstance(value, int | float):
        yield bool(value) if value in (0, 1) else None
        yield value / 100
        yield round(value)
    elif isinstance(value, list):
        yield [_path(one) for one in value]
        yield [_origin(one) for one in value]
        yield [closest(str(one), kind.values) for one in value]
        yield [one.upper() for one in value if isinstance(one, str)]


def _path(word: Any) -> str | None:
    if not isinstance(word, str) or not word.strip():
        return None
    parts = urlsplit(word.strip())
    return "/" + parts.path.lstrip("/") + (f"#{parts.fragment}" if parts.fragment else "")


def _origin(word: Any) -> str | None:
    if not isinstance(word, str):
        return None
    parts = urlsplit(word.strip() if "//" in word else f"https://{word.strip()}")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, (bool, int, float, str)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
