"""The action list as md, csv and calendar tasks."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from icalendar import Calendar
from render_meetings import SECRET, danish_draft, danish_meeting, statement

from pipeline.minutes import Block, BlockKind, Draft, ItemDraft, StatementKind
from pipeline.render import Audience, RenderOptions, write_actions
from pipeline.render.actions import due_date


def written(folder, draft=None, **options):
    paths = write_actions(danish_meeting(), draft or danish_draft(), RenderOptions(**options), folder)
    return {path.suffix[1:]: path for path in paths}


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
    assert told[0] == ["Pkt.", "Opgave", "Ansvarlig", "Frist"]
    assert told[1] == [
        "23/25",
        "Sekretariatet sender det vedtagne budget til institutionerne.",
        "Rikke Thyholm",
        "den 15. september 2025",
    ]
    assert len(told) == 3


def test_a_spreadsheet_calculates_nothing(tmp_path):
    action = statement(1, StatementKind.ACTION, '=HYPERLINK("http://x")', owner="+1", deadline="@x")
    draft = Draft("da", (ItemDraft(1, (Block(BlockKind.ACTIONS, (action,)),)),))
    assert rows(written(tmp_path, draft)["csv"])[1][1:] == ['\'=HYPERLINK("http://x")', "'+1", "'@x"]


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
    for path in written(tmp_path, audience=Audience.PUBLIC).values():
        assert SECRET not in path.read_text(encoding="utf-8")


def test_files_are_for_their_owner_only(tmp_path):
    assert {path.stat().st_mode & 0o777 for path in written(tmp_path).values()} == {0o600}
