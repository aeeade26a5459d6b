"""A small S3: what an object store asks of one to put, get, list and delete, kept in memory, without signatures checked.

moto would bring fifty packages for these five calls. Source: the S3 API reference (PutObject, GetObject, ListObjectsV2,
DeleteObject, DeleteObjects), path-style addresses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.collector.served import served

BUCKET = "velo"
WHEN = "2026-11-24T00:00:00.000Z"


class Shelf:
    """The objects, and how often each verb was asked."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.fails = False

    async def bucket(self, request: Request) -> Response:
        self.asked.append(f"{request.method} bucket")
        if request.method == "POST":
            return self._delete_many(await request.body())
        prefix = request.query_params.get("prefix", "")
        found = sorted(key for key in self.objects if key.startswith(prefix))
        rows = "".join(f"<Contents>{self._facts(key)}</Contents>" for key in found)
        count = f"<KeyCount>{len(found)}</KeyCount><IsTruncated>false</IsTruncated>"
        return _xml(f"<ListBucketResult>{count}{rows}</ListBucketResult>")

    async def object(self, request: Request) -> Response:
        key = request.path_params["key"]
        self.asked.append(f"{request.method} object")
        if self.fails:
            return Response(status_code=403)
        if request.method == "PUT":
            self.objects[key] = await request.body()
            return Response(headers={"etag": _etag(self.objects[key])})
        if request.method == "DELETE":
            self.objects.pop(key, None)
            return Response(status_code=204)
        if key not in self.objects:
            return _xml("<Error><Code>NoSuchKey</Code></Error>", 404)
        body = self.objects[key]
        return Response(body, headers={"etag": _etag(body), "last-modified": "Tue, 24 Nov 2026 00:00:00 GMT"})

    def _delete_many(self, body: bytes) -> Response:
        keys = [element.text or "" for element in ElementTree.fromstring(body).iter() if element.tag.endswith("Key")]
        for key in keys:
            self.objects.pop(key, None)
        gone = "".join(f"<Deleted><Key>{escape(key)}</Key></Deleted>" for key in keys)
        return _xml(f"<DeleteResult>{gone}</DeleteResult>")

    def _facts(self, key: str) -> str:
        body = self.objects[key]
        return f"<Key>{escape(key)}</Key><LastModified>{WHEN}</LastModified><ETag>{_etag(body)}</ETag><Size>{len(body)}</Size>"


@contextmanager
def s3() -> Iterator[tuple[str, Shelf]]:
    """Its address and what is in it."""
    shelf = Shelf()
    app = Starlette(
        routes=[
            Route(f"/{BUCKET}", shelf.bucket, methods=["GET", "POST"]),
            Route(f"/{BUCKET}/{{key:path}}", shelf.object, methods=["GET", "PUT", "DELETE"]),
        ]
    )
    with served(app) as origin:
        yield origin, shelf


def _xml(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type="application/xml")


def _etag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
