"""The cheap half of diarization: from local embeddings to voices and turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.diarize.linkage import Clusters
from pipeline.diarize.locals import LocalSpeakers, local_speakers
from pipeline.diarize.options import DiarizeOptions, VoiceBounds
from pipeline.diarize.reconstruct import reconstruct
from pipeline.diarize.units import Grid
from pipeline.transcript import Diarization

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.activity import SpeechActivity
    from pipeline.diarize.embed import LocalEmbeddings

MIN_TRAINING_S = 1.0
ROUNDS = 3


def cluster(
    embeddings: LocalEmbeddings,
    activity: SpeechActivity,
    bounds: VoiceBounds | None = None,
    options: DiarizeOptions | None = None,
) -> Diarization:
    """Tie local speakers to voices."""
    options = options or DiarizeOptions()
    bounds = bounds or VoiceBounds()
    threshold = 1.0 - (options.threshold or embeddings.threshold)
    speakers = local_speakers(embeddings, activity)
    grid = Grid.of(activity)
    if not len(speakers.chunk):
        return Diarization((), ())
    items = training_items(speakers, grid)
    clusters = Clusters.single(items.total, items.weight, conflicts(items))
    clusters.merge_while(threshold)
    if bounds.max is not None:
        clusters.merge_while(-1.0, at_least=bounds.max)
    labels = clusters.labels()
    voices = np.stack([items.total[labels == k].sum(axis=0) for k in range(labels.max() + 1)])
    for _ in range(ROUNDS):
        assigned = assign(speakers, voices)
        tiles = np.isin(speakers.chunk, tile(grid))
        fresh = np.stack([speakers.total[tiles & (assigned == k)].sum(axis=0) for k in range(len(voices))])
        empty = ~fresh.any(axis=1)
        voices = np.where(empty[:, None], voices, fresh)
    assigned = assign(speakers, voices)
    return reconstruct(activity, speakers, assigned, voices, options)


def tile(grid: Grid) -> npt.NDArray[np.int64]:
    """Windows that cover the recording side by side."""
    every = max(1, grid.n_chunk_frames // grid.chunk_step)
    return np.unique(np.append(np.arange(0, grid.n_chunks, every), grid.n_chunks - 1))


def training_items(speakers: LocalSpeakers, grid: Grid) -> LocalSpeakers:
    """What is clustered: local speakers of windows side by side who speak alone for long enough."""
    tiled = np.isin(speakers.chunk, tile(grid)) & (speakers.weight > 0)
    for chosen in (
        tiled & (speakers.clean_s >= MIN_TRAINING_S),
        tiled & (speakers.clean_s > 0),
        speakers.weight > 0,
    ):
        if chosen.any():
            return speakers.take(chosen)
    return speakers


def conflicts(items: LocalSpeakers) -> npt.NDArray[np.float64]:
    """Weight of what lies side by side in one window. shape = (n, n)"""
    same = items.chunk[:, None] == items.chunk[None]
    np.fill_diagonal(same, False)
    return np.where(same, np.minimum(items.weight[:, None], items.weight[None]), 0.0)


def assign(speakers: LocalSpeakers, voices: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Give the local speakers of each window different voices, as like as can be. shape = (n,)"""
    norm = np.linalg.norm(speakers.total, axis=1, keepdims=True) * np.linalg.norm(voices, axis=1)[None]
    similar = np.divide(speakers.total @ voices.T, norm, out=np.zeros(norm.shape), where=norm > 0)
    assigned = similar.argmax(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([-1], speakers.chunk, [-1]))))
    for first, last in zip(edges[:-1], edges[1:], strict=True):
        if last - first > 1:
            rows, columns = linear_sum_assignment(similar[first:last], maximize=True)
            assigned[first + rows] = columns
    return assigned
