"""Who is welcomed, who sent apologies, who stands in, who comes late and who leaves; and the date of the next "
"meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.found import Found, evidence_of
from pipeline.draft.speech import tidy
from pipeline.meeting import Attendance
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence


def find_welcome(sentences: Sequence[Sentence], people: People, language: Language) -> tuple[list[Found], set[int]]:
    """The chair's welcome, if somebody welcomed."""
    for sentence in sentences:
        if not language.cues.welcome.search(sentence.raw) or sentence.question:
            continue
        if not people.may_decide(sentence):
            continue
        formulas = language.formulas
        name = people.name(sentence.attendee) if people.is_chair(sentence.attendee) else ""
        text = formulas.welcome.format(name=name) if name else formulas.welcome_impersonal
        who = (sentence.attendee,) if name and sentence.attendee else ()
        welcome = Found(
            StatementKind.PRESENTATION,
            text,
            sentence.evidence,
            sentence.order,
            who,
            sentence.confidence,
            5.0,
            required=True,
        )
        return [welcome], {sentence.order}
    return [], set()


def find_attendance(
    sentences: Sequence[Sentence], people: People, language: Language, said: set[str], used: set[int]
) -> tuple[list[Found], set[int]]:
    """Apologies, substitutes, late arrivals and departures, and the sentences used up.

    ``said`` holds what earlier items reported already, and grows: nobody sends apologies twice.
    """
    found: list[Found] = []
    taken: set[int] = set()
    for place, sentence in enumerate(sentences):
        if sentence.question or sentence.order in used:
            continue
        before = sentences[place - 1] if place else None
        texts = [
            *_absences(sentence, before, people, language),
            *_movements(sentence, people, language),
        ]
        for text, who, rests in texts:
            taken.add(sentence.order)
            subject = f"{who[0]}:{sentence_kind(sentence, language)}"
            if subject in said:
                continue
            said.add(subject)
            found.append(
                Found(
                    StatementKind.ATTENDANCE,
                    text,
                    evidence_of(*rests),
                    sentence.order,
                    who,
                    sentence.confidence * 0.9,
                    4.0,
                    required=True,
                )
            )
    return found, taken


def sentence_kind(sentence: Sentence, language: Language) -> str:
    """What is said of the person: absent or standing in, coming, or leaving."""
    cues = language.cues
    if cues.substitute.search(sentence.raw) or cues.apologies.search(sentence.raw):
        return "represented"
    return "left" if cues.leaves.search(sentence.raw) else "arrived"


_Said = list[tuple[str, tuple[str, ...], tuple["Sentence", ...]]]


def _absences(sentence: Sentence, before: Sentence | None, people: People, language: Language) -> _Said:
    """Apologies and the substitutes named with them or right after."""
    cues, formulas = language.cues, language.formulas
    apologies, substitute = cues.apologies.search(sentence.raw), cues.substitute.search(sentence.raw)
    if not apologies and not substitute:
        return []
    if cues.none_missing.search(sentence.raw):
        return []
    named = list(people.mentioned(sentence.raw))
    if substitute:
        here = [one for one in named if one.substitute_for or (not people.absent(one.key) and not apologies)]
        if cues.first_person.search(sentence.raw) and sentence.attendee and not here:
            here = [people.meeting.attendee(sentence.attendee)]
        gone = [one for one in named if one not in here]
        result: _Said = [
            (formulas.apologies.format(name=one.name), (one.key,), (sentence,)) for one in gone if apologies
        ]
        rests: tuple[Sentence, ...] = (sentence,)
        if not gone and before is not None and cues.apologies.search(before.raw):
            gone, rests = list(people.mentioned(before.raw))[-1:], (before, sentence)
        for one in here:
            absent = next(
                (other for other in gone if other.name == one.substitute_for), gone[0] if len(gone) == 1 else None
            )
            text = (
                formulas.substitute.format(absent=absent.name, name=one.name)
                if absent is not None
                else formulas.substitute_plain.format(name=one.name)
            )
            keys = (one.key, absent.key) if absent is not None else (one.key,)
            result.append((text, keys, rests if absent is not None else (sentence,)))
        return result
    return [(formulas.apologies.format(name=one.name), (one.key,), (sentence,)) for one in named]


def _movements(sentence: Sentence, people: People, language: Language) -> _Said:
    """Who arrives and who leaves: the speaker in the first person, or the one person named."""
    cues, formulas = language.cues, language.formulas
    if cues.greets.search(sentence.raw):
        late = [one for one in people.mentioned(sentence.raw) if one.attendance is Attendance.LATE]
        return [(formulas.arrives.format(name=one.name), (one.key,), (sentence,)) for one in late]
    if cues.apologies.search(sentence.raw) or cues.returns.search(sentence.raw):
        return []
    for pattern, formula in ((cues.leaves, formulas.leaves), (cues.arrives, formulas.arrives)):
        if not pattern.search(sentence.raw):
            continue
        if cues.first_person.search(sentence.raw):
            key = sentence.attendee
        else:
            named = people.mentioned(sentence.raw)
            key = named[0].key if len(named) == 1 else None
        if key is not None:
            return [(formula.format(name=people.name(key)), (key,), (sentence,))]
    return []


def is_date(sentence: Sentence, language: Language) -> bool:
    """Whether a sentence gives the date of the next meeting."""
    cues = language.cues
    return cues.next_meeting.search(sentence.raw) is not None and cues.full_date.search(sentence.text) is not None


def find_next_meeting(sentences: Sequence[Sentence], language: Language) -> Found | None:
    """The date of the next meeting, where somebody said it."""
    for place, sentence in enumerate(sentences):
        if not language.cues.next_meeting.search(sentence.raw) or sentence.question:
            continue
        for rest in (sentence, *sentences[place + 1 : place + 2]):
            match = language.cues.full_date.search(rest.text)
            if match:
                rests = (sentence,) if rest is sentence else (sentence, rest)
                return Found(
                    StatementKind.CLOSING,
                    language.formulas.next_meeting.format(date=tidy(match.group(0)).rstrip(".,")),
                    evidence_of(*rests),
                    sentence.order,
                    confidence=min(one.confidence for one in rests) * 0.9,
                )
    return None
