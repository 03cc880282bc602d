"""What is not a whole recording is refused in one line that says what would be right."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest
from media_files import Picture, Track, beeps, heard_at, write

from pipeline.errors import InputError, ResourceError
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent

QUICK = MediaOptions(playback=False)


def refusal(tmp_path: Path, *paths: Path, options: MediaOptions = QUICK) -> str:
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    with pytest.raises(InputError) as caught:
        extract(paths, out, options, silent)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.where in {str(path) for path in paths} | {"recording"}
    return message


def speechlike(duration_s: float, seed: int = 1) -> np.ndarray:
    """Noise that no codec makes small, so that a file's bytes spread over its length."""
    return np.random.default_rng(seed).normal(0, 0.1, round(duration_s * 48_000)).astype(np.float32)


def test_no_recording(tmp_path: Path) -> None:
    assert "no recording" in refusal(tmp_path)


def test_absent(tmp_path: Path) -> None:
    assert "there is no such file" in refusal(tmp_path, tmp_path / "absent.mp4")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    assert "is a folder" in refusal(tmp_path, tmp_path / "folder.mp4")


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    assert "is empty (0 bytes)" in refusal(tmp_path, path)


@pytest.mark.parametrize(
    "content", [b"Dagsorden\n1. Godkendelse af dagsordenen\n" * 50, os.urandom(4096), b"\0" * 9999]
)
def test_not_media(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "agenda.mp4"
    path.write_bytes(content)
    assert "is not media that can be read" in refusal(tmp_path, path)


@pytest.mark.parametrize("suffix", ["m3u8", "mp4"])
def test_a_playlist_opens_no_other_file(tmp_path: Path, suffix: str) -> None:
    sound = write(tmp_path / "secret.ts", Track(((0, beeps(48_000, 2.0, (0.5,))),), "aac"))
    path = tmp_path / f"list.{suffix}"
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{sound}\n#EXT-X-ENDLIST\n")
    assert "is not media that can be read" in refusal(tmp_path, path)


def test_a_list_of_files_opens_none(tmp_path: Path) -> None:
    write(tmp_path / "secret.wav", Track(((0, beeps(48_000, 2.0, (0.5,))),), "pcm_s16le"))
    path = tmp_path / "list.mkv"
    path.write_text("ffconcat version 1.0\nfile secret.wav\n")
    assert "is not media that can be read" in refusal(tmp_path, path)


def test_a_name_that_looks_like_a_protocol_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "x.wav", Track(((0, beeps(48_000, 2.0, (0.5,))),), "pcm_s16le"))
    assert "there is no such file" in refusal(tmp_path, Path("concat:x.wav|x.wav"))


def test_no_audio(tmp_path: Path) -> None:
    path = write(tmp_path / "x.mp4", picture=Picture(tuple(range(0, 1000, 40))))
    assert "has no audio" in refusal(tmp_path, path)


@pytest.mark.parametrize("codec", ["pcm_s16le", "flac"])
def test_silent_throughout(tmp_path: Path, codec: str) -> None:
    path = write(tmp_path / "x.mkv", Track(((0, np.zeros(96_000)),), codec))
    assert "is silent from beginning to end" in refusal(tmp_path, path)


def test_a_silent_part_beside_one_that_is_not_is_fine(tmp_path: Path) -> None:
    first = write(tmp_path / "1.flac", Track(((0, np.zeros(48_000)),)))
    second = write(tmp_path / "2.flac", Track(((0, beeps(48_000, 1.0, (0.5,))),)))
    (tmp_path / "out").mkdir()
    recording = extract((first, second), tmp_path / "out", QUICK, silent)
    assert heard_at(recording.samples(), 1.5) == 1.5


def test_an_mp4_whose_index_is_missing(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.mp4", Track(((0, speechlike(4.0)),), "aac"))
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert "incomplete: it has no index (moov)" in refusal(tmp_path, cut)


CUT = [
    ("mp4", "aac", {"movflags": "+faststart"}),
    ("mkv", "aac", {}),
    ("mkv", "libopus", {}),
    ("wav", "pcm_s16le", {}),
    ("flac", "flac", {}),
    ("avi", "libmp3lame", {}),
    ("wma", "wmav2", {}),
    ("mp3", "libmp3lame", {}),
]


@pytest.mark.parametrize(("suffix", "codec", "options"), CUT)
def test_cut_in_the_middle(tmp_path: Path, suffix: str, codec: str, options: dict[str, str]) -> None:
    whole = write(tmp_path / f"whole.{suffix}", Track(((0, speechlike(24.0)),), codec), options=options)
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    message = refusal(tmp_path, cut)
    found = re.search(r"is cut short: ([\d.]+) of ([\d.]+) minutes can be read", message)
    assert found is not None, message
    assert float(found[1]) == pytest.approx(0.2, abs=0.05)
    assert float(found[2]) == pytest.approx(0.4, abs=0.01)
    assert "accept_truncated" in message
    recording = extract((cut,), tmp_path / "out", MediaOptions(accept_truncated=True, playback=False), silent)
    assert recording.duration_s == pytest.approx(12.0, abs=2.5)


@pytest.mark.parametrize(("suffix", "codec", "options"), CUT)
def test_whole_files_are_not_taken_for_cut_ones(
    tmp_path: Path, suffix: str, codec: str, options: dict[str, str]
) -> None:
    whole = write(tmp_path / f"whole.{suffix}", Track(((0, speechlike(24.0)),), codec), options=options)
    (tmp_path / "out").mkdir()
    assert extract((whole,), tmp_path / "out", QUICK, silent).duration_s == pytest.approx(24.0, abs=0.1)


def test_damaged_packets_are_silence_and_what_follows_keeps_its_time(tmp_path: Path) -> None:
    sound = speechlike(6.0)
    sound[: 5 * 48_000] *= 0.1
    sound[5 * 48_000 :] = beeps(48_000, 1.0, (0.5,))
    path = write(tmp_path / "x.mkv", Track(((0, sound),), "flac"))
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : third + 6000] = bytes(6000)
    path.write_bytes(content)
    (tmp_path / "out").mkdir()
    recording = extract((path,), tmp_path / "out", QUICK, silent)
    assert heard_at(recording.samples(), 5.5) == pytest.approx(5.5, abs=0.016)


def test_a_track_that_is_not_there(tmp_path: Path) -> None:
    path = write(tmp_path / "x.flac", Track(((0, beeps(48_000, 1.0, (0.5,))),)))
    message = refusal(tmp_path, path, options=MediaOptions(audio_track=1))
    assert "has no audio track 1; 0 to 0" in message


def test_options_name_the_field_and_the_value() -> None:
    with pytest.raises(ValueError, match="audio_track is -1"):
        MediaOptions(audio_track=-1)


@pytest.mark.parametrize("name", ["waveform.s16le", "playback.m4a"])
def test_a_full_disk_is_the_machine_s_fault(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "x.flac", Track(((0, speechlike(20.0)),)))
    out = tmp_path / "out"
    out.mkdir()
    (out / name).symlink_to("/dev/full")
    with pytest.raises(ResourceError, match="the disk is full"):
        extract((path,), out, MediaOptions(), silent)
