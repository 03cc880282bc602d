"""Which track is taken, what is written, and what is told on the way."""

from __future__ import annotations

import itertools
import stat
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from hypothesis import given, settings
from hypothesis import strategies as st
from media_files import BEEP_S, Picture, Track, beeps, heard_at, write
from pydantic import TypeAdapter

from pipeline.media import MediaOptions, extract
from pipeline.media.waveform import WaveformWriter, blocks, write_peaks
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE, Recording

QUICK = MediaOptions(playback=False)
EARLY, LATE = beeps(48_000, 4.0, (1.0,)), beeps(48_000, 4.0, (3.0,))


def extracted(tmp_path: Path, *paths: Path, options: MediaOptions = QUICK) -> Recording:
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    return extract(paths, out, options, silent)


def loud(samples: np.ndarray) -> float:
    return float(np.abs(samples).max())


def track(samples: np.ndarray, disposition: int = 0) -> Track:
    return Track(((0, samples),), dispositions=disposition)


@pytest.mark.parametrize(
    ("tracks", "taken"),
    [
        ((track(EARLY), track(LATE)), 1.0),
        ((track(EARLY), track(LATE, Disposition.default)), 3.0),
        ((track(EARLY, Disposition.default | Disposition.comment), track(LATE)), 3.0),
        ((track(np.zeros_like(EARLY), Disposition.default), track(LATE)), 3.0),
    ],
    ids=["the first", "the default", "no commentary", "not the silent one"],
)
def test_one_track_of_several_is_taken(tmp_path: Path, tracks: tuple[Track, ...], taken: float) -> None:
    samples = extracted(tmp_path, write(tmp_path / "x.mkv", *tracks)).samples()
    assert heard_at(samples, taken) == taken
    other = 4.0 - taken
    assert loud(samples[round((other - 0.1) * SAMPLE_RATE) : round((other + 0.1) * SAMPLE_RATE)]) == 0.0


def test_a_track_that_ends_early_is_not_taken_though_it_is_the_default(tmp_path: Path) -> None:
    jingle = Track(((0, beeps(48_000, 1.0, (0.5,))),), "aac", dispositions=Disposition.default)
    whole = Track(((0, LATE),), "aac")
    assert heard_at(extracted(tmp_path, write(tmp_path / "x.mp4", jingle, whole)).samples(), 3.0) == pytest.approx(
        3.0, abs=0.001
    )


def test_the_track_asked_for_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path / "x.mkv", track(EARLY), track(LATE))
    assert heard_at(extracted(tmp_path, path, options=MediaOptions(audio_track=1)).samples(), 3.0) == 3.0


@pytest.mark.parametrize("layout", ["mono", "stereo", "quad", "3.0", "5.1"])
def test_every_channel_is_heard(tmp_path: Path, layout: str) -> None:
    n_channels = av.AudioLayout(layout).nb_channels
    for speaking in range(n_channels):
        sound = np.zeros((n_channels, 96_000), dtype=np.float32)
        sound[speaking] = beeps(48_000, 2.0, (1.0,))
        path = write(tmp_path / f"{speaking}.wav", Track(((0, sound),), "pcm_s16le", layout=layout))
        samples = extracted(tmp_path, path).samples()
        assert loud(samples) > 0.05
        assert heard_at(samples / loud(samples), 1.0) == 1.0


@pytest.mark.parametrize("n_channels", [3, 12, 16, 32])
def test_a_recorder_with_a_microphone_a_channel_loses_none(tmp_path: Path, n_channels: int) -> None:
    sound = np.zeros((48_000, n_channels), dtype="<i2")
    for speaking in range(n_channels):
        sound[:, speaking] = 32767 * beeps(48_000, 1.0, (0.1 + 0.8 * speaking / n_channels,))
    with wave.open(str(tmp_path / "x.wav"), "wb") as file:
        file.setparams((n_channels, 2, 48_000, 0, "NONE", ""))
        file.writeframes(sound.tobytes())
    samples = extracted(tmp_path, tmp_path / "x.wav").samples() * n_channels
    for speaking in range(n_channels):
        near_s = 0.1 + 0.8 * speaking / n_channels
        assert heard_at(samples, near_s, within_s=0.3 / n_channels + BEEP_S) == pytest.approx(near_s, abs=0.0002)


@pytest.mark.parametrize("codec", ["pcm_u8", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_mulaw"])
def test_every_sample_format_is_read_and_its_silence_is_silence(tmp_path: Path, codec: str) -> None:
    sound = beeps(48_000, 1.0, (0.5,))
    samples = extracted(tmp_path, write(tmp_path / "x.nut", Track(((0, sound), (2.0, sound)), codec))).samples()
    assert heard_at(samples, 2.5) == pytest.approx(2.5, abs=0.0005)
    assert loud(samples[round(1.1 * SAMPLE_RATE) : round(1.9 * SAMPLE_RATE)]) < 0.01


def test_what_is_written_and_who_may_read_it(tmp_path: Path) -> None:
    recording = extracted(tmp_path, write(tmp_path / "x.flac", track(EARLY)), options=MediaOptions())
    assert recording.playback is not None
    assert recording.peaks is not None
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"waveform.s16le", "peaks.s8", "playback.m4a"}
    for path in (recording.waveform, recording.playback, recording.peaks):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert recording.waveform.stat().st_size == 2 * recording.n_samples
    assert not recording.has_video


def test_the_playback_copy_is_on_the_same_clock_and_has_its_index_first(tmp_path: Path) -> None:
    first = write(tmp_path / "1.mkv", Track(((0.7, EARLY),)), picture=Picture(tuple(range(0, 5000, 40))))
    recording = extracted(tmp_path, first, write(tmp_path / "2.flac", track(LATE)), options=MediaOptions())
    assert recording.playback is not None
    content = recording.playback.read_bytes()
    assert 0 < content.find(b"moov") < content.find(b"mdat")
    with av.open(str(recording.playback)) as container:
        assert (container.streams.audio[0].codec.name, container.format.name.split(",")[0]) == ("aac", "mov")
    (tmp_path / "again").mkdir()
    played = extract((recording.playback,), tmp_path / "again", QUICK, silent)
    assert played.n_samples == recording.n_samples
    for time_s in (1.7, recording.parts[1].offset_s + 3.0):
        assert heard_at(played.samples(), time_s) == pytest.approx(heard_at(recording.samples(), time_s), abs=0.001)


@pytest.mark.parametrize(("suffix", "codec"), [("mp3", "libmp3lame"), ("flac", "flac")])
def test_a_cover_is_no_picture(tmp_path: Path, suffix: str, codec: str) -> None:
    path = write(tmp_path / f"x.{suffix}", Track(((0, EARLY),), codec), cover=True)
    with av.open(str(path)) as container:
        assert len(container.streams.video) == 1
    recording = extracted(tmp_path, path)
    assert not recording.has_video
    assert heard_at(recording.samples(), 1.0) == pytest.approx(1.0, abs=0.001)
    assert recording.duration_s == pytest.approx(4.0, abs=0.001)


def test_a_recording_can_be_stored(tmp_path: Path) -> None:
    recording = extracted(tmp_path, write(tmp_path / "x.flac", track(EARLY)))
    adapter = TypeAdapter(Recording)
    assert adapter.validate_json(adapter.dump_json(recording)) == recording


def test_an_older_result_in_the_folder_is_replaced(tmp_path: Path) -> None:
    extracted(tmp_path, write(tmp_path / "long.flac", track(EARLY)), options=MediaOptions())
    recording = extracted(tmp_path, write(tmp_path / "short.flac", track(beeps(48_000, 1.0, (0.5,)))))
    assert recording.n_samples == SAMPLE_RATE
    assert recording.waveform.stat().st_size == 2 * SAMPLE_RATE


def test_progress_is_in_seconds_and_comes_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, float | None, float | None]] = []

    def hook(step: str, *, completed: float | None = None, total: float | None = None) -> None:
        told.append((step, completed, total))

    sound = np.random.default_rng(0).normal(0, 0.1, 16_000 * 35).astype(np.float32)
    paths = tuple(write(tmp_path / f"{n}.wav", Track(((0, sound),), "pcm_s16le", 16_000)) for n in range(2))
    (tmp_path / "out").mkdir()
    extract(paths, tmp_path / "out", MediaOptions(), hook)
    decoded = [(completed, total) for step, completed, total in told if step == "decode"]
    assert len(decoded) >= 6
    assert all(total == pytest.approx(70.0) for _, total in decoded)
    assert all(a is not None and b is not None and a <= b for (a, _), (b, _) in itertools.pairwise(decoded))
    assert decoded[-1][0] == pytest.approx(70.0)
    assert told[-1][0] == "playback"
    assert told[-1][1] == pytest.approx(70.0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-32768, 32767), min_size=1, max_size=5000), st.integers(1, 4000))
def test_peaks_are_the_extremes_of_every_tenth_of_a_second(
    tmp_path_factory: pytest.TempPathFactory, values: list[int], n_block: int
) -> None:
    folder = tmp_path_factory.mktemp("peaks")
    samples = np.array(values, dtype=np.int16)
    with WaveformWriter(folder / "w") as writer:
        for first in range(0, samples.size, n_block):
            writer.write(samples[first : first + n_block])
    assert np.array_equal(np.concatenate(list(blocks(folder / "w", n_block))), samples)
    write_peaks(folder / "w", folder / "p")
    peaks = np.fromfile(folder / "p", dtype=np.int8).reshape(-1, 2)
    expected = [samples[at : at + 1600] for at in range(0, samples.size, 1600)]
    assert peaks.tolist() == [[int(part.min()) >> 8, int(part.max()) >> 8] for part in expected]


MEASURE = """
import re, sys
from pathlib import Path
from pipeline.errors import InputError
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
def peak_kb():  # ru_maxrss would be inherited from the process that started this one
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak_kb()
try:
    extract((Path(sys.argv[1]),), Path(sys.argv[2]), MediaOptions(playback=False), silent)
except InputError as error:
    assert "silent" in str(error), error
print(before, peak_kb())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_ten_hours_of_silence_take_no_memory(tmp_path: Path, repo: Path) -> None:
    tick = np.zeros(8_000, dtype=np.float32)
    pieces = ((0.0, tick), (36_000.0, tick))  # all between is a gap in the time stamps
    path = write(tmp_path / "x.mkv", Track(pieces, "flac", 8_000))
    (tmp_path / "out").mkdir()
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        cwd=repo,
        check=True,
    )
    before_kb, peak_kb = (int(value) for value in run.stdout.split())
    assert 10_000 < before_kb < peak_kb
    assert peak_kb - before_kb < 60_000  # the samples are 1.15 GB
