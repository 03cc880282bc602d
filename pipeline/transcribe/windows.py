"""Windows of sound for Whisper: cut at pauses, packed to just under 30 s, mapped back to the clock of the recording."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.activity import Span, SpeechActivity

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pipeline.recording import Recording


TOLERANCE_S = 0.05  # that a window may be longer: no word is cut by it


@dataclass(frozen=True, slots=True)
class Window:
    """Stretches of the recording that are decoded as one sound, in order of time.

    Attributes
    ----------
    pieces : tuple of Span
        Disjoint, sorted, never empty; their sound is joined without the pauses between them.
    """

    pieces: tuple[Span, ...]

    @property
    def start_s(self) -> float:
        """First second, on the clock of the recording."""
        return self.pieces[0].start_s

    @property
    def end_s(self) -> float:
        """Last second, on the clock of the recording."""
        return self.pieces[-1].end_s

    @property
    def duration_s(self) -> float:
        """Length of the joined sound in seconds."""
        return sum(piece.duration_s for piece in self.pieces)

    def samples(self, recording: Recording) -> npt.NDArray[np.float32]:
        """Return the joined sound. shape = (n_samples,), float32 in [-1, 1)"""
        return np.concatenate([recording.samples(piece.start_s, piece.end_s) for piece in self.pieces])

    def interval(self, start_s: float, end_s: float) -> tuple[float, float]:
        """Map an interval of the joined sound to the recording; it ends in the piece in which it begins.

        A word does not span a pause that was cut out, so an end beyond the piece is the piece's end.
        """
        begins = np.concatenate(([0.0], np.cumsum([piece.duration_s for piece in self.pieces])))
        total = float(begins[-1])
        start_s = min(max(start_s, 0.0), total)
        end_s = min(max(end_s, start_s), total)
        k = min(bisect_right(begins.tolist(), start_s) - 1, len(self.pieces) - 1)
        piece = self.pieces[k]
        start = piece.start_s + (start_s - float(begins[k]))
        end = piece.start_s + (end_s - float(begins[k]))
        if end > piece.end_s and k + 1 < len(self.pieces):
            beyond = end_s - float(begins[k + 1])
            if beyond > piece.end_s - start:  # more of it lies in the next piece: the word is there
                nxt = self.pieces[k + 1]
                return nxt.start_s, min(nxt.start_s + beyond, nxt.end_s)
        return min(start, piece.end_s), min(end, piece.end_s)


def pack(
    activity: SpeechActivity, duration_s: float, *, window_s: float, padding_s: float, pause_s: float
) -> tuple[Window, ...]:
    """Pack the regions of speech into windows.

    Every instant of every region lies in exactly one window.

    Parameters
    ----------
    duration_s : float
        Length of the recording in seconds.
    window_s : float
        Longest window in seconds.
    padding_s : float
        Sound kept before and after each region, in seconds.
    pause_s : float
        Pauses up to this length in seconds are kept whole.

    Returns
    -------
    tuple of Window
        In order of time.
    """
    return _fill(_join(activity.regions, duration_s, padding_s=padding_s, pause_s=pause_s), activity, window_s)


def _fill(spans: Iterable[Span], activity: SpeechActivity, limit_s: float) -> tuple[Window, ...]:
    """Put spans into windows of at most limit_s seconds, in order; longer spans are cut."""
    windows: list[Window] = []
    current: list[Span] = []
    filled_s = 0.0
    for piece in (part for span in spans for part in split(span, activity, limit_s)):
        if current and filled_s + piece.duration_s > limit_s + TOLERANCE_S:
            windows.append(Window(tuple(current)))
            current, filled_s = [], 0.0
        current.append(piece)
        filled_s += piece.duration_s
    if current:
        windows.append(Window(tuple(current)))
    return tuple(windows)


def halve(window: Window, activity: SpeechActivity, limit_s: float) -> tuple[Window, ...]:
    """Cut a window into shorter ones of at most limit_s seconds, at its pauses where it has any."""
    if window.duration_s <= limit_s:
        return (window,)
    return _fill(window.pieces, activity, limit_s)


def split(span: Span, activity: SpeechActivity, limit_s: float) -> tuple[Span, ...]:
    """Cut a span into pieces of at most limit_s seconds where speech is least likely; nothing is lost between them."""
    pieces = []
    while span.duration_s > limit_s + TOLERANCE_S:
        rest_s = span.duration_s - limit_s
        earliest = span.start_s + min(limit_s / 2, max(rest_s, 0.0)) if rest_s < limit_s else span.start_s + limit_s / 2
        at_s = _least_likely(activity, earliest, span.start_s + limit_s)
        pieces.append(Span(span.start_s, at_s))
        span = Span(at_s, span.end_s)
    return (*pieces, span)


def _least_likely(activity: SpeechActivity, first_s: float, last_s: float) -> float:
    """Return the time in (first_s, last_s] with the lowest speech probability over 0.2 s; the latest of equals."""
    step_s = activity.frame_step_s
    half_s = activity.frame_duration_s / 2
    lo = max(0, int((first_s - half_s) / step_s) + 1)
    hi = min(len(activity.probability), int((last_s - half_s) / step_s))
    if hi - lo < 1:
        return last_s
    probability = activity.probability[lo:hi].astype(np.float32)
    width = max(1, round(0.2 / step_s))
    smooth = np.convolve(np.pad(probability, width // 2, mode="edge"), np.ones(width) / width, mode="valid")
    smooth = smooth[: len(probability)]
    best = len(smooth) - 1 - int(np.argmin(np.round(smooth[::-1], 3)))
    return min(max((lo + best) * step_s + half_s, first_s), last_s)


def _join(regions: tuple[Span, ...], duration_s: float, *, padding_s: float, pause_s: float) -> list[Span]:
    """Pad the regions and join those with a short pause between them."""
    joined: list[Span] = []
    for region in regions:
        span = Span(max(0.0, region.start_s - padding_s), min(duration_s, region.end_s + padding_s))
        if span.duration_s <= 0:
            continue
        if joined and span.start_s - joined[-1].end_s <= max(0.0, pause_s - 2 * padding_s):
            joined[-1] = Span(joined[-1].start_s, max(joined[-1].end_s, span.end_s))
        else:
            joined.append(span)
    return joined


def speech_probability(activity: SpeechActivity, start_s: float, end_s: float) -> npt.NDArray[np.float32]:
    """Return the speech probability of the frames whose centre lies in [start_s, end_s). shape = (n,), float32"""
    half_s = activity.frame_duration_s / 2
    lo = max(0, round((start_s - half_s) / activity.frame_step_s))
    hi = max(lo, round((end_s - half_s) / activity.frame_step_s))
    return activity.probability[lo:hi].astype(np.float32)


def speech_seconds(activity: SpeechActivity, window: Window) -> float:
    """Return how many seconds of the window lie in regions of speech."""
    starts = [region.start_s for region in activity.regions]
    ends = [region.end_s for region in activity.regions]
    total = 0.0
    for piece in window.pieces:
        for k in range(bisect_right(ends, piece.start_s), bisect_left(starts, piece.end_s)):
            total += max(0.0, min(ends[k], piece.end_s) - max(starts[k], piece.start_s))
    return total
