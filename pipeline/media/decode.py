"""From a file to samples on the clock."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av

from pipeline.media.clock import MAX_FORWARD_S, Clock
from pipeline.media.container import (
    claimed_duration_s,
    is_picture,
    is_sound,
    last_possible_s,
    opened,
    origin,
    stated_end,
)
from pipeline.media.resample import Resampler
from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av.audio.frame import AudioFrame
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream

    from pipeline.media.waveform import WaveformWriter

REPORT_EVERY_S = 10.0
MAX_PADDING_S = Fraction(1, 10)  # of an encoder, behind the end that the file states


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one part gave.

    Attributes
    ----------
    end_s : float
        Where its last packet, of sound or picture, ends; since its origin.
    claimed_s : float or None
        How long the file says it is.
    n_frames : int
        Audio frames decoded.
    n_damaged : int
        Packets that could not be decoded: silence where they were.
    """

    end_s: float
    claimed_s: float | None
    n_frames: int
    n_damaged: int


def decode_part(path: Path, stream_index: int, writer: WaveformWriter, report: Callable[[float], None]) -> Decoded:
    """Decode one audio track of a file and append it to the waveform, from the file's origin to its end.

    Where the picture goes on after the sound, silence does: the next part begins where this file ends.

    Parameters
    ----------
    report : callable
        Told the seconds decoded now and then.

    Raises
    ------
    InputError
        The file cannot be opened.
    """
    with opened(path) as container:
        begin = origin(container)
        begin_s = float(begin)
        claimed_s = claimed_duration_s(container, path)
        first = writer.n_samples
        limit_s = last_possible_s(container, path)
        resampler = Resampler(writer, Clock(SAMPLE_RATE, limit_s))
        last_ticks: dict[int, int] = {}
        n_frames = n_damaged = 0
        reported_s = 0.0
        for packet in _packets(container):
            _note_end(last_ticks, packet)
            if packet.stream_index != stream_index:
                continue
            frames = _decoded(packet)
            n_damaged += frames is None
            for frame in frames or ():
                resampler.append(frame, _time_s(frame, begin_s))
                n_frames += 1
            done_s = (writer.n_samples - first) / SAMPLE_RATE
            if done_s - reported_s >= REPORT_EVERY_S:
                report(done_s)
                reported_s = done_s
        resampler.finish()
        ends = {index: _seconds(container.streams[index], ticks) - begin for index, ticks in last_ticks.items()}
        end_s = float(max(ends.values(), default=0))
        ends = _of_pictures(container, ends) | {stream_index: Fraction(writer.n_samples - first, SAMPLE_RATE)}
        last = max(_without_padding(end, container.streams[index], begin) for index, end in ends.items())
        writer.pad_to(first + round(_believable(last, ends[stream_index], limit_s) * SAMPLE_RATE))
    return Decoded(end_s, claimed_s, n_frames, n_damaged)


def _packets(container: InputContainer) -> Iterator[Packet[Stream]]:
    """All packets of sound and picture; a file that breaks off ends there."""
    streams = [stream for stream in container.streams if is_sound(stream) or is_picture(stream)]
    try:
        yield from container.demux(streams)
    except (av.error.FFmpegError, EOFError):
        return


def _decoded(packet: Packet[Stream]) -> list[AudioFrame] | None:
    """The frames of a packet; None where it is damaged."""
    try:
        return packet.decode()  # type: ignore[return-value]  # of an audio stream
    except (av.error.InvalidDataError, av.error.PatchWelcomeError):
        return None


def _note_end(last_ticks: dict[int, int], packet: Packet[Stream]) -> None:
    """Keep the latest end of each stream's packets, in ticks of the stream."""
    stamp = packet.pts if packet.pts is not None else packet.dts
    if stamp is not None:
        end = stamp + (packet.duration or 0)
        last_ticks[packet.stream_index] = max(last_ticks.get(packet.stream_index, end), end)


def _seconds(stream: Stream, ticks: int) -> Fraction:
    return ticks * (stream.time_base or Fraction(0))


def _time_s(frame: AudioFrame, begin_s: float) -> float | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base.numerator / frame.time_base.denominator - begin_s


def _of_pictures(container: InputContainer, ends: dict[int, Fraction]) -> dict[int, Fraction]:
    return {index: end for index, end in ends.items() if is_picture(container.streams[index])}


def _without_padding(end: Fraction, stream: Stream, begin: Fraction) -> Fraction:
    """The end that the file states for a stream, where what was decoded goes only a little beyond."""
    stated = stated_end(stream)
    if stated is not None and 0 < end - (stated - begin) <= MAX_PADDING_S:
        return stated - begin
    return end


def _believable(last: Fraction, sound: Fraction, limit_s: float | None) -> Fraction:
    """The end of the part: a broken time stamp of the picture must not become days of silence."""
    limit = sound + MAX_FORWARD_S if limit_s is None else max(sound, Fraction(limit_s) + 1)
    return last if last <= limit else sound
