"""The owner's keys for sealed recordings: ``build.py keys make`` and ``keys open``, and what ``--encrypt-to`` reads.

Laws: a private key is written once, into a file that only its owner may read, and is neither shown nor handed on; a build takes
public keys only. Segments are opened here with another implementation of HPKE than the one that sealed them.

Source: RFC 9180 (HPKE); RFC 5208 and 5280 (PEM of keys); demo_site/collector/envelope.py has the form of a sealed segment.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from demo_site.collector import envelope
from demo_site.collector.limits import Refused
from recorder.host.step import BuildError

UNPACKED_BYTES = 48 * 1024 * 1024
GZIP_WBITS = 31
PEM, POINT = serialization.Encoding.PEM, (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
OPENED_ERRORS = (InvalidTag, Refused, ValueError, KeyError, TypeError, zlib.error)


def main(arguments: list[str]) -> int:
    """0, or 1 after saying what was wrong."""
    asked = _options().parse_args(arguments)
    try:
        if asked.what == "make":
            return _make(asked.to)
        return _open(asked.file, asked.key, asked.to)
    except (BuildError, OSError) as error:
        print(f"build.py keys: {error}", file=sys.stderr)
        return 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("build.py keys", description=__doc__.partition(":")[0] + ".", allow_abbrev=False)
    what = parser.add_subparsers(dest="what", required=True, metavar="make|open")
    make = what.add_parser("make", help="make a key pair")
    make.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where to put it (default: here)")
    opening = what.add_parser("open", help="open an exported recording on this machine")
    opening.add_argument("file", type=Path, help="what the viewer exported: velo-<recording>.ndjson")
    opening.add_argument("--key", type=Path, action="append", required=True, help="a private key; may be repeated")
    opening.add_argument("--to", type=Path, required=True, metavar="FILE", help="where to write the events")
    return parser


def _make(folder: Path) -> int:
    private = ec.generate_private_key(ec.SECP256R1())
    name = key_id(point_of(private.public_key()))
    closed, public = folder / f"velo-{name}.private.pem", folder / f"velo-{name}.public.pem"
    _write_private(closed, private.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    public.write_bytes(private.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    print(
        f"Private key  {closed}\n"
        "             Whoever has this file can read the recordings, and without it nobody can, you included.\n"
        "             Keep a copy in a safe place, never on the collector. The viewer asks for it.\n"
        f"Public key   {public}\n"
        "             What browsers seal with. Not a secret.\n"
        f"Next         python build.py --encrypt-to {public}"
    )
    return 0


def _write_private(file: Path, content: bytes) -> None:
    """Never over another, and for its owner from the first moment."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(content)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(*POINT)


def key_id(point: bytes) -> str:
    """Which key it is, as it stands in the name of its file and in what was sealed for it."""
    return hashlib.sha256(point).digest()[: envelope.KEY_BYTES].hex()


def read_public(file: str) -> bytes:
    """The point of a public key.

    Raises:
        BuildError: it is no file with a public key of P-256; a private one is refused in clear words.
    """
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise BuildError(f"--encrypt-to {file}: {error.strerror}. `python build.py keys make` makes a pair.") from None
    if b"PRIVATE KEY" in content:
        raise BuildError(f"--encrypt-to {file}: this is the private key. It must not be near a web site; give the public one.")
    try:
        key = serialization.load_pem_public_key(content)
    except ValueError:
        key = None
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BuildError(f"--encrypt-to {file}: not a public key of P-256 (PEM). `python build.py keys make` makes a pair.")
    return point_of(key)


def read_private(file: Path) -> tuple[str, ec.EllipticCurvePrivateKey]:
    """A private key and its id.

    Raises:
        BuildError: it is none.
    """
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise BuildError(f"{file}: not a private key of P-256 (PEM, without a password)")
    return key_id(point_of(key.public_key())), key


def _open(file: Path, keys: list[Path], to: Path) -> int:
    held = dict(map(read_private, keys))
    with file.open("rb") as lines, os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        for part in opened(lines, held):
            written.write(part)
    print(f"{to}: the recording, readable. Erase it when you are done.")
    return 0


def opened(lines: Iterable[bytes], keys: dict[str, ec.EllipticCurvePrivateKey]) -> Iterator[bytes]:
    """The lines of an export, with what is sealed in them opened.

    Raises:
        BuildError: none of the keys fits, or a segment is not what was sealed for its place.
    """
    for line in lines:
        told = json.loads(line)
        if "sealed" not in told:
            yield line
            continue
        ndjson = _opened(told, keys)
        yield ndjson if ndjson.endswith(b"\n") else ndjson + b"\n"


def _opened(told: dict[str, Any], keys: dict[str, ec.EllipticCurvePrivateKey]) -> bytes:
    where = f"segment {told.get('segment')}"
    try:
        body = base64.b64decode(told["sealed"], validate=True)
        parts = envelope.split(body)
        key = keys.get(parts.key.hex())
        if key is None:
            raise BuildError(f"{where} is sealed for key {parts.key.hex()}, which was not given")
        packed = SUITE.decrypt(parts.enc + parts.ciphertext, key, envelope.info(told["recording"], told["segment"]))
        return _unpacked(packed)
    except OPENED_ERRORS:
        raise BuildError(f"{where} does not open: it was changed, or is not from this place of this recording") from None


def _unpacked(packed: bytes) -> bytes:
    member = zlib.decompressobj(wbits=GZIP_WBITS)
    ndjson = member.decompress(packed, UNPACKED_BYTES)
    if not member.eof:
        raise ValueError
    return ndjson


def as_text(point: bytes) -> str:
    """As the worker is told it."""
    return base64.b64encode(point).decode("ascii")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
