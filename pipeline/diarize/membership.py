"""Which units each local speaker of each window consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pipeline.activity import SpeechActivity
    from pipeline.diarize.embedder import LocalEmbeddings
    from pipeline.diarize.units import Grid

INSIDE = 0.5  # share of a unit that a window must hold to say anything of it
ACTIVE = 0.5  # share of that in which a local speaker must be active for the unit to be theirs


@dataclass(frozen=True, slots=True)
class Membership:
    """Of one window.

    Attributes
    ----------
    units : ndarray
        Units it holds. shape = (n_units,)
    belongs : ndarray
        Whether a unit is a local speaker's. shape = (n_units, n_local_speakers), bool
    locals : ndarray
        Local speakers who are active. shape = (n_active,)
    together_s : ndarray
        Seconds for which two local speakers speak at once. shape = (n_local_speakers, n_local_speakers)
    """

    units: npt.NDArray[np.int64]
    belongs: npt.NDArray[np.bool_]
    locals: npt.NDArray[np.int64]
    together_s: npt.NDArray[np.float64]


def memberships(embeddings: LocalEmbeddings, activity: SpeechActivity, grid: Grid) -> list[Membership]:
    """Look up the units of every window."""
    starts, ends = embeddings.frames[:, 0], embeddings.frames[:, 1]
    found = []
    for chunk in range(grid.n_chunks):
        base = chunk * grid.chunk_step
        active = activity.chunks[chunk].astype(np.int64)  # (n_chunk_frames, n_local_speakers)
        first = int(np.searchsorted(ends, base, side="right"))
        last = int(np.searchsorted(starts, base + grid.n_chunk_frames, side="left"))
        units = np.arange(first, max(first, last))
        low = np.clip(starts[units] - base, 0, grid.n_chunk_frames)
        high = np.clip(ends[units] - base, 0, grid.n_chunk_frames)
        held = high - low >= INSIDE * (ends[units] - starts[units])
        units, low, high = units[held], low[held], high[held]
        cumulated = np.concatenate((np.zeros((1, active.shape[1]), dtype=np.int64), active.cumsum(axis=0)))
        belongs = cumulated[high] - cumulated[low] > ACTIVE * (high - low)[:, None]
        together_s = (active.T @ active) * grid.step_s
        found.append(Membership(units, belongs, np.flatnonzero(cumulated[-1]), together_s))
    return found
