"""Every unit and every local speaker to a voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from pipeline.diarize.embedder import unit_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.diarize.embedder import LocalEmbeddings
    from pipeline.diarize.membership import Membership

ROUNDS = 3  # of assigning units and averaging voices; more change nothing
OVERLAPPED_WEIGHT = 0.02  # of a unit in which others speak too: it decides only where there is nothing better
FLOOR = 0.1  # a cosine below which a voice is not this one: half of all pairs of different people lie above
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is who.

    Attributes
    ----------
    units : ndarray
        Voice of each unit, or -1. shape = (n_units,)
    locals : ndarray
        Voice of each local speaker of each window, or -1. shape = (n_chunks, n_local_speakers)
    centres : ndarray
        Unit length. shape = (n_voices, dimension)
    """

    units: npt.NDArray[np.int64]
    locals: npt.NDArray[np.int64]
    centres: npt.NDArray[np.float32]


def assign(
    embeddings: LocalEmbeddings,
    seconds: npt.NDArray[np.float64],
    windows: Sequence[Membership],
    n_local: int,
    centres: npt.NDArray[np.float64],
    fixed: npt.NDArray[np.int64] | None = None,
    closed: npt.NDArray[np.bool_] | None = None,
) -> Assignment:
    """Assign units to the most similar voice, average the voices again, and repeat; then the local speakers.

    A unit is judged by itself and by what its local speaker sounds like in each window that holds it: the first hears
    where the segmentation took two people for one, the second where the unit is too short to tell.

    Parameters
    ----------
    centres : ndarray
        Voices to start from. shape = (n_voices, dimension)
    fixed : ndarray or None
        Voice of each unit that is decided, -1 elsewhere. shape = (n_units,)
    closed : ndarray or None
        Voices that take no units but the fixed ones. shape = (n_voices,)
    """
    fixed = np.full(len(seconds), NOBODY, dtype=np.int64) if fixed is None else fixed
    barred = np.where(np.zeros(len(centres), dtype=np.bool_) if closed is None else closed, -2.0, 0.0)
    barred = barred.astype(np.float32)
    clean = embeddings.counts == 1
    weights = seconds * np.where(clean, 1.0, OVERLAPPED_WEIGHT)
    pooled = pool_locals(embeddings, weights, windows, n_local)  # (n_chunks, n_local, dimension)
    normal = unit_length(centres)
    units = np.full(len(seconds), NOBODY, dtype=np.int64)
    for _ in range(ROUNDS):
        similar = pooled @ normal.T + barred  # (n_chunks, n_local, n_voices)
        units = assign_units(embeddings.vectors @ normal.T + barred, similar, windows)
        units = np.where(fixed == NOBODY, units, fixed)
        fresh = np.zeros_like(normal, dtype=np.float64)
        known = clean & (units != NOBODY)
        np.add.at(fresh, units[known], weights[known, None] * embeddings.vectors[known])
        normal = np.where(fresh.any(axis=1, keepdims=True), unit_length(fresh), normal)
    return Assignment(units, assign_locals(pooled @ normal.T + barred, windows), normal)


def pool_locals(
    embeddings: LocalEmbeddings, weights: npt.NDArray[np.float64], windows: Sequence[Membership], n_local: int
) -> npt.NDArray[np.float32]:
    """How each local speaker of each window sounds. shape = (n_chunks, n_local, dimension), unit length or zero"""
    pooled = np.zeros((len(windows), n_local, embeddings.vectors.shape[1]), dtype=np.float32)
    for chunk, window in enumerate(windows):
        share = window.belongs * weights[window.units][:, None]
        pooled[chunk] = unit_length(share.T @ embeddings.vectors[window.units])
    return pooled


def assign_units(
    alone: npt.NDArray[np.float32], pooled: npt.NDArray[np.float32], windows: Sequence[Membership]
) -> npt.NDArray[np.int64]:
    """The voice of each unit by itself and by its windows. shape = (n_units,)

    Parameters
    ----------
    alone : ndarray
        Cosine of units and voices. shape = (n_units, n_voices)
    pooled : ndarray
        Cosine of local speakers and voices. shape = (n_chunks, n_local_speakers, n_voices)
    """
    context = np.zeros_like(alone)
    heard = np.zeros(len(alone))
    for chunk, window in enumerate(windows):
        context[window.units] += window.belongs.astype(np.float32) @ pooled[chunk]
        heard[window.units] += window.belongs.sum(axis=1)
    score = (alone + context / np.maximum(heard, 1)[:, None]) / 2
    best = score.argmax(axis=1)
    return np.where(score.max(axis=1) >= FLOOR, best, NOBODY)


def assign_locals(pooled: npt.NDArray[np.float32], windows: Sequence[Membership]) -> npt.NDArray[np.int64]:
    """Give the local speakers of each window different voices, as like as can be. shape = (n_chunks, n_local_speakers)

    Where there are more of them than voices, whoever certainly speaks beside the others is nobody.
    """
    assigned = np.full(pooled.shape[:2], NOBODY, dtype=np.int64)
    for chunk, window in enumerate(windows):
        similar = pooled[chunk, window.locals]
        rows, voices = linear_sum_assignment(similar, maximize=True)
        taken = similar[rows, voices] >= FLOOR
        assigned[chunk, window.locals[rows[taken]]] = voices[taken]
    return assigned
