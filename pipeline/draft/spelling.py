"""What a recogniser that writes no capitals and no full stops leaves out, as far as the draft needs it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.draft.speech import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft.language import Language
    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation, Utterance

FEWEST_TOKENS = 12  # of a transcript; fewer say nothing about how it is written
WORDS_PER_STOP = 60  # words on each full stop from which on a transcript counts as unpunctuated
WORDS_PER_CAPITAL = 100
SHORTEST_NAME = 3  # letters; "bo" and "per" are words too


def is_unpunctuated(utterances: Iterable[Utterance]) -> bool:
    """Whether the recogniser wrote no full stops: then a sentence ends where an utterance does."""
    tokens = [word.text.strip() for utterance in utterances for word in utterance.words]
    stops = sum(token[-1:] in (".", "?", "!") for token in tokens)
    return len(tokens) >= FEWEST_TOKENS and stops * WORDS_PER_STOP < len(tokens)


def with_capitals(conversation: Conversation, meeting: Meeting, language: Language) -> Conversation:
    """Give the names of the attendees their capitals in a transcript that has none.

    A name that is a word of the language as well gets its capital only beside another name of the same person.
    """
    tokens = [word.text for utterance in conversation.utterances for word in utterance.words]
    capitals = sum(token[:1].isupper() for token in tokens)
    if len(tokens) < FEWEST_TOKENS or capitals * WORDS_PER_CAPITAL >= len(tokens):
        return conversation
    names = [[part.lower() for part in attendee.name.split()] for attendee in meeting.attendees]
    first = {parts[0] for parts in names if parts}
    beside = {pair for parts in names for pair in pairwise(parts)}
    words = language.cues.stopwords | language.number_words | language.cues.name_words
    utterances = tuple(_capitalised(one, first - words, beside) for one in conversation.utterances)
    return replace(conversation, utterances=utterances)


def _capitalised(utterance: Utterance, first: set[str], beside: set[tuple[str, str]]) -> Utterance:
    said = [bare(word.text) for word in utterance.words]
    words = list(utterance.words)
    for place, token in enumerate(said):
        before = said[place - 1] if place else ""
        after = said[place + 1] if place + 1 < len(said) else ""
        paired = (before, token) in beside or (token, after) in beside
        if paired or (token in first and len(token) >= SHORTEST_NAME):
            text = words[place].text
            at = len(text) - len(text.lstrip())
            words[place] = replace(words[place], text=text[:at] + text[at : at + 1].upper() + text[at + 1 :])
    return replace(utterance, words=tuple(words))
