"""The pictures carry the time at which they are shown."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from media_files import Picture, Track, beeps, grey, write

from pipeline.errors import InputError
from pipeline.media import frames
from pipeline.recording import Part

SOUND = Track(((0, beeps(48_000, 1.0, (0.5,))),), "aac")


def shown(path: Path, every_s: float, offset_s: float = 0.0) -> list[tuple[float, int]]:
    """Time and grey level of each picture."""
    part = Part(path, offset_s, 10.0, has_video=True)
    return [(time_s, round(float(picture.mean()))) for time_s, picture in frames(part, every_s)]


def test_one_picture_a_second_from_key_frames(tmp_path: Path) -> None:
    stamps = tuple(range(0, 6000, 40))
    found = shown(write(tmp_path / "x.mp4", SOUND, picture=Picture(stamps, keyframe_every=25)), 1.0)
    assert [time_s for time_s, _ in found] == pytest.approx([0, 1, 2, 3, 4, 5], abs=1e-6)
    for time_s, level in found:
        assert level == pytest.approx(grey(round(time_s * 25)), abs=6)


def test_one_picture_a_second_where_key_frames_are_rare(tmp_path: Path) -> None:
    stamps = tuple(range(0, 6000, 40))
    found = shown(write(tmp_path / "x.mp4", SOUND, picture=Picture(stamps, keyframe_every=600)), 1.0)
    assert [time_s for time_s, _ in found] == pytest.approx([0, 1, 2, 3, 4, 5], abs=0.041)
    for time_s, level in found:
        assert level == pytest.approx(grey(round(time_s * 25)), abs=6)


def test_a_variable_frame_rate_keeps_every_picture_s_own_time(tmp_path: Path) -> None:
    stamps = (0, 40, 80, 1500, 1540, 4200, 4210, 9000)
    found = shown(write(tmp_path / "x.mkv", SOUND, picture=Picture(stamps, keyframe_every=600)), 1.0)
    assert [time_s for time_s, _ in found] == pytest.approx([0.0, 1.5, 4.2, 9.0], abs=0.002)
    for time_s, level in found:
        assert level == pytest.approx(grey(stamps.index(round(time_s * 1000))), abs=6)


def test_time_is_that_of_the_whole_recording_and_counts_from_the_part_s_origin(tmp_path: Path) -> None:
    sound = Track(((100.0, beeps(48_000, 2.0, (0.5,))),), "flac")
    path = write(tmp_path / "x.mkv", sound, picture=Picture(tuple(range(100_500, 103_500, 100)), keyframe_every=1))
    assert [time_s for time_s, _ in shown(path, 1.0, offset_s=60.0)] == pytest.approx([60.5, 61.5, 62.5], abs=0.002)


def test_pictures_are_rgb_of_the_full_size(tmp_path: Path) -> None:
    path = write(tmp_path / "x.mp4", SOUND, picture=Picture((0, 40, 80), size=(96, 64)))
    _, picture = next(iter(frames(Part(path, 0.0, 1.0, has_video=True), 1.0)))
    assert (picture.shape, picture.dtype) == ((64, 96, 3), np.uint8)


def test_a_telephone_held_upright_gives_upright_pictures(tmp_path: Path) -> None:
    """Its file holds the picture lying, and says by how much to turn it: here a quarter, clockwise."""
    path = write(tmp_path / "x.mp4", SOUND, picture=Picture((0, 40, 80), size=(96, 64), white_right_half=True))
    content = bytearray(path.read_bytes())
    one = 0x10000
    plain, turned = (struct.pack(">9i", *m, 0, 0, 0, 0x40000000) for m in ((one, 0, 0, 0, one), (0, one, 0, -one, 0)))
    at = content.find(plain, content.find(b"vide") - 400)
    content[at : at + len(turned)] = turned
    path.write_bytes(content)
    _, picture = next(iter(frames(Part(path, 0.0, 1.0, has_video=True), 1.0)))
    assert picture.shape == (96, 64, 3)
    assert picture[60:].mean() > 200
    assert picture[:36].mean() < 50


def test_no_picture(tmp_path: Path) -> None:
    path = write(tmp_path / "x.mp4", SOUND)
    with pytest.raises(InputError, match="has no picture"):
        next(frames(Part(path, 0.0, 1.0, has_video=True), 1.0))


def test_a_step_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="every_s is 0"):
        next(frames(Part(tmp_path / "x", 0.0, 1.0, has_video=True), 0))
