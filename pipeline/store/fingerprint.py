"""What a computation depends on, as one digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

_CHUNK = 1 << 20  # bytes


@runtime_checkable
class HasFingerprint(Protocol):
    """A value that knows what identifies it better than its fields do (an artifact, a model)."""

    def fingerprint(self) -> str:
        """Return the identity."""


def file_digest(path: Path) -> str:
    """Return the sha256 of a file's content. shape: 64 hex digits"""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def fingerprint(value: object) -> str:
    """Return a digest that is equal exactly for equal values: dataclasses by their fields, files by their content.

    Raises
    ------
    TypeError
        For a value that has no stable identity.
    """
    text = json.dumps(_canonical(value), sort_keys=True, ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> Any:
    if isinstance(value, HasFingerprint):
        return {"fingerprint": value.fingerprint()}
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, Enum):
        return _canonical(value.value)
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Path):
        return {"file": file_digest(value)} if value.is_file() else {"path": str(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {"type": type(value).__name__, **{f.name: _canonical(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, list | tuple):
        return [_canonical(part) for part in value]
    if isinstance(value, dict):
        return {"dict": sorted([[_canonical(key), _canonical(part)] for key, part in value.items()], key=json.dumps)}
    raise TypeError(f"no stable identity: {type(value).__name__}")
