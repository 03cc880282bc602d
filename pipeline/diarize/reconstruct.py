"""From local speakers with voices to turns: overlap kept, and one voice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarize.assignment import NOBODY
from pipeline.speech.detection import edge_weights
from pipeline.speech.regions import active_runs
from pipeline.transcript import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.activity import SpeechActivity
    from pipeline.diarize.assignment import Assignment
    from pipeline.diarize.embedder import LocalEmbeddings
    from pipeline.diarize.membership import Membership
    from pipeline.diarize.units import Grid


def aggregate(
    activity: SpeechActivity,
    grid: Grid,
    embeddings: LocalEmbeddings,
    windows: Sequence[Membership],
    assignment: Assignment,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Add up what the windows say of each voice.

    Returns
    -------
    scores : ndarray
        Mean activity; the last column is of nobody. shape = (n_frames, n_voices + 1)
    count : ndarray
        How many speak. shape = (n_frames,)
    """
    n_voices = len(assignment.centres)
    n_frames = max(grid.n_frames, (grid.n_chunks - 1) * grid.chunk_step + grid.n_chunk_frames)
    scores = np.zeros((n_frames, n_voices + 1), dtype=np.float32)
    count = np.zeros(n_frames, dtype=np.float32)
    total = np.zeros(n_frames, dtype=np.float32)
    weight = edge_weights(grid.n_chunk_frames)
    for chunk, window in enumerate(windows):
        base = chunk * grid.chunk_step
        active = activity.chunks[chunk].astype(np.float32)
        total[base : base + grid.n_chunk_frames] += weight
        count[base : base + grid.n_chunk_frames] += weight * active.sum(axis=1)
        for place in window.locals:
            voice = np.full(grid.n_chunk_frames, assignment.locals[chunk, place])
            for unit in window.units[window.belongs[:, place]]:
                if embeddings.counts[unit] == 1 and assignment.units[unit] != NOBODY:
                    first, last = np.clip(embeddings.frames[unit] - base, 0, grid.n_chunk_frames)
                    voice[first:last] = assignment.units[unit]
            spoken = np.flatnonzero(active[:, place])
            np.add.at(scores, (base + spoken, voice[spoken]), weight[spoken])
    total = np.maximum(total, 1e-6)
    count = np.rint(count / total)
    return (scores / total[:, None])[: grid.n_frames], count[: grid.n_frames].astype(np.int64)


def most_active(scores: npt.NDArray[np.float32], count: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """The `count` most active voices of each frame, of those active at all. shape = (n_frames, n_voices)"""
    order = np.argsort(-scores, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(scores.shape[1])[None], axis=1)
    return (rank < count[:, None]) & (scores > 0)


def turns(
    active: npt.NDArray[np.bool_], labels: Sequence[str], grid: Grid, end_s: float, pause_s: float
) -> tuple[Turn, ...]:
    """Runs of activity as turns, sorted by start; pauses shorter than `pause_s` do not end one."""
    found = []
    for label, column in zip(labels, active.T, strict=True):
        runs = active_runs(column)
        if not len(runs):
            continue
        apart = np.flatnonzero((runs[1:, 0] - runs[:-1, 1]) * grid.step_s >= pause_s)
        starts = runs[np.concatenate(([0], apart + 1)), 0]
        ends = runs[np.concatenate((apart, [len(runs) - 1])), 1]
        times = np.minimum(grid.time_s(np.stack((starts, ends), axis=1)), end_s)
        found += [Turn(label, float(start), float(end)) for start, end in times if end > start]
    return tuple(sorted(found, key=lambda turn: (turn.start_s, turn.end_s, turn.voice)))
