"""Sessions and known browsers: what a cookie stands for.

Laws: a cookie holds a random secret, the database its hash; a session ends after hours without use and
after a day in any case, and everything that ends it is on the server. One that still waits for the second
factor opens nothing and ends after minutes. The token against forged requests is made from the cookie's
secret, so it need not be kept.

Source: OWASP, Session Management Cheat Sheet; and "Slow Down Online Guessing Attacks with Device Cookies"
for the known browsers.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from demo_site.collector.accounts import Account, account_of_row, end_all
from demo_site.collector.schema import accounts, browsers, sessions

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Lifetimes:
    unused_ms: int = 4 * HOUR_MS
    session_ms: int = DAY_MS
    half_ms: int = 5 * MINUTE_MS
    browser_ms: int = 180 * DAY_MS


@dataclass(frozen=True)
class Visit:
    """Who asks, by a session that holds."""

    secret: str
    account: Account
    complete: bool
    offered_totp: str | None

    @property
    def csrf(self) -> str:
        return hmac.new(self.secret.encode(), b"velo csrf", hashlib.sha256).hexdigest()


class Sessions:
    """Blocking: call it from a worker thread."""

    def __init__(self, database: sa.Engine, now_ms: Callable[[], int], lifetimes: Lifetimes) -> None:
        self._database = database
        self._now_ms = now_ms
        self._lifetimes = lifetimes

    def open(self, account: Account, *, complete: bool, instead_of: str = "") -> str:
        """A new secret each time somebody's rights change: an old one, planted or stolen, is worth nothing."""
        secret, now_ms = secrets.token_urlsafe(32), self._now_ms()
        row = {"token": _hash(secret), "account": account.id, "complete": complete}
        with self._database.begin() as db:
            db.execute(sessions.delete().where(sessions.c.token == _hash(instead_of)))
            db.execute(sessions.insert(), {**row, "made_at_ms": now_ms, "seen_at_ms": now_ms})
        return secret

    def find(self, secret: str) -> Visit | None:
        if not SECRET.fullmatch(secret):
            return None
        asked = sa.select(sessions, accounts).join(accounts).where(sessions.c.token == _hash(secret))
        with self._database.connect() as db:
            row = db.execute(asked.set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL)).mappings().first()
        if row is None or not self._holds(row):
            return None
        self._touch(row)
        account = account_of_row({name.removeprefix("accounts_"): value for name, value in row.items() if "accounts_" in name})
        return Visit(secret, account, bool(row["sessions_complete"]), row["sessions_offered_totp"])

    def offer_totp(self, visit: Visit, totp: str | None) -> None:
        with self._database.begin() as db:
            db.execute(sessions.update().where(sessions.c.token == _hash(visit.secret)).values(offered_totp=totp))

    def end(self, secret: str) -> None:
        with self._database.begin() as db:
            db.execute(sessions.delete().where(sessions.c.token == _hash(secret)))

    def end_all(self, account: Account) -> None:
        """Also the known browsers: whoever logs out everywhere trusts none of them."""
        with self._database.begin() as db:
            end_all(db, account.id)
            db.execute(browsers.delete().where(browsers.c.account == account.id))

    def count(self, account: Account) -> int:
        mine = sa.select(sa.func.count()).select_from(sessions).where(sessions.c.account == account.id)
        with self._database.connect() as db:
            return int(db.scalar(mine.where(sessions.c.complete, self._still_hold())) or 0)

    def know_browser(self, account: Account) -> str:
        secret = secrets.token_urlsafe(32)
        with self._database.begin() as db:
            db.execute(browsers.insert(), {"token": _hash(secret), "account": account.id, "seen_at_ms": self._now_ms()})
        return secret

    def knows(self, secret: str, email: str) -> bool:
        """Whether somebody has logged in to this account from this browser before."""
        mine = sa.and_(browsers.c.token == _hash(secret), accounts.c.email == email.strip().lower()[:254])
        asked = sa.select(browsers.c.token).join(accounts, accounts.c.id == browsers.c.account).where(mine)
        with self._database.connect() as db:
            return bool(SECRET.fullmatch(secret)) and db.scalar(asked) is not None

    def forget_old(self) -> None:
        old = browsers.c.seen_at_ms < self._now_ms() - self._lifetimes.browser_ms
        with self._database.begin() as db:
            db.execute(sessions.delete().where(sa.not_(self._still_hold())))
            db.execute(browsers.delete().where(old))

    def _still_hold(self) -> sa.ColumnElement[bool]:
        now_ms, lives = self._now_ms(), self._lifetimes
        return sa.and_(sessions.c.made_at_ms > now_ms - lives.session_ms, sessions.c.seen_at_ms > now_ms - lives.unused_ms)

    def _holds(self, row: Any) -> bool:
        now_ms, lives = self._now_ms(), self._lifetimes
        age_ms, unused_ms = now_ms - row["sessions_made_at_ms"], now_ms - row["sessions_seen_at_ms"]
        longest_ms = lives.session_ms if row["sessions_complete"] else lives.half_ms
        return bool(age_ms < longest_ms and unused_ms < lives.unused_ms)

    def _touch(self, row: Any) -> None:
        """At most once a minute: reading must not become writing."""
        now_ms = self._now_ms()
        if now_ms - row["sessions_seen_at_ms"] > MINUTE_MS:
            with self._database.begin() as db:
                db.execute(sessions.update().where(sessions.c.token == row["sessions_token"]).values(seen_at_ms=now_ms))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
