"""Decisions, actions, dissent and conflicts of interest: what is never cut."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.draft.found import Found, evidence_of
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
LOOK_AHEAD = 4  # sentences after a question or request in which assent is heard


def _assent(sentences: Sequence[Sentence], place: int, language: Language) -> Sentence | None:
    """The first sentence by another voice behind this one, if it assents."""
    asked = sentences[place]
    for sentence in sentences[place + 1 : place + 1 + LOOK_AHEAD]:
        if sentence.voice == asked.voice and sentence.voice is not None:
            continue
        if language.cues.refusal.match(sentence.raw):
            return None
        if language.cues.assent.match(sentence.raw):
            return sentence
    return None


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
            assent = _assent(sentences, place, language) if text else None
            if text and assent:
                found.append(_decision(text, (sentence, assent), 0.75))
                taken |= {sentence.order, assent.order}
            continue
        if not language.cues.decision.search(sentence.raw) or sentence.order in used:
            continue
        text = language.grammar.decide(sentence.text, body, speaker)
        rests: tuple[Sentence, ...] = (sentence,)
        if text is None:
            before = _proposal_before(sentences, place, people, language)
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


def find_actions(
    sentences: Sequence[Sentence], people: People, language: Language, used: set[int]
) -> tuple[list[Found], set[int]]:
    """Find who undertakes or is asked to do what, and the sentences used up."""
    found: list[Found] = []
    taken: set[int] = set()
    for place, sentence in enumerate(sentences):
        if sentence.order in used | taken or sentence.n_words < 3:
            continue
        action = (
            _requested(sentences, place, people, language)
            or _assigned(sentence, people, language)
            or _undertaken(sentences, place, people, language)
        )
        if action is None:
            continue
        one, orders = action
        twin = next((other for other in found if other.owner == one.owner and _alike(other.content, one.content)), None)
        if twin is not None:
            found[found.index(twin)] = _merged(twin, one)
        else:
            found.append(one)
        taken |= orders
    return found, taken


def _alike(first: str, second: str) -> bool:
    return fuzz.token_set_ratio(first, second) >= 70


def _merged(first: Found, second: Found) -> Found:
    """The fuller of two wordings of one action, resting on both."""
    fuller = second if second.deadline and not first.deadline else first
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(fuller, evidence=evidence, order=min(first.order, second.order))


def _deadline(text: str, language: Language) -> str:
    match = language.cues.deadline.search(text)
    return match.group(0).strip() if match else ""


def _action(
    owner: str, who: tuple[str, ...], what: str, rests: tuple[Sentence, ...], language: Language, confidence: float
) -> Found:
    what = without_stop(what)
    said = " ".join(rest.text for rest in rests)
    deadline = _deadline(what, language)
    later = _deadline(said, language)
    if not deadline and later:
        deadline = later
        what = f"{what} {later}"
    return Found(
        StatementKind.ACTION,
        language.formulas.action.format(owner=owner, what=what),
        evidence_of(*rests),
        rests[0].order,
        who=who,
        confidence=min(rest.confidence for rest in rests) * confidence,
        weight=4.0,
        owner=owner,
        deadline=deadline,
        required=True,
        content=what,
    )


def _requested(
    sentences: Sequence[Sentence], place: int, people: People, language: Language
) -> tuple[Found, set[int]] | None:
    """ "Bettina, can you send ...?" and a yes."""
    sentence = sentences[place]
    asked = language.grammar.request(sentence.text)
    if asked is None:
        return None
    name, what = asked
    assent = _assent(sentences, place, language)
    attendee = people.one(name) if name else None
    if attendee is None and assent is not None and not name and assent.attendee is not None:
        attendee = people.meeting.attendee(assent.attendee)
    if assent is None and (attendee is None or not _deadline(sentence.text, language)):
        return None
    owner = attendee.name if attendee else name
    if not owner:
        return None
    rests = (sentence, assent) if assent else (sentence,)
    who = (attendee.key,) if attendee else ()
    return _action(owner, who, what, rests, language, 0.9 if assent else 0.6), {rest.order for rest in rests}


def _assigned(sentence: Sentence, people: People, language: Language) -> tuple[Found, set[int]] | None:
    """ "The secretariat sends ...", "Bettina will send ..."."""
    if sentence.raw.rstrip().endswith("?"):
        return None
    given = language.grammar.assignment(sentence.text)
    if given is None:
        return None
    who, what = given
    attendees = people.mentioned(who)
    if attendees:
        owner = listed([attendee.name for attendee in attendees], language.formulas.conjunction)
    elif who[:1].islower() or re.match(r"(?:the|sekretariatet|forvaltningen|administrationen|formanden)\b", who, re.IGNORECASE):
        owner = who[:1].lower() + who[1:]
    else:
        return None
    if not _deadline(sentence.text, language) and not people.is_chair(sentence.attendee):
        return None
    return _action(owner, tuple(one.key for one in attendees), what, (sentence,), language, 0.85), {sentence.order}


def _undertaken(
    sentences: Sequence[Sentence], place: int, people: People, language: Language
) -> tuple[Found, set[int]] | None:
    """ "I send ... by Friday", by somebody whose name is known."""
    sentence = sentences[place]
    what = language.grammar.commitment(sentence.text)
    if what is None:
        return None
    deadline = _deadline(what, language)
    prompted = place > 0 and sentences[place - 1].voice != sentence.voice
    if not deadline and not prompted:
        return None
    if sentence.attendee is None:
        return None
    owner = people.name(sentence.attendee)
    return (
        _action(owner, (sentence.attendee,), what, (sentence,), language, 0.85 if deadline else 0.6),
        {sentence.order},
    )


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
        if not language.cues.dissent.search(sentence.raw) or sentence.question or sentence.order in taken:
            continue
        formulas = language.formulas
        speaker = people.speaker(sentence.attendee)
        label = people.name(sentence.attendee) or speaker.label
        clause = language.grammar.report(sentence.text, speaker)
        recorded = language.cues.on_record.search(sentence.raw) is not None
        if clause is None or clause.quoted:
            text = (formulas.dissent_quote if recorded else formulas.objection_quote).format(
                name=label, text=without_stop(sentence.text)
            )
        else:
            text = (formulas.dissent if recorded else formulas.objection).format(name=label, clause=clause.text)
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
