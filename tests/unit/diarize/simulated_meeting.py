"""A segmentation and embeddings without any model: what the windows would say if they heard right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.activity import SpeechActivity
from pipeline.diarize import LocalEmbeddings
from pipeline.diarize.embedder import unit_length
from pipeline.diarize.units import find_units

STEP_S, HEARS_S = 0.02, 0.06
CHUNK_FRAMES, CHUNK_STEP, N_LOCAL = 500, 100, 3
ORIGIN_S = (HEARS_S - STEP_S) / 2
Spoken = tuple[float, float, int]


def frames_of(spoken: Sequence[Spoken], duration_s: float, n_voices: int) -> np.ndarray:
    """Who speaks in each frame. shape = (n_frames, n_voices), bool"""
    active = np.zeros((round(duration_s / STEP_S), n_voices), dtype=bool)
    for start_s, end_s, voice in spoken:
        active[round(start_s / STEP_S) : round(end_s / STEP_S), voice] = True
    return active


def segmented(active: np.ndarray, seed: int = 0) -> SpeechActivity:
    """Windows over the truth; local speakers stand in an order of their own in each."""
    generator = np.random.default_rng(seed)
    n_frames, n_voices = active.shape
    n_chunks = 1 + max(0, -(-(n_frames - CHUNK_FRAMES) // CHUNK_STEP))
    padded = np.concatenate((active, np.zeros((CHUNK_FRAMES + CHUNK_STEP, n_voices), dtype=bool)))
    chunks = np.zeros((n_chunks, CHUNK_FRAMES, N_LOCAL), dtype=np.uint8)
    for chunk in range(n_chunks):
        window = padded[chunk * CHUNK_STEP : chunk * CHUNK_STEP + CHUNK_FRAMES]
        heard = [voice for voice in np.argsort(-window.sum(axis=0))[:N_LOCAL] if window[:, voice].any()]
        for place, voice in zip(generator.permutation(N_LOCAL), heard, strict=False):
            chunks[chunk, :, place] = window[:, voice]
    return SpeechActivity(
        regions=(),
        probability=active.any(axis=1).astype(np.float16),
        frame_step_s=STEP_S,
        frame_duration_s=HEARS_S,
        chunks=chunks,
        chunk_step_s=CHUNK_STEP * STEP_S,
        chunk_duration_s=CHUNK_FRAMES * STEP_S,
    )


def sounding(active: np.ndarray, activity: SpeechActivity, seed: int = 0, noise: float = 0.1) -> LocalEmbeddings:
    """Each unit sounds like the mean of those who speak in it."""
    generator = np.random.default_rng(seed)
    units = find_units(activity)
    voices = np.linalg.qr(generator.normal(size=(64, max(1, active.shape[1]))))[0].T
    vectors = np.array([active[first:last].mean(axis=0) @ voices for first, last in units.frames]).reshape(-1, 64)
    vectors = vectors + generator.normal(0, noise / 8, vectors.shape)
    return LocalEmbeddings("simulated", 0.65, units.frames, units.counts, unit_length(vectors))
