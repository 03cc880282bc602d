"""The action list: who does what by when, as a Word document, a table and calendar tasks."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pipeline.meeting import ActionStatus
from pipeline.render.labels import wording
from pipeline.render.options import Document
from pipeline.render.plain import escape_markdown
from pipeline.render.replaced import replaced
from pipeline.render.view import build_fields
from pipeline.render.word import write_docx
from pipeline.transcript import Conversation

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Todo

    from pipeline.meeting import Meeting
    from pipeline.minutes import Draft
    from pipeline.render.fields import Fields
    from pipeline.render.options import RenderOptions

ACTION_FORMATS = ("docx", "md", "csv", "ics")
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
    """Write the list of actions: ``actions.docx``, ``actions.md``, ``actions.csv``, ``actions.ics``.

    It holds what this meeting agreed, and what earlier meetings left to do. Actions of closed items are left out of
    the public edition.

    Parameters
    ----------
    options : RenderOptions
        ``audience``, ``template`` (of the list) and the template's limits; all else is ignored.
    formats : tuple of str
        Any of ``docx``, ``md``, ``csv``, ``ics``.

    Raises
    ------
    InputError
        The house's template cannot be used.
    """
    options = replace(options, document=Document.REFERAT, item=None)
    fields = build_fields(meeting, draft, (), Conversation((), (), None), options, evidence=False)
    writers = {"md": _markdown, "csv": _csv, "ics": _ics}
    written = []
    for kind in formats:
        path = folder / f"actions.{kind}"
        with replaced(path) as part:
            if kind == "docx":
                write_docx(fields, part, options, "actions")
            else:
                part.write_bytes(writers[kind](fields).encode("utf-8-sig" if kind == "csv" else "utf-8"))
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


def _markdown(fields: Fields) -> str:
    labels = fields.labels
    lines = [f"# {labels.actions}: {escape_markdown(fields.title)}", ""]
    lines += _table(
        (labels.item, labels.action, labels.owner, labels.deadline),
        [(action.item_number, action.text, action.owner, action.deadline) for action in fields.actions],
    )
    if not fields.actions:
        lines += ["", labels.no_actions]
    if fields.open_actions:
        lines += ["", f"## {labels.open_actions}", ""]
        lines += _table(
            (labels.agreed, labels.action, labels.owner, labels.deadline, labels.status),
            [(each.agreed, each.text, each.owner, each.deadline, each.status_word) for each in fields.open_actions],
        )
    return "\n".join(lines) + "\n"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    shown = [head, ("---",) * len(head), *([str(escape_markdown(cell)) for cell in row] for row in rows)]
    return [f"| {' | '.join(row)} |" for row in shown] if rows else []


def _csv(fields: Fields) -> str:
    labels = fields.labels
    open_word = wording(fields.language).statuses[ActionStatus.OPEN]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if fields.language == "da" else ",", lineterminator="\r\n")
    writer.writerow((labels.meeting, labels.item, labels.action, labels.owner, labels.deadline, labels.status))
    rows = [
        (_meeting(fields), action.item_number, action.text, action.owner, action.deadline, open_word)
        for action in fields.actions
    ]
    rows += [
        (each.meeting, each.item_number, each.text, each.owner, each.deadline, each.status_word)
        for each in fields.open_actions
    ]
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def _meeting(fields: Fields) -> str:
    """What an open action calls the meeting it was agreed at."""
    return fields.number or fields.date_iso


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet would calculate is marked as text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _ics(fields: Fields) -> str:
    from icalendar import Calendar  # takes a third of a second to import, and few ask for it

    calendar = Calendar()
    calendar.add("prodid", "-//referat//actions//")
    calendar.add("version", "2.0")
    held = _meeting(fields) or fields.title
    tasks = [
        _Task(held, fields.date_iso, each.item_number, each.text, each.owner, each.deadline, "open")
        for each in fields.actions
    ]
    for each in fields.open_actions:
        day = each.meeting if _ISO.fullmatch(each.meeting) else ""
        tasks.append(_Task(each.meeting, day, each.item_number, each.text, each.owner, each.deadline, each.status))
    seen: Counter[tuple[str, str, str]] = Counter()
    for task in tasks:
        identity = (task.meeting, task.item_number, task.text)
        calendar.add_component(_todo(fields, task, seen[identity]))
        seen[identity] += 1
    return str(calendar.to_ical().decode("utf-8"))


@dataclass(frozen=True, slots=True)
class _Task:
    """An action of this meeting or of an earlier one; ``day`` is that meeting's date, or empty."""

    meeting: str
    day: str
    item_number: str
    text: str
    owner: str
    deadline: str
    status: str


def _todo(fields: Fields, action: _Task, repeated: int) -> Todo:
    """The task of a calendar; it keeps its identity from meeting to meeting, so that it is brought up to date."""
    from icalendar import Todo

    task = Todo()
    name = "\0".join((fields.body, action.meeting, action.item_number, action.text, str(repeated)))
    task.add("uid", str(uuid.uuid5(uuid.NAMESPACE_OID, name)))
    task.add("dtstamp", datetime.fromisoformat(f"{fields.date_iso or '2000-01-01'}T00:00:00").replace(tzinfo=UTC))
    task.add("summary", action.text)
    task.add("status", {"open": "NEEDS-ACTION", "done": "COMPLETED", "dropped": "CANCELLED"}[action.status])
    due = due_date(action.deadline, action.day)
    if due:
        task.add("due", due)
    labels = fields.labels
    titles = {each.item_number: each.item_title for each in fields.actions}
    told = [
        f"{labels.meeting} {action.meeting}",
        " ".join((labels.item, action.item_number, titles.get(action.item_number, ""))).strip()
        if action.item_number
        else "",
        f"{labels.owner}: {action.owner}" if action.owner else "",
        f"{labels.deadline}: {action.deadline}" if action.deadline else "",
    ]
    task.add("description", "\n".join(line for line in told if line))
    return task
