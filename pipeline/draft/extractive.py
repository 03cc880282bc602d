"""The extractive engine: deterministic rules that find statements by their function in the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.actions import find_actions
from pipeline.draft.attendance import find_attendance, find_welcome, is_date
from pipeline.draft.closing import find_closing, find_nothing
from pipeline.draft.compose import Material
from pipeline.draft.decisions import find_decisions
from pipeline.draft.discussion import find_questions, find_remarks
from pipeline.draft.heard import (
    Ear,
    believed,
    hear_actions,
    hear_attendance,
    hear_conflicts,
    hear_decisions,
    hear_dissent,
    hear_votes,
)
from pipeline.draft.hearing import with_questions
from pipeline.draft.outcomes import find_conclusion, find_conflicts, find_dissent
from pipeline.draft.presentation import find_presentation
from pipeline.draft.speech import orders_machine
from pipeline.draft.votes import find_votes
from pipeline.draft.weight import Weigher
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.found import Found
    from pipeline.draft.hearing import Hearing
    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Item, Sentence
    from pipeline.meeting import AgendaItem


def extract(
    item: AgendaItem,
    said: Item,
    people: People,
    language: Language,
    said_before: set[str],
    hearing: Hearing,
) -> Material:
    """Find the statements of one item in what was said in it, outcomes first: what they use up is no remark."""
    sentences = with_questions(said.sentences, hearing)
    material = Material()
    used = _said_to_the_machine(sentences)
    ear = Ear(sentences, hearing, people, used)

    def take(found: tuple[list[Found], set[int]]) -> list[Found]:
        used.update(found[1])
        return found[0]

    def believe(found: tuple[list[Found], set[int]]) -> list[Found]:
        return take(believed(*found, ear))

    sentences = tuple(one for one in sentences if one.order not in used)
    if item.index == 0:
        material.opening += take(find_welcome(sentences, people, language))
    material.opening += believe(find_conflicts(sentences, people, language))
    declared = {key for one in material.opening if one.kind is StatementKind.CONFLICT for key in one.who}
    material.opening += believe(find_attendance(sentences, people, language, said_before, used))
    material.outcome += believe(find_votes(sentences, people, language))
    material.outcome += believe(find_dissent(sentences, people, language))
    material.outcome += believe(find_decisions(sentences, item, people, language, used))
    material.outcome += take(find_conclusion(sentences, people, language, used))
    material.actions += believe(find_actions(sentences, people, language, used))
    # what no rule knows the wording of, in what the rules have left
    material.opening += take(hear_conflicts(ear, declared))
    material.outcome += take(hear_votes(ear, material.outcome))
    material.outcome += take(hear_dissent(ear))
    material.outcome += take(hear_decisions(ear, material.outcome))
    material.actions += take(hear_actions(ear))
    material.opening += take(hear_attendance(ear, said_before))
    material.closing += take(find_closing(sentences, item, people, language, bool(material.outcome)))
    used |= {one.order for one in sentences if is_date(one, language)}
    welcomed = item.index == 0 and bool(material.opening)
    if not welcomed:
        presentation, spoken, presenters = find_presentation(sentences, item, people, language, used)
        material.presentation, material.presenters = presentation, presenters
        used |= spoken
    weigh = Weigher(sentences, item.title, language)
    material.talk += believe(find_questions(sentences, people, language, used, weigh, ear.asked()))
    material.talk += find_remarks(sentences, people, language, used | ear.idle(), weigh)
    material.talk.sort(key=lambda one: (one.answers if one.answers is not None else one.order, one.answers is not None))
    if not any((material.opening, material.presentation, material.talk, material.outcome, material.actions)):
        material.closing = material.closing or take(find_nothing(sentences, item, language))
    return material


def _said_to_the_machine(sentences: Sequence[Sentence]) -> set[int]:
    """The sentences of the utterances in which somebody orders the machine about: none of them is reported."""
    refs = {ref for one in sentences if orders_machine(one.raw) for ref in one.evidence}
    return {one.order for one in sentences if refs & set(one.evidence)}
