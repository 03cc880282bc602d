"""Frames of any format to 16 kHz mono int16, each where the clock wants it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
from av.audio.frame import AudioFrame

from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from pipeline.media.clock import Clock
    from pipeline.media.waveform import WaveformWriter

SILENCE_BLOCK_S = 10


class Resampler:
    """Converts frames and appends them to a waveform; a frame of another format begins a new conversion.

    Gaps and overlaps are settled in samples of the source, before the conversion, whose ratio is exact.
    """

    def __init__(self, writer: WaveformWriter, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock
        self._first = writer.n_samples
        self._format: tuple[str, str, int] | None = None
        self._swr = _converter()

    def append(self, frame: AudioFrame, time_s: Fraction | None) -> None:
        """Append a frame that is stamped ``time_s``, seconds since the origin of its file."""
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._format:
            self.finish()
            self._swr = _converter()
            self._format = form
            self._clock.change_rate(frame.sample_rate)
        placement = self._clock.place(time_s, frame.samples)
        n_silent = placement.silence
        while n_silent > 0:
            n_block = min(n_silent, SILENCE_BLOCK_S * frame.sample_rate)
            self._convert(_silence_like(frame, n_block))
            n_silent -= n_block
        if placement.skip < frame.samples:
            self._convert(_without_first(frame, placement.skip) if placement.skip else frame)

    def finish(self) -> None:
        """Append what the filter still holds; the length is then the clock's, to the sample."""
        if self._format is None:
            return
        self._convert(None)
        seconds = Fraction(self._clock.position, self._clock.rate_hz)
        self._writer.pad_to(self._first + round(seconds * SAMPLE_RATE))
        self._format = None

    def _convert(self, frame: AudioFrame | None) -> None:
        if frame is not None:
            frame.pts = None  # the clock has placed it
        for out in self._swr.resample(frame):
            self._writer.write(out.to_ndarray()[0])


def _converter() -> av.AudioResampler:
    return av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)


def _silence_like(frame: AudioFrame, n_samples: int) -> AudioFrame:
    like = frame.to_ndarray()
    middle = 128 if like.dtype == np.uint8 else 0
    return _frame_of(frame, np.full((like.shape[0], n_samples * _n_interleaved(frame)), middle, dtype=like.dtype))


def _without_first(frame: AudioFrame, n_samples: int) -> AudioFrame:
    return _frame_of(frame, np.ascontiguousarray(frame.to_ndarray()[:, n_samples * _n_interleaved(frame) :]))


def _n_interleaved(frame: AudioFrame) -> int:
    return 1 if frame.format.is_planar else frame.layout.nb_channels


def _frame_of(frame: AudioFrame, samples: np.ndarray) -> AudioFrame:
    """A frame of other samples in the same format. shape = (n_channels, n) planar, (1, n * n_channels) packed"""
    new = AudioFrame.from_ndarray(samples, format=frame.format.name, layout=frame.layout.name)
    new.sample_rate = frame.sample_rate
    new.time_base = frame.time_base
    return new
