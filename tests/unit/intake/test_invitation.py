"""Calendar files: title, time and place, who declined."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.intake.invitation import read_invitation
from pipeline.meeting import Attendance

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//DA\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T090000Z\r\n"
TAIL = "END:VEVENT\r\nEND:VCALENDAR\r\n"
WHOLE = (
    "SUMMARY:VS: 3. møde i Rådet\r\nDTSTART;TZID=Europe/Copenhagen:20260305T090000\r\n"
    "DTEND;TZID=Europe/Copenhagen:20260305T110000\r\nLOCATION:Rådhuset\\, lokale 4\r\n"
    "DESCRIPTION:Husk bilag\\nog kaffe\r\n"
    'ORGANIZER;CN="Bo Dam":mailto:bo@example.invalid\r\n'
    'ATTENDEE;CN="Åse Ærø";PARTSTAT=DECLINED:mailto:aa@example.invalid\r\n'
    "ATTENDEE;CN=lokale4@example.invalid;CUTYPE=RESOURCE:mailto:lokale4@example.invalid\r\n"
)


def ics(folder: Path, body: str) -> Path:
    path = folder / "moede.ics"
    path.write_bytes((HEAD + body + TAIL).encode())
    return path


def test_the_whole_invitation(tmp_path: Path) -> None:
    found = read_invitation(ics(tmp_path, WHOLE))
    assert found.head.title == "3. møde i Rådet"
    assert found.head.start == datetime(2026, 3, 5, 9, 0)  # noqa: DTZ001
    assert found.head.end == datetime(2026, 3, 5, 11, 0)  # noqa: DTZ001
    assert found.head.place == "Rådhuset, lokale 4"
    assert [(each.name, each.attendance) for each in found.people] == [
        ("Bo Dam", Attendance.PRESENT),
        ("Åse Ærø", Attendance.APOLOGIES),
    ]
    assert [left.text for left in found.leftovers] == ["Husk bilag", "og kaffe", "lokale4@example.invalid"]


def test_a_time_in_utc_keeps_its_zone_and_a_duration_gives_the_end(tmp_path: Path) -> None:
    head = read_invitation(ics(tmp_path, "SUMMARY:x\r\nDTSTART:20260305T080000Z\r\nDURATION:PT90M\r\n")).head
    assert head.start == datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
    assert head.end == datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


def test_a_whole_day_has_no_time(tmp_path: Path) -> None:
    head = read_invitation(ics(tmp_path, "DTSTART;VALUE=DATE:20260305\r\nDTEND;VALUE=DATE:20260306\r\n")).head
    assert (head.start, head.end) == (datetime(2026, 3, 5), None)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["not a calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", HEAD])
def test_no_calendar_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "moede.ics"
    path.write_text(text)
    with pytest.raises(InputError):
        read_invitation(path)
