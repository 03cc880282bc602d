"""Real recordings, of real meetings and of read speech, through the media stage."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE

QUICK = MediaOptions(playback=False)


def test_meeting_clips_come_through_unchanged_and_in_order(shared_data: Path, tmp_path: Path) -> None:
    """16 kHz mono clips, as the parts of one recording: the waveform is their samples, one after the other."""
    paths = tuple(sorted((shared_data / "ami_audio").glob("*.flac")))[:4]
    recording = extract(paths, tmp_path, QUICK, silent)
    expected = []
    for path in paths:
        with av.open(str(path)) as container:
            assert container.streams.audio[0].codec_context.sample_rate == SAMPLE_RATE
            expected.append(np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)]))
    assert np.array_equal(recording.memory_map(), np.concatenate(expected))
    for part, samples in zip(recording.parts, expected, strict=True):
        assert part.duration_s == pytest.approx(samples.size / SAMPLE_RATE, abs=1e-9)


def test_every_clip_of_the_measuring_data_is_read(shared_data: Path, tmp_path: Path) -> None:
    paths = [path for kind in ("ogg", "flac", "wav", "mp3") for path in shared_data.rglob(f"*.{kind}")]
    assert len(paths) > 40
    cut = [path.name for path in sorted(paths) if not whole(path, tmp_path)]
    assert cut == ["azure_enrollment_audio_katie.wav"]  # its header says half an hour, of which it holds 18 s


def whole(path: Path, folder: Path) -> bool:
    """Read a clip; whether it is as long as it says."""
    try:
        recording = extract((path,), folder, QUICK, silent)
    except InputError as error:
        assert "is cut short" in str(error)
        recording = extract((path,), folder, MediaOptions(playback=False, accept_truncated=True), silent)
        assert recording.duration_s > 0.5
        return False
    assert recording.duration_s > 0.5, path
    assert not recording.has_video
    return True
