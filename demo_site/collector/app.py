"""The collector's application: routes and who may use them, the host check, the headers.

Laws: each route that is not for everybody names the role it needs, here and nowhere else; without TLS it
answers to loopback names only, unless it was told its public address; only `/collect` may be called from
other origins, and only from those that were named; only logging in sets a cookie.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from demo_site.collector import account_pages, collect, description, login, meters, packs, retention, trail_page, viewer
from demo_site.collector.accounts import Accounts, Role
from demo_site.collector.buckets import Buckets
from demo_site.collector.clients import ClientKeys
from demo_site.collector.files import BuiltFiles
from demo_site.collector.guard import allowed
from demo_site.collector.headers import AnswerHeaders
from demo_site.collector.limits import Limits
from demo_site.collector.packs import Packing
from demo_site.collector.passwords import Cost, Passwords
from demo_site.collector.retention import Retention
from demo_site.collector.rounds import keep_on
from demo_site.collector.sessions import Lifetimes, Sessions
from demo_site.collector.store import open_store
from demo_site.collector.trail import Trail

HERE = Path(__file__).parent
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")
PREFLIGHT_S = 86_400


def wall_clock_ms() -> int:
    return time.time_ns() // 1_000_000


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
    tls: bool = False
    """This process speaks TLS itself."""
    public_origin: str | None = None
    """Where people reach it when something in front of it speaks TLS: https://recordings.example."""
    passwords: Cost = field(default_factory=Cost)
    lifetimes: Lifetimes = field(default_factory=Lifetimes)
    retention: Retention = field(default_factory=Retention)
    metrics_token: str | None = None
    packing: Packing = field(default_factory=Packing)
    only_sealed: bool = False
    """Refuse segments that this collector could read."""
    now_ms: Callable[[], int] = wall_clock_ms


def make_app(settings: Settings) -> Starlette:
    store = open_store(settings.data, settings.limits, settings.database_url, settings.objects_url, settings.packing)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        erasing = functools.partial(retention.one_round, app, settings.retention)
        moving_s = min(packs.ROUND_S, settings.packing.wait_s)
        rounds = [
            asyncio.create_task(keep_on("erasing by age", erasing, retention.ROUND_S)),
            asyncio.create_task(keep_on("moving into the object store", store.move, moving_s)),
        ]
        yield
        for each in rounds:
            each.cancel()
        store.close()

    only_tls = settings.tls or str(settings.public_origin).startswith("https:")
    app = Starlette(
        routes=_routes(settings),
        middleware=[
            Middleware(AnswerHeaders, only_tls=only_tls),
            Middleware(TrustedHostMiddleware, allowed_hosts=_hosts(settings), www_redirect=False),
        ],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )
    app.state.store = store
    app.state.limits = settings.limits
    app.state.only_sealed = settings.only_sealed
    app.state.public_origin = settings.public_origin
    app.state.now_ms = settings.now_ms
    app.state.lifetimes = settings.lifetimes
    app.state.accounts = Accounts(store.database, Passwords(settings.passwords), settings.now_ms)
    app.state.sessions = Sessions(store.database, settings.now_ms, settings.lifetimes)
    app.state.trail = Trail(store.database, settings.now_ms)
    app.state.clients = ClientKeys()
    app.state.guesses = login.Guesses()
    app.state.meters = meters.Meters()
    app.state.metrics_token = settings.metrics_token
    app.state.client_rate = Buckets(settings.limits.client)
    app.state.total_rate = Buckets(settings.limits.total)
    return app


def _routes(settings: Settings) -> list[Route | Mount]:
    return [
        Route("/healthz", _healthz),
        Route("/metrics", meters.show),
        Route("/openapi.json", description.show),
        Mount("/collect", routes=_collect_routes(), middleware=[_cors(settings.allow_origins)]),
        *_people_routes(),
        Route("/recordings", allowed(Role.VIEWER, viewer.index)),
        Route("/recordings/", allowed(Role.VIEWER, viewer.home)),
        Route("/recordings/file", allowed(Role.VIEWER, viewer.play_file)),
        Route("/recordings/{recording}", allowed(Role.VIEWER, viewer.play)),
        Route("/recordings/{recording}", allowed(Role.OWNER, viewer.erase), methods=["DELETE"]),
        Route("/recordings/{recording}/events", allowed(Role.VIEWER, viewer.events)),
        Route("/recordings/{recording}/export", allowed(Role.OWNER, viewer.export)),
        Route("/trail", allowed(Role.OWNER, trail_page.show)),
        Mount("/viewer", BuiltFiles(HERE / "viewer")),
        Mount("/velo", BuiltFiles(settings.dist / "velo")),
        Mount("/docs", BuiltFiles(settings.dist / "docs", html=True)),
        Mount("/vendor", BuiltFiles(settings.dist / "demo" / "vendor")),
        Mount("/", BuiltFiles(settings.pages, html=True)),
    ]


def _people_routes() -> list[Route]:
    """Coming in, going out, one's own account."""
    mine = {
        "/account/password": account_pages.change_password,
        "/account/sessions": account_pages.log_out_everywhere,
        "/account/factor": account_pages.offer_factor,
        "/account/factor/confirm": account_pages.confirm_factor,
        "/account/factor/remove": account_pages.remove_factor,
    }
    return [
        Route("/login", login.ask),
        Route("/login", login.log_in, methods=["POST"]),
        Route("/login/code", login.log_in_code, methods=["POST"]),
        Route("/logout", login.log_out, methods=["POST"]),
        Route("/account", allowed(Role.VIEWER, account_pages.show)),
        *(Route(path, allowed(Role.VIEWER, endpoint), methods=["POST"]) for path, endpoint in mine.items()),
    ]


def _collect_routes() -> list[Route]:
    return [
        Route("/{recording}/{segment}", collect.put, methods=["PUT"]),
        Route("/{recording}", collect.delete, methods=["DELETE"]),
    ]


def _hosts(settings: Settings) -> list[str]:
    """A name elsewhere that is made to point here gets nothing; over TLS the certificate sees to that."""
    if settings.public_origin:
        return [*LOOPBACK_NAMES, urlsplit(settings.public_origin).hostname or ""]
    return ["*"] if settings.tls else list(LOOPBACK_NAMES)


def _cors(origins: Sequence[str]) -> Middleware:
    """No credentials: recordings are sent without cookies, so none can be asked for."""
    return Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["PUT", "DELETE"],
        allow_headers=["content-type", "content-encoding"],
        max_age=PREFLIGHT_S,
    )


async def _healthz(request: Request) -> Response:
    """Whether this copy should be sent requests: it runs, and its database answers."""
    try:
        await run_in_threadpool(request.app.state.store.answers)
    except SQLAlchemyError:
        return PlainTextResponse("the database does not answer\n", 503, headers={"cache-control": "no-store"})
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


async def _refused(_request: Request, refusal: Exception) -> Response:
    """Also 404 and 405: one plain line, no page of somebody else's words."""
    if not isinstance(refusal, HTTPException):
        raise refusal
    return PlainTextResponse(f"{refusal.detail}\n", refusal.status_code, refusal.headers)
