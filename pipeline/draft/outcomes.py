"""Conclusions, dissent and conflicts of interest: what is never cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.found import Found, evidence_of
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

CONCLUSION = 3  # sentences behind "let me sum up" that belong to the conclusion


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


def _joined(first: Found, second: Found) -> Found:
    return replace(first, evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))))


def find_conflicts(sentences: Sequence[Sentence], people: People, language: Language) -> tuple[list[Found], set[int]]:
    """Find who declares a conflict of interest, and the sentences used up."""
    found: dict[tuple[str, ...], Found] = {}
    taken: set[int] = set()
    for place, sentence in enumerate(sentences):
        rests = _declares(sentences, place, language)
        if not rests or sentence.order in taken:
            continue
        named = people.mentioned(sentence.raw)
        first_person = language.cues.first_person.search(sentence.raw)
        keys = tuple(one.key for one in named)
        if first_person and not (people.chairs(sentence) and len(named) == 1):
            keys = (sentence.attendee,) if sentence.attendee else ()
        if not keys and len(rests) == 1 and not language.cues.conflict.search(sentence.raw):
            continue
        taken |= {rest.order for rest in rests}
        names = [people.name(key) for key in keys]
        formulas = language.formulas
        text = (
            formulas.conflict.format(name=listed(names, formulas.conjunction))
            if names
            else formulas.conflict_impersonal
        )
        declared = Found(
            StatementKind.CONFLICT,
            text,
            evidence_of(*rests),
            sentence.order,
            keys,
            sentence.confidence * 0.9,
            5.0,
            required=True,
        )
        found[keys] = _joined(found[keys], declared) if keys in found else declared
    return list(found.values()), taken


def _declares(sentences: Sequence[Sentence], place: int, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a declaration: the word itself, or an interest of one's own and the withdrawal for it."""
    cues, sentence = language.cues, sentences[place]
    if sentence.question:
        return ()
    if cues.conflict.search(sentence.raw):
        return () if cues.no_conflict.search(sentence.raw) else (sentence,)
    if not cues.interest.search(sentence.raw):
        return ()
    following = [one for one in sentences[place + 1 : place + 2] if one.turn == sentence.turn and not one.question]
    withdrawn = next((one for one in (sentence, *following) if cues.withdraws.search(one.raw)), None)
    if withdrawn is None:
        return ()
    return (sentence,) if withdrawn is sentence else (sentence, withdrawn)


def find_dissent(sentences: Sequence[Sentence], people: People, language: Language) -> tuple[list[Found], set[int]]:
    """Find who wants a different opinion on record, and the sentences used up."""
    found: list[Found] = []
    taken: set[int] = set()
    cues = language.cues
    for place, sentence in enumerate(sentences):
        rests: tuple[Sentence, ...] = (sentence,)
        recorded = cues.on_record.search(sentence.raw) is not None
        if not cues.dissent.search(sentence.raw) or (sentence.question and not recorded) or sentence.order in taken:
            continue
        before = _before_in_turn(sentences, place, taken)
        with_request = next((one for one in sentences[place + 1 : place + 2] if one.turn == sentence.turn), None)
        asks = (
            with_request is not None
            and cues.dissent.search(with_request.raw)
            and cues.on_record.search(with_request.raw)
        )
        if not recorded and asks and with_request is not None:
            if cues.record_that.search(with_request.text):
                continue  # the request itself says what
            recorded = True
            rests = (sentence, with_request)
        if not recorded and not cues.first_person.search(sentence.raw):
            continue
        objection = _objection(sentence, before, recorded, people, language)
        if objection is None:
            continue
        text, about = objection
        rests = tuple(dict.fromkeys((*about, *rests)))
        taken |= {rest.order for rest in rests}
        who = (sentence.attendee,) if sentence.attendee else ()
        found.append(
            Found(
                StatementKind.DISSENT,
                printed(text),
                evidence_of(*rests),
                sentence.order,
                who,
                sentence.confidence * 0.9,
                5.0,
                required=True,
            )
        )
    return found, taken


def _before_in_turn(sentences: Sequence[Sentence], place: int, taken: set[int]) -> Sentence | None:
    before = sentences[place - 1] if place else None
    same = before is not None and before.turn == sentences[place].turn and before.order not in taken
    return before if same else None


def _objection(
    sentence: Sentence, before: Sentence | None, recorded: bool, people: People, language: Language
) -> tuple[str, tuple[Sentence, ...]] | None:
    """The printed dissent, and the sentence before where it says what is recorded."""
    formulas, cues = language.formulas, language.cues
    speaker = people.speaker(sentence.attendee)
    label = people.name(sentence.attendee) or speaker.label
    that = cues.record_that.search(sentence.text) if recorded else None
    said = sentence.text[that.end() :] if that else sentence.text
    about: tuple[Sentence, ...] = ()
    if recorded and that is None:
        said = cues.record_request.sub("", sentence.text).strip(" ,")
        if len(said.split()) < 3 and before is not None:
            said, about = before.text, (before,)
    against = that is not None and cues.votes_against.search(sentence.text[: that.start()]) is not None
    clause = language.grammar.report(said, speaker)
    if clause is not None and not clause.quoted and not clause.phrase:
        pattern = formulas.dissent_against if against else formulas.dissent if recorded else formulas.objection
        return pattern.format(name=label, clause=clause.text), about
    if len(said.split()) < 2:
        said = sentence.text
    pattern = formulas.dissent_quote if recorded else formulas.objection_quote
    return pattern.format(name=label, text=without_stop(said)), about
