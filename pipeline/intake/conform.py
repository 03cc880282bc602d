"""Make what was read keep the rules of ``meeting.toml``; what the rules have no room for is listed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.intake.prepared import Doubt, FoundItem, FoundPerson, Guess, Leftover, Prepared
from pipeline.intake.schema import MAX_TEXT
from pipeline.intake.wording import say
from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ENTRIES = 500


def conform(found: Prepared) -> Prepared:
    """Return `found` with one chair, numbers once each, known substitutes, a title, and no text without end."""
    left: list[Leftover] = []

    def fit(text: str) -> str:
        if len(text) > MAX_TEXT:
            left.append(Leftover("", "", text[MAX_TEXT:]))
        return text[:MAX_TEXT]

    items, numbering = _numbers(found.items, left)
    people = _roles(found.people, left)
    names = {person.name.casefold() for person in people}
    items = tuple(_presenters(_short(item, fit), names) for item in items)
    head, guesses = found.head, found.guesses
    if not head.title:
        head = replace(head, title=found.body or say("meeting", found.language))
        guesses = (*guesses, Guess("title", Doubt.NOTHING_SAID))
    if head.start and head.end and ((head.start.tzinfo is None) != (head.end.tzinfo is None) or head.end <= head.start):
        left.append(Leftover("", "", head.end.isoformat()))
        head = replace(head, end=None)
    head = replace(head, title=fit(head.title), place=fit(head.place))
    short = tuple(_short_person(person, fit) for person in people)
    return replace(
        found,
        head=head,
        body=fit(found.body),
        items=items,
        people=short,
        numbering=numbering,
        guesses=guesses,
        leftovers=(*found.leftovers, *left),
    )


def _numbers(items: tuple[FoundItem, ...], left: list[Leftover]) -> tuple[tuple[FoundItem, ...], str]:
    numbers = [item.number for item in items]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        left += [Leftover("", "", f"{item.number} {item.title}") for item in items if item.number]
        return tuple(replace(item, number="") for item in items), ""
    split = [number.partition("/") for number in numbers]
    series = [int(number) for number, _, _ in split if number.isdecimal()]
    one_year = len({year for _, _, year in split}) == 1
    counts_on = one_year and series == list(range(series[0], series[0] + len(items))) if series else False
    printed = counts_on and bool(split[0][2]) and re.fullmatch(r"\d+/\d{2,4}", numbers[0])
    return items, numbers[0] if printed else ""


def _roles(people: tuple[FoundPerson, ...], left: list[Leftover]) -> tuple[FoundPerson, ...]:
    names = {person.name.casefold() for person in people}
    result: list[FoundPerson] = []
    chaired = False
    for person in people:
        if person.role is Role.CHAIR:
            if chaired:
                person = replace(person, role=Role.MEMBER, guesses=(*person.guesses, Guess("role", Doubt.SECOND_CHAIR)))
            chaired = True
        if person.substitute_for and person.substitute_for.casefold() not in names:
            left.append(Leftover("", person.name, person.substitute_for))
            person = replace(
                person, substitute_for="", guesses=(*person.guesses, Guess("substitute_for", Doubt.NOT_ON_LIST))
            )
        result.append(person)
    return tuple(result)


def _presenters(item: FoundItem, names: set[str]) -> FoundItem:
    if not names or all(name.casefold() in names for name in item.presenters):
        return item
    return replace(item, guesses=(*item.guesses, Guess("presenters", Doubt.NOT_ON_LIST)))


def _short(item: FoundItem, fit: Callable[[str], str]) -> FoundItem:
    return replace(
        item,
        title=fit(item.title),
        presenters=tuple(map(fit, item.presenters)),
        documents=tuple(map(fit, item.documents)),
    )


def _short_person(person: FoundPerson, fit: Callable[[str], str]) -> FoundPerson:
    return replace(
        person,
        name=fit(person.name),
        title=fit(person.title),
        organisation=fit(person.organisation),
        group=fit(person.group),
        substitute_for=fit(person.substitute_for),
    )
