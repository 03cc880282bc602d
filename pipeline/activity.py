"""What one segmentation pass says of the recording: where speech is, and how many speak at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open interval [start_s, end_s) in seconds of the recording."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class SpeechActivity:
    """The output of the one segmentation pass, for transcription and for diarization.

    Attributes
    ----------
    regions : tuple of Span
        Where somebody speaks; sorted, disjoint.
    probability : ndarray
        Speech probability per frame, in [0, 1]. shape = (n_frames,), float16
    frame_step_s, frame_duration_s : float
        Frame i covers [i * frame_step_s, i * frame_step_s + frame_duration_s).
    chunks : ndarray
        Local speaker activity of each sliding window, 0 or 1.
        shape = (n_chunks, n_chunk_frames, n_local_speakers), uint8
    chunk_step_s, chunk_duration_s : float
        Window c covers [c * chunk_step_s, c * chunk_step_s + chunk_duration_s).
    """

    regions: tuple[Span, ...]
    probability: npt.NDArray[np.float16]
    frame_step_s: float
    frame_duration_s: float
    chunks: npt.NDArray[np.uint8]
    chunk_step_s: float
    chunk_duration_s: float
