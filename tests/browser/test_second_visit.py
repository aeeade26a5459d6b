"""A second visit: the browser has been closed meanwhile, and has all of Velo's files with a hash in their names.

They are served as the collector serves them: the same code, the same headers, the small ones where the browser takes them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from demo_site.collector.files import BuiltFiles
from recorder.host.browser import CHROMIUM_FLAGS, find_chromium
from tests.browser.chrome import QUIET, call, start, velo_folder

pytestmark = pytest.mark.browser


@dataclass
class Host:
    """What was asked of it: path, status and bytes of the body that went."""

    origin: str = ""
    answers: list[tuple[str, int, int]] = field(default_factory=list)

    def of_velo(self) -> list[tuple[str, int, int]]:
        """Since the last call."""
        taken, self.answers = [one for one in self.answers if one[0].startswith("/velo/")], []
        return taken


class Counted:
    """An ASGI application whose answers are noted."""

    def __init__(self, app: Any, host: Host) -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        told = {"status": 0, "bytes": 0}

        async def noted(message: Any) -> None:
            told["status"] = message.get("status", told["status"])
            told["bytes"] += len(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, noted)
        if scope["type"] == "http":
            self.host.answers.append((scope["path"], told["status"], told["bytes"]))


@contextmanager
def hosted() -> Iterator[Host]:
    async def page(_: Request) -> Response:
        return HTMLResponse("<!doctype html><title>t</title><p>word</p>")

    async def collect(_: Request) -> Response:
        return Response(status_code=204)

    host = Host()
    routes = [
        Route("/", page),
        Mount("/velo", BuiltFiles(velo_folder())),
        Route("/collect/{recording}/{segment}", collect, methods=["PUT"]),
    ]
    config = uvicorn.Config(Counted(Starlette(routes=routes), host), host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
        assert thread.is_alive()
    host.origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield host
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def browser_of(browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A browser of its own, with what it kept of the visit before."""
    arguments = [*CHROMIUM_FLAGS, *QUIET]
    made = browser.browser_type.launch_persistent_context(profile, executable_path=find_chromium(), args=arguments)
    try:
        yield made
    finally:
        made.close()


def test_a_second_visit_downloads_nothing_that_has_a_hash(browser: Browser, tmp_path: Path) -> None:
    with hosted() as host:
        visits = []
        for _ in range(2):
            with browser_of(browser, tmp_path) as context:
                page = context.new_page()
                page.goto(host.origin)
                assert start(page) == "recording"
                call(page, "flush")
            visits.append(host.of_velo())
    first, second = visits
    assert len(first) >= 5 and sum(size for _, _, size in first) > 1_000_000, "all came on the first visit"
    assert {status for _, status, _ in first} == {200}
    assert second == [("/velo/velo.mjs", 304, 0)], "the entry alone is asked for, and has not changed"
