"""Passwords: how they are kept, which are too weak, and how to say so.

Laws: kept is an argon2id hash, with its cost inside, made anew when the cost has been raised; an account
that does not exist costs as much time as one that does; only a few are worked out at once, since each takes
64 MiB. A refusal says in plain words what to do better and never repeats the password.

Source: RFC 9106, section 4 (second recommended option); NIST SP 800-63B, section 3.1.1 (length, no rules of
composition, no forced changes); zxcvbn for how easily it is guessed.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_CHARS = 12
MOST_CHARS = 256
JUDGED_CHARS = 72
"""zxcvbn's time grows with the length; what is strong after 72 characters stays so."""
STRONG = 4
AT_ONCE = 2
RANDOM_BYTES = 15

HOW = "Four or five words that have nothing to do with each other are easy to remember and hard to guess."


@dataclass(frozen=True)
class Cost:
    """What a hash costs. Only tests make it cheaper."""

    rounds: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


class Passwords:
    """Hashes and compares. Blocking, some 0.1 s: call it from a worker thread."""

    def __init__(self, cost: Cost) -> None:
        self._hasher = PasswordHasher(cost.rounds, cost.memory_kib, cost.lanes, type=Type.ID)
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    def hashed(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """`None`: there is no such account, and it must not show in the time this takes."""
        with self._turn:
            try:
                return self._hasher.verify(kept or self._nobody, password[:MOST_CHARS]) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_dated(self, kept: str) -> bool:
        return self._hasher.check_needs_rehash(kept)


def weakness(password: str, email: str = "") -> str | None:
    """Why a password is not taken and what would be better; `None` when it is strong."""
    if len(password) < LEAST_CHARS:
        return f"At least {LEAST_CHARS} characters, please. {HOW}"
    if len(password) > MOST_CHARS:
        return f"At most {MOST_CHARS} characters, please."
    from zxcvbn import zxcvbn  # its word lists take a while to load, and only this needs them

    about = [part for part in email.replace("@", ".").split(".") if part]
    judged = zxcvbn(password[:JUDGED_CHARS], user_inputs=[email, *about, "velo", "collector", "recordings"])
    if judged["score"] >= STRONG:
        return None
    soon = judged["crack_times_display"]["offline_slow_hashing_1e4_per_second"]
    why = str(judged["feedback"]["warning"]).rstrip(".") or "It follows a pattern that guessing programs know"
    return f"Too easy to guess ({soon} for a thief with a good computer). {why}. {HOW}"


def random_password() -> str:
    return secrets.token_urlsafe(RANDOM_BYTES)
