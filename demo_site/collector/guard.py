"""Who may ask for what: the one door to everything that is not for everybody.

Laws. A route behind the door is wrapped by `allowed(role, ...)`; it asks for a complete session of at least
that role, and for anything that changes something also for a request from our own pages: a token that only
they hold, and no word from the browser that another site sent it. Without a session a person is sent to the
log-in page, a program gets 401; with too small a role both get 403.

The session's cookie is `__Host-`, so no other host and no plain connection can plant it, wherever the
connection is TLS. On loopback without TLS its name is plain: Chromium would take a `__Host-` cookie from
http://127.0.0.1, Safari, curl and Python's clients do not, and they would never be logged in.

Source: RFC 6265bis (prefixes, SameSite); OWASP CSRF Prevention; the Fetch Metadata headers.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demo_site.collector.accounts import Role
from demo_site.collector.sessions import Sessions, Visit

Endpoint = Callable[[Request], Awaitable[Response]]
SAFE = ("GET", "HEAD")
FORM_BYTES = 16 * 1024
FORM_FIELDS = 20
LOGIN = "/login"
NEXT = re.compile(r"/(recordings|account|trail)([/?][A-Za-z0-9/_?=&.%:+-]*)?")
PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
NO_STORE = {"cache-control": "no-store"}


def allowed(role: Role, endpoint: Endpoint) -> Endpoint:
    """The endpoint, for sessions of at least this role."""

    async def guarded(request: Request) -> Response:
        refuse_strange_proxies(request)
        visit = await visitor(request)
        if visit is None or not visit.complete:
            return _log_in_first(request)
        if visit.account.role < role:
            raise HTTPException(403, f"this needs the role {role.name.lower()}")
        if request.method not in SAFE:
            await refuse_forged(request, visit)
        request.state.visit = visit
        return await endpoint(request)

    guarded.role = role  # type: ignore[attr-defined]
    return guarded


async def visitor(request: Request) -> Visit | None:
    """Whose session this is, also one that waits for its second factor."""
    sessions: Sessions = request.app.state.sessions
    secret = request.cookies.get(cookie_name(request, "session"), "")
    return await run_in_threadpool(sessions.find, secret) if secret else None


async def refuse_forged(request: Request, visit: Visit) -> None:
    refuse_other_sites(request)
    given = request.headers.get("x-velo-csrf") or (await form(request)).get("csrf", "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), visit.csrf.encode()):
        raise HTTPException(403, "this page is too old; load it again")


def refuse_other_sites(request: Request) -> None:
    """For forms that are sent before there is a session, too. A program sends neither header, and has no cookies to abuse.

    A page without referrer, as ours are, sends its forms with `Origin: null`; then `Sec-Fetch-Site` must speak for it.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    ours = request.app.state.public_origin or f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site not in (None, "same-origin") or (origin == "null" and site is None):
        raise HTTPException(403, "this came from another site")
    if origin not in (None, "null") and str(origin).lower() != ours.lower():
        raise HTTPException(403, "this came from another site")


def refuse_strange_proxies(request: Request) -> None:
    """A proxy that nobody told us of: then neither addresses nor TLS are what they seem."""
    if request.app.state.public_origin is None and any(name in request.headers for name in PROXY_HEADERS):
        raise HTTPException(403, "behind a proxy only with --public-origin: see docs/collector.md")


async def form(request: Request) -> dict[str, str]:
    """The fields of a form; the first of each name. Read once, within a bound."""
    if not hasattr(request.state, "form"):
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > FORM_BYTES:
                raise HTTPException(413, "this form is too long")
        request.state.form = _fields(request.headers.get("content-type", ""), bytes(body))
    fields: dict[str, str] = request.state.form
    return fields


def _fields(content_type: str, body: bytes) -> dict[str, str]:
    if not body or content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return {}
    try:
        parsed = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=FORM_FIELDS)
    except ValueError:
        raise HTTPException(400, "this is not a form") from None
    return {name: values[0] for name, values in parsed.items()}


def is_secure(request: Request) -> bool:
    return request.url.scheme == "https" or str(request.app.state.public_origin).startswith("https:")


def cookie_name(request: Request, kind: str) -> str:
    return f"__Host-velo-{kind}" if is_secure(request) else f"velo-{kind}"


def set_cookie(request: Request, answer: Response, kind: str, secret: str, age_s: int | None = None) -> None:
    """`Strict`: no other site's link, form or script ever carries it."""
    answer.set_cookie(
        cookie_name(request, kind), secret, age_s, path="/", secure=is_secure(request), httponly=True, samesite="strict"
    )


def drop_cookie(request: Request, answer: Response, kind: str) -> None:
    answer.delete_cookie(cookie_name(request, kind), path="/", secure=is_secure(request), httponly=True, samesite="strict")


def safe_next(wanted: str) -> str:
    """Where to go after the log-in: a page of ours, whatever the address said.

    >>> safe_next("/recordings/AbCd?x=1"), safe_next("//evil.example"), safe_next("/recordings//../x@y")
    ('/recordings/AbCd?x=1', '/recordings', '/recordings')
    """
    return wanted if NEXT.fullmatch(wanted) and not urlsplit(wanted).netloc else "/recordings"


def _log_in_first(request: Request) -> Response:
    if request.method in SAFE and "text/html" in request.headers.get("accept", ""):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{LOGIN}?next={quote(asked, safe='/')}", 303, headers=NO_STORE)
    raise HTTPException(401, "log in first", {**NO_STORE, "www-authenticate": 'Velo-Login location="/login"'})
