"""From what is said to pointers: which voice each cue names, and how much that is worth.

The weights are log odds that a cue of its kind names the right voice among those who speak near it. They are rounded
down, so that one cue alone does not reach the margin unless it is a self-introduction or a strong hand-over.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import partial_ratio

from pipeline.draft.chairing import leads
from pipeline.draft.languages import language_of
from pipeline.identify.assign import Pointer
from pipeline.identify.cues import GUEST_KINDS, PRESENT, Cue, Side, Strength, find_cues
from pipeline.names.titles import TitleIndex
from pipeline.transcript import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import AgendaItem, Meeting
    from pipeline.names.index import NameIndex
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
BY_TITLE = 0.6  # what remains of a weight when somebody is called by title: others may be that, too
CHAIRS_WEIGHT = 3.5  # the voice that gives the floor most, on a list with one chair
CHAIRS_MIN_CUES = 4
CHAIRS_LEAD = 3.0  # times as often as the next voice
LEADS_WEIGHT = 3.5  # the voice that leads the meeting, whether it says names or not
LEADS_MIN_ACTS = 5  # utterances that lead
LEADS_AHEAD = 4.0  # times as many as the next voice's
OPENS_WEIGHT = 1.5  # who opens or closes the meeting chairs it
PRESENTS_WEIGHT = 1.5  # the first to speak at length after an item is called, and it has presenters
PRESENTS_WITHIN = 3  # turns
TITLE_HEARD = 85.0  # partial ratio from which an item's title is heard
PRESENTS_MIN_WORDS = 40
CALL_WORDS = 60  # of the end of a turn, in which an item is called

_OPENS = re.compile(
    r"\b(?:mødet er (?:hermed |nu )?(?:åbnet|hævet|slut)|(?:åbner|hæver|afslutter|lukker) (?:jeg )?(?:hermed )?mødet|"
    r"velkommen til (?:dette|det|vores|dagens|mødet|\w*møde)|call (?:the|this) meeting to order|"
    r"welcome to (?:the|this|our|today’s|today's) (?:\w+ ){0,3}meeting|(?:open|close|adjourn) (?:the|this) meeting|"
    r"meeting is (?:now )?(?:open|adjourned|closed))\b"
)


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
    """A name somebody is given the floor by, or introduces themselves by, that is not on the list.

    Attributes
    ----------
    name : str
        As printed, without the punctuation around it.
    voice : str
        Who speaks then.
    """

    name: str
    voice: str
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
    titles = TitleIndex(meeting.attendees)
    cues = [find_cues(talk.words, index, titles) for talk in talks]
    pointers: list[Pointer] = []
    strangers: list[Stranger] = []
    for at, (talk, found) in enumerate(zip(talks, cues, strict=True)):
        for cue in found:
            utterance = utterances[talk.owners[cue.word]]
            if not cue.keys:
                strangers += _stranger(talks, at, cue, utterance)
            else:
                pointers += _pointers(talks, at, cue, utterance)
    pointers += _chairing(talks, cues, meeting)
    pointers += _leading(utterances, meeting)
    pointers += _presenting(talks, utterances, meeting, index)
    return pointers, strangers


def _stranger(talks: Sequence[Talk], at: int, cue: Cue, utterance: Utterance) -> list[Stranger]:
    """Return who takes part under a name that is not on the list, if a voice goes with it."""
    near = at + cue.side.value
    name = cue.name.strip(" .,;:!?")
    if cue.kind not in GUEST_KINDS or not 0 <= near < len(talks) or len(name.split()) < 2:
        return []
    voice = talks[near].voice
    return [] if voice is None else [Stranger(name, voice, utterance.start_s)]


def _pointers(talks: Sequence[Talk], at: int, cue: Cue, utterance: Utterance) -> list[Pointer]:
    """Turn a cue into pointers: to the voice it names, and away from the voice that says it."""
    talk = talks[at]
    found: list[Pointer] = []
    kind, weight = cue.kind, WEIGHTS[cue.kind, cue.strength] * (BY_TITLE if cue.by_title else 1.0)
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
    """Point at the chair: the voice that gives the floor far more often than others, and who opens and closes."""
    chair = meeting.chair
    if chair is None:
        return []
    kind = EvidenceKind.CHAIRS
    opening = {talk.voice for talk in talks if talk.voice and _OPENS.search(" ".join(talk.words).casefold())}
    found = [Pointer(kind, voice, (chair.key,), OPENS_WEIGHT) for voice in sorted(opening)]
    given = Counter(
        talk.voice
        for talk, said in zip(talks, cues, strict=True)
        for cue in said
        if cue.kind is EvidenceKind.GIVEN_FLOOR and talk.voice is not None
    )
    voice = _foremost(given, CHAIRS_MIN_CUES, CHAIRS_LEAD)
    if voice is not None:
        found.append(Pointer(kind, voice, (chair.key,), CHAIRS_WEIGHT))
    return found


def _leading(utterances: Sequence[Utterance], meeting: Meeting) -> list[Pointer]:
    """Point at the chair: the one voice that leads, asks who wants to speak and closes, where others hardly do."""
    chair = meeting.chair
    if chair is None:
        return []
    language = language_of(meeting.language)
    acts = Counter(one.voice for one in utterances if one.voice is not None and leads(one.text, language))
    voice = _foremost(acts, LEADS_MIN_ACTS, LEADS_AHEAD)
    return [] if voice is None else [Pointer(EvidenceKind.CHAIRS, voice, (chair.key,), LEADS_WEIGHT)]


def _foremost(counts: Counter[str], least: int, ahead: float) -> str | None:
    """The voice with at least so many, and so many times as many as the next; None where there is none."""
    (voice, most), (_, next_most) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    return voice if most >= least and most >= ahead * next_most else None


def _presenting(
    talks: Sequence[Talk], utterances: Sequence[Utterance], meeting: Meeting, index: NameIndex
) -> list[Pointer]:
    """Point from who first speaks at length after an item was called to the item's presenters."""
    found: list[Pointer] = []
    begin = 0
    for item in meeting.items:
        keys = {match.unique for name in item.presenters if (match := index.match(name)).unique}
        called = next((at for at in range(begin, len(talks)) if _calls_item(talks[at].words, item)), None)
        if called is None:
            continue
        begin = called
        for talk in talks[called + 1 : called + 1 + PRESENTS_WITHIN]:
            if len(talk.words) >= PRESENTS_MIN_WORDS:
                if keys and talk.voice is not None and talk.voice != talks[called].voice:
                    said = utterances[talk.owners[0]]
                    people = tuple(sorted(key for key in keys if key))
                    pointer = Pointer(
                        EvidenceKind.PRESENTS_ITEM, talk.voice, people, PRESENTS_WEIGHT, said.id, said.start_s
                    )
                    found.append(pointer)
                break
    return found


def _calls_item(words: Sequence[str], item: AgendaItem) -> bool:
    """Tell whether the end of a turn calls an agenda item by its number or its title."""
    text = " ".join(words[-CALL_WORDS:]).casefold()
    number = item.number.split("/")[0]
    if re.search(rf"\b(?:punkt|item)(?: nr\.?| number)? (?:{re.escape(number)}|{item.index + 1})\b", text):
        return True
    title = item.title.casefold()
    return len(title.split()) >= 2 and len(text) >= len(title) and partial_ratio(title, text) >= TITLE_HEARD
