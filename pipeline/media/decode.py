"""From a file to samples on the clock."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av

from pipeline.media.clock import Clock
from pipeline.media.container import claimed_duration_s, is_picture, is_sound, opened, origin, stated_end
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
        claimed_s = claimed_duration_s(container, path)
        stream = container.streams[stream_index]
        first = writer.n_samples
        clock = Clock(SAMPLE_RATE, claimed_s)
        resampler = Resampler(writer, clock)
        ends: dict[int, Fraction] = {}
        n_frames = n_damaged = 0
        reported_s = 0.0
        for packet in _packets(container):
            index = packet.stream_index
            end = _packet_end(packet, begin)
            if end is not None:
                ends[index] = max(ends.get(index, Fraction(0)), end)
            if index != stream_index:
                continue
            frames = _decoded(packet)
            if frames is None:
                n_damaged += 1
                continue
            for frame in frames:
                resampler.append(frame, _time(frame, begin))
                n_frames += 1
            if end is not None and end - reported_s >= REPORT_EVERY_S:
                reported_s = float(end)
                report(reported_s)
        resampler.finish()
        sound_end = Fraction(writer.n_samples - first, SAMPLE_RATE)
        end_s = max((float(end) for end in ends.values()), default=0.0)
        last = max(
            _without_padding(end, container.streams[index], begin)
            for index, end in ({stream_index: sound_end} | _of_pictures(container, ends)).items()
        )
        writer.pad_to(first + round(last * SAMPLE_RATE))
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


def _packet_end(packet: Packet[Stream], begin: Fraction) -> Fraction | None:
    stamp = packet.pts if packet.pts is not None else packet.dts
    if stamp is None or packet.time_base is None:
        return None
    return (stamp + (packet.duration or 0)) * packet.time_base - begin


def _time(frame: AudioFrame, begin: Fraction) -> Fraction | None:
    if frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base - begin


def _of_pictures(container: InputContainer, ends: dict[int, Fraction]) -> dict[int, Fraction]:
    return {index: end for index, end in ends.items() if is_picture(container.streams[index])}


def _without_padding(end: Fraction, stream: Stream, begin: Fraction) -> Fraction:
    """The end that the file states for a stream, where what was decoded goes only a little beyond."""
    stated = stated_end(stream)
    if stated is not None and 0 < end - (stated - begin) <= MAX_PADDING_S:
        return stated - begin
    return end
