"""The recording as the stages see it: 16 kHz mono samples on disk, and one clock for everything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000  # Hz; what Whisper and the pyannote models are trained on


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the recording on the common clock.

    Attributes
    ----------
    path : Path
        The file the user gave.
    offset_s, duration_s : float
        Where it begins on the clock of the whole recording, and how long it is.
    has_video : bool
        Whether there is a picture to read name plates from.
    """

    path: Path
    offset_s: float
    duration_s: float
    has_video: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """The decoded recording.

    Attributes
    ----------
    waveform : Path
        Raw little-endian int16 samples, 16 kHz mono. shape = (n_samples,)
    n_samples : int
        Length; time 0 is the first sample of the first part.
    parts : tuple of Part
        In order; their durations add up to the whole.
    playback : Path or None
        A copy a browser can play.
    peaks : Path or None
        Waveform peaks for drawing: int8 pairs (min, max), 10 per second. shape = (n, 2)
    """

    waveform: Path
    n_samples: int
    parts: tuple[Part, ...]
    playback: Path | None = None
    peaks: Path | None = None

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.n_samples / SAMPLE_RATE

    @property
    def has_video(self) -> bool:
        """Whether any part has a picture."""
        return any(part.has_video for part in self.parts)

    def memory_map(self) -> npt.NDArray[np.int16]:
        """Open the samples read-only without loading them. shape = (n_samples,), int16"""
        if self.n_samples == 0:
            return np.zeros(0, dtype=np.int16)
        return np.memmap(self.waveform, dtype="<i2", mode="r", shape=(self.n_samples,))

    def samples(self, start_s: float = 0.0, end_s: float | None = None) -> npt.NDArray[np.float32]:
        """Read a stretch as float32 in [-1, 1). shape = (n,); clipped to the recording."""
        first = max(0, round(start_s * SAMPLE_RATE))
        last = self.n_samples if end_s is None else min(self.n_samples, round(end_s * SAMPLE_RATE))
        return self.memory_map()[first : max(first, last)].astype(np.float32) / 32768.0
