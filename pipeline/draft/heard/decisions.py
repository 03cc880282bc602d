"""Decisions that no rule knows the wording of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.heard.passages import near
from pipeline.draft.sentences import Sentence
from pipeline.draft.speech import sentence as printed
from pipeline.draft.speech import without_stop
from pipeline.functions import Function
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.found import Found
    from pipeline.draft.heard.passages import Ear

LOOK_BACK = 12  # sentences before "then we do that" in which the proposal lies
FEWEST_FRAGMENTS = 2  # of a word or so each, that together say something: "Poser. Fra maj."
SAME_MATTER = 5  # sentences; "yes, let us do that" so near a decision says no other one
PROPOSED = 0.3  # probability from which a sentence is what "that" means


@dataclass(frozen=True, slots=True)
class _Settled:
    """A decision as it is printed; ``firm``: it says in a clause of its own what is decided."""

    text: str
    rests: list[Sentence]
    firm: bool


def hear_decisions(ear: Ear, decided: Sequence[Found]) -> tuple[list[Found], set[int]]:
    """The decisions of an item that are not among those decided by the rules, and the sentences they used up.

    A quotation, or "yes, let us do that", so near a decision is said of that one.
    """
    found: list[Found] = []
    taken: set[int] = set()
    for passage in ear.passages(Function.DECISION):
        settled = _settled(ear, passage, taken)
        if settled is None:
            continue
        if not settled.firm and near(passage[0], decided, StatementKind.DECISION, SAME_MATTER):
            continue
        found.append(ear.found(StatementKind.DECISION, printed(settled.text), settled.rests))
        taken |= {one.order for one in settled.rests}
    return found, taken


def _settled(ear: Ear, passage: list[Sentence], taken: set[int]) -> _Settled | None:
    """What is decided in a passage, if it can be told."""
    procedural = ear.language.cues.procedural
    says = [
        one
        for one in passage
        if ear.informative(one, 1) and not procedural.search(one.raw) and not _asks_somebody(ear, one)
    ]
    quoted = ear.language.formulas.decided_quote.format(text=without_stop(ear.quote(says)))
    if any(ear.informative(one) for one in says):
        text = _in_words(ear, says)
        return _Settled(text or quoted, passage, firm=text is not None)
    meant = _meant(ear, passage[0], taken)
    if meant is not None:
        clause, proposed = meant
        text = ear.language.formulas.followed.format(Body=ear.people.body(), clause=ear.people.in_full(clause))
        return _Settled(text, [proposed, *passage], firm=False)
    return _Settled(quoted, passage, firm=False) if len(says) >= FEWEST_FRAGMENTS else None


def _asks_somebody(ear: Ear, sentence: Sentence) -> bool:
    """Whether somebody by name is asked to do something: that is a task."""
    asked = ear.language.grammar.request(sentence.text, ear.people.speaker(sentence.attendee))
    return asked is not None and any(asked[0])


def _in_words(ear: Ear, says: Sequence[Sentence]) -> str | None:
    """The decision as a sentence of its own or as reported clauses; None where it must be quoted."""
    grammar, body = ear.language.grammar, ear.people.body()
    if len(says) == 1:
        text = grammar.decide(says[0].text, body, ear.people.speaker(says[0].attendee))
        if text is not None:
            return ear.people.in_full(text)
    clause = ear.joined(_clause(ear, one) for one in says)
    return ear.language.formulas.decided_that.format(clause=ear.people.in_full(clause)) if clause is not None else None


def _clause(ear: Ear, sentence: Sentence) -> str | None:
    if sentence.question or ear.language.cues.first_person.search(sentence.raw):
        return None
    return ear.language.grammar.conclude(sentence.text, ear.people.body(), ear.people.speaker(sentence.attendee))


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
