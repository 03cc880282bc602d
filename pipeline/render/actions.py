"""The action list: who does what by when, as Markdown, csv and calendar tasks."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pipeline.render.plain import escape_markdown
from pipeline.render.view import build_fields
from pipeline.transcript import Conversation

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Todo

    from pipeline.meeting import Meeting
    from pipeline.minutes import Draft
    from pipeline.render.fields import Action, Fields
    from pipeline.render.options import RenderOptions

ACTION_FORMATS = ("md", "csv", "ics")
_MONTHS = {
    name: number
    for names in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
}
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:\.|st|nd|rd|th)?\s+([a-z]+)(?:,?\s+(\d{4}))?", re.IGNORECASE)
_MONTH_DAY = re.compile(r"\b([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?", re.IGNORECASE)


def write_actions(
    meeting: Meeting, draft: Draft, options: RenderOptions, folder: Path, formats: tuple[str, ...] = ACTION_FORMATS
) -> tuple[Path, ...]:
    """Write the list of actions: ``actions.md``, ``actions.csv``, ``actions.ics``.

    Actions of closed items are left out of the public edition.

    Parameters
    ----------
    formats : tuple of str
        Any of ``md``, ``csv``, ``ics``.
    """
    fields = build_fields(meeting, draft, (), Conversation((), (), None), options, evidence=False)
    writers = {"md": _markdown, "csv": _csv, "ics": _ics}
    written = []
    for kind in formats:
        path = folder / f"actions.{kind}"
        path.touch(mode=0o600)
        path.write_bytes(writers[kind](fields).encode("utf-8-sig" if kind == "csv" else "utf-8"))
        written.append(path)
    return tuple(written)


def due_date(deadline: str, meeting_day: str) -> date | None:
    """The day a spoken deadline means, or None where it names no day.

    A day without a year is the next such day after the meeting.

    Parameters
    ----------
    deadline : str
        As it was said: ``"senest den 1. december"``.
    meeting_day : str
        ``"2020-10-06"``, or empty: then the year must have been said.

    Examples
    --------
    >>> due_date("senest den 15. januar", "2020-10-06")
    datetime.date(2021, 1, 15)
    >>> due_date("til næste møde", "2020-10-06") is None
    True
    """
    iso = _ISO.search(deadline)
    if iso:
        return _day(*(int(part) for part in iso.groups()))
    for pattern, day_first in ((_DAY_MONTH, True), (_MONTH_DAY, False)):
        for match in pattern.finditer(deadline):
            day, month = match.group(1, 2) if day_first else match.group(2, 1)
            number = _MONTHS.get(month.casefold())
            if number:
                return _in_year(int(day), number, match.group(3), meeting_day)
    return None


def _in_year(day: int, month: int, year: str | None, meeting_day: str) -> date | None:
    if year:
        return _day(int(year), month, day)
    if not meeting_day:
        return None
    held = date.fromisoformat(meeting_day)
    found = _day(held.year, month, day)
    return found if found and found >= held else _day(held.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _rows(fields: Fields) -> list[tuple[str, str, str, str]]:
    return [(action.item_number, action.text, action.owner, action.deadline) for action in fields.actions]


def _head(fields: Fields) -> tuple[str, str, str, str]:
    labels = fields.labels
    return labels.item, labels.action, labels.owner, labels.deadline


def _markdown(fields: Fields) -> str:
    lines = [f"# {fields.labels.actions}: {escape_markdown(fields.title)}", ""]
    rows = [_head(fields), ("---",) * 4, *([str(escape_markdown(cell)) for cell in row] for row in _rows(fields))]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _csv(fields: Fields) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if fields.language == "da" else ",", lineterminator="\r\n")
    writer.writerow(_head(fields))
    writer.writerows([_no_formula(cell) for cell in row] for row in _rows(fields))
    return out.getvalue()


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet would calculate is marked as text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _ics(fields: Fields) -> str:
    from icalendar import Calendar  # takes a third of a second to import, and few ask for it

    calendar = Calendar()
    calendar.add("prodid", "-//referat//actions//")
    calendar.add("version", "2.0")
    stamp = datetime.fromisoformat(f"{fields.date_iso or '2000-01-01'}T00:00:00").replace(tzinfo=UTC)
    for number, action in enumerate(fields.actions):
        calendar.add_component(_task(fields, action, number, stamp))
    return str(calendar.to_ical().decode("utf-8"))


def _task(fields: Fields, action: Action, number: int, stamp: datetime) -> Todo:
    from icalendar import Todo

    task = Todo()
    name = "\0".join((fields.body, fields.title, fields.date_iso, action.item_number, str(number), action.text))
    task.add("uid", str(uuid.uuid5(uuid.NAMESPACE_OID, name)))
    task.add("dtstamp", stamp)
    task.add("summary", action.text)
    due = due_date(action.deadline, fields.date_iso)
    if due:
        task.add("due", due)
    labels = fields.labels
    told = [
        f"{labels.item} {action.item_number} {action.item_title}".strip(),
        f"{labels.owner}: {action.owner}" if action.owner else "",
        f"{labels.deadline}: {action.deadline}" if action.deadline else "",
    ]
    task.add("description", "\n".join(line for line in told if line))
    return task
