"""What can be asked of the media stage."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediaOptions:
    """Options of `pipeline.media.extract`.

    Attributes
    ----------
    accept_truncated : bool
        Take what can be decoded of a file that was cut short, instead of refusing it.
    audio_track : int or None
        Which audio track of every part to take, from 0, where a recording has several; at least 0.
        None: the default track, see `pipeline.media.tracks`.
    playback : bool
        Whether to write the copy that a browser plays.
    """

    accept_truncated: bool = False
    audio_track: int | None = None
    playback: bool = True

    def __post_init__(self) -> None:
        if self.audio_track is not None and self.audio_track < 0:
            raise ValueError(f"audio_track is {self.audio_track}; at least 0 is right")
