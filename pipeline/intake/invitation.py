"""Invitations (.ics): title, begin, end and place; who was asked and what they answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from pipeline.errors import InputError
from pipeline.intake.line import clean
from pipeline.intake.person_text import is_name
from pipeline.intake.plain_text import decode
from pipeline.intake.prepared import Doubt, FoundPerson, Guess, Head, Leftover
from pipeline.intake.read import read_bytes
from pipeline.meeting import Attendance

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 2 * 2**20
_REMEDY = "save the invitation from the calendar as .ics"
_PREFIX = re.compile(r"^(?:(?:vs|sv|fw|fwd|re|inviteret|invitation|mødeindkaldelse)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Invitation:
    """What the invitation says."""

    head: Head
    people: tuple[FoundPerson, ...]
    leftovers: tuple[Leftover, ...]


def read_invitation(path: Path) -> Invitation:
    """Read the first meeting of a calendar file.

    Times are kept as the calendar says them, in its own time zone; those in UTC keep that zone.

    Raises
    ------
    InputError
        It is absent, empty, no calendar, or has no meeting in it.
    """
    data = read_bytes(path)
    if len(data) > _MAX_BYTES:
        raise InputError(path, f"{len(data) // 2**20} MB", "an invitation is at most 2 MB")
    try:
        calendar = Calendar.from_ical(decode(path, data))
        events = list(calendar.walk("VEVENT"))
        read = [_event(event) for event in events[:1]]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise InputError(path, "not a calendar file, or a damaged one", _REMEDY) from error
    if not read:
        raise InputError(path, "there is no meeting in it", _REMEDY)
    head, people, rest = read[0]
    rest += [f"{_text(event, 'SUMMARY')} ({_text(event, 'DTSTART')})" for event in events[1:]]
    leftovers = tuple(Leftover(path.name, f"linje {n}", text) for n, text in enumerate(rest, start=1) if text)
    return Invitation(head, people, leftovers)


def _event(event: Any) -> tuple[Head, tuple[FoundPerson, ...], list[str]]:
    start, end = (_moment(event.get(name)) for name in ("DTSTART", "DTEND"))
    if end is None and start is not None and event.get("DURATION") is not None:
        end = start + event.get("DURATION").dt
    if start is not None and end is not None and (start.time() == end.time() == time(0) or end <= start):
        end = None
    guesses = (Guess("start", Doubt.SERIES),) if event.get("RRULE") is not None else ()
    title = _PREFIX.sub("", _text(event, "SUMMARY"))
    rest = [clean(line) for line in str(event.get("DESCRIPTION", "")).splitlines()]
    people, strangers = _people(event)
    head = Head(title, start, end, _text(event, "LOCATION"), guesses)
    return head, people, [*(line for line in rest if line), *strangers]


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    moment = value.dt
    if isinstance(moment, datetime):
        return moment if moment.tzinfo is UTC or str(moment.tzinfo) == "UTC" else moment.replace(tzinfo=None)
    assert isinstance(moment, date)
    return datetime.combine(moment, time(0))


def _people(event: Any) -> tuple[tuple[FoundPerson, ...], list[str]]:
    asked = event.get("ATTENDEE", [])
    organiser = event.get("ORGANIZER")
    people, strangers = [], []
    for each in [*([organiser] if organiser is not None else []), *(asked if isinstance(asked, list) else [asked])]:
        name = clean(str(each.params.get("CN", ""))).strip("'\"")
        if str(each.params.get("CUTYPE", "INDIVIDUAL")).upper() != "INDIVIDUAL" or not is_name(name):
            strangers.append(name or clean(str(each)))
            continue
        declined = str(each.params.get("PARTSTAT", "")).upper() == "DECLINED"
        guesses = (Guess("attendance", Doubt.ANSWER),) if declined else ()
        attendance = Attendance.APOLOGIES if declined else Attendance.PRESENT
        people.append(FoundPerson(name, attendance=attendance, guesses=guesses))
    return tuple(people), strangers


def _text(event: Any, name: str) -> str:
    value = event.get(name)
    return "" if value is None else clean(str(getattr(value, "dt", value)))
