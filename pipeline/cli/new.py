"""``referat new``: from the secretary's papers to a ``meeting.toml`` to confirm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.cli import body_options as options
from pipeline.errors import InputError, nearest
from pipeline.intake import Prepared, find_media, free_place, prepare, write_meeting

_SHOWN = 8


def new(
    meeting_dir: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of the meeting; made when it is not there.")
    ],
    agenda: Annotated[Path, typer.Option(help="The agenda: docx, pdf, odt, Markdown or text.")],
    attendees: Annotated[
        Path | None, typer.Option(help="The attendees: csv, xlsx, a Teams attendance report, or a list as above.")
    ] = None,
    invitation: Annotated[Path | None, typer.Option(help="The invitation (.ics).")] = None,
    previous: Annotated[Path | None, typer.Option(help="The last referat: who belongs to the body.")] = None,
    body: Annotated[str, typer.Option(help="Name of the body: as in the register, or as it is printed.")] = "",
    day: options.MeetingDay = None,
    register: options.Where = "",
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read scanned pages by text recognition; check every letter of the result.")
    ] = False,
    force: Annotated[bool, typer.Option(help="Replace a meeting.toml that is there.")] = False,
) -> None:
    """Prepare a meeting: read the papers and write DIR/meeting.toml, to be confirmed."""
    if meeting_dir.exists() and not meeting_dir.is_dir():
        raise InputError(meeting_dir, "is a file", "name a folder")
    free_place(meeting_dir, force=force)
    read = partial(
        prepare,
        agenda,
        attendees=attendees,
        invitation=invitation,
        previous=previous,
        media=find_media(meeting_dir),
        day=options.day_of(day) if day else None,
        ocr=ocr,
    )
    found, remarks = _of_body(read, body, register, meeting_dir) if body else (read(), ())
    path = write_meeting(found, meeting_dir, force=force)
    console = Console(highlight=False)
    _show(console, found, path)
    for remark in remarks:
        console.print(f"note: {remark}", markup=False, soft_wrap=True)


def _of_body(
    read: Callable[..., Prepared], name: str, where: str, meeting_dir: Path
) -> tuple[Prepared, tuple[str, ...]]:
    """Read the papers for a body of the register; one that is not there is only printed."""
    from pipeline.bodies import Register, find_body, list_bodies, members_on, register_exists, take_over

    if not register_exists(where):
        return read(body=name), (_unknown(name, []),)
    with Register(where) as opened:
        record = find_body(opened, name)
        if record is None:
            return read(body=name), (_unknown(name, [each.name for each in list_bodies(opened)]),)
        found = read(body=record.name, members=partial(members_on, opened, record))
        taken = take_over(opened, record, found, meeting_dir)
    return taken.prepared, taken.remarks


def _unknown(name: str, names: list[str]) -> str:
    close = nearest(name, names) if names else ""
    meant = f"{close} else " if close.startswith("did") else ""
    return f'"{name}" is not in the register of bodies; {meant}add it: referat body add "{name}"'


def _show(console: Console, found: Prepared, path: Path) -> None:
    table = Table(title=escape(found.head.title), title_justify="left")
    for column in ("", "item", "kind", "presented by"):
        table.add_column(column)
    for item in found.items:
        closed = " (closed)" if item.closed else ""
        table.add_row(item.number, escape(item.title) + closed, item.kind.value, escape(", ".join(item.presenters)))
    console.print(table)
    if found.number:
        console.print(f"meeting {found.number}", markup=False)
    absent = sum(person.attendance.value == "apologies" for person in found.people)
    console.print(
        f"{len(found.items)} items, {len(found.people)} people ({absent} apologies), {found.guess_count} "
        f"guesses marked, "
        f"{len(found.leftovers)} lines not understood"
    )
    if found.open_actions:
        console.print(f"{len(found.open_actions)} actions of earlier meetings taken over")
    for left in found.leftovers[:_SHOWN]:
        console.print(f"  not understood: {left.source} {left.place}: {left.text}", markup=False, soft_wrap=True)
    if len(found.leftovers) > _SHOWN:
        console.print(f"  and {len(found.leftovers) - _SHOWN} more, at the end of the file")
    if not found.media:
        console.print("The recording is not named yet: the file says where.")
    console.print(f"[bold]{escape(str(path))}[/bold]", soft_wrap=True)
