"""Which of several audio tracks holds the meeting.

Tracks are never mixed. A recorder that writes several usually writes the mix first and marks it as the default, and the
microphones or languages after it; a commentary or a description for the blind would talk over the meeting. So: the
default track among those about as long as the longest, else the first of these. A track that turns out to be digital
silence from beginning to end gives way to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from av.stream import Disposition

from pipeline.errors import InputError
from pipeline.media.container import is_sound

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer

    from pipeline.media.options import MediaOptions

OTHER_PURPOSE = (
    Disposition.comment
    | Disposition.hearing_impaired
    | Disposition.visual_impaired
    | Disposition.descriptions
    | Disposition.karaoke
    | Disposition.dub
)
ABOUT_AS_LONG = 0.9  # of the longest


def candidates(container: InputContainer, path: Path, options: MediaOptions) -> list[int]:
    """Return stream indices of audio tracks in the order in which they are to be tried.

    Raises
    ------
    InputError
        There is no audio, or not the track that was asked for.
    """
    streams = [stream for stream in container.streams if is_sound(stream)]
    if not streams:
        raise InputError(path, "has no audio", "a recording with sound")
    if options.audio_track is not None:
        if options.audio_track >= len(streams):
            raise InputError(
                path, f"has no audio track {options.audio_track}", f"0 to {len(streams) - 1}", field="audio_track"
            )
        return [streams[options.audio_track].index]
    lengths = [float((stream.duration or 0) * (stream.time_base or 0)) for stream in streams]
    long_enough = [length >= ABOUT_AS_LONG * max(lengths) for length in lengths]
    order = sorted(
        range(len(streams)),
        key=lambda at: (
            bool(streams[at].disposition & OTHER_PURPOSE),
            not long_enough[at],
            not streams[at].disposition & Disposition.default,
            at,
        ),
    )
    return [streams[at].index for at in order]
