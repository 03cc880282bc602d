"""Writes a file all or nothing, readable by its owner only."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Give a path of the same name to write to; what was written there takes the place of `path` at the end."""
    with tempfile.TemporaryDirectory(prefix=".write-", dir=path.parent) as scratch:
        part = Path(scratch) / path.name
        yield part
        part.chmod(0o600)
        part.replace(path)
