"""The second factor: codes of an app on the phone (TOTP).

Laws: a code is taken once, and within half a minute of its time; the picture to scan is made here, so that
no other host ever sees the secret.

Source: RFC 6238; the otpauth:// form that authenticator apps read.
"""

from __future__ import annotations

import base64
import hmac
import io
import time

import pyotp
import segno

ISSUER = "Velo recordings"
STEP_S = 30
AROUND = (0, -1, 1)


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, at_s: float | None = None) -> int | None:
    """The step that a code belongs to, `None` for a wrong one."""
    digits = "".join(code.split())
    now = int((time.time() if at_s is None else at_s) // STEP_S)
    totp = pyotp.TOTP(secret)
    for step in (now + around for around in AROUND):
        if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode("utf-8", "replace")):
            return step
    return None


def picture(secret: str, email: str) -> str:
    """A QR code as an address that an `<img>` takes."""
    drawn = io.BytesIO()
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    segno.make(address, micro=False).save(drawn, kind="svg", scale=5, border=3, dark="#000", light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
