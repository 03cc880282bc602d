"""Who is missing, comes late, comes back or goes, in wordings that no rule knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.functions import Function
from pipeline.draft.people import listed
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pipeline.draft.found import Found
    from pipeline.draft.heard.passages import Ear
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import Attendee


def hear_attendance(ear: Ear, said: set[str]) -> tuple[list[Found], set[int]]:
    """Changes of attendance of an item, and the sentences they used up; ``said`` holds what was reported, and grows."""
    found: list[Found] = []
    taken: set[int] = set()
    for passage in ear.passages(Function.ATTENDANCE):
        for sentence in passage:
            people = _whom(ear, sentence)
            if not people or sentence.question:
                continue
            change, pattern = _change(ear, sentence)
            fresh = [one for one in people if f"{one.key}:{change}" not in said]
            if not fresh:
                continue
            said |= {f"{one.key}:{change}" for one in fresh}
            names = listed([one.name for one in fresh], ear.language.formulas.conjunction)
            keys = tuple(one.key for one in fresh)
            found.append(ear.found(StatementKind.ATTENDANCE, pattern.format(name=names), [sentence], who=keys))
            taken.add(sentence.order)
    return found, taken


def _whom(ear: Ear, sentence: Sentence) -> list[Attendee]:
    """The speaker in the first person; otherwise those named."""
    named = list(ear.people.mentioned(sentence.raw))
    if ear.language.cues.first_person.search(sentence.raw) and sentence.attendee is not None and not named:
        return [ear.people.meeting.attendee(sentence.attendee)]
    return named


def _change(ear: Ear, sentence: Sentence) -> tuple[str, str]:
    """What changes, and the formula that says it. ``"represented"``, ``"left"`` ... as the rules call it."""
    cues, formulas = ear.language.cues, ear.language.formulas
    mine = cues.first_person.search(sentence.raw) is not None and not ear.people.mentioned(sentence.raw)
    if cues.returns.search(sentence.raw):
        return "back", formulas.returns
    if cues.here_now.search(sentence.raw):
        return "arrived", formulas.arrives
    if cues.comes_late.search(sentence.raw):
        return "late", formulas.late
    if mine or cues.goes_out.search(sentence.raw):
        return "left", formulas.leaves
    return "represented", formulas.apologies
