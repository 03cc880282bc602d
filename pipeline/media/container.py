"""Opening a file of unknown origin: what it is, where its clock begins, how long it says it is."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.stream import Disposition

from pipeline.errors import InputError
from pipeline.media.headers import asf_duration_s, mp3_counts_frames, riff_share

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.container import InputContainer
    from av.stream import Stream

# Demuxers of files that hold their own media. A playlist (HLS, DASH, a list) would have others opened, or fetched.
FORMATS = (
    "mov mp4 m4a 3gp 3g2 mj2 matroska webm avi asf flv mpegts mpeg mxf nut ogg wav w64 rf64 flac mp3 aac aac_latm "
    "ac3 eac3 aiff caf amr au wv ape tta rm"
).split()
OPEN_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": ",".join(FORMATS)}

# Formats without a header that says how long they are: the duration is a guess from the bit rate.
GUESSED_DURATION = frozenset({"aac", "ac3", "eac3", "amr", "mpeg", "mpegts", "aac_latm", "flv", "ogg"})

UNREADABLE = "a recording: mp4, mkv, webm, mov, avi, wmv, m4a, mp3, ogg, opus, flac or wav"


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a recording.

    Raises
    ------
    InputError
        It is absent, a folder, empty, or not media that can be read; a file whose end (and so its index) is missing
        is told apart.
    """
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", UNREADABLE)
        if path.stat().st_size == 0:
            raise InputError(path, "is empty (0 bytes)", UNREADABLE)
        container = av.open(f"file:{path}", metadata_errors="replace", options=OPEN_OPTIONS)
    except FileNotFoundError as error:
        raise InputError(path, "there is no such file", UNREADABLE) from error
    except PermissionError as error:
        raise InputError(path, "may not be read", "a file that this user may read") from error
    except (av.error.FFmpegError, OSError) as error:
        raise _unreadable(path) from error
    with container:
        yield container


def _unreadable(path: Path) -> InputError:
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide"):
        return InputError(
            path,
            "the recording is incomplete: it has no index (moov), which is written last",
            "the whole file; fetch it again, or have the program that recorded it finish it",
        )
    return InputError(path, "is not media that can be read", UNREADABLE)


def origin(container: InputContainer) -> Fraction:
    """Return the time stamp of what a player shows as 0:00, in seconds.

    A file may begin at any time stamp. One below zero is the codec's run-in, which is not played.
    """
    return max(Fraction(container.start_time or 0, av.time_base), Fraction(0))


def claimed_duration_s(container: InputContainer, path: Path) -> float | None:
    """Return how long the file says it is, from its origin, at least; None where nothing in it says so."""
    names = set(container.format.name.split(","))
    if "asf" in names:
        return asf_duration_s(path)
    if container.duration is None or names & GUESSED_DURATION or ("mp3" in names and not mp3_counts_frames(path)):
        return None
    ends = [stated_end(stream) for stream in container.streams if is_sound(stream) or is_picture(stream)]
    begin = origin(container)
    if names & {"wav", "avi"}:
        return container.duration / av.time_base / riff_share(path)
    if ends and all(end is not None for end in ends):
        return max(float(end - begin) for end in ends if end is not None)
    duration_s = container.duration / av.time_base  # of Matroska: some writers count from 0, some from the origin
    return duration_s - float(begin) if duration_s > begin else duration_s


def last_possible_s(container: InputContainer, path: Path) -> float | None:
    """Return how long the file says it is, at most; None where nothing in it says so."""
    claimed_s = claimed_duration_s(container, path)
    return None if claimed_s is None else max(claimed_s, (container.duration or 0) / av.time_base)


def is_sound(stream: Stream) -> bool:
    """Whether the stream is audio that can be decoded."""
    return stream.type == "audio" and stream.codec_context is not None


def is_picture(stream: Stream) -> bool:
    """Whether the stream is moving pictures, not a cover."""
    still = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails
    return stream.type == "video" and stream.codec_context is not None and not stream.disposition & still


def stated_end(stream: Stream) -> Fraction | None:
    """Return the time stamp at which a stream ends by what the file says, in seconds; None where it does not."""
    if stream.duration is None or stream.time_base is None:
        return None
    return (stream.duration + (stream.start_time or 0)) * stream.time_base
