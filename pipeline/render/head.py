"""The head of the referat: date and place, and the participants by group."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, TypedDict

from babel.dates import format_datetime

from pipeline.meeting import Attendance, Role
from pipeline.render.fields import Group, Person
from pipeline.render.text import capitalised, clean

if TYPE_CHECKING:
    from pipeline.meeting import Attendee, Meeting
    from pipeline.render.labels import Wording


class DateFields(TypedDict):
    """The fields that date and place fill."""

    date_line: str
    date: str
    date_iso: str
    start_time: str
    end_time: str
    place: str


def date_fields(meeting: Meeting, words: Wording) -> DateFields:
    """Write date, time and place as the language does.

    A meeting that begins at midnight and has no end is taken as one whose time is not known.
    """
    start, end, place = meeting.start, meeting.end, clean(meeting.place)
    if start is None:
        line = f"{capitalised(place)}." if place else ""
        return DateFields(date_line=line, date="", date_iso="", start_time="", end_time="", place=place)
    date = _date(start, words)
    timed = end is not None or start.time() != time(0)
    start_time = f"{start:%H:%M}" if timed else ""
    end_time = f"{end:%H:%M}" if end else ""
    line = capitalised(date)
    if start_time:
        line += f" {words.time_prefix}{start_time}"
    if end:
        overnight = f"{_date(end, words)} {words.time_prefix}" if end.date() != start.date() else ""
        line += f" – {overnight}{end_time}"
    line += f" ({place})." if place else "."
    return DateFields(
        date_line=line,
        date=date,
        date_iso=start.date().isoformat(),
        start_time=start_time,
        end_time=end_time,
        place=place,
    )


def _date(moment: datetime, words: Wording) -> str:
    return str(format_datetime(moment, words.date_pattern, locale=words.locale))


def chair_name(meeting: Meeting) -> str:
    """Name of the one who chairs, or empty."""
    return clean(meeting.chair.name) if meeting.chair else ""


def groups(meeting: Meeting, words: Wording) -> tuple[Group, ...]:
    """The attendees by group, groups in the order in which the list first names them.

    Somebody without a group stands under the heading of the role; when nobody has a group and all are members,
    there is one group without a name.
    """
    grouped: dict[str, list[Person]] = {}
    for attendee in meeting.attendees:
        name = clean(attendee.group).rstrip(": ") or words.groups[_group_role(attendee)]
        grouped.setdefault(name, []).append(_person(attendee, meeting, words))
    if set(grouped) == {words.groups[Role.MEMBER]}:
        return (Group("", tuple(grouped.popitem()[1])),)
    return tuple(Group(name, tuple(people)) for name, people in grouped.items())


def _group_role(attendee: Attendee) -> Role:
    return attendee.role if attendee.role in {Role.SECRETARIAT, Role.GUEST} else Role.MEMBER


def _person(attendee: Attendee, meeting: Meeting, words: Wording) -> Person:
    name, title, organisation = clean(attendee.name), clean(attendee.title), clean(attendee.organisation)
    role = words.roles.get(attendee.role, "")
    parts = [_titled(title, organisation, words), "" if role.casefold() == title.casefold() else role]
    position = ", ".join(part for part in parts if part)
    note = words.attendance.get(attendee.attendance, "")
    substitute = _substitute(attendee, meeting)
    takes_place_of = clean(attendee.substitute_for)
    line = f"{name}, {position}" if position else name
    if takes_place_of:
        line += f" ({words.substitutes.format(person=takes_place_of)})"
    if note:
        line += f" ({note})"
    if substitute:
        line += f". {words.instead.format(person=substitute)}"
    return Person(
        name=name,
        title=title,
        organisation=organisation,
        role=role,
        position=position,
        note=note,
        absent=attendee.attendance is Attendance.APOLOGIES,
        substitute=substitute,
        substitute_for=takes_place_of,
        line=line,
    )


def _titled(title: str, organisation: str, words: Wording) -> str:
    """Title and organisation: no second preposition, and none before what is no name (``valgt af borgerne``)."""
    if not (title and organisation):
        return title or organisation
    if title.split()[-1].casefold() in words.prepositions:
        return f"{title} {organisation}"
    if organisation[0].islower():
        return f"{title}, {organisation}"
    return words.titled.format(title=title, organisation=organisation)


def _substitute(attendee: Attendee, meeting: Meeting) -> str:
    name = clean(attendee.name).casefold()
    found = [clean(other.name) for other in meeting.attendees if clean(other.substitute_for).casefold() == name]
    return found[0] if found and name else ""


def sentences_of_absence(meeting: Meeting, words: Wording) -> tuple[str, ...]:
    """A sentence for each apology, and who came instead."""
    sentences = []
    for attendee in meeting.attendees:
        if attendee.attendance is not Attendance.APOLOGIES:
            continue
        position = _titled(clean(attendee.title), clean(attendee.organisation), words)
        person = ", ".join(part for part in (clean(attendee.name), position) if part)
        sentence = words.apology.format(person=person)
        substitute = _substitute(attendee, meeting)
        if substitute:
            sentence += f" {words.instead.format(person=substitute)}"
        sentences.append(sentence)
    return tuple(sentences)
