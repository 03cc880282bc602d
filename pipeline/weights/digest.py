"""Digests of files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BLOCK_BYTES = 1 << 20


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file's bytes, reading a block at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def combined_sha256(digests: Iterable[tuple[str, str]]) -> str:
    """Return one digest for several files: sha256 over ``name NUL digest LF``, sorted by name.

    Examples
    --------
    >>> combined_sha256([("b", "2"), ("a", "1")]) == combined_sha256([("a", "1"), ("b", "2")])
    True
    """
    lines = "".join(f"{name}\0{digest}\n" for name, digest in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()
