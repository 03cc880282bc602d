"""`referat render`, `actions` and `archive` work from what `referat run` left, and compute nothing."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from pipeline.cli import main

MEETING = """title = "3. møde i Havneudvalget"
language = "da"
start = 2026-03-05T16:00:00
end = 2026-03-05T17:00:00
transcript = "moede.vtt"
[body]
name = "Havneudvalget"
numbering = "7/26"
[[attendee]]
name = "Ida Bro"
role = "chair"
[[attendee]]
name = "Ole Vang"
[[item]]
title = "Ny bro"
kind = "B"
[[item]]
title = "Personsag"
closed = true
[[item]]
title = "Eventuelt"
"""
SPOKEN = """WEBVTT

00:00:01.000 --> 00:00:06.000
<v Ida Bro>Velkommen. Vi går til punkt et, ny bro.</v>

00:00:07.000 --> 00:00:14.000
<v Ole Vang>Broen koster 300.000 kroner.</v>

00:00:15.000 --> 00:00:24.000
<v Ida Bro>Så beslutter vi, at broen bygges. Ole Vang indhenter tilbud inden den 1. maj.</v>

00:00:25.000 --> 00:00:33.000
<v Ida Bro>Så går vi til punkt to, personsag.</v>

00:00:34.000 --> 00:00:42.000
<v Ida Bro>Vi beslutter, at havnefogeden fratræder den 1. juni.</v>

00:00:43.000 --> 00:00:50.000
<v Ida Bro>Så går vi til punkt tre, eventuelt. Er der noget? Nej. Tak for i dag.</v>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A meeting that has been run."""
    folder = tmp_path_factory.mktemp("meeting")
    (folder / "meeting.toml").write_text(MEETING, encoding="utf-8")
    (folder / "moede.vtt").write_text(SPOKEN, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["run", str(folder), "--until", "check"])
    assert ended.value.code == 0
    return folder


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def texts(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_every_document_is_written_and_the_results_are_left_alone(folder: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    assert run("render", folder, "--out", tmp_path, "--format", "docx,md,odt", "--evidence") == 0
    assert run("render", folder, "--out", tmp_path, "--document", "decisions", "--format", "md") == 0
    assert run("render", folder, "--out", tmp_path, "--item", "7/26", "--format", "md") == 0
    assert run("actions", folder, "--out", tmp_path) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "referat.docx",
        "referat.md",
        "referat.odt",
        "decisions.md",
        "extract-7-26.md",
        "actions.docx",
        "actions.csv",
        "actions.ics",
    }
    assert {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")} == before
    referat, decisions = ((tmp_path / f"{name}.md").read_text(encoding="utf-8") for name in ("referat", "decisions"))
    assert "UDKAST" in referat
    assert "300.000" in referat
    assert "300.000" not in decisions
    assert "Pkt. 7/26" in decisions
    assert "Pkt. 9/26" not in (tmp_path / "extract-7-26.md").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "referat.docx") as archive:
        assert b"Optagelsen 0:00:" in archive.read("word/footnotes.xml")


def test_the_public_edition_keeps_a_closed_item_to_its_heading(folder: Path, tmp_path: Path) -> None:
    confidential, public = tmp_path / "a", tmp_path / "b"
    assert run("render", folder, "--out", confidential, "--format", "md") == 0
    assert (
        run("render", folder, "--out", public, "--format", "md", "--audience", "public", "--edition", "approved") == 0
    )
    assert "havnefoged" in (confidential / "referat.md").read_text(encoding="utf-8").casefold()
    told = (public / "referat.md").read_text(encoding="utf-8").casefold()
    assert "personsag" in told
    assert "havnefoged" not in told
    assert "udkast" not in told


def test_the_archive_holds_the_edition_that_its_metadata_names(folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "nye" / "sag.zip"
    approval = ("--approved-by", "Ida Bro, formand", "--approved-by", "Ole Vang", "--approved-at", "2026-03-20T10:00")
    case = ("--case-number", "26-17", "--confidentiality", "public", "--format", "docx")
    assert run("archive", folder, "--out", package, *case, *approval) == 0
    with zipfile.ZipFile(package) as archive:
        told = json.loads(archive.read("metadata.json"))
        archive.extract("documents/referat.docx", tmp_path)
    assert (told["status"], told["confidentiality"], told["case_number"]) == ("approved", "public", "26-17")
    assert [(each["name"], each["role"]) for each in told["approvals"]] == [("Ida Bro", "formand"), ("Ole Vang", "")]
    assert told["approvals"][0]["at"].startswith("2026-03-20T10:00:00")
    assert "havnefoged" not in texts(tmp_path / "documents" / "referat.docx").casefold()
    assert run("archive", folder, "--out", package, "--format", "docx") == 0
    with zipfile.ZipFile(package) as archive:
        again = json.loads(archive.read("metadata.json"))
    assert (again["status"], again["approvals"]) == ("draft", [])


def test_the_houses_template_is_taken(folder: Path, tmp_path: Path) -> None:
    house = docx.Document()
    house.add_paragraph("Havnen: {{ title }}")
    house.save(str(tmp_path / "house.docx"))
    out = tmp_path / "out"
    assert run("render", folder, "--out", out, "--format", "docx", "--template", tmp_path / "house.docx") == 0
    assert texts(out / "referat.docx") == "Havnen: 3. møde i Havneudvalget"


WRONG = [
    (("--item", "99"), 'there is no item "99"; there are: 7/26, 8/26, 9/26'),
    (("--document", "extract"), "give its number"),
    (("--document", "decisions", "--item", "7/26"), "only an extract is of one item"),
    (("--format", "docx,doc"), '"doc" is none; there are: docx, odt'),
    (("--evidence", "--edition", "approved"), "only a confidential draft"),
    (("--evidence", "--audience", "public"), "only a confidential draft"),
    (("--template", "absent.docx", "--format", "docx"), "absent.docx: cannot be read"),
    (("--results", "nowhere"), "nowhere: holds no results of `referat run`"),
    (("--config", "absent.toml"), "absent.toml: there is no such file"),
]


@pytest.mark.parametrize(
    ("options", "told"), WRONG, ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_what_cannot_be_written_is_one_line_and_leaves_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], told: str
) -> None:
    capsys.readouterr()
    assert run("render", folder, "--out", tmp_path / "out", *options) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert told in line
    assert not (tmp_path / "out").exists()


def test_a_run_that_is_out_of_date_is_said_and_nothing_is_computed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "meeting"
    shutil.copytree(folder, changed)
    assert run("render", changed, "--out", tmp_path / "moved", "--format", "md") == 0
    toml = (changed / "meeting.toml").read_text(encoding="utf-8")
    (changed / "meeting.toml").write_text(toml.replace('"Ole Vang"', '"Ole Vang-Dam"'), encoding="utf-8")
    capsys.readouterr()
    for command in ("render", "actions", "archive"):
        assert run(command, changed, "--out", tmp_path / "new") == 2
        (line,) = capsys.readouterr().err.strip().splitlines()
        assert re.search(r"was run with another meeting\.toml, .*; do `referat run` first", line)
    assert not (tmp_path / "new").exists()


def test_a_package_cannot_take_the_place_of_a_folder(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("archive", folder, "--out", tmp_path, "--format", "docx") == 2
    assert "is a folder" in capsys.readouterr().err
    assert run("render", folder, "--out", folder / "meeting.toml") == 2


def test_every_command_and_option_is_documented(repo: Path) -> None:
    import typer

    from pipeline.cli.app import app

    pages = [*(repo / "docs").glob("*.md"), repo / "README.md"]
    documented = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    group = typer.main.get_command(app)
    commands = group.commands  # type: ignore[attr-defined]
    assert {"run", "new", "render", "actions", "archive", "template"} <= set(commands)
    for name in commands:
        assert f"referat {name}" in documented, name
    for name in ("new", "render", "actions", "archive"):
        for option in (text for parameter in commands[name].params for text in parameter.opts if text.startswith("--")):
            assert option in documented, (name, option)
