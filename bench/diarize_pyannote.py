"""pyannote.audio's own pipeline beside ours: same weights, same recordings, same counting.

Its segmentation is pyannote segmentation-3.0, its embedding our CAM++ wrapped as a pyannote `Model` (what a mask
leaves of a window, in pieces of 1.5 s, averaged), its clustering agglomerative (centroid) at `--threshold`. Neither is
told how many speak.

    python bench/diarize_pyannote.py DATA
"""

from __future__ import annotations

import argparse
import tempfile
import time
import warnings
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.activity import Span
from pipeline.diarize import DiarizeOptions
from pipeline.evaluate.diarization import COLLARS_S, EMBEDDING, SEGMENTATION, Clip, count, evaluate_clip, load
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE
from pipeline.speech.segmentation import import_pyannote, load_model
from pipeline.transcript import Turn
from pipeline.weights import LocalModel, Registry

if TYPE_CHECKING:
    from pipeline.evaluate.diarization import DiarizationCounts

PIECE = round(1.5 * SAMPLE_RATE)  # samples CAM++ hears at a time
MIN_HEARD = SAMPLE_RATE // 4


def wrapped(model: LocalModel) -> Any:
    """CAM++ as a pyannote `Model`."""
    audio = import_pyannote()
    import torch

    from pipeline.diarize.embedding import fill, open_embedding_model

    network = open_embedding_model(model.path, "cpu")

    class Wrapped(audio.Model):  # type: ignore[misc, name-defined]
        """Hears what its mask leaves of each waveform."""

        dimension = network.dimension

        def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
            """From (n_batch, 1, n_samples) and (n_batch, n_frames) to (n_batch, dimension)."""
            heard = []
            for at, samples in enumerate(waveforms[:, 0].numpy()):
                mask = np.ones(1) if weights is None else weights[at].numpy()
                active = samples[np.repeat(mask, -(-len(samples) // len(mask)))[: len(samples)] > 0.5]
                if len(active) < MIN_HEARD:
                    heard.append(np.full(network.dimension, np.nan, dtype=np.float32))
                    continue
                pieces = [active[first : first + PIECE] for first in range(0, len(active), PIECE)]
                pieces = [piece for piece in pieces if len(piece) >= MIN_HEARD] or [active]
                heard.append(network(np.stack([fill(piece, PIECE) for piece in pieces])).mean(axis=0))
            return torch.from_numpy(np.stack(heard))

    return Wrapped(sample_rate=SAMPLE_RATE)


def pyannotes(segmentation: LocalModel, embedding: LocalModel, threshold: float) -> Any:
    """pyannote's pipeline; the PLDA that it does not use is an empty object, or it would be downloaded."""
    import_pyannote()
    from pyannote.audio.core.plda import PLDA
    from pyannote.audio.pipelines import SpeakerDiarization

    pipeline = SpeakerDiarization(
        segmentation=load_model(segmentation.path / "pytorch_model.bin", "cpu"),
        embedding=wrapped(embedding),
        embedding_exclude_overlap=True,
        plda=PLDA.__new__(PLDA),
        clustering="AgglomerativeClustering",
        segmentation_batch_size=16,
        embedding_batch_size=16,
    )
    pipeline.instantiate(
        {
            "segmentation": {"min_duration_off": 0.0},
            "clustering": {"method": "centroid", "min_cluster_size": 3, "threshold": threshold},
        }
    )
    return pipeline


def theirs(clip: Clip, pipeline: Any) -> tuple[tuple[DiarizationCounts, ...], int, float]:
    """Diarize one recording with pyannote's pipeline and count; processor seconds."""
    import torch

    with tempfile.TemporaryDirectory() as folder:
        recording = extract((clip.path,), Path(folder), MediaOptions(playback=False), silent)
        waveform = torch.from_numpy(recording.samples())[None]
        begun = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = pipeline({"waveform": waveform, "sample_rate": SAMPLE_RATE}).speaker_diarization
        took_s = time.process_time() - begun
    turns = tuple(
        Turn(str(label), segment.start, segment.end) for segment, _, label in found.itertracks(yield_label=True)
    )
    scored = clip.scored or (Span(0.0, recording.duration_s),)
    counts = tuple(count(clip.reference, turns, scored, collar) for collar in COLLARS_S)
    return counts, len({turn.voice for turn in turns}), took_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--threshold", type=float, default=0.8)
    arguments = parser.parse_args()
    registry = Registry.load()
    segmentation, embedding = registry.local(SEGMENTATION), registry.local(EMBEDDING)
    pipeline = pyannotes(segmentation, embedding, arguments.threshold)
    print("| recording | speakers | voices, ours | DER | DER 0.25 s | voices, pyannote | DER | DER 0.25 s |")
    print("|---" * 8 + "|", flush=True)
    sums: list[list[tuple[DiarizationCounts, ...]]] = [[], []]
    seconds = [0.0, 0.0]
    for clip in load(arguments.data):
        begun = time.process_time()
        ours = evaluate_clip(clip, segmentation, embedding, DiarizeOptions())
        seconds[0] += time.process_time() - begun
        counts, n_voices, took_s = theirs(clip, pipeline)
        seconds[1] += took_s
        sums[0].append(ours.counts)
        sums[1].append(counts)
        found = f"{ours.n_voices} | {_cells(ours.counts)} | {n_voices} | {_cells(counts)}"
        print(f"| {clip.name} | {ours.n_speakers} | {found} |", flush=True)
    totals = [tuple(reduce(add, column) for column in zip(*rows, strict=True)) for rows in sums]
    print(f"| **all** | | | {_cells(totals[0])} | | {_cells(totals[1])} |")
    print(f"\nProcessor seconds: ours {seconds[0]:.0f}, pyannote {seconds[1]:.0f}")


def _cells(counts: tuple[DiarizationCounts, ...]) -> str:
    return " | ".join("" if each.error_rate is None else f"{each.error_rate:.3f}" for each in counts)


if __name__ == "__main__":
    main()
