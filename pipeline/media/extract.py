"""The media stage: recordings in, one waveform out."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.errors import InputError, ResourceError
from pipeline.media.container import claimed_duration_s, is_picture, opened
from pipeline.media.decode import Decoded, decode_part
from pipeline.media.playback import write_playback
from pipeline.media.tracks import candidates
from pipeline.media.waveform import SILENCE_PEAK, WaveformWriter, write_peaks
from pipeline.recording import SAMPLE_RATE, Part, Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.media.options import MediaOptions
    from pipeline.progress import Hook

VERSION = 1
BYTES_PER_S = 2 * SAMPLE_RATE + 8_000  # waveform, playback copy and peaks
MAX_MISSING_S = 2.0
MAX_MISSING_SHARE = 0.001


class _Opening:
    """What a part says of itself before it is decoded."""

    def __init__(self, path: Path, options: MediaOptions) -> None:
        with opened(path) as container:
            self.path = path
            self.tracks = candidates(container, path, options)
            self.claimed_s = claimed_duration_s(container, path)
            self.has_video = any(is_picture(stream) for stream in container.streams)


def extract(recordings: tuple[Path, ...], folder: Path, options: MediaOptions, hook: Hook) -> Recording:
    """Decode the parts of a recording into one waveform, 16 kHz mono int16, and what a browser needs to play it.

    Time 0 is what a player shows as 0:00 of the first part; each further part begins where the one before it ends, by
    the longer of its sound and its picture. Gaps in the time stamps are silence, and so are damaged packets, so a
    moment in the waveform is that moment in the recording. Stereo is mixed to mono; of several tracks one is taken, see
    `pipeline.media.tracks`. Formats that do not tell their encoder's run-in (FLV, AVI, MPEG-TS, ADTS) come up to 30 ms
    late, as they do in a player.

    Parameters
    ----------
    folder : Path
        Gets ``waveform.s16le``, ``peaks.s8`` and ``playback.m4a``.

    Raises
    ------
    InputError
        A part is absent, empty, not media, cut short (unless ``accept_truncated``), or without audio; or all of it is
        silent.
    ResourceError
        The disk is full.
    """
    if not recordings:
        raise InputError("recording", "no recording", "at least one file")
    openings = [_Opening(path, options) for path in recordings]
    total_s = sum(opening.claimed_s or 0.0 for opening in openings)
    waveform, peaks, playback = folder / "waveform.s16le", folder / "peaks.s8", folder / "playback.m4a"
    with _disk_errors(folder):
        _check_space(folder, total_s)
        parts = _write_waveform(waveform, openings, options, hook, total_s)
        hook("peaks")
        write_peaks(waveform, peaks)
        n_samples = waveform.stat().st_size // 2
        if options.playback:
            length_s = n_samples / SAMPLE_RATE
            write_playback(waveform, playback, lambda done: hook("playback", completed=done, total=length_s))
    return Recording(waveform, n_samples, parts, playback if options.playback else None, peaks)


def _write_waveform(
    waveform: Path, openings: list[_Opening], options: MediaOptions, hook: Hook, total_s: float
) -> tuple[Part, ...]:
    parts = []
    loudest = 0
    with WaveformWriter(waveform) as writer:
        for opening in openings:
            first = writer.n_samples
            offset_s = first / SAMPLE_RATE

            def report(done_s: float, offset_s: float = offset_s) -> None:
                hook("decode", completed=offset_s + done_s, total=max(total_s, offset_s + done_s))

            loudest = max(loudest, _append(opening, writer, options, report))
            parts.append(Part(opening.path, offset_s, (writer.n_samples - first) / SAMPLE_RATE, opening.has_video))
            report(parts[-1].duration_s)
    if loudest <= SILENCE_PEAK:
        raise InputError(
            openings[0].path, "is silent from beginning to end", "a recording in which somebody can be heard"
        )
    return tuple(parts)


def _append(opening: _Opening, writer: WaveformWriter, options: MediaOptions, report: Callable[[float], None]) -> int:
    """Append a part from its first audio track that is not silent throughout; return the loudest sample."""
    first = writer.n_samples
    n_frames = loudest = 0
    for track in opening.tracks:
        writer.pad_to(first)
        decoded = decode_part(opening.path, track, writer, report)
        n_frames += decoded.n_frames
        if not options.accept_truncated:
            _refuse_truncated(opening.path, decoded)
        loudest = writer.loudest_since_asked()
        if loudest > SILENCE_PEAK:
            break
    if n_frames == 0:
        raise InputError(opening.path, "nothing of its audio can be decoded", "a recording that plays")
    return loudest


def _refuse_truncated(path: Path, decoded: Decoded) -> None:
    if decoded.claimed_s is None:
        return
    missing_s = decoded.claimed_s - decoded.end_s
    if missing_s > max(MAX_MISSING_S, MAX_MISSING_SHARE * decoded.claimed_s):
        raise InputError(
            path,
            f"is cut short: {decoded.end_s / 60:.1f} of {decoded.claimed_s / 60:.1f} minutes can be read",
            "the whole file; or set accept_truncated to go on with what is there",
        )


def _check_space(folder: Path, total_s: float) -> None:
    needed, free = round(total_s * BYTES_PER_S), shutil.disk_usage(folder).free
    if needed > free:
        raise ResourceError(f"{folder}: the disk is full: {needed >> 20} MB are needed, {free >> 20} MB are free")


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ResourceError(f"{folder}: the disk is full") from error
        raise
