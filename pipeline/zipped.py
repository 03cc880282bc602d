"""What every zipped document from outside is asked before a part of it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0"  # how an old office document, or one with a password, begins
BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)
"""What zipfile raises on an archive that is damaged, encrypted, or packed in a way it does not know."""


def refuse_bomb(path: Path, archive: zipfile.ZipFile, *, most_mb: int, most_parts: int, right: str) -> None:
    """Refuse an archive that says it unpacks to more than it should.

    Parameters
    ----------
    right : str
        What would be right, without the numbers: ``"at most"``.

    Raises
    ------
    InputError
        It is too large, or has too many parts.
    """
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > most_parts or unpacked > most_mb * 2**20:
        raise InputError(
            path,
            f"unpacks to {unpacked // 2**20} MB in {len(entries)} parts",
            f"{right} {most_mb} MB in {most_parts} parts",
        )
