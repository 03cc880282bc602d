"""Give numbers once, and never twice.

Everything here runs inside one writing transaction that holds the body (:func:`pipeline.bodies.record.locked`), so two
meetings that are prepared at once get their numbers one after the other. The table's unique constraint stands behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from pipeline.bodies.numbering import Number
from pipeline.bodies.tables import meeting, number
from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Connection

ITEM = "item"
MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Holder:
    """The meeting that numbers are given to.

    Attributes
    ----------
    kind : str
        ``item`` or ``meeting``: what is numbered.
    printed : callable
        How a number is printed now.
    """

    body_id: int
    meeting_id: int
    kind: str
    printed: Callable[[Number], str] = str


def held(connection: Connection, holder: Holder) -> list[Number]:
    """Return the numbers of the meeting, in order."""
    rows = connection.execute(
        select(number.c.series, number.c.value).where(*_of(holder)).order_by(number.c.series, number.c.value)
    )
    return [Number(row.series, row.value) for row in rows]


def held_printed(connection: Connection, holder: Holder) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers that the meeting uses, and those it does not, as they were printed when they were given."""
    rows = connection.execute(
        select(number.c.printed, number.c.used).where(*_of(holder)).order_by(number.c.series, number.c.value)
    ).all()
    return tuple(row.printed for row in rows if row.used), tuple(row.printed for row in rows if not row.used)


def give(connection: Connection, holder: Holder, series: int, count: int, first: Number) -> list[Number]:
    """Give `count` numbers of a series: the meeting's own, then the next ones; what it no longer needs is given back.

    Parameters
    ----------
    first : Number
        Where the count begins, when nothing of its series has been given.
    """
    own = [each for each in held(connection, holder) if each.series == series]
    following = next_number(connection, holder, series, first)
    new = [Number(series, following.value + more) for more in range(count - len(own))]
    _hold(connection, holder, [*own[:count], *new])
    give_back(connection, holder, keep={*own[:count], *new})
    return [*own[:count], *new]


def record(connection: Connection, holder: Holder, wanted: Sequence[Number]) -> None:
    """Record numbers that the papers carry.

    Raises
    ------
    InputError
        One of them was given to another meeting.
    """
    _refuse_given(connection, holder, wanted)
    _hold(connection, holder, wanted)
    give_back(connection, holder, keep=set(wanted))


def add(connection: Connection, holder: Holder, wanted: Sequence[Number]) -> None:
    """Record further numbers; nothing is given back. Raises InputError when one was given to another meeting."""
    _refuse_given(connection, holder, wanted)
    _hold(connection, holder, wanted)


def next_number(connection: Connection, holder: Holder, series: int, first: Number) -> Number:
    """Return the number that would be given next."""
    last = _last(connection, holder, series)
    start = first.value if first.series == series else 1
    return Number(series, max(last + 1, start))


def give_back(connection: Connection, holder: Holder, *, keep: Collection[Number] = ()) -> None:
    """Take numbers back that are the last of their series; the others stay the meeting's, unused: a gap."""
    for each in reversed(held(connection, holder)):
        if each not in keep and each.value == _last(connection, holder, each.series):
            connection.execute(delete(number).where(*_of(holder), *_is(each)))
        elif each not in keep:
            connection.execute(update(number).where(*_of(holder), *_is(each)).values(used=False))


def _hold(connection: Connection, holder: Holder, wanted: Sequence[Number]) -> None:
    """Let the meeting hold these numbers, printed as they are printed now."""
    there = set(held(connection, holder))
    whose = {"body_id": holder.body_id, "meeting_id": holder.meeting_id, "kind": holder.kind}
    for each in wanted:
        if each in there:
            change = update(number).where(*_of(holder), *_is(each))
            connection.execute(change.values(printed=holder.printed(each), used=True))
        else:
            values = {"series": each.series, "value": each.value, "printed": holder.printed(each), "used": True}
            connection.execute(insert(number).values(**whose, **values))


def _refuse_given(connection: Connection, holder: Holder, wanted: Sequence[Number]) -> None:
    for each in wanted:
        row = connection.execute(
            select(meeting.c.folder, meeting.c.day)
            .join(number, number.c.meeting_id == meeting.c.id)
            .where(
                number.c.body_id == holder.body_id,
                number.c.kind == holder.kind,
                number.c.series == each.series,
                number.c.value == each.value,
                number.c.meeting_id != holder.meeting_id,
            )
        ).one_or_none()
        if row is not None:
            raise InputError(
                "agenda",
                f'{holder.kind} number "{holder.printed(each)}" was given to the meeting of {row.day} already '
                f"({row.folder})",
                "correct the agenda, or leave its numbers out to get the next ones",
            )


def _last(connection: Connection, holder: Holder, series: int) -> int:
    """Return the last number given in a series, to whomever; 0: none."""
    last = connection.execute(
        select(func.max(number.c.value)).where(
            number.c.body_id == holder.body_id, number.c.kind == holder.kind, number.c.series == series
        )
    ).scalar()
    return int(last or 0)


def _of(holder: Holder) -> tuple[ColumnElement[bool], ...]:
    return number.c.meeting_id == holder.meeting_id, number.c.kind == holder.kind


def _is(each: Number) -> tuple[ColumnElement[bool], ...]:
    return number.c.series == each.series, number.c.value == each.value
