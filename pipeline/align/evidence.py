"""From cues and likenesses to the evidence that the segment model weighs, utterance by utterance, then in blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.align.cues import WEAK, CueKind
from pipeline.align.model import Evidence
from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.cues import Cue
    from pipeline.align.expect import Expected
    from pipeline.align.options import AlignOptions
    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation, Utterance

Floats = npt.NDArray[np.float64]

HALF = 0.6  # share of an utterance's words from which a cue speaks of what comes after it
OTHERS = 0.35  # weight of what somebody announces who does not lead the meeting
UNKNOWN = 0.8  # weight of what somebody announces while nobody is known to lead
LEADS_WITH = 3  # announcements by one voice from which it is taken to lead, where nobody is named
LEADS_SHARE = 0.3  # of all announcements, likewise
NUMBERED = 2.5  # an item called by its number, in announcement_weight, where several are: the numbers are in use
IN_USE = 1 / 3  # share of the items that are called by number from which the numbers are in use
UNCALLED = 1.0  # likewise, against an item put off or taken with another, where it is not called
UNMENTIONED = 0.15  # likewise, against an item whose title nobody mentions, where nothing is closed or decided
LEAST_DUE = 0.1  # of any item on the agenda: where nothing else tells them apart, items are taken in order
FRAMED = 0.2  # likewise, the score of a change from which something is
RETURNING = 0.5  # share of the cost of going back that the call of an earlier item by its number pays
FOLLOWING = 0.5  # likewise, the next item, without its number
SPEAKER, LEADER, PRESENTER = 0.02, 0.04, 0.2  # shares of announcement_weight
SPEECH_WORDS = 25  # words from which somebody presents rather than remarks
HALF_SPOKEN = 20  # words at which an utterance weighs one
MOST_SPOKEN = 400  # words beyond which an utterance weighs no more
LIGHT_WORDS = 3  # content words; shorter utterances join the block before them


@dataclass(frozen=True)
class Signals:
    """Scores of each utterance, before they are joined in blocks; axes as in `Evidence`."""

    begins: Floats
    follows: Floats
    changes: Floats
    dispensable: npt.NDArray[np.bool_]
    postponed: tuple[int, ...]
    merged: tuple[tuple[int, int], ...]


def mass_of(utterances: Sequence[Utterance]) -> Floats:
    """How much each utterance weighs: grows with the root of its length. shape = (n_utterances,)"""
    words = np.array([len(utterance.words) for utterance in utterances], dtype=float)
    return np.asarray(np.sqrt(np.minimum(words, MOST_SPOKEN) / HALF_SPOKEN))


def leading(conversation: Conversation, meeting: Meeting, cues: Sequence[Sequence[Cue]]) -> list[float]:
    """How far each utterance speaks for the meeting: 1 for the chair, less for the others, in [0, 1]."""
    chairs = {a.key for a in meeting.attendees if a.role in (Role.CHAIR, Role.DEPUTY)}
    voices = {named.voice for named in conversation.voices if named.attendee in chairs}
    chair = meeting.chair
    named_chair = {named.voice for named in conversation.voices if chair and named.attendee == chair.key}
    spoken = {utterance.voice for utterance in conversation.utterances}
    if not named_chair & spoken:
        voices |= _announcer(conversation.utterances, cues)
    if not voices & spoken:
        return [UNKNOWN] * len(conversation.utterances)
    return [1.0 if utterance.voice in voices else OTHERS for utterance in conversation.utterances]


def _announcer(utterances: Sequence[Utterance], cues: Sequence[Sequence[Cue]]) -> set[str]:
    """The voices that make most of the announcements: one, or two who relieve each other."""
    counts: dict[str, float] = {}
    for utterance, here in zip(utterances, cues, strict=True):
        if utterance.voice is not None:
            weight = sum(cue.strength for cue in here if cue.kind in _LEADS and not cue.by_title)
            counts[utterance.voice] = counts.get(utterance.voice, 0.0) + weight
    least = max(LEADS_WITH, LEADS_SHARE * sum(counts.values()))
    return {voice for voice, weight in counts.items() if weight >= least}


_CHANGES = {  # share of announcement_weight, and whether the change lies behind the utterance
    CueKind.CLOSES: (0.4, True),
    CueKind.DECIDES: (0.4, True),
    CueKind.OPENS_DEBATE: (0.1, False),
    CueKind.HANDS_OVER: (0.1, False),
}
_LEADS = frozenset(
    {
        CueKind.ANNOUNCES,
        CueKind.MERGES,
        CueKind.NEXT,
        CueKind.CLOSES,
        CueKind.OPENS_DEBATE,
        CueKind.HANDS_OVER,
        CueKind.OPENS_MEETING,
        CueKind.ENDS_MEETING,
    }
)


def signals(
    conversation: Conversation,
    meeting: Meeting,
    cues: Sequence[Sequence[Cue]],
    leads: Sequence[float],
    options: AlignOptions,
    together: Sequence[tuple[int, int]] = (),
) -> Signals:
    """Turn cues, changes of speaker and presenters into scores of beginnings and changes.

    Parameters
    ----------
    together : sequence of (int, int)
        Items debated together though nobody announces it: the second is only begun where it is called.
    """
    n, k = len(cues), len(meeting.items)
    begins, follows, changes = np.zeros((n + 1, k)), np.zeros(n + 1), np.zeros(n + 1)
    postponed: list[int] = []
    merged: list[tuple[int, int]] = list(together)
    weight = options.announcement_weight
    numbered = NUMBERED if _numbers_in_use(cues, leads, k) else 1.0
    furthest = 0
    titled = Counter(cue.items[0] for here in cues for cue in here if cue.by_title)
    for i, here in enumerate(cues):
        for cue in here:
            place = i + (cue.position > HALF)
            score = weight * cue.strength * leads[i]
            if cue.by_title and leads[i] < 1.0:
                if cue.strength <= WEAK:
                    continue
                score *= OTHERS / titled[cue.items[0]]  # what is said often announces nothing
            if cue.kind in (CueKind.ANNOUNCES, CueKind.MERGES):
                named = score if cue.by_title else numbered * score
                if not cue.by_title and cue.items[0] < furthest:
                    named += RETURNING * options.back_cost * cue.strength * leads[i]
                if not cue.by_title and cue.strength * leads[i] > HALF:
                    furthest = max(furthest, cue.items[0])
                begins[place, cue.items[0]] = max(begins[place, cue.items[0]], named)
                merged += [(cue.items[0], second) for second in cue.items[1:]]
            elif cue.kind is CueKind.POSTPONES and cue.strength * leads[i] > HALF:
                postponed += cue.items
            elif cue.kind is CueKind.NEXT:
                follows[place] = max(follows[place], FOLLOWING * score)
            elif cue.kind in _CHANGES:
                share, behind = _CHANGES[cue.kind]
                changes[i + 1 if behind else place] += share * score
    dispensable = np.zeros(k, dtype=bool)
    dispensable[sorted({*postponed, *(second for _, second in merged)})] = True
    begins[:, dispensable] -= np.where(begins[:, dispensable] > 0, 0.0, UNCALLED * weight)
    _speakers(conversation, meeting, leads, weight, begins, changes)
    return Signals(begins[:n], follows[:n], changes[:n], dispensable, tuple(dict.fromkeys(postponed)), tuple(merged))


def _numbers_in_use(cues: Sequence[Sequence[Cue]], leads: Sequence[float], n_items: int) -> bool:
    """Whether the meeting calls its items by the agenda's numbers: one number alone may be another agenda's."""
    called = {
        cue.items[0]
        for here, lead in zip(cues, leads, strict=True)
        for cue in here
        if cue.kind in (CueKind.ANNOUNCES, CueKind.MERGES) and not cue.by_title and cue.strength * lead > HALF
    }
    return len(called) >= max(2, IN_USE * n_items)


def _speakers(
    conversation: Conversation,
    meeting: Meeting,
    leads: Sequence[float],
    weight: float,
    begins: Floats,
    changes: Floats,
) -> None:
    """Add what changes of speaker say: items rarely change within somebody's speech, and presenters begin theirs."""
    names = {attendee.key: attendee.name.casefold() for attendee in meeting.attendees}
    presents: dict[str, list[int]] = {}
    for item in meeting.items:
        for presenter in item.presenters:
            presents.setdefault(presenter.casefold(), []).append(item.index)
    spoken_by = {named.voice: names.get(named.attendee or "", "") for named in conversation.voices}
    before: str | None = None
    for i, utterance in enumerate(conversation.utterances):
        if utterance.voice != before or utterance.voice is None:
            changes[i] += weight * (LEADER if leads[i] == 1.0 else SPEAKER)
        speaker = spoken_by.get(utterance.voice or "", "")
        if utterance.voice != before and len(utterance.words) >= SPEECH_WORDS:
            for item_index in presents.get(speaker, ()):
                begins[i, item_index] += weight * PRESENTER / len(presents[speaker])
        before = utterance.voice


def in_blocks(
    emission: Floats,
    features: Floats,
    mass: Floats,
    heard: Signals,
    expected: Expected,
    content: Sequence[int],
    options: AlignOptions,
) -> tuple[Evidence, list[int]]:
    """Join utterances in blocks that the search takes as one.

    Returns
    -------
    Evidence
        Of the blocks.
    list of int
        First utterance of each block.
    """
    n = len(mass)
    marked = (heard.begins.max(axis=1) > OTHERS) | (heard.follows > 0)
    light = [content[i] < LIGHT_WORDS and not marked[i] for i in range(n)]
    firsts = [i for i in range(n) if i == 0 or not light[i]]
    total = float(mass.sum())
    least = 0.0
    max_blocks = options.max_blocks
    while len(firsts) > max_blocks and least < total:
        least = max(2 * least, total / max_blocks)
        firsts = _heavier(firsts, mass, marked if least < total / max_blocks * 4 else np.zeros(n, dtype=bool), least)
    weighted = emission * mass[:, None]
    starts = np.array(firsts)
    begins = np.maximum.reduceat(heard.begins, starts, axis=0)
    changes = heard.changes[starts]
    due = np.where(heard.dispensable, 0.0, LEAST_DUE + (1 - LEAST_DUE) * expected.due)
    doubt = np.where(heard.dispensable, 0.0, 1.0 - expected.due) * UNMENTIONED * options.announcement_weight
    begins -= doubt * (changes < FRAMED * options.announcement_weight)[:, None]
    return (
        Evidence(
            np.add.reduceat(weighted, starts, axis=0),
            np.add.reduceat(features * mass[:, None], starts, axis=0),
            np.add.reduceat(np.maximum(mass, 1e-3), starts),
            begins,
            np.maximum.reduceat(heard.follows, starts),
            changes,
            due,
            expected.shares,
        ),
        firsts,
    )


def _heavier(firsts: list[int], mass: Floats, marked: npt.NDArray[np.bool_], least: float) -> list[int]:
    """Join blocks until each weighs at least so much, but never over a marked beginning."""
    kept = [firsts[0]]
    weight = 0.0
    for here, following in zip(firsts, [*firsts[1:], len(mass)], strict=True):
        if here != kept[-1] and (weight >= least or marked[here]):
            kept.append(here)
            weight = 0.0
        weight += float(mass[here:following].sum())
    return kept
