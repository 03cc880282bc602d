"""Recordings of real people, without an agenda: one item, a clear remark, and every millisecond accounted for."""

from __future__ import annotations

import itertools
import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.recording import SAMPLE_RATE


def run(folder: Path, recording: Path) -> Path:
    folder.mkdir()
    shutil.copy(recording, folder / recording.name)
    toml = f'title = "A conversation"\nlanguage = "en"\nrecording = "{recording.name}"\n'
    (folder / "meeting.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["run", str(folder)])
    assert ended.value.code == 0
    return folder / "out"


def check(out: Path) -> None:
    findings = {finding["code"] for finding in json.loads((out / "findings.json").read_text())}
    assert "no-agenda" in findings
    agenda = json.loads((out / "agenda.json").read_text())
    assert len(agenda["items"]) == 1
    ledger = agenda["ledger"]
    assert ledger[0]["start_ms"] == 0
    assert all(one["end_ms"] == next_one["start_ms"] for one, next_one in itertools.pairwise(ledger))
    recorded_s = json.loads((out / "run.json").read_text())["recording_seconds"]
    assert abs(ledger[-1]["end_ms"] - 1000 * recorded_s) <= 1000 / SAMPLE_RATE + 1
    known = {segment["utterance_id"] for segment in json.loads((out / "transcript.seglst.json").read_text())}
    draft = json.loads((out / "draft.json").read_text())
    for item in draft["items"]:
        for block in item["blocks"]:
            for statement in block["statements"]:
                assert statement["evidence"]
                assert set(statement["evidence"]) <= known
    assert all(voice["attendee"] is None for voice in json.loads((out / "speakers.json").read_text())["voices"])


@pytest.mark.models
@pytest.mark.slow
def test_two_people_on_the_telephone(tmp_path: Path) -> None:
    out = run(tmp_path / "m", Path(str(files("pyannote.audio") / "sample" / "sample.wav")))
    check(out)
    voices = {line.split()[7] for line in (out / "turns.rttm").read_text().splitlines()}
    assert len(voices - {"unknown"}) == 2


@pytest.mark.models
@pytest.mark.slow
def test_a_clip_of_a_meeting(shared_data: Path, tmp_path: Path) -> None:
    check(run(tmp_path / "m", shared_data / "ami_audio" / "dev00.flac"))
