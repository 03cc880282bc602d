"""Attendance reports of Teams: the one of three sections, and the older list of who came and went."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.intake.moment import read_stamps, stamps_order
from pipeline.intake.people import merged
from pipeline.intake.prepared import Doubt, FoundPerson, Guess, Head
from pipeline.intake.presence import joined_spans
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
_LEFT = re.compile(r"^(?:left|leave|forlod|forladt|har forladt|gik|verlassen)\b", re.IGNORECASE)
_MARGIN = timedelta(minutes=10)  # who comes or goes within it was there from begin to end


@dataclass(frozen=True)
class Report:
    """The people, what the report says of the meeting, and the lines that were read."""

    people: tuple[FoundPerson, ...]
    head: Head
    used: frozenset[int]


def is_report(lines: tuple[Line, ...]) -> bool:
    """Whether the lines are an attendance report of Teams, in whatever language its headings are."""
    if _is_old(lines):
        return True
    sections = {m[1] for line in lines if (m := _SECTION.match(line.whole)) and len(_cells(line)) <= 1}
    if not {"1", "2"} <= sections:
        return False
    return any(
        _cells(line)[0].casefold() in _NAME or len(_span(_cells(line), month_first=False)) == 2 for line in lines
    )


def read_report(lines: tuple[Line, ...]) -> Report:
    """Return who was there. Names are put in the order in which they are spoken; that is marked as a guess."""
    if _is_old(lines):
        return _came_and_went(lines)
    return _three_sections(lines)


def _came_and_went(lines: tuple[Line, ...]) -> Report:
    """Read the old form: one line for each time somebody joins or leaves; who is not seen to leave stays."""
    rows = [(_cells(line)[0], _cells(line)) for line in lines[1:] if _cells(line)[0]]
    order = stamps_order([cells[-1] for _, cells in rows])
    moments = read_stamps([cells[-1] for _, cells in rows], month_first=bool(order))
    last = max((moment for moment in moments if moment), default=None)
    people = {name: _person(name, "") for name, _ in rows}
    spans: dict[str, list[tuple[datetime, datetime]]] = {name: [] for name in people}
    there: dict[str, datetime] = {}
    for (name, cells), moment in zip(rows, moments, strict=True):
        if moment is None:
            continue
        if not _LEFT.match(cells[1] if len(cells) > 1 else ""):
            there.setdefault(name, moment)
        elif name in there:
            spans[name].append((there.pop(name), moment))
    for name, begin in there.items():
        if last is not None:
            spans[name].append((begin, last))
    found = [_present(person, spans[name], order) for name, person in people.items()]
    used = frozenset({0, *(i for i, line in enumerate(lines) if i and _cells(line)[0])})
    return Report(tuple(merged(found)), Head(), used)


def _present(person: FoundPerson, spans: list[tuple[datetime, datetime]], order: bool | None) -> FoundPerson:
    """Add when somebody was there; a date that can be read two ways is a guess."""
    presence = joined_spans((begin, end) for begin, end in spans if end > begin)
    guesses = (Guess("presence", Doubt.DAY_OR_MONTH),) if presence and order is None else ()
    return replace(person, presence=presence, guesses=(*person.guesses, *guesses))


def _span(cells: tuple[str, ...], *, month_first: bool) -> list[datetime]:
    """Return the moments in the second and third column."""
    return [moment for moment in read_stamps(list(cells[1:3]), month_first=month_first) if moment]


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
    spans: dict[tuple[str, str], list[tuple[datetime, datetime]]] = {}
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
            read = _span(cells, month_first=bool(order))
            times.setdefault(person.name.casefold(), []).extend(read)
            if len(read) == 2:
                spans.setdefault((person.name.casefold(), section), []).append((read[0], read[1]))
            used.add(index)
    head = _head(summary, order)
    placed = []
    for person in merged(people):
        name = person.name.casefold()  # the third section has each coming and going, the second the first and last
        there = spans.get((name, "3")) or spans.get((name, "2")) or []
        placed.append(_present(_placed(person, times, head), there, order))
    return Report(tuple(placed), head, frozenset(used))


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
