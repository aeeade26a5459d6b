"""The object store: what lies in it under which name.

Laws: a recording's objects lie under one prefix, so that erasing finds also those whose row was never written; an object is
written whole or not at all (obstore). A large body is an object of its own, small ones share packs (packs.py).

Source: obstore (a folder by default, S3 and others by URL).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import obstore
from obstore.store import ObjectStore

PUTS_AT_ONCE = 16


class Body(Protocol):
    """A segment's body and whose it is."""

    @property
    def recording(self) -> str: ...
    @property
    def segment(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def is_sealed(self) -> bool: ...


class Pack(Protocol):
    """Bodies of one recording that follow each other."""

    @property
    def recording(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def packed(self) -> bytes: ...


class Objects:
    """Puts, reads and erases. Blocking."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put_bodies(self, bodies: Iterable[Body]) -> None:
        """Each as an object."""
        self._put((body_name(one.recording, one.segment, one.is_sealed), one.body) for one in bodies)

    def put_packs(self, packs: Iterable[Pack]) -> None:
        self._put((pack_name(one.recording, one.name), one.packed) for one in packs)

    def take_away(self, packs: Iterable[Pack]) -> None:
        self._delete([pack_name(one.recording, one.name) for one in packs])

    def _put(self, named: Iterable[tuple[str, bytes]]) -> None:
        """A store far away is not asked for one after the other."""
        if objects := list(named):
            with ThreadPoolExecutor(min(PUTS_AT_ONCE, len(objects))) as pool:
                list(pool.map(lambda one: obstore.put(self._store, *one, mode="overwrite"), objects))

    def read(self, name: str) -> bytes:
        return bytes(obstore.get(self._store, name).bytes())

    def erase(self, recording: str) -> None:
        listed = obstore.list(self._store, _folder(recording))
        self._delete([meta["path"] for page in listed for meta in page])

    def _delete(self, names: list[str]) -> None:
        """S3 takes many at once and minds none that is gone; a folder does, when another was quicker."""
        try:
            if names:
                obstore.delete(self._store, names)
        except FileNotFoundError:
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    obstore.delete(self._store, name)


def body_name(recording: str, segment: int, is_sealed: bool) -> str:
    return f"{_folder(recording)}/{segment:09d}.{'sealed' if is_sealed else 'ndjson.gz'}"


def pack_name(recording: str, name: str) -> str:
    return f"{_folder(recording)}/{name}.pack"


def _folder(recording: str) -> str:
    """Hexadecimal: on a file system that ignores letter case two ids must not share a folder."""
    return recording.encode("ascii").hex()
