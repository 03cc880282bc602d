"""From what is said to pointers: which voice each cue names, and how much that is worth.

The weights are log odds that a cue of its kind names the right voice among those who speak near it. They are rounded
down, so that one cue alone does not reach the margin unless it is a self-introduction or a strong hand-over.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.identify.assign import Pointer
from pipeline.identify.cues import PRESENT, Cue, Side, Strength, find_cues
from pipeline.transcript import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.identify.names import NameIndex
    from pipeline.meeting import Meeting
    from pipeline.transcript import Utterance

WEIGHTS: dict[tuple[EvidenceKind, Strength], float] = {
    (EvidenceKind.GIVEN_FLOOR, Strength.STRONG): 3.2,
    (EvidenceKind.GIVEN_FLOOR, Strength.PLAIN): 1.5,
    (EvidenceKind.GIVEN_FLOOR, Strength.WEAK): 1.0,
    (EvidenceKind.THANKED, Strength.PLAIN): 1.5,
    (EvidenceKind.ADDRESSED, Strength.PLAIN): 1.0,
    (EvidenceKind.ADDRESSED, Strength.WEAK): 0.7,
    (EvidenceKind.INTRODUCES_SELF, Strength.STRONG): 4.5,
    (EvidenceKind.ROLL_CALL, Strength.STRONG): 3.5,
}
NOT_ONESELF = -2.5  # who names somebody in this way is somebody else
INTERJECTION_WORDS = 4  # a turn this short may only have come between
INTERJECTED = 0.5  # what remains of a weight when somebody came between
CHAIRS_WEIGHT = 3.5  # the voice that gives the floor most, on a list with one chair
CHAIRS_MIN_CUES = 4
CHAIRS_LEAD = 3.0  # times as often as the next voice
PRESENTS_WEIGHT = 1.5
PRESENTS_MIN_WORDS = 40


@dataclass(frozen=True, slots=True)
class Talk:
    """All that one voice says until another speaks.

    Attributes
    ----------
    words : tuple of str
        As printed.
    owners : tuple of int
        For each word the index of its utterance. shape = (n_words,)
    """

    voice: str | None
    words: tuple[str, ...]
    owners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name somebody is given the floor by, or introduces themselves by, that is not on the list."""

    name: str
    at_s: float | None


def talks_of(utterances: Sequence[Utterance]) -> list[Talk]:
    """Join consecutive utterances of a voice."""
    talks: list[Talk] = []
    for at, utterance in enumerate(utterances):
        words = tuple(piece for word in utterance.words for piece in word.text.split())
        owners = (at,) * len(words)
        if talks and talks[-1].voice == utterance.voice:
            talks[-1] = Talk(utterance.voice, talks[-1].words + words, talks[-1].owners + owners)
        else:
            talks.append(Talk(utterance.voice, words, owners))
    return talks


def speech_pointers(
    utterances: Sequence[Utterance], meeting: Meeting, index: NameIndex
) -> tuple[list[Pointer], list[Stranger]]:
    """Find everything in the words that points from a voice to an attendee."""
    talks = talks_of(utterances)
    cues = [find_cues(talk.words, index) for talk in talks]
    pointers: list[Pointer] = []
    strangers: list[Stranger] = []
    for at, (talk, found) in enumerate(zip(talks, cues, strict=True)):
        for cue in found:
            utterance = utterances[talk.owners[cue.word]]
            if not cue.keys:
                strangers.append(Stranger(cue.name, utterance.start_s))
            else:
                pointers += _pointers(talks, at, cue, utterance)
    pointers += _chairing(talks, cues, meeting)
    return pointers, strangers


def _pointers(talks: Sequence[Talk], at: int, cue: Cue, utterance: Utterance) -> list[Pointer]:
    """Turn a cue into pointers: to the voice it names, and away from the voice that says it."""
    talk = talks[at]
    found: list[Pointer] = []
    kind, weight = cue.kind, WEIGHTS[cue.kind, cue.strength]
    if cue.side is Side.SELF:
        if talk.voice is not None:
            found.append(Pointer(kind, talk.voice, cue.keys, weight, utterance.id, utterance.start_s))
        return found
    if talk.voice is not None and len(cue.keys) == 1:
        found.append(Pointer(kind, talk.voice, cue.keys, NOT_ONESELF, utterance.id, utterance.start_s))
    step = cue.side.value
    near = at + step
    if not 0 <= near < len(talks):
        return found
    if cue.side is Side.NEXT and cue.strength is Strength.STRONG and answers_roll_call(talks[near].words):
        kind, weight = EvidenceKind.ROLL_CALL, WEIGHTS[EvidenceKind.ROLL_CALL, Strength.STRONG]
    elif len(talks[near].words) <= INTERJECTION_WORDS and 0 <= near + step < len(talks):
        weight *= INTERJECTED
        if talks[near + step].voice not in (talk.voice, None):
            near += step
    voice = talks[near].voice
    if voice is not None and voice != talk.voice:
        found.append(Pointer(kind, voice, cue.keys, weight, utterance.id, utterance.start_s))
    return found


def answers_roll_call(words: Sequence[str]) -> bool:
    """Tell whether a turn only says that somebody is there."""
    text = " ".join(words).lower().rstrip(".!")
    return len(words) <= INTERJECTION_WORDS and bool(PRESENT.match(text))


def _chairing(talks: Sequence[Talk], cues: Sequence[Sequence[Cue]], meeting: Meeting) -> list[Pointer]:
    """Point the voice that gives the floor far more often than any other at the chair."""
    chair = meeting.chair
    if chair is None:
        return []
    given = Counter(
        talk.voice
        for talk, found in zip(talks, cues, strict=True)
        for cue in found
        if cue.kind is EvidenceKind.GIVEN_FLOOR and talk.voice is not None
    )
    (voice, most), (_, next_most) = [*given.most_common(2), (None, 0), (None, 0)][:2]
    if voice is None or most < CHAIRS_MIN_CUES or most < CHAIRS_LEAD * next_most:
        return []
    return [Pointer(EvidenceKind.CHAIRS, voice, (chair.key,), CHAIRS_WEIGHT)]
