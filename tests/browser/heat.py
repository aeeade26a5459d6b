"""A pytest plugin: writes down which functions of the instrumented runtime the browser called, and who fetched its halves.

``python -m pytest -p tests.browser.heat`` with ``VELO_HITS`` naming the file: one line for each message of a worker, a list
of function numbers; and one for each fetch of the memory image, with which a worker starts, or of the cold half: the half and the
test, in text. What the runtime says about itself is no request of the recorder: the site keeps no note.
"""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser.server import Asked, Site

_answer, _keep = Site.answer, Site.keep


def _is_hits(asked: Asked) -> bool:
    return asked.method == "POST" and urlsplit(asked.address).path.endswith("/hits")


def _half(file: str) -> str:
    """Which half of the runtime a file is: ``"image"``, ``"cold"``; empty if none."""
    if file.endswith(".cold.wasm"):
        return "cold"
    return "image" if file.startswith("image-") else ""


def _note(line: str) -> None:
    with Path(os.environ["VELO_HITS"]).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def answer(self: Site, asked: Asked) -> tuple[int, dict[str, str], bytes]:
    if _is_hits(asked):
        _note(asked.body.decode())
        return 204, {}, b""
    half = _half(urlsplit(asked.address).path.rpartition("/")[2])
    if half:
        _note(json.dumps(f"{half} {os.environ.get('PYTEST_CURRENT_TEST', '').partition(' ')[0]}"))
    return _answer(self, asked)


def keep(self: Site, asked: Asked) -> None:
    if not _is_hits(asked):
        _keep(self, asked)


def pytest_configure(config: Any) -> None:
    Site.answer, Site.keep = answer, keep  # type: ignore[method-assign]
