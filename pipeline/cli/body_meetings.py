"""``referat body``: what becomes of a body's meetings and of what they agreed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.cli import body_options as options
from pipeline.errors import InputError
from pipeline.intake import load_agenda
from pipeline.intake.meeting_file import FILE_NAME
from pipeline.meeting import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.bodies import Action


def approve(
    name: options.Name,
    meeting_dir: options.Folder = None,
    number: options.MeetingNumber = "",
    out: options.Out = None,
    on: options.On = None,
    without_actions: Annotated[
        bool, typer.Option("--without-actions", help="Take nothing from the draft: there is none.")
    ] = False,
    register: options.Where = "",
) -> None:
    """Record that a referat is approved: its numbers are settled, its actions are kept for the meetings to come."""
    from pipeline.bodies import Register, get_body, read_agreed
    from pipeline.bodies import approve as approve_meeting

    with Register(register) as opened:
        record = get_body(opened, name)
        held = options.meeting_in(opened, record, meeting_dir, number)
        folder = Path(held.folder)
        agreed = None if without_actions else read_agreed(folder, out)
        numbers = [item.number for item in load_agenda(folder)] if (folder / FILE_NAME).exists() else []
        approve_meeting(opened, record, held, agreed, options.day_of(on), numbers=numbers)
    told = "" if agreed is None else f", {len(agreed)} actions kept"
    Console(highlight=False).print(f"{held.number or held.day}: approved{told}", markup=False)


def cancel(
    name: options.Name,
    meeting_dir: options.Folder = None,
    number: options.MeetingNumber = "",
    register: options.Where = "",
) -> None:
    """Cancel a meeting: its numbers are given back if they are the last ones, else they stay unused."""
    from pipeline.bodies import Register, get_body, printed_runs
    from pipeline.bodies import cancel as cancel_meeting

    with Register(register) as opened:
        record = get_body(opened, name)
        held = options.meeting_in(opened, record, meeting_dir, number)
        left = cancel_meeting(opened, record, held)
    kept = ", ".join(filter(None, (left.number and f"meeting {left.number}", printed_runs(list(left.unused)))))
    told = f"its numbers stay unused: {kept}" if kept else "its numbers are given back"
    Console(highlight=False).print(f"{held.number or held.day}: cancelled, {told}", markup=False)


def move(
    name: options.Name,
    old: Annotated[Path, typer.Argument(help="Where the folder of the meeting was.")],
    new: Annotated[Path, typer.Argument(help="Where it is now.")],
    register: options.Where = "",
) -> None:
    """Say that a meeting's folder lies elsewhere now, so that it keeps its numbers."""
    from pipeline.bodies import Register, find_meeting, get_body
    from pipeline.bodies import move as move_meeting

    with Register(register) as opened:
        record = get_body(opened, name)
        held = find_meeting(opened, record, folder=old)
        move_meeting(opened, record, held, new)
    Console(highlight=False).print(f"{held.number or held.day}: {new.resolve()}", markup=False, soft_wrap=True)


def actions(
    name: options.Name,
    everything: Annotated[bool, typer.Option("--all", help="Also what is done or dropped.")] = False,
    done: Annotated[list[int] | None, typer.Option(metavar="ID", help="Mark as done.")] = None,
    dropped: Annotated[list[int] | None, typer.Option(metavar="ID", help="Mark as dropped.")] = None,
    reopened: Annotated[list[int] | None, typer.Option("--open", metavar="ID", help="Mark as open again.")] = None,
    take: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Take those of a meeting whose referat is not approved yet.")
    ] = None,
    out: options.Out = None,
    on: options.On = None,
    register: options.Where = "",
) -> None:
    """List what was agreed and is still open; say what has become of it."""
    from pipeline.bodies import MeetingState, Register, actions_of, find_meeting, get_body, read_agreed, set_status
    from pipeline.bodies import take as take_actions

    groups = ((ActionStatus.DONE, done), (ActionStatus.DROPPED, dropped), (ActionStatus.OPEN, reopened))
    changes = [(each, status) for status, ids in groups for each in ids or []]
    if len({each for each, _ in changes}) < len(changes):
        raise InputError("referat body actions", "an action is named twice", "once, as done, dropped or open")
    with Register(register) as opened:
        record = get_body(opened, name)
        if take:
            held = find_meeting(opened, record, folder=take)
            if held.state is not MeetingState.PREPARED:
                raise InputError(take, f"the meeting is {held.state.value}", "its actions stay as they are")
            take_actions(opened, record, held, read_agreed(take, out))
        set_status(opened, record, changes, options.day_of(on))
        found = actions_of(opened, record)
    shown = [each for each in found if everything or each.status is ActionStatus.OPEN]
    Console(highlight=False).print(_table(shown))


def _table(found: Sequence[Action]) -> Table:
    table = Table("id", "action", "owner", "deadline", "status", "item", "meeting")
    for each in found:
        status = f"{each.status.value} {each.closed_on or ''}".strip()
        words = (each.text, each.owner, each.deadline, status, each.item, each.meeting)
        table.add_row(str(each.id), *map(escape, words))
    return table
