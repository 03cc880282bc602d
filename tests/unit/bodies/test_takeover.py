"""A new meeting of a body: what it takes over, what the papers of this meeting override, what is marked."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from house_board import BOARD

from pipeline.bodies import (
    Agreed,
    BodyRecord,
    Member,
    Numbering,
    Register,
    Restart,
    Rules,
    Wanted,
    add_body,
    approve,
    change_body,
    claim,
    digest_of,
    find_meeting,
    join,
    leave,
    members_on,
    move,
    take_over,
)
from pipeline.errors import InputError
from pipeline.intake import FoundItem, Head, Prepared, load_meeting, prepare, write_meeting
from pipeline.meeting import ActionStatus, Attendance, Meeting, Role

AGENDA = "Dagsorden for møde i Bestyrelsen\nTorsdag den 10. december 2020 kl. 9-11\n\n"
JANUARY = AGENDA.replace("10. december 2020", "7. januar 2021")
ITEMS = "1. Velkomst v/ Per Holm\n2. Budget 2021\n3. Eventuelt\n"
PLAIN = Rules(meetings=None)


class Office:
    """A secretary: papers in, meeting.toml out."""

    def __init__(self, register: Register, folder: Path) -> None:
        self.register = register
        self.folder = folder
        self.remarks: tuple[str, ...] = ()
        self.text = ""

    def new(
        self, board: BodyRecord, name: str, agenda: str = AGENDA + ITEMS, *, people: str = "", **more: Any
    ) -> Meeting:
        papers = self.folder / "papers"
        papers.mkdir(exist_ok=True)
        (papers / "dagsorden.txt").write_text(agenda, encoding="utf-8")
        if people:
            (papers / "deltagere.txt").write_text(people, encoding="utf-8")
            more["attendees"] = papers / "deltagere.txt"
        members = partial(members_on, self.register, board)
        found = prepare(papers / "dagsorden.txt", body=board.name, media="moede.mp4", members=members, **more)
        taken = take_over(self.register, board, found, self.folder / name)
        self.remarks = taken.remarks
        path = write_meeting(taken.prepared, self.folder / name, force=True)
        self.text = path.read_text(encoding="utf-8")
        (path.parent / "moede.mp4").write_bytes(b"sound")
        return load_meeting(path.parent)


@pytest.fixture
def office(register: Register, tmp_path: Path) -> Office:
    return Office(register, tmp_path)


def attendance(meeting: Meeting) -> dict[str, Attendance]:
    return {attendee.name: attendee.attendance for attendee in meeting.attendees}


def numbers(meeting: Meeting) -> list[str]:
    return [item.number for item in meeting.items]


def test_members_and_numbers_are_taken_over(office: Office, board: BodyRecord) -> None:
    meeting = office.new(board, "m12")
    assert numbers(meeting) == ["89/20", "90/20", "91/20"]
    assert meeting.number == "12"
    assert meeting.body.name == "Bestyrelsen"
    assert meeting.body.numbering == "89/20"
    assert [a.name for a in meeting.attendees] == ["Åse Ærø O'Hara", "Per Holm", "Bo Dam", "Eva Friis"]
    assert meeting.chair
    assert meeting.chair.title == "direktør"
    assert office.text.count("# gættet: medlem; intet siger, om vedkommende kom") == 4
    assert "ikke forstået" not in office.text


def test_the_date_says_who_is_a_member(office: Office, board: BodyRecord) -> None:
    leave(office.register, board, "Bo Dam", date(2020, 12, 31))
    join(office.register, board, [Member("Ida Lund", since=date(2021, 1, 1))])
    assert "Bo Dam" in attendance(office.new(board, "m12"))
    later = office.new(board, "m13", AGENDA.replace("10. december 2020", "7. januar 2021") + ITEMS)
    assert set(attendance(later)) == {"Åse Ærø O'Hara", "Per Holm", "Eva Friis", "Ida Lund"}
    assert numbers(later) == ["1/21", "2/21", "3/21"]


def test_the_list_of_the_meeting_says_who_is_absent_and_who_substitutes(office: Office, board: BodyRecord) -> None:
    people = (
        "Åse Ærø O'Hara\nPer Holm (afbud)\nIda Lund, prodekan, Nord Universitet (stedfortræder for Per Holm)\n"
        "Eva Friis\nOle Gæst, konsulent (gæst)\n"
    )
    meeting = office.new(board, "m12", people=people)
    found = {attendee.name: attendee for attendee in meeting.attendees}
    assert found["Per Holm"].attendance is Attendance.APOLOGIES
    assert found["Per Holm"].title == "dekan", "what the list leaves out is that of the register"
    assert found["Ida Lund"].substitute_for == "Per Holm"
    assert found["Ida Lund"].group == "Fra bestyrelsen"
    assert found["Åse Ærø O'Hara"].attendance is Attendance.PRESENT
    assert found["Bo Dam"].attendance is Attendance.APOLOGIES, "the list names most members, and not this one"
    assert 'attendance = "apologies"  # gættet: står ikke på deltagerlisten' in office.text
    assert "Ole Gæst" in found


def test_a_list_of_what_is_unusual_leaves_the_others_present(office: Office, board: BodyRecord) -> None:
    meeting = office.new(board, "m12", people="Ida Lund, prodekan (stedfortræder for Per Holm)\n")
    assert attendance(meeting) == {
        "Åse Ærø O'Hara": Attendance.PRESENT,
        "Per Holm": Attendance.APOLOGIES,
        "Bo Dam": Attendance.PRESENT,
        "Eva Friis": Attendance.PRESENT,
        "Ida Lund": Attendance.PRESENT,
    }


def test_a_role_on_the_list_of_the_meeting_does_not_unseat_the_chair(office: Office, board: BodyRecord) -> None:
    meeting = office.new(board, "m12", people="Medlemmer:\nÅse Ærø O'Hara\nPer Holm\nBo Dam\n")
    assert meeting.chair
    assert meeting.chair.name == "Åse Ærø O'Hara"
    assert {a.name: a.role for a in meeting.attendees}["Eva Friis"] is Role.SECRETARIAT


def test_without_a_date_nothing_is_given(office: Office, board: BodyRecord) -> None:
    with pytest.raises(InputError, match="it names no date"):
        office.new(board, "m12", "Dagsorden for møde i Bestyrelsen\n\n" + ITEMS)
    meeting = office.new(board, "m12", "Dagsorden for møde i Bestyrelsen\n\n" + ITEMS, day=date(2020, 12, 10))
    assert numbers(meeting)[0] == "89/20"
    assert str(meeting.start) == "2020-12-10 00:00:00"


def test_the_day_that_is_given_moves_the_time_of_the_papers(office: Office, board: BodyRecord) -> None:
    meeting = office.new(board, "m12", day=date(2021, 1, 14))
    assert (str(meeting.start), str(meeting.end)) == ("2021-01-14 09:00:00", "2021-01-14 11:00:00")
    assert numbers(meeting)[0] == "1/21"


def test_numbers_of_the_agenda_are_recorded(office: Office, board: BodyRecord) -> None:
    own = "Pkt. 89/20 Velkomst\nPkt. 90/20 Budget 2021\n"
    assert numbers(office.new(board, "m12", AGENDA + own)) == ["89/20", "90/20"]
    assert "gættet: dagsordenens numre" not in office.text
    assert numbers(office.new(board, "m13")) == ["91/20", "92/20", "93/20"]


def test_numbers_of_the_agenda_that_are_not_the_next_are_marked(office: Office, board: BodyRecord) -> None:
    meeting = office.new(board, "m12", AGENDA + "Pkt. 95/20 Velkomst\nPkt. 96/20 Budget 2021\n")
    assert numbers(meeting) == ["95/20", "96/20"]
    assert 'numbering = "95/20"  # gættet: dagsordenens numre; de næste hos organet er andre' in office.text
    assert office.remarks == ('the agenda begins with "95/20"; the next number would be "89/20"',)


def test_a_number_that_is_printed_twice_in_the_agenda_is_not_the_bodys(office: Office, board: BodyRecord) -> None:
    items = (FoundItem("Velkomst", "89/20"), FoundItem("Budget", "089/20"))
    found = Prepared(Head("Møde", datetime.fromisoformat("2020-12-10")), "da", items=items)
    taken = take_over(office.register, board, found, office.folder / "m12").prepared
    assert [item.number for item in taken.items] == ["89/20", "90/20"]
    assert [left.text for left in taken.leftovers] == ["89/20 Velkomst", "089/20 Budget"]


def test_numbers_of_the_agenda_that_another_meeting_has_are_refused(office: Office, board: BodyRecord) -> None:
    office.new(board, "m12")
    with pytest.raises(InputError, match='item number "91/20" was given to the meeting of 2020-12-10 already'):
        office.new(board, "m13", AGENDA + "Pkt. 91/20 Velkomst\nPkt. 92/20 Budget 2021\n")


def test_an_item_that_the_secretary_added_by_hand_has_its_number(office: Office, board: BodyRecord) -> None:
    office.new(board, "m12")
    file = office.folder / "m12" / "meeting.toml"
    by_hand = '\n[[item]]\ntitle = "Nyt punkt"\nnumber = "92/20"\n'
    file.write_text(file.read_text(encoding="utf-8") + by_hand, encoding="utf-8")
    assert numbers(office.new(board, "m13")) == ["93/20", "94/20", "95/20"]
    file.write_text(file.read_text(encoding="utf-8") + by_hand.replace("92", "94"), encoding="utf-8")
    assert numbers(office.new(board, "m14")) == ["96/20", "97/20", "98/20"]
    told = f'{office.folder}/m12/meeting.toml: item number "94/20" was given to the meeting of 2020-12-10 already'
    assert any(remark.startswith(told) for remark in office.remarks)


def test_another_meeting_does_not_get_the_numbers_of_one_that_is_gone(office: Office, board: BodyRecord) -> None:
    office.new(board, "next")
    (office.folder / "next").rename(office.folder / "2020-12-10")
    with pytest.raises(InputError, match="the meeting of 2020-12-10 was prepared here, and is not here any more"):
        office.new(board, "next", JANUARY + ITEMS)
    held = find_meeting(office.register, board, folder=office.folder / "next")
    move(office.register, board, held, office.folder / "2020-12-10")
    assert office.new(board, "next", JANUARY + ITEMS).number == "13"


def test_a_meeting_that_is_put_off_keeps_its_number_and_that_is_told(office: Office, board: BodyRecord) -> None:
    office.new(board, "m12")
    assert office.new(board, "m12", AGENDA.replace("10. december", "17. december") + ITEMS).number == "12"
    told = "prepared for 2020-12-10 before: the meeting is taken for the same and keeps its numbers"
    assert office.remarks == (told,)


def test_a_file_that_is_about_to_be_replaced_takes_nothing_back(office: Office, board: BodyRecord) -> None:
    """Another process has given m12 two more numbers, and has not written its file yet."""
    office.new(board, "m12")
    more = Wanted(office.folder / "m12", date(2020, 12, 10), "Møde", 5)
    assert claim(office.register, board, more).items[-1] == "93/20"
    assert numbers(office.new(board, "m13"))[0] == "94/20"


def test_other_numbers_of_the_agenda_are_replaced_and_listed(office: Office, board: BodyRecord) -> None:
    meeting = office.new(board, "m12", AGENDA + "4. Velkomst\n5. Budget 2021\n")
    assert numbers(meeting) == ["89/20", "90/20"]
    assert "# gættet: organets næste numre; dagsordenen har sine egne" in office.text
    assert "# ikke forstået: 4 Velkomst" in office.text


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Dagsorden for 17. møde i Bestyrelsen", "17"),
        ("Dagsorden for 17. ordinære bestyrelsesmøde", "17"),
        ("Dagsorden for møde nr. 17 i Bestyrelsen", "17"),
        ("Agenda for the 17th meeting of the board", "17"),
        ("Dagsorden for 1. kvartalsmøde", "12"),
        ("Dagsorden for møde 17 i Bestyrelsen", "12"),
    ],
)
def test_the_meeting_number_of_the_title_counts(office: Office, board: BodyRecord, title: str, number: str) -> None:
    meeting = office.new(board, "m", f"{title}\nTorsdag den 10. december 2020 kl. 9-11\n\n{ITEMS}")
    assert meeting.number == number


def test_a_meeting_number_that_is_taken_is_refused(office: Office, board: BodyRecord) -> None:
    office.new(board, "m12")
    with pytest.raises(InputError, match='meeting number "12" was given'):
        office.new(board, "m", AGENDA.replace("for møde", "for 12. møde") + ITEMS)


def approving(office: Office, board: BodyRecord) -> BodyRecord:
    rules = Rules(items=BOARD.items, first_item=BOARD.first_item, meetings=BOARD.meetings, approval_item=True)
    return change_body(office.register, board, name=board.name, rules=rules)


def test_the_approval_of_the_last_referat_is_added_and_marked(office: Office, board: BodyRecord) -> None:
    board = approving(office, board)
    assert len(office.new(board, "m1").items) == 3, "there is no last meeting yet"
    meeting = office.new(board, "m2", JANUARY + ITEMS)
    assert [(item.number, item.title) for item in meeting.items][:2] == [
        ("1/21", "Velkomst"),
        ("2/21", "Godkendelse af referat af 1. møde den 10. december 2020"),
    ]
    assert 'december 2020"  # gættet: tilføjet: det forrige referat er ikke godkendt' in office.text
    again = office.new(board, "m2", JANUARY + ITEMS)
    assert [item.title for item in again.items] == [item.title for item in meeting.items]


def test_in_english_it_is_added_in_english(office: Office, board: BodyRecord) -> None:
    board = approving(office, board)
    office.new(board, "m1")
    agenda = (
        "Agenda for the board meeting\nThursday 7 January 2021, 9:00-11:00\n\n1. The budget for the year\n"
        "2. Any other business of the board\n"
    )
    meeting = office.new(board, "m2", agenda)
    assert meeting.language == "en"
    assert meeting.items[0].title == "Approval of the minutes of meeting 1 of 10 December 2020"
    assert "# guessed: added: the last minutes are not approved" in office.text


@pytest.mark.parametrize("title", ["Godkendelse af referat", "Referat af sidste møde til godkendelse"])
def test_an_agenda_that_has_the_approval_gets_no_second_one(office: Office, board: BodyRecord, title: str) -> None:
    board = approving(office, board)
    office.new(board, "m1")
    assert len(office.new(board, "m2", JANUARY + f"1. {title}\n2. Eventuelt\n").items) == 2


def test_an_approved_referat_needs_no_approval(office: Office, board: BodyRecord) -> None:
    board = approving(office, board)
    office.new(board, "m1")
    approve(office.register, board, find_meeting(office.register, board, number="1"), (), date(2020, 12, 20))
    assert len(office.new(board, "m2", JANUARY + ITEMS).items) == 3


def test_an_agenda_with_the_bodys_numbers_is_not_changed_but_told(office: Office, board: BodyRecord) -> None:
    board = approving(office, board)
    office.new(board, "m1")
    meeting = office.new(board, "m2", JANUARY + "Pkt. 1/21 Velkomst\nPkt. 2/21 Budget 2021\n")
    assert numbers(meeting) == ["1/21", "2/21"]
    assert any("not added, because the agenda numbers its items itself" in remark for remark in office.remarks)
    assert "# ikke forstået: Godkendelse af referat af 1. møde" in office.text


def test_open_actions_come_along_and_load_again(office: Office, board: BodyRecord) -> None:
    office.new(board, "m12")
    agreed = (
        Agreed("90/20", 'Per Holm udsender "budgettet".', "Per Holm", "1. januar", confidential=False),
        Agreed("91/20", "Bo Dam skriver\ttil ejerne.", "Bo Dam", "", confidential=True),
    )
    approve(office.register, board, find_meeting(office.register, board, number="12"), agreed, date(2020, 12, 20))
    meeting = office.new(board, "m13", JANUARY + ITEMS)
    assert [(a.text, a.owner, a.deadline, a.item, a.meeting) for a in meeting.open_actions] == [
        ('Per Holm udsender "budgettet".', "Per Holm", "1. januar", "90/20", "12"),
        ("Bo Dam skriver\ttil ejerne.", "Bo Dam", "", "91/20", "12"),
    ]
    assert [a.closed for a in meeting.open_actions] == [False, True]
    assert {a.status for a in meeting.open_actions} == {ActionStatus.OPEN}
    assert "# Det, som tidligere møder har aftalt" in office.text
    tomllib.loads(office.text)
    assert office.remarks == ()


def test_a_last_meeting_that_is_not_approved_is_told(office: Office, board: BodyRecord) -> None:
    office.new(board, "m12")
    office.new(board, "m13", JANUARY + ITEMS)
    assert office.remarks == (
        f"meeting 12 is not approved: of its actions only those taken so far are here "
        f'(referat body actions "Bestyrelsen" --take {office.folder / "m12"})',
    )


def test_the_template_is_named_and_a_changed_one_is_told(office: Office, board: BodyRecord, tmp_path: Path) -> None:
    template = tmp_path / "skabelon.docx"
    Document().save(str(template))
    rules = Rules(meetings=None, template=str(template), template_sha256=digest_of(template))
    board = change_body(office.register, board, name=board.name, rules=rules)
    assert office.new(board, "m1").body.template == template
    assert office.remarks == ()
    document = Document()
    document.add_paragraph("{{ title }}")
    document.save(str(template))
    office.new(board, "m1")
    assert office.remarks == (f"the template {template} was changed since it was set",)
    template.unlink()
    with pytest.raises(InputError, match="the body's template is not there"):
        office.new(board, "m2")
    with pytest.raises(InputError, match=r"body\.template: .*there is no such file"):
        load_meeting(tmp_path / "m1")


def test_the_language_of_the_body_stands_where_the_papers_do_not_tell(office: Office, register: Register) -> None:
    board = add_body(register, "Board", Rules(language="en", meetings=None))
    meeting = office.new(board, "m1", "10.12.2020\n\n1. Budget\n2. Status\n")
    assert meeting.language == "en"


@pytest.mark.parametrize(
    ("numbering", "agenda", "expected"),
    [
        (Numbering(Restart.MEETING, "{n}"), ITEMS, ["1", "2", "3"]),
        (Numbering(Restart.MEETING, "{n}"), "4. Velkomst\n5. Budget\n", ["4", "5"]),
        (Numbering(Restart.NEVER, "{n}"), ITEMS, ["1", "2", "3"]),
        (Numbering(Restart.MEETING, "P{n}"), ITEMS, ["P1", "P2", "P3"]),
        (Numbering(Restart.MEETING, "P{n}"), "4. Velkomst\n5. Budget\n", ["4", "5"]),
    ],
)
def test_bodies_that_number_plainly(
    office: Office, register: Register, numbering: Numbering, agenda: str, expected: list[str]
) -> None:
    board = add_body(register, "Rådet", Rules(items=numbering, meetings=None))
    assert numbers(office.new(board, "m1", AGENDA + agenda)) == expected


def test_a_running_count_goes_on_where_the_agenda_counts_from_one(office: Office, register: Register) -> None:
    board = add_body(register, "Rådet", Rules(items=Numbering(Restart.NEVER, "{n}"), meetings=None))
    assert numbers(office.new(board, "m1")) == ["1", "2", "3"]
    assert numbers(office.new(board, "m2")) == ["4", "5", "6"]
    assert numbers(office.new(board, "m1")) == ["1", "2", "3"]
    assert numbers(office.new(board, "m3", AGENDA + "7. Velkomst\n8. Budget\n")) == ["7", "8"]


def test_four_hundred_members_come_along(office: Office, register: Register) -> None:
    names = [f"{one}{two}nders Æbelø" for one in "ABCDEFGHIJKLMNOPQRST" for two in "aeiouyæøåbcdlmnrstvw"]
    board = add_body(register, "Repræsentantskabet", PLAIN, [Member(name, group="Delegerede") for name in names])
    meeting = office.new(board, "m1", people="Afbud: Aanders Æbelø\n")
    assert [attendee.name for attendee in meeting.attendees] == names
    assert len(names) == 400
    absent = [attendee.name for attendee in meeting.attendees if attendee.attendance is Attendance.APOLOGIES]
    assert absent == ["Aanders Æbelø"]
