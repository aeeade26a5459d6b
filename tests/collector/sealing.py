"""Sealed segments for tests: what a browser makes, made by another implementation of HPKE (cryptography's)."""

from __future__ import annotations

import gzip
import json
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from demo_site.collector import envelope
from recorder.host.keys import PEM, SUITE, key_id, point_of

SEALED = {"content-type": envelope.CONTENT_TYPE}


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def as_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def sealed(key: ec.EllipticCurvePrivateKey, recording: str, segment: int, *events: Any) -> bytes:
    ndjson = b"".join(json.dumps(event).encode() + b"\n" for event in events)
    return sealed_bytes(key, recording, segment, gzip.compress(ndjson))


def sealed_bytes(key: ec.EllipticCurvePrivateKey, recording: str, segment: int, packed: bytes) -> bytes:
    public = key.public_key()
    head = envelope.MAGIC + bytes([envelope.VERSION]) + bytes.fromhex(key_id(point_of(public)))
    return head + SUITE.encrypt(packed, public, envelope.info(recording, segment))
