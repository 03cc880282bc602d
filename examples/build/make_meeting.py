"""Makes examples/board-meeting: speaks its script, mixes the call, draws it, and writes the truth beside it.

    sh fetch_voices.sh /tmp/voices
    pip install -r requirements.txt
    python make_meeting.py --weights /tmp/voices --spoken /tmp/spoken

Needs eSpeak NG and Flite on the path. Takes about 20 minutes on two cores; a second run speaks only what has changed.
"""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from cast import LOOKS, MICROPHONES, VOICES
from picture import FRAME_RATE, HEIGHT, WIDTH, active_speakers, frames
from script import read_script
from sound import mix
from speak import speak_all
from truth import Timed, anonymous_voices, lay_out, write_json, write_truth
from voices import RATE_HZ, Audio, Spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

MEETING = Path(__file__).resolve().parent.parent / "board-meeting"
TITLE = "Board meeting 5/2026  |  Elmouth Harbour Museum Foundation"
TAIL_S = 2.5
AUDIO_BITS, VIDEO_CRF = 48_000, "28"
BLOCK = 1024  # samples of an AAC frame


def make(weights: Path, spoken_folder: Path) -> None:
    """Write meeting.mp4 and truth/."""
    lines = read_script(MEETING / "script.txt")
    spoken = speak_all(lines, VOICES, weights, spoken_folder)
    timed = lay_out(lines, [sound.words[-1].end_s - sound.words[0].start_s for sound in spoken])
    total_s = round(timed[-1].end_s + TAIL_S)
    track = mix(timed, spoken, MICROPHONES, total_s)
    shown = active_speakers(timed, total_s)
    write_video(MEETING / "meeting.mp4", track, shown)
    truth = MEETING / "truth"
    write_truth(truth, "board-meeting", timed, MEETING / "script.facts.toml", anonymous_voices(lines))
    write_json(truth / "word_times.seglst.json", word_times(timed, spoken))
    seconds = [{"second": second, "plate": shown[second * FRAME_RATE]} for second in range(total_s)]
    write_json(truth / "plates.json", seconds)


def word_times(timed: Sequence[Timed], spoken: Sequence[Spoken]) -> list[dict[str, object]]:
    """Return every word with its time: what the voices' networks predicted for its phonemes, not an estimate."""
    rows: list[dict[str, object]] = []
    for one, sound in zip(timed, spoken, strict=True):
        shift_s = one.start_s - sound.words[0].start_s
        rows += [
            {
                "session_id": "board-meeting",
                "utterance_id": one.line.id,
                "speaker": one.line.speaker,
                "words": word.text,
                "start_time": round(word.start_s + shift_s, 3),
                "end_time": round(word.end_s + shift_s, 3),
            }
            for word in sound.words
        ]
    return rows


def write_video(path: Path, track: Audio, shown: Sequence[str | None]) -> None:
    """Encode H.264 and AAC: pictures that hardly change, speech in mono."""
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        options = {"preset": "slow", "tune": "stillimage", "crf": VIDEO_CRF, "g": str(FRAME_RATE * 20)}
        video = container.add_stream("libx264", rate=FRAME_RATE, options=options)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        audio = container.add_stream("aac", rate=RATE_HZ, layout="mono")
        audio.bit_rate = AUDIO_BITS
        written = 0
        for index, picture in enumerate(frames(TITLE, list(VOICES), LOOKS, shown)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, FRAME_RATE)
            container.mux(video.encode(frame))
            due = min(len(track), (index + 1) * RATE_HZ // FRAME_RATE)
            while written < due:
                samples = track[written : written + BLOCK]
                sound = av.AudioFrame.from_ndarray(samples[np.newaxis], format="fltp", layout="mono")
                sound.sample_rate, sound.pts, sound.time_base = RATE_HZ, written, Fraction(1, RATE_HZ)
                container.mux(audio.encode(sound))
                written += len(samples)
        container.mux(video.encode(None))
        container.mux(audio.encode(None))
    part.replace(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--spoken", type=Path, required=True)
    arguments = parser.parse_args()
    make(arguments.weights, arguments.spoken)
