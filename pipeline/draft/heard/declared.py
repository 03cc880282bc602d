"""Votes, dissent and conflicts of interest in wordings that no rule knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.heard.passages import near
from pipeline.draft.people import listed
from pipeline.draft.speech import sentence as printed
from pipeline.draft.speech import without_stop
from pipeline.functions import Function
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.found import Found
    from pipeline.draft.heard.passages import Ear
    from pipeline.draft.sentences import Sentence

SAME_VOTE = 8  # sentences within which what is said of a vote is said of the one that was counted

FEWEST_COUNTS = 2
_NUMBER = re.compile(r"\d+|\b(?:en|én|ingen|one|nobody|none)\b", re.IGNORECASE)

Heard = tuple[list["Found"], set[int]]


def hear_votes(ear: Ear, counted: Sequence[Found]) -> Heard:
    """What was said of a vote whose count no rule could read: in the speaker's own words."""
    passages = [
        one
        for one in ear.passages(Function.VOTE)
        if _counts(ear, one) and not near(one[0], counted, StatementKind.VOTE, SAME_VOTE)
    ]
    found = [
        ear.found(
            StatementKind.VOTE, printed(ear.language.formulas.vote_quote.format(text=ear.quote(passage))), passage
        )
        for passage in passages
    ]
    return found, {one.order for passage in passages for one in passage}


def _counts(ear: Ear, passage: Sequence[Sentence]) -> bool:
    """Whether two numbers are said that are no date, or somebody speaks of voting: one number counts something else."""
    said = " ".join(one.raw for one in passage)
    said = ear.language.cues.full_date.sub(" ", ear.language.grammar.small_digits(said))
    numbers = _NUMBER.findall(said)
    return len(numbers) >= FEWEST_COUNTS or (bool(numbers) and ear.language.cues.vote.search(said) is not None)


def hear_dissent(ear: Ear) -> Heard:
    """Who is against, in a reported clause or the own words."""
    found: list[Found] = []
    taken: set[int] = set()
    formulas, cues = ear.language.formulas, ear.language.cues
    for passage in ear.passages(Function.DISSENT):
        says = [one for one in passage if ear.informative(one)] or passage
        speaker = ear.people.speaker(passage[0].attendee)
        name = ear.people.name(passage[0].attendee) or speaker.label
        recorded = any(cues.on_record.search(one.raw) for one in passage)
        clauses = [ear.language.grammar.report(one.text, speaker) for one in says]
        clause = ear.joined(one.text if one and not one.quoted and not one.phrase else None for one in clauses)
        if clause is not None:
            pattern = formulas.dissent if recorded else formulas.objection
            text = pattern.format(name=name, clause=clause)
        else:
            pattern = formulas.dissent_quote if recorded else formulas.objection_quote
            text = pattern.format(name=name, text=without_stop(ear.quote(says)))
        who = (passage[0].attendee,) if passage[0].attendee is not None else ()
        found.append(ear.found(StatementKind.DISSENT, printed(text), passage, who=who))
        taken |= {one.order for one in passage}
    return found, taken


def hear_conflicts(ear: Ear, declared: set[str]) -> Heard:
    """Who has a conflict of interest: the speaker in the first person, or whoever is named; each once."""
    found: list[Found] = []
    taken: set[int] = set()
    formulas, cues = ear.language.formulas, ear.language.cues
    for passage in ear.passages(Function.CONFLICT):
        mine = any(cues.first_person.search(one.raw) for one in passage) and passage[0].attendee is not None
        named = [each for one in passage for each in ear.people.mentioned(one.raw)]
        if mine and not ear.people.chairs(passage[0]):
            named = [ear.people.meeting.attendee(passage[0].attendee or "")]
        fresh = [one for one in dict.fromkeys(named) if one.key not in declared]
        taken |= {one.order for one in passage}
        if not fresh:
            continue
        declared |= {one.key for one in fresh}
        text = formulas.conflict.format(name=listed([one.name for one in fresh], formulas.conjunction))
        found.append(ear.found(StatementKind.CONFLICT, text, passage, who=tuple(one.key for one in fresh)))
    return found, taken
