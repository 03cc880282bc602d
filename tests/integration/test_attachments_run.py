"""The items' documents on their way through `referat run`: what a changed one changes, what is said of a bad one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main

MEETING = """title = "Havneudvalget"
language = "da"
transcript = "moede.vtt"
[[attendee]]
name = "Ida Bro"
role = "chair"
[[item]]
title = "Ny bro"
documents = ["notat.txt", "mangler.pdf", "Referat fra sidst"]
[[item]]
title = "Eventuelt"
"""
SPOKEN = """WEBVTT

00:00:01.000 --> 00:00:06.000
<v Ida Bro>Velkommen. Vi går til punkt et, ny bro.</v>

00:00:07.000 --> 00:00:14.000
<v Ole Vang>Pælene er rådne, og rækværket skal skiftes.</v>

00:00:15.000 --> 00:00:20.000
<v Ida Bro>Så går vi til punkt to, eventuelt. Tak for i dag.</v>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "meeting.toml").write_text(MEETING, encoding="utf-8")
    (tmp_path / "moede.vtt").write_text(SPOKEN, encoding="utf-8")
    (tmp_path / "notat.txt").write_text("Broens pæle er rådne. Rækværket skal skiftes.", encoding="utf-8")
    return tmp_path


def run(folder: Path, until: str = "check") -> dict[str, bool]:
    """Run the meeting; which stages were reused."""
    with pytest.raises(SystemExit) as ended:
        main(["run", str(folder), "--until", until])
    assert ended.value.code == 0
    stages = json.loads((folder / "out/run.json").read_text(encoding="utf-8"))["stages"]
    return {stage["stage"]: stage["reused"] for stage in stages}


def findings(folder: Path) -> list[dict[str, str]]:
    told: list[dict[str, str]] = json.loads((folder / "out/findings.json").read_text(encoding="utf-8"))
    return [finding for finding in told if finding["code"].startswith("attachment")]


def test_a_missing_document_is_a_finding_and_the_rest_is_used(folder: Path) -> None:
    assert run(folder) == dict.fromkeys(("identify", "attachments", "align", "draft", "check"), False)
    (finding,) = findings(folder)
    assert (finding["kind"], finding["severity"], finding["code"]) == ("degraded", "advisory", "attachment-missing")
    assert '"mangler.pdf" til punkt 1' in finding["message"]


def test_a_changed_document_aligns_anew_and_nothing_before_it(folder: Path) -> None:
    run(folder, "align")
    (folder / "notat.txt").write_text("Noget andet om fortøjningen.", encoding="utf-8")
    assert run(folder, "align") == {"identify": True, "attachments": False, "align": False}


def test_a_document_that_lies_elsewhere_now_changes_nothing(folder: Path) -> None:
    run(folder, "align")
    moved = folder.parent / f"{folder.name}-moved"
    shutil.copytree(folder, moved)
    run(moved, "align")
    first, second = ((where / "out/run.json").read_bytes() for where in (folder, moved))
    assert first == second, "a run that computes nothing leaves the record of the last"


def test_a_document_without_text_never_ends_the_run(folder: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(folder / "mangler.pdf")
    run(folder)
    assert [finding["code"] for finding in findings(folder)] == ["attachment-without-text"]


def test_a_document_outside_the_folder_is_one_line_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = folder / "meeting.toml"
    toml.write_text(MEETING.replace("notat.txt", "../../notat.txt"), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["run", str(folder)])
    assert ended.value.code == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "item[1].documents[1]" in said
    assert not (folder / "out").exists()


def test_the_examples_attachments_are_all_read(repo: Path, tmp_path: Path) -> None:
    for name in ("skolebestyrelse", "andelsboligforening"):
        shutil.copytree(repo / "examples" / name, tmp_path / name)
        run(tmp_path / name)
        assert findings(tmp_path / name) == []
