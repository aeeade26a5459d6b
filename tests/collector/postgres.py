"""A real PostgreSQL of the machine's, in a folder of its own, on loopback, for as long as the tests run."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
LIMIT_S = 30
_TRIES = 3


def programs() -> Path | None:
    """Where `initdb` and `postgres` are; Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def why_not() -> str | None:
    if programs() is None:
        return MISSING
    if os.getuid() == 0 and not (_server_user() and shutil.which("setpriv")):
        return "PostgreSQL does not run as root, and there is no user postgres (or no setpriv) to run it as"
    return None


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a fresh, empty database."""
    folder = Path(tempfile.mkdtemp(prefix="velo-postgres-"))
    bin_folder = programs()
    assert bin_folder is not None
    try:
        if user := _server_user() if os.getuid() == 0 else None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        _run(bin_folder / "initdb", "-D", data, "-U", "velo", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-locale")
        for _ in range(_TRIES):
            port = _free_port()
            server = _start(bin_folder, data, port)
            if _wait_for(port, server):
                break
        try:
            assert server.poll() is None, "PostgreSQL does not start"
            yield f"postgresql://velo@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(LIMIT_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(bin_folder: Path, data: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "fsync": "off"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [*_as_server(), str(bin_folder / "postgres"), "-D", str(data), *options]
    return subprocess.Popen(command, cwd=data.parent, stderr=subprocess.DEVNULL)


def _server_user() -> pwd.struct_passwd | None:
    with suppress(KeyError):
        return pwd.getpwnam("postgres")
    return None


def _as_server() -> list[str]:
    user = _server_user()
    if os.getuid() != 0 or user is None:
        return []
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _run(*command: object) -> None:
    subprocess.run([*_as_server(), *map(str, command)], check=True, capture_output=True, timeout=LIMIT_S, cwd="/")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> bool:
    """False: the server ended, since another program took the port before it did; whoever answers there is not it."""
    import pg8000.native

    end_s = time.monotonic() + LIMIT_S
    while True:
        if server.poll() is not None:
            return False
        try:
            pg8000.native.Connection("velo", "127.0.0.1", "postgres", port, timeout=LIMIT_S).close()
            return True
        except Exception:  # not there yet, or still starting: its errors have no common type
            if time.monotonic() > end_s:
                raise
            time.sleep(0.05)
