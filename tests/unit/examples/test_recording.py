"""What holds of the recorded example: a video call of 8 to 12 minutes that is small enough to be committed."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest

MEETING = Path(__file__).resolve().parents[3] / "examples" / "board-meeting"
RECORDING = MEETING / "meeting.mp4"
MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def duration_s() -> float:
    with av.open(str(RECORDING)) as container:
        return float(container.duration / av.time_base)


def test_is_eight_to_twelve_minutes_and_at_most_ten_megabytes(duration_s: float) -> None:
    assert 8 * 60 <= duration_s <= 12 * 60
    assert RECORDING.stat().st_size <= 10 * MEBIBYTE


def test_has_picture_and_sound_for_as_long(duration_s: float) -> None:
    with av.open(str(RECORDING)) as container:
        (video,) = container.streams.video
        (audio,) = container.streams.audio
        assert (video.codec_context.width, video.codec_context.height) == (1280, 720)
        assert audio.codec_context.name == "aac"
        for stream in (video, audio):
            assert float(stream.duration * stream.time_base) == pytest.approx(duration_s, abs=0.6)


def test_at_least_seven_voices_speak(duration_s: float) -> None:
    words = json.loads((MEETING / "truth/words.seglst.json").read_text(encoding="utf-8"))
    assert len({row["speaker"] for row in words}) >= 7
    assert words[-1]["end_time"] < duration_s


def test_word_times_lie_in_their_utterance_and_are_its_words() -> None:
    utterances = json.loads((MEETING / "truth/words.seglst.json").read_text(encoding="utf-8"))
    words = json.loads((MEETING / "truth/word_times.seglst.json").read_text(encoding="utf-8"))
    for utterance in utterances:
        own = [word for word in words if word["utterance_id"] == utterance["utterance_id"]]
        assert " ".join(word["words"] for word in own) == utterance["words"]
        assert own[0]["start_time"] == pytest.approx(utterance["start_time"], abs=0.01)
        assert own[-1]["end_time"] == pytest.approx(utterance["end_time"], abs=0.01)
        starts = [word["start_time"] for word in own]
        assert starts == sorted(starts)
        assert all(word["start_time"] < word["end_time"] for word in own)


def test_sound_is_where_the_truth_says_somebody_speaks() -> None:
    utterances = json.loads((MEETING / "truth/words.seglst.json").read_text(encoding="utf-8"))
    with av.open(str(RECORDING)) as container:
        frames = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
        rate_hz = container.streams.audio[0].rate
    sound = np.concatenate(frames)
    loud = np.sqrt(np.mean(np.square(sound[: len(sound) // 480 * 480].reshape(-1, 480)), axis=1)) > 0.01
    at_s = np.arange(len(loud)) * 480 / rate_hz
    speech = np.zeros(len(loud), dtype=bool)
    for row in utterances:
        speech |= (at_s >= row["start_time"] - 0.1) & (at_s <= row["end_time"] + 0.1)
    assert np.mean(loud[speech]) > 0.6
    assert np.mean(loud[~speech]) < 0.05


def test_plates_frame_whoever_speaks() -> None:
    utterances = json.loads((MEETING / "truth/words.seglst.json").read_text(encoding="utf-8"))
    plates = json.loads((MEETING / "truth/plates.json").read_text(encoding="utf-8"))
    for row in plates:
        if row["plate"] is not None:
            near = [
                one["speaker"]
                for one in utterances
                if one["start_time"] - 0.1 <= row["second"] <= one["end_time"] + 1.0
            ]
            assert row["plate"] in near
    assert len({row["plate"] for row in plates} - {None}) >= 7
