from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.intake import load_meeting
from pipeline.meeting import Attendance, ItemKind, Role, Style

HEAD = 'title = "3. møde"\nrecording = "moede.wav"\n'
WHOLE = """
title = "12. møde i udvalget"
language = "da"
start = 2026-03-03T16:00:00
end = 2026-03-03T17:30:00
place = "videomøde"
recording = ["del1.mp4", "del2.mp4"]
style = "decisions"
[body]
name = "Udvalget"
numbering = "89/20"
[[attendee]]
name = "Åse Ærø O'Hara"
title = "direktør"
organisation = "Kommunen"
group = "Fra udvalget"
role = "chair"
[[attendee]]
name = "Bo Friis"
attendance = "apologies"
[[attendee]]
name = "Ib Friis"
substitute_for = "Bo Friis"
[[item]]
title = "Velkomst"
[[item]]
title = "Budget"
kind = "B"
presenters = ["Ib Friis"]
closed = true
documents = ["bilag.pdf"]
"""


def write(folder: Path, text: str, *files: str) -> Path:
    (folder / "meeting.toml").write_text(text, encoding="utf-8")
    for name in files or ("moede.wav",):
        (folder / name).write_bytes(b"sound")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as failure:
        load_meeting(folder)
    line = str(failure.value)
    assert "\n" not in line
    return line


def test_everything_the_contract_names_is_read(tmp_path: Path) -> None:
    meeting = load_meeting(write(tmp_path, WHOLE, "del1.mp4", "del2.mp4"))
    assert (meeting.title, meeting.language, meeting.place) == ("12. møde i udvalget", "da", "videomøde")
    assert (meeting.start, meeting.end) == (datetime(2026, 3, 3, 16), datetime(2026, 3, 3, 17, 30))  # noqa: DTZ001
    assert meeting.style is Style.DECISIONS
    assert meeting.recordings == (tmp_path / "del1.mp4", tmp_path / "del2.mp4")
    chair, absent, substitute = meeting.attendees
    assert (chair.name, chair.title, chair.organisation, chair.group) == (
        "Åse Ærø O'Hara", "direktør", "Kommunen", "Fra udvalget",
    )  # fmt: skip
    assert chair.role is Role.CHAIR
    assert absent.attendance is Attendance.APOLOGIES
    assert substitute.substitute_for == "Bo Friis"
    assert meeting.chair == chair
    welcome, budget = meeting.items
    assert (welcome.number, budget.number) == ("89/20", "90/20")
    assert (budget.kind, budget.presenters, budget.closed, budget.documents) == (
        ItemKind.DECISION, ("Ib Friis",), True, ("bilag.pdf",),
    )  # fmt: skip
    assert not meeting.implicit_agenda


def test_without_an_agenda_one_item_stands_for_the_meeting(tmp_path: Path) -> None:
    meeting = load_meeting(write(tmp_path, HEAD))
    assert meeting.implicit_agenda
    assert [item.title for item in meeting.items] == ["Mødet"]


def test_the_deputy_chairs_when_the_chair_sent_apologies(tmp_path: Path) -> None:
    absent, deputy = '[[attendee]]\nname="A"\nrole="chair"\n', '[[attendee]]\nname="B"\nrole="deputy"\n'
    people = absent + 'attendance="apologies"\n' + deputy
    chair = load_meeting(write(tmp_path, HEAD + people)).chair
    assert chair is not None
    assert chair.name == "B"


def test_two_people_may_share_a_name_when_something_tells_them_apart(tmp_path: Path) -> None:
    people = (
        '[[attendee]]\nname = "Jens Hansen"\ntitle = "læge"\n[[attendee]]\nname = "Jens Hansen"\ntitle = "jurist"\n'
    )
    first, second = load_meeting(write(tmp_path, HEAD + people)).attendees
    assert first.key != second.key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('titel = "x"\nrecording = "moede.wav"', ["meeting.toml: title: missing", 'is "titel" meant?']),
        (HEAD + 'plcae = "Odense"', ["plcae: unknown key", 'did you mean "place"?']),
        (HEAD + '[[attendee]]\nnavn = "Bo"', ["attendee[1].name: missing", 'is "navn" meant?']),
        (HEAD + '[[attendee]]\nname = "Bo"\nrole = "chairr"', ["attendee[1].role", '"chairr" is not known', '"chair"']),
        (HEAD + '[[item]]\ntitle = "A"\nkind = "X"', ["item[1].kind", '"X" is not known']),
        (HEAD + '[[item]]\ntitle = "  "', ["item[1].title"]),
        (HEAD + "item = []", ["item: an agenda without items"]),
        (HEAD + '[body]\nnumbering = "tolv"', ["body.numbering", '"tolv" does not fit']),
        (HEAD + "start = 2026-01-01T10:00:00\nend = 2026-01-01T09:00:00", ["end:", "is not after the start"]),
        (HEAD + '[[attendee]]\nname = "Bo"\n[[attendee]]\nname = "bo"', ['"bo" is on the list already', "attendee[1]"]),
        (
            HEAD + '[[attendee]]\nname = "Bo"\nsubstitute_for = "Ib"',
            ["substitute_for", '"Ib" is not on the attendee list'],
        ),
        (HEAD + '[[attendee]]\nname="A"\nrole="chair"\n[[attendee]]\nname="B"\nrole="chair"', ["attendee[2].role"]),
        (
            HEAD + '[[item]]\ntitle="A"\nnumber="7"\n[[item]]\ntitle="B"\nnumber="7"',
            ["item[2].number", "item[1] already"],
        ),
        ('title = "x"', ["neither a recording nor a transcript"]),
        (HEAD + 'transcript = "moede.wav"', ["both a recording and a transcript"]),
        ('title = "x"\nrecording = "møde.wav"', ['"møde.wav": there is no such file', '"moede.wav"']),
        ('title = "x"\nrecording = ["moede.wav", "moede.wav"]', ["recording[2]", "given twice"]),
        ('title = "x"\nrecording = 7', ["recording", '"7" does not fit']),
        ('title = "x\nplace', ["not TOML", "line 1"]),
        (f'title = "{"x" * 5000}"\nrecording = "moede.wav"', ["title", "1000 characters"]),
    ],
)
def test_a_mistake_is_one_line_that_names_the_place_and_the_remedy(tmp_path: Path, text: str, said: list[str]) -> None:
    line = refusal(write(tmp_path, text))
    for part in said:
        assert part in line
    assert len(line) < 600


def test_a_missing_folder_file_and_wrong_encoding(tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "nowhere")
    assert "no such file" in refusal(tmp_path)
    (tmp_path / "meeting.toml").write_bytes('title = "møde"'.encode("latin-1"))
    assert "not UTF-8" in refusal(tmp_path)


def test_an_empty_recording_is_told_before_anything_runs(tmp_path: Path) -> None:
    write(tmp_path, HEAD)
    (tmp_path / "moede.wav").write_bytes(b"")
    assert "0 bytes" in refusal(tmp_path)


CLOCK = """
title = "3. møde"
recording = "moede.wav"
start = 2026-03-03T16:00:00
end = 2026-03-03T17:30:00
recording_start = 2026-03-03T15:58:30
[[attendee]]
name = "Bo Friis"
presence = PRESENCE
"""


def test_presence_is_put_in_order_and_joined(tmp_path: Path) -> None:
    spans = (
        "[[2026-03-03T17:00:00, 2026-03-03T17:20:00], [2026-03-03T16:02:10, 2026-03-03T16:30:00], "
        "[2026-03-03T16:20:00, 2026-03-03T16:40:00]]"
    )
    meeting = load_meeting(write(tmp_path, CLOCK.replace("PRESENCE", spans)))
    at = datetime(2026, 3, 3)  # noqa: DTZ001
    assert meeting.recording_start == at.replace(hour=15, minute=58, second=30)
    assert meeting.attendees[0].presence == (
        (at.replace(hour=16, minute=2, second=10), at.replace(hour=16, minute=40)),
        (at.replace(hour=17), at.replace(hour=17, minute=20)),
    )


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        ("[[2026-03-04T17:00:00, 2026-03-04T17:20:00]]", "of another day than the meeting"),
        ("[[2026-03-03T17:00:00, 2026-03-03T16:20:00]]", "does not end after it begins"),
        ("[[2026-03-03T17:00:00Z, 2026-03-03T17:20:00Z]]", "differ in having a time zone"),
        ("[[2026-03-03T17:00:00Z, 2026-03-03T17:20:00]]", "does not end after it begins"),
        ('[["kl. 17", "kl. 18"]]', "does not fit"),
        ("[[2026-03-03T17:00:00]]", "attendee[1].presence"),
    ],
)
def test_presence_that_cannot_be_is_refused(tmp_path: Path, spans: str, told: str) -> None:
    line = refusal(write(tmp_path, CLOCK.replace("PRESENCE", spans)))
    assert told in line
    assert "attendee[1].presence" in line


def test_presence_around_the_meeting_is_taken_as_it_is(tmp_path: Path) -> None:
    spans = "[[2026-03-03T14:00:00, 2026-03-03T14:20:00], [2026-03-03T18:00:00, 2026-03-03T18:20:00]]"
    assert len(load_meeting(write(tmp_path, CLOCK.replace("PRESENCE", spans))).attendees[0].presence) == 2


def test_a_recording_of_another_day_is_refused(tmp_path: Path) -> None:
    text = CLOCK.replace("PRESENCE", "[]").replace("recording_start = 2026-03-03", "recording_start = 2025-03-03")
    assert "recording_start" in refusal(write(tmp_path, text))
