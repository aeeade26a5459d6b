"""`python -m demo_site.collector account ...`: accounts, for who has the machine.

Laws: a password never stands on the command line, where the history and other users of the machine see it:
it is asked for, read from a pipe, or made at random and shown once. What changes here is in the trail too.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from demo_site.collector.accounts import Account, AccountError, Accounts, Role, role_named
from demo_site.collector.app import Settings
from demo_site.collector.passwords import Passwords, random_password
from demo_site.collector.schema import open_database
from demo_site.collector.sessions import Sessions
from demo_site.collector.store import database_of
from demo_site.collector.trail import Deed, Trail

FIRST_EMAIL = "demo@velo.example"
ROLES = [role.name.lower() for role in Role]


class Desk:
    """What the command line works on."""

    def __init__(self, settings: Settings) -> None:
        engine = open_database(database_of(settings.data, settings.database_url))
        self.accounts = Accounts(engine, Passwords(settings.passwords), settings.now_ms)
        self.sessions = Sessions(engine, settings.now_ms, settings.lifetimes)
        self.trail = Trail(engine, settings.now_ms)
        self.close = engine.dispose


def main(arguments: Sequence[str], settings: Settings | None = None) -> int:
    options = _options().parse_args(arguments)
    desk = Desk(settings or Settings(data=options.data, database_url=options.database))
    try:
        said = COMMANDS[options.do](desk, options)
    except AccountError as error:
        print(f"Not done: {error}", file=sys.stderr)
        return 1
    finally:
        desk.close()
    print(said)
    return 0


def first_account(settings: Settings) -> tuple[str, str] | None:
    """An owner for the demo where there is no account yet: e-mail and password, told only this once."""
    desk = Desk(settings)
    try:
        if desk.accounts.all():
            return None
        password = random_password()
        desk.accounts.add(FIRST_EMAIL, password, Role.OWNER)
        desk.trail.note(FIRST_EMAIL, Deed.ACCOUNT_MADE)
        return FIRST_EMAIL, password
    finally:
        desk.close()


def _add(desk: Desk, options: argparse.Namespace) -> str:
    password = _password(options)
    account = desk.accounts.add(options.email, password, role_named(options.role))
    desk.trail.note(account.email, Deed.ACCOUNT_MADE)
    return f"{account.email} may log in as {account.role.name.lower()}.{_shown(options, password)}"


def _list(desk: Desk, _options: argparse.Namespace) -> str:
    rows = [f"{account.role.name.lower():8}{_factor(account):16}{account.email}" for account in desk.accounts.all()]
    return "\n".join(rows) or "There are no accounts yet: account add EMAIL --role owner"


def _remove(desk: Desk, options: argparse.Namespace) -> str:
    account = desk.accounts.named(options.email)
    desk.accounts.remove(account)
    desk.trail.note(account.email, Deed.ACCOUNT_REMOVED)
    return f"{account.email} is gone, and logged out everywhere."


def _new_password(desk: Desk, options: argparse.Namespace) -> str:
    account, password = desk.accounts.named(options.email), _password(options)
    desk.accounts.set_password(account, password)
    desk.trail.note(account.email, Deed.NEW_PASSWORD)
    return f"{account.email} has a new password, and is logged out everywhere.{_shown(options, password)}"


def _role(desk: Desk, options: argparse.Namespace) -> str:
    account = desk.accounts.named(options.email)
    desk.accounts.set_role(account, role_named(options.role))
    desk.trail.note(account.email, Deed.ROLE_CHANGED)
    return f"{account.email} is {options.role} now, and logged out everywhere."


def _log_out(desk: Desk, options: argparse.Namespace) -> str:
    account = desk.accounts.named(options.email)
    desk.sessions.end_all(account)
    desk.trail.note(account.email, Deed.LOGGED_OUT_EVERYWHERE)
    return f"{account.email} is logged out everywhere."


def _factor_off(desk: Desk, options: argparse.Namespace) -> str:
    account = desk.accounts.named(options.email)
    desk.accounts.set_totp(account, None)
    desk.trail.note(account.email, Deed.FACTOR_OFF)
    return f"{account.email} logs in without a second factor."


COMMANDS: dict[str, Callable[[Desk, argparse.Namespace], str]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "password": _new_password,
    "role": _role,
    "log-out": _log_out,
    "second-factor-off": _factor_off,
}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m demo_site.collector account", description="Who may log in.")
    parser.add_argument("--data", type=Path, default=Settings.data, help="folder of database and segments")
    parser.add_argument("--database", metavar="URL", help="the database, where it is not in that folder")
    commands = parser.add_subparsers(dest="do", required=True)
    for name in COMMANDS:
        command = commands.add_parser(name)
        if name != "list":
            command.add_argument("email")
        if name in ("add", "role"):
            command.add_argument("--role", choices=ROLES, required=name == "role", default="viewer")
        if name in ("add", "password"):
            command.add_argument("--random", action="store_true", help="make a strong password and show it once")
    return parser


def _password(options: argparse.Namespace) -> str:
    if options.random:
        return random_password()
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("The same again: "):
        raise AccountError("the password was not written the same way twice")
    return password


def _shown(options: argparse.Namespace, password: str) -> str:
    return f"\nPassword: {password}" if options.random else ""


def _factor(account: Account) -> str:
    return "second factor" if account.has_second_factor else ""
