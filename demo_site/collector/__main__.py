"""`python -m demo_site.collector`: serves the demo site and its collector on this machine.

Laws: it listens on a loopback address or not at all, as long as the viewer has no login; it logs no
request.
"""

from __future__ import annotations

import argparse
import ipaddress
import sys
from pathlib import Path

import uvicorn

from demo_site.collector.app import Settings, make_app

STOP_S = 3


def main(arguments: list[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    if not is_loopback(options.host):
        print(f"{options.host}: no login yet, so only a loopback address may be used", file=sys.stderr)
        return 2
    if not (options.dist / "velo" / "velo.js").is_file():
        print("Velo itself is not built yet: run `python build.py` for it", file=sys.stderr)
    app = make_app(_settings(options))
    host = f"[{options.host}]" if ":" in options.host else options.host
    site = f"http://{host}:{options.port}"
    print(f"Shop        {site}/")
    print(f"Glass       {site}/glass.html")
    print(f"Recordings  {site}/recordings   (no login yet: this machine only)", flush=True)
    uvicorn.run(
        app,
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_S,
    )
    return 0


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m demo_site.collector", description="Demo site and collector.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Settings.data, help="folder of database and segments")
    parser.add_argument("--dist", type=Path, default=Settings.dist, help="what build.py built")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL instead of SQLite in that folder")
    parser.add_argument("--objects", metavar="URL", help="obstore URL (s3://...) instead of that folder")
    parser.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="another origin whose pages may send here; may be repeated (default: same origin only)",
    )
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        data=options.data,
        dist=options.dist,
        database_url=options.database,
        objects_url=options.objects,
        allow_origins=tuple(options.allow_origin),
    )


if __name__ == "__main__":
    raise SystemExit(main())
