"""Logging in, from outside: what lets in, what does not, what it leaves behind, and who can keep whom out (nobody)."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

import pyotp  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.buckets import Buckets, Rate  # noqa: E402
from demo_site.collector.login import ONE_ACCOUNT  # noqa: E402
from demo_site.collector.passwords import Cost, Passwords, random_password, weakness  # noqa: E402
from demo_site.collector.sessions import MINUTE_MS  # noqa: E402
from tests.collector.people import CHEAP, OWNER, PASSWORD, SITE, VIEWER, cheap_app, log_in  # noqa: E402

ANOTHER = "copper lantern ninety walruses"


class Clock:
    def __init__(self) -> None:
        self.ms = time.time_ns() // 1_000_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Any:
    return cheap_app(Settings(data=tmp_path / "data", dist=tmp_path / "dist", now_ms=clock))


@pytest.fixture
def client(app: Any) -> Iterator[TestClient]:
    yield visitor(app)


def visitor(app: Any, host: str = "203.0.113.7", **headers: str) -> TestClient:
    return TestClient(app, base_url=SITE, client=(host, 50_000), follow_redirects=False, headers=headers)


def attempt(client: TestClient, email: str = OWNER, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login", data={"email": email, "password": password, **more})


def cookies_of(answer: Any) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}


# --- in -------------------------------------------------------------------------------------------


def test_the_right_password_opens_the_viewer(client: TestClient) -> None:
    assert client.get("/recordings", headers={"accept": "text/html"}).headers["location"] == "/login?next=/recordings"
    assert "Log in" in client.get("/login").text
    answer = attempt(client, OWNER.upper() + " ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/recordings")
    assert client.get("/recordings").status_code == 200
    assert client.get("/login").headers["location"] == "/recordings"


@pytest.mark.parametrize(
    ("email", "password"),
    [(OWNER, PASSWORD + "x"), (OWNER, ""), (OWNER, PASSWORD.upper()), ("nobody@velo.example", PASSWORD), ("", ""), (VIEWER + "\x00", PASSWORD)],
)
def test_anything_else_does_not_and_says_no_more_than_that(client: TestClient, email: str, password: str) -> None:
    answer = attempt(client, email, password)
    assert answer.status_code == 403 and "E-mail or password is not right." in answer.text
    assert not cookies_of(answer) and client.get("/recordings").status_code == 401


def test_a_stranger_costs_as_much_work_as_an_account(app: Any, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str | None] = []
    real = Passwords.fits
    monkeypatch.setattr(Passwords, "fits", lambda self, kept, given: bool(worked.append(kept)) or real(self, kept, given))
    attempt(client, "nobody@velo.example")
    assert worked == [None]
    verified: list[str] = []
    hasher = type("Spy", (), {"verify": lambda _self, kept, _given: verified.append(kept) or True})
    passwords = Passwords(CHEAP)
    passwords._hasher = hasher()  # type: ignore[assignment]
    assert passwords.fits(None, "x") is False and len(verified) == 1, "a hash was compared, and its yes is a no"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/recordings", "/\\evil.example", "javascript:alert(1)", "/recordings\r\nx: y", "/shop", "/recordings/../..//evil.example\\"])
def test_where_to_go_next_is_a_page_of_ours(client: TestClient, wanted: str) -> None:
    assert attempt(client, next=wanted).headers["location"] == "/recordings"


def test_the_page_that_was_asked_for_comes_after_the_log_in(client: TestClient) -> None:
    asked = client.get("/trail?before=7", headers={"accept": "text/html"}).headers["location"]
    assert 'value="/trail?before=7"' in client.get(asked).text
    assert attempt(client, next="/trail?before=7").headers["location"] == "/trail?before=7"


def test_a_session_that_somebody_planted_is_not_the_one_that_is_opened(app: Any, client: TestClient) -> None:
    planted = log_in(visitor(app), VIEWER).cookies["velo-session"]
    told = {"cookie": f"velo-session={planted}"}
    assert client.post("/login", data={"email": OWNER, "password": PASSWORD}, headers=told).status_code == 303
    assert client.cookies["velo-session"] != planted
    client.cookies.clear()
    assert client.get("/recordings", headers=told).status_code == 401


# --- cookies --------------------------------------------------------------------------------------


def test_over_tls_the_cookies_can_only_be_ours(tmp_path: Path) -> None:
    app = cheap_app(Settings(data=tmp_path, dist=tmp_path, tls=True))
    client = TestClient(app, base_url="https://recordings.example", follow_redirects=False)
    answer = attempt(client)
    found = cookies_of(answer)
    assert set(found) == {"__Host-velo-session", "__Host-velo-known"}
    for line in found.values():
        assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(line.split("; ")) and "domain" not in line.lower()
    assert "Max-Age" not in found["__Host-velo-session"]
    assert client.get("/recordings").status_code == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=63072000")


def test_on_loopback_without_tls_the_name_is_plain_so_that_every_browser_keeps_it(client: TestClient) -> None:
    answer = attempt(client)
    assert set(cookies_of(answer)) == {"velo-session", "velo-known"}
    assert all("Secure" not in line and "HttpOnly" in line for line in cookies_of(answer).values())
    assert "strict-transport-security" not in answer.headers


def test_behind_a_proxy_with_tls_it_is_as_with_tls(tmp_path: Path) -> None:
    app = cheap_app(Settings(data=tmp_path, dist=tmp_path, public_origin="https://recordings.example"))
    client = visitor(app)
    told = {"x-forwarded-for": "198.51.100.4", "host": "recordings.example", "origin": "https://recordings.example"}
    answer = client.post("/login", data={"email": OWNER, "password": PASSWORD}, headers=told)
    assert set(cookies_of(answer)) == {"__Host-velo-session", "__Host-velo-known"}
    assert "strict-transport-security" in answer.headers
    assert client.get("/login", headers={**told, "host": "other.example"}).status_code == 400


def test_no_secret_of_a_session_is_in_the_database(client: TestClient, tmp_path: Path) -> None:
    log_in(client)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("recordings.sqlite3*"))
    for secret in (*client.cookies.values(), PASSWORD, client.headers["x-velo-csrf"]):
        assert secret.encode() not in kept
    assert b"$argon2id$" in kept and OWNER.encode() in kept, "the control: what is kept can be found this way"


# --- out ------------------------------------------------------------------------------------------


def test_logging_out_everywhere_ends_every_session(app: Any) -> None:
    here, there, other = log_in(visitor(app)), log_in(visitor(app)), log_in(visitor(app), VIEWER)
    assert "in 2 places" in here.get("/account").text
    assert here.post("/account/sessions").headers["location"] == "/login"
    assert here.get("/recordings").status_code == there.get("/recordings").status_code == 401
    assert other.get("/recordings").status_code == 200


def test_a_changed_password_ends_all_other_sessions(app: Any) -> None:
    here, there = log_in(visitor(app)), log_in(visitor(app))
    before = here.cookies["velo-session"]
    changed = here.post("/account/password", data={"present": PASSWORD, "new": ANOTHER, "again": ANOTHER})
    assert changed.headers["location"] == "/account?done=password"
    assert here.get("/recordings").status_code == 200 and here.cookies["velo-session"] != before
    assert there.get("/recordings").status_code == 401
    assert attempt(visitor(app)).status_code == 403 and attempt(visitor(app), password=ANOTHER).status_code == 303


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"present": "wrong", "new": ANOTHER, "again": ANOTHER}, 403, "present password is not right"),
        ({"present": PASSWORD, "new": ANOTHER, "again": ANOTHER + "x"}, 422, "not written the same way twice"),
        ({"present": PASSWORD, "new": "short", "again": "short"}, 422, "At least 12 characters"),
        ({"present": PASSWORD, "new": "password1234", "again": "password1234"}, 422, "Too easy to guess"),
        ({"present": PASSWORD, "new": OWNER, "again": OWNER}, 422, "Too easy to guess"),
        ({}, 403, "present password is not right"),
    ],
)
def test_a_password_is_not_changed_for_less(client: TestClient, sent: dict[str, str], status: int, said: str) -> None:
    answer = log_in(client).post("/account/password", data=sent)
    assert answer.status_code == status and said in answer.text
    assert attempt(client).status_code == 303, "the old one holds"


# --- passwords ------------------------------------------------------------------------------------


@pytest.mark.parametrize("weak", ["", "a" * 11, "aaaaaaaaaaaaaaaa", "qwertyuiop12", "Summer2026Summer", "velo recordings", "x" * 257])
def test_a_weak_password_is_refused_in_plain_words(weak: str) -> None:
    said = weakness(weak, OWNER)
    assert said and 20 < len(said) < 300 and said.endswith(".")
    assert len(weak) < 5 or weak not in said


def test_a_strong_one_is_taken() -> None:
    assert weakness(PASSWORD, OWNER) is None and weakness(random_password(), OWNER) is None
    assert len({random_password() for _ in range(9)}) == 9


def test_by_default_a_hash_is_argon2id_with_64_mib() -> None:
    hashed = Passwords(Cost()).hashed(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_cheaper_hash_is_made_anew_when_its_owner_logs_in(app: Any, client: TestClient) -> None:
    app.state.accounts._passwords = Passwords(Cost(2, 16, 1))
    attempt(client)
    with app.state.store.database.connect() as db:
        kept = db.exec_driver_sql("SELECT password FROM accounts WHERE email = ?", (OWNER,)).scalar()
    assert "m=16,t=2" in kept and attempt(visitor(app)).status_code == 303


# --- guessing -------------------------------------------------------------------------------------


def guess_until_refused(client: TestClient, email: str = OWNER) -> int:
    for number in range(60):
        answer = attempt(client, email, f"wrong {number}")
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
            return number
    raise AssertionError("guessing was never slowed down")


def test_guessing_is_slowed_down_and_keeps_nobody_else_out(app: Any) -> None:
    guesser = visitor(app, "198.51.100.66")
    assert guess_until_refused(guesser) == ONE_ACCOUNT.burst
    assert attempt(guesser).status_code == 429, "the right one does not help now"
    assert attempt(visitor(app, "203.0.113.9")).status_code == 303, "from elsewhere it is as ever"
    assert attempt(visitor(app, "198.51.100.66"), VIEWER).status_code == 303, "and so are other accounts from here"


def test_a_browser_that_was_here_before_has_tries_of_its_own(app: Any) -> None:
    """A neighbour behind the same address, guessing, does not keep its owner out."""
    mine = log_in(visitor(app))
    mine.post("/logout")
    guess_until_refused(visitor(app))
    assert attempt(visitor(app)).status_code == 429
    assert attempt(mine).status_code == 303
    mine.post("/logout", headers={"x-velo-csrf": "x"})
    assert mine.cookies["velo-known"] and attempt(mine, VIEWER, "wrong").status_code == 403


def test_one_address_cannot_try_many_accounts_at_once(app: Any) -> None:
    guesser = visitor(app, "2001:db8::1")
    refused = [attempt(guesser, f"n{number}@velo.example").status_code for number in range(42)]
    assert refused.count(403) == 40 and refused[-1] == 429
    assert attempt(visitor(app, "2001:db8::2:7"), "x@velo.example").status_code == 429, "a household's network is one client"
    assert attempt(visitor(app, "2001:db8:0:1::7")).status_code == 303


def test_a_bucket_says_how_long_to_wait_and_waiting_helps() -> None:
    now = [0.0]
    buckets = Buckets(Rate(burst=2, per_s=0.1), lambda: now[0], limit=3)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 10]
    now[0] = 9.9
    assert buckets.take("a") == 1
    now[0] = 10.0
    assert buckets.take("a") == 0
    for other in "bcde":
        buckets.take(other)
    assert len(buckets) == 3, "memory has a bound"


# --- the second factor ----------------------------------------------------------------------------


def set_up(client: TestClient, clock: Clock) -> pyotp.TOTP:
    shown = client.post("/account/factor", data={"present": PASSWORD}).text
    assert "data:image/svg+xml;base64," in shown
    secret = shown.split('class="id key">')[1].split("<")[0].replace(" ", "")
    totp = pyotp.TOTP(secret)
    assert client.post("/account/factor/confirm", data={"code": "000000"}).status_code == 422
    done = client.post("/account/factor/confirm", data={"code": totp.at(clock.ms // 1000)})
    assert done.headers["location"] == "/account?done=factor"
    return totp


def test_with_a_second_factor_the_password_alone_opens_nothing(app: Any, client: TestClient, clock: Clock) -> None:
    totp = set_up(log_in(client), clock)
    clock.ms += MINUTE_MS
    other = visitor(app)
    asked = attempt(other)
    assert asked.status_code == 200 and "Code from the app" in asked.text
    assert other.get("/recordings").status_code == 401
    code = totp.at(clock.ms // 1000)
    wrong = "111111" if code != "111111" else "222222"
    assert other.post("/login/code", data={"code": wrong}).status_code == 403
    half = other.cookies["velo-session"]
    spaced = f"{code[:3]} {code[3:]}"
    assert other.post("/login/code", data={"code": spaced, "next": "/trail"}).headers["location"] == "/trail"
    assert other.get("/recordings").status_code == 200 and other.cookies["velo-session"] != half


def test_a_code_is_taken_once_and_in_its_time(app: Any, client: TestClient, clock: Clock) -> None:
    totp = set_up(log_in(client), clock)
    code = totp.at(clock.ms // 1000)
    first, second = visitor(app), visitor(app)
    attempt(first)
    assert first.post("/login/code", data={"code": code}).status_code == 403, "it was used to set it up"
    clock.ms += MINUTE_MS
    code = totp.at(clock.ms // 1000)
    assert first.post("/login/code", data={"code": code}).status_code == 303
    attempt(second)
    assert second.post("/login/code", data={"code": code}).status_code == 403
    clock.ms += 2 * MINUTE_MS
    assert second.post("/login/code", data={"code": totp.at(clock.ms // 1000 - 90)}).status_code == 403
    clock.ms += 4 * MINUTE_MS
    late = second.post("/login/code", data={"code": totp.at(clock.ms // 1000)})
    assert late.status_code == 403 and "begin again" in late.text


def test_codes_cannot_be_tried_for_ever(app: Any, client: TestClient, clock: Clock) -> None:
    set_up(log_in(client), clock)
    other = visitor(app, "198.51.100.8")
    attempt(other)
    answers = [other.post("/login/code", data={"code": f"{number:06}"}).status_code for number in range(12)]
    assert answers[0] == 403 and answers[-1] == 429


def test_it_is_removed_with_password_and_code_only(app: Any, client: TestClient, clock: Clock) -> None:
    totp = set_up(log_in(client), clock)
    clock.ms += MINUTE_MS
    code = totp.at(clock.ms // 1000)
    assert client.post("/account/factor/remove", data={"present": "wrong", "code": code}).status_code == 403
    assert client.post("/account/factor/remove", data={"present": PASSWORD, "code": "0"}).status_code == 422
    assert client.post("/account/factor/remove", data={"present": PASSWORD, "code": code}).status_code == 303
    assert attempt(visitor(app)).status_code == 303


# --- traces ---------------------------------------------------------------------------------------


def test_the_trail_says_who_and_never_what_was_typed_by_mistake(client: TestClient, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    attempt(client, "my secret password", "x")
    attempt(client, OWNER, "my other secret")
    told = log_in(client).get("/trail").text
    assert "was refused: wrong password" in told and "logged in" in told and told.count("was refused") == 1
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("recordings.sqlite3*"))
    for typed in (b"my secret password", b"my other secret", b"203.0.113.7"):
        assert typed not in kept and typed.decode() not in told
    assert not [r for r in caplog.records if not r.name.startswith("http") and "secret" in r.getMessage()]


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/json", "text/plain"])
def test_a_form_has_one_form_only(client: TestClient, content_type: str) -> None:
    body = f"email={OWNER}&password={PASSWORD}".replace(" ", "+")
    assert client.post("/login", content=body, headers={"content-type": content_type}).status_code == 403
    right = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=body, headers=right).status_code == 303, "the control"
    assert client.post("/login", content="a=" + "b" * 20_000, headers=right).status_code == 413
    assert client.post("/login", content="&".join("a=b" for _ in range(99)), headers=right).status_code == 400
