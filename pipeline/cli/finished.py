"""What `referat run` left, read back: nothing is computed, and what is missing or out of date is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Never, TypeVar

from pipeline.cli.run import STORE
from pipeline.config import load_config
from pipeline.errors import InputError
from pipeline.path import MeetingPath, Runner
from pipeline.progress import silent
from pipeline.resources import resource
from pipeline.store import Store
from pipeline.weights import Registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.meeting import Meeting
    from pipeline.progress import Hook
    from pipeline.store import Artifact

T = TypeVar("T")


class FinishedStore(Store):
    """A store that is only read."""

    def make(self, stage: str, key: str, kind: type[T], compute: Callable[[Path], tuple[T, Any]]) -> Never:
        """Refuse: the artifact that is asked for was not made, or was made from something else."""
        changed = any((self.root / stage).glob("*"))
        problem = (
            f'the stage "{stage}" was run with another meeting.toml, recording, configuration or version'
            if changed
            else f'the stage "{stage}" has not been run'
        )
        raise InputError(self.root.parent, problem, "do `referat run` first")


class _Nobody:
    """The observer of what is only read."""

    def started(self, stage: str) -> Hook:
        return silent

    def finished(self, artifact: Artifact[Any]) -> None:
        pass


def finished(meeting: Meeting, results: Path, config_file: Path | None) -> MeetingPath:
    """Return the path of a meeting that has been run up to the check, from its results alone.

    Raises
    ------
    InputError
        It has not been run, or not as the meeting and the configuration are now.
    """
    config = load_config(config_file or resource("configs/default.toml"))
    if not (results / STORE).is_dir():
        raise InputError(
            results, "holds no results of `referat run`", "do `referat run` first, or name its --out folder"
        )
    path = MeetingPath(meeting, config, Registry.load(), Runner(FinishedStore(results / STORE), _Nobody()))
    path.walk("check")
    return path
