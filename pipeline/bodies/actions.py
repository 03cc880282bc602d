"""What the meetings of a body agreed to do, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select, update

from pipeline.bodies.held import mark_approved, meetings_of, settle_numbers
from pipeline.bodies.record import locked
from pipeline.bodies.tables import action
from pipeline.bodies.values import Action, BodyRecord, HeldMeeting, MeetingState
from pipeline.errors import InputError
from pipeline.intake import load_agenda
from pipeline.meeting import ActionStatus, OpenAction
from pipeline.minutes import Draft, StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Connection

    from pipeline.bodies.database import Register

_MAX_DRAFT_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action as the draft has it."""

    item: str
    text: str
    owner: str
    deadline: str
    confidential: bool


def read_agreed(folder: Path, out: Path | None = None) -> tuple[Agreed, ...]:
    """Return the actions in ``OUT/draft.json`` of the meeting in `folder`; OUT is ``folder/out`` unless it is given.

    Raises
    ------
    InputError
        There is no draft, it is damaged, or it is not that of the agenda in ``meeting.toml``.
    """
    file = (out or folder / "out") / "draft.json"
    if not file.is_file():
        raise InputError(file, "there is no such file", "`referat run` writes it; --out says where")
    if file.stat().st_size > _MAX_DRAFT_BYTES:
        raise InputError(file, f"larger than {_MAX_DRAFT_BYTES // 1_000_000} MB", "a draft is smaller")
    try:
        draft = TypeAdapter(Draft).validate_json(file.read_bytes())
    except ValidationError as error:
        raise InputError(file, "is no draft", "run `referat run` again") from error
    items = load_agenda(folder)
    if len(draft.items) != len(items):
        raise InputError(
            file, f"{len(draft.items)} items, the agenda has {len(items)}", "run `referat run` again on this agenda"
        )
    return tuple(
        Agreed(items[part.item].number, said.text, said.owner, said.deadline, items[part.item].closed)
        for part in draft.items
        for said in part.statements
        if said.kind is StatementKind.ACTION
    )


def approve(
    register: Register,
    record: BodyRecord,
    held: HeldMeeting,
    agreed: Sequence[Agreed] | None,
    day: date,
    *,
    numbers: Sequence[str] = (),
) -> None:
    """Mark a meeting as approved, and keep what it agreed.

    Parameters
    ----------
    agreed : sequence of Agreed or None
        None: leave its actions as they are.
    numbers : sequence of str
        Item numbers of its agenda as it was confirmed: these are settled. Empty: those that it was given.

    Raises
    ------
    InputError
        It is approved already, or was cancelled, or a number of its agenda was given to another meeting.
    """
    with register.writing() as connection:
        record = locked(connection, record)
        if numbers:
            settle_numbers(connection, record, held, numbers)
        mark_approved(connection, held, day)
        if agreed is not None:
            _keep(connection, record, held, agreed)


def take(register: Register, record: BodyRecord, held: HeldMeeting, agreed: Sequence[Agreed]) -> None:
    """Keep what a meeting agreed before its referat is approved; again, and it is brought up to date."""
    with register.writing() as connection:
        locked(connection, record)
        _keep(connection, record, held, agreed)


def actions_of(register: Register, record: BodyRecord) -> tuple[Action, ...]:
    """Return all actions in the order in which they were agreed."""
    meetings = {held.id: held for held in meetings_of(register, record)}
    with register.reading() as connection:
        rows = connection.execute(select(action).where(action.c.body_id == record.id).order_by(action.c.id)).all()
    return tuple(
        Action(
            id=row.id,
            meeting_id=row.meeting_id,
            text=row.text,
            owner=row.owner,
            deadline=row.deadline,
            status=ActionStatus(row.status),
            item=row.item,
            meeting=meetings[row.meeting_id].number or meetings[row.meeting_id].day.isoformat(),
            confidential=row.confidential,
            closed_on=row.closed_on,
        )
        for row in rows
        if row.meeting_id in meetings
    )


def set_status(register: Register, record: BodyRecord, changes: Sequence[tuple[int, ActionStatus]], day: date) -> None:
    """Say what has become of actions.

    Raises
    ------
    InputError
        An id is not that of an action of this body; nothing is changed then.
    """
    with register.writing() as connection:
        locked(connection, record)
        for action_id, status in changes:
            values: dict[str, Any] = {"status": status.value, "closed_on": None if status is ActionStatus.OPEN else day}
            whose = (action.c.id == action_id, action.c.body_id == record.id)
            if connection.execute(update(action).where(*whose).values(**values)).rowcount == 0:
                raise InputError(
                    record.name, f"there is no action {action_id}", f'`referat body actions "{record.name}"` lists them'
                )


def carried_over(register: Register, record: BodyRecord, folder: str, day: date) -> tuple[OpenAction, ...]:
    """Return what a meeting takes over: the actions still open, and those closed since the meeting before it.

    Parameters
    ----------
    folder : str
        Of the meeting, as the register keeps it: its own actions are not taken over.
    day : date
        Of the meeting: actions of later meetings are not taken over.
    """
    held = [each for each in meetings_of(register, record) if each.state is not MeetingState.CANCELLED]
    before = [each for each in held if each.day <= day and each.folder != folder]
    since = before[-1].day if before else None
    sources = {each.id for each in before}
    return tuple(
        OpenAction(
            text=each.text,
            owner=each.owner,
            deadline=each.deadline,
            status=each.status,
            item=each.item,
            meeting=each.meeting,
            closed=each.confidential,
        )
        for each in actions_of(register, record)
        if each.meeting_id in sources
        and (each.status is ActionStatus.OPEN or (since and each.closed_on and each.closed_on >= since))
    )


def _keep(connection: Connection, record: BodyRecord, held: HeldMeeting, agreed: Sequence[Agreed]) -> None:
    """Bring the actions of a meeting up to date: what a person has closed stays, what the draft dropped goes."""
    rows = connection.execute(select(action).where(action.c.meeting_id == held.id)).all()
    there = {(row.item, row.text): row for row in rows}
    for each in dict.fromkeys(agreed):
        row = there.pop((each.item, each.text), None)
        said = {"owner": each.owner, "deadline": each.deadline, "confidential": each.confidential}
        if row is not None:
            connection.execute(update(action).where(action.c.id == row.id).values(**said))
        else:
            new = {"body_id": record.id, "meeting_id": held.id, "status": ActionStatus.OPEN.value}
            connection.execute(insert(action).values(item=each.item, text=each.text, **new, **said))
    gone = [row.id for row in there.values() if row.status == ActionStatus.OPEN]
    if gone:
        connection.execute(delete(action).where(action.c.id.in_(gone)))
