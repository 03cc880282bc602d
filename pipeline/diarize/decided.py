"""What a person has decided of the voices, imposed on what the clustering found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.diarize.assignment import NOBODY

if TYPE_CHECKING:
    from pipeline.diarize.assignment import Assignment
    from pipeline.diarize.embedder import LocalEmbeddings
    from pipeline.diarize.units import Grid
    from pipeline.meeting import DecidedVoice, VoiceDecisions

    Spans = tuple[tuple[float, float], ...]

SAME_RECORDING_S = 2.0  # a recording whose length differs by more is another one
WHOLE_VOICE_S = 10.0  # stretches shorter in sum correct what they cover; longer ones are a voice that others may join
MOSTLY_DECIDED = 0.5  # share of a voice's speech from which the decided voices take its place


def applicable(decisions: VoiceDecisions, recording_s: float) -> tuple[DecidedVoice, ...]:
    """Return the decisions, unless they were made on another recording."""
    if decisions.recording_s is not None and abs(decisions.recording_s - recording_s) > SAME_RECORDING_S:
        return ()
    return tuple(voice for voice in decisions.voices if voice.spans)


def one_person(voices: tuple[DecidedVoice, ...]) -> tuple[Spans, ...]:
    """Return the stretches of each decided voice; those of one attendee are one voice. Empty without decisions."""
    groups: dict[object, list[tuple[float, float]]] = {}
    for at, voice in enumerate(voices):
        who = (voice.attendee.casefold(), voice.title, voice.organisation) if voice.attendee else at
        groups.setdefault(who, []).extend(voice.spans)
    return tuple(tuple(sorted(spans)) for spans in groups.values())


@dataclass(frozen=True, slots=True)
class Fixed:
    """Voices to start from, the decided ones last, and the units whose voice is decided.

    Attributes
    ----------
    centres : ndarray
        shape = (n_voices, dimension)
    units : ndarray
        Voice of each unit, or -1 where nothing is decided. shape = (n_units,)
    closed : ndarray
        Voices that take no other units. shape = (n_voices,), bool
    """

    centres: npt.NDArray[np.float64]
    units: npt.NDArray[np.int64]
    closed: npt.NDArray[np.bool_]


def fix(
    embeddings: LocalEmbeddings,
    seconds: npt.NDArray[np.float64],
    free: Assignment,
    decided: tuple[Spans, ...],
    grid: Grid,
) -> Fixed:
    """Put the decided voices in the place of those found by clustering that they mostly cover.

    Parameters
    ----------
    free : Assignment
        What would be without decisions.
    decided : tuple
        Stretches of each decided voice, in seconds.
    """
    middle = grid.time_s(embeddings.frames).mean(axis=1)
    told = np.full(len(seconds), NOBODY, dtype=np.int64)
    for number, spans in enumerate(decided):
        for start_s, end_s in spans:
            told[(middle >= start_s) & (middle < end_s)] = number
    kept = []
    for voice in range(len(free.centres)):
        own = free.units == voice
        if seconds[own & (told != NOBODY)].sum() < MOSTLY_DECIDED * seconds[own].sum():
            kept.append(voice)
    clean = embeddings.counts == 1
    sums = [_sum(embeddings, seconds, clean & (free.units == voice) & (told == NOBODY)) for voice in kept]
    own_sums = [_sum(embeddings, seconds, clean & (told == number)) for number in range(len(decided))]
    short = [sum(end - start for start, end in spans) < WHOLE_VOICE_S for spans in decided]
    centres = np.stack([*sums, *own_sums]) if sums or own_sums else np.zeros((0, embeddings.vectors.shape[1]))
    units = np.where(told == NOBODY, NOBODY, told + len(kept))
    return Fixed(centres, units, np.array([False] * len(kept) + short))


def _sum(
    embeddings: LocalEmbeddings, seconds: npt.NDArray[np.float64], chosen: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Sum the embeddings of some units, by seconds. shape = (dimension,)"""
    total: npt.NDArray[np.float64] = seconds[chosen] @ embeddings.vectors[chosen].astype(np.float64)
    return total


def impose(
    scores: npt.NDArray[np.float32],
    count: npt.NDArray[np.int64],
    decided: tuple[Spans, ...],
    n_voices: int,
    grid: Grid,
) -> None:
    """Make each decided voice the first of those who speak in its stretches, in place.

    Parameters
    ----------
    scores : ndarray
        Activity of each voice; the decided ones are the last of the `n_voices`. shape = (n_frames, n_voices + 1)
    count : ndarray
        How many speak. shape = (n_frames,)
    """
    for number, spans in enumerate(decided):
        voice = n_voices - len(decided) + number
        for start_s, end_s in spans:
            first, last = (round((time_s - grid.origin_s) / grid.step_s) for time_s in (start_s, end_s))
            frames = slice(max(0, first), max(0, last))
            scores[frames, voice] = 2.0  # more than any activity, which is at most 1
            count[frames] = np.maximum(count[frames], 1)
