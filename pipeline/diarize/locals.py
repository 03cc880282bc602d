"""The local speakers of every window, and how each sounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarize.units import Grid

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.activity import SpeechActivity
    from pipeline.diarize.embed import LocalEmbeddings

OVERLAPPED_WEIGHT = 0.02  # of a unit in which others speak too: it only decides where there is nothing better
MEMBER_SHARE = 0.5  # of a unit's frames in which a local speaker must be active for the unit to be theirs


@dataclass(frozen=True, slots=True)
class LocalSpeakers:
    """One row for each local speaker who is active in a window.

    Attributes
    ----------
    chunk, local : ndarray
        Window, and the speaker's place in it. shape = (n,)
    clean_s : ndarray
        Seconds of embedded speech in which nobody else speaks. shape = (n,)
    weight : ndarray
        Sum of the weights behind `total`; 0: nothing could be embedded. shape = (n,)
    total : ndarray
        Weighted sum of the unit-length embeddings. shape = (n, dimension)
    """

    chunk: npt.NDArray[np.int64]
    local: npt.NDArray[np.int64]
    clean_s: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]
    total: npt.NDArray[np.float64]

    def take(self, rows: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> LocalSpeakers:
        """Some of the rows."""
        return LocalSpeakers(*(getattr(self, name)[rows] for name in ("chunk", "local", "clean_s", "weight", "total")))


def local_speakers(embeddings: LocalEmbeddings, activity: SpeechActivity) -> LocalSpeakers:
    """Pool the units of each local speaker of each window."""
    grid = Grid.of(activity)
    starts, ends = embeddings.frames[:, 0], embeddings.frames[:, 1]
    chunks, places, clean, weights, totals = [], [], [], [], []
    for chunk in range(grid.n_chunks):
        base = chunk * grid.chunk_step
        first = int(np.searchsorted(ends, base, side="right"))
        last = int(np.searchsorted(starts, base + grid.n_chunk_frames, side="left"))
        units = slice(first, last)
        low = np.clip(starts[units] - base, 0, grid.n_chunk_frames)
        high = np.clip(ends[units] - base, 0, grid.n_chunk_frames)
        cumulated = np.concatenate((np.zeros((1, activity.chunks.shape[2])), activity.chunks[chunk].cumsum(axis=0)))
        active = cumulated[high] - cumulated[low]  # (n_units, n_local_speakers), in frames
        active[active < MEMBER_SHARE * (high - low)[:, None]] = 0.0
        alone = embeddings.counts[units] == 1
        weight = active * np.where(alone, 1.0, OVERLAPPED_WEIGHT)[:, None]
        for place in np.flatnonzero(cumulated[-1]):
            chunks.append(chunk)
            places.append(int(place))
            clean.append(float(active[alone, place].sum()) * grid.step_s)
            weights.append(float(weight[:, place].sum()))
            totals.append(weight[:, place] @ embeddings.vectors[units])
    dimension = embeddings.vectors.shape[1]
    return LocalSpeakers(
        np.array(chunks, dtype=np.int64),
        np.array(places, dtype=np.int64),
        np.array(clean, dtype=np.float64),
        np.array(weights, dtype=np.float64),
        np.array(totals, dtype=np.float64).reshape(-1, dimension),
    )
