"""One hook serves the progress bar, the timing and the tests (the idea is pyannote.audio's)."""

from __future__ import annotations

from typing import Protocol


class Hook(Protocol):
    """Called by a stage while it works.

    Parameters
    ----------
    step : str
        What is being done, in a word or two, for people: ``"decode"``, ``"voices"``.
    completed, total : float, optional
        How much of the step is done; same unit (windows, frames, seconds). Absent: cannot be told.
    """

    def __call__(self, step: str, *, completed: float | None = None, total: float | None = None) -> None:
        """Report that `step` has come to `completed` of `total`."""


def silent(step: str, *, completed: float | None = None, total: float | None = None) -> None:
    """The hook that does nothing."""
