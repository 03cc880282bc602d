"""When an attendance report saw people come and leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from pipeline.intake.schema import MeetingTable

    Spans = tuple[tuple[datetime, datetime], ...]

_A_DAY = timedelta(days=1)


def joined_spans(spans: Iterable[tuple[datetime, datetime]]) -> Spans:
    """Put spans in order; those that touch or overlap (somebody on two devices) become one.

    Examples
    --------
    >>> joined_spans([(5, 9), (1, 3), (8, 12)])
    ((1, 3), (5, 12))
    """
    found: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return tuple(found)


def same_day(moment: datetime, start: datetime) -> bool:
    """Tell whether a moment can belong to a meeting that starts then: at most a day lies between them."""
    return abs(moment.replace(tzinfo=None) - start.replace(tzinfo=None)) < _A_DAY


def check_clock(path: Path, table: MeetingTable) -> None:
    """Refuse times that cannot be compared, or are of another day.

    Raises
    ------
    InputError
        A presence ends before it begins, or lies a day or more from the meeting; the recording does; or only some of
        the times have a time zone.
    """
    known = table.start or table.recording_start
    told = [("recording_start", table.recording_start)] if table.recording_start else []
    for number, attendee in enumerate(table.attendee, start=1):
        field = f"attendee[{number}].presence"
        for begin, end in attendee.presence:
            if (begin.tzinfo is None) != (end.tzinfo is None) or end <= begin:
                raise InputError(
                    path, f"[{begin}, {end}] does not end after it begins", "write [joined, left]", field=field
                )
            told.append((field, begin))
    for field, moment in told:
        first = known or told[0][1]
        if (moment.tzinfo is None) != (first.tzinfo is None):
            raise InputError(
                path, f"{moment} and {first} differ in having a time zone", "all with it or all without", field=field
            )
        if not same_day(moment, first):
            raise InputError(
                path,
                f"{moment} is of another day than the meeting ({first})",
                "take it from the report of this meeting",
                field=field,
            )
