"""What a sealed segment must look like: a body that the visitor's browser encrypted for a key that is not here.

Laws: the collector opens none, so nothing of the events is known; what can be checked without the key is checked:
the form, the version, and that the sender's point lies on the curve. Anything else is refused whole, with a reason.

    VELO 1            five bytes: that it is one, and its version
    key               eight: which key opens it, the first of SHA-256 of the public key's point
    enc               65: the sender's one-time public key, an uncompressed point of P-256
    ciphertext        the gzip'ed segment, and 16 bytes of tag

Sealed with HPKE, base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; `info` says the recording and
the segment's number, so a body that was put in another's place does not open.

Source: RFC 9180, sections 4.1, 5.1 and 7.1.4; SEC 1, section 2.3.4; docs/collector.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo_site.collector.limits import Refused

CONTENT_TYPE = "application/vnd.velo.sealed"
MAGIC, VERSION = b"VELO", 1
KEY_BYTES, POINT_BYTES, TAG_BYTES = 8, 65, 16
LEAST_GZIP_BYTES = 20
HEAD_BYTES = len(MAGIC) + 1 + KEY_BYTES + POINT_BYTES
UNCOMPRESSED = 4

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


@dataclass(frozen=True)
class Envelope:
    """Its parts, as bytes."""

    key: bytes
    enc: bytes
    ciphertext: bytes


def is_sealed(body: bytes) -> bool:
    return body.startswith(MAGIC)


def split(body: bytes) -> Envelope:
    """Raises `Refused` for what cannot be one."""
    if not body.startswith(MAGIC):
        raise Refused(400, "body: not a sealed segment")
    if body[len(MAGIC) : len(MAGIC) + 1] != bytes([VERSION]):
        raise Refused(400, f"body: not version {VERSION} of a sealed segment")
    if len(body) < HEAD_BYTES + LEAST_GZIP_BYTES + TAG_BYTES:
        raise Refused(400, "body: a sealed segment that ends too early")
    enc_at = HEAD_BYTES - POINT_BYTES
    envelope = Envelope(body[enc_at - KEY_BYTES : enc_at], body[enc_at:HEAD_BYTES], body[HEAD_BYTES:])
    if not is_point(envelope.enc):
        raise Refused(400, "body: the sender's key is no point of P-256")
    return envelope


def info(recording: str, segment: int) -> bytes:
    """What a sealed body is bound to."""
    return f"velo sealed {VERSION}\n{recording}\n{segment}".encode("ascii")


def is_point(point: bytes) -> bool:
    """Whether it lies on P-256: y² = x³ - 3x + b. The curve has no point of small order."""
    if len(point) != POINT_BYTES or point[0] != UNCOMPRESSED:
        return False
    x, y = int.from_bytes(point[1:33]), int.from_bytes(point[33:])
    return x < P and y < P and (y * y - x * x * x + 3 * x - B) % P == 0
