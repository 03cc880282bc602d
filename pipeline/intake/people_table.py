"""A table of people: which column holds what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.intake.person_text import attendance_of, is_name, read_person, role_of
from pipeline.intake.prepared import FoundPerson
from pipeline.meeting import Attendance

if TYPE_CHECKING:
    from pipeline.intake.line import Line

_COLUMNS = {
    "name": "navn|fulde navn|deltager|person|name|full name|attendee|participant",
    "first": "fornavn|first name|given name",
    "last": "efternavn|last name|surname|family name",
    "title": "titel|stilling|stillingsbetegnelse|funktion|title|job title|position",
    "organisation": "organisation|virksomhed|virksomhed/afdeling|firma|kommune|region|institution|"
    "arbejdssted|ansættelsessted|"
    "afdeling|repræsenterer|company|organization|department|affiliation|employer",
    "group": "gruppe|udvalg|group|list",
    "role": "rolle|role",
    "attendance": "fremmøde|tilstede|til stede|status|deltagelse|afbud|mødt|attendance|present|response|svar|apologies",
    "substitute": "stedfortræder for|suppleant for|substitute for|i stedet for",
}
_FIELD = {name: field for field, names in _COLUMNS.items() for name in names.split("|")}


def read_people_table(lines: tuple[Line, ...]) -> tuple[list[FoundPerson], set[int], dict[int, str]]:
    """Return the people in rows of cells, the rows that were read, and of those what was not understood."""
    header = next((i for i, line in enumerate(lines[:10]) if _columns(line)), None)
    if header is None:
        return _unheaded(lines)
    columns = _columns(lines[header])
    absent = {c for c, cell in enumerate(lines[header].cells) if cell.casefold().strip(" :") in {"afbud", "apologies"}}
    people: list[FoundPerson] = []
    used: set[int] = {header}
    rest: dict[int, str] = {}
    unknown = [cell for index, cell in enumerate(lines[header].cells) if cell and index not in columns]
    if unknown:
        rest[header] = " | ".join(unknown)
    for index in range(header + 1, len(lines)):
        cells = lines[index].cells
        if cells == lines[header].cells:  # again at the top of a page
            used.add(index)
            continue
        values = {field: cells[column] for column, field in columns.items() if column < len(cells)}
        found = _person(values, absent=bool(absent & set(columns)))
        if found is None:
            continue
        people.append(found[0])
        used.add(index)
        unread = [cell for column, cell in enumerate(cells) if cell and column not in columns]
        if unread or found[1]:
            rest[index] = " | ".join([found[0].name, *found[1], *unread])
    return people, used, rest


def _columns(line: Line) -> dict[int, str]:
    fields = {index: _FIELD.get(cell.casefold().strip(" :"), "") for index, cell in enumerate(line.cells)}
    known: dict[int, str] = {}
    for index, field in fields.items():
        if field and field not in known.values():
            known[index] = field
    return known if {"name", "first"} & set(known.values()) else {}


def _person(values: dict[str, str], *, absent: bool) -> tuple[FoundPerson, list[str]] | None:
    name = values.get("name") or f"{values.get('first', '')} {values.get('last', '')}".strip()
    if not name:
        return None
    found = read_person(name, least=1)
    person, rest = found or (FoundPerson(name), ())
    left = list(rest)
    role = role_of(values.get("role", ""))
    if values.get("role") and role is None:
        left.append(values["role"])
    told = values.get("attendance", "").strip()
    attendance = attendance_of(told)
    if absent and told:
        attendance = Attendance.PRESENT if told.casefold() in {"nej", "no", "-"} else Attendance.APOLOGIES
    elif told and attendance is None:
        left.append(told)
    return (
        replace(
            person,
            title=values.get("title") or person.title,
            organisation=values.get("organisation") or person.organisation,
            group=values.get("group", "").rstrip(" :"),
            role=role or person.role,
            attendance=attendance or person.attendance,
            substitute_for=values.get("substitute") or person.substitute_for,
        ),
        left,
    )


def _unheaded(lines: tuple[Line, ...]) -> tuple[list[FoundPerson], set[int], dict[int, str]]:
    """Read rows without a header as a list: the name is the first cell that can be one."""
    people: list[FoundPerson] = []
    used: set[int] = set()
    rest: dict[int, str] = {}
    for index, line in enumerate(lines):
        cells = [cell for cell in line.cells if cell]
        at = next((i for i, cell in enumerate(cells) if is_name(cell)), None)
        text = ", ".join([cells[at], *cells[:at], *cells[at + 1 :]]) if at is not None else ", ".join(cells)
        found = read_person(text)
        if found is not None:
            people.append(found[0])
            used.add(index)
            if found[1]:
                rest[index] = "; ".join(found[1])
    return people, used, rest
