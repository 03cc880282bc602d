"""What a new meeting takes over from its body."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.bodies.actions import carried_over
from pipeline.bodies.held import Given, Wanted, add_confirmed, claim, meetings_of, place_of
from pipeline.bodies.membership import members_of
from pipeline.bodies.numbering import Number, Restart
from pipeline.bodies.values import BodyRecord, HeldMeeting, MeetingState, Member, Rules
from pipeline.bodies.wording import approval_title, says_approval
from pipeline.errors import InputError
from pipeline.intake import FoundItem, FoundPerson, Guess, Leftover, Prepared, load_agenda
from pipeline.intake.conform import MAX_ENTRIES
from pipeline.intake.meeting_file import FILE_NAME
from pipeline.intake.prepared import Doubt
from pipeline.meeting import ItemKind

if TYPE_CHECKING:
    from datetime import date

    from pipeline.bodies.database import Register

_NUMBERING = re.compile(r"\d+(/\d{2,4})?")  # what [body] numbering holds
_DANISH_NUMBER = re.compile(
    r"\b(\d{1,4})\.\s+(?:(?:ordinære|ekstraordinære|konstituerende)\s+)?(?!(?:kvartal|halvår|semester))\w*møde(?:t)?\b|"
    r"\bmøde(?:t)?\s+(?:nr\.?|nummer)\s*(\d{1,4})\b",
    re.IGNORECASE,
)
_ENGLISH_NUMBER = re.compile(
    r"\b(\d{1,4})(?:st|nd|rd|th)\s+(?:(?:ordinary|extraordinary|regular|board|committee)\s+)*meeting\b|"
    r"\bmeeting\s+(?:no\.?|number|#)\s*(\d{1,4})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A prepared meeting with what its body gives it.

    Attributes
    ----------
    remarks : tuple of str
        What the secretary should know, in English, one line each.
    """

    prepared: Prepared
    remarks: tuple[str, ...] = ()


def members_on(register: Register, record: BodyRecord, day: date | None) -> tuple[FoundPerson, ...]:
    """Return the members on the day of the meeting.

    Raises
    ------
    InputError
        Nobody says when the meeting is: who is a member then, and which numbers come next, cannot be told.
    """
    if day is None:
        raise InputError("agenda", "it names no date", f'"{record.name}" counts by it: give it with --date 2026-03-05')
    return tuple(_found(each) for each in members_of(register, record, day))


def take_over(register: Register, record: BodyRecord, prepared: Prepared, folder: Path) -> TakenOver:
    """Give a prepared meeting its numbers, an item on the last referat, the template and the open actions.

    The numbers are the meeting's from now on, whatever happens to the file: the same folder gets them again.

    Raises
    ------
    InputError
        See :func:`pipeline.bodies.held.claim`.
    """
    start = prepared.head.start
    if start is None:
        raise InputError("agenda", "it names no date", "give it with --date 2026-03-05")
    day, place, rules = start.date(), place_of(folder), record.rules
    prepared = _in_its_language(rules, prepared)
    before = _last_meeting(register, record, place, day)
    remarks = [*_of_the_template(rules), *_confirmed_by_hand(register, record, place)]
    items, carried = _own_numbers(rules, prepared.items, day)
    kept = carried is not None or any(item.number for item in items)  # the agenda's own numbers stay
    missing = _missing_approval(rules, items, before, prepared.language)
    if missing and (kept or len(items) >= MAX_ENTRIES):
        remarks.append(f'not added, because the agenda numbers its items itself: "{missing.title}"')
        prepared = replace(prepared, leftovers=(*prepared.leftovers, Leftover("", "", missing.title)))
    elif missing:
        items = _with_approval(items, missing)
    number, fresh = _own_meeting(rules, prepared, day), not (folder / FILE_NAME).exists()
    given = claim(register, record, Wanted(folder, day, prepared.head.title, len(items), carried, number, fresh=fresh))
    if given.formerly:
        remarks.append(f"prepared for {given.formerly} before: the meeting is taken for the same and keeps its numbers")
    if given.expected:
        remarks.append(f'the agenda begins with "{given.items[0]}"; the next number would be "{given.expected}"')
    taken = replace(
        _numbered(prepared, items, replace(given, items=()) if kept and carried is None else given),
        body=record.name,
        number=given.number,
        template=rules.template,
        open_actions=carried_over(register, record, place, day),
    )
    return TakenOver(taken, (*remarks, *_of_the_last(record, before)))


def counting_on(rules: Rules, prepared: Prepared) -> Rules:
    """Return the rules with counts that go on after a meeting that was held before the register was."""
    if prepared.head.start is None:
        return rules
    day = prepared.head.start.date()
    _, carried = _own_numbers(rules, prepared.items, day)
    if carried:
        last = max(carried)
        rules = replace(rules, first_item=replace(last, value=last.value + 1))
    number = _own_meeting(rules, prepared, day)
    return replace(rules, first_meeting=replace(number, value=number.value + 1)) if number else rules


def digest_of(template: Path) -> str:
    """Return the SHA-256 of a file."""
    with template.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _found(each: Member) -> FoundPerson:
    return FoundPerson(each.name, each.title, each.organisation, each.group, each.role)


def _own_numbers(
    rules: Rules, items: tuple[FoundItem, ...], day: date
) -> tuple[tuple[FoundItem, ...], tuple[Number, ...] | None]:
    """Return the items, without numbers that only count the list, and the numbers of the body that they carry."""
    texts = [item.number for item in items]
    listed = [str(place) for place in range(1, len(items) + 1)]
    bare = tuple(replace(item, number="") for item in items)
    if not all(texts) or (rules.items.plain and [text.rstrip(".") for text in texts] == listed):
        return bare, None
    if rules.items.restart is Restart.MEETING:
        return (bare if texts == listed else items), None  # counted in the agenda's own way: as it is
    read = [rules.items.read(text, day.year) for text in texts]
    own = tuple(number for number in read if number)
    return (items, own) if len(set(own)) == len(items) else (bare, None)


def _in_its_language(rules: Rules, prepared: Prepared) -> Prepared:
    """Where the papers do not tell the language for sure, it is that of the body."""
    sure = tuple(guess for guess in prepared.guesses if guess.field != "language")
    if len(sure) == len(prepared.guesses):
        return prepared
    return replace(prepared, language=rules.language, guesses=sure)


def _numbered(prepared: Prepared, items: tuple[FoundItem, ...], given: Given) -> Prepared:
    """Return the meeting with its items and the numbers that these were given."""
    guesses, left = list(prepared.guesses), list(prepared.leftovers)
    if given.expected:
        guesses.append(Guess("numbering", Doubt.NOT_NEXT))
    elif given.items and not any(item.number for item in items):
        dropped = _dropped_numbers(prepared.items)
        guesses += [Guess("numbering", Doubt.NEXT_NUMBER)] if dropped else []
        left += dropped
    elif not given.items and len(items) == len(prepared.items):
        items = prepared.items  # as the agenda has them
    first = given.items[0] if given.items else ""
    if given.items:
        items = tuple(replace(item, number=text) for item, text in zip(items, given.items, strict=True))
    return replace(
        prepared,
        items=items,
        numbering=first if _NUMBERING.fullmatch(first) else "",
        guesses=tuple(guesses),
        leftovers=tuple(left),
    )


def _dropped_numbers(items: tuple[FoundItem, ...]) -> list[Leftover]:
    """List the numbers of the agenda that are replaced, unless they only count the list."""
    texts = [item.number.rstrip(".") for item in items]
    if texts == [str(place) for place in range(1, len(items) + 1)]:
        return []
    return [Leftover("", "", f"{item.number} {item.title}") for item in items if item.number]


def _own_meeting(rules: Rules, prepared: Prepared, day: date) -> Number | None:
    """Return the meeting number that the title carries, as in "12. møde i bestyrelsen" and "Meeting no. 12"."""
    if rules.meetings is None:
        return None
    found = _DANISH_NUMBER.search(prepared.head.title) or _ENGLISH_NUMBER.search(prepared.head.title)
    value = int(found[1] or found[2]) if found else 0
    return Number(rules.meetings.series(day), value) if value else None


def _last_meeting(register: Register, record: BodyRecord, folder: str, day: date) -> HeldMeeting | None:
    held = [each for each in meetings_of(register, record) if each.state is not MeetingState.CANCELLED]
    before = [each for each in held if each.folder != folder and each.day <= day]
    return before[-1] if before else None


def _missing_approval(
    rules: Rules, items: tuple[FoundItem, ...], before: HeldMeeting | None, language: str
) -> FoundItem | None:
    """Return the item on the last referat that the body's rule asks for and the agenda lacks."""
    if not rules.approval_item or before is None or before.state is MeetingState.APPROVED:
        return None
    if any(says_approval(item.title) for item in items):
        return None
    title = approval_title(before.number, before.day, language)
    return FoundItem(title, kind=ItemKind.DECISION, guesses=(Guess("title", Doubt.APPROVAL),))


def _with_approval(items: tuple[FoundItem, ...], added: FoundItem) -> tuple[FoundItem, ...]:
    """Put the item first, or behind a welcome and the approval of the agenda."""
    at = 0
    while at < len(items) and re.match(
        r"(?:velkomst|godkendelse af dagsorden|dagsorden\b|welcome|approval of (?:the )?agenda|agenda\b)",
        items[at].title,
        re.IGNORECASE,
    ):
        at += 1
    return (*items[:at], added, *items[at:])


def _confirmed_by_hand(register: Register, record: BodyRecord, folder: str) -> list[str]:
    """Record numbers that a secretary wrote into the agendas of the other meetings that are prepared."""
    remarks = []
    for held in meetings_of(register, record):
        if held.state is not MeetingState.PREPARED or held.folder == folder:
            continue
        try:
            agenda = load_agenda(Path(held.folder))
        except InputError:  # not written yet, moved, or on another machine: it has what it was given
            continue
        try:
            add_confirmed(register, record, held, [item.number for item in agenda])
        except InputError as error:
            remarks.append(f"{held.folder}/meeting.toml: {error.problem}")
    return remarks


def _of_the_last(record: BodyRecord, before: HeldMeeting | None) -> list[str]:
    if before is None or before.state is MeetingState.APPROVED:
        return []
    name = f"meeting {before.number}" if before.number else f"the meeting of {before.day}"
    return [
        f"{name} is not approved: of its actions only those taken so far are here "
        f'(referat body actions "{record.name}" --take {before.folder})'
    ]


def _of_the_template(rules: Rules) -> list[str]:
    if not rules.template:
        return []
    template = Path(rules.template)
    if not template.is_file():
        raise InputError(template, "the body's template is not there", "`referat body set NAME --template FILE`")
    if digest_of(template) != rules.template_sha256:
        return [f"the template {template} was changed since it was set"]
    return []
