"""The meetings of a body: prepared, prepared again, cancelled, approved, moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.bodies import giving
from pipeline.bodies.giving import ITEM, MEETING, Holder
from pipeline.bodies.numbering import Number, Restart
from pipeline.bodies.record import locked
from pipeline.bodies.tables import body, meeting
from pipeline.bodies.values import BodyRecord, HeldMeeting, MeetingState
from pipeline.errors import InputError, ResourceError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from pipeline.bodies.database import Register


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting that is being prepared.

    Attributes
    ----------
    count : int
        How many items it has.
    items : tuple of Number or None
        The numbers that its agenda carries; None: it gets the next ones.
    number : Number or None
        The meeting number that its papers carry; None: it gets the next one.
    fresh : bool
        Nothing is written in the folder yet.
    """

    folder: Path
    day: date
    title: str
    count: int
    items: tuple[Number, ...] | None = None
    number: Number | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a meeting has been given.

    Attributes
    ----------
    number : str
        Of the meeting, as printed, or empty.
    items : tuple of str
        One for each item, as printed; empty where the body counts from 1 at each meeting.
    expected : str
        The number that would have come next, when the papers carry another one; else empty.
    formerly : date or None
        The day for which the meeting was prepared before, when that was another.
    """

    number: str
    items: tuple[str, ...]
    expected: str = ""
    formerly: date | None = None


def claim(register: Register, record: BodyRecord, wanted: Wanted) -> Given:
    """Enter a meeting in the register and give it its numbers; the same folder again keeps the numbers it has.

    Raises
    ------
    InputError
        The meeting is approved, the folder is that of another body's meeting, or a number that the agenda carries
        was given to another meeting. Nothing is changed then.
    """
    try:
        with register.writing() as connection:
            record = locked(connection, record)
            meeting_id, formerly = _entered(connection, record, wanted)
            printed = _give_number(connection, record, wanted, meeting_id)
            given = _give_items(connection, record, wanted, meeting_id, printed)
            return replace(given, formerly=formerly if formerly != wanted.day else None)
    except IntegrityError as error:  # the same folder for two bodies at once: the constraints stand behind the locks
        raise ResourceError(f"{wanted.folder}: somebody else prepares a meeting here right now; try again") from error


def meetings_of(register: Register, record: BodyRecord) -> tuple[HeldMeeting, ...]:
    """Return the meetings by date, the cancelled ones too."""
    with register.reading() as connection:
        rows = connection.execute(_by_date(record)).all()
        return tuple(_held(connection, record, row) for row in rows)


def upcoming(register: Register, record: BodyRecord, day: date) -> tuple[str, str]:
    """Return the next meeting number and item number on a day, as they would be printed; empty: there are none."""
    rules = record.rules
    with register.reading() as connection:
        whose = Holder(record.id, 0, MEETING)
        number_then = ""
        if rules.meetings:
            following = giving.next_number(connection, whose, rules.meetings.series(day), rules.first_meeting)
            number_then = rules.meetings.printed(following)
        if rules.items.restart is Restart.MEETING:
            return number_then, ""
        whose = Holder(record.id, 0, ITEM)
        following = giving.next_number(connection, whose, rules.items.series(day), rules.first_item)
        return number_then, rules.items.printed(following, number_then)


def find_meeting(
    register: Register, record: BodyRecord, *, folder: Path | None = None, number: str = ""
) -> HeldMeeting:
    """Return the meeting in a folder, or of a printed number.

    Raises
    ------
    InputError
        There is none, or several have that number.
    """
    meetings = meetings_of(register, record)
    if folder is not None:
        found = [each for each in meetings if each.folder == place_of(folder)]
        if not found:
            last = f"the last one is in {meetings[-1].folder}" if meetings else "none is prepared yet"
            raise InputError(folder, f'is not the folder of a meeting of "{record.name}"', last)
        return found[0]
    found = [each for each in meetings if each.number == number]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(record.name, f'{len(found)} meetings have the number "{number}"', "give the folder instead")
    numbers = [each.number for each in meetings if each.number]
    advice = nearest(number, numbers) if numbers else "none has a number yet"
    raise InputError(record.name, f'there is no meeting "{number}"', advice, field="--number")


def cancel(register: Register, record: BodyRecord, held: HeldMeeting) -> HeldMeeting:
    """Cancel a meeting: its numbers are given back when they are the last ones, else they stay unused.

    Raises
    ------
    InputError
        It is approved.
    """
    with register.writing() as connection:
        record = locked(connection, record)
        row = _unapproved(connection, held)
        for kind in (ITEM, MEETING):
            giving.give_back(connection, Holder(record.id, held.id, kind))
        connection.execute(update(meeting).where(meeting.c.id == row.id).values(state=MeetingState.CANCELLED.value))
        return _held(connection, record, _row(connection, held.id))


def move(register: Register, record: BodyRecord, held: HeldMeeting, folder: Path) -> None:
    """Say that the meeting's folder lies elsewhere now. Raises InputError when that is another meeting's folder."""
    there = place_of(folder)
    with register.writing() as connection:
        locked(connection, record)
        taken = connection.execute(select(meeting.c.id).where(meeting.c.folder == there)).scalar()
        if taken not in (None, held.id):
            raise InputError(folder, "is the folder of another meeting", "name the folder it was moved to")
        connection.execute(update(meeting).where(meeting.c.id == held.id).values(folder=there))


def add_confirmed(register: Register, record: BodyRecord, held: HeldMeeting, texts: Sequence[str]) -> None:
    """Record the item numbers that stand in the meeting's confirmed agenda, beside those it was given.

    Raises
    ------
    InputError
        One of them was given to another meeting.
    """
    if set(texts) <= set(held.items):
        return
    with register.writing() as connection:
        record = locked(connection, record)
        found = _confirmed(record, held, texts)
        if found and _row(connection, held.id).state == MeetingState.PREPARED:
            giving.add(connection, *found)


def settle_numbers(connection: Connection, record: BodyRecord, held: HeldMeeting, texts: Sequence[str]) -> None:
    """Let the meeting hold the numbers of its confirmed agenda, no more and no less. Raises InputError as above."""
    found = _confirmed(record, held, texts)
    if found:
        giving.record(connection, *found)


def _confirmed(record: BodyRecord, held: HeldMeeting, texts: Sequence[str]) -> tuple[Holder, list[Number]] | None:
    """Return the numbers of an agenda; None when the body does not count on, or the agenda has others."""
    items = record.rules.items
    numbers = [items.read(text, held.day.year) for text in texts]
    if items.restart is Restart.MEETING or not all(numbers) or len(set(numbers)) < len(numbers):
        return None
    holder = Holder(record.id, held.id, ITEM, lambda each: items.printed(each, held.number))
    return holder, [number for number in numbers if number]


def mark_approved(connection: Connection, held: HeldMeeting, day: date) -> None:
    """Mark a meeting as approved: from now on its numbers are settled. Raises InputError when it is already."""
    row = _unapproved(connection, held)
    if row.state == MeetingState.CANCELLED:
        raise InputError(row.folder, "the meeting was cancelled", "prepare it again with `referat new`")
    change = {"state": MeetingState.APPROVED.value, "approved_on": day}
    connection.execute(update(meeting).where(meeting.c.id == row.id).values(**change))


def place_of(folder: Path) -> str:
    """Return how a folder is kept in the register. Raises InputError when its name is no text."""
    place = str(folder.expanduser().resolve())
    shown = place.encode(errors="replace").decode()
    if shown != place:
        raise InputError(shown, "is no name that can be kept", "rename the folder")
    return place


def _entered(connection: Connection, record: BodyRecord, wanted: Wanted) -> tuple[int, date | None]:
    folder = place_of(wanted.folder)
    row = connection.execute(
        select(meeting, body.c.name.label("body_name"))
        .join(body, body.c.id == meeting.c.body_id)
        .where(meeting.c.folder == folder)
    ).one_or_none()
    values = {
        "day": wanted.day,
        "title": wanted.title,
        "state": MeetingState.PREPARED.value,
    }
    if row is None:
        made = connection.execute(insert(meeting).values(body_id=record.id, folder=folder, **values))
        return int(made.inserted_primary_key[0]), None  # type: ignore[index]  # a single row was inserted
    if row.body_id != record.id:
        raise InputError(wanted.folder, f'holds a meeting of "{row.body_name}"', "choose another folder")
    if row.state == MeetingState.APPROVED:
        raise InputError(
            wanted.folder,
            f"the meeting was approved on {row.approved_on}: its numbers are settled",
            "choose another folder for a new meeting",
        )
    if wanted.fresh and row.state == MeetingState.PREPARED and row.day != wanted.day:
        raise InputError(
            wanted.folder,
            f"the meeting of {row.day} was prepared here, and is not here any more",
            f'another folder; or first `referat body move "{row.body_name}"`, or `cancel`, the one of {row.day}',
        )
    connection.execute(update(meeting).where(meeting.c.id == row.id).values(**values))
    return int(row.id), row.day


def _give_number(connection: Connection, record: BodyRecord, wanted: Wanted, meeting_id: int) -> str:
    rules = record.rules
    if rules.meetings is None:
        return ""
    holder = Holder(record.id, meeting_id, MEETING, rules.meetings.printed)
    if wanted.number is not None:
        giving.record(connection, holder, [wanted.number])
        return rules.meetings.printed(wanted.number)
    (given,) = giving.give(connection, holder, rules.meetings.series(wanted.day), 1, rules.first_meeting)
    return rules.meetings.printed(given)


def _give_items(connection: Connection, record: BodyRecord, wanted: Wanted, meeting_id: int, printed: str) -> Given:
    rules = record.rules
    if rules.items.restart is Restart.MEETING:
        anew = [Number(0, place) for place in range(1, wanted.count + 1)] if rules.items.form != "{n}" else []
        return Given(printed, tuple(rules.items.printed(each, printed) for each in anew))
    holder = Holder(record.id, meeting_id, ITEM, lambda each: rules.items.printed(each, printed))
    series = rules.items.series(wanted.day)
    if wanted.items is None:
        given = giving.give(connection, holder, series, wanted.count, rules.first_item)
        return Given(printed, tuple(map(holder.printed, given)))
    own = giving.held(connection, holder)
    following = own[0] if own else giving.next_number(connection, holder, series, rules.first_item)
    giving.record(connection, holder, wanted.items)
    expected = holder.printed(following) if following != wanted.items[0] else ""
    return Given(printed, tuple(map(holder.printed, wanted.items)), expected)


def _unapproved(connection: Connection, held: HeldMeeting) -> Row[Any]:
    row = _row(connection, held.id)
    if row.state == MeetingState.APPROVED:
        raise InputError(row.folder, f"the meeting was approved on {row.approved_on}", "it stays as it is")
    return row


def _row(connection: Connection, meeting_id: int) -> Row[Any]:
    return connection.execute(select(meeting).where(meeting.c.id == meeting_id)).one()


def _by_date(record: BodyRecord) -> Any:
    return select(meeting).where(meeting.c.body_id == record.id).order_by(meeting.c.day, meeting.c.id)


def _held(connection: Connection, record: BodyRecord, row: Row[Any]) -> HeldMeeting:
    number, formerly = giving.held_printed(connection, Holder(record.id, row.id, MEETING))
    items, unused = giving.held_printed(connection, Holder(record.id, row.id, ITEM))
    return HeldMeeting(
        id=row.id,
        folder=row.folder,
        day=row.day,
        title=row.title,
        state=MeetingState(row.state),
        number=next(iter((*number, *formerly)), ""),
        items=items,
        unused=unused,
        approved_on=row.approved_on,
    )
