"""How long the media stage takes, and how much memory, on a long recording made here.

    .venv/bin/python bench/media.py --minutes 180

One minute of sound and picture is encoded once and written over and over with later time stamps; the measured work is a
process of its own, so that the peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 48_000
LOOP_S = 60
FRAMES_PER_S = 25

# ru_maxrss would be inherited from the process that started this one
CHILD = """
import json, re, sys, time
from pathlib import Path
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
def peak_kb():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
idle = peak_kb()
begun = time.perf_counter()
recording = extract((Path(sys.argv[1]),), Path(sys.argv[2]), MediaOptions(playback=sys.argv[3] == "yes"), silent)
seconds, cpu_s = time.perf_counter() - begun, time.process_time()
print(json.dumps([seconds, cpu_s, recording.duration_s, peak_kb() / 1024, idle / 1024]))
"""


def speechlike(seed: int) -> np.ndarray:
    """Noise in syllables: four a second, so that the codec has work. shape = (2, n), float32"""
    t = np.arange(LOOP_S * RATE) / RATE
    noise = np.random.default_rng(seed).normal(0, 0.1, (2, t.size))
    return (noise * (0.5 + 0.5 * np.sin(2 * np.pi * 4 * t))).astype(np.float32)


def sound_packets(stream: av.AudioStream) -> list[bytes]:
    stream.codec_context.open()
    samples, packets = speechlike(1), []
    for first in range(0, samples.shape[1], 1024):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples[:, first : first + 1024]), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
        packets += [bytes(packet) for packet in stream.encode(frame)]
    return packets


def picture_packets(stream: av.VideoStream) -> list[bytes]:
    packets = []
    picture = np.random.default_rng(2).integers(0, 255, (360, 640, 3), dtype=np.uint8)
    for at in range(LOOP_S * FRAMES_PER_S):
        picture[(at * 7) % 340 : (at * 7) % 340 + 8, :, :] ^= 85
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = at, Fraction(1, FRAMES_PER_S)
        packets += [bytes(packet) for packet in stream.encode(frame)]
    return packets


def make(path: Path, minutes: int) -> None:
    """Write an mp4 of stereo AAC and 360p MPEG-4 video."""
    with av.open(str(path), "w") as container:
        sound = container.add_stream("aac", rate=RATE, layout="stereo", bit_rate=128_000)
        picture = container.add_stream("mpeg4", rate=FRAMES_PER_S, bit_rate=800_000)
        picture.width, picture.height, picture.pix_fmt = 640, 360, "yuv420p"
        picture.codec_context.gop_size = 2 * FRAMES_PER_S
        loops = (
            (sound, sound_packets(sound), Fraction(1024, RATE)),
            (picture, picture_packets(picture), Fraction(1, 25)),
        )
        for minute in range(minutes):
            for stream, packets, step in loops:
                for at, data in enumerate(packets):
                    packet = av.Packet(data)
                    packet.stream, packet.time_base = stream, step
                    packet.pts = packet.dts = minute * len(packets) + at
                    packet.duration = 1
                    packet.is_keyframe = stream is sound or at % (2 * FRAMES_PER_S) == 0
                    container.mux(packet)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=180)
    arguments = parser.parse_args()
    repo = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "meeting.mp4"
        make(path, arguments.minutes)
        print(f"{arguments.minutes} min mp4, {path.stat().st_size / 1e6:.0f} MB")
        print(
            f"{'playback copy':>14} {'seconds':>8} {'cpu s':>6} {'s per minute':>13} {'peak MB':>8} {'before MB':>10}"
        )
        for playback in ("no", "yes"):
            (Path(scratch) / playback).mkdir()
            command = [sys.executable, "-c", CHILD, str(path), str(Path(scratch) / playback), playback]
            run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=repo)
            seconds, cpu_s, duration_s, peak_mb, idle_mb = json.loads(run.stdout)
            per_minute = seconds / (duration_s / 60)
            print(f"{playback:>14} {seconds:8.1f} {cpu_s:6.1f} {per_minute:13.3f} {peak_mb:8.0f} {idle_mb:10.0f}")


if __name__ == "__main__":
    main()
