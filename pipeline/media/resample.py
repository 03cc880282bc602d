"""Frames of any format to 16 kHz mono int16, each where the clock wants it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter import Graph

from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from pipeline.media.clock import Clock
    from pipeline.media.waveform import WaveformWriter

MOST_SWR_CHANNELS = 2
OUT_SAMPLES = SAMPLE_RATE  # collected before they are handed on: a codec's frames are a fiftieth of that
LONG_SILENCE_S = 1  # and more is not converted but left as a hole in the file


class Resampler:
    """Converts frames and appends them to a waveform; a frame of another format begins a new conversion.

    Gaps and overlaps are settled in samples of the source, before the conversion, whose ratio is exact.
    """

    def __init__(self, writer: WaveformWriter, clock: Clock) -> None:
        self._writer = writer
        self._clock = clock
        self._first = writer.n_samples
        self._format: tuple[str, str, int] | None = None
        self._swr: av.AudioResampler | _Mixer | None = None

    def append(self, frame: AudioFrame, time_s: float | None) -> None:
        """Append a frame that is stamped ``time_s``, seconds since the origin of its file."""
        if _form(frame) != self._format:
            self.finish()
            self._clock.change_rate(frame.sample_rate)
            self._begin(frame)
        position = self._clock.position
        placement = self._clock.place(time_s, frame.samples)
        if placement.silence > LONG_SILENCE_S * frame.sample_rate:
            self._end_at(position)
            self._pad_to(position + placement.silence)
            self._begin(frame)
        elif placement.silence:
            self._convert(_silence_like(frame, placement.silence))
        if placement.skip < frame.samples:
            self._convert(_without_first(frame, placement.skip) if placement.skip else frame)

    def finish(self) -> None:
        """Append what the filter still holds; the length is then the clock's, to the sample."""
        if self._format is not None:
            self._end_at(self._clock.position)
            self._format = None

    def _begin(self, frame: AudioFrame) -> None:
        self._swr = _converter(frame)
        self._format = _form(frame)

    def _end_at(self, position: int) -> None:
        self._convert(None)
        self._pad_to(position)

    def _pad_to(self, position: int) -> None:
        self._writer.pad_to(self._first + round(position * SAMPLE_RATE / self._clock.rate_hz))

    def _convert(self, frame: AudioFrame | None) -> None:
        if frame is not None:
            frame.pts = None  # the clock has placed it
        assert self._swr is not None
        for out in self._swr.resample(frame):
            self._writer.write(out.to_ndarray()[0])


class _Mixer:
    """The mean of all channels, for more than two.

    libswresample mixes by where the loudspeakers of a cinema stand: of a recorder with a microphone a channel it would
    leave some out.
    """

    def __init__(self, frame: AudioFrame) -> None:
        n_channels = frame.layout.nb_channels
        mean = "+".join(f"{1 / n_channels:.6f}*c{channel}" for channel in range(n_channels))
        self._graph = Graph()
        source = self._graph.add(
            "abuffer",
            sample_rate=f"{frame.sample_rate}",
            sample_fmt=frame.format.name,
            channel_layout=frame.layout.name,
            time_base=f"1/{frame.sample_rate}",
        )
        steps = [
            self._graph.add("pan", f"mono|c0={mean}"),
            self._graph.add("aformat", sample_rates=f"{SAMPLE_RATE}", sample_fmts="s16", channel_layouts="mono"),
            self._graph.add("abuffersink"),
        ]
        for before, after in pairwise([source, *steps]):
            before.link_to(after)
        self._graph.configure()

    def resample(self, frame: AudioFrame | None) -> list[AudioFrame]:
        """As `av.AudioResampler.resample`."""
        self._graph.push(frame)
        out: list[AudioFrame] = []
        while True:
            try:
                pulled = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return out
            assert isinstance(pulled, AudioFrame)
            out.append(pulled)


def _converter(frame: AudioFrame) -> av.AudioResampler | _Mixer:
    if frame.layout.nb_channels > MOST_SWR_CHANNELS:
        return _Mixer(frame)
    return av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE, frame_size=OUT_SAMPLES)


def _form(frame: AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


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
