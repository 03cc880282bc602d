"""The draft stage: every agenda item from its own utterances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.attendance import find_next_meeting
from pipeline.draft.compose import Numbering, compose, statement
from pipeline.draft.danish import LANGUAGE as DANISH
from pipeline.draft.english import LANGUAGE as ENGLISH
from pipeline.draft.extractive import extract
from pipeline.draft.people import People, proper_words
from pipeline.draft.sentences import Sentence, by_item, read_item
from pipeline.minutes import Draft, ItemDraft
from pipeline.progress import silent
from pipeline.remark import Remark

if TYPE_CHECKING:
    from pipeline.draft.language import Language
    from pipeline.draft.options import DraftOptions
    from pipeline.meeting import Meeting
    from pipeline.minutes import Alignment
    from pipeline.progress import Hook
    from pipeline.transcript import Conversation

_LANGUAGES = {"da": DANISH, "en": ENGLISH}


def language_of(code: str) -> Language:
    """The language with this ISO 639-1 code; English where the code is not known."""
    return _LANGUAGES.get(code.lower()[:2], ENGLISH)


def draft(
    conversation: Conversation,
    alignment: Alignment,
    meeting: Meeting,
    options: DraftOptions,
    hook: Hook = silent,
) -> Draft:
    """Write the draft referat: one `ItemDraft` for every agenda item, each from its own utterances.

    Parameters
    ----------
    conversation : Conversation
        The utterances, with the names found for the voices.
    alignment : Alignment
        The agenda item of every utterance.
    meeting : Meeting
        Language, style, body, attendees and agenda.
    options : DraftOptions
        Which engine, and the length.
    hook : Hook
        Called once an item: ``"write"``.

    Returns
    -------
    Draft
        Every statement rests on utterances of its own item; the same input gives the same draft.
    """
    language = language_of(meeting.language)
    spoken = (utterance.text for utterance in conversation.utterances)
    people = People(meeting, language, proper_words(meeting, spoken))
    numbering = Numbering()
    grouped = by_item(conversation, alignment.items, meeting)
    items: list[ItemDraft] = []
    remarks: list[Remark] = []
    everything: list[Sentence] = []
    unclear = 0
    said_before: set[str] = set()
    for done, item in enumerate(meeting.items):
        hook("write", completed=done, total=len(meeting.items))
        said = read_item(item.index, grouped[item.index], conversation, language, options.min_confidence)
        everything += said.sentences
        unclear += said.n_unclear
        material = extract(item, said, people, language, options, said_before)
        items.append(compose(item, material, people, language, numbering))
    hook("write", completed=len(meeting.items), total=len(meeting.items))
    if unclear:
        message = language.formulas.low_confidence.format(count=unclear)
        remarks.append(Remark("draft", "low-confidence", message))
    found = find_next_meeting(everything, language)
    next_meeting = statement(found, numbering) if found is not None else None
    return Draft(meeting.language, tuple(items), next_meeting, tuple(remarks))
