"""A moment in the waveform is that moment in the recording."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from media_files import Picture, Track, beeps, heard_at, write

from pipeline.media import MediaOptions, extract
from pipeline.media.clock import JITTER_S, Clock
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE, Recording

TIMES = (0.5, 1.5, 2.75)
QUICK = MediaOptions(playback=False)


def extracted(folder: Path, *paths: Path, options: MediaOptions = QUICK) -> Recording:
    out = folder / "out"
    out.mkdir(exist_ok=True)
    return extract(paths, out, options, silent)


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize(("suffix", "codec"), [("wav", "pcm_s16le"), ("flac", "flac")])
def test_lossless_sound_keeps_its_time_to_the_sample(tmp_path: Path, suffix: str, codec: str, rate_hz: int) -> None:
    sound = beeps(rate_hz, 4.0, TIMES)
    recording = extracted(tmp_path, write(tmp_path / f"x.{suffix}", Track(((0, sound),), codec, rate_hz)))
    assert recording.n_samples == 4 * SAMPLE_RATE
    assert [heard_at(recording.samples(), time_s) for time_s in TIMES] == list(TIMES)


def test_samples_that_are_16_khz_mono_already_are_not_touched(tmp_path: Path) -> None:
    sound = beeps(16_000, 4.0, TIMES)
    recording = extracted(tmp_path, write(tmp_path / "x.wav", Track(((0, sound),), "pcm_s16le", 16_000)))
    assert np.abs(recording.samples() - sound).max() <= 1 / 32768


@pytest.mark.parametrize(
    ("suffix", "codec", "rate_hz"),
    [
        ("m4a", "aac", 48_000),
        ("mp4", "aac", 44_100),
        ("mov", "aac", 48_000),
        ("mkv", "aac", 48_000),
        ("webm", "libopus", 48_000),
        ("ogg", "libopus", 48_000),
        ("opus", "libopus", 48_000),
        ("mp3", "libmp3lame", 44_100),
        ("mp4", "libmp3lame", 48_000),
    ],
)
def test_the_run_in_of_lossy_codecs_is_left_out(tmp_path: Path, suffix: str, codec: str, rate_hz: int) -> None:
    sound = np.stack([beeps(rate_hz, 4.0, TIMES)] * 2)
    recording = extracted(tmp_path, write(tmp_path / f"x.{suffix}", Track(((0, sound),), codec, rate_hz, "stereo")))
    assert recording.duration_s == pytest.approx(4.0, abs=0.025)
    for time_s in TIMES:
        assert heard_at(recording.samples(), time_s) == pytest.approx(time_s, abs=0.001)


@pytest.mark.parametrize(("suffix", "codec"), [("avi", "libmp3lame"), ("ts", "aac"), ("flv", "aac"), ("wma", "wmav2")])
def test_formats_that_do_not_tell_the_run_in_are_late_by_no_more_than_it(
    tmp_path: Path, suffix: str, codec: str
) -> None:
    sound = np.stack([beeps(44_100, 4.0, TIMES)] * 2)
    recording = extracted(tmp_path, write(tmp_path / f"x.{suffix}", Track(((0, sound),), codec, 44_100, "stereo")))
    late = [heard_at(recording.samples(), time_s) - time_s for time_s in TIMES]
    assert all(0.0 <= by <= 0.05 for by in late)
    assert max(late) - min(late) < 0.001


@pytest.mark.parametrize("suffix", ["mkv", "mp4"])
def test_a_gap_in_the_time_stamps_is_silence(tmp_path: Path, suffix: str) -> None:
    first, second = beeps(48_000, 1.0, (0.5,)), beeps(48_000, 1.0, (0.25,))
    recording = extracted(tmp_path, write(tmp_path / f"x.{suffix}", Track(((0, first), (2.5, second)))))
    samples = recording.samples()
    assert heard_at(samples, 0.5) == 0.5
    assert heard_at(samples, 2.75) == 2.75
    assert not samples[round(1.01 * SAMPLE_RATE) : round(2.49 * SAMPLE_RATE)].any()
    assert recording.duration_s == pytest.approx(3.5, abs=0.001)


def test_sound_that_overlaps_what_was_there_is_left_out(tmp_path: Path) -> None:
    first, second = beeps(48_000, 2.0, (0.5,)), beeps(48_000, 2.0, (0.25, 1.5))
    recording = extracted(tmp_path, write(tmp_path / "x.nut", Track(((0, first), (1.5, second)), "pcm_s16le")))
    assert heard_at(recording.samples(), 3.0) == 3.0
    assert recording.duration_s == pytest.approx(3.5, abs=0.001)


def test_sound_that_begins_after_the_picture_stays_after_it(tmp_path: Path) -> None:
    sound = beeps(48_000, 2.0, (0.5,))
    path = write(tmp_path / "x.mkv", Track(((0.8, sound),)), picture=Picture(tuple(range(0, 3000, 40))))
    recording = extracted(tmp_path, path)
    assert heard_at(recording.samples(), 1.3) == pytest.approx(1.3, abs=0.001)
    assert recording.parts[0].has_video


def test_a_clock_that_does_not_begin_at_zero_counts_from_its_beginning(tmp_path: Path) -> None:
    sound = beeps(48_000, 2.0, (0.5,))
    stamps = tuple(range(3_600_000, 3_602_000, 40))
    path = write(tmp_path / "x.mkv", Track(((3600.2, sound),)), picture=Picture(stamps))
    recording = extracted(tmp_path, path)
    assert heard_at(recording.samples(), 0.7) == pytest.approx(0.7, abs=0.001)
    assert recording.duration_s == pytest.approx(2.2, abs=0.05)


def test_parts_follow_one_another_on_one_clock(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "1.flac", Track(((0, beeps(44_100, 1.2345, (0.5,))),), "flac", 44_100)),
        write(tmp_path / "2.mp4", Track(((0, beeps(48_000, 2.0, (0.75,))),), "aac")),
        write(tmp_path / "3.wav", Track(((0, beeps(8_000, 1.5, (1.0,))),), "pcm_s16le", 8_000)),
    ]
    recording = extracted(tmp_path, *paths)
    assert [part.path for part in recording.parts] == paths
    assert sum(part.duration_s for part in recording.parts) == pytest.approx(recording.duration_s, abs=1e-9)
    for part, within_s in zip(recording.parts, (0.5, 0.75, 1.0), strict=True):
        heard = heard_at(recording.samples(), part.offset_s + within_s)
        assert heard - part.offset_s == pytest.approx(within_s, abs=0.001)
    assert recording.parts[1].offset_s == pytest.approx(1.2345, abs=1 / SAMPLE_RATE)


def test_a_part_is_as_long_as_its_picture(tmp_path: Path) -> None:
    sound = Track(((0, beeps(48_000, 1.0, (0.5,))),), "aac")
    first = write(tmp_path / "1.mp4", sound, picture=Picture(tuple(range(0, 3000, 40))))
    second = write(tmp_path / "2.mp4", sound, picture=Picture(tuple(range(0, 1000, 40))))
    recording = extracted(tmp_path, first, second)
    assert recording.parts[1].offset_s == pytest.approx(3.0, abs=0.05)
    heard = heard_at(recording.samples(), recording.parts[1].offset_s + 0.5)
    assert heard - recording.parts[1].offset_s == pytest.approx(0.5, abs=0.001)


def test_a_sample_rate_that_changes_on_the_way_does_not_move_what_follows(tmp_path: Path) -> None:
    """Two MPEG-TS files one behind the other: a programme whose sound changes from 48 to 32 kHz."""
    one = write(tmp_path / "1.ts", Track(((0, beeps(48_000, 2.0, (0.5,))),), "aac", 48_000))
    two = write(tmp_path / "2.ts", Track(((2.0, beeps(32_000, 2.0, (0.5,))),), "aac", 32_000))
    both = tmp_path / "both.ts"
    both.write_bytes(one.read_bytes() + two.read_bytes())
    recording = extracted(tmp_path, both)
    assert heard_at(recording.samples(), 0.5) == pytest.approx(0.5, abs=0.05)
    assert heard_at(recording.samples(), 2.5) == pytest.approx(2.5, abs=0.05)


frame_sizes = st.lists(st.integers(1, 4000), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(sizes=frame_sizes, jitter_ms=st.lists(st.integers(-14, 14), min_size=60, max_size=60))
def test_jitter_never_moves_a_sample(sizes: list[int], jitter_ms: list[int]) -> None:
    clock = Clock(48_000)
    clock.place(0.0, 100)
    for size, off in zip(sizes, jitter_ms, strict=False):
        expected = clock.position
        placement = clock.place(expected / 48_000 + off / 1000, size)
        assert (placement.silence, placement.skip) == (0, 0)
        assert clock.position == expected + size


@settings(max_examples=60, deadline=None)
@given(sizes=frame_sizes, drift=st.integers(-50, 50))
def test_drift_does_not_add_up(sizes: list[int], drift: int) -> None:
    """A source whose clock is a few per cent off: the counted position stays with the stamps."""
    clock = Clock(48_000)
    stamp = Fraction(0)  # exact, so that the test itself does not drift
    for size in sizes:
        clock.place(float(stamp), size)
        stamp += Fraction(size, 48_000) * (1 + Fraction(drift, 1000))
        error_s = Fraction(clock.position, 48_000) - stamp
        assert abs(error_s) <= JITTER_S + size / 48_000 * abs(drift) / 1000 + 1 / 48_000


def test_a_time_stamp_beyond_belief_is_not_believed() -> None:
    clock = Clock(48_000, end_s=60.0)
    clock.place(0.0, 1024)
    assert clock.place(26 * 3600.0, 1024).silence == 0
    assert clock.place(26 * 3600 + 1024 / 48_000, 1024).silence == 0
    assert clock.position == 3 * 1024


def test_a_clock_that_begins_anew_goes_on() -> None:
    clock = Clock(48_000)
    for at in range(20):
        clock.place(float(at), 48_000)
    assert clock.place(0.0, 48_000).skip == 0
    assert clock.place(1.0, 48_000).skip == 0
    assert clock.position == 22 * 48_000
