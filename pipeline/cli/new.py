"""``referat new``: from the secretary's papers to a ``meeting.toml`` to confirm."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.errors import InputError
from pipeline.intake import Prepared, find_media, prepare, write_meeting

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
    body: Annotated[str, typer.Option(help="Name of the body, as it is printed.")] = "",
    force: Annotated[bool, typer.Option(help="Replace a meeting.toml that is there.")] = False,
) -> None:
    """Prepare a meeting: read the papers and write DIR/meeting.toml, to be confirmed."""
    if meeting_dir.exists() and not meeting_dir.is_dir():
        raise InputError(meeting_dir, "is a file", "name a folder")
    found = prepare(
        agenda,
        attendees=attendees,
        invitation=invitation,
        previous=previous,
        body=body,
        media=find_media(meeting_dir),
    )
    path = write_meeting(found, meeting_dir, force=force)
    _show(Console(highlight=False), found, path)


def _show(console: Console, found: Prepared, path: Path) -> None:
    table = Table(title=escape(found.head.title), title_justify="left")
    for column in ("", "item", "kind", "presented by"):
        table.add_column(column)
    for item in found.items:
        closed = " (closed)" if item.closed else ""
        table.add_row(item.number, escape(item.title) + closed, item.kind.value, escape(", ".join(item.presenters)))
    console.print(table)
    absent = sum(person.attendance.value == "apologies" for person in found.people)
    console.print(
        f"{len(found.items)} items, {len(found.people)} people ({absent} apologies), {found.guess_count} "
        f"guesses marked, "
        f"{len(found.leftovers)} lines not understood"
    )
    for left in found.leftovers[:_SHOWN]:
        console.print(f"  not understood: {left.source} {left.place}: {left.text}", markup=False, soft_wrap=True)
    if len(found.leftovers) > _SHOWN:
        console.print(f"  and {len(found.leftovers) - _SHOWN} more, at the end of the file")
    if not found.media:
        console.print("The recording is not named yet: the file says where.")
    console.print(f"[bold]{escape(str(path))}[/bold]", soft_wrap=True)
