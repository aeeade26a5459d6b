"""The collector as a process: over TLS, at its first start, after it was killed; and Chromium with its `__Host-` cookie."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette", reason="`python build.py test` installs the demo's packages")

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 30
RECORDING = "AbCdEfGhIjKlMnOpQrSt-w"
META = {"type": 4, "timestamp": 1_700_000_000_000, "data": {"href": "/shop/*", "width": 800, "height": 600}}


@contextmanager
def collector(folder: Path, *options: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Its port and process; what it says goes to a file, as it would in the field."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "demo_site.collector", "--port", str(port), "--data", str(folder / "data"), *options]
    with (folder / "said.txt").open("a") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        try:
            _wait(port, process)
            yield port, process
        finally:
            process.terminate()
            process.wait(LIMIT_S)


def _wait(port: int, process: subprocess.Popen[str]) -> None:
    end_s = time.monotonic() + LIMIT_S
    while True:
        assert process.poll() is None and time.monotonic() < end_s, "it did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)


@contextmanager
def connected(port: int, trusted: ssl.SSLContext | None = None) -> Iterator[http.client.HTTPConnection]:
    if trusted:
        connection: http.client.HTTPConnection = http.client.HTTPSConnection("localhost", port, context=trusted, timeout=LIMIT_S)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)
    try:
        yield connection
    finally:
        connection.close()


def ask(connection: http.client.HTTPConnection, method: str, path: str, body: bytes | str = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def put(connection: http.client.HTTPConnection, segment: int) -> int:
    body = gzip.compress(json.dumps(META).encode())
    sent = {"content_type": "application/x-ndjson", "content_encoding": "gzip"}
    return ask(connection, "PUT", f"/collect/{RECORDING}/{segment}", body, **sent)[0]


def log_in(connection: http.client.HTTPConnection, said: str) -> str:
    """With what the terminal says; gives the cookie."""
    email, password = (re.search(rf"{name} +(\S+)", said)[1] for name in ("E-mail", "Password"))  # type: ignore[index]
    form = urlencode({"email": email, "password": password})
    connection.request("POST", "/login", form, {"content-type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    assert answer.status == 303, answer.read()
    answer.read()
    cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return next(cookie for cookie in cookies if "velo-session=" in cookie)


def test_the_first_start_says_how_to_come_in_and_killing_it_loses_nothing(tmp_path: Path) -> None:
    with collector(tmp_path) as (port, process), connected(port) as connection:
        assert ask(connection, "GET", "/recordings")[0] == 401
        cookie = log_in(connection, (tmp_path / "said.txt").read_text())
        assert [put(connection, segment) for segment in range(5)] == [204] * 5
        process.send_signal(signal.SIGKILL)
        process.wait(LIMIT_S)
    with collector(tmp_path) as (port, _process), connected(port) as connection:
        assert put(connection, 4) == 409 and put(connection, 5) == 204
        status, _headers, events = ask(connection, "GET", f"/recordings/{RECORDING}/events", cookie=cookie)
        assert status == 200 and len(events.splitlines()) == 6, "all that was said to be kept, and the session, are there"
    said = (tmp_path / "said.txt").read_text()
    assert said.count("Password  ") == 1, "shown once"
    assert RECORDING not in said and "Traceback" not in said


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate for TLS can be made")
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True)
    return ["--tls-cert", str(folder / "cert.pem"), "--tls-key", str(folder / "key.pem")]


@pytest.mark.browser
def test_over_tls_it_says_so_and_chromium_keeps_its_host_cookie(browser: object, tmp_path: Path, certificate: list[str]) -> None:
    trusted = ssl.create_default_context(cafile=certificate[1])
    with collector(tmp_path, *certificate) as (port, _process), connected(port, trusted) as connection:
        status, headers, _body = ask(connection, "GET", "/login")
        assert status == 200 and headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
        cookie = log_in(connection, (tmp_path / "said.txt").read_text())
        assert cookie.startswith("__Host-velo-session=")
        assert ask(connection, "GET", "/recordings", cookie=cookie)[0] == 200
        with connected(port) as plain, pytest.raises((http.client.HTTPException, OSError)):
            ask(plain, "GET", "/recordings")
        said = (tmp_path / "said.txt").read_text()
        context = browser.new_context(ignore_https_errors=True)  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto(f"https://127.0.0.1:{port}/recordings")
        page.get_by_label("E-mail").fill(re.search(r"E-mail +(\S+)", said)[1])  # type: ignore[index]
        page.get_by_label("Password").fill(re.search(r"Password +(\S+)", said)[1])  # type: ignore[index]
        page.get_by_role("button", name="Log in").click()
        page.get_by_text("Nothing recorded yet.").wait_for()
        assert {cookie["name"] for cookie in context.cookies()} == {"__Host-velo-session", "__Host-velo-known"}
        context.close()
