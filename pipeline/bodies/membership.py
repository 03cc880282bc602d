"""Who belongs to a body, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.bodies.record import checked_name, insert_body, locked, name_key, name_taken
from pipeline.bodies.tables import member
from pipeline.bodies.values import BodyRecord, Member, Rules
from pipeline.errors import InputError, nearest
from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection, Row

    from pipeline.bodies.database import Register

_Identity = tuple[str, str, str]  # name, title, organisation
MAX_MEMBERS = 500
"""On one day, as many as ``meeting.toml`` may have."""


def members_of(register: Register, record: BodyRecord, day: date | None = None) -> tuple[Member, ...]:
    """Return the members in the order of the list: those of the day, or all there ever were."""
    with register.reading() as connection:
        found = tuple(each for _, each in _rows(connection, record))
    return tuple(each for each in found if day is None or each.belongs(day))


def add_body(register: Register, name: str, rules: Rules, people: Sequence[Member] = ()) -> BodyRecord:
    """Add a body with its members; both or nothing.

    Raises
    ------
    InputError
        There is a body of this name, or the people cannot be its members.
    """
    name = checked_name(name)
    try:
        with register.writing() as connection:
            record = insert_body(connection, name, rules)
            _admit(connection, record, people)
    except IntegrityError as error:
        raise name_taken(register, name) from error
    return record


def join(register: Register, record: BodyRecord, people: Sequence[Member]) -> None:
    """Let people become members.

    Raises
    ------
    InputError
        One is a member already in that time, there would be two chairs, or too many members.
    """
    with register.writing() as connection:
        _admit(connection, locked(connection, record), people)


def leave(register: Register, record: BodyRecord, name: str, until: date) -> Member:
    """Let somebody's membership end; `until` is the last day.

    Raises
    ------
    InputError
        Nobody of this name is a member now, or they joined after that day.
    """
    with register.writing() as connection:
        locked(connection, record)
        current = [(key, each) for key, each in _rows(connection, record) if each.until is None]
        named = [(key, each) for key, each in current if name_key(each.name) == name_key(name)]
        if len(named) != 1:
            if named:
                raise InputError(record.name, f'two members are named "{name}"', "`referat body members` shows them")
            names = [each.name for _, each in current]
            close = nearest(name, names)
            advice = close if close.startswith("did") else f'`referat body members "{record.name}"` lists them'
            raise InputError(record.name, f'"{name}" is not a member', advice)
        key, gone = named[0]
        if gone.since and until < gone.since:
            raise InputError(record.name, f"{gone.name} joined on {gone.since}", "a day after that", field="--to")
        connection.execute(update(member).where(member.c.id == key).values(until=until))
    return replace(gone, until=until)


def _admit(connection: Connection, record: BodyRecord, people: Sequence[Member]) -> None:
    there = [(_identity(each), each) for _, each in _rows(connection, record)]
    last = connection.execute(select(func.max(member.c.place)).where(member.c.body_id == record.id)).scalar() or 0
    for place, each in enumerate(people, last + 1):
        _fits(record, each, there)
        there.append((_identity(each), each))
        connection.execute(insert(member).values(body_id=record.id, place=place, **_columns(each)))


def _fits(record: BodyRecord, new: Member, there: Sequence[tuple[_Identity, Member]]) -> None:
    if new.since and new.until and new.until < new.since:
        raise InputError(record.name, f"{new.name} leaves before joining", "correct one of the days", field="--to")
    beside = [(identity, each) for identity, each in there if _overlap(each, new)]
    same = _identity(new)
    if any(identity == same for identity, _ in beside):
        raise InputError(
            record.name, f'"{new.name}" is a member already', "two of one name need different titles or organisations"
        )
    chair = next((each for _, each in beside if each.role is Role.CHAIR), None)
    if new.role is Role.CHAIR and chair:
        raise InputError(
            record.name,
            f'"{chair.name}" is the chair already',
            f'`referat body leave "{record.name}" "{chair.name}"` first, or another role',
        )
    if len(beside) >= MAX_MEMBERS:
        raise InputError(record.name, f"more than {MAX_MEMBERS} members at a time", "let those who have gone leave")


def _identity(each: Member) -> _Identity:
    return name_key(each.name), each.title.casefold(), each.organisation.casefold()


def _overlap(one: Member, other: Member) -> bool:
    ends_before = one.until is not None and other.since is not None and one.until < other.since
    starts_after = one.since is not None and other.until is not None and other.until < one.since
    return not (ends_before or starts_after)


def _rows(connection: Connection, record: BodyRecord) -> list[tuple[int, Member]]:
    rows = connection.execute(select(member).where(member.c.body_id == record.id).order_by(member.c.place))
    return [(row.id, _member(row)) for row in rows]


def _member(row: Row[Any]) -> Member:
    return Member(row.name, row.title, row.organisation, row.group, Role(row.role), row.since, row.until)


def _columns(each: Member) -> dict[str, Any]:
    return {
        "name": each.name,
        "title": each.title,
        "organisation": each.organisation,
        "group": each.group,
        "role": each.role.value,
        "since": each.since,
        "until": each.until,
    }
