"""The collector's application: routes, the host check, the headers.

Laws: it answers to loopback names only while there is no login; only `/collect` may be called from other
origins, and only from those that were named; no answer sets a cookie.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from demo_site.collector import collect, viewer
from demo_site.collector.files import BuiltFiles
from demo_site.collector.headers import AnswerHeaders
from demo_site.collector.limits import Limits
from demo_site.collector.store import open_store

HERE = Path(__file__).parent
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")
PREFLIGHT_S = 86_400


@dataclass(frozen=True)
class Settings:
    """Where things are and who may send."""

    data: Path = Path(".velo-data")
    dist: Path = Path("dist")
    pages: Path = HERE.parent / "pages"
    database_url: str | None = None
    objects_url: str | None = None
    allow_origins: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)


def make_app(settings: Settings) -> Starlette:
    store = open_store(settings.data, settings.limits, settings.database_url, settings.objects_url)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        store.close()

    app = Starlette(
        routes=_routes(settings),
        middleware=[
            Middleware(AnswerHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK_NAMES, www_redirect=False),
        ],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )
    app.state.store = store
    app.state.limits = settings.limits
    return app


def _routes(settings: Settings) -> list[Route | Mount]:
    return [
        Route("/healthz", _healthz),
        Mount("/collect", routes=_collect_routes(), middleware=[_cors(settings.allow_origins)]),
        Route("/recordings", viewer.index),
        Route("/recordings/", viewer.home),
        Route("/recordings/{recording}", viewer.play),
        Route("/recordings/{recording}", viewer.erase, methods=["DELETE"]),
        Route("/recordings/{recording}/events", viewer.events),
        Mount("/viewer", BuiltFiles(HERE / "viewer")),
        Mount("/velo", BuiltFiles(settings.dist / "velo")),
        Mount("/vendor", BuiltFiles(settings.dist / "demo" / "vendor")),
        Mount("/", BuiltFiles(settings.pages, html=True)),
    ]


def _collect_routes() -> list[Route]:
    return [
        Route("/{recording}/{segment}", collect.put, methods=["PUT"]),
        Route("/{recording}", collect.delete, methods=["DELETE"]),
    ]


def _cors(origins: Sequence[str]) -> Middleware:
    """No credentials: recordings are sent without cookies, so none can be asked for."""
    return Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["PUT", "DELETE"],
        allow_headers=["content-type", "content-encoding"],
        max_age=PREFLIGHT_S,
    )


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


async def _refused(_request: Request, refusal: Exception) -> Response:
    """Also 404 and 405: one plain line, no page of somebody else's words."""
    if not isinstance(refusal, HTTPException):
        raise refusal
    return PlainTextResponse(f"{refusal.detail}\n", refusal.status_code, refusal.headers)
