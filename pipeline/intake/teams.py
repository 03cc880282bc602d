"""Attendance reports of Teams: the one of three sections, and the older list of who came and went."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.intake.moment import read_stamps, stamps_order
from pipeline.intake.people import merged
from pipeline.intake.prepared import Doubt, FoundPerson, Guess, Head
from pipeline.meeting import Attendance, Role

if TYPE_CHECKING:
    from pipeline.intake.line import Line

_SECTION = re.compile(r"^([123])\.\s+\S")
_OLD_HEADERS = (
    {"full name", "user action", "timestamp"},
    {"fulde navn", "brugerhandling", "tidsstempel"},
    {"navn", "brugerhandling", "tidsstempel"},
    {"name", "user action", "timestamp"},
)
_NAME = frozenset({"name", "full name", "navn", "fulde navn"})
_OUTSIDE = re.compile(r"\s*\((ext|external|ekstern|guest|gæst|unverified|ikke bekræftet)\)", re.IGNORECASE)
_SUMMARY = re.compile(
    r"^(?:meeting title|mødetitel|mødets titel|attended participants|deltagere|antal deltagere|start ?time|"
    r"starttidspunkt|start|end ?time|"
    r"sluttidspunkt|slut|meeting duration|mødets varighed|mødevarighed|average attendance time|"
    r"gennemsnitlig .*|meeting id|møde-id)$",
    re.IGNORECASE,
)
_MARGIN = timedelta(minutes=10)  # who comes or goes within it was there from begin to end


@dataclass(frozen=True)
class Report:
    """The people, what the report says of the meeting, and the lines that were read."""

    people: tuple[FoundPerson, ...]
    head: Head
    used: frozenset[int]


def is_report(lines: tuple[Line, ...]) -> bool:
    """Whether the lines are an attendance report of Teams."""
    if _is_old(lines):
        return True
    sections = {m[1] for line in lines if (m := _SECTION.match(line.whole)) and len(_cells(line)) <= 1}
    return {"1", "2"} <= sections and any(_cells(line)[0].casefold() in _NAME for line in lines)


def read_report(lines: tuple[Line, ...]) -> Report:
    """Return who was there. Names are put in the order in which they are spoken; that is marked as a guess."""
    if _is_old(lines):
        people = [_person(_cells(line)[0], "") for line in lines[1:] if _cells(line)[0]]
        used = frozenset({0, *(i for i, line in enumerate(lines) if i and _cells(line)[0])})
        return Report(tuple(merged(people)), Head(), used)
    return _three_sections(lines)


def _is_old(lines: tuple[Line, ...]) -> bool:
    return bool(lines) and {cell.casefold() for cell in _cells(lines[0])} in _OLD_HEADERS


def _cells(line: Line) -> tuple[str, ...]:
    filled = line.cells or (line.whole,)
    return filled[: max((i for i, cell in enumerate(filled, start=1) if cell), default=1)]


def _three_sections(lines: tuple[Line, ...]) -> Report:
    stamps = [cell for line in lines for cell in _cells(line)[1:]]
    order = stamps_order(stamps)
    section, header, used = "", False, set()
    summary: list[tuple[str, str]] = []
    people: list[FoundPerson] = []
    times: dict[str, list[datetime]] = {}
    for index, line in enumerate(lines):
        cells = _cells(line)
        found = _SECTION.match(cells[0]) if len(cells) == 1 else None
        if found:
            section, header = found[1], False
            used.add(index)
        elif section == "1":
            summary.append((cells[0], cells[1] if len(cells) > 1 else ""))
            if _SUMMARY.match(cells[0]):
                used.add(index)
        elif section in {"2", "3"} and not header:
            header = True
            used.add(index)
        elif section in {"2", "3"} and cells[0] and len(cells) > 1:
            person = _person(cells[0], cells[-1])
            people.append(person)
            read = [moment for moment in read_stamps(list(cells[1:3]), month_first=bool(order)) if moment]
            times.setdefault(person.name.casefold(), []).extend(read)
            used.add(index)
    head = _head(summary, order)
    return Report(tuple(_placed(person, times, head) for person in merged(people)), head, frozenset(used))


def _head(summary: list[tuple[str, str]], order: bool | None) -> Head:
    moments = [moment for moment in read_stamps([value for _, value in summary], month_first=bool(order)) if moment]
    title = summary[0][1] if summary else ""
    guesses = (Guess("start", Doubt.DAY_OR_MONTH),) if order is None and moments else ()
    start = moments[0].replace(second=0) if moments else None
    end = moments[1].replace(second=0) if len(moments) > 1 and moments[1] - moments[0] >= timedelta(minutes=1) else None
    return Head(title, start, end, guesses=guesses)


def _person(name: str, role: str) -> FoundPerson:
    outside = _OUTSIDE.search(name)
    name = _OUTSIDE.sub("", name).strip()
    guesses: tuple[Guess, ...] = ()
    last, comma, first = name.partition(",")
    if comma and first.strip() and last.strip():
        name, guesses = f"{first.strip()} {last.strip()}", (Guess("name", Doubt.SURNAME_FIRST),)
    guest = outside is not None and outside[1].casefold() in {"guest", "gæst"}
    return FoundPerson(name, role=Role.GUEST if guest else None, guesses=guesses)


def _placed(person: FoundPerson, times: dict[str, list[datetime]], head: Head) -> FoundPerson:
    moments = times.get(person.name.casefold(), [])
    attendance = Attendance.PRESENT
    if moments and head.start and head.end:
        if min(moments) - head.start > _MARGIN:
            attendance = Attendance.LATE
        elif head.end - max(moments) > _MARGIN:
            attendance = Attendance.LEFT
    if attendance is Attendance.PRESENT:
        return person
    return replace(person, attendance=attendance, guesses=(*person.guesses, Guess("attendance", Doubt.CLOCK)))
