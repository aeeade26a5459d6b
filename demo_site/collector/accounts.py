"""Accounts: who may come in, and what they may do there.

Laws: an e-mail address is one account, whatever its letter case; a role that is not known may nothing; the
last owner can be neither removed nor made a viewer. A password or a role that changes, and an account that
goes, ends every session of that account in the same transaction.
"""

from __future__ import annotations

import enum
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from demo_site.collector.passwords import Passwords, weakness
from demo_site.collector.schema import accounts, browsers, sessions

EMAIL = re.compile(r"[^\s@\x00-\x1f<>\"]{1,64}@[^\s@\x00-\x1f<>\"]{1,188}")


class Role(enum.IntEnum):
    """What an account may do; a larger one may all that a smaller one may."""

    VIEWER = 1
    OWNER = 2


@dataclass(frozen=True)
class Account:
    id: str
    email: str
    role: Role
    made_at_ms: int
    totp: str | None

    @property
    def has_second_factor(self) -> bool:
        return self.totp is not None


class AccountError(Exception):
    """What was asked for is not done; the message says why, to the person who asked."""


class Accounts:
    """Blocking: call it from a worker thread."""

    def __init__(self, database: sa.Engine, passwords: Passwords, now_ms: Callable[[], int]) -> None:
        self._database = database
        self._passwords = passwords
        self._now_ms = now_ms

    def add(self, email: str, password: str, role: Role) -> Account:
        email = checked_email(email)
        self._refuse_weak(password, email)
        row = {
            "id": secrets.token_urlsafe(16),
            "email": email,
            "role": role.name.lower(),
            "password": self._passwords.hashed(password),
            "made_at_ms": self._now_ms(),
            "totp_step": 0,
        }
        try:
            with self._database.begin() as db:
                db.execute(accounts.insert(), row)
        except sa.exc.IntegrityError:
            raise AccountError(f"there is an account {email} already") from None
        return self.named(email)

    def all(self) -> list[Account]:
        with self._database.connect() as db:
            return [account_of_row(row) for row in db.execute(accounts.select().order_by(accounts.c.email)).mappings()]

    def named(self, email: str) -> Account:
        with self._database.connect() as db:
            row = db.execute(accounts.select().where(accounts.c.email == checked_email(email))).mappings().first()
        if row is None:
            raise AccountError("there is no such account")
        return account_of_row(row)

    def check(self, email: str, password: str) -> Account | None:
        """The account, when both are right. Takes as long when there is none."""
        mine = accounts.c.email == email.strip().lower()[:254]
        with self._database.connect() as db:
            row = db.execute(accounts.select().where(mine)).mappings().first()
        kept = str(row["password"]) if row else None
        if not self._passwords.fits(kept, password) or row is None or kept is None:
            return None
        if self._passwords.is_dated(kept):
            self._change(row["id"], password=self._passwords.hashed(password))
        return account_of_row(row)

    def set_password(self, account: Account, password: str) -> None:
        self._refuse_weak(password, account.email)
        self._change(account.id, ends=True, password=self._passwords.hashed(password))

    def set_role(self, account: Account, role: Role) -> None:
        if role < account.role:
            self._refuse_last_owner(account)
        self._change(account.id, ends=True, role=role.name.lower())

    def set_totp(self, account: Account, secret: str | None, step: int = 0) -> None:
        self._change(account.id, totp=secret, totp_step=step)

    def use_step(self, account: Account, step: int) -> bool:
        """Whether a code of this step (a moment of 30 s) was not used before; from now on it was."""
        unused = sa.and_(accounts.c.id == account.id, accounts.c.totp_step < step)
        with self._database.begin() as db:
            return db.execute(accounts.update().where(unused).values(totp_step=step)).rowcount == 1

    def remove(self, account: Account) -> None:
        self._refuse_last_owner(account)
        with self._database.begin() as db:
            end_all(db, account.id)
            db.execute(browsers.delete().where(browsers.c.account == account.id))
            db.execute(accounts.delete().where(accounts.c.id == account.id))

    def _change(self, account_id: str, *, ends: bool = False, **values: Any) -> None:
        with self._database.begin() as db:
            if ends:
                end_all(db, account_id)
                db.execute(browsers.delete().where(browsers.c.account == account_id))
            db.execute(accounts.update().where(accounts.c.id == account_id).values(**values))

    def _refuse_weak(self, password: str, email: str) -> None:
        if advice := weakness(password, email):
            raise AccountError(advice)

    def _refuse_last_owner(self, account: Account) -> None:
        if account.role is Role.OWNER and sum(other.role is Role.OWNER for other in self.all()) == 1:
            raise AccountError("this is the last owner; make another account an owner first")


def checked_email(email: str) -> str:
    email = email.strip().lower()
    if not EMAIL.fullmatch(email):
        raise AccountError("that is not an e-mail address")
    return email


def end_all(db: sa.Connection, account_id: str) -> None:
    db.execute(sessions.delete().where(sessions.c.account == account_id))


def role_named(name: str) -> Role:
    """A role that nobody knows is the smallest one."""
    return Role.__members__.get(name.upper(), Role.VIEWER)


def account_of_row(row: Any) -> Account:
    return Account(row["id"], row["email"], role_named(row["role"]), row["made_at_ms"], row["totp"])
