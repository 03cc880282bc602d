"""Who is missing, comes late, comes back or goes, in wordings that no rule knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.people import listed
from pipeline.functions import Function
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pipeline.draft.found import Found
    from pipeline.draft.heard.passages import Ear
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import Attendee


CLEAR = 1.5  # times as likely as the next change must the likeliest be


def hear_attendance(ear: Ear, said: set[str]) -> tuple[list[Found], set[int]]:
    """Changes of attendance of an item, and the sentences they used up; ``said`` holds what was reported, and grows."""
    found: list[Found] = []
    taken: set[int] = set()
    for passage in ear.passages(Function.ATTENDANCE):
        for sentence in passage:
            people = _whom(ear, sentence)
            if not people or sentence.question:
                continue
            changed = _change(ear, sentence)
            if changed is None:
                continue
            change, pattern = changed
            fresh = [one for one in people if _may(ear, one, change, said)]
            if not fresh:
                continue
            said |= {f"{one.key}:{change}" for one in fresh}
            names = listed([one.name for one in fresh], ear.language.formulas.conjunction)
            keys = tuple(one.key for one in fresh)
            found.append(ear.found(StatementKind.ATTENDANCE, pattern.format(name=names), [sentence], who=keys))
            taken.add(sentence.order)
    return found, taken


def _may(ear: Ear, attendee: Attendee, change: str, said: set[str]) -> bool:
    """Whether this can be said of somebody: not twice, and nobody who speaks is missing."""
    if f"{attendee.key}:{change}" in said:
        return False
    speaks = any(one.attendee == attendee.key for one in ear.sentences)
    return not (speaks and change == "represented")


def _whom(ear: Ear, sentence: Sentence) -> list[Attendee]:
    """The speaker in the first person; otherwise those named."""
    named = list(ear.people.mentioned(sentence.raw))
    if ear.language.cues.first_person.search(sentence.raw) and sentence.attendee is not None and not named:
        return [ear.people.meeting.attendee(sentence.attendee)]
    return named


def _change(ear: Ear, sentence: Sentence) -> tuple[str, str] | None:
    """What changes, as the rules call it, and the formula that says it; None where that is not clear."""
    formulas = ear.language.formulas
    changes = {
        Function.ABSENT: ("represented", formulas.apologies),
        Function.SUBSTITUTE: ("represented", formulas.substitute_plain),
        Function.LATE: ("late", formulas.late),
        Function.ARRIVES: ("arrived", formulas.arrives),
        Function.LEAVES: ("left", formulas.leaves),
        Function.RETURNS: ("back", formulas.returns),
    }
    likely = {function: ear.hearing.of(sentence, function) for function in changes}
    ranked = sorted(likely, key=lambda function: -likely[function])
    first, second = (likely[function] for function in ranked[:2])
    return changes[ranked[0]] if first >= CLEAR * second else None
