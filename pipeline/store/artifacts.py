"""One folder an artifact, made beside the store and moved in when it is whole."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.errors import InputError, ResourceError
from pipeline.store.codec import VALUE_FILE, read_value, write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

_COST_FILE = "cost.json"


@dataclass(frozen=True, slots=True)
class Cost:
    """What an artifact cost when it was made: wall-clock seconds, and peak resident memory in bytes."""

    seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Artifact(Generic[T]):
    """A value together with the key of the computation that made it.

    Attributes
    ----------
    reused : bool
        It was in the store already; `cost` is then what it cost at that time.
    """

    stage: str
    key: str
    value: T
    cost: Cost
    reused: bool

    def fingerprint(self) -> str:
        """Return the key: it stands for the value in the keys of what is made from it."""
        return self.key


class Store:
    """Artifacts by stage and key below one folder.

    A reader sees an artifact whole or not at all: it is made in ``partial/`` and renamed into place. What a killed
    process left in ``partial/`` is handed to the next process that makes the same artifact, so that a stage can go on.
    A lock per artifact keeps two processes from making it at the same time.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()  # values hold the paths of their files, wherever a later run is started from

    def folder(self, stage: str, key: str) -> Path:
        """Return where the artifact lies, or will lie."""
        return self.root / stage / key

    def get(self, stage: str, key: str, kind: type[T]) -> Artifact[T] | None:
        """Return the artifact, or None when it has not been made."""
        folder = self.folder(stage, key)
        if not (folder / VALUE_FILE).is_file():
            return None
        cost = Cost(**json.loads((folder / _COST_FILE).read_text(encoding="utf-8")))
        return Artifact(stage, key, read_value(kind, folder), cost, reused=True)

    def make(self, stage: str, key: str, kind: type[T], compute: Callable[[Path], tuple[T, Cost]]) -> Artifact[T]:
        """Return the artifact, computing it when it is not there.

        Parameters
        ----------
        compute : callable
            Gets the artifact's private folder, which may hold what a killed run left there.

        Raises
        ------
        InputError
            From `compute`; nothing of the artifact is kept.
        ResourceError
            The disk is full; finished artifacts are kept.
        """
        try:
            with self._locked(stage, key) as partial:
                if found := self.get(stage, key, kind):
                    return found
                return self._compute(stage, key, kind, partial, compute)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise ResourceError(f"{self.root}: the disk is full; free some space and run again") from error
            raise

    def _compute(
        self, stage: str, key: str, kind: type[T], partial: Path, compute: Callable[[Path], tuple[T, Cost]]
    ) -> Artifact[T]:
        partial.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            value, cost = compute(partial)
        except InputError:
            shutil.rmtree(partial)
            raise
        write_value(value, partial)
        (partial / _COST_FILE).write_text(json.dumps({"seconds": cost.seconds, "peak_bytes": cost.peak_bytes}))
        _sync(partial)
        folder = self.folder(stage, key)
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.rename(folder)
        return Artifact(stage, key, read_value(kind, folder), cost, reused=False)

    @contextmanager
    def _locked(self, stage: str, key: str) -> Iterator[Path]:
        waiting = self.root / "partial"
        waiting.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (waiting / f"{stage}-{key}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield waiting / f"{stage}-{key}"


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
