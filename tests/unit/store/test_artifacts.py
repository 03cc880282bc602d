from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import stat
import time
from pathlib import Path

import pytest

from pipeline.errors import InputError, ResourceError
from pipeline.store import Store
from pipeline.store.artifacts import Cost
from pipeline.transcript import Turn

TURN = Turn("v1", 0.0, 1.0)
COST = Cost(1.5, 1000)


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    made = store.make("diarize", "k1", Turn, lambda folder: (TURN, COST))

    def never(folder: Path) -> tuple[Turn, Cost]:
        raise AssertionError("computed twice")

    again = store.make("diarize", "k1", Turn, never)
    assert (made.value, made.reused) == (TURN, False)
    assert (again.value, again.reused, again.cost) == (TURN, True, COST)


def test_another_key_is_another_artifact(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.make("diarize", "k1", Turn, lambda folder: (TURN, COST))
    assert store.get("diarize", "k2", Turn) is None


def test_a_store_in_a_relative_folder_can_be_read_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(folder: Path) -> tuple[tuple[Path, ...], Cost]:
        (folder / "referat.md").write_text("# Referat")
        return (folder / "referat.md",), COST

    monkeypatch.chdir(tmp_path)
    made = Store(Path("out")).make("render", "k1", tuple[Path, ...], write)
    assert made.value[0].read_text() == "# Referat"
    monkeypatch.chdir("/")
    found = Store(tmp_path / "out").get("render", "k1", tuple[Path, ...])
    assert found is not None
    assert found.value[0].read_text() == "# Referat"


def test_wrong_input_leaves_nothing(tmp_path: Path) -> None:
    def refuse(folder: Path) -> tuple[Turn, Cost]:
        (folder / "half.bin").write_bytes(b"half")
        raise InputError("moede.mp4", "no audio", "give a recording with sound")

    with pytest.raises(InputError):
        Store(tmp_path).make("media", "k1", Turn, refuse)
    assert not list(tmp_path.rglob("half.bin"))
    assert Store(tmp_path).get("media", "k1", Turn) is None


def test_a_full_disk_is_one_line_and_leaves_no_artifact(tmp_path: Path) -> None:
    def full(folder: Path) -> tuple[Turn, Cost]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(ResourceError, match="the disk is full"):
        Store(tmp_path).make("media", "k1", Turn, full)
    assert Store(tmp_path).get("media", "k1", Turn) is None


def test_other_failures_of_the_system_are_not_called_a_full_disk(tmp_path: Path) -> None:
    def denied(folder: Path) -> tuple[Turn, Cost]:
        raise PermissionError(errno.EACCES, "denied")

    with pytest.raises(PermissionError):
        Store(tmp_path).make("media", "k1", Turn, denied)


def test_artifacts_are_for_their_owner_alone(tmp_path: Path) -> None:
    Store(tmp_path / "store").make("media", "k1", Turn, lambda folder: (TURN, COST))
    folder = Store(tmp_path / "store").folder("media", "k1")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def _work_until_killed(root: Path) -> None:
    def compute(folder: Path) -> tuple[Turn, Cost]:
        (folder / "window-1").write_text("finished")
        time.sleep(60)
        return TURN, COST

    Store(root).make("transcribe", "k1", Turn, compute)


def test_after_a_kill_the_next_process_gets_what_was_finished(tmp_path: Path) -> None:
    worker = multiprocessing.get_context("spawn").Process(target=_work_until_killed, args=(tmp_path,))
    worker.start()
    finished = tmp_path / "partial" / "transcribe-k1" / "window-1"
    deadline = time.monotonic() + 60
    while not (finished.exists() and finished.read_text()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()

    assert Store(tmp_path).get("transcribe", "k1", Turn) is None, "a reader must not see it"
    seen: list[str] = []

    def go_on(folder: Path) -> tuple[Turn, Cost]:
        seen.extend(path.name for path in folder.iterdir())
        return TURN, COST

    assert Store(tmp_path).make("transcribe", "k1", Turn, go_on).value == TURN
    assert seen == ["window-1"]


def _count_computations(root: Path, log: Path) -> None:
    def compute(folder: Path) -> tuple[Turn, Cost]:
        with log.open("a") as file:
            file.write("x")
        time.sleep(0.3)
        return TURN, COST

    assert Store(root).make("align", "k1", Turn, compute).value == TURN


def test_two_processes_make_an_artifact_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_count_computations, args=(tmp_path, log)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert log.read_text() == "x"
