"""From a probability per frame to regions of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.activity import Span

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.speech.options import SpeechOptions


def find_regions(
    probability: npt.NDArray[np.floating],
    frame_step_s: float,
    frame_duration_s: float,
    duration_s: float,
    options: SpeechOptions,
) -> tuple[Span, ...]:
    """Hysteresis thresholding, then close short gaps, then drop short regions.

    Parameters
    ----------
    probability : ndarray
        shape = (n_frames,), in [0, 1]
    frame_step_s, frame_duration_s : float
        Frame i covers [i * frame_step_s, i * frame_step_s + frame_duration_s), and stands for the `frame_step_s` in the
        middle of it.
    duration_s : float
        Length of the recording: no region reaches beyond.

    Returns
    -------
    tuple of Span
        Sorted, disjoint.
    """
    runs = active_runs(hysteresis(probability, options.onset, options.offset))
    if not len(runs):
        return ()
    spans = runs * frame_step_s + (frame_duration_s - frame_step_s) / 2
    spans[runs[:, 0] == 0, 0] = 0.0
    spans = np.minimum(spans, duration_s)

    gaps = spans[1:, 0] - spans[:-1, 1]
    apart = np.flatnonzero(gaps >= options.min_duration_off_s)
    starts = spans[np.concatenate(([0], apart + 1)), 0]
    ends = spans[np.concatenate((apart, [len(spans) - 1])), 1]
    kept = (ends - starts >= options.min_duration_on_s) & (ends > starts)
    return tuple(Span(float(start), float(end)) for start, end in zip(starts[kept], ends[kept], strict=True))


def hysteresis(probability: npt.NDArray[np.floating], onset: float, offset: float) -> npt.NDArray[np.bool_]:
    """On from where `onset` is reached until it falls below `offset`. shape = (n_frames,)

    Examples
    --------
    >>> hysteresis(np.array([0.4, 0.6, 0.4, 0.2, 0.4]), onset=0.5, offset=0.3).astype(int)
    array([0, 1, 1, 0, 0])
    """
    decided = np.where(probability >= onset, 1, np.where(probability < offset, 0, -1))
    last = np.maximum.accumulate(np.where(decided >= 0, np.arange(len(decided)), -1))
    return np.where(last >= 0, decided[last], 0).astype(np.bool_)


def active_runs(active: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Half-open runs of True. shape = (n_runs, 2)

    Examples
    --------
    >>> active_runs(np.array([True, True, False, True]))
    array([[0, 2],
           [3, 4]])
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], active, [False])).astype(np.int8)))
    return edges.reshape(-1, 2).astype(np.int64)
