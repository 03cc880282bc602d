"""The samples on disk, written as they come."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

import numpy as np

from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

BLOCK_SAMPLES = 60 * SAMPLE_RATE
PEAKS_PER_S = 10
SILENCE_PEAK = 3  # of 32768: a muted microphone, dither included


def create(path: Path) -> int:
    """Open a file for writing, empty, readable by its owner only. Returns the descriptor."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


class WaveformWriter:
    """Appends int16 samples to a file.

    Attributes
    ----------
    n_samples : int
        Written so far.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.fdopen(create(path), "wb", buffering=1 << 20)
        self.n_samples = 0
        self._loudest = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, samples: npt.NDArray[np.int16]) -> None:
        """Append samples. shape = (n,)"""
        if samples.size == 0:
            return
        self._file.write(np.ascontiguousarray(samples, dtype="<i2").data)
        self.n_samples += samples.size
        self._loudest = max(self._loudest, int(samples.max()), -int(samples.min()))

    def pad_to(self, n_samples: int) -> None:
        """Append silence up to a length, as a hole that takes no room; or take away what is beyond it."""
        if n_samples == self.n_samples:
            return
        self._file.flush()
        self._file.truncate(2 * n_samples)
        self._file.seek(2 * n_samples)
        self.n_samples = n_samples

    def loudest_since_asked(self) -> int:
        """Return the greatest absolute value written since the last call."""
        loudest, self._loudest = self._loudest, 0
        return loudest


def blocks(path: Path, n_block: int = BLOCK_SAMPLES) -> Iterator[npt.NDArray[np.int16]]:
    """Read a waveform a block at a time: mapping it would count the whole file as this process's memory."""
    with path.open("rb") as file:
        while data := file.read(2 * n_block):
            yield np.frombuffer(data, dtype="<i2")


def write_peaks(waveform: Path, path: Path) -> None:
    """Write the least and the greatest sample of every tenth of a second. shape = (n, 2), int8; 127 is full scale."""
    step = SAMPLE_RATE // PEAKS_PER_S
    with os.fdopen(create(path), "wb") as file:
        for block in blocks(waveform):
            padded = np.concatenate([block, np.repeat(block[-1:], -block.size % step)]).reshape(-1, step)
            peaks = np.stack([padded.min(axis=1), padded.max(axis=1)], axis=1) >> 8
            file.write(peaks.astype(np.int8).tobytes())
