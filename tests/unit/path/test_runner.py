from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.path import Runner
from pipeline.progress import Hook, silent
from pipeline.store import Artifact, Store
from pipeline.transcript import Gap, Turn


class Watcher:
    """An observer that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def started(self, stage: str) -> Hook:
        self.told.append(("started", stage))
        return silent

    def finished(self, artifact: Artifact[Any]) -> None:
        self.told.append(("reused" if artifact.reused else "made", artifact.stage))


def first(voice: str, *, hook: Hook) -> Turn:
    return Turn(voice, 0.0, 1.0)


def second(turn: Turn, options: int, *, hook: Hook) -> Gap:
    return Gap(turn.start_s, turn.end_s + options, turn.voice)


def walk(store: Path, voice: str = "v1", options: int = 1, version: int = 1) -> tuple[Gap, list[tuple[str, str]]]:
    watcher = Watcher()
    runner = Runner(Store(store), watcher)
    turn = runner.run("first", version, Turn, first, voice=voice)
    gap = runner.run("second", 1, Gap, second, turn=turn, options=options)
    assert [artifact.stage for artifact in runner.artifacts] == ["first", "second"]
    return gap.value, watcher.told


def test_a_stage_gets_the_value_of_the_one_before(tmp_path: Path) -> None:
    gap, told = walk(tmp_path)
    assert gap == Gap(0.0, 2.0, "v1")
    assert told == [("started", "first"), ("made", "first"), ("started", "second"), ("made", "second")]


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    walk(tmp_path)
    assert walk(tmp_path)[1] == [("reused", "first"), ("reused", "second")]


def test_a_later_option_leaves_the_earlier_stage_alone(tmp_path: Path) -> None:
    walk(tmp_path)
    gap, told = walk(tmp_path, options=5)
    assert gap.end_s == 6.0
    assert told == [("reused", "first"), ("started", "second"), ("made", "second")]


def test_an_earlier_input_or_version_runs_everything_after_it(tmp_path: Path) -> None:
    walk(tmp_path)
    assert ("made", "second") in walk(tmp_path, voice="v2")[1]
    assert ("made", "second") in walk(tmp_path, version=2)[1]


def test_a_stage_with_files_finds_them_in_its_artifact(tmp_path: Path) -> None:
    def write(text: str, folder: Path, *, hook: Hook) -> tuple[Path, ...]:
        (folder / "referat.md").write_text(text)
        return (folder / "referat.md",)

    runner = Runner(Store(tmp_path), Watcher())
    made = runner.run("render", 1, tuple[Path, ...], write, needs_folder=True, text="# Referat")
    assert made.value[0].read_text() == "# Referat"
    assert "partial" not in str(made.value[0])


def test_seconds_and_memory_are_measured(tmp_path: Path) -> None:
    runner = Runner(Store(tmp_path), Watcher())
    cost = runner.run("first", 1, Turn, first, voice="v1").cost
    assert cost.seconds >= 0
    assert cost.peak_bytes > 1_000_000
