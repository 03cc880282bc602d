"""Where an item begins by the way people speak, whatever it is about: learned from labelled dialogues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from text_to_num import alpha2digit

from pipeline.functions import Spoken, beginnings_model, name_words
from pipeline.functions.features import features
from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation

USUAL = 0.064  # of the sentences of the dialogues, those that begin an item: what nothing heard amounts to
LEAST, MOST = -1.0, 5.0  # in nats; no way of speaking alone rules a beginning out, or settles it

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def beginnings(conversation: Conversation, meeting: Meeting, leads: Sequence[float]) -> npt.NDArray[np.float64]:
    """How much likelier than usual each utterance is to begin an item, or to follow one that begins nothing.

    Parameters
    ----------
    leads : sequence of float
        How far each utterance speaks for the meeting; 1 for whoever leads it.

    Returns
    -------
    ndarray of float64
        Log odds in nats against the usual. shape = (n_utterances,); zero where the language has no model
    """
    n = len(conversation.utterances)
    language = meeting.language.lower()[:2]
    model = beginnings_model(language)
    score = np.zeros(n + 1)
    if model is None or not n:
        return score[:n]
    spoken, places = _spoken(conversation, meeting, leads, language)
    likely = model.probabilities(features(spoken, name_words(meeting)))[:, 0].astype(float)
    odds = np.log(likely + 1e-6) - np.log(1 - likely + 1e-6) - np.log(USUAL / (1 - USUAL))
    score[:] = LEAST
    np.maximum.at(score, places, np.clip(odds, LEAST, MOST))
    return score[:n]


def _spoken(
    conversation: Conversation, meeting: Meeting, leads: Sequence[float], language: str
) -> tuple[list[Spoken], npt.NDArray[np.int64]]:
    """The sentences, and the utterance with which an item would begin if it began with the sentence.

    One that is said in the second half of an utterance announces what comes after it.
    """
    named = {voice.voice: voice.attendee for voice in conversation.voices}
    found: list[Spoken] = []
    places: list[int] = []
    turn, before = 0, None
    for i, utterance in enumerate(conversation.utterances):
        turn += utterance.voice is None or utterance.voice != before
        before = utterance.voice
        role = _role(meeting, named.get(utterance.voice) if utterance.voice else None, leads[i])
        sentences = _SENTENCE_END.split(utterance.text.strip())
        for at, sentence in enumerate(sentences):
            found.append(Spoken(str(alpha2digit(sentence, language)), role, turn))
            places.append(i + (2 * at >= len(sentences) and at > 0))
    return found, np.array(places)


def _role(meeting: Meeting, attendee: str | None, leads: float) -> str:
    if attendee is None:
        return "chair" if leads == 1.0 else "unknown"
    role = meeting.attendee(attendee).role
    return role.value if role in (Role.CHAIR, Role.SECRETARIAT, Role.GUEST) else "member"
