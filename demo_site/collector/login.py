"""Coming in and going out: e-mail and password, then the code of the second factor where there is one.

Laws. What is wrong is never said more exactly than "e-mail or password". Guessing is slowed down by client
and account together, and nothing that somebody else does elsewhere can keep a person out: there is no count
by account alone for passwords. A browser that has logged in to this account before has tries of its own, so
not even a neighbour behind the same address can use them up. Codes, which only who knows the password can
try, are counted by account too, again apart from known browsers.
"""

from __future__ import annotations

import contextlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demo_site.collector.accounts import Account, AccountError
from demo_site.collector.buckets import Buckets, Rate
from demo_site.collector.guard import (
    NO_STORE,
    cookie_name,
    drop_cookie,
    form,
    refuse_forged,
    refuse_other_sites,
    refuse_strange_proxies,
    safe_next,
    set_cookie,
    visitor,
)
from demo_site.collector.pages import page
from demo_site.collector.second_factor import step_of
from demo_site.collector.sessions import Visit
from demo_site.collector.trail import Deed

ONE_ACCOUNT = Rate(burst=8, per_s=1 / 30)
ONE_CLIENT = Rate(burst=40, per_s=1 / 6)
KNOWN_BROWSER = Rate(burst=8, per_s=1 / 30)
CODES = Rate(burst=30, per_s=1 / 120)
WRONG = "E-mail or password is not right."
WRONG_CODE = "That code is not right, or was used already. Wait for the next one."


class Guesses:
    """How often a password or a code may be tried, from where."""

    def __init__(self) -> None:
        self._account = Buckets(ONE_ACCOUNT)
        self._client = Buckets(ONE_CLIENT)
        self._known = Buckets(KNOWN_BROWSER)
        self._codes = Buckets(CODES)

    def take(self, client: bytes, account: bytes, known: bool, *, code: bool = False) -> int:
        """0, or in how many seconds to come again."""
        if known:
            return self._known.take((account, code))
        wait_s = self._account.take((client, account, code))
        if not wait_s and (wait_s := self._client.take(client)):
            self._account.give_back((client, account, code))
        if not wait_s and code and (wait_s := self._codes.take(account)):
            self._account.give_back((client, account, code))
        return wait_s

    def was_right(self, client: bytes, account: bytes, known: bool, *, code: bool = False) -> None:
        if known:
            self._known.give_back((account, code))
            return
        self._account.give_back((client, account, code))
        self._client.give_back(client)
        if code:
            self._codes.give_back(account)


async def ask(request: Request) -> Response:
    refuse_strange_proxies(request)
    visit = await visitor(request)
    wanted = safe_next(request.query_params.get("next", ""))
    if visit and visit.complete:
        return RedirectResponse(wanted, 303, headers=NO_STORE)
    return _form(request, wanted, asks_code=visit is not None)


async def log_in(request: Request) -> Response:
    refuse_strange_proxies(request)
    refuse_other_sites(request)
    fields = await form(request)
    email, wanted = fields.get("email", ""), safe_next(fields.get("next", ""))
    if wait_s := await tries_left(request, email):
        request.app.state.meters.login("too often")
        return _form(request, wanted, 429, f"Too many tries. Come back in {wait_s} seconds.", email, wait_s=wait_s)
    account = await run_in_threadpool(request.app.state.accounts.check, email, fields.get("password", ""))
    if account is None:
        request.app.state.meters.login("refused")
        await run_in_threadpool(_note_refusal, request, email)
        return _form(request, wanted, 403, WRONG, email)
    was_right(request, email)
    if account.has_second_factor:
        secret = await run_in_threadpool(lambda: request.app.state.sessions.open(account, complete=False))
        answer = _form(request, wanted, asks_code=True)
        set_cookie(request, answer, "session", secret)
        return answer
    return await _come_in(request, account, wanted)


async def log_in_code(request: Request) -> Response:
    """The second step; the session that waits says whose code it must be."""
    refuse_strange_proxies(request)
    refuse_other_sites(request)
    fields, visit = await form(request), await visitor(request)
    wanted = safe_next(fields.get("next", ""))
    if visit is None or visit.complete or visit.account.totp is None:
        return _form(request, wanted, 403, "That took too long. Please begin again.")
    if wait_s := await tries_left(request, visit.account.email, code=True):
        request.app.state.meters.login("too often")
        said = f"Too many tries. Come back in {wait_s} seconds."
        return _form(request, wanted, 429, said, asks_code=True, wait_s=wait_s)
    if not await run_in_threadpool(code_fits, request, visit.account, visit.account.totp, fields.get("code", "")):
        request.app.state.meters.login("refused")
        await run_in_threadpool(request.app.state.trail.note, visit.account.email, Deed.REFUSED_CODE)
        return _form(request, wanted, 403, WRONG_CODE, asks_code=True)
    was_right(request, visit.account.email, code=True)
    return await _come_in(request, visit.account, wanted, visit)


async def log_out(request: Request) -> Response:
    """Also from a session that waits for its code."""
    visit = await visitor(request)
    if visit is not None:
        await refuse_forged(request, visit)
        await run_in_threadpool(request.app.state.sessions.end, visit.secret)
        await run_in_threadpool(request.app.state.trail.note, visit.account.email, Deed.LOGGED_OUT)
    answer = RedirectResponse("/login", 303, headers=NO_STORE)
    drop_cookie(request, answer, "session")
    return answer


async def tries_left(request: Request, email: str, *, code: bool = False) -> int:
    """0 when one more try may be made (it is taken), or in how many seconds."""
    known = await run_in_threadpool(request.app.state.sessions.knows, _browser(request), email)
    request.state.known = known
    client, account = _keys(request, email)
    guesses: Guesses = request.app.state.guesses
    return guesses.take(client, account, known, code=code)


def was_right(request: Request, email: str, *, code: bool = False) -> None:
    client, account = _keys(request, email)
    request.app.state.guesses.was_right(client, account, request.state.known, code=code)


def code_fits(request: Request, account: Account, secret: str, code: str) -> bool:
    step = step_of(secret, code, request.app.state.now_ms() / 1000)
    return step is not None and bool(request.app.state.accounts.use_step(account, step))


def _keys(request: Request, email: str) -> tuple[bytes, bytes]:
    clients = request.app.state.clients
    return clients.of(request), clients.hashed("account", email.strip().lower())


def _browser(request: Request) -> str:
    return request.cookies.get(cookie_name(request, "known"), "")


async def _come_in(request: Request, account: Account, wanted: str, half: Visit | None = None) -> Response:
    instead_of = half.secret if half else request.cookies.get(cookie_name(request, "session"), "")
    secret = await run_in_threadpool(
        lambda: request.app.state.sessions.open(account, complete=True, instead_of=instead_of)
    )
    await run_in_threadpool(request.app.state.trail.note, account.email, Deed.LOGGED_IN)
    request.app.state.meters.login("let in")
    answer = RedirectResponse(wanted, 303, headers=NO_STORE)
    set_cookie(request, answer, "session", secret)
    if not request.state.known:
        known = await run_in_threadpool(request.app.state.sessions.know_browser, account)
        set_cookie(request, answer, "known", known, request.app.state.lifetimes.browser_ms // 1000)
    return answer


def _note_refusal(request: Request, email: str) -> None:
    """Only of accounts: what else was typed into that field may be a password."""
    with contextlib.suppress(AccountError):
        request.app.state.trail.note(request.app.state.accounts.named(email).email, Deed.REFUSED)


def _form(
    request: Request,
    wanted: str,
    status: int = 200,
    said: str = "",
    email: str = "",
    *,
    asks_code: bool = False,
    wait_s: int = 0,
) -> Response:
    template = "code.html" if asks_code else "login.html"
    answer = page(request, template, status, wanted=wanted, said=said, email=email[:254])
    if wait_s:
        answer.headers["retry-after"] = str(wait_s)
    return answer

