"""Read ``meeting.toml``; every mistake in it gets one line that names the key and what would be right."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from pipeline.errors import InputError, nearest
from pipeline.intake.attachments import find_attachments
from pipeline.intake.glossary import read_glossary
from pipeline.intake.presence import check_clock, joined_spans
from pipeline.intake.schema import ActionTable, AttendeeTable, BodyTable, ItemTable, MeetingTable
from pipeline.intake.voices_file import load_decisions
from pipeline.meeting import (
    ActionStatus,
    AgendaItem,
    Attendance,
    Attendee,
    Body,
    ItemKind,
    Meeting,
    OpenAction,
    Role,
    Style,
)

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

FILE_NAME = "meeting.toml"
_MAX_BYTES = 2_000_000
_TABLES: dict[str, type[BaseModel]] = {
    "body": BodyTable,
    "attendee": AttendeeTable,
    "item": ItemTable,
    "action": ActionTable,
}
_WHOLE_MEETING = {"da": "Mødet", "en": "The meeting"}


def load_meeting(folder: Path) -> Meeting:
    """Read ``meeting.toml`` in `folder`.

    Raises
    ------
    InputError
        The folder or the file is missing, is not TOML, has a key it should not have, lacks one it needs,
        or says something that cannot be: an attendee twice, an agenda without items, an end before the start,
        a presence of another day, a document outside the folder.
    """
    path = folder / FILE_NAME
    table = _parse(path)
    start, end = table.start, table.end
    if (start is None) != (end is None) and start is None:
        raise InputError(
            path, "there is an end but no start", 'give both, as in "start = 2020-10-06T16:00:00"', field="end"
        )
    if start and end:
        if (start.tzinfo is None) != (end.tzinfo is None):
            raise InputError(
                path, "start and end differ in having a time zone", "give both with it or both without", field="end"
            )
        if end <= start:
            raise InputError(
                path, f"the end ({end}) is not after the start ({start})", "correct one of them", field="end"
            )
    check_clock(path, table)
    attendees = _attendees(path, table.attendee)
    items, implicit = _items(path, table)
    recordings, transcript = _sources(path, folder, table)
    return Meeting(
        title=table.title,
        language=table.language,
        start=start,
        end=end,
        place=table.place,
        style=Style(table.style),
        body=Body(table.body.name, table.body.numbering, _template(path, folder, table)),
        attendees=attendees,
        items=items,
        recordings=recordings,
        transcript=transcript,
        implicit_agenda=implicit,
        recording_start=table.recording_start,
        glossary=read_glossary(_inside(path, folder, table.glossary, "glossary")) if table.glossary else (),
        decided=load_decisions(folder),
        number=table.number,
        open_actions=tuple(_action(each) for each in table.action),
        attachments=find_attachments(path, folder, items),
    )


def load_agenda(folder: Path) -> tuple[AgendaItem, ...]:
    """Read the agenda alone from ``meeting.toml`` in `folder`: the recording need no longer be there.

    Raises
    ------
    InputError
        As for :func:`load_meeting`.
    """
    path = folder / FILE_NAME
    return _items(path, _parse(path))[0]


def _parse(path: Path) -> MeetingTable:
    if not path.parent.is_dir():
        raise InputError(path.parent, "there is no such folder", f"give the folder that holds {FILE_NAME}")
    if not path.is_file():
        raise InputError(path, "there is no such file", "write one (docs/formats.md shows how) beside the recording")
    if path.stat().st_size > _MAX_BYTES:
        raise InputError(path, f"larger than {_MAX_BYTES // 1_000_000} MB", "a meeting.toml is a short text file")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"not TOML: {error}", "correct the line it names") from error
    try:
        return MeetingTable.model_validate(data)
    except ValidationError as error:
        raise _explain(path, error.errors()[0], data) from error


def _explain(path: Path, error: ErrorDetails, data: dict[str, Any]) -> InputError:
    location = [part for part in error["loc"] if not (isinstance(part, str) and ("[" in part or part == "str"))]
    field = _place(location)
    known = _TABLES.get(str(location[0]), MeetingTable) if len(location) > 1 else MeetingTable
    if error["type"] == "extra_forbidden":
        return InputError(path, "unknown key", nearest(str(location[-1]), known.model_fields), field=field)
    if error["type"] == "missing":
        present: Any = data
        for part in location[:-1]:
            present = present[part]
        strangers = [key for key in present if key not in known.model_fields]
        hint = f'; is "{strangers[0]}" meant?' if strangers else ""
        return InputError(path, "missing", f'add it, as in {location[-1]} = "..."{hint}', field=field)
    value = str(error["input"])
    quoted = value if len(value) <= 60 else value[:57] + "..."
    if error["type"] == "literal_error":
        choices = [choice.strip("' ") for choice in str(error["ctx"]["expected"]).replace(" or ", ",").split(",")]
        return InputError(path, f'"{quoted}" is not known', nearest(quoted, [c for c in choices if c]), field=field)
    return InputError(path, f'"{quoted}" does not fit', error["msg"].lower(), field=field)


def _place(location: list[str | int]) -> str:
    place = ""
    for part in location:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if place else part
    return place


def _attendees(path: Path, tables: tuple[AttendeeTable, ...]) -> tuple[Attendee, ...]:
    seen: dict[tuple[str, str, str], int] = {}
    names = {table.name.casefold() for table in tables}
    for number, table in enumerate(tables, start=1):
        identity = (table.name.casefold(), table.title.casefold(), table.organisation.casefold())
        if identity in seen:
            raise InputError(
                path,
                f'"{table.name}" is on the list already, as attendee[{seen[identity]}]',
                "remove one; two people with one name need different titles or organisations",
                field=f"attendee[{number}].name",
            )
        seen[identity] = number
        if table.substitute_for and table.substitute_for.casefold() not in names:
            raise InputError(
                path,
                f'"{table.substitute_for}" is not on the attendee list',
                nearest(table.substitute_for, [other.name for other in tables]),
                field=f"attendee[{number}].substitute_for",
            )
    chairs = [number for number, table in enumerate(tables, start=1) if table.role == "chair"]
    if len(chairs) > 1:
        raise InputError(
            path,
            f"there is a chair already, attendee[{chairs[0]}]",
            'one chair; others are "deputy"',
            field=f"attendee[{chairs[1]}].role",
        )
    return tuple(
        Attendee(
            key=f"a{number:02d}",
            name=table.name,
            title=table.title,
            organisation=table.organisation,
            group=table.group,
            role=Role(table.role),
            attendance=Attendance(table.attendance),
            substitute_for=table.substitute_for,
            presence=joined_spans(table.presence),
        )
        for number, table in enumerate(tables, start=1)
    )


def _items(path: Path, table: MeetingTable) -> tuple[tuple[AgendaItem, ...], bool]:
    if table.item is None:
        title = _WHOLE_MEETING.get(table.language, _WHOLE_MEETING["en"])
        return (AgendaItem(index=0, number=table.body.numbering or "1", title=title),), True
    if not table.item:
        raise InputError(
            path,
            "an agenda without items",
            "add [[item]] tables, or leave the key out to get one item for all",
            field="item",
        )
    numbers = [item.number or _count_on(table.body.numbering, index) for index, item in enumerate(table.item)]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            raise InputError(
                path,
                f'"{number}" is the number of item[{numbers.index(number) + 1}] already',
                "number each item once",
                field=f"item[{index + 1}].number",
            )
    return tuple(
        AgendaItem(
            index,
            number,
            item.title,
            ItemKind(item.kind),
            item.presenters,
            item.closed,
            item.documents,
            Style(item.style) if item.style else None,
        )
        for index, (number, item) in enumerate(zip(numbers, table.item, strict=True))
    ), False


def _count_on(first: str, index: int) -> str:
    """Return the number `index` places after `first`.

    Examples
    --------
    >>> _count_on("89/20", 2)
    '91/20'
    >>> _count_on("", 2)
    '3'
    """
    number, slash, year = first.partition("/")
    return f"{int(number or 1) + index}{slash}{year}"


def _action(table: ActionTable) -> OpenAction:
    said = table.model_dump(exclude={"status"})
    return OpenAction(status=ActionStatus(table.status), **said)


def _template(path: Path, folder: Path, table: MeetingTable) -> Path | None:
    if not table.body.template:
        return None
    found = folder / table.body.template
    if not found.is_file():
        raise InputError(
            path,
            f'"{table.body.template}": there is no such file',
            "correct it, or remove the line to get the default template",
            field="body.template",
        )
    return found


def _sources(path: Path, folder: Path, table: MeetingTable) -> tuple[tuple[Path, ...], Path | None]:
    names = (table.recording,) if isinstance(table.recording, str) else (table.recording or ())
    if names and table.transcript:
        raise InputError(path, "both a recording and a transcript", "give one of them", field="transcript")
    if not names and not table.transcript:
        raise InputError(
            path, "neither a recording nor a transcript", 'add recording = "meeting.mp4"', field="recording"
        )
    if table.transcript:
        return (), _inside(path, folder, table.transcript, "transcript")
    for index, name in enumerate(names):
        if name in names[:index]:
            raise InputError(path, f'"{name}" is given twice', "give each part once", field=f"recording[{index + 1}]")
    return tuple(_inside(path, folder, name, "recording") for name in names), None


def _inside(path: Path, folder: Path, name: str, field: str) -> Path:
    found = folder / name
    if not found.is_file():
        near = [other.name for other in folder.iterdir() if other.is_file() and other.name != FILE_NAME]
        problem = "is a folder" if found.is_dir() else "there is no such file in the meeting's folder"
        raise InputError(path, f'"{name}": {problem}', nearest(name, near) if near else "put it there", field=field)
    if found.stat().st_size == 0:
        raise InputError(
            path, f'"{name}": the file is empty (0 bytes)', "copy it again from where it was recorded", field=field
        )
    return found
