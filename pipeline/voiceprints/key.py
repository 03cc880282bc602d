"""The key of the enrolled voices: a file of its own, outside the store, for its owner alone."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

KEY_BITS = 256


def make_key(path: Path, store: Path) -> None:
    """Make a key; one that is there stays.

    Raises
    ------
    InputError
        There is a file already, or it would lie in the store.
    """
    _outside(path, store)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError(path, "there is a file already", "it is kept: without it no voice can be read") from None
    with os.fdopen(handle, "wb") as file:
        file.write(base64.urlsafe_b64encode(AESGCM.generate_key(KEY_BITS)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path, store: Path) -> bytes:
    """Read the key. shape: 32 bytes

    Raises
    ------
    InputError
        It is not there, is no key, can be read by others, or lies in the store it protects.
    """
    _outside(path, store)
    try:
        mode = path.stat().st_mode
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "there is no such key", "make one with `referat voices key`, or bring it back") from None
    except (PermissionError, IsADirectoryError) as error:
        raise InputError(path, "cannot be read", f"give a file that this user may read ({error.strerror})") from None
    if stat.S_IMODE(mode) & 0o077:
        raise InputError(path, "can be read by others", f"chmod 600 {path}")
    try:
        key = base64.urlsafe_b64decode(data.strip())
    except (ValueError, binascii.Error):
        key = b""
    if len(key) * 8 != KEY_BITS:
        raise InputError(path, "is not a key", "give the file that `referat voices key` made")
    return key


def _outside(path: Path, store: Path) -> None:
    if path.resolve().is_relative_to(store.resolve()):
        raise InputError(path, "lies in the store it protects", "keep the key elsewhere, and its backup too")
