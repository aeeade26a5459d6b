"""`/openapi.json`: what programs may send and ask, as an OpenAPI description.

Law: it says no more than the contract's section 5 and what a program needs; a test holds that each of these
routes is here, and that answers are those named here, whatever is sent.

Source: OpenAPI 3.1; the contract, section 5.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from demo_site.collector.envelope import CONTENT_TYPE

REASON = {"text/plain": {"schema": {"type": "string", "maxLength": 200}}}
RECORDING = {
    "name": "recording",
    "in": "path",
    "required": True,
    "description": "128 random bits in URL-safe base64",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
}
SEGMENT = {
    "name": "segment",
    "in": "path",
    "required": True,
    "description": "0, 1, 2 ... without gaps",
    "schema": {"type": "integer", "minimum": 0, "maximum": 99_999},
}
ANYTHING = {"application/json": {"schema": {"type": "object"}}}
EVENT = {
    "type": "object",
    "required": ["type", "timestamp", "data"],
    "properties": {
        "type": {"type": "integer", "minimum": 0, "maximum": 6},
        "timestamp": {"type": "number", "minimum": 0, "exclusiveMaximum": 253_402_300_800_000},
        "data": {"type": "object"},
    },
}


def _said(description: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"description": description, **({"content": content} if content else {})}


def _reasons(**by_status: str) -> dict[str, Any]:
    return {status.removeprefix("_"): _said(words, REASON) for status, words in by_status.items()}


SOMETIMES = _reasons(_429="too much at once; `Retry-After` says when", _503="the store failed, try again")
CLOSED = _reasons(_401="log in first", _403="not with this role", _404="no such recording", _400="another host name")
EVENTS = {"application/x-ndjson": {"schema": {"$ref": "#/components/schemas/Event"}}}
_EITHER = [{"$ref": f"#/components/schemas/{name}"} for name in ("Event", "Sealed")]
LINES = {"application/x-ndjson": {"schema": {"anyOf": _EITHER}}}
SEALED = {
    "type": "object",
    "description": "A segment that was sealed for a key that is not here; docs/collector.md says how it opens",
    "required": ["recording", "segment", "sealed"],
    "properties": {
        "recording": {"type": "string"},
        "segment": {"type": "integer"},
        "sealed": {"type": "string", "format": "byte"},
    },
}

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Velo's collector", "version": "1", "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
    "paths": {
        "/collect/{recording}/{segment}": {
            "parameters": [RECORDING, SEGMENT],
            "put": {
                "operationId": "keep",
                "summary": "Keeps a segment, once.",
                "requestBody": {
                    "required": True,
                    "description": "One gzip member (`content-encoding: gzip`) of rrweb events, one JSON object a line; or such a"
                    " member, sealed (no `content-encoding`)",
                    "content": {**EVENTS, CONTENT_TYPE: {"schema": {"type": "string", "format": "binary"}}},
                },
                "responses": {
                    "204": _said("kept"),
                    **_reasons(
                        _400="not one gzip member, not a sealed segment, or another host name",
                        _404="a name that cannot be one",
                        _409="already there, the first one is kept",
                        _410="the recording was erased",
                        _413="too much",
                        _415="another form",
                        _422="not rrweb events; says the line and the field",
                    ),
                    **SOMETIMES,
                },
            },
        },
        "/collect/{recording}": {
            "parameters": [RECORDING],
            "delete": {
                "operationId": "erase",
                "summary": "Erases a recording, for good.",
                "responses": {
                    "204": _said("erased"),
                    **_reasons(_400="another host name", _404="a name that cannot be one", _422="not a recording's name"),
                    **SOMETIMES,
                },
            },
        },
        "/recordings/{recording}/events": {
            "parameters": [RECORDING],
            "get": {
                "operationId": "events",
                "summary": "All events of a recording, in order.",
                "security": [{"session": []}],
                "responses": {"200": _said("the events, in order", LINES), **CLOSED},
            },
        },
        "/recordings/{recording}/export": {
            "parameters": [RECORDING],
            "get": {
                "operationId": "export",
                "summary": "The same as a file to keep; for owners.",
                "security": [{"session": []}],
                "responses": {"200": _said("the events, in order", LINES), **CLOSED},
            },
        },
        "/recordings/{recording}": {
            "parameters": [RECORDING],
            "delete": {
                "operationId": "eraseAsOwner",
                "summary": "Erases a recording; for owners, with the token of our pages in `x-velo-csrf`.",
                "security": [{"session": []}],
                "responses": {"204": _said("erased"), **CLOSED},
            },
        },
        "/healthz": {
            "get": {
                "operationId": "healthz",
                "responses": {
                    "200": _said("ok", REASON),
                    **_reasons(_400="another host name", _503="the database does not answer"),
                },
            },
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "security": [{"session": []}, {"token": []}],
                "responses": {"200": _said("for Prometheus", REASON), **CLOSED},
            },
        },
        "/openapi.json": {
            "get": {"operationId": "describe", "responses": {"200": _said("this", ANYTHING)}},
        },
    },
    "components": {
        "schemas": {"Event": EVENT, "Sealed": SEALED},
        "securitySchemes": {
            "session": {"type": "apiKey", "in": "cookie", "name": "__Host-velo-session"},
            "token": {"type": "http", "scheme": "bearer"},
        },
    },
}


async def show(_request: Request) -> Response:
    return JSONResponse(DESCRIPTION)
