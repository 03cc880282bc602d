"""The draft stage: every agenda item from its own utterances."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

from pipeline.draft.attendance import find_next_meeting
from pipeline.draft.chairing import leading_voice
from pipeline.draft.compose import Numbering, compose, statement
from pipeline.draft.extractive import extract
from pipeline.draft.hearing import hear
from pipeline.draft.languages import language_of
from pipeline.draft.length import Extracted, cut
from pipeline.draft.llm.client import AnswerError, Client
from pipeline.draft.llm.engine import Writer
from pipeline.draft.people import People, proper_words
from pipeline.draft.salience import Themes
from pipeline.draft.sentences import by_item, confidence_of, read_item
from pipeline.draft.spelling import is_unpunctuated, with_capitals
from pipeline.functions import functions_model
from pipeline.minutes import Draft, ItemDraft
from pipeline.progress import silent
from pipeline.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.draft.compose import Material
    from pipeline.draft.language import Language
    from pipeline.draft.options import DraftOptions
    from pipeline.functions import FunctionModel
    from pipeline.meeting import AgendaItem, Meeting
    from pipeline.minutes import Alignment
    from pipeline.progress import Hook
    from pipeline.transcript import Conversation, Utterance


def draft(
    conversation: Conversation,
    alignment: Alignment,
    meeting: Meeting,
    options: DraftOptions,
    hook: Hook = silent,
    *,
    functions: Callable[[str], FunctionModel | None] = functions_model,
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
    functions : callable
        Gives the model of a language that tells the function of a sentence, or None: then only the rules write.

    Returns
    -------
    Draft
        Every statement rests on utterances of its own item. The extractive engine gives the same draft for the same
        input.

    Raises
    ------
    InputError
        The address of the language model's server is not allowed. A server that fails is no error: its items fall back
        to the extractive engine, each with a remark.
    """
    language = language_of(meeting.language)
    conversation = with_capitals(conversation, meeting, language)
    spoken = (utterance.text for utterance in conversation.utterances)
    grouped = by_item(conversation, alignment.items, meeting)
    leader = leading_voice(conversation, grouped.values(), meeting, language)
    people = People(meeting, language, proper_words(meeting, language, spoken), leader)
    with ExitStack() as stack:
        writer = None
        if options.engine == "llm":
            client = stack.enter_context(Client(options, os.environ.get(options.api_key_env, "")))
            writer = Writer(client, conversation, people, options)
        return _draft(conversation, alignment, people, options, hook, writer, functions(language.code))


def _draft(
    conversation: Conversation,
    alignment: Alignment,
    people: People,
    options: DraftOptions,
    hook: Hook,
    writer: Writer | None,
    functions: FunctionModel | None,
) -> Draft:
    meeting, language = people.meeting, people.language
    numbering = Numbering()
    grouped = by_item(conversation, alignment.items, meeting)
    items: list[ItemDraft] = []
    remarks: list[Remark] = []
    said_before: set[str] = set()
    unpunctuated = is_unpunctuated(conversation.utterances)
    said = [
        read_item(
            item.index, grouped[item.index], conversation, language, options.min_confidence, unpunctuated=unpunctuated
        )
        for item in meeting.items
    ]
    found_in = [
        Extracted(
            extract(item, one, people, language, said_before, hear(one.sentences, item, people, functions)),
            one.n_words,
            item.style or meeting.style,
        )
        for item, one in zip(meeting.items, said, strict=True)
    ]
    cut(found_in, people, options, Themes.of(conversation, language))
    for done, (item, one, extracted) in enumerate(zip(meeting.items, said, found_in, strict=True)):
        hook("write", completed=done, total=len(meeting.items))
        material = extracted.material
        if writer is not None and one.sentences:
            clear = [u for u in grouped[item.index] if confidence_of(u) >= options.min_confidence]
            material, more = _written(writer, item, clear, material, language)
            remarks += more
        items.append(compose(item, material, people, language, numbering))
    unclear = sum(one.n_unclear for one in said)
    everything = [sentence for one in said for sentence in one.sentences]
    hook("write", completed=len(meeting.items), total=len(meeting.items))
    if unclear:
        message = language.formulas.low_confidence.format(count=unclear)
        remarks.append(Remark("draft", "low-confidence", message))
    found = find_next_meeting(everything, language)
    next_meeting = statement(found, numbering) if found is not None else None
    return Draft(meeting.language, tuple(items), next_meeting, tuple(remarks))


def _written(
    writer: Writer, item: AgendaItem, utterances: list[Utterance], extracted: Material, language: Language
) -> tuple[Material, list[Remark]]:
    """The item as the model writes it; where it does not, the extractive draft and a remark that says so."""
    formulas = language.formulas
    number = item.number or str(item.index + 1)
    start = next((one.start_s for one in utterances if one.start_s is not None), None)
    try:
        material, doubted = writer.write(item, utterances, extracted)
    except AnswerError as error:
        message = formulas.llm_fallback.format(number=number, reason=formulas.llm_reasons[error.failure])
        return extracted, [Remark("draft", "llm-fallback", message, start)]
    if not doubted:
        return material, []
    message = formulas.llm_partial.format(number=number, count=doubted)
    return material, [Remark("draft", "llm-statements-rejected", message, start)]
