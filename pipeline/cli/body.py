"""``referat body``: the bodies of the register and who belongs to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.cli import body_meetings
from pipeline.cli import body_options as options
from pipeline.errors import InputError
from pipeline.intake import FoundPerson, list_people, prepare
from pipeline.intake.line import clean
from pipeline.intake.person_text import read_person, title_and_place
from pipeline.intake.schema import MAX_TEXT
from pipeline.meeting import Role

if TYPE_CHECKING:
    from datetime import date

    from pipeline.bodies import HeldMeeting, Member, Rules

# SQLAlchemy is imported inside the commands: `referat run` does without it.

body_app = typer.Typer(help="The bodies that meet: members, numbers, template, actions.", no_args_is_help=True)
for command in (body_meetings.actions, body_meetings.approve, body_meetings.cancel, body_meetings.move):
    body_app.command()(command)

People = Annotated[Path | None, typer.Option(help="A list of members (docx, odt, pdf, csv, xlsx, text) or a referat.")]


@body_app.command()
def add(
    name: options.Name,
    people: People = None,
    since: options.From = None,
    language: options.Language = None,
    template: options.Template = None,
    items: options.Items = None,
    item_form: options.ItemForm = None,
    meetings: options.Meetings = None,
    meeting_form: options.MeetingForm = None,
    next_item: options.NextItem = None,
    next_meeting: options.NextMeeting = None,
    approval_item: options.ApprovalItem = None,
    register: options.Where = "",
) -> None:
    """Add a body: its members from a list or the last referat, and how it numbers."""
    from pipeline.bodies import Register, Rules, add_body, upcoming

    rules = options.with_choices(
        Rules(),
        language=language,
        template=template,
        items=items,
        item_form=item_form,
        meetings=meetings,
        meeting_form=meeting_form,
        approval_item=approval_item,
    )
    rules = options.with_next(_after(people, rules) if people else rules, next_item, next_meeting)
    console = Console(highlight=False)
    belonging = _read(console, people, since.date() if since else None) if people else []
    with Register(register, create=True) as opened:
        record = add_body(opened, name, rules, belonging)
        console.print(f"[bold]{escape(record.name)}[/bold]: {len(belonging)} members", soft_wrap=True)
        console.print(_rules_line(rules), markup=False, soft_wrap=True)
        console.print(_next_line(upcoming(opened, record, options.today())), markup=False)
        console.print(f"register: {opened.name}", markup=False, soft_wrap=True)


@body_app.command("set")
def change(
    name: options.Name,
    rename: Annotated[str | None, typer.Option(metavar="NAME", help="A new name.")] = None,
    language: options.Language = None,
    template: options.Template = None,
    no_template: Annotated[bool, typer.Option("--no-template", help="Back to the default template.")] = False,
    items: options.Items = None,
    item_form: options.ItemForm = None,
    meetings: options.Meetings = None,
    meeting_form: options.MeetingForm = None,
    next_item: options.NextItem = None,
    next_meeting: options.NextMeeting = None,
    approval_item: options.ApprovalItem = None,
    register: options.Where = "",
) -> None:
    """Change a body's name, template or numbering; numbers that were given stay."""
    from pipeline.bodies import Register, change_body, get_body

    with Register(register) as opened:
        record = get_body(opened, name)
        rules = options.with_choices(
            replace(record.rules, template="", template_sha256="") if no_template else record.rules,
            language=language,
            template=template,
            items=items,
            item_form=item_form,
            meetings=meetings,
            meeting_form=meeting_form,
            approval_item=approval_item,
        )
        rules = options.with_next(rules, next_item, next_meeting)
        record = change_body(opened, record, name=rename or record.name, rules=rules)
    console = Console(highlight=False)
    console.print(f"[bold]{escape(record.name)}[/bold]", soft_wrap=True)
    console.print(_rules_line(record.rules), markup=False, soft_wrap=True)


@body_app.command("list")
def list_all(register: options.Where = "") -> None:
    """List the bodies."""
    from pipeline.bodies import Register, list_bodies, meetings_of, members_of

    with Register(register) as opened:
        table = Table("body", "members", "meetings", "language")
        for record in list_bodies(opened):
            there = len(members_of(opened, record, options.today()))
            table.add_row(escape(record.name), str(there), str(len(meetings_of(opened, record))), record.rules.language)
    Console(highlight=False).print(table)


@body_app.command()
def show(name: options.Name, register: options.Where = "") -> None:
    """Show how a body numbers, what comes next, and its meetings."""
    from pipeline.bodies import Register, actions_of, get_body, meetings_of, members_of, upcoming

    with Register(register) as opened:
        record = get_body(opened, name)
        day = options.today()
        following = upcoming(opened, record, day)
        meetings = meetings_of(opened, record)
        open_count = sum(each.status.value == "open" for each in actions_of(opened, record))
        there = len(members_of(opened, record, day))
    console = Console(highlight=False)
    console.print(f"[bold]{escape(record.name)}[/bold]: {there} members, {open_count} open actions", soft_wrap=True)
    console.print(_rules_line(record.rules), markup=False, soft_wrap=True)
    console.print(_next_line(following), markup=False)
    if record.rules.template:
        console.print(f"template: {record.rules.template}", markup=False, soft_wrap=True)
    console.print(_history(meetings))


@body_app.command()
def members(
    name: options.Name,
    on: options.On = None,
    everyone: Annotated[bool, typer.Option("--all", help="Also who has left or will come.")] = False,
    register: options.Where = "",
) -> None:
    """List the members on a day."""
    from pipeline.bodies import Register, get_body, members_of

    with Register(register) as opened:
        record = get_body(opened, name)
        found = members_of(opened, record, None if everyone else options.day_of(on))
    table = Table("name", "title", "organisation", "group", "role", "from", "to")
    for each in found:
        words = (each.name, each.title, each.organisation, each.group, each.role.value)
        table.add_row(*map(escape, words), *(str(day or "") for day in (each.since, each.until)))
    Console(highlight=False).print(table)


@body_app.command("join")
def admit(
    name: options.Name,
    person: Annotated[str, typer.Argument(help='As in "Eva Friis, direktør i Region Nord".')] = "",
    people: People = None,
    role: Annotated[Literal["chair", "deputy", "member", "secretariat"] | None, typer.Option(help="Role.")] = None,
    group: Annotated[str | None, typer.Option(help="The heading people are listed under.")] = None,
    since: options.From = None,
    register: options.Where = "",
) -> None:
    """Let somebody become a member: one person, or those on a list who are not members yet."""
    from pipeline.bodies import Register, get_body, join, members_of

    if bool(person) == (people is not None):
        raise InputError("referat body join", "name one person, or a list", 'as in "Eva Friis, direktør", or --people')
    console = Console(highlight=False)
    day = options.day_of(since)
    with Register(register) as opened:
        record = get_body(opened, name)
        if people:
            there = {each.name.casefold() for each in members_of(opened, record, day)}
            new = [each for each in _read(console, people, day) if each.name.casefold() not in there]
        else:
            new = [_member(_one(person), day)]
        new = [replace(each, role=Role(role) if role else each.role, group=group or each.group) for each in new]
        join(opened, record, new)
    for each in new:
        console.print(f"{each.name}: {each.role.value} from {day}", markup=False, soft_wrap=True)
    if not new:
        console.print("nobody new")


@body_app.command("leave")
def release(name: options.Name, person: str, until: options.To = None, register: options.Where = "") -> None:
    """Let a membership end."""
    from pipeline.bodies import Register, get_body, leave

    with Register(register) as opened:
        gone = leave(opened, get_body(opened, name), person, options.day_of(until))
    Console(highlight=False).print(f"{gone.name}: until {gone.until}", markup=False, soft_wrap=True)


@body_app.command()
def remove(
    name: options.Name,
    yes: Annotated[bool, typer.Option("--yes", help="It cannot be undone.")] = False,
    register: options.Where = "",
) -> None:
    """Remove a body and everything that is known of it: members, meetings, numbers, actions."""
    from pipeline.bodies import Register, get_body, meetings_of, members_of, remove_body

    with Register(register) as opened:
        record = get_body(opened, name)
        people, held = len(members_of(opened, record)), len(meetings_of(opened, record))
        told = f"{people} members and {held} meetings"
        if not yes:
            raise InputError(record.name, f"{told} would be removed for ever", "say --yes", field="--yes")
        remove_body(opened, record)
    Console(highlight=False).print(f"{record.name}: removed, with {told}", markup=False, soft_wrap=True)


def _after(paper: Path, rules: Rules) -> Rules:
    """When the list of members is a referat, the numbers go on after it."""
    from pipeline.bodies import counting_on

    try:
        return counting_on(rules, prepare(paper))
    except InputError:  # a list of people has no agenda; what is wrong with the file is told when the people are read
        return rules


def _read(console: Console, path: Path, since: date | None) -> list[Member]:
    found, left = list_people(path)
    for each in left:
        console.print(f"  not understood: {each.source} {each.place}: {each.text}", markup=False, soft_wrap=True)
    return [_member(each, since) for each in found]


def _one(text: str) -> FoundPerson:
    found = read_person(clean(text), least=1)
    if found is None:  # it need not look like a name: whoever writes it here says that it is one
        name, *described = [part.strip() for part in clean(text).split(",")]
        if not name or len(name) > MAX_TEXT:
            raise InputError("PERSON", f'"{text[:40]}" does not begin with a name', 'as in "Eva Friis, direktør"')
        title, organisation, _ = title_and_place(described)
        return FoundPerson(name, title, organisation)
    if found[1]:
        raise InputError("PERSON", f'"{"; ".join(found[1])}" is not understood', "leave it out")
    return found[0]


def _member(found: FoundPerson, since: date | None) -> Member:
    from pipeline.bodies import Member

    role = found.role or Role.MEMBER
    return Member(found.name, found.title, found.organisation, found.group, role, since)


def _rules_line(rules: Rules) -> str:
    when = {"yearly": "each year", "never": "on and on", "meeting": "from 1 at each meeting"}
    parts = [f"items {rules.items.form}, {when[rules.items.restart.value]}"]
    parts.append(f"meetings {rules.meetings.form}, {when[rules.meetings.restart.value]}" if rules.meetings else "")
    parts.append("an item on the last referat" if rules.approval_item else "")
    return "; ".join([*filter(None, parts), rules.language])


def _next_line(following: tuple[str, str]) -> str:
    told = [f"{what} {text}" for what, text in zip(("meeting", "item"), following, strict=True) if text]
    return f"next: {', '.join(told) or 'items from 1'}"


def _history(meetings: tuple[HeldMeeting, ...]) -> Table:
    from pipeline.bodies import printed_runs

    table = Table("no.", "date", "state", "items", "not used", "folder")
    for held in meetings:
        state = f"approved {held.approved_on}" if held.approved_on else held.state.value
        runs = (printed_runs(list(numbers)) for numbers in (held.items, held.unused))
        table.add_row(held.number, str(held.day), state, *runs, escape(held.folder))
    return table
