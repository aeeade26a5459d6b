"""A pytest plugin: writes down which functions of the instrumented runtime the browser called, and each fetch of the cold half.

``python -m pytest -p tests.browser.heat`` with ``VELO_HITS`` naming the file: one line for each message of a worker, a list
of function numbers, or ``"cold"``. What the runtime says about itself is no request of the recorder: the site keeps no note.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser.server import Asked, Site

_answer, _keep = Site.answer, Site.keep


def _is_hits(asked: Asked) -> bool:
    return asked.method == "POST" and urlsplit(asked.address).path.endswith("/hits")


def _note(line: str) -> None:
    with Path(os.environ["VELO_HITS"]).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def answer(self: Site, asked: Asked) -> tuple[int, dict[str, str], bytes]:
    if _is_hits(asked):
        _note(asked.body.decode())
        return 204, {}, b""
    if asked.address.endswith(".cold.wasm"):
        _note('"cold"')
    return _answer(self, asked)


def keep(self: Site, asked: Asked) -> None:
    if not _is_hits(asked):
        _keep(self, asked)


def pytest_configure(config: Any) -> None:
    Site.answer, Site.keep = answer, keep  # type: ignore[method-assign]
