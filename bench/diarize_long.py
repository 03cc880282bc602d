"""Speech and diarization of a long recording: seconds per second of each half, and the peak memory.

Loops every recording found under the folders until the recording is as long as asked.

    python bench/diarize_long.py --data DIR... [--minutes 180]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from pipeline.diarize import VoiceBounds, cluster, embed
from pipeline.media import MediaOptions, extract
from pipeline.recording import SAMPLE_RATE, Part, Recording
from pipeline.speech import detect
from pipeline.weights import Registry, default_registry

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
AUDIO = (".flac", ".wav", ".ogg")


def long_recording(data: list[Path], folder: Path, minutes: float) -> Recording:
    """Every recording under `data`, again and again, each time louder or softer."""
    clips = []
    for number, path in enumerate(sorted(path for root in data for path in root.rglob("*") if path.suffix in AUDIO)):
        part = folder / f"part{number}"
        part.mkdir()
        clips.append(extract((path,), part, MediaOptions(playback=False), lambda *_, **__: None).memory_map())
    generator = np.random.default_rng(1)
    n_samples = round(minutes * 60 * SAMPLE_RATE)
    waveform = folder / "long.s16"
    with waveform.open("wb") as file:
        written = 0
        while written < n_samples:
            clip = clips[generator.integers(len(clips))][: n_samples - written]
            file.write((clip * generator.uniform(0.3, 1.0)).astype("<i2").tobytes())
            written += len(clip)
    return Recording(waveform, n_samples, (Part(waveform, 0.0, n_samples / SAMPLE_RATE, has_video=False),))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=180.0)
    arguments = parser.parse_args()
    registry = Registry.load(default_registry())
    with tempfile.TemporaryDirectory() as scratch:
        recording = long_recording(arguments.data, Path(scratch), arguments.minutes)
        print(f"{recording.duration_s:.0f} s of audio\n")
        print("| step | s | s per second | cpu s | peak memory, MB |")
        print("|---|---|---|---|---|")

        def timed(name: str, step: Callable[[], T]) -> T:
            begun, cpu = time.perf_counter(), time.process_time()
            value = step()
            took, cpu = time.perf_counter() - begun, time.process_time() - cpu
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"| {name} | {took:.0f} | {took / recording.duration_s:.4f} | {cpu:.0f} | {peak} |", flush=True)
            return value

        activity = timed("speech", lambda: detect(recording, registry.local("pyannote-segmentation-3.0")))
        local = timed("embed", lambda: embed(recording, activity, registry.local("campplus-zh-en")))
        free = timed("cluster", lambda: cluster(local, activity))
        bound = timed("cluster, at most 23", lambda: cluster(local, activity, VoiceBounds(max=23)))
    print(f"\n{len(local.frames)} units; {len(free.embeddings)} voices, {len(bound.embeddings)} with the bound")


if __name__ == "__main__":
    main()
