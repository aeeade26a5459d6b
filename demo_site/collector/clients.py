"""Who asks, as a key that says nothing: for rates and for guessing passwords, never for keeping.

Laws: an address leaves this module as a keyed hash only; the key is made when the process starts, lives in
its memory and nowhere else, so that no hash can be traced back or compared with another day's. The
addresses of one IPv6 network (/64, what one household has) are one client.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets

from starlette.requests import HTTPConnection

V6_NETWORK_BITS = 64


class ClientKeys:
    """Turns what may not be kept into a key for a dictionary in memory."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, connection: HTTPConnection) -> bytes:
        return self.hashed("client", network(connection.client.host if connection.client else ""))

    def hashed(self, kind: str, text: str) -> bytes:
        keyed = hashlib.blake2b(text.encode("utf-8", "replace"), key=self._key, person=kind.encode()[:16], digest_size=16)
        return keyed.digest()


def network(host: str) -> str:
    """
    >>> network("2001:db8::1") == network("2001:db8::2:3")
    True
    >>> network("::ffff:192.0.2.7")
    '192.0.2.7'
    """
    if ":" not in host:
        return host
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, V6_NETWORK_BITS), strict=False).network_address)
