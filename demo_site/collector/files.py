"""Built files and pages: the right media type, the right caching, the smaller sibling when the browser
takes it.

Laws: the media type never depends on the machine (Python's `mimetypes` reads its registry); a path with a
content hash is cached for good, every other name is asked for again each time; `name.br` and `name.gz`
stand in for `name` only while they are not older than it.

Source: RFC 9110, sections 8.8 and 12.5.3; RFC 8246 (immutable).
"""

from __future__ import annotations

import os
import re
from pathlib import PurePath

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Scope

MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ts": "text/plain",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}
HASHED = re.compile(r"[.-](?=[a-z]*[0-9])[0-9a-z]{8,64}(?=[./]|$)", re.IGNORECASE)
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class BuiltFiles(StaticFiles):
    """A folder of files; one that is not there answers 404, it may be built later."""

    def __init__(self, directory: PathLike, *, html: bool = False) -> None:
        super().__init__(directory=directory, html=html, check_dir=False)

    async def check_config(self) -> None:
        return

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        request = Headers(scope=scope)
        name = os.fspath(full_path)
        sent, encoding = _smaller(name, stat_result, request.get("accept-encoding", ""))
        headers = {"cache-control": cache_control(self._inside(name)), "vary": "accept-encoding"}
        if encoding:
            headers["content-encoding"] = encoding
        answer = FileResponse(
            sent, status_code, headers, media_type=media_type(name), stat_result=os.stat(sent)
        )
        if self.is_not_modified(answer.headers, request):
            return NotModifiedResponse(answer.headers)
        return answer

    def _inside(self, name: str) -> str:
        """The path below the folder: only there does a hash say something about the content."""
        folder = os.path.realpath(os.fspath(self.directory or ""))
        return PurePath(os.path.relpath(name, folder)).as_posix()


def media_type(name: str) -> str:
    return MEDIA_TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


def cache_control(path: str) -> str:
    if HASHED.search(path):
        return "public, max-age=31536000, immutable"
    return "no-cache"


def accepts(header: str, coding: str) -> bool:
    """Whether an `Accept-Encoding` header takes a coding."""
    for item in header.lower().split(","):
        name, _, quality = item.partition(";")
        if name.strip() == coding:
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _smaller(name: str, original: os.stat_result, accept_encoding: str) -> tuple[str, str]:
    for coding, suffix in ENCODINGS:
        sibling = name + suffix
        if not accepts(accept_encoding, coding) or not os.path.isfile(sibling):
            continue
        if os.stat(sibling).st_mtime_ns >= original.st_mtime_ns:
            return sibling, coding
    return name, ""
