"""Run a stage, or find that it has been run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline.store import Artifact, Store, fingerprint
from pipeline.store.artifacts import Cost
from pipeline.store.measure import Meter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.progress import Hook

T = TypeVar("T")


class Observer(Protocol):
    """Who watches a run: a progress bar, a log, a test."""

    def started(self, stage: str) -> Hook:
        """Learn that a stage begins to work; return the hook it reports to."""

    def finished(self, artifact: Artifact[Any]) -> None:
        """Learn that a stage's artifact is there, made or reused."""


class Runner:
    """Runs stages against a store, and remembers the artifacts in the order they were asked for."""

    def __init__(self, store: Store, observer: Observer) -> None:
        self.store = store
        self.observer = observer
        self.artifacts: list[Artifact[Any]] = []

    def run(
        self,
        stage: str,
        version: int | str,
        kind: type[T],
        function: Callable[..., T],
        *,
        needs_folder: bool = False,
        **inputs: object,
    ) -> Artifact[T]:
        """Return the artifact of ``function(**inputs, hook=...)``.

        Parameters
        ----------
        stage : str
            Name of the stage, as people see it.
        version : int or str
            Of the stage's code, and of files it reads that are not among the inputs: part of the key.
        kind : type
            Of the value: what it is read back as.
        needs_folder : bool
            Whether the function writes files of its own, into an artifact folder given as ``folder=``.
        **inputs
            Artifacts are given to the function as their values. Everything is part of the key.
        """
        key = fingerprint({"stage": stage, "version": version, "inputs": inputs})
        artifact = self.store.get(stage, key, kind)
        if artifact is None:
            values = {name: value.value if isinstance(value, Artifact) else value for name, value in inputs.items()}
            hook = self.observer.started(stage)

            def compute(folder: Path) -> tuple[T, Cost]:
                meter = Meter()
                with meter.running():
                    hook(stage)
                    extra = {"folder": folder} if needs_folder else {}
                    value = function(**values, **extra, hook=hook)
                return value, Cost(meter.seconds, meter.peak_bytes)

            artifact = self.store.make(stage, key, kind, compute)
        self.artifacts.append(artifact)
        self.observer.finished(artifact)
        return artifact
