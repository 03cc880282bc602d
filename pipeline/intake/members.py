"""Those who belong to the body, and what the papers of this meeting say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.intake.prepared import Doubt, FoundPerson, Guess
from pipeline.meeting import Attendance, Role

if TYPE_CHECKING:
    from collections.abc import Sequence


def joined(members: Sequence[FoundPerson], told: Sequence[FoundPerson]) -> list[FoundPerson]:
    """Return the members, as the papers of this meeting have them, then whom else these name.

    Who is on the list comes as the list says; who has a substitute is absent. A member who is not named is guessed to
    be absent when the papers name half of the members or more (they list who came), else to be there (they say only
    what is unusual).
    """
    named = {person.name.casefold() for person in told}
    unique = {name for name in named if sum(each.name.casefold() == name for each in (*members, *told)) <= 2}
    absent = {person.substitute_for.casefold() for person in told if person.substitute_for}
    whole = 2 * sum(member.name.casefold() in named for member in members) >= len(members)
    result = []
    taken: set[int] = set()
    for member in members:
        name = member.name.casefold()
        at = next((i for i, each in enumerate(told) if each.name.casefold() == name and name in unique), None)
        if at is not None:
            taken.add(at)
            result.append(_as_told(member, told[at]))
        elif name in absent:
            result.append(replace(member, attendance=Attendance.APOLOGIES))
        else:
            result.append(_not_named(member, named, whole=whole and bool(told)))
    rest = [each for i, each in enumerate(told) if i not in taken]
    return result + [_in_place_of(each, members) for each in rest]


def _as_told(member: FoundPerson, person: FoundPerson) -> FoundPerson:
    return replace(
        person,
        title=person.title or member.title,
        organisation=person.organisation or member.organisation,
        group=person.group or member.group,
        role=member.role if person.role in (None, Role.MEMBER) else person.role,
    )


def _not_named(member: FoundPerson, named: set[str], *, whole: bool) -> FoundPerson:
    if whole and member.name.casefold() not in named:
        return replace(
            member, attendance=Attendance.APOLOGIES, guesses=(*member.guesses, Guess("attendance", Doubt.NOT_ON_LIST))
        )
    return replace(member, guesses=(*member.guesses, Guess("attendance", Doubt.MEMBER)))


def _in_place_of(person: FoundPerson, members: Sequence[FoundPerson]) -> FoundPerson:
    """A substitute whose group nobody says is listed where the member is."""
    absent = next((each for each in members if each.name.casefold() == person.substitute_for.casefold()), None)
    if absent is None or not absent.group or person.group:
        return person
    return replace(person, group=absent.group, guesses=(*person.guesses, Guess("group", Doubt.LIKE_ABSENT)))
