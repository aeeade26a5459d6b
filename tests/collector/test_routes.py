"""No route is reachable without rights. The routes come from the application itself, so none can be forgotten.

Each is asked without a session, with nonsense, with one that has expired, one that was ended, one that still waits for
its second factor, and one of too small a role; and the controls: with the right session it is not refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

from starlette.routing import Mount, Route  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector.accounts import Role  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.sessions import HOUR_MS  # noqa: E402
from tests.collector.people import OWNER, SITE, VIEWER, cheap_app, log_in  # noqa: E402

RECORDING = "AbCdEfGhIjKlMnOpQrSt-w"
FILES = {"/viewer", "/docs", "/velo", "/vendor", ""}
# What anybody may ask, by method and path. A new route is closed, or it is added here on purpose.
OPEN = {
    ("GET", "/healthz"),
    ("GET", "/openapi.json"),
    ("PUT", "/collect/{recording}/{segment}"),
    ("DELETE", "/collect/{recording}"),
    ("GET", "/login"),
    ("POST", "/login"),
    ("POST", "/login/code"),
    ("POST", "/logout"),
}
OWNERS = {
    ("DELETE", "/recordings/{recording}"),
    ("GET", "/recordings/{recording}/export"),
    ("GET", "/trail"),
    ("GET", "/metrics"),
}


class Clock:
    def __init__(self) -> None:
        self.ms = 1_700_000_000_000

    def __call__(self) -> int:
        return self.ms


CLOCK = Clock()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("routes")
    return cheap_app(Settings(data=folder, dist=folder / "dist", now_ms=CLOCK))


def routes_of(folder: Path) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()

    def walk(routes: list[object], before: str) -> None:
        for route in routes:
            if isinstance(route, Route):
                found.update((method, before + route.path) for method in route.methods or () if method != "HEAD")
            else:
                assert isinstance(route, Mount)
                if route.routes:
                    walk(list(route.routes), before + route.path)
                else:
                    assert before + route.path in FILES, f"{route.path}: files that nobody decided on"

    walk(list(cheap_app(Settings(data=folder, dist=folder)).routes), "")
    return found


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    found = routes_of(tmp_path_factory.mktemp("all"))
    assert found > OPEN and found > OWNERS
    return found - OPEN


def address(path: str) -> str:
    return path.replace("{recording}", RECORDING)


@pytest.fixture
def client(app: object) -> Iterator[TestClient]:
    yield TestClient(app, base_url=SITE, follow_redirects=False)  # type: ignore[arg-type]


def statuses(client: TestClient, routes: set[tuple[str, str]], **headers: str) -> set[int]:
    return {client.request(method, address(path), headers=headers).status_code for method, path in routes}


def test_without_a_session(client: TestClient, closed: set[tuple[str, str]]) -> None:
    assert statuses(client, closed) == {401}
    assert statuses(client, {route for route in closed if route[0] == "GET"}, accept="text/html") == {303}


@pytest.mark.parametrize("secret", ["", "A" * 43, "x", "\x00", "A" * 9_000, "None", "' OR 1=1 --"])
def test_with_a_wrong_session(client: TestClient, closed: set[tuple[str, str]], secret: str) -> None:
    assert statuses(client, closed, cookie=f"velo-session={secret}; __Host-velo-session={secret}") == {401}


def test_with_an_expired_session(client: TestClient, closed: set[tuple[str, str]]) -> None:
    log_in(client)
    assert client.get("/recordings").status_code == 200, "the control"
    CLOCK.ms += 4 * HOUR_MS
    assert statuses(client, closed) == {401}


def test_a_session_in_use_lasts_a_day_and_no_longer(client: TestClient, closed: set[tuple[str, str]]) -> None:
    log_in(client)
    for _hour in range(23):
        CLOCK.ms += HOUR_MS
        assert client.get("/recordings").status_code == 200
    CLOCK.ms += HOUR_MS
    assert statuses(client, closed) == {401}


def test_with_a_session_that_was_ended(client: TestClient, closed: set[tuple[str, str]]) -> None:
    secret = log_in(client).cookies["velo-session"]
    assert client.post("/logout").status_code == 303
    assert statuses(client, closed, cookie=f"velo-session={secret}") == {401}


def test_with_a_session_that_waits_for_its_second_factor(client: TestClient, app: object, closed: set[tuple[str, str]]) -> None:
    state = app.state  # type: ignore[attr-defined]
    half = state.sessions.open(state.accounts.named(OWNER), complete=False)
    assert statuses(client, closed, cookie=f"velo-session={half}") == {401}


def test_with_the_smaller_role(client: TestClient, closed: set[tuple[str, str]]) -> None:
    log_in(client, VIEWER)
    assert statuses(client, OWNERS) == {403}
    assert {"GET", "DELETE"} == {method for method, _path in OWNERS}
    assert 403 not in statuses(client, {route for route in closed - OWNERS if route[0] == "GET"})


def test_with_the_larger_role_the_same_is_not_refused(client: TestClient) -> None:
    log_in(client, OWNER)
    assert not {401, 403} & statuses(client, OWNERS)


def test_what_changes_something_needs_the_token_of_our_own_pages(client: TestClient, closed: set[tuple[str, str]]) -> None:
    log_in(client)
    token = client.headers.pop("x-velo-csrf")
    changing = {route for route in closed if route[0] != "GET"}
    assert len(changing) >= 6
    assert statuses(client, changing) == {403}
    assert statuses(client, changing, **{"x-velo-csrf": token[:-1] + "g"}) == {403}
    for told in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert statuses(client, changing, **{"x-velo-csrf": token}, **told) == {403}, told
    assert client.get("/recordings").status_code == 200, "none of them logged out"


def test_each_closed_route_says_its_role(app: object, closed: set[tuple[str, str]]) -> None:
    """The wrapper is there, not just an answer that looks like it."""
    roles = {
        (method, route.path): getattr(route.endpoint, "role", None)
        for route in app.routes  # type: ignore[attr-defined]
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    assert {roles[route] for route in closed} == {Role.VIEWER, Role.OWNER}
    assert {route for route in closed if roles[route] is Role.OWNER} == OWNERS


def test_behind_a_proxy_that_nobody_told_of_there_is_no_viewer(client: TestClient, closed: set[tuple[str, str]]) -> None:
    log_in(client)
    assert statuses(client, closed, **{"x-forwarded-for": "198.51.100.4"}) == {403}
