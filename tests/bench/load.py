"""How many segments a second the collector takes, against a plain handler that only writes the body to disk.

Laws: the same uvicorn, the same client, the same bodies, one server process each, turns taken in rounds, so that what
else the machine does hits all alike; what is reported is the median of the rounds' ratios. The floor is Starlette's
least: read the body, write it to a file, answer 204. The client is another process, with connections kept alive.

    python -m tests.bench.load [--rounds 3] [--seconds 5] [--connections 32] [--wait-s 300]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import json
import multiprocessing
import os
import secrets
import shutil
import socket
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_site.collector.packs import Packing

SEGMENTS = 10
WARM_S = 1.0


@dataclass(frozen=True)
class Run:
    per_s: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    wrong: int


# --- what is sent ---------------------------------------------------------------------------------


def bodies() -> list[bytes]:
    """A recording of ten segments: a page of 600 elements, then pointer, scrolling and changes, two seconds each."""
    at_ms = 1_700_000_000_000
    document = {"type": 0, "childNodes": [_element(number) for number in range(600)], "id": 1}
    first = [
        {"type": 4, "timestamp": at_ms, "data": {"href": "https://shop.example/*", "width": 1280, "height": 800}},
        {"type": 2, "timestamp": at_ms, "data": {"node": document, "initialOffset": {"left": 0, "top": 0}}},
    ]
    return [_packed(first), *(_packed(_two_seconds(at_ms + 2_000 * n)) for n in range(1, SEGMENTS))]


def _element(number: int) -> dict[str, Any]:
    attributes = {"class": f"card c{number % 40}"}
    return {"type": 2, "tagName": "div", "attributes": attributes, "childNodes": [_text(number)], "id": 10 + number}


def _text(number: int) -> dict[str, Any]:
    return {"type": 3, "textContent": "x×x×x x× x×x×x×x"[: 4 + number % 12], "id": 2_000 + number}


def _two_seconds(at_ms: int) -> list[dict[str, Any]]:
    moves = [{"x": n * 7 % 900, "y": n * 13 % 700, "id": 10 + n, "timeOffset": -20 * n} for n in range(12)]
    changes = [{"id": 10 + n, "attributes": {"class": f"card c{n % 7} open"}} for n in range(8)]
    mutation = {"source": 0, "texts": [{"id": 2_001, "value": "x×x"}], "attributes": changes, "removes": [], "adds": []}
    data = [{"source": 1, "positions": moves}, {"source": 3, "id": 1, "x": 0, "y": 400}, mutation] * 3
    return [{"type": 3, "timestamp": at_ms + 10 * n, "data": one} for n, one in enumerate(data)]


def _packed(events: list[dict[str, Any]]) -> bytes:
    return gzip.compress("".join(json.dumps(event, separators=(",", ":")) + "\n" for event in events).encode())


# --- what is asked --------------------------------------------------------------------------------


def floor_app(folder: str) -> Any:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def put(request: Request) -> Response:
        body = await request.body()
        name = f"{request.path_params['recording']}-{request.path_params['segment']}"
        (Path(folder) / name).write_bytes(body)
        return Response(status_code=204)

    return Starlette(routes=[Route("/collect/{recording}/{segment}", put, methods=["PUT"])])


def collector_app(folder: str, database: str | None, wait_s: float) -> Any:
    from demo_site.collector.app import Settings, make_app
    from demo_site.collector.buckets import Rate
    from demo_site.collector.limits import Limits

    endless = Rate(burst=1e9, per_s=1e9)
    limits = Limits(client=endless, total=endless)
    packing = Packing(wait_s=wait_s)
    return make_app(Settings(data=Path(folder), dist=Path(folder), database_url=database, limits=limits, packing=packing))


def _serve(kind: str, folder: str, database: str | None, wait_s: float, listening: socket.socket) -> None:
    import uvicorn

    app = floor_app(folder) if kind == "floor" else collector_app(folder, database, wait_s)
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run([listening])


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def cpu_s(self) -> float:
        """Of all its threads so far: what another program on the machine cannot change."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def server(kind: str, database: str | None = None, wait_s: float = Packing.wait_s) -> Iterator[Server]:
    folder = tempfile.mkdtemp(prefix="velo-load-")
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(kind, folder, database, wait_s, listening))
        process.start()
        try:
            yield Server(int(listening.getsockname()[1]), process.pid or 0)
        finally:
            process.terminate()
            process.join()
            shutil.rmtree(folder, ignore_errors=True)


# --- who asks -------------------------------------------------------------------------------------


async def _connection(port: int, parts: list[bytes], end_s: float, times: list[tuple[float, float]], wrong: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end_s:
        recording = secrets.token_urlsafe(16)
        for segment, body in enumerate(parts):
            begun_s = time.perf_counter()
            writer.write(_request(recording, segment, body))
            head = await reader.readuntil(b"\r\n\r\n")
            times.append((begun_s, time.perf_counter() - begun_s))
            if not head.startswith(b"HTTP/1.1 204"):
                wrong.append(int(head[9:12]))
                writer.close()
                return
    writer.close()


def _request(recording: str, segment: int, body: bytes) -> bytes:
    head = (
        f"PUT /collect/{recording}/{segment} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-ndjson\r\n"
        f"content-encoding: gzip\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def load(asked: Server, connections: int, seconds: float) -> Run:
    parts = bodies()
    times: list[tuple[float, float]] = []
    wrong: list[int] = []

    async def all_of_them() -> float:
        begun_s = time.perf_counter()
        end_s = begun_s + WARM_S + seconds
        await asyncio.gather(*(_connection(asked.port, parts, end_s, times, wrong) for _ in range(connections)))
        return begun_s + WARM_S

    before_s = asked.cpu_s()
    counted_from_s = asyncio.run(all_of_them())
    cpu_ms = (asked.cpu_s() - before_s) * 1000 / len(times)
    took_ms = sorted(took_s * 1000 for begun_s, took_s in times if counted_from_s <= begun_s < counted_from_s + seconds)
    return Run(len(took_ms) / seconds, cpu_ms, took_ms[len(took_ms) // 2], took_ms[int(len(took_ms) * 0.99)], len(wrong))


def _waited(port: int) -> None:
    for _try in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as probe:
            probe.sendall(b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
            if probe.recv(12):
                return
        time.sleep(0.05)
    raise RuntimeError("the server does not answer")


def _line(kind: str, rounds: list[dict[str, Run]]) -> str:
    def middle(name: str) -> float:
        return statistics.median(getattr(one[kind], name) for one in rounds)

    ratio = statistics.median(one[kind].per_s / one["floor"].per_s for one in rounds)
    cpu = statistics.median(one["floor"].cpu_ms / one[kind].cpu_ms for one in rounds)
    wrong = sum(one[kind].wrong for one in rounds)
    return (
        f"{kind:11}{middle('per_s'):6.0f} segments/s  p50 {middle('p50_ms'):6.1f} ms  p99 {middle('p99_ms'):6.1f} ms"
        f"  CPU {middle('cpu_ms'):5.2f} ms each  {ratio:.2f} x the floor ({cpu:.2f} by CPU)  {wrong} wrong"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--wait-s", type=float, default=Packing.wait_s, help="until small segments move; 1: that is measured too")
    options = parser.parse_args(arguments)
    from tests.collector.postgres import postgres, why_not

    sizes = [len(body) for body in bodies()]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.connections} connections;", end=" ")
    print(f"segments of {sizes[0]} (each tenth) and {sizes[1]} bytes (gzip)")
    with contextlib.ExitStack() as stack:
        sqlite = stack.enter_context(server("collector", None, options.wait_s))
        kinds = {"floor": stack.enter_context(server("floor")), "sqlite": sqlite}
        if why_not() is None:
            url = stack.enter_context(postgres())
            kinds["postgresql"] = stack.enter_context(server("collector", url, options.wait_s))
        for one in kinds.values():
            _waited(one.port)
        rounds = [
            {kind: load(one, options.connections, options.seconds) for kind, one in kinds.items()}
            for _ in range(options.rounds)
        ]
    for kind in kinds:
        print(_line(kind, rounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
