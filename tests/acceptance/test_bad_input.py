"""Wrong input: one line that says what and where, status 2, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from docx import Document

from pipeline.cli import main
from tests.acceptance.conftest import referat

TOML = 'title = "Møde"\nlanguage = "en"\n'


def meeting(folder: Path, toml: str, **files: bytes) -> Path:
    folder.mkdir()
    (folder / "meeting.toml").write_text(TOML + toml, encoding="utf-8")
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def sound(path: Path, samples: np.ndarray, rate_hz: int = 16_000) -> None:
    with av.open(str(path), "w") as sink:
        stream = sink.add_stream("flac", rate=rate_hz, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1).astype(np.int16), format="s16", layout="mono")
        frame.rate = rate_hz
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            sink.mux(packet)


Refused = Callable[..., None]


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """The command in this process: importing the models' libraries once is enough."""

    def check(folder: Path, *said: str, more: tuple[str, ...] = ()) -> None:
        before = sorted(folder.rglob("*"))
        with pytest.raises(SystemExit) as ended:
            main(["run", str(folder), *more])
        assert ended.value.code == 2
        lines = capsys.readouterr().err.strip().splitlines()
        assert len(lines) == 1, lines
        for part in said:
            assert part in lines[0]
        assert sorted(folder.rglob("*")) == before, "nothing is left behind"

    return check


def test_the_command_ends_with_status_2_and_one_line(tmp_path: Path) -> None:
    run = referat("run", meeting(tmp_path / "m", 'recordng = "a.flac"'))
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert 'recordng: unknown key; did you mean "recording"?' in run.stderr


def test_a_recording_that_is_not_there(refused: Refused, tmp_path: Path) -> None:
    refused(meeting(tmp_path / "m", 'recording = "a.flac"', b__flac=b"x"), '"a.flac": there is no such file', "b.flac")


@pytest.mark.parametrize("content", [b"not sound at all" * 100, b"\x00" * 4096], ids=["text", "zeros"])
def test_a_file_that_is_not_media(refused: Refused, tmp_path: Path, content: bytes) -> None:
    refused(meeting(tmp_path / "m", 'recording = "a.mp4"', a__mp4=content), "a.mp4")


def test_a_recording_of_silence(refused: Refused, tmp_path: Path) -> None:
    folder = meeting(tmp_path / "m", 'recording = "a.flac"')
    sound(folder / "a.flac", np.zeros(16_000 * 20))
    refused(folder, "a.flac")


@pytest.mark.models
@pytest.mark.slow
def test_a_recording_in_which_nobody_speaks(refused: Refused, tmp_path: Path) -> None:
    folder = meeting(tmp_path / "m", 'recording = "a.flac"')
    sound(folder / "a.flac", np.random.default_rng(1).normal(0, 30, 16_000 * 20))
    refused(folder, "a.flac", "nobody is heard to speak")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.vtt", b"WEBVTT\n\n00:00:05.000 --> 00:00:99.000\nhej\n"),
        ("a.vtt", b"not a transcript"),
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b'[{"words": "hej", "start_time": 5.0, "end_time": 1.0, "speaker": "A", "session_id": "m"}]'),
    ],
)
def test_a_transcript_that_cannot_be_read(refused: Refused, tmp_path: Path, name: str, content: bytes) -> None:
    folder = meeting(tmp_path / "m", f'transcript = "{name}"')
    (folder / name).write_bytes(content)
    refused(folder, name)


def test_a_template_that_does_not_compile(refused: Refused, repo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "m"
    shutil.copytree(repo / "examples/bestyrelsesmoede", folder)
    template = tmp_path / "template.docx"
    document = Document()
    document.add_paragraph("{% for item in items %}{{ item.title ")
    document.save(str(template))
    (tmp_path / "config.toml").write_text(f'[render]\ntemplate = "{template}"\n', encoding="utf-8")
    refused(folder, "template.docx", more=("--config", str(tmp_path / "config.toml")))


def test_a_configuration_with_an_unknown_key(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[transcribe]\nbatchsize = 4\n", encoding="utf-8")
    folder = meeting(tmp_path / "m", 'transcript = "a.vtt"', a__vtt=b"WEBVTT\n")
    said = 'transcribe.batchsize: unknown key; did you mean "batch_size"?'
    refused(folder, said, more=("--config", str(tmp_path / "config.toml")))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a small disk")
def test_a_disk_that_fills_up(repo: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount here")
    try:
        run = referat("run", repo / "examples/bestyrelsesmoede", "--out", disk / "out", "--until", "identify")
        assert run.returncode == 1, run.stderr
        assert len(run.stderr.strip().splitlines()) == 1
        assert "disk is full" in run.stderr
        assert not list(disk.rglob("transcript.seglst.json"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)
