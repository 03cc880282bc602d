"""Seconds and peak memory of every stage on a long recording: the sound of an example, looped.

python bench/long.py --hours 3 --out out/long
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import av
import numpy as np
from rich.console import Console

from pipeline.cli.progress import ConsoleObserver
from pipeline.config import Config
from pipeline.intake import load_meeting
from pipeline.path import MeetingPath, Runner
from pipeline.recording import SAMPLE_RATE
from pipeline.store import Store
from pipeline.weights import Registry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--meeting", type=Path, default=Path("examples/board-meeting"))
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    folder = arguments.out / "meeting"
    folder.mkdir(parents=True, exist_ok=True)
    toml = (arguments.meeting / "meeting.toml").read_text(encoding="utf-8")
    (folder / "meeting.toml").write_text(toml.replace("meeting.mp4", "long.wav"), encoding="utf-8")
    loop(arguments.meeting / "meeting.mp4", folder / "long.wav", arguments.hours * 3600)
    with ConsoleObserver(Console(stderr=True)) as observer:
        runner = Runner(Store(arguments.out / ".store"), observer)
        MeetingPath(load_meeting(folder), Config(), Registry.load(), runner).walk()
    seconds = arguments.hours * 3600
    print(f"| stage | seconds per second of {arguments.hours:g} h | peak memory, GB |\n|---|---|---|")
    for artifact in runner.artifacts:
        print(f"| {artifact.stage} | {artifact.cost.seconds / seconds:.4f} | {artifact.cost.peak_bytes / 1e9:.2f} |")
    shutil.rmtree(arguments.out)


def loop(source: Path, target: Path, length_s: float) -> None:
    """Write the sound of `source` again and again, 16 kHz mono, until it is `length_s` long."""
    resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
    with av.open(str(source)) as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    once = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    with av.open(str(target), "w") as sink:
        stream = sink.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout="mono")
        for first in range(0, round(length_s * SAMPLE_RATE), len(once)):
            piece = once[: round(length_s * SAMPLE_RATE) - first].reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), format="s16", layout="mono")
            frame.rate, frame.pts = SAMPLE_RATE, first
            for packet in stream.encode(frame):
                sink.mux(packet)
        for packet in stream.encode(None):
            sink.mux(packet)


if __name__ == "__main__":
    main()
