"""The expensive half of diarization: one embedding for each unit of speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.diarize.embedding import fill, open_embedding_model, window_samples
from pipeline.diarize.options import DiarizeOptions
from pipeline.diarize.units import UNIT_S, Grid, find_units
from pipeline.progress import silent

if TYPE_CHECKING:
    from pipeline.activity import SpeechActivity
    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.weights import LocalModel


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
    """

    model_id: str
    threshold: float
    frames: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32]


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
    frames, counts = find_units(activity)
    starts, ends = (window_samples(1) * Grid.of(activity).time_s(frames)).round().astype(np.int64).T
    samples = recording.memory_map()
    size = window_samples(UNIT_S)
    vectors = np.zeros((len(frames), network.dimension), dtype=np.float32)
    for first in range(0, len(frames), options.batch_size):
        hook("embeddings", completed=first, total=len(frames))
        batch = slice(first, first + options.batch_size)
        windows = np.stack(
            [
                fill(samples[start:end].astype(np.float32) / 32768.0, size)
                for start, end in zip(starts[batch], ends[batch], strict=True)
            ]
        )
        vectors[batch] = network(windows)
    hook("embeddings", completed=len(frames), total=len(frames))
    return LocalEmbeddings(model.id, network.threshold, frames, counts, unit_length(vectors))


def unit_length(vectors: npt.NDArray[np.floating]) -> npt.NDArray[np.float32]:
    """Scale rows to length 1; what is not a number, or zero, becomes zero. shape = (n, dimension)"""
    finite = np.where(np.isfinite(vectors).all(axis=-1, keepdims=True), vectors, 0.0).astype(np.float32)
    length = np.linalg.norm(finite, axis=-1, keepdims=True)
    scaled: npt.NDArray[np.float32] = finite / np.where(length > 0, length, 1.0)
    return scaled
