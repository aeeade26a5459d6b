"""One's own account: the password, the second factor, the sessions.

Laws: the password and the second factor change only for who gives the present password once more, within
the same tries as a log-in; a changed password ends all other sessions and forgets all known browsers.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demo_site.collector.accounts import AccountError
from demo_site.collector.guard import NO_STORE, drop_cookie, form, set_cookie
from demo_site.collector.login import code_fits, tries_left, was_right
from demo_site.collector.pages import page
from demo_site.collector.second_factor import new_secret, picture, step_of
from demo_site.collector.sessions import Visit
from demo_site.collector.trail import Deed

NOT_NOW = "The present password is not right."


async def show(request: Request) -> Response:
    return await _page(request)


async def change_password(request: Request) -> Response:
    fields, visit = await form(request), _visit(request)
    if refusal := await _refuse_without_password(request):
        return refusal
    if fields.get("new", "") != fields.get("again", ""):
        return await _page(request, 422, "The new password was not written the same way twice.")
    try:
        await run_in_threadpool(request.app.state.accounts.set_password, visit.account, fields.get("new", ""))
    except AccountError as error:
        return await _page(request, 422, str(error))
    await _note(request, Deed.NEW_PASSWORD)
    secret = await run_in_threadpool(lambda: request.app.state.sessions.open(visit.account, complete=True))
    answer = RedirectResponse("/account?done=password", 303, headers=NO_STORE)
    set_cookie(request, answer, "session", secret)
    drop_cookie(request, answer, "known")
    return answer


async def log_out_everywhere(request: Request) -> Response:
    visit = _visit(request)
    await run_in_threadpool(request.app.state.sessions.end_all, visit.account)
    await _note(request, Deed.LOGGED_OUT_EVERYWHERE)
    answer = RedirectResponse("/login", 303, headers=NO_STORE)
    drop_cookie(request, answer, "session")
    drop_cookie(request, answer, "known")
    return answer


async def offer_factor(request: Request) -> Response:
    """A secret to scan. It counts only once a code made with it has come back."""
    if refusal := await _refuse_without_password(request):
        return refusal
    visit, secret = _visit(request), new_secret()
    await run_in_threadpool(request.app.state.sessions.offer_totp, visit, secret)
    return _offer(request, secret)


async def confirm_factor(request: Request) -> Response:
    fields, visit = await form(request), _visit(request)
    secret = visit.offered_totp
    if secret is None:
        raise HTTPException(409, "begin on the account page")
    step = step_of(secret, fields.get("code", ""), request.app.state.now_ms() / 1000)
    if step is None:
        return _offer(request, secret, 422, "That code is not right. Is the clock of the phone right?")
    await run_in_threadpool(request.app.state.accounts.set_totp, visit.account, secret, step)
    await run_in_threadpool(request.app.state.sessions.offer_totp, visit, None)
    await _note(request, Deed.FACTOR_ON)
    return RedirectResponse("/account?done=factor", 303, headers=NO_STORE)


async def remove_factor(request: Request) -> Response:
    visit = _visit(request)
    if refusal := await _refuse_without_password(request):
        return refusal
    code = (await form(request)).get("code", "")
    if visit.account.totp and not await run_in_threadpool(code_fits, request, visit.account, visit.account.totp, code):
        return await _page(request, 422, "That code is not right, or was used already.")
    await run_in_threadpool(request.app.state.accounts.set_totp, visit.account, None)
    await _note(request, Deed.FACTOR_OFF)
    return RedirectResponse("/account?done=factor", 303, headers=NO_STORE)


async def _refuse_without_password(request: Request) -> Response | None:
    fields, email = await form(request), _visit(request).account.email
    if wait_s := await tries_left(request, email):
        return await _page(request, 429, f"Too many tries. Come back in {wait_s} seconds.")
    if await run_in_threadpool(request.app.state.accounts.check, email, fields.get("present", "")) is None:
        await _note(request, Deed.REFUSED)
        return await _page(request, 403, NOT_NOW)
    was_right(request, email)
    return None


async def _page(request: Request, status: int = 200, said: str = "") -> Response:
    sessions = await run_in_threadpool(request.app.state.sessions.count, _visit(request).account)
    done = "" if said else request.query_params.get("done", "")
    return page(request, "account.html", status, said=said, done=done, sessions=sessions)


def _offer(request: Request, secret: str, status: int = 200, said: str = "") -> Response:
    drawn = picture(secret, _visit(request).account.email)
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return page(request, "factor.html", status, said=said, picture=drawn, secret=spaced)


async def _note(request: Request, deed: Deed) -> None:
    await run_in_threadpool(request.app.state.trail.note, _visit(request).account.email, deed)


def _visit(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit
