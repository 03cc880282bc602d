"""Join and leave times of an attendance report, as limits to who can be whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from pipeline.identify.options import IdentifyOptions
    from pipeline.meeting import Attendee, Meeting
    from pipeline.recording import Recording

CLOCK_NEAR = timedelta(minutes=10)  # a file's own time this near the meeting's start is when it was recorded
MIN_TURN_S = 1.0  # less is no clear speech: it may be a neighbour's


@dataclass(frozen=True, slots=True)
class RecordingClock:
    """When the recording was made.

    Attributes
    ----------
    start : datetime
        Wall-clock time of second 0.
    until_s : float
        Seconds for which that holds: the first part; how long it took until the next began is not known.
    """

    start: datetime
    until_s: float


@dataclass(frozen=True, slots=True)
class Absence:
    """A voice speaks while an attendee is not there, for longer than is forgiven.

    Attributes
    ----------
    attendee : str
        Key.
    seconds : float
        How long.
    first_s : float
        When first, in seconds of the recording.
    never : bool
        The attendee was not there at any time of the recording.
    """

    voice: str
    attendee: str
    seconds: float
    first_s: float
    never: bool


def recording_clock(meeting: Meeting, recording: Recording | None) -> RecordingClock | None:
    """Find when the recording begins: as the meeting says, else as its file says where that can be trusted.

    A file's ``creation_time`` may be that of its recording, its conversion or its download. It is believed when it lies
    within ten minutes of the meeting's start and not as near its end.
    """
    if recording is None:  # a transcript: its times are the recording's
        return RecordingClock(meeting.recording_start, float("inf")) if meeting.recording_start else None
    until_s = recording.parts[0].duration_s if len(recording.parts) > 1 else float("inf")
    if meeting.recording_start is not None:
        return RecordingClock(meeting.recording_start, until_s)
    if meeting.start is None or not any(attendee.presence for attendee in meeting.attendees):
        return None
    made = _made(recording)
    if made is None:
        return None
    if meeting.start.tzinfo is None:  # the clock on the wall of the machine's place
        made = made.astimezone().replace(tzinfo=None)
    end = meeting.end or meeting.start + timedelta(seconds=recording.duration_s)
    near_end = abs(made - end) <= CLOCK_NEAR
    return RecordingClock(made, until_s) if abs(made - meeting.start) <= CLOCK_NEAR and not near_end else None


def _made(recording: Recording) -> datetime | None:
    """Return what the first part says of when it was made, with its time zone."""
    from pipeline.media.container import opened

    try:
        with opened(recording.parts[0].path) as container:
            told = str(container.metadata.get("creation_time", ""))
    except InputError:  # moved since it was decoded: nothing is said
        return None
    try:
        made = datetime.fromisoformat(told)
    except ValueError:
        return None
    return made if made.tzinfo is not None else None


def absences(
    spoken: Mapping[str, Sequence[tuple[float, float]]],
    attendees: Sequence[Attendee],
    clock: RecordingClock,
    duration_s: float,
    options: IdentifyOptions,
) -> tuple[Absence, ...]:
    """Find who cannot be which voice.

    Parameters
    ----------
    spoken : mapping
        When each voice speaks, in seconds, one voice at a time.
    attendees : sequence of Attendee
        Without ``presence`` nothing is known of them, and nothing said.
    duration_s : float
        Of the recording.
    """
    found = []
    for attendee in attendees:
        if not attendee.presence:
            continue
        there = _there(attendee, clock, options.clock_tolerance_s)  # (n_spans, 2)
        never = not bool(((there[:, 1] > 0) & (there[:, 0] < min(duration_s, clock.until_s))).any())
        for voice, turns in spoken.items():
            clear = np.array([turn for turn in turns if turn[1] - turn[0] >= MIN_TURN_S and turn[1] <= clock.until_s])
            if not len(clear):
                continue
            away_s = _outside_s(clear, there)  # (n_turns,)
            total_s = float(np.diff(clear, axis=1).sum())
            if away_s.sum() > max(options.absence_tolerance_s, options.absence_tolerance_share * total_s):
                first_s = float(
                    clear[away_s.argmax() if away_s.max() < MIN_TURN_S else (away_s >= MIN_TURN_S).argmax(), 0]
                )
                found.append(Absence(voice, attendee.key, float(away_s.sum()), first_s, never))
    return tuple(found)


def _there(attendee: Attendee, clock: RecordingClock, tolerance_s: float) -> npt.NDArray[np.float64]:
    """When the attendee is there, in seconds of the recording, widened by the tolerance. shape = (n_spans, 2)"""
    edges = [[(moment - clock.start).total_seconds() for moment in span] for span in attendee.presence]
    widened: npt.NDArray[np.float64] = np.array(edges) + np.array([-tolerance_s, tolerance_s])
    return widened


def _outside_s(turns: npt.NDArray[np.float64], there: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How long each turn lies outside all spans. shape = (n_turns,)

    Parameters
    ----------
    turns : ndarray
        shape = (n_turns, 2)
    there : ndarray
        In order; widened spans may overlap, and are then joined. shape = (n_spans, 2)
    """
    starts, ends = there[:, 0], np.maximum.accumulate(there[:, 1])
    starts = np.maximum(starts, np.concatenate(([-np.inf], ends[:-1])))
    low = np.maximum(turns[:, :1], starts[None])
    high = np.minimum(turns[:, 1:], ends[None])
    covered: npt.NDArray[np.float64] = np.maximum(high - low, 0.0).sum(axis=1)
    return np.asarray(turns[:, 1] - turns[:, 0] - covered)
