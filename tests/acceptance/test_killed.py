"""A run that is killed in any stage goes on where it was, and ends with the same files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import referat

BEFORE_ALIGN = "attachments"  # the items' documents, read when the agenda's turn comes
STAGES = (
    "media",
    "speech",
    "transcribe",
    "embed",
    "diarize",
    "plates",
    "identify",
    "align",
    "draft",
    "check",
    "render",
)
NOT_COMPARED = {"run.json", "referat.docx", "referat.pdf"}  # these carry the time at which they were made


def results(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in out.iterdir() if file.is_file() and file.name not in NOT_COMPARED}


def stages(out: Path) -> dict[str, bool]:
    return {stage["stage"]: stage["reused"] for stage in json.loads((out / "run.json").read_text())["stages"]}


@pytest.mark.models
@pytest.mark.slow
def test_killed_in_every_stage_it_goes_on_and_ends_the_same(small_meeting: Path, tmp_path: Path) -> None:
    whole = referat("run", small_meeting, "--out", tmp_path / "whole")
    assert whole.returncode == 0, whole.stderr

    out = tmp_path / "killed"
    for number, stage in enumerate(STAGES):
        arguments = ["-m", "tests.acceptance.killer", str(small_meeting), str(out), stage]
        killed = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=300)
        assert killed.returncode == -signal.SIGKILL, f"{stage}: {killed.stderr}"
        finished = {folder.name for folder in (out / ".store").iterdir()} - {"partial"}
        if number >= STAGES.index("align"):
            assert BEFORE_ALIGN in finished
        assert finished - {BEFORE_ALIGN} == set(STAGES[:number]), (
            f"{stage}: what was finished before is kept, and nothing else"
        )
        assert not results(out), "no result is half-written"

    again = referat("run", small_meeting, "--out", out)
    assert again.returncode == 0, again.stderr
    reused = stages(out)
    assert [stage for stage, was in reused.items() if not was] == ["render"]
    assert results(out) == results(tmp_path / "whole")


@pytest.mark.models
@pytest.mark.slow
def test_a_second_run_does_nothing_and_a_changed_option_runs_only_what_depends_on_it(
    small_meeting: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert referat("run", small_meeting, "--out", out).returncode == 0
    before = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in out.iterdir() if file.is_file()}

    assert referat("run", small_meeting, "--out", out).returncode == 0
    after = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in out.iterdir() if file.is_file()}
    assert after == before

    toml = small_meeting / "meeting.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('role = "secretariat"', 'role = "guest"'), encoding="utf-8"
    )
    assert referat("run", small_meeting, "--out", out).returncode == 0
    reused = stages(out)
    same = {"media", "speech", "transcribe", "embed", "diarize", BEFORE_ALIGN}
    assert {stage for stage, was in reused.items() if was} == same
