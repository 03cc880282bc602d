"""The folder where pulled models lie: one folder a model, complete or absent."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

STAMP = "verified.json"
PART = ".part"


def default_cache() -> Path:
    """Return $REFERAT_MODELS_DIR, else $XDG_CACHE_HOME/referat/models, else ~/.cache/referat/models."""
    if own := os.environ.get("REFERAT_MODELS_DIR"):
        return Path(own)
    if xdg := os.environ.get("XDG_CACHE_HOME"):
        return Path(xdg) / "referat" / "models"
    return Path.home() / ".cache" / "referat" / "models"


@dataclass(frozen=True, slots=True)
class StampedFile:
    """A file as it was when its digest was computed: as long as size and time are the same, so is the digest."""

    name: str
    n_bytes: int
    modified_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was verified when the model was pulled.

    Attributes
    ----------
    folder : str
        Where the files lie, seen from the model's folder in the cache: ``"."``, so that the cache can be moved; or the
        whole path of a folder of the operator's that is used in place.
    """

    folder: str
    files: tuple[StampedFile, ...]


def stamp_file(path: Path, digest: str) -> StampedFile:
    """Return the stamp of a file whose digest was just computed."""
    stat = path.stat()
    return StampedFile(path.name, stat.st_size, stat.st_mtime_ns, digest)


def untouched(folder: Path, stamped: StampedFile) -> bool:
    """Whether a file is still of the size and time it had when it was stamped."""
    try:
        stat = (folder / stamped.name).stat()
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == (stamped.n_bytes, stamped.modified_ns)


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write the stamp into a model's (not yet published) folder."""
    path = folder / STAMP
    path.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    path.chmod(0o600)


def read_stamp(folder: Path) -> Stamp | None:
    """Read the stamp of a published model; None where there is no model, or its stamp cannot be read."""
    try:
        raw = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return Stamp(raw["folder"], tuple(StampedFile(**file) for file in raw["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def locked(cache: Path, model_id: str) -> Iterator[None]:
    """Hold the lock of one model: of two that pull it, the second waits, then finds it there.

    The kernel gives the lock back when its holder dies.
    """
    with disk_errors(cache):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(cache / f".{model_id}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def staging(cache: Path, model_id: str) -> Iterator[Path]:
    """Give a private folder beside the model's, gone at the end whatever happens; call with the lock held.

    What a killed process left is removed first: half a download never counts.
    """
    for left in cache.glob(f".{model_id}.*{PART}"):
        shutil.rmtree(left, ignore_errors=True)
    with disk_errors(cache):
        folder = Path(tempfile.mkdtemp(prefix=f".{model_id}.", suffix=PART, dir=cache))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(folder: Path, target: Path) -> None:
    """Make a complete folder the model's, in one rename; call with the lock held."""
    for path in folder.iterdir():
        path.chmod(0o600)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    folder.chmod(0o700)
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=PART, dir=target.parent))
        target.replace(old / "old")
        folder.replace(target)
        shutil.rmtree(old, ignore_errors=True)
    else:
        folder.replace(target)


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Turn a full disk or a forbidden folder into a ResourceError that says where."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ResourceError(f"{place}: the disk is full; free some space, or set REFERAT_MODELS_DIR") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise ResourceError(
                f"{place}: cannot be written ({error.strerror}); set REFERAT_MODELS_DIR to a folder of yours"
            ) from error
        raise
