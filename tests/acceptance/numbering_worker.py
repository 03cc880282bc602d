"""Prepares meetings one after the other with the real command, once it is told to go; may be killed in between."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pipeline.bodies.held
import pipeline.cli.new
from pipeline.cli import main


def die(*_: Any, **__: Any) -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(moment: str) -> None:
    if moment == "before-commit":  # numbers are given, but the transaction is not over
        give = pipeline.bodies.held._give_items

        def give_and_die(*arguments: Any) -> Any:
            give(*arguments)
            die()

        pipeline.bodies.held._give_items = give_and_die
    elif moment == "before-file":  # the numbers are the meeting's, but there is no meeting.toml yet
        pipeline.cli.new.write_meeting = die


def run(go: Path, body: str, moment: str, *folders: str) -> None:
    go.with_name(f"ready-{os.getpid()}").touch()
    while not go.exists():
        time.sleep(0.005)
    for number, folder in enumerate(folders, 1):
        if number == 2:
            kill_at(moment)
        agenda = Path(folder).with_suffix(".txt")
        try:
            main(["new", folder, "--agenda", str(agenda), "--body", body])
        except SystemExit as ended:
            if ended.code:
                raise


if __name__ == "__main__":
    run(Path(sys.argv[1]), *sys.argv[2:])
