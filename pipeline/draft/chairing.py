"""Which voice leads the meeting, where identification could not name the chair's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft.language import Language
    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation, Utterance

FEWEST_VOICES = 3  # of two, each says half of what leads
FEWEST_ACTS = 3  # by which somebody is seen to lead
AHEAD = 1.5  # times as many as the next voice's
OPENING = 2  # acts that opening or closing an item counts for: whoever speaks first there usually leads


def leading_voice(
    conversation: Conversation, grouped: Iterable[list[Utterance]], meeting: Meeting, language: Language
) -> str | None:
    """The voice that gives the floor, opens and closes the items; None where the chair's is known or nobody leads.

    A voice that is named as a guest or an officer does not lead the body, whatever it says.
    """
    named = {voice.voice: voice.attendee for voice in conversation.voices}
    chair = meeting.chair
    if chair is not None and chair.key in named.values():
        return None
    officers = {one.key for one in meeting.attendees if one.role in (Role.SECRETARIAT, Role.GUEST)}
    acts: Counter[str] = Counter()
    for utterance in conversation.utterances:
        if utterance.voice is not None:
            acts[utterance.voice] += leads(utterance.text, language)
    for utterances in grouped:
        for edge in utterances[:1] + utterances[-1:]:
            if edge.voice is not None:
                acts[edge.voice] += OPENING
    if len(acts) < FEWEST_VOICES:
        return None
    ranked = [(count, voice) for voice, count in acts.items() if named.get(voice) not in officers]
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    if not ranked or ranked[0][0] < FEWEST_ACTS:
        return None
    second = ranked[1][0] if len(ranked) > 1 else 0
    return ranked[0][1] if ranked[0][0] >= AHEAD * second else None


def leads(text: str, language: Language) -> bool:
    """Whether a sentence leads the meeting: hands over, asks who wants to speak, opens, closes."""
    cues = language.cues
    return any(
        cue.search(text)
        for cue in (
            cues.procedural,
            cues.directed,
            cues.asks_for_questions,
            cues.welcome,
            cues.closes,
            cues.takes_note,
            cues.confirms,
        )
    )
