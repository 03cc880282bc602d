"""The expensive half of diarization: one embedding for each unit of speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.diarize.embedding import fill, open_embedding_model
from pipeline.diarize.options import DiarizeOptions
from pipeline.diarize.units import UNIT_S, Grid, Units, find_units
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from pipeline.activity import SpeechActivity
    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.weights import LocalModel


WINDOW = round(UNIT_S * SAMPLE_RATE)  # samples the model hears at a time


@dataclass(frozen=True, slots=True)
class LocalEmbeddings:
    """How each unit of speech sounds: kept, so that clustering again costs seconds.

    Attributes
    ----------
    model_id : str
        Which weights heard it.
    threshold : float
        Distance (1 - cosine) below which these weights hear one person.
    frames : ndarray
        Half-open ranges of frames of the segmentation. shape = (n_units, 2), int64
    counts : ndarray
        How many speak in each unit; 1: it is clean. shape = (n_units,), int64
    vectors : ndarray
        Unit length. shape = (n_units, dimension), float32
    features : ndarray or None
        In the space of the weights' PLDA, where they have one. shape = (n_units, n_features), float32
    between : ndarray or None
        Variance between speakers in that space. shape = (n_features,), float32
    """

    model_id: str
    threshold: float
    frames: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32]
    features: npt.NDArray[np.float32] | None = None
    between: npt.NDArray[np.float32] | None = None


def embed(
    recording: Recording,
    activity: SpeechActivity,
    model: LocalModel,
    options: DiarizeOptions | None = None,
    hook: Hook = silent,
) -> LocalEmbeddings:
    """Hear every unit of speech once.

    Parameters
    ----------
    recording : Recording
        16 kHz mono; read unit by unit from the memory map.
    activity : SpeechActivity
        The segmentation of `pipeline.speech.detect`.
    model : LocalModel
        CAM++, GE2E, or WeSpeaker weights.
    options : DiarizeOptions
        Batch size and device.
    hook : Hook
        Called with ``"embeddings"`` in units.

    Raises
    ------
    ResourceError
        The weights are missing or of another kind.
    """
    options = options or DiarizeOptions()
    network = open_embedding_model(model.path, options.device)
    units = find_units(activity)
    starts, ends = windows(units, Grid.of(activity))
    samples = recording.memory_map()
    vectors = np.zeros((len(starts), network.dimension), dtype=np.float32)
    for first in range(0, len(starts), options.batch_size):
        hook("embeddings", completed=first, total=len(starts))
        batch = slice(first, first + options.batch_size)
        heard = [
            fill(samples[start:end].astype(np.float32) / 32768.0, WINDOW)
            for start, end in zip(starts[batch], ends[batch], strict=True)
        ]
        vectors[batch] = network(np.stack(heard))
    hook("embeddings", completed=len(starts), total=len(starts))
    features = between = None
    if network.plda is not None and len(vectors):
        told = np.isfinite(vectors).all(axis=1) & vectors.any(axis=1)
        features = np.zeros((len(vectors), len(network.plda.phi)), dtype=np.float32)
        features[told] = network.plda(vectors[told])
        between = network.plda.phi.astype(np.float32)
    heard_all = unit_length(vectors)
    return LocalEmbeddings(model.id, network.threshold, units.frames, units.counts, heard_all, features, between)


def windows(units: Units, grid: Grid) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """What the model hears for each unit: 1.5 s around its middle, or as much of that as its stretch holds.

    Returns
    -------
    starts, ends : ndarray
        Samples. shape = (n_units,)
    """
    low, high = (np.rint(grid.time_s(units.stretches) * SAMPLE_RATE)).astype(np.int64).T
    middle = np.rint(grid.time_s(units.frames).mean(axis=1) * SAMPLE_RATE).astype(np.int64)
    starts = np.maximum(low, np.minimum(middle - WINDOW // 2, high - WINDOW))
    return starts, np.minimum(high, starts + WINDOW)


def unit_length(vectors: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """Scale rows to length 1; what is not a number, or zero, becomes zero. shape = (n, dimension)"""
    finite = np.where(np.isfinite(vectors).all(axis=-1, keepdims=True), vectors, 0.0).astype(np.float32)
    length = np.linalg.norm(finite, axis=-1, keepdims=True)
    scaled: npt.NDArray[np.float32] = np.divide(finite, np.where(length > 0, length, 1.0), dtype=np.float32)
    return scaled
