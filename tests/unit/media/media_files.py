"""Recordings that the tests make themselves: beeps at known times, in any container."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition

RATE = 16_000
BEEP_S = 0.02


def beep(rate_hz: int) -> np.ndarray:
    """A tone of 1 kHz under a bell, symmetric about its middle. shape = (n,) with n odd"""
    half = round(BEEP_S / 2 * rate_hz)
    t = np.arange(-half, half + 1) / rate_hz
    return np.cos(2 * np.pi * 1000 * t) * np.exp(-((t / (BEEP_S / 6)) ** 2))


def beeps(rate_hz: int, duration_s: float, times_s: tuple[float, ...], level: float = 0.5) -> np.ndarray:
    """Silence with beeps whose middles are at the given times. shape = (n,), float32"""
    samples = np.zeros(round(duration_s * rate_hz), dtype=np.float32)
    shape = level * beep(rate_hz)
    for time_s in times_s:
        first = round(time_s * rate_hz) - len(shape) // 2
        samples[first : first + len(shape)] += shape
    return samples


def heard_at(samples: np.ndarray, near_s: float, within_s: float = 0.3) -> float:
    """The time of the beep nearest to a time, in seconds, by correlation with the beep's shape."""
    first = max(0, round((near_s - within_s) * RATE))
    stretch = samples[first : round((near_s + within_s) * RATE)]
    shape = beep(RATE)
    likeness = np.correlate(stretch, shape, mode="valid")
    at = int(np.argmax(likeness))
    assert likeness[at] > 0.2 * 0.5 * float(shape @ shape), f"no beep near {near_s} s"
    return (first + at + len(shape) // 2) / RATE


@dataclass(frozen=True)
class Track:
    """An audio track: (first sample's stamp in seconds, samples) pieces; shape of a piece = (n,) or (n_channels, n)."""

    pieces: tuple[tuple[float, np.ndarray], ...]
    codec: str = "flac"
    rate_hz: int = 48_000
    layout: str = "mono"
    dispositions: int = 0


@dataclass(frozen=True)
class Picture:
    """A video track: one grey level for each time stamp in milliseconds."""

    stamps_ms: tuple[int, ...]
    codec: str = "mpeg4"
    keyframe_every: int = 12
    size: tuple[int, int] = (64, 48)
    white_right_half: bool = False


def write(
    path: Path,
    *tracks: Track,
    picture: Picture | None = None,
    cover: bool = False,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a recording."""
    with av.open(str(path), "w", options=options or {}) as container:
        streams = []
        for track in tracks:
            stream = container.add_stream(track.codec, rate=track.rate_hz, layout=track.layout)
            stream.time_base = Fraction(1, track.rate_hz)
            stream.bit_rate = 128_000
            stream.disposition = track.dispositions
            streams.append(stream)
        video = None
        if picture is not None:
            video = container.add_stream(picture.codec, rate=25)
            video.width, video.height = picture.size
            video.pix_fmt = "yuv420p"
            video.codec_context.gop_size = picture.keyframe_every
            video.codec_context.time_base = Fraction(1, 1000)
        covers = _cover(container) if cover else []
        packets = [_sound(stream, track) for stream, track in zip(streams, tracks, strict=True)]
        if picture is not None and video is not None:
            packets.append(_picture(video, picture))
        for packet in covers:
            container.mux(packet)
        for packet in sorted((p for track in packets for p in track), key=lambda p: float((p.dts or 0) * p.time_base)):
            container.mux(packet)
    return path


def _sound(stream: av.AudioStream, track: Track) -> list[av.Packet]:
    packets: list[av.Packet] = []
    stream.codec_context.open()
    for start_s, piece in track.pieces:
        n_frame = stream.codec_context.frame_size or 1024
        samples = np.atleast_2d(piece).astype(np.float32)
        convert = av.AudioResampler(stream.codec_context.format, track.layout, track.rate_hz)
        for first in range(0, samples.shape[1], n_frame):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(samples[:, first : first + n_frame]), format="fltp", layout=track.layout
            )
            frame.sample_rate = track.rate_hz
            frame.time_base = Fraction(1, track.rate_hz)
            frame.pts = round(start_s * track.rate_hz) + first
            for out in convert.resample(frame):
                packets += stream.encode(out)
    packets += stream.encode(None)
    for packet in packets:
        packet.stream = stream
    return packets


def _cover(container: av.container.OutputContainer) -> list[av.Packet]:
    stream = container.add_stream("mjpeg", rate=1)
    stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
    stream.disposition = Disposition.attached_pic
    image = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 99, dtype=np.uint8), format="rgb24")
    frame = image.reformat(format="yuvj420p")
    frame.pts = 0
    return [*stream.encode(frame), *stream.encode(None)]


def _picture(stream: av.VideoStream, picture: Picture) -> list[av.Packet]:
    packets: list[av.Packet] = []
    width, height = picture.size
    for at, stamp_ms in enumerate(picture.stamps_ms):
        image = np.full((height, width, 3), grey(at), dtype=np.uint8)
        if picture.white_right_half:
            image[:, : width // 2], image[:, width // 2 :] = 0, 255
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts = stamp_ms
        frame.time_base = Fraction(1, 1000)
        packets += stream.encode(frame)
    packets += stream.encode(None)
    for packet in packets:
        packet.stream = stream
    return packets


def grey(at: int) -> int:
    """The grey level of picture number ``at``."""
    return 40 + (at * 37) % 170
