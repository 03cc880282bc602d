"""The encrypted store: one file a voice (AES-256-GCM), a random name, nothing readable beside it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pipeline.errors import InputError
from pipeline.voiceprints.prints import Voiceprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MAGIC = b"RFVOICE1"
_NONCE_BYTES = 12  # NIST SP 800-38D
_KEY_MARK_BYTES = 8
_NAME = re.compile(r"^[0-9a-f]{32}\.voice$")


class VoiceprintStore:
    """Enrolled voices in a folder.

    A file is ``RFVOICE1``, a mark of the key (so that a wrong key and an altered file are told apart), a nonce, and the
    ciphertext. The file's name is authenticated: a file that was renamed to another's is refused.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._cipher = AESGCM(key)
        self._mark = hashlib.sha256(b"referat voiceprint key" + key).digest()[:_KEY_MARK_BYTES]

    def all(self) -> tuple[Voiceprint, ...]:
        """Return every voice.

        Raises
        ------
        InputError
            The key is another, or a file was altered.
        """
        if not self.folder.is_dir():
            return ()
        files = sorted(path for path in self.folder.iterdir() if _NAME.match(path.name))
        return tuple(self._read(path) for path in files)

    def find(self, person: str, purpose: str) -> Voiceprint | None:
        """Return the voice of a person for a purpose."""
        same = (found for found in self.all() if found.person.casefold() == person.casefold())
        return next((found for found in same if found.consent.purpose == purpose), None)

    def save(self, found: Voiceprint) -> None:
        """Write a voice; what was written of it before is overwritten."""
        with self._locked():
            self._write(found)

    def used(self, folder: Path, ids: frozenset[str]) -> None:
        """Remember that what is derived from some voices lies in a folder."""
        self._change(
            lambda found: None if found.id not in ids or str(folder) in found.uses else
            Voiceprint(found.person, found.consent, found.pieces, (*found.uses, str(folder)), found.id)
        )  # fmt: skip

    def remove(self, person: str, purpose: str | None = None) -> tuple[Voiceprint, ...]:
        """Overwrite and remove what is kept of a person, for one purpose or for all; return what there was.

        A voice whose file cannot be read is not a person's that is known: it stays, and the error is raised.
        """
        with self._locked():
            gone = tuple(
                found
                for found in self.all()
                if found.person.casefold() == person.casefold() and purpose in (None, found.consent.purpose)
            )
            for found in gone:
                overwrite(self._path(found))
            _sync_folder(self.folder)
        return gone

    def _change(self, change: Callable[[Voiceprint], Voiceprint | None]) -> None:
        with self._locked():
            for found in self.all():
                if (changed := change(found)) is not None:
                    self._write(changed)

    def _path(self, found: Voiceprint) -> Path:
        return self.folder / f"{found.id}.voice"

    def _read(self, path: Path) -> Voiceprint:
        data = path.read_bytes()
        head = len(_MAGIC) + _KEY_MARK_BYTES
        if data[: len(_MAGIC)] != _MAGIC or len(data) < head + _NONCE_BYTES:
            raise InputError(path, "is damaged: it is no enrolled voice", "bring it back from a backup, or remove it")
        if data[len(_MAGIC) : head] != self._mark:
            raise InputError(path, "was encrypted with another key", "give the key it was made with")
        nonce, cipher = data[head : head + _NONCE_BYTES], data[head + _NONCE_BYTES :]
        try:
            plain = self._cipher.decrypt(nonce, cipher, _MAGIC + path.stem.encode())
        except InvalidTag:
            raise InputError(path, "was altered", "bring it back from a backup, or remove it") from None
        return Voiceprint.from_bytes(path.stem, plain)

    def _write(self, found: Voiceprint) -> None:
        path = self._path(found)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = self._cipher.encrypt(nonce, found.to_bytes(), _MAGIC + found.id.encode())
        beside = path.with_suffix(".part")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_MAGIC + self._mark + nonce + cipher)
            file.flush()
            os.fsync(file.fileno())
        old = path.open("r+b") if path.exists() else None
        beside.replace(path)
        if old is not None:
            with old:
                _blank(old.fileno())
        _sync_folder(self.folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def overwrite(path: Path) -> None:
    """Overwrite a file and remove it."""
    with path.open("r+b") as file:
        _blank(file.fileno())
    path.unlink()


def _blank(descriptor: int) -> None:
    """Put zeros in place of everything an open file holds."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, bytes(os.fstat(descriptor).st_size))
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
