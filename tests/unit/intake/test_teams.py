"""Attendance reports of Teams, in English and Danish, of the new and the old form."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from pipeline.intake.prepared import Doubt
from pipeline.intake.read import read_lines
from pipeline.intake.teams import Report, is_report, read_report
from pipeline.meeting import Attendance, Role

ENGLISH = (
    "1. Summary\nMeeting title\tBoard\nAttended participants\t3\nStart time\t14/11/22, 09:29:07\nEnd "
    "time\t14/11/22, 10:50:14\n\n"
    "2. Participants\nName\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Dam, Bo\t14/11/22, 09:30:46\t14/11/22, 10:50:12\t1h\tbo@n.dk\tbo@n.dk\tOrganizer\n"
    "Eva Friis (Guest)\t14/11/22, 09:55:00\t14/11/22, 10:50:12\t1h\t\t\tAttendee\n"
    "Ib Lund\t14/11/22, 09:30:00\t14/11/22, 10:10:12\t1h\t\t\tPresenter\n\n"
    "3. In-Meeting activities\nName\tJoin time\tLeave time\tDuration\tEmail\tRole\nDam, Bo\t14/11/22, "
    "09:30:46\t14/11/22, 10:50:12\t1h\t\tOrganizer\n"
)
DANISH = (
    ENGLISH.replace("1. Summary", "1. Oversigt")
    .replace("Meeting title", "Mødetitel")
    .replace("Attended participants", "Antal deltagere")
    .replace("Start time", "Starttidspunkt")
    .replace("End time", "Sluttidspunkt")
    .replace("2. Participants", "2. Deltagere")
    .replace("Name", "Navn")
    .replace("14/11/22, ", "14-11-2022 ")
    .replace("Guest", "Gæst")
    .replace("3. In-Meeting activities", "3. Aktiviteter i mødet")
)


def report(folder: Path, text: str) -> Report:
    path = folder / "report.csv"
    path.write_bytes(text.encode("utf-16"))
    lines = read_lines(path)
    assert is_report(lines)
    found = read_report(lines)
    assert found.used == set(range(len(lines)))
    return found


@pytest.mark.parametrize("text", [ENGLISH, DANISH], ids=["english", "danish"])
def test_three_sections(tmp_path: Path, text: str) -> None:
    found = report(tmp_path, text)
    assert [(each.name, each.role, each.attendance) for each in found.people] == [
        ("Bo Dam", None, Attendance.PRESENT),
        ("Eva Friis", Role.GUEST, Attendance.LATE),
        ("Ib Lund", None, Attendance.LEFT),
    ]
    assert found.people[0].guesses[0].doubt is Doubt.SURNAME_FIRST
    assert found.head.title == "Board"
    assert found.head.start == datetime(2022, 11, 14, 9, 29)  # noqa: DTZ001
    assert found.head.guesses == ()


def test_the_old_form_lists_each_person_once(tmp_path: Path) -> None:
    text = (
        "Full Name\tUser Action\tTimestamp\nBo Dam\tJoined\t11/12/2020, 12:27:24\nBo "
        "Dam\tLeft\t11/12/2020, 12:45:18\nEva Friis\tJoined\t11/12/2020, 12:28:09\n"
    )
    assert [each.name for each in report(tmp_path, text).people] == ["Bo Dam", "Eva Friis"]


def test_a_date_that_can_be_read_two_ways_is_marked(tmp_path: Path) -> None:
    found = report(tmp_path, ENGLISH.replace("14/11/22", "4/11/22"))
    assert [guess.doubt for guess in found.head.guesses] == [Doubt.DAY_OR_MONTH]


def test_american_dates(tmp_path: Path) -> None:
    found = report(
        tmp_path, ENGLISH.replace("14/11/22, 09:29:07", "11/14/22, 9:29:07 AM").replace("14/11/22", "11/14/22")
    )
    assert found.head.start == datetime(2022, 11, 14, 9, 29)  # noqa: DTZ001


def clock(day: int, text: str) -> datetime:
    hour, minute, second = map(int, text.split(":"))
    return datetime(2022, 11, day, hour, minute, second)  # noqa: DTZ001


@pytest.mark.parametrize("text", [ENGLISH, DANISH], ids=["english", "danish"])
def test_when_each_came_and_left(tmp_path: Path, text: str) -> None:
    back = "Dam, Bo\t14/11/22, 10:00:00\t14/11/22, 10:20:00\t20m\t\tOrganizer\n"
    first = "Dam, Bo\t14/11/22, 09:30:46\t14/11/22, 09:50:12\t20m\t\tOrganizer\n"
    if text is DANISH:
        back, first = back.replace("14/11/22, ", "14-11-2022 "), first.replace("14/11/22, ", "14-11-2022 ")
    whole = text[: text.rindex("Dam, Bo")] + first + back
    found = {each.name: each.presence for each in report(tmp_path, whole).people}
    assert found == {
        "Bo Dam": ((clock(14, "09:30:46"), clock(14, "09:50:12")), (clock(14, "10:00:00"), clock(14, "10:20:00"))),
        "Eva Friis": ((clock(14, "09:55:00"), clock(14, "10:50:12")),),
        "Ib Lund": ((clock(14, "09:30:00"), clock(14, "10:10:12")),),
    }


def test_two_devices_at_once_are_one_presence(tmp_path: Path) -> None:
    again = "Dam, Bo\t14/11/22, 10:00:00\t14/11/22, 11:00:00\t1h\t\tOrganizer\n"
    (presence,) = (each.presence for each in report(tmp_path, ENGLISH + again).people if each.name == "Bo Dam")
    assert presence == ((clock(14, "09:30:46"), clock(14, "11:00:00")),)


def test_the_old_form_pairs_joining_and_leaving(tmp_path: Path) -> None:
    text = (
        "Full Name\tUser Action\tTimestamp\nBo Dam\tJoined\t15/11/2022, 12:00:00\nBo Dam\tLeft\t15/11/2022, 12:30:00\n"
        "Bo Dam\tJoined\t15/11/2022, 12:40:00\nEva Friis\tJoined before\t15/11/2022, 12:10:00\n"
        "Bo Dam\tLeft\t15/11/2022, 13:00:00\n"
    )
    found = {each.name: each.presence for each in report(tmp_path, text).people}
    assert found == {
        "Bo Dam": ((clock(15, "12:00:00"), clock(15, "12:30:00")), (clock(15, "12:40:00"), clock(15, "13:00:00"))),
        "Eva Friis": ((clock(15, "12:10:00"), clock(15, "13:00:00")),),  # the report ends before she leaves
    }


def test_a_report_in_a_language_that_is_not_known(tmp_path: Path) -> None:
    text = (
        "1. Résumé\nTitre de la réunion\tConseil\n\n2. Participants\nNom\tPremière arrivée\tDernier départ\tDurée\n"
        "Bo Dam\t14/11/22, 09:30:46\t14/11/22, 10:50:12\t1h\n"
    )
    path = tmp_path / "rapport.csv"
    path.write_bytes(text.encode("utf-16"))
    lines = read_lines(path)
    assert is_report(lines)
    (person,) = read_report(lines).people
    assert (person.name, person.presence) == ("Bo Dam", ((clock(14, "09:30:46"), clock(14, "10:50:12")),))


@pytest.mark.parametrize("dated", [False, True], ids=["text", "dates"])
def test_a_report_saved_as_a_workbook(tmp_path: Path, dated: bool) -> None:
    def cell(text: str) -> str | datetime:
        return datetime.strptime(text, "%d/%m/%y, %H:%M:%S") if dated and text.startswith("14/") else text  # noqa: DTZ007

    book = openpyxl.Workbook()
    for line in ENGLISH.splitlines():
        book.active.append([cell(text) for text in line.split("\t")])
    book.save(tmp_path / "report.xlsx")
    found = read_report(read_lines(tmp_path / "report.xlsx"))
    assert found.head.guesses == ()
    assert {each.name: each.presence for each in found.people}["Bo Dam"] == (
        (clock(14, "09:30:46"), clock(14, "10:50:12")),
    )
    assert not any(guess.field == "presence" for each in found.people for guess in each.guesses)
