"""Papers become a meeting.toml: complete, marked where guessed, and without a lost line."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_papers import FORMATS, LAYOUTS, invented, write_papers

from pipeline.errors import InputError
from pipeline.intake import as_toml, find_media, load_meeting, prepare, write_meeting
from pipeline.intake.agenda import read_agenda
from pipeline.intake.plain_text import read_text
from pipeline.meeting import Attendance, ItemKind, Role

AGENDA = (
    "Dagsorden for 3. møde i Rådet\nTorsdag den 5. marts 2026 kl. 9-11\n\n1. Velkomst v/ Bo Dam\n2. "
    "Godkendelse af budget\n"
)


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_everything_comes_back(tmp_path: Path, layout: str, form: str) -> None:
    paper = invented()
    agenda, people = write_papers(paper, tmp_path, layout, form)
    found = prepare(agenda, attendees=people)
    assert [replace(item, guesses=()) for item in found.items] == list(paper.items)
    assert {replace(person, guesses=()) for person in found.people} == set(paper.people)
    assert found.head.title == paper.title
    assert str(found.head.start) == "2026-03-03 16:00:00"
    assert str(found.head.end) == "2026-03-03 17:30:00"
    assert found.head.place == "rådhuset"
    assert found.numbering == "12/26"
    assert found.leftovers == ()


def test_the_file_loads_once_there_is_a_recording(tmp_path: Path) -> None:
    agenda, people = write_papers(invented(), tmp_path / "papers", "list", "txt")
    folder = tmp_path / "meeting"
    folder.mkdir()
    (folder / "moede.mp4").write_bytes(b"sound")
    found = prepare(agenda, attendees=people, body="Stiudvalget", media=find_media(folder))
    write_meeting(found, folder)
    meeting = load_meeting(folder)
    assert [item.number for item in meeting.items] == ["12/26", "13/26", "14/26", "15/26", "16/26"]
    assert meeting.items[2].kind is ItemKind.DECISION
    assert meeting.body.name == "Stiudvalget"
    assert meeting.chair
    assert meeting.chair.name == "Åse Ærø O'Hara"
    assert sum(each.attendance is Attendance.APOLOGIES for each in meeting.attendees) == 1
    assert meeting.recordings[0].name == "moede.mp4"
    assert (folder / "meeting.toml").stat().st_mode & 0o077 == 0


def test_without_a_recording_the_file_says_where_to_name_it(tmp_path: Path) -> None:
    path = write_meeting(prepare(written(tmp_path, "a.txt", AGENDA)), tmp_path / "meeting")
    with pytest.raises(InputError, match="neither a recording"):
        load_meeting(path.parent)
    (path.parent / "moede.mp4").write_bytes(b"sound")
    path.write_text(path.read_text(encoding="utf-8").replace("# recording", "recording"), encoding="utf-8")
    assert load_meeting(path.parent).title == "3. møde i Rådet"


def test_guesses_and_leftovers_are_marked(tmp_path: Path) -> None:
    agenda = written(tmp_path, "a.txt", AGENDA + "Sagen har været udsat.\n")
    people = written(tmp_path, "p.txt", "Per Holm, direktør i Region Nord\n???\n")
    text = as_toml(prepare(agenda, attendees=people))
    assert 'kind = "B"  # gættet: af titlens første ord' in text
    assert 'presenters = ["Bo Dam"]  # gættet: står ikke på deltagerlisten' in text
    assert "# ikke forstået: a.txt, linje 6 (under punkt 2): Sagen har været udsat." in text
    assert "# ikke forstået: p.txt, linje 2: ???" in text


def test_an_english_agenda_gets_english_comments(tmp_path: Path) -> None:
    text = (
        "Agenda for the board meeting\n5 March 2026\n\n1. Approval of the minutes of the last "
        "meeting\n2. Report by the chair\n"
    )
    toml = as_toml(prepare(written(tmp_path, "a.txt", text)))
    assert 'language = "en"' in toml
    assert "# guessed: from how the title opens" in toml


def test_an_existing_file_stays(tmp_path: Path) -> None:
    found = prepare(written(tmp_path, "a.txt", AGENDA))
    path = write_meeting(found, tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        write_meeting(found, tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"
    write_meeting(found, tmp_path, force=True)
    assert path.read_text(encoding="utf-8") != "mine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_the_last_referat_gives_members_but_not_their_absence(tmp_path: Path) -> None:
    last = (
        "Referat\nDeltagere\nBo Dam, direktør i Nord, Formand\nLis Vang, læge i Syd "
        "(afbud)\nGæster:\nKai Lund, Vest\n\n1. Sag\n2. Sag to\n"
    )
    found = prepare(written(tmp_path, "a.txt", AGENDA), previous=written(tmp_path, "last.txt", last))
    assert [(each.name, each.attendance, each.role) for each in found.people] == [
        ("Bo Dam", Attendance.PRESENT, Role.CHAIR),
        ("Lis Vang", Attendance.PRESENT, None),
    ]
    assert [left.text for left in found.leftovers] == ["Kai Lund"]
    assert "attendance" in {guess.field for guess in found.people[1].guesses}


def test_the_last_referat_fills_what_the_list_leaves_open(tmp_path: Path) -> None:
    last = "Deltagere\nBo Dam, direktør i Nord, Formand\n\n1. Sag\n2. Sag to\n"
    found = prepare(
        written(tmp_path, "a.txt", AGENDA),
        attendees=written(tmp_path, "p.txt", "Bo Dam\nEva Friis\n"),
        previous=written(tmp_path, "last.txt", last),
    )
    assert [(each.name, each.title, each.role) for each in found.people] == [
        ("Bo Dam", "direktør", Role.CHAIR),
        ("Eva Friis", "", None),
    ]


def test_two_chairs_and_one_name_twice_keep_the_rules_of_the_file(tmp_path: Path) -> None:
    people = "Bo Dam, Formand\nEva Friis, Formand\nBo Dam (afbud)\nIb Holm (stedfortræder for Ukendt Person)\n"
    found = prepare(written(tmp_path, "a.txt", AGENDA), attendees=written(tmp_path, "p.txt", people), media="a.txt")
    write_meeting(found, tmp_path)
    meeting = load_meeting(tmp_path)
    assert [(each.name, each.role.value, each.attendance.value) for each in meeting.attendees] == [
        ("Bo Dam", "chair", "apologies"),
        ("Eva Friis", "member", "present"),
        ("Ib Holm", "member", "present"),
    ]
    assert "Ukendt Person" in [left.text for left in found.leftovers]


def test_four_hundred_people(tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrst"
    names = [f"Bo {one.upper()}{two}sen, konsulent i Region Nord" for one in letters for two in letters]
    found = prepare(written(tmp_path, "a.txt", AGENDA), attendees=written(tmp_path, "p.txt", "\n".join(names)))
    assert len(found.people) == 400


def test_more_people_than_a_meeting_holds_are_refused(tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrstuvwxy"
    names = [f"Bo {one.upper()}{two}sen" for one in letters for two in letters]
    with pytest.raises(InputError, match="at most 500"):
        prepare(written(tmp_path, "a.txt", AGENDA), attendees=written(tmp_path, "p.txt", "\n".join(names)))


# as a list: text strategies draw phrases from the code, and its headings are rightly read away
CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
LINES = st.lists(
    st.one_of(
        st.lists(CHARACTERS, max_size=40).map("".join),
        st.sampled_from(["2. Budget (B)", "v/ Bo Dam", "Bilag:", "- notat.pdf", "Deltagere", "Bo Dam, direktør i Nord",
 "Lukket dagsorden"]),
    ),
    max_size=15,
)  # fmt: skip


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_no_line_is_lost_and_the_file_is_toml(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    text = "\n".join(["1. Velkomst", *lines])
    path = tmp_path_factory.mktemp("papers") / "a.txt"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        found = prepare(path)
    except InputError as refusal:
        assert "two agendas" in str(refusal)
        return
    toml = as_toml(found)
    tomllib.loads(toml)
    given_words = {
        word for line in read_text(path.read_bytes().decode("utf-8-sig", "replace")) for word in line.text.split()
    }
    kept = {word for word in given_words if len(word) > 3 and word.isalpha()}
    structure = {"Bilag", "Deltagere", "Lukket", "dagsorden"}
    assert {word for word in kept if word not in toml} <= structure


def test_what_is_below_an_item_is_told_apart() -> None:
    lines = read_text("1. Velkomst\nIndledning.\n2. Budget\nv/ Bo Dam\nBilag: a.pdf, b.pdf\nBemærk dette.\n")
    agenda = read_agenda(Path("a.txt"), lines)
    assert agenda.below == {1: "1", 5: "2"}
    assert agenda.items[1].presenters == ("Bo Dam",)
    assert agenda.items[1].documents == ("a.pdf", "b.pdf")


REPORT = (
    "1. Summary\nMeeting title\tBoard\nStart time\t3/3/26, 15:58:00\nEnd time\t3/3/26, 17:30:00\n\n"
    "2. Participants\nName\tFirst join\tLast leave\tDuration\n"
    "Bo Dam\t3/3/26, 16:01:00\t3/3/26, 17:29:00\t1h\nEva Friis\t3/3/26, 16:20:00\t3/3/26, 17:29:00\t1h\n"
)


def test_the_times_of_an_attendance_report_come_into_the_file_and_load(tmp_path: Path) -> None:
    agenda = written(tmp_path, "a.txt", "Dagsorden for møde 3. marts 2026 kl. 16.00-17.30\n1. Velkomst\n2. Budget\n")
    report = tmp_path / "deltagere.csv"
    report.write_bytes(REPORT.encode("utf-16"))
    (tmp_path / "moede.wav").write_bytes(b"sound")
    text = as_toml(prepare(agenda, attendees=report, media="moede.wav"))
    assert "presence = [[2026-03-03T16:01:00, 2026-03-03T17:29:00]]" in text
    assert "# recording_start = 2026-03-03T16:00:00" in text
    (tmp_path / "meeting.toml").write_text(text.replace("# recording_start", "recording_start"), encoding="utf-8")
    meeting = load_meeting(tmp_path)
    assert [len(person.presence) for person in meeting.attendees] == [1, 1]
    assert meeting.recording_start == meeting.start


def test_a_report_of_another_day_gives_people_but_no_times(tmp_path: Path) -> None:
    agenda = written(tmp_path, "a.txt", "Dagsorden for møde 5. maj 2026 kl. 16.00-17.30\n1. Velkomst\n2. Budget\n")
    report = tmp_path / "deltagere.csv"
    report.write_bytes(REPORT.encode("utf-16"))
    found = prepare(agenda, attendees=report)
    assert [(person.name, person.presence) for person in found.people] == [("Bo Dam", ()), ("Eva Friis", ())]
    assert any(left.source == "deltagere.csv" and "Bo Dam" in left.text for left in found.leftovers)


def test_a_date_that_can_be_read_two_ways_is_read_as_the_meetings(tmp_path: Path) -> None:
    agenda = written(tmp_path, "a.txt", "Dagsorden for møde 5. marts 2026 kl. 16.00-17.30\n1. Velkomst\n2. Budget\n")
    report = tmp_path / "deltagere.csv"
    report.write_bytes(REPORT.replace("3/3/26", "3/5/26").encode("utf-16"))
    (bo, _) = prepare(agenda, attendees=report).people
    assert [moment.date().isoformat() for span in bo.presence for moment in span] == ["2026-03-05", "2026-03-05"]
