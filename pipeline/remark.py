"""A degraded result is a value that the reviewer sees, never a logged warning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a stage could not do well, for the reviewer.

    Attributes
    ----------
    stage : str
        The stage that says it.
    code : str
        Stable, machine readable: ``"no-agenda"``, ``"voices-merged"``.
    message : str
        One sentence for the reviewer, in the language of the meeting's referat. Holds no transcript text.
    start_s, end_s : float or None
        Where to listen, in seconds of the recording.
    """

    stage: str
    code: str
    message: str
    start_s: float | None = None
    end_s: float | None = None
