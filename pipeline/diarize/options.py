"""What can be set for diarization."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoiceBounds:
    """How many voices there can be, from the attendee list.

    Attributes
    ----------
    min, max : int or None
        At least 1, ``min <= max``; None: nothing is known.
    """

    min: int | None = None
    max: int | None = None

    def __post_init__(self) -> None:
        for name, value in (("min", self.min), ("max", self.max)):
            if value is not None and value < 1:
                msg = f"{name} is {value}; it must be at least 1"
                raise ValueError(msg)
        if self.min is not None and self.max is not None and self.min > self.max:
            msg = f"min is {self.min}; it must be at most max, which is {self.max}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class DiarizeOptions:
    """Options of `embed` and `cluster`.

    Attributes
    ----------
    batch_size : int
        Windows per forward pass of the embedding model, in [1, 64]; above 16 only memory grows.
    device : str
        A torch device: ``"cpu"``, ``"cuda"``, ``"cuda:1"``, ``"mps"``.
    threshold : float or None
        Distance (1 - cosine) of two voices' mean embeddings below which they are one person, in (0, 2).
        None: the one that fits the embedding model.
    min_duration_off_s : float
        A voice's pause shorter than this does not end its turn; seconds, in [0, 5].
    language : str
        ISO 639-1 code of the remarks: ``"da"``, else English.
    """

    batch_size: int = 16
    device: str = "cpu"
    threshold: float | None = None
    min_duration_off_s: float = 0.0
    language: str = "da"

    def __post_init__(self) -> None:
        if not 1 <= self.batch_size <= 64:
            msg = f"batch_size is {self.batch_size}; it must be between 1 and 64"
            raise ValueError(msg)
        if self.threshold is not None and not 0.0 < self.threshold < 2.0:
            msg = f"threshold is {self.threshold}; it must be between 0 and 2, exclusive"
            raise ValueError(msg)
        if not 0.0 <= self.min_duration_off_s <= 5.0:
            msg = f"min_duration_off_s is {self.min_duration_off_s}; it must be between 0 and 5"
            raise ValueError(msg)
        if self.device.partition(":")[0] not in {"cpu", "cuda", "mps"}:
            msg = f'device is "{self.device}"; it must be "cpu", "cuda", "cuda:N" or "mps"'
            raise ValueError(msg)
