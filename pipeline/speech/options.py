"""What can be set for the segmentation pass."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """Options of `detect`.

    Attributes
    ----------
    step_s : float
        Distance of the sliding windows in seconds, in [0.1, 10]; rounded to whole frames. Smaller is slower: every
        second of the recording is heard ``window / step_s`` times.
    batch_size : int
        Windows per forward pass, in [1, 256].
    onset, offset : float
        A region begins where the speech probability reaches `onset` and ends where it falls below `offset`; a local
        speaker is active above `onset`. In (0, 1), ``offset <= onset``. Below one half by choice: speech that is
        missed is lost to the referat, a false alarm is only heard once more.
    min_duration_on_s : float
        Shorter regions are dropped; seconds, in [0, 5].
    min_duration_off_s : float
        Shorter gaps are closed; seconds, in [0, 5].
    device : str
        A torch device: ``"cpu"``, ``"cuda"``, ``"cuda:1"``, ``"mps"``.
    """

    step_s: float = 2.0
    batch_size: int = 16
    onset: float = 0.4
    offset: float = 0.3
    min_duration_on_s: float = 0.1
    min_duration_off_s: float = 0.2
    device: str = "cpu"

    def __post_init__(self) -> None:
        _within("step_s", self.step_s, 0.1, 10.0)
        _within("batch_size", self.batch_size, 1, 256)
        _within("onset", self.onset, 0.01, 0.99)
        _within("offset", self.offset, 0.01, self.onset)
        _within("min_duration_on_s", self.min_duration_on_s, 0.0, 5.0)
        _within("min_duration_off_s", self.min_duration_off_s, 0.0, 5.0)
        if self.device.partition(":")[0] not in {"cpu", "cuda", "mps"}:
            msg = f'device is "{self.device}"; it must be "cpu", "cuda", "cuda:N" or "mps"'
            raise ValueError(msg)


def _within(name: str, value: float, low: float, high: float) -> None:
    """Refuse a value outside [low, high], and what is no number."""
    if not low <= value <= high:
        msg = f"{name} is {value}; it must be between {low} and {high}"
        raise ValueError(msg)
