"""Pictures of the recording, about one every so often, with their exact time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import av
import numpy as np

from pipeline.errors import InputError
from pipeline.media.container import is_picture, opened, origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    import numpy.typing as npt
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from pipeline.recording import Part

PROBE_S = 60.0
KEYFRAMES_ENOUGH = 2.0  # times every_s: pictures that far apart are as good, and cost a hundredth


def frames(part: Part, every_s: float = 1.0) -> Iterator[tuple[float, npt.NDArray[np.uint8]]]:
    """Yield pictures of a part in order of time, about one every ``every_s`` seconds and not more on average.

    Where the file has key frames about that often only these are decoded. A picture is shown until the next one:
    in a recording of variable frame rate that may be long after.

    Yields
    ------
    time_s, picture : float, ndarray
        Seconds on the clock of the whole recording; shape = (height, width, 3), RGB, uint8, upright.

    Raises
    ------
    InputError
        The file cannot be opened, or has no picture.
    """
    if every_s <= 0:
        raise ValueError(f"every_s is {every_s}; more than 0 is right")
    with opened(part.path) as container:
        stream = _picture_stream(container, part)
        begin = origin(container)
        keyframes = _keyframe_step_s(container, stream) <= KEYFRAMES_ENOUGH * every_s
    with opened(part.path) as container:
        stream = _picture_stream(container, part)
        stream.thread_type = "AUTO"
        stream.codec_context.skip_frame = "NONKEY" if keyframes else "NONREF"
        next_s = float("-inf")
        for time_s, frame in _stamped(container, stream, begin):
            if time_s < next_s:
                continue
            yield part.offset_s + max(time_s, 0.0), _upright(frame)
            next_s = time_s + every_s if next_s == float("-inf") else max(next_s + every_s, time_s + every_s / 2)


def _stamped(container: InputContainer, stream: VideoStream, begin: Fraction) -> Iterator[tuple[float, VideoFrame]]:
    for packet in container.demux(stream):
        try:
            decoded = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in decoded:
            if frame.pts is not None and frame.time_base is not None:
                yield float(frame.pts * frame.time_base - begin), frame


def _picture_stream(container: InputContainer, part: Part) -> VideoStream:
    for stream in container.streams.video:
        if is_picture(stream):
            return stream
    raise InputError(part.path, "has no picture", "a video")


def _keyframe_step_s(container: InputContainer, stream: VideoStream) -> float:
    """The greatest distance between key frames in the first minute; infinite where there is but one."""
    times = []
    for packet in container.demux(stream):
        if packet.pts is None or packet.time_base is None:
            continue
        time_s = float(packet.pts * packet.time_base)
        if packet.is_keyframe:
            times.append(time_s)
        if times and time_s - times[0] > PROBE_S:
            break
    return max((later - earlier for earlier, later in pairwise(times)), default=float("inf"))


def _upright(frame: VideoFrame) -> npt.NDArray[np.uint8]:
    """The picture as RGB, turned as the file says it is shown."""
    picture = frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
    turns = round(frame.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(picture, turns)) if turns else picture
