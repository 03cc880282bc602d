"""Decisions, conclusions, dissent and conflicts of interest: what is never cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.found import Found, assent_to, evidence_of
from pipeline.draft.language import Speaker
from pipeline.draft.people import listed
from pipeline.draft.speech import sentence as printed
from pipeline.draft.speech import without_stop
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence

LOOK_BACK = 10  # sentences before "that is decided" in which the proposal lies


def find_decisions(
    sentences: Sequence[Sentence], people: People, language: Language, used: set[int]
) -> tuple[list[Found], set[int]]:
    """Find the decisions, and the sentences they used up."""
    found: list[Found] = []
    taken: set[int] = set()
    body = people.body()
    for place, sentence in enumerate(sentences):
        if sentence.order in taken:
            continue
        speaker = people.speaker(sentence.attendee)
        if sentence.raw.rstrip().endswith("?"):
            text = language.grammar.proposal(sentence.text, body, speaker)
            assent = assent_to(sentences, place, language) if text else None
            if text and assent:
                found.append(_decision(text, (sentence, assent), 0.75))
                taken |= {sentence.order, assent.order}
            continue
        if not language.cues.decision.search(sentence.raw) or sentence.order in used or not people.may_decide(sentence):
            continue
        text = language.grammar.decide(sentence.text, body, speaker)
        rests: tuple[Sentence, ...] = (sentence,)
        if text is None:
            before = _proposal_before(sentences, place, people, language)
            if language.cues.unanimous.search(sentence.raw) and found and sentence.n_words <= LONGEST_BARE:
                found[-1] = _unanimous(found[-1], sentence, language)
                taken.add(sentence.order)
                continue
            if before:
                text, rests = before[0], (before[1], sentence)
            elif language.cues.rejection.search(sentence.raw):
                text = language.formulas.rejected.format(Body=body)
            elif language.cues.approval.search(sentence.raw) and sentence.n_words <= LONGEST_BARE:
                text = language.formulas.approved.format(Body=body)
            else:
                continue
        taken |= {rest.order for rest in rests}
        if not any(set(one.evidence) & set(evidence_of(*rests)) and one.text == text for one in found):
            found.append(_decision(text, rests, 0.9))
    return _without_echoes(found), taken


CONCLUSION = 3  # sentences behind "let me sum up" that belong to the conclusion
LONGEST_BARE = 14  # words; "that is approved" is short, a longer sentence speaks of something else


def _decision(text: str, rests: tuple[Sentence, ...], confidence: float) -> Found:
    return Found(
        StatementKind.DECISION,
        printed(text),
        evidence_of(*rests),
        rests[-1].order,
        confidence=min(rest.confidence for rest in rests) * confidence,
        weight=5.0,
        required=True,
    )


def _unanimous(decision: Found, sentence: Sentence, language: Language) -> Found:
    """The decision, with what the chair adds: that it was unanimous."""
    return replace(
        decision,
        text=language.formulas.unanimously.format(text=decision.text),
        evidence=tuple(dict.fromkeys((*decision.evidence, *sentence.evidence))),
    )


def find_conclusion(
    sentences: Sequence[Sentence], people: People, language: Language, used: set[int]
) -> tuple[list[Found], set[int]]:
    """What the chair says when summing up, and the sentences used up."""
    for place, sentence in enumerate(sentences):
        if not language.cues.sums_up.search(sentence.raw) or sentence.question or not people.may_decide(sentence):
            continue
        clauses, rests = [], []
        for one in sentences[place : place + 1 + CONCLUSION]:
            if (
                one.turn != sentence.turn
                or one.question
                or one.order in used
                or language.grammar.request(one.text, Speaker(""))
            ):
                break
            clause = language.grammar.report(one.text, people.speaker(one.attendee)) if one.n_words >= 6 else None
            if clause and not clause.quoted and not clause.phrase and not language.cues.sums_up.search(one.raw):
                clauses.append(clause.text)
                rests.append(one)
        if not clauses:
            continue
        text = printed(language.formulas.concluded.format(clause=language.grammar.join(clauses)))
        found = Found(
            StatementKind.CLOSING,
            text,
            evidence_of(*rests),
            rests[0].order,
            confidence=rests[0].confidence * 0.8,
            required=True,
        )
        return [found], {rest.order for rest in rests} | {sentence.order}
    return [], set()


def _without_echoes(found: list[Found]) -> list[Found]:
    """One statement for a decision that is said twice."""
    kept: dict[str, Found] = {}
    for one in found:
        key = one.text.lower()
        kept[key] = one if key not in kept else _joined(kept[key], one)
    return list(kept.values())


def _joined(first: Found, second: Found) -> Found:
    return replace(first, evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))))


def _proposal_before(
    sentences: Sequence[Sentence], place: int, people: People, language: Language
) -> tuple[str, Sentence] | None:
    for sentence in reversed(sentences[max(0, place - LOOK_BACK) : place]):
        text = language.grammar.proposal(sentence.text, people.body(), people.speaker(sentence.attendee))
        if text:
            return text, sentence
    return None


def find_conflicts(sentences: Sequence[Sentence], people: People, language: Language) -> tuple[list[Found], set[int]]:
    """Find who declares a conflict of interest, and the sentences used up."""
    found: dict[tuple[str, ...], Found] = {}
    taken: set[int] = set()
    for sentence in sentences:
        if not language.cues.conflict.search(sentence.raw) or sentence.question:
            continue
        if language.cues.no_conflict.search(sentence.raw):
            continue
        taken.add(sentence.order)
        named = people.mentioned(sentence.raw)
        first_person = language.cues.first_person.search(sentence.raw)
        keys = tuple(one.key for one in named)
        if first_person:
            keys = (sentence.attendee,) if sentence.attendee else ()
        names = [people.name(key) for key in keys]
        formulas = language.formulas
        text = (
            formulas.conflict.format(name=listed(names, formulas.conjunction))
            if names
            else formulas.conflict_impersonal
        )
        if keys in found:
            found[keys] = _joined(found[keys], Found(StatementKind.CONFLICT, text, sentence.evidence, sentence.order))
            continue
        found[keys] = Found(
            StatementKind.CONFLICT,
            text,
            sentence.evidence,
            sentence.order,
            keys,
            sentence.confidence * 0.9,
            5.0,
            required=True,
        )
    return list(found.values()), taken


def find_dissent(sentences: Sequence[Sentence], people: People, language: Language) -> tuple[list[Found], set[int]]:
    """Find who wants a different opinion on record, and the sentences used up."""
    found: list[Found] = []
    taken: set[int] = set()
    for sentence in sentences:
        recorded = language.cues.on_record.search(sentence.raw) is not None
        if not language.cues.dissent.search(sentence.raw) or (sentence.question and not recorded):
            continue
        if sentence.order in taken or not language.cues.first_person.search(sentence.raw):
            continue
        formulas = language.formulas
        speaker = people.speaker(sentence.attendee)
        label = people.name(sentence.attendee) or speaker.label
        that = language.cues.record_that.search(sentence.text) if recorded else None
        said = sentence.text[that.end() :] if that else sentence.text
        clause = language.grammar.report(said, speaker)
        against = that is not None and language.cues.votes_against.search(sentence.text[: that.start()]) is not None
        if clause is None or clause.quoted:
            text = (formulas.dissent_quote if recorded else formulas.objection_quote).format(
                name=label, text=without_stop(sentence.text)
            )
        else:
            pattern = formulas.dissent_against if against else formulas.dissent if recorded else formulas.objection
            text = pattern.format(name=label, clause=clause.text)
        taken.add(sentence.order)
        who = (sentence.attendee,) if sentence.attendee else ()
        found.append(
            Found(
                StatementKind.DISSENT,
                printed(text),
                sentence.evidence,
                sentence.order,
                who,
                sentence.confidence * 0.9,
                5.0,
                required=True,
            )
        )
    return found, taken
