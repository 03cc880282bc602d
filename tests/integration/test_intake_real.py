"""The papers of real meetings come back whole; the command writes what `referat run` reads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.intake import load_meeting, prepare
from pipeline.intake.read import read_lines
from pipeline.intake.teams import is_report, read_report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "intake"))

from intake_papers import FORMATS, LAYOUTS, of_referat, write_papers

REFERAT = "referater/referat-bestyrelse-2020-10-06.txt"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_agenda_and_the_people_of_a_real_meeting(shared_data: Path, tmp_path: Path, layout: str, form: str) -> None:
    paper = of_referat(shared_data / REFERAT)
    assert (len(paper.items), len(paper.people)) == (8, 33)
    agenda, people = write_papers(paper, tmp_path, layout, form)
    found = prepare(agenda, attendees=people)
    for field in ("title", "number", "kind", "presenters", "closed"):
        assert [getattr(each, field) for each in found.items] == [getattr(each, field) for each in paper.items]
    assert [each.name for each in found.people] == [each.name for each in paper.people] or layout == "list"
    known = {person.name: person for person in found.people}
    for person in paper.people:
        for field in ("title", "organisation", "group", "role", "attendance", "substitute_for"):
            assert getattr(known[person.name], field) == getattr(person, field), (person.name, field)
    assert len(known) == len(paper.people)
    assert found.leftovers == ()


def test_every_line_of_real_referater_is_read_or_listed(shared_data: Path) -> None:
    for path in [*sorted((shared_data / "referater").rglob("*.md")), shared_data / REFERAT]:
        lines = read_lines(path)
        found = prepare(path)
        listed = {left.place for left in found.leftovers}
        kept = " ".join(
            [found.head.title, found.head.place, *(item.title for item in found.items)]
            + [name for item in found.items for name in (*item.presenters, *item.documents)]
            + [f"{each.name} {each.title} {each.organisation} {each.group}" for each in found.people]
        )
        for line in lines:
            read = line.place in listed or any(word in kept for word in line.text.split() if len(word) > 3)
            heading = len(line.text.split()) <= 3
            assert read or heading or any(letter.isdigit() for letter in line.text), (path.name, line.place, line.text)


@pytest.mark.parametrize(
    "name", ["teams_en_utf16_IDL-14-11-22", "teams_en_utf16_IDL-15-11-22", "teams_old_joinleft_utf16"]
)
def test_real_attendance_reports(shared_data: Path, name: str) -> None:
    path = shared_data / "attendance" / f"{name}.csv"
    lines = read_lines(path)
    assert is_report(lines)
    report = read_report(lines)
    assert report.used == set(range(len(lines)))
    rows = {line.cells[0] for line in lines if len([cell for cell in line.cells if cell]) >= 3}
    assert len(report.people) == len(rows - {"Name", "Full Name"})


def test_the_command_writes_what_run_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from intake_papers import invented

    agenda, people = write_papers(invented(), tmp_path / "papers", "printed", "docx")
    folder = tmp_path / "meeting"
    folder.mkdir()
    (folder / "moede.m4a").write_bytes(b"sound")
    arguments = ["new", str(folder), "--agenda", str(agenda), "--attendees", str(people), "--body", "Stiudvalget"]
    with pytest.raises(SystemExit) as done:
        main(arguments)
    assert done.value.code == 0
    assert "5 items, 8 people (1 apologies)" in capsys.readouterr().out
    assert load_meeting(folder).body.numbering == "12/26"
    with pytest.raises(SystemExit) as again:
        main(arguments)
    assert again.value.code == 2
    assert "exists already" in capsys.readouterr().err


def test_a_wrong_agenda_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "brev.txt"
    letter.write_text("Kære Bo\nTak for sidst.\n", encoding="utf-8")
    with pytest.raises(SystemExit) as done:
        main(["new", str(tmp_path / "meeting"), "--agenda", str(letter)])
    assert done.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "meeting").exists()
