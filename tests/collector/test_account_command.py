"""Accounts on the command line, and the demo's first one."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from demo_site.collector import account_command  # noqa: E402
from demo_site.collector.__main__ import main, refusal  # noqa: E402
from demo_site.collector.app import Settings, make_app  # noqa: E402
from tests.collector.people import CHEAP, OWNER, PASSWORD, VIEWER  # noqa: E402


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, dist=tmp_path, passwords=CHEAP)


def run(settings: Settings, capsys: pytest.CaptureFixture[str], *arguments: str, typed: str = "") -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(typed))
        code = account_command.main(arguments, settings)
    told = capsys.readouterr()
    return code, told.out + told.err


def lets_in(settings: Settings, email: str, password: str) -> bool:
    app = make_app(settings)
    try:
        return app.state.accounts.check(email, password) is not None
    finally:
        app.state.store.close()


def test_an_account_from_its_making_to_its_end(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no accounts yet" in run(settings, capsys, "list")[1]
    assert run(settings, capsys, "add", OWNER, "--role", "owner", typed=PASSWORD + "\n")[0] == 0
    code, told = run(settings, capsys, "add", VIEWER, "--random")
    password = told.split("Password: ")[1].strip()
    assert code == 0 and "as viewer" in told and lets_in(settings, VIEWER, password)
    assert lets_in(settings, OWNER, PASSWORD)
    listed = run(settings, capsys, "list")[1]
    assert f"owner                   {OWNER}" in listed and VIEWER in listed and password not in listed
    assert "is owner now" in run(settings, capsys, "role", VIEWER, "--role", "owner")[1]
    assert run(settings, capsys, "password", OWNER, typed="another long odd sentence here\n")[0] == 0
    assert not lets_in(settings, OWNER, PASSWORD)
    assert "without a second factor" in run(settings, capsys, "second-factor-off", OWNER)[1]
    assert "logged out everywhere" in run(settings, capsys, "log-out", OWNER)[1]
    assert "is gone" in run(settings, capsys, "remove", OWNER)[1]
    assert not lets_in(settings, OWNER, "another long odd sentence here")


REFUSED = [
    ("a weak password", ("add", "new@velo.example"), "password\n", "At least 12"),
    ("no password", ("add", "new@velo.example"), "", "At least 12"),
    ("no address", ("add", "somebody"), PASSWORD, "not an e-mail address"),
    ("the same in capitals", ("add", OWNER.upper()), PASSWORD, "already"),
    ("nobody", ("password", "new@velo.example"), PASSWORD, "no such account"),
    ("the last owner removed", ("remove", OWNER), "", "last owner"),
    ("the last owner made a viewer", ("role", OWNER, "--role", "viewer"), "", "last owner"),
]


@pytest.mark.parametrize(("arguments", "typed", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_not_done_and_why(
    settings: Settings, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], typed: str, said: str
) -> None:
    run(settings, capsys, "add", OWNER, "--role", "owner", typed=PASSWORD)
    code, told = run(settings, capsys, *arguments, typed=typed)
    assert code == 1 and said in told


def test_the_demo_makes_one_owner_once(settings: Settings) -> None:
    made = account_command.first_account(settings)
    assert made is not None and lets_in(settings, *made)
    assert account_command.first_account(settings) is None
    assert account_command.first_account(dataclasses.replace(settings, data=settings.data / "other")) != made


def test_starting_it_shows_the_first_password_and_later_ones_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uvicorn.run", lambda app, **_options: app.state.store.close())
    arguments = ["--data", str(tmp_path), "--dist", str(tmp_path)]
    assert main(arguments) == 0
    told = capsys.readouterr().out
    password = told.split("Password  ")[1].split("\n")[0]
    assert account_command.FIRST_EMAIL in told and len(password) == 20
    assert lets_in(Settings(data=tmp_path, dist=tmp_path), account_command.FIRST_EMAIL, password)
    assert main(arguments) == 0
    assert "Password  " not in capsys.readouterr().out


STARTS = [
    ("loopback", ["--host", "::1"], None),
    ("another address without TLS", ["--host", "0.0.0.0"], "without --tls-cert"),
    ("a name that may be anything", ["--host", "localhost.evil"], "without --tls-cert"),
    ("another address with TLS", ["--host", "0.0.0.0", "--tls-cert", "c", "--tls-key", "k"], None),
    ("half of TLS", ["--tls-cert", "c"], "belong together"),
    ("a public address without TLS", ["--public-origin", "http://recordings.example"], "must be https"),
    ("a public address with a path", ["--public-origin", "https://recordings.example/a"], "nothing after"),
    ("a public address", ["--public-origin", "https://recordings.example"], None),
    ("a public address, not on loopback", ["--host", "10.0.0.7", "--public-origin", "https://r.example"], "without --tls-cert"),
]


@pytest.mark.parametrize(("arguments", "said"), [row[1:] for row in STARTS], ids=[row[0] for row in STARTS])
def test_where_it_listens(arguments: list[str], said: str | None) -> None:
    from demo_site.collector.__main__ import _options

    why = refusal(_options().parse_args(arguments))
    assert (why is None) if said is None else (why is not None and said in why)
