"""The action list as docx, md, csv and calendar tasks."""

from __future__ import annotations

import csv
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from icalendar import Calendar
from render_meetings import SECRET, danish_draft, danish_meeting, everything, statement

from pipeline.meeting import ActionStatus, OpenAction
from pipeline.minutes import Block, BlockKind, Draft, ItemDraft, StatementKind
from pipeline.render import Audience, RenderOptions, write_actions
from pipeline.render.actions import due_date


def written(folder, draft=None, meeting=None, **options):
    paths = write_actions(meeting or danish_meeting(), draft or danish_draft(), RenderOptions(**options), folder)
    return {path.suffix[1:]: path for path in paths}


def with_history(**changes):
    """A meeting after others: one action is still open, one was done, one belongs to a closed item."""
    return danish_meeting(
        number="4",
        open_actions=(
            OpenAction("Ny aftale med vognmanden", "Nils Vad", "1. december", item="17/25", meeting="2025-06-03"),
            OpenAction("Nøgler til hal 2", status=ActionStatus.DONE, item="18/25", meeting="3"),
            OpenAction(f"{SECRET} undersøges", "Nils Vad", item="19/25", meeting="3", closed=True),
        ),
        **changes,
    )


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("den 15. september 2025", date(2025, 9, 15)),
        ("senest den 1. december", date(2025, 12, 1)),
        ("15. januar", date(2026, 1, 15)),
        ("by 15 January", date(2026, 1, 15)),
        ("by January 15th, 2027", date(2027, 1, 15)),
        ("the 3rd of nothing", None),
        ("2025-10-01", date(2025, 10, 1)),
        ("30. februar", None),
        ("til næste møde", None),
        ("hurtigst muligt", None),
        ("", None),
    ],
)
def test_a_deadline_is_the_day_that_was_said(said, day):
    assert due_date(said, "2025-09-02") == day


def test_a_day_without_a_year_needs_the_date_of_the_meeting():
    assert due_date("1. december", "") is None
    assert due_date("1. december 2025", "") == date(2025, 12, 1)


def test_csv_has_a_row_for_each_action(tmp_path):
    told = rows(written(tmp_path)["csv"])
    assert told[0] == ["Møde", "Pkt.", "Opgave", "Ansvarlig", "Frist", "Status"]
    assert told[1] == [
        "2025-09-02",
        "23/25",
        "Sekretariatet sender det vedtagne budget til institutionerne.",
        "Rikke Thyholm",
        "den 15. september 2025",
        "åben",
    ]
    assert len(told) == 3


def test_a_spreadsheet_calculates_nothing(tmp_path):
    action = statement(1, StatementKind.ACTION, '=HYPERLINK("http://x")', owner="+1", deadline="@x")
    draft = Draft("da", (ItemDraft(1, (Block(BlockKind.ACTIONS, (action,)),)),))
    assert rows(written(tmp_path, draft)["csv"])[1][2:5] == ['\'=HYPERLINK("http://x")', "'+1", "'@x"]


def test_calendar_tasks_are_due_on_the_day(tmp_path):
    calendar = Calendar.from_ical(written(tmp_path)["ics"].read_bytes())
    tasks = calendar.walk("VTODO")
    assert [str(task["summary"]) for task in tasks] == [
        "Sekretariatet sender det vedtagne budget til institutionerne.",
        f"{SECRET} drøftes igen.",
    ]
    assert tasks[0]["due"].dt == date(2025, 9, 15)
    assert "due" not in tasks[1]
    assert "Ansvarlig: Rikke Thyholm" in str(tasks[0]["description"])


def test_the_same_actions_give_the_same_calendar(tmp_path):
    first = written(tmp_path)["ics"].read_bytes()
    assert written(tmp_path)["ics"].read_bytes() == first


def test_markdown_is_a_table(tmp_path):
    lines = written(tmp_path)["md"].read_text(encoding="utf-8").splitlines()
    assert lines[2:4] == ["| Pkt. | Opgave | Ansvarlig | Frist |", "| --- | --- | --- | --- |"]


def test_the_public_list_holds_nothing_of_closed_items(tmp_path):
    for path in written(tmp_path, audience=Audience.PUBLIC, meeting=with_history()).values():
        told = everything(path)
        assert SECRET not in told, path.name
        assert "Ny aftale" in told or "budget" in told


def test_what_earlier_meetings_left_to_do_follows_with_its_status(tmp_path):
    paths = written(tmp_path, meeting=with_history())
    told = rows(paths["csv"])
    assert told[1][0] == "4"
    assert told[3] == ["2025-06-03", "17/25", "Ny aftale med vognmanden", "Nils Vad", "1. december", "åben"]
    assert told[4] == ["3", "18/25", "Nøgler til hal 2", "", "", "udført"]
    tasks = Calendar.from_ical(paths["ics"].read_bytes()).walk("VTODO")
    assert [str(task["status"]) for task in tasks] == ["NEEDS-ACTION"] * 3 + ["COMPLETED", "NEEDS-ACTION"]
    assert tasks[2]["due"].dt == date(2025, 12, 1)
    assert "| 3 / 18/25 | Nøgler til hal 2 |  |  | udført |" in paths["md"].read_text(encoding="utf-8")


def test_a_task_keeps_its_identity_from_meeting_to_meeting(tmp_path):
    first = Calendar.from_ical(written(tmp_path, meeting=danish_meeting(number="4"))["ics"].read_bytes())
    task = first.walk("VTODO")[0]
    later = danish_meeting(
        title="5. møde",
        number="5",
        open_actions=(OpenAction(str(task["summary"]), status=ActionStatus.DONE, item="23/25", meeting="4"),),
    )
    again = Calendar.from_ical(written(tmp_path, Draft("da", ()), later)["ics"].read_bytes()).walk("VTODO")[0]
    assert (again["uid"], str(again["status"])) == (task["uid"], "COMPLETED")


def test_the_word_list_is_a_table_with_a_head_on_every_page(tmp_path):
    document = docx.Document(str(written(tmp_path, meeting=with_history())["docx"]))
    new, old = document.tables
    assert [cell.text for cell in new.rows[0].cells] == ["Pkt.", "Opgave", "Ansvarlig", "Frist"]
    assert [cell.text for cell in new.rows[1].cells][:1] == ["23/25"]
    assert (len(new.rows), len(old.rows)) == (3, 4)
    assert [cell.text for cell in old.rows[2].cells] == ["3 / 18/25", "Nøgler til hal 2", "", "", "udført"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in (new, old))
    assert document.paragraphs[-1].text == "Opfølgning fra tidligere møder"


def test_a_list_without_actions_says_so(tmp_path):
    paths = written(tmp_path, Draft("da", ()))
    assert "Ingen opgaver." in paths["md"].read_text(encoding="utf-8")
    document = docx.Document(str(paths["docx"]))
    assert (document.paragraphs[-1].text, document.tables) == ("Ingen opgaver.", [])


def test_the_houses_own_list_is_filled(tmp_path):
    house = docx.Document()
    house.add_paragraph("{% for action in actions %}{{ action.owner }};{% endfor %}")
    house.save(str(tmp_path / "house.docx"))
    paths = write_actions(
        danish_meeting(), danish_draft(), RenderOptions(template=tmp_path / "house.docx"), tmp_path, ("docx",)
    )
    assert docx.Document(str(paths[0])).paragraphs[0].text == f"Rikke Thyholm;{SECRET};"


def test_files_are_for_their_owner_only(tmp_path):
    assert {path.stat().st_mode & 0o777 for path in written(tmp_path).values()} == {0o600}
