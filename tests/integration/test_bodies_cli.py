"""``referat body`` and ``referat new --body``: every command of docs/bodies.md runs, and mistakes get one line."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from pipeline.bodies import Register, list_bodies
from pipeline.cli import main
from pipeline.cli.body import body_app
from pipeline.minutes import Block, BlockKind, Draft, ItemDraft, Statement, StatementKind
from pipeline.store.codec import to_jsonable

ITEMS = "1. Velkomst v/ Per Holm\n2. Budget 2021\n3. Eventuelt\n"
PAPERS = {
    "referat-oktober.txt": (
        "Referat af 12. møde i Bestyrelsen\nTirsdag den 6. oktober 2020 kl. 16-17\n\nDeltagere\nFra bestyrelsen:\n"
        "Formand: Åse Ærø O'Hara, direktør i Region Nord\nPer Holm, dekan, Nord Universitet\nBo Dam, overlæge (afbud)\n"
        "Ole Lund, overlæge (stedfortræder for Bo Dam)\nFra sekretariatet:\nEva Friis, referent\n\n"
        "Dagsorden\nPkt. 95/20 Velkomst\nÅse Ærø O'Hara bød velkommen.\nPkt. 96/20 Eventuelt\nIntet.\n"
    ),
    "dagsorden.txt": f"Dagsorden for bestyrelsesmøde\nTorsdag den 10. december 2020 kl. 9-11\n\n{ITEMS}",
    "dagsorden-januar.txt": f"Dagsorden for bestyrelsesmøde\nTorsdag den 7. januar 2021 kl. 9-11\n\n{ITEMS}",
    "dagsorden-februar.txt": f"Dagsorden for bestyrelsesmøde\nTorsdag den 4. februar 2021 kl. 9-11\n\n{ITEMS}",
    "deltagere.txt": "Åse Ærø O'Hara\nPer Holm (afbud)\nBo Dam\nEva Friis\n",
    "nye-medlemmer.txt": "Åse Ærø O'Hara, direktør i Region Nord\nMie Holt, borgmester\n",
}
Run = Callable[..., str]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with papers, and a register of its own."""
    for name, text in PAPERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REFERAT_REGISTER", str(tmp_path / "data" / "register.sqlite"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def run(office: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return what it says on stdout, or, when it shall fail, its one line on stderr."""

    def command(*arguments: str, fails: bool = False) -> str:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capsys.readouterr()
        assert (ended.value.code or 0) == (2 if fails else 0), (arguments, err)
        assert len(err.strip().splitlines()) == (1 if fails else 0), err
        return err if fails else out

    return command


def commands_of(document: Path) -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines]


def write_draft(meeting: Path) -> None:
    action = Statement("s001", StatementKind.ACTION, "Per Holm udsender budgettet.", ("u0001",), owner="Per Holm")
    items = tuple(ItemDraft(at, (Block(BlockKind.ACTIONS, (action,)),) if at == 1 else ()) for at in range(3))
    (meeting / "out").mkdir()
    (meeting / "out" / "draft.json").write_text(json.dumps(to_jsonable(Draft("da", items))), encoding="utf-8")


def test_every_command_of_the_documentation_runs(repo: Path, office: Path, run: Run) -> None:
    said: dict[str, str] = {}
    for command in commands_of(repo / "docs" / "bodies.md"):
        assert command[0] == "referat"
        if command[1:3] == ["body", "approve"]:
            write_draft(office / command[4])
        if command[1:3] == ["body", "move"]:
            (office / command[4]).rename(office / command[5])
        said[shlex.join(command[1:])] = run(*command[1:])
    december = tomllib.loads((office / "2020-12-10" / "meeting.toml").read_text(encoding="utf-8"))
    assert december["number"] == "13"
    assert [item["number"] for item in december["item"]] == ["97/20", "98/20", "99/20"]
    assert {a["name"]: a.get("attendance") for a in december["attendee"]} == {
        "Åse Ærø O'Hara": None,
        "Per Holm": "apologies",
        "Bo Dam": None,
        "Eva Friis": None,
    }
    january = tomllib.loads((office / "2021-01-07" / "meeting.toml").read_text(encoding="utf-8"))
    assert [item["number"] for item in january["item"]] == ["1/21", "2/21", "3/21"]
    (action,) = january["action"]
    assert action == {
        "text": "Per Holm udsender budgettet.",
        "owner": "Per Holm",
        "status": "done",
        "item": "98/20",
        "meeting": "13",
    }
    february = tomllib.loads((office / "2021-02-11" / "meeting.toml").read_text(encoding="utf-8"))
    assert february["item"][1]["title"] == "Godkendelse af referat af 14. møde den 7. januar 2021"
    names = {attendee["name"] for attendee in february["attendee"]}
    assert names == {"Åse Ærø O'Hara", "Bo Dam", "Eva Friis", "Ida Lund", "Mie Holt"}
    assert "cancelled, its numbers are given back" in said["body cancel Bestyrelsen --number 15"]
    assert "removed, with 6 members and 3 meetings" in said["body remove 'Bestyrelsen for Nord' --yes"]
    with Register(office / "data" / "register.sqlite") as register:
        assert list_bodies(register) == ()


def test_every_command_is_documented(repo: Path) -> None:
    text = (repo / "docs" / "bodies.md").read_text(encoding="utf-8")
    names = [
        command.name or (command.callback and command.callback.__name__) for command in body_app.registered_commands
    ]
    assert len(names) == 12
    assert [name for name in names if f"referat body {name}" not in text] == []


def test_a_body_that_is_not_in_the_register_is_only_printed(run: Run, office: Path) -> None:
    said = run("new", "m1", "--agenda", "dagsorden.txt", "--body", "Rådet")
    assert 'note: "Rådet" is not in the register of bodies; add it: referat body add "Rådet"' in said
    assert 'name = "Rådet"' in (office / "m1" / "meeting.toml").read_text(encoding="utf-8")
    assert not (office / "data").exists(), "no register was made"
    run("body", "add", "Bestyrelsen")
    said = run("new", "m2", "--agenda", "dagsorden.txt", "--body", "Bestyrelsn")
    assert 'did you mean "Bestyrelsen"?' in said
    assert "13" not in run("body", "show", "Bestyrelsen")


def test_a_meeting_that_is_there_takes_no_numbers(run: Run, office: Path) -> None:
    run("body", "add", "Bestyrelsen", "--items", "never")
    run("new", "m1", "--agenda", "dagsorden.txt", "--body", "Bestyrelsen")
    written = (office / "m1" / "meeting.toml").read_bytes()
    assert "exists already" in run("new", "m1", "--agenda", "dagsorden-januar.txt", "--body", "Bestyrelsen", fails=True)
    run("new", "m1", "--agenda", "dagsorden.txt", "--body", "Bestyrelsen", "--force")
    assert (office / "m1" / "meeting.toml").read_bytes() == written
    assert "next: meeting 2, item 4" in run("body", "show", "Bestyrelsen")


def test_papers_that_cannot_be_read_take_no_numbers(run: Run, office: Path) -> None:
    run("body", "add", "Bestyrelsen", "--items", "never")
    (office / "tom.txt").write_text("", encoding="utf-8")
    run("new", "m1", "--agenda", "tom.txt", "--body", "Bestyrelsen", fails=True)
    assert "next: meeting 1, item 1" in run("body", "show", "Bestyrelsen")


def test_the_template_of_the_body_is_checked_and_written(run: Run, office: Path) -> None:
    document = Document()
    document.add_paragraph("{{ titel }}")
    document.save(str(office / "skabelon.docx"))
    assert "titel" in run("body", "add", "Bestyrelsen", "--template", "skabelon.docx", fails=True)
    document = Document()
    document.add_paragraph("{{ title }}")
    document.save(str(office / "skabelon.docx"))
    run("body", "add", "Bestyrelsen", "--template", "skabelon.docx")
    run("new", "m1", "--agenda", "dagsorden.txt", "--body", "Bestyrelsen")
    table = tomllib.loads((office / "m1" / "meeting.toml").read_text(encoding="utf-8"))
    assert table["body"]["template"] == str(office / "skabelon.docx")
    run("body", "set", "Bestyrelsen", "--no-template")
    assert "template:" not in run("body", "show", "Bestyrelsen")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("body show Bestyrelsn", 'did you mean "Bestyrelsen"?'),
        ("body add bestyrelsen", 'there is a body "bestyrelsen" already'),
        ("body remove Bestyrelsen", "0 members and 0 meetings would be removed for ever; say --yes"),
        ("body set Bestyrelsen --item-form {m}", "--item-form"),
        ("body set Bestyrelsen --items never --item-form {n}/{yy}", "a count that never restarts has no year"),
        ("body set Bestyrelsen --meeting-form {meeting}-{n}", "holds itself"),
        ("body set Bestyrelsen --items yearly --next-item nul", "is no number of the form {n}/{yy}; as in 12/"),
        ("body set Bestyrelsen --items meeting --next-item 3", "nothing is counted on"),
        ("body set Bestyrelsen --language tysk", "da or en"),
        ("body set Bestyrelsen --template nowhere.docx", "there is no such file"),
        ("body approve Bestyrelsen", "name the meeting once"),
        ("body approve Bestyrelsen m1", 'is not the folder of a meeting of "Bestyrelsen"; none is prepared yet'),
        ("body cancel Bestyrelsen --number 7", 'there is no meeting "7"'),
        ("body actions Bestyrelsen --done 7", "there is no action 7"),
        ("body actions Bestyrelsen --done 7 --dropped 7", "named twice"),
        ("body join Bestyrelsen", "name one person, or a list"),
        ("body join Bestyrelsen ,", "does not begin with a name"),
        ("body leave Bestyrelsen Ingen", '"Ingen" is not a member'),
        ("body list --register mysql://host/name", "valid are: postgresql, sqlite"),
        ("body list --register nowhere.sqlite", "there is no register of bodies yet"),
        ("new m1 --agenda dagsorden.txt --body Bestyrelsen --register deltagere.txt", "is damaged, or no register"),
    ],
)
def test_mistakes_get_one_line(run: Run, command: str, said: str) -> None:
    run("body", "add", "Bestyrelsen")
    assert said in run(*shlex.split(command), fails=True)


def test_names_that_do_not_look_like_names(run: Run) -> None:
    run("body", "add", 'Udvalget "A[/b]" & æøå')
    since = ("--from", "2020-01-01")
    chair = 'Søren "Muld" Ñandú, direktør i Region Nord'
    run("body", "join", 'Udvalget "A[/b]" & æøå', chair, "--role", "chair", *since)
    run("body", "join", 'Udvalget "A[/b]" & æøå', "Prinsesse", *since)
    shown = run("body", "members", 'Udvalget "A[/b]" & æøå')
    assert 'Søren "Muld" Ñandú' in shown
    assert "Region Nord" in shown
    run("new", "m1", "--agenda", "dagsorden.txt", "--body", 'Udvalget "A[/b]" & æøå')
    table = tomllib.loads(Path("m1/meeting.toml").read_text(encoding="utf-8"))
    assert table["body"]["name"] == 'Udvalget "A[/b]" & æøå'
    assert [a["name"] for a in table["attendee"]] == ['Søren "Muld" Ñandú', "Prinsesse"]
