"""Decisions that no rule knows the wording of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.functions import Function
from pipeline.draft.speech import sentence as printed
from pipeline.draft.speech import without_stop
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.found import Found
    from pipeline.draft.heard.passages import Ear
    from pipeline.draft.sentences import Sentence

LOOK_BACK = 12  # sentences before "then we do that" in which the proposal lies
FEWEST_FRAGMENTS = 2  # of a word or so each, that together say something: "Poser. Fra maj."
SAME_MATTER = 5  # sentences; "yes, let us do that" so near a decision says no other one
PROPOSED = 0.3  # probability from which a sentence is what "that" means


def hear_decisions(ear: Ear, decided: Sequence[Found]) -> tuple[list[Found], set[int]]:
    """The decisions of an item that are not among those decided by the rules, and the sentences they used up."""
    found: list[Found] = []
    taken: set[int] = set()
    for passage in ear.passages(Function.DECISION):
        settled = _settled(ear, passage, taken)
        if settled is None:
            continue
        text, rests = settled
        if len(rests) > len(passage) and any(abs(one.order - passage[0].order) <= SAME_MATTER for one in decided):
            continue
        found.append(ear.found(StatementKind.DECISION, printed(text), rests))
        taken |= {one.order for one in rests}
    return found, taken


def _settled(ear: Ear, passage: list[Sentence], taken: set[int]) -> tuple[str, list[Sentence]] | None:
    """The printed decision, and what it rests on."""
    procedural = ear.language.cues.procedural
    says = [one for one in passage if ear.informative(one, 1) and not procedural.search(one.raw)]
    if any(ear.informative(one) for one in says):
        return _in_words(ear, says), passage
    meant = _meant(ear, passage[0], taken)
    if meant is not None:
        clause, proposed = meant
        text = ear.language.formulas.followed.format(Body=ear.people.body(), clause=ear.people.in_full(clause))
        return text, [proposed, *passage]
    if len(says) < FEWEST_FRAGMENTS:
        return None
    return ear.language.formulas.decided_quote.format(text=ear.quote(says)), passage


def _in_words(ear: Ear, says: Sequence[Sentence]) -> str:
    """The decision as a sentence of its own, as reported clauses, or as it was said."""
    grammar, formulas = ear.language.grammar, ear.language.formulas
    body = ear.people.body()
    if len(says) == 1:
        speaker = ear.people.speaker(says[0].attendee)
        text = grammar.decide(says[0].text, body, speaker)
        if text is not None:
            return ear.people.in_full(text)
    clauses = [
        None
        if one.question or ear.language.cues.first_person.search(one.raw)
        else grammar.conclude(one.text, body, ear.people.speaker(one.attendee))
        for one in says
    ]
    if all(clauses):
        return formulas.decided_that.format(clause=ear.people.in_full(grammar.join([one for one in clauses if one])))
    return formulas.decided_quote.format(text=without_stop(ear.quote(says)))


def _meant(ear: Ear, sentence: Sentence, taken: set[int]) -> tuple[str, Sentence] | None:
    """The clause of the nearest proposal before, which "then we do that" settles."""
    grammar, body = ear.language.grammar, ear.people.body()
    for before in reversed(ear.sentences[max(0, sentence.order - LOOK_BACK) : sentence.order]):
        if before.order in taken or ear.hearing.of(before, Function.PROPOSAL) < PROPOSED or not ear.informative(before):
            continue
        speaker = ear.people.speaker(before.attendee)
        asked = grammar.ask(before.text, speaker) if before.question else None
        clause = asked or grammar.conclude(before.text, body, speaker)
        if clause is not None and not ear.language.cues.first_person.search(clause):
            return clause, before
    return None
