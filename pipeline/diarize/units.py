"""Stretches of the recording in which nobody begins and nobody ends: what is worth embedding, once each.

The sliding windows overlap, so that the same second is segmented many times. Embedding each local speaker of each
window would hear it as often. Instead the recording is cut where the window whose middle is nearest says that
somebody begins or ends; a stretch between two cuts is the same speaker or speakers throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pipeline.activity import SpeechActivity

UNIT_S = 1.5  # the embedding models are asked for this much at a time
MIN_UNIT_S = 0.25  # less holds no voice


@dataclass(frozen=True, slots=True)
class Grid:
    """The frames of the recording and the windows over them.

    Attributes
    ----------
    step_s : float
        Seconds between frames.
    origin_s : float
        Where frame 0 begins, if a frame stands for `step_s` in the middle of what it hears.
    chunk_step : int
        Frames between windows.
    n_chunks, n_chunk_frames, n_frames : int
        Windows, frames per window, frames in all.
    """

    step_s: float
    origin_s: float
    chunk_step: int
    n_chunks: int
    n_chunk_frames: int
    n_frames: int

    @classmethod
    def of(cls, activity: SpeechActivity) -> Grid:
        """The grid of this segmentation."""
        n_chunks, n_chunk_frames, _ = activity.chunks.shape
        return cls(
            step_s=activity.frame_step_s,
            origin_s=(activity.frame_duration_s - activity.frame_step_s) / 2,
            chunk_step=max(1, round(activity.chunk_step_s / activity.frame_step_s)),
            n_chunks=n_chunks,
            n_chunk_frames=n_chunk_frames,
            n_frames=len(activity.probability),
        )

    def time_s(self, frame: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Where these frames begin, in seconds of the recording; frame 0 begins at 0."""
        return np.where(frame == 0, 0.0, self.origin_s + frame * self.step_s)

    def owners(self) -> npt.NDArray[np.int64]:
        """The window whose middle is nearest to each frame. shape = (n_frames,)"""
        nearest = np.rint((np.arange(self.n_frames) - self.n_chunk_frames / 2) / self.chunk_step)
        return np.clip(nearest, 0, max(0, self.n_chunks - 1)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Units:
    """Units of at most 1.5 s with the same speakers throughout, in order.

    Attributes
    ----------
    frames : ndarray
        Half-open ranges of frames. shape = (n_units, 2)
    stretches : ndarray
        The whole stretch without a cut that the unit is a piece of. shape = (n_units, 2)
    counts : ndarray
        How many speak in each: 1, or more where they overlap. shape = (n_units,)
    """

    frames: npt.NDArray[np.int64]
    stretches: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]


def find_units(activity: SpeechActivity) -> Units:
    """Cut the speech where somebody begins or ends, and long stretches into equal pieces."""
    grid = Grid.of(activity)
    if grid.n_chunks == 0 or grid.n_frames == 0:
        nothing = np.zeros((0, 2), dtype=np.int64)
        return Units(nothing, nothing, nothing[:, 0])
    owners = grid.owners()
    frames = np.arange(grid.n_frames)
    active = activity.chunks[owners, frames - owners * grid.chunk_step]  # (n_frames, n_local_speakers)
    count = active.sum(axis=1).astype(np.int64)
    # the frame before, as the same window sees it: local labels mean nothing across windows
    before = np.clip(frames - 1 - owners * grid.chunk_step, 0, None)
    changes = (activity.chunks[owners, before] != active).any(axis=1)
    # where the owner changes, two windows may disagree: the new one's count rules
    changes[1:] |= count[1:] != count[:-1]
    changes[0] = True

    starts = np.flatnonzero(changes)
    ends = np.append(starts[1:], grid.n_frames)
    kept = (count[starts] > 0) & ((ends - starts) * grid.step_s >= MIN_UNIT_S)
    stretches = np.stack((starts, ends), axis=1)[kept]
    frames, stretch_of = _split(stretches, round(UNIT_S / grid.step_s))
    return Units(frames, stretches[stretch_of], count[starts][kept][stretch_of])


def _split(stretches: npt.NDArray[np.int64], size: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Divide stretches into equal pieces no longer than `size` frames; the pieces, and the stretch of each."""
    length = stretches[:, 1] - stretches[:, 0]
    pieces = -(-length // size)
    owner = np.repeat(np.arange(len(stretches)), pieces)
    index = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    step = length[owner] / pieces[owner]
    edges = np.stack((index * step, (index + 1) * step), axis=1)
    return stretches[owner, :1] + np.rint(edges).astype(np.int64), owner
