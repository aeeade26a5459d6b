"""`python -m demo_site.collector`: serves the demo site and its collector. `... account` is for accounts.

Laws: without TLS it listens on a loopback address or not at all; it logs no request; where there is no
account yet it makes one and shows its password once, on a loopback address only.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from demo_site.collector import account_command, logs
from demo_site.collector.app import Settings, make_app
from demo_site.collector.buckets import Rate
from demo_site.collector.limits import Limits
from demo_site.collector.retention import Retention

STOP_S = 3
METRICS_TOKEN = "VELO_METRICS_TOKEN"
"""An environment variable, since other users of the machine see a command line."""


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["account"]:
        return account_command.main(arguments[1:])
    options = _options().parse_args(arguments)
    if wrong := refusal(options):
        print(wrong, file=sys.stderr)
        return 2
    if not (options.dist / "velo" / "velo.js").is_file():
        print("Velo itself is not built yet: run `python build.py` for it", file=sys.stderr)
    logs.set_up(as_json=options.log_json)
    settings = _settings(options)
    made = account_command.first_account(settings) if is_loopback(options.host) else None
    app = make_app(settings)
    _say_where(options, made)
    uvicorn.run(
        app,
        host=options.host,
        port=options.port,
        access_log=False,
        log_config=None,
        proxy_headers=bool(options.public_origin),
        forwarded_allow_ips="127.0.0.1,::1",
        server_header=False,
        ssl_certfile=options.tls_cert,
        ssl_keyfile=options.tls_key,
        timeout_graceful_shutdown=STOP_S,
    )
    return 0


def refusal(options: argparse.Namespace) -> str | None:
    """Why it does not start, `None` when it may."""
    if bool(options.tls_cert) != bool(options.tls_key):
        return "--tls-cert and --tls-key belong together"
    if not options.tls_cert and not is_loopback(options.host):
        return f"{options.host}: without --tls-cert and --tls-key only a loopback address may be used"
    public = urlsplit(options.public_origin or "https://none.example")
    if public.scheme != "https" or not public.hostname or public.path not in ("", "/"):
        return "--public-origin: must be https://, a host, and nothing after it"
    return None


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _say_where(options: argparse.Namespace, made: tuple[str, str] | None) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    site = f"{'https' if options.tls_cert else 'http'}://{host}:{options.port}"
    print(f"Shop        {site}/")
    print(f"Glass       {site}/glass.html")
    print(f"Recordings  {site}/recordings")
    if made:
        print("\nTo log in there (this is shown only once):")
        print(f"  E-mail    {made[0]}\n  Password  {made[1]}")
    python = os.path.relpath(sys.executable) if os.path.realpath(sys.prefix).startswith(os.getcwd()) else "python"
    print(f"\nForgotten, or another account: {python} -m demo_site.collector account --help", flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m demo_site.collector", description="Demo site and collector.")
    parser.add_argument("--host", default="127.0.0.1", help="without TLS a loopback address (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=Settings.data, help="folder of database and segments")
    parser.add_argument("--dist", type=Path, default=Settings.dist, help="what build.py built")
    parser.add_argument("--database", metavar="URL", help="SQLAlchemy URL instead of SQLite in that folder")
    parser.add_argument("--objects", metavar="URL", help="obstore URL (s3://...) instead of that folder")
    parser.add_argument("--tls-cert", metavar="FILE", help="certificate with its chain, PEM")
    parser.add_argument("--tls-key", metavar="FILE", help="its key, PEM")
    parser.add_argument(
        "--public-origin",
        metavar="ORIGIN",
        help="https://... where people reach this, when a proxy on this machine speaks TLS for it",
    )
    parser.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="another origin whose pages may send here; may be repeated (default: same origin only)",
    )
    parser.add_argument("--retention-days", type=int, default=30, help="0 keeps for ever (default: %(default)s)")
    parser.add_argument("--trail-days", type=int, default=365, help="the same for the trail (default: %(default)s)")
    parser.add_argument("--client-rate", type=float, default=Limits.client.per_s, help="segments a second from one address")
    parser.add_argument("--total-rate", type=float, default=Limits.total.per_s, help="segments a second from all")
    parser.add_argument("--only-sealed", action="store_true", help="refuse segments that are not end-to-end encrypted")
    parser.add_argument("--log-json", action="store_true", help="log as one JSON object a line")
    return parser


def _rate(per_s: float, usual: Rate) -> Rate:
    return Rate(burst=max(1.0, per_s * usual.burst / usual.per_s), per_s=max(per_s, 0.001))


def _settings(options: argparse.Namespace) -> Settings:
    return Settings(
        data=options.data,
        dist=options.dist,
        database_url=options.database,
        objects_url=options.objects,
        allow_origins=tuple(options.allow_origin),
        tls=bool(options.tls_cert),
        public_origin=options.public_origin.rstrip("/") if options.public_origin else None,
        limits=Limits(client=_rate(options.client_rate, Limits.client), total=_rate(options.total_rate, Limits.total)),
        retention=Retention(max(0, options.retention_days), max(0, options.trail_days)),
        metrics_token=os.environ.get(METRICS_TOKEN) or None,
        only_sealed=options.only_sealed,
    )


if __name__ == "__main__":
    raise SystemExit(main())
