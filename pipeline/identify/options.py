"""What can be set in naming voices and in reading name plates."""

from __future__ import annotations

from dataclasses import dataclass


def _check(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} = {value}: must be from {low} to {high}")


@dataclass(frozen=True, slots=True)
class IdentifyOptions:
    """How words become utterances, and when a voice is named.

    Attributes
    ----------
    min_margin : float
        Log odds by which a name must lead in the joint assignment; below it nobody is named. From 0 to 20.
    conflict_weight : float
        Log odds from which one kind of evidence may contradict another, so that nobody is named. From 0 to 20.
    absence_tolerance_s, absence_tolerance_share : float
        A voice that speaks for longer than this (in seconds, and as a share of its speech) while an attendee is not
        there cannot be that attendee: less may be a neighbour's words. From 0 to 600; from 0 to 1.
    clock_tolerance_s : float
        By so much may the clocks of the attendance report and of the recording differ, in seconds. From 0 to 900.
    max_gap_s : float
        A word farther than this from every turn gets no voice, in seconds. From 0 to 30.
    pause_s : float
        A pause inside one voice's speech that ends an utterance, in seconds. From 0.2 to 60.
    target_words, max_words : int
        From the first on an utterance ends with its sentence; at the second it ends anyway. From 1 to 1000.
    """

    min_margin: float = 3.0
    conflict_weight: float = 3.0
    absence_tolerance_s: float = 10.0
    absence_tolerance_share: float = 0.05
    clock_tolerance_s: float = 60.0
    max_gap_s: float = 1.5
    pause_s: float = 1.5
    target_words: int = 16
    max_words: int = 60

    def __post_init__(self) -> None:
        _check("min_margin", self.min_margin, 0.0, 20.0)
        _check("conflict_weight", self.conflict_weight, 0.0, 20.0)
        _check("absence_tolerance_s", self.absence_tolerance_s, 0.0, 600.0)
        _check("absence_tolerance_share", self.absence_tolerance_share, 0.0, 1.0)
        _check("clock_tolerance_s", self.clock_tolerance_s, 0.0, 900.0)
        _check("max_gap_s", self.max_gap_s, 0.0, 30.0)
        _check("pause_s", self.pause_s, 0.2, 60.0)
        _check("target_words", self.target_words, 1, 1000)
        _check("max_words", self.max_words, self.target_words, 1000)


@dataclass(frozen=True, slots=True)
class PlateOptions:
    """How name plates are read.

    Attributes
    ----------
    every_s : float
        One frame is looked at every so many seconds. From 0.2 to 10.
    min_text_confidence : float
        Texts the character recogniser is less sure of are left out. From 0 to 1.
    n_threads : int
        Threads of the character recogniser. From 1 to 64.
    """

    every_s: float = 1.0
    min_text_confidence: float = 0.5
    n_threads: int = 2

    def __post_init__(self) -> None:
        _check("every_s", self.every_s, 0.2, 10.0)
        _check("min_text_confidence", self.min_text_confidence, 0.0, 1.0)
        _check("n_threads", self.n_threads, 1, 64)
