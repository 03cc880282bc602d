"""The closing formula of an item, resting on the words with which it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.found import Found, evidence_of
from pipeline.meeting import ItemKind
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import AgendaItem


def find_closing(
    sentences: Sequence[Sentence], item: AgendaItem, people: People, language: Language, decided: bool
) -> tuple[list[Found], set[int]]:
    """The last utterance in which the chair closes the item or the body takes note; nothing where there is none."""
    formulas, cues = language.formulas, language.cues
    body = people.body()
    for sentence in reversed(sentences):
        if sentence.question or not people.may_decide(sentence):
            continue
        noted = cues.takes_note.search(sentence.raw) is not None
        closed = cues.closes.search(sentence.raw) is not None
        if not noted and (not closed or decided):
            continue
        if noted or item.kind is ItemKind.ORIENTATION:
            pattern = (
                formulas.note_orientation if item.kind in (ItemKind.ORIENTATION, ItemKind.NONE) else formulas.note_other
            )
        elif item.kind is ItemKind.DISCUSSION:
            pattern = formulas.discussed
        else:
            continue
        closing = Found(
            StatementKind.CLOSING,
            pattern.format(Body=body),
            sentence.evidence,
            sentence.order,
            confidence=sentence.confidence * (0.95 if noted else 0.7),
            weight=5.0,
            required=True,
        )
        return [closing], {sentence.order}
    return [], set()


def find_nothing(sentences: Sequence[Sentence], item: AgendaItem, language: Language) -> tuple[list[Found], set[int]]:
    """Nothing under any other business: the chair asked, and nobody had anything."""
    if not language.cues.any_other_business.search(item.title):
        return [], set()
    for place, sentence in enumerate(sentences):
        after = sentences[place + 1 : place + 4]
        asked = language.cues.asks_for_questions.search(sentence.raw) is not None
        answer = next((one for one in after if language.cues.nothing.search(one.raw)), None) if asked else None
        stated = language.cues.nothing.search(sentence.raw) and language.cues.any_other_business.search(sentence.raw)
        if answer is None and not stated:
            continue
        rests = (sentence, answer) if answer is not None else (sentence,)
        nothing = Found(
            StatementKind.CLOSING,
            language.formulas.nothing.format(item=item.title.strip().lower()),
            evidence_of(*rests),
            sentence.order,
            confidence=min(one.confidence for one in rests) * 0.9,
            required=True,
        )
        return [nothing], {one.order for one in rests}
    return [], set()
