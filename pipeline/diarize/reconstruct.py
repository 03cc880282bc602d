"""From local speakers with voices to turns: overlap kept, and one voice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarize.embed import unit_length
from pipeline.diarize.units import Grid
from pipeline.speech.detect import edge_weights
from pipeline.speech.regions import active_runs
from pipeline.transcript import Diarization, Turn

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.activity import SpeechActivity
    from pipeline.diarize.locals import LocalSpeakers
    from pipeline.diarize.options import DiarizeOptions


def reconstruct(
    activity: SpeechActivity,
    speakers: LocalSpeakers,
    assigned: npt.NDArray[np.int64],
    voices: npt.NDArray[np.float64],
    options: DiarizeOptions,
) -> Diarization:
    """Add up what the windows say of each voice, frame by frame."""
    grid = Grid.of(activity)
    scores, count = aggregate(activity, speakers, assigned, len(voices))
    order = np.argsort(-scores, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(scores.shape[1])[None], axis=1)
    active = (rank < count[:, None]) & (scores > 0)
    exclusive = (rank < np.minimum(count, 1)[:, None]) & (scores > 0)
    heard = [k for k in range(len(voices)) if active[:, k].any()]
    heard.sort(key=lambda k: int(active[:, k].argmax()))
    labels = {k: f"S{number:02d}" for number, k in enumerate(heard, 1)}
    end_s = (grid.n_frames) * grid.step_s
    return Diarization(
        turns=turns(active, labels, grid, end_s),
        exclusive=turns(exclusive, labels, grid, end_s),
        embeddings={labels[k]: unit_length(voices[k][None])[0] for k in heard},
    )


def aggregate(
    activity: SpeechActivity, speakers: LocalSpeakers, assigned: npt.NDArray[np.int64], n_voices: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Mean activity of each voice over the windows, and how many speak. shape = (n_frames, n_voices), (n_frames,)"""
    grid = Grid.of(activity)
    n_frames = max(grid.n_frames, (grid.n_chunks - 1) * grid.chunk_step + grid.n_chunk_frames)
    scores = np.zeros((n_frames, n_voices), dtype=np.float32)
    count = np.zeros(n_frames, dtype=np.float32)
    weight = np.zeros(n_frames, dtype=np.float32)
    window = edge_weights(grid.n_chunk_frames)
    for chunk in range(grid.n_chunks):
        frames = slice(chunk * grid.chunk_step, chunk * grid.chunk_step + grid.n_chunk_frames)
        weight[frames] += window
        count[frames] += window * activity.chunks[chunk].sum(axis=1)
    for chunk, local, voice in zip(speakers.chunk, speakers.local, assigned, strict=True):
        frames = slice(chunk * grid.chunk_step, chunk * grid.chunk_step + grid.n_chunk_frames)
        scores[frames, voice] += window * activity.chunks[chunk, :, local]
    weight = np.maximum(weight, 1e-6)
    mean_count = np.rint(count / weight).astype(np.int64)
    return scores[: grid.n_frames] / weight[: grid.n_frames, None], mean_count[: grid.n_frames]


def turns(active: npt.NDArray[np.bool_], labels: dict[int, str], grid: Grid, end_s: float) -> tuple[Turn, ...]:
    """Runs of activity as turns, sorted by start."""
    found = []
    for voice, label in labels.items():
        times = np.minimum(grid.time_s(active_runs(active[:, voice])), end_s)
        found += [Turn(label, float(start), float(end)) for start, end in times]
    return tuple(sorted(found, key=lambda turn: (turn.start_s, turn.end_s, turn.voice)))
