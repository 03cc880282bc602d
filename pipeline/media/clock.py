"""Where decoded samples belong in time."""

from __future__ import annotations

from dataclasses import dataclass

JITTER_S = 0.015  # time stamps in milliseconds, or of a capture card, are off by less; a lost frame is more
MAX_BACKWARD_S = 10  # a step back by more is a clock that began anew, not an overlap
MAX_FORWARD_S = 6 * 3600  # a step ahead by more is a broken time stamp, not a pause; where the file says no duration


@dataclass(frozen=True, slots=True)
class Placement:
    """What to do before a frame is appended: insert silence, or leave out samples that were there already.

    Attributes
    ----------
    silence, skip : int
        In samples of the source; one of them is 0.
    """

    silence: int = 0
    skip: int = 0


class Clock:
    """Follows the time stamps of one audio track, counting samples so that rounding never adds up.

    Samples follow one another as long as a frame's time stamp is within `JITTER_S` of where the samples counted so far
    end. Otherwise the stamp is right, and silence is inserted or samples are left out, so the error against the stamps
    never exceeds `JITTER_S`, however long the recording.

    Parameters
    ----------
    rate_hz : int
        Of the source.
    end_s : float, optional
        Where the file says it ends: no frame is placed far behind.
    """

    def __init__(self, rate_hz: int, end_s: float | None = None) -> None:
        self.rate_hz = rate_hz
        self.position = 0  # samples since the origin
        self._end_s = end_s
        self._shift_s = 0.0
        self._exact = True  # the first frame, and the first behind an overlap, go exactly where they are stamped

    def place(self, time_s: float | None, n_samples: int) -> Placement:
        """Say where a frame of ``n_samples`` stamped ``time_s`` (seconds since the origin) goes, and count it."""
        placement = self._placement(time_s, n_samples)
        self._exact = placement.skip == n_samples
        self.position += placement.silence + n_samples - placement.skip
        return placement

    def change_rate(self, rate_hz: int) -> None:
        """Go on at another sample rate."""
        self.position = round(self.position * rate_hz / self.rate_hz)
        self.rate_hz = rate_hz

    def _placement(self, time_s: float | None, n_samples: int) -> Placement:
        if time_s is None:
            return Placement()
        ahead = round((time_s + self._shift_s) * self.rate_hz) - self.position
        tolerance = 0 if self._exact else JITTER_S * self.rate_hz
        if abs(ahead) <= tolerance:
            return Placement()
        if ahead < -MAX_BACKWARD_S * self.rate_hz or ahead > self._most_ahead():
            self._shift_s -= ahead / self.rate_hz
            return Placement()
        if ahead > 0:
            return Placement(silence=ahead)
        return Placement(skip=min(n_samples, -ahead))

    def _most_ahead(self) -> float:
        if self._end_s is None:
            return MAX_FORWARD_S * self.rate_hz
        return max(0.0, (self._end_s + 1.0) * self.rate_hz - self.position)
