"""The one segmentation pass: windows in, speech regions and local speaker activity out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from pipeline.activity import SpeechActivity
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE
from pipeline.speech.options import SpeechOptions
from pipeline.speech.regions import find_regions
from pipeline.speech.segmentation import Segmenter

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.weights import LocalModel

VERSION = 1  # bump when the output changes

QUANTISATION_PEAK = 2  # of int16: a window that never leaves +-2 holds no sound, only rounding


def detect(
    recording: Recording, model: LocalModel, options: SpeechOptions | None = None, hook: Hook = silent
) -> SpeechActivity:
    """Find speech, and who of at most three local speakers is active, in sliding windows.

    Memory does not grow with the recording beyond one byte per window frame and speaker: windows are read from the
    memory map batch by batch.

    Parameters
    ----------
    recording : Recording
        16 kHz mono.
    model : LocalModel
        Folder with a powerset segmentation model of pyannote.audio (``pytorch_model.bin``).
    options : SpeechOptions
        Step, thresholds, device.
    hook : Hook
        Called with ``"segmentation"`` in windows.

    Returns
    -------
    SpeechActivity
        Without regions where nobody speaks: the caller decides what that means.

    Raises
    ------
    ResourceError
        The weights are missing or of another kind.
    """
    options = options or SpeechOptions()
    segmenter = Segmenter.open(model.path, options.device)
    step_frames = max(1, round(options.step_s * SAMPLE_RATE / segmenter.frame_step))
    step = step_frames * segmenter.frame_step  # windows begin on the frame grid of the recording
    n_chunks = _count_chunks(recording.n_samples, segmenter.window, step)

    chunks = np.zeros((n_chunks, segmenter.n_frames, segmenter.n_speakers), dtype=np.uint8)
    n_frames = max(0, (n_chunks - 1) * step_frames + segmenter.n_frames) if n_chunks else 0
    total = np.zeros(n_frames, dtype=np.float32)
    weight = np.zeros(n_frames, dtype=np.float32)
    window_weight = edge_weights(segmenter.n_frames)

    for first in range(0, n_chunks, options.batch_size):
        hook("segmentation", completed=first, total=n_chunks)
        batch = range(first, min(n_chunks, first + options.batch_size))
        windows, audible = _read(recording, [index * step for index in batch], segmenter.window)
        classes = segmenter(windows)
        classes[~audible] = np.eye(1, classes.shape[-1], dtype=np.float32)
        speech = 1.0 - classes[..., 0]
        chunks[first : first + len(batch)] = binarise(classes, segmenter.mapping, options.onset)
        for row, index in enumerate(batch):
            frames = slice(index * step_frames, index * step_frames + segmenter.n_frames)
            total[frames] += window_weight * speech[row]
            weight[frames] += window_weight
    hook("segmentation", completed=n_chunks, total=n_chunks)

    probability = np.clip(total / np.maximum(weight, 1e-6), 0.0, 1.0)
    frame_step_s = segmenter.frame_step / SAMPLE_RATE
    frame_duration_s = segmenter.frame_duration / SAMPLE_RATE
    probability = probability[: _count_frames(recording.n_samples, segmenter.frame_step)]
    return SpeechActivity(
        regions=find_regions(probability, frame_step_s, frame_duration_s, recording.duration_s, options),
        probability=probability.astype(np.float16),
        frame_step_s=frame_step_s,
        frame_duration_s=frame_duration_s,
        chunks=chunks,
        chunk_step_s=step / SAMPLE_RATE,
        chunk_duration_s=segmenter.window / SAMPLE_RATE,
    )


def binarise(classes: npt.NDArray[np.float32], mapping: npt.NDArray[np.float32], onset: float) -> npt.NDArray[np.uint8]:
    """From class probabilities to who is active.

    A speaker is active where the probability of all the sets that hold them exceeds `onset`: at one half this, not the
    likeliest set, has the least expected sum of missed speech and false alarms. Where somebody speaks, but nobody
    passes, the likeliest speaker is active.

    Parameters
    ----------
    classes : ndarray
        shape = (..., n_classes), sums to 1; class 0 is silence.
    mapping : ndarray
        shape = (n_classes, n_speakers)
    onset : float
        In (0, 1).

    Returns
    -------
    ndarray
        0 or 1. shape = (..., n_speakers)
    """
    speakers = classes @ mapping
    active = speakers > onset
    orphan = (classes[..., 0] < 1.0 - onset) & ~active.any(axis=-1)
    likeliest = np.eye(mapping.shape[1], dtype=bool)[speakers.argmax(axis=-1)]
    binary: npt.NDArray[np.uint8] = (active | (orphan[..., None] & likeliest)).astype(np.uint8)
    return binary


def edge_weights(n_frames: int) -> npt.NDArray[np.float32]:
    """How much a window is trusted at each of its frames: less at the edges, where it lacks context.

    shape = (n_frames,), in (0, 1]
    """
    ramp = max(1, n_frames // 10)
    distance = np.minimum(np.arange(n_frames), np.arange(n_frames)[::-1]) + 1
    return np.minimum(1.0, distance / ramp).astype(np.float32)


def _count_chunks(n_samples: int, window: int, step: int) -> int:
    """Windows that cover the recording; the last one may reach beyond its end."""
    if n_samples == 0:
        return 0
    return 1 + max(0, math.ceil((n_samples - window) / step))


def _count_frames(n_samples: int, frame_step: int) -> int:
    """Frames that begin inside the recording."""
    return math.ceil(n_samples / frame_step)


def _read(
    recording: Recording, starts: list[int], window: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    """Read windows, padded with silence behind the end. shape = (n, window), and whether there is any sound in each."""
    samples = recording.memory_map()
    windows = np.zeros((len(starts), window), dtype=np.float32)
    audible = np.zeros(len(starts), dtype=np.bool_)
    for row, start in enumerate(starts):
        stretch = samples[start : start + window].astype(np.float32)
        audible[row] = stretch.size > 0 and float(np.abs(stretch).max()) > QUANTISATION_PEAK
        windows[row, : stretch.size] = stretch / 32768.0
    return windows, audible
