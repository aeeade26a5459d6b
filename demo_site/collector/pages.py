"""How the viewer's pages are written: templates that escape everything, and words for times and sizes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from demo_site.collector.accounts import Role

HERE = Path(__file__).parent
NO_STORE = {"cache-control": "no-store"}


def clock(at_ms: int) -> str:
    at = datetime.datetime.fromtimestamp(at_ms / 1000, datetime.UTC)
    return at.isoformat(sep=" ", timespec="seconds").replace("+00:00", " UTC")


def iso(at_ms: int) -> str:
    return datetime.datetime.fromtimestamp(at_ms / 1000, datetime.UTC).isoformat(timespec="seconds")


def length(duration_ms: int) -> str:
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def size(size_bytes: int) -> str:
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.1f} KiB"
    return f"{size_bytes / 1024 / 1024:.1f} MiB"


_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
)
_environment.filters.update(clock=clock, iso=iso, length=length, size=size)
_templates = Jinja2Templates(env=_environment)


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """A page; who is logged in is on every one."""
    visit = getattr(request.state, "visit", None)
    who = {
        "account": visit.account if visit else None,
        "csrf": visit.csrf if visit else "",
        "is_owner": bool(visit and visit.account.role >= Role.OWNER),
    }
    return _templates.TemplateResponse(request, template, {**who, **context}, status_code=status, headers=NO_STORE)
