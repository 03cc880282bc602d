"""What the commands of ``referat body`` have in common: the register, the options, and how they become rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.bodies import HeldMeeting, Number, Numbering, Register, Rules
    from pipeline.bodies.values import BodyRecord

ItemRestart = Literal["yearly", "never", "meeting"]
MeetingRestart = Literal["yearly", "never", "none"]
_FORMS = ["%Y-%m-%d"]
_DATE = "YYYY-MM-DD"

Where = Annotated[
    str,
    typer.Option(
        "--register",
        metavar="FILE|URL",
        envvar="REFERAT_REGISTER",
        show_default=False,
        help="The register of bodies: a file, or postgresql://... (default: in your data folder)",
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the body.")]
Language = Annotated[str | None, typer.Option(help="Language of its referats: da, en. (default: da)")]
Template = Annotated[Path | None, typer.Option(help="Its own Word template (docx).")]
Items = Annotated[
    ItemRestart | None, typer.Option("--items", help="When item numbers begin again at 1. (default: meeting)")
]
ItemForm = Annotated[
    str | None,
    typer.Option(metavar="FORM", help="How they are printed, as in {n}/{yy}. Fields: {n} {yy} {year} {meeting}."),
]
Meetings = Annotated[
    MeetingRestart | None,
    typer.Option("--meetings", help="When meeting numbers begin again at 1; none: they have none. (default: never)"),
]
MeetingForm = Annotated[str | None, typer.Option(metavar="FORM", help="How they are printed. Fields: {n} {yy} {year}.")]
NextItem = Annotated[str | None, typer.Option(metavar="NUMBER", help="The first item number to give, as printed.")]
NextMeeting = Annotated[str | None, typer.Option(metavar="NUMBER", help="The first meeting number to give.")]
ApprovalItem = Annotated[
    bool | None,
    typer.Option(
        "--approval-item/--no-approval-item", help="Whether every agenda has an item on the last referat. (default: no)"
    ),
]
From = Annotated[datetime | None, typer.Option("--from", formats=_FORMS, metavar=_DATE, help="First day.")]
To = Annotated[datetime | None, typer.Option("--to", formats=_FORMS, metavar=_DATE, help="Last day. (default: today)")]
On = Annotated[datetime | None, typer.Option("--on", formats=_FORMS, metavar=_DATE, help="The day. (default: today)")]
MeetingDay = Annotated[
    datetime | None,
    typer.Option("--date", formats=_FORMS, metavar=_DATE, help="The day of the meeting, whatever the papers say."),
]
Folder = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Folder of the meeting.")]
MeetingNumber = Annotated[str, typer.Option("--number", help="Number of the meeting, instead of its folder.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where its results are. (default: DIR/out)")]


def today() -> date:
    """Return the day on the wall."""
    return datetime.now(UTC).astimezone().date()


def day_of(moment: datetime | None) -> date:
    """Return the day that was given, else today."""
    return moment.date() if moment else today()


def meeting_in(register: Register, record: BodyRecord, folder: Path | None, number: str) -> HeldMeeting:
    """Return the meeting that is named by its folder or its number."""
    from pipeline.bodies import find_meeting

    if (folder is None) == (not number):
        raise InputError("referat body", "name the meeting once", "its folder, or --number 12")
    return find_meeting(register, record, folder=folder, number=number)


def with_choices(
    rules: Rules,
    *,
    language: str | None,
    template: Path | None,
    items: ItemRestart | None,
    item_form: str | None,
    meetings: MeetingRestart | None,
    meeting_form: str | None,
    approval_item: bool | None,
) -> Rules:
    """Return the rules with what was chosen; None leaves a rule as it is.

    Raises
    ------
    InputError
        A form or the template is not right.
    """
    from pipeline.bodies import digest_of
    from pipeline.bodies.values import FIRST

    if language is not None:
        if language not in {"da", "en"}:
            raise InputError("--language", f'"{language}" is not known', "da or en")
        rules = replace(rules, language=language)
    if template is not None:
        _check_template(template)
        rules = replace(rules, template=str(template.resolve()), template_sha256=digest_of(template))
    if items or item_form is not None:
        numbering = _numbering("--item-form", rules.items, items, item_form)
        restarted = numbering.restart is not rules.items.restart
        rules = replace(rules, items=numbering, first_item=FIRST if restarted else rules.first_item)
    if meetings == "none":
        rules = replace(rules, meetings=None, first_meeting=FIRST)
    elif meetings or meeting_form is not None:
        counted = _numbering("--meeting-form", rules.meetings, meetings, meeting_form)
        if "{meeting}" in counted.form:
            raise InputError("--meeting-form", f'"{counted.form}" holds itself', "{n} with {yy} or {year}")
        restarted = rules.meetings is None or counted.restart is not rules.meetings.restart
        rules = replace(rules, meetings=counted, first_meeting=FIRST if restarted else rules.first_meeting)
    if "{meeting}" in rules.items.form and rules.meetings is None:
        raise InputError(
            "--item-form", f'"{rules.items.form}": the meetings have no number', "--meetings never or yearly"
        )
    return rules if approval_item is None else replace(rules, approval_item=approval_item)


def with_next(rules: Rules, next_item: str | None, next_meeting: str | None) -> Rules:
    """Return the rules with the first numbers to give. Raises InputError when they are not printed as the rules say."""
    if next_item is not None:
        rules = replace(rules, first_item=_first("--next-item", rules.items, next_item))
    if next_meeting is not None:
        rules = replace(rules, first_meeting=_first("--next-meeting", rules.meetings, next_meeting))
    return rules


def _check_template(template: Path) -> None:
    from pipeline.render import check_template

    if not template.is_file():
        raise InputError(template, "there is no such file", "a Word template (docx)")
    problems = check_template(template)
    if problems:
        raise InputError(template, str(problems[0]), "`referat template check` lists all that is wrong")


def _numbering(option: str, old: Numbering | None, restart: str | None, form: str | None) -> Numbering:
    from pipeline.bodies import Numbering, Restart

    kind = Restart(restart) if restart else old.restart if old else Restart.NEVER
    kept = old.form if old and old.restart is kind else "{n}/{yy}" if kind is Restart.YEARLY else "{n}"
    try:
        return Numbering(kind, kept if form is None else form)
    except ValueError as error:
        raise InputError(option, str(error).partition("; ")[0], str(error).partition("; ")[2]) from error


def _first(option: str, numbering: Numbering | None, text: str) -> Number:
    from pipeline.bodies import Number, Restart

    if numbering is None or numbering.restart is Restart.MEETING:
        raise InputError(option, "nothing is counted on", "say when it restarts: yearly or never")
    year = today().year
    found = numbering.read(text, year)
    if found is None and text.isdecimal() and int(text):
        found = Number(numbering.series(today()), int(text))
    if found is None:
        example = numbering.printed(Number(numbering.series(today()), 12))
        raise InputError(option, f'"{text}" is no number of the form {numbering.form}', f"as in {example}")
    return found
