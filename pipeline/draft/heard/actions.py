"""Tasks that no rule knows the wording of: who takes them on, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.speech import lower_first, without_stop
from pipeline.draft.speech import sentence as printed
from pipeline.functions import Function
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pipeline.draft.found import Found
    from pipeline.draft.heard.passages import Ear
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import Attendee

TAKEN_WITHIN = 3  # sentences behind "somebody should ..." in which somebody takes it on
QUOTABLE = 3  # content words from which a task is printed though it is no clause
FEWEST_WORDS = 1  # content words of "I will call them"
SHORT_YES = 8  # words; "I'll do that" says nothing of its own


def hear_actions(ear: Ear) -> tuple[list[Found], set[int]]:
    """The tasks of an item, and the sentences they used up."""
    found: list[Found] = []
    taken: set[int] = set()
    for passage in ear.passages(Function.ACTION):
        says = [one for one in passage if ear.informative(one, FEWEST_WORDS) and one.order not in taken]
        if not says:
            continue
        yes = _taken_on(ear, passage[-1])
        owner = _owner(ear, says[0], yes)
        if owner is None and says[0].question:
            continue
        clauses = [_clause(ear, one, owner) for one in says]
        if not any(clauses) and not any(ear.informative(one, QUOTABLE) for one in says):
            continue
        rests = [*passage, *([yes] if yes is not None else [])]
        found.append(_task(ear, says, ear.joined(clauses), rests, owner))
        taken |= {one.order for one in rests}
    return found, taken


def _task(ear: Ear, says: list[Sentence], clause: str | None, rests: list[Sentence], owner: Attendee | None) -> Found:
    formulas, cues = ear.language.formulas, ear.language.cues
    name = owner.name if owner is not None else ""
    if clause is not None:
        text = formulas.task_that.format(clause=ear.people.in_full(clause))
    else:
        words = without_stop(ear.quote(says))
        label = name or lower_first(formulas.participant)
        text = formulas.task_quote.format(name=label, text=words)
    heard = next(filter(None, (cues.deadline.search(one.text) for one in rests)), None)
    deadline = lower_first(heard.group(0).strip()) if heard else ""
    return ear.found(
        StatementKind.ACTION,
        printed(text),
        rests,
        who=(owner.key,) if owner is not None else (),
        owner=name,
        deadline=deadline,
        content=without_stop(says[0].text),
    )


def _clause(ear: Ear, sentence: Sentence, owner: Attendee | None) -> str | None:
    """The task as a clause with its owner in it; None where it must be quoted."""
    grammar = ear.language.grammar
    text = sentence.text
    if owner is not None:
        text = grammar.in_third_person(text, owner.name, addressed=owner.key != sentence.attendee) or text
    return grammar.conclude(text, ear.people.body(), ear.people.speaker(sentence.attendee))


def _owner(ear: Ear, sentence: Sentence, yes: Sentence | None) -> Attendee | None:
    """Who does it: the speaker in the first person, the one person addressed, or the one who takes it on."""
    people, cues = ear.people, ear.language.cues
    if cues.i_do.search(sentence.raw):
        return people.meeting.attendee(sentence.attendee) if sentence.attendee is not None else None
    named = [one for one in people.mentioned(sentence.raw) if one.key != sentence.attendee]
    if named:
        return named[0]
    if yes is not None and yes.attendee is not None:
        return people.meeting.attendee(yes.attendee)
    if not cues.you_do.search(sentence.raw):
        return None
    before = [one for one in ear.sentences[: sentence.order] if one.turn == sentence.turn - 1 and one.attendee]
    return people.meeting.attendee(before[-1].attendee or "") if before else None


def _taken_on(ear: Ear, sentence: Sentence) -> Sentence | None:
    """The short "I will" of somebody else right behind."""
    if ear.language.cues.i_do.search(sentence.raw):
        return None
    behind = ear.sentences[sentence.order + 1 : sentence.order + 1 + TAKEN_WITHIN]
    for one in behind:
        if one.voice == sentence.voice or one.order in ear.used or one.question:
            continue
        agrees = ear.language.cues.first_person.search(one.raw) or ear.language.cues.assent.match(one.raw)
        if agrees and one.n_words <= SHORT_YES:
            return one
    return None
