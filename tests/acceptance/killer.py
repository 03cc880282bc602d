"""Runs a meeting in a process of its own that is killed, as by a power cut, in the middle of one stage."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from pipeline.config import load_config
from pipeline.intake import load_meeting
from pipeline.path import MeetingPath, Runner
from pipeline.progress import Hook, silent
from pipeline.resources import resource
from pipeline.store import Artifact, Store
from pipeline.weights import Registry


class Killer:
    """An observer that ends its own process with SIGKILL at the second sign of life of one stage."""

    def __init__(self, stage: str) -> None:
        self.stage = stage

    def started(self, stage: str) -> Hook:
        if stage != self.stage:
            return silent
        calls = 0

        def hook(step: str, *, completed: float | None = None, total: float | None = None) -> None:
            nonlocal calls
            calls += 1
            if calls == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        return hook

    def finished(self, artifact: Artifact[Any]) -> None:
        """Nothing to do."""


def main(meeting_dir: str, out: str, stage: str) -> None:
    runner = Runner(Store(Path(out) / ".store"), Killer(stage))
    config = load_config(resource("configs/default.toml"))
    MeetingPath(load_meeting(Path(meeting_dir)), config, Registry.load(), runner).walk()


if __name__ == "__main__":
    main(*sys.argv[1:])
