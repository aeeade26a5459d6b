"""People for tests of the collector: accounts, and really logging in.

Law: the password's hash is made cheap here and nowhere else; everything else is as in the product.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import tempfile
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from demo_site.collector.accounts import Role
from demo_site.collector.app import Settings, make_app
from demo_site.collector.passwords import Cost

SITE = "http://127.0.0.1:8000"
DATABASE = "recordings.sqlite3"
CHEAP = Cost(rounds=1, memory_kib=8, lanes=1)
OWNER = "owner@velo.example"
VIEWER = "viewer@velo.example"
PASSWORD = "violet tractor ponders cheese"
ROLES = {OWNER: Role.OWNER, VIEWER: Role.VIEWER}


def cheap_app(settings: Settings) -> Any:
    """The application with both accounts."""
    kept = settings.data / DATABASE
    if settings.database_url is None and not kept.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(_fresh_database())
    return _with_accounts(settings)


@functools.cache
def _fresh_database() -> bytes:
    """Made once: making the tables takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        _with_accounts(Settings(data=Path(folder), dist=Path(folder))).state.store.close()
        return (Path(folder) / DATABASE).read_bytes()


def _with_accounts(settings: Settings) -> Any:
    app = make_app(dataclasses.replace(settings, passwords=CHEAP))
    for email, role in ROLES.items():
        if email not in {account.email for account in app.state.accounts.all()}:
            app.state.accounts.add(email, PASSWORD, role)
    return app


def log_in(client: TestClient, email: str = OWNER, password: str = PASSWORD) -> TestClient:
    """By the form that people use; from then on the client sends the token of its pages."""
    answer = client.post("/login", data={"email": email, "password": password}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    client.headers["x-velo-csrf"] = csrf(client)
    return client


def csrf(client: TestClient) -> str:
    shown = client.get("/account", headers={"accept": "text/html"}).text
    found = re.search(r'name="csrf" content="([0-9a-f]{64})"', shown)
    assert found, "no token on the page"
    return found[1]
