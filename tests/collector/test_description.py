"""Schemathesis against `/openapi.json`: whatever the description lets a program send, and much that it does not, is answered as it says.

`VELO_FUZZ_ROUNDS` for longer.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")
schemathesis = pytest.importorskip("schemathesis", reason="`python build.py test` installs the tests' packages")

from starlette.testclient import TestClient  # noqa: E402

from demo_site.collector import envelope  # noqa: E402
from demo_site.collector.app import Settings  # noqa: E402
from demo_site.collector.buckets import Rate  # noqa: E402
from demo_site.collector.description import DESCRIPTION  # noqa: E402
from demo_site.collector.limits import Limits  # noqa: E402
from tests.collector.people import SITE, cheap_app, log_in  # noqa: E402
from tests.collector.sealing import new_key, sealed  # noqa: E402

ROUNDS = int(os.environ.get("VELO_FUZZ_ROUNDS", "12"))
RECORDING = "AbCdEfGhIjKlMnOpQrSt-w"
GOOD = sealed(new_key(), RECORDING, 0, {"type": 0, "timestamp": 0, "data": {}})

CHECKS = schemathesis.checks
NOT_THESE = [
    CHECKS.ignored_auth,  # it takes away what it knows of, not the cookie that is given here; the second test asks without
    CHECKS.positive_data_acceptance,  # a schema says less of an event than a player needs: events.py refuses more
    CHECKS.negative_data_rejection,  # the same the other way: a body that is wrong by its schema may be right as a line of several
]

schemathesis.openapi.media_type(envelope.CONTENT_TYPE, st.just(GOOD) | st.binary(max_size=300).map(lambda rest: GOOD[: len(rest)] + rest))


@schemathesis.serializer("application/x-ndjson")
def packed(_context: Any, value: Any) -> bytes:
    return gzip.compress(value if isinstance(value, bytes) else json.dumps(value).encode())


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("described")
    endless = Rate(10**6, 10**6)
    made = cheap_app(Settings(data=folder, dist=folder, limits=Limits(client=endless, total=endless)))
    yield made
    made.state.store.close()


@pytest.fixture(scope="module")
def described(app: Any) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers={"host": SITE.removeprefix("http://")})


@pytest.fixture(scope="module")
def session(app: Any) -> dict[str, str]:
    """An owner's: the cookie, and the token of our pages."""
    client = log_in(TestClient(app, base_url=SITE))
    return {"cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()), "x-velo-csrf": client.headers["x-velo-csrf"]}


OPERATIONS = [f"{verb.upper()} {path}" for path, item in DESCRIPTION["paths"].items() for verb in item if verb != "parameters"]
OPEN = ("PUT /collect", "DELETE /collect", "GET /healthz", "GET /openapi.json")


def played(described: Any, label: str, rounds: int, play: Callable[[Any], None]) -> None:
    verb, _space, path = label.partition(" ")
    operation = described[path][verb]
    cases = given(operation.as_strategy())(play)
    settings(max_examples=rounds, deadline=None, database=None, suppress_health_check=list(HealthCheck))(cases)()


@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_sent_is_answered_as_described(described: Any, session: dict[str, str], label: str) -> None:
    statuses = set()

    def play(case: Any) -> None:
        if case.media_type == "application/x-ndjson":
            case.headers = {**(case.headers or {}), "content-encoding": "gzip"}
        statuses.add(case.call_and_validate(base_url=SITE, headers=session, excluded_checks=NOT_THESE).status_code)

    played(described, label, ROUNDS, play)
    assert statuses and 401 not in statuses, "the session was not taken"


@pytest.mark.parametrize("label", [label for label in OPERATIONS if not label.startswith(OPEN)])
def test_without_a_session_what_is_described_as_closed_is_closed(described: Any, label: str) -> None:
    def play(case: Any) -> None:
        assert case.call(base_url=SITE).status_code == 401

    played(described, label, 3, play)
