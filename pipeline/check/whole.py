"""The draft as a whole: what contradicts the meeting, and what is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.check.facts import numbers, other_language
from pipeline.check.found import finding
from pipeline.check.lexicon import lexicon
from pipeline.check.omissions import check_omissions
from pipeline.check.votes import votes
from pipeline.meeting import Attendance, ItemKind, Role
from pipeline.minutes import FindingKind, Severity, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.evidence import Heard
    from pipeline.minutes import Finding, ItemDraft, Statement

_GRACE = 3  # utterances in which one who leaves still says goodbye
_CLOCKS = timedelta(minutes=5)  # that the attendance report and the recording may differ
_OUTCOMES = (StatementKind.DECISION, StatementKind.VOTE)


def check_whole(heard: Heard) -> Iterator[Finding]:
    """Yield contradictions with the meeting and omissions."""
    for item in heard.draft.items:
        yield from _check_outcome(item, heard)
        for statement in item.statements:
            yield from _check_votes(statement, item.item, heard)
            yield from _check_absent(statement, item.item, heard)
            yield from _check_action(statement, item.item, heard)
        yield from check_omissions(item, heard)
    yield from _check_language(heard)
    yield from _check_speakers(heard)
    yield from _check_presence(heard)


def _check_outcome(item: ItemDraft, heard: Heard) -> Iterator[Finding]:
    placed = [ref for ref, index in heard.alignment.items.items() if index == item.item]
    if not placed:
        yield finding(heard, FindingKind.MISSING, Severity.BLOCKING, "item-not-heard", item.item)
        return
    asks = heard.meeting.items[item.item].kind is ItemKind.DECISION
    if asks and not any(statement.kind in _OUTCOMES for statement in item.statements):
        refs = (placed[-1],)
        yield finding(heard, FindingKind.MISSING, Severity.BLOCKING, "item-without-outcome", item.item, refs=refs)


def _check_votes(statement: Statement, item: int, heard: Heard) -> Iterator[Finding]:
    if statement.kind is not StatementKind.VOTE:
        return
    voters = len(_voters(statement, item, heard))
    counted = _counted(statement.text, heard.meeting.language)
    if voters and counted > voters:
        yield finding(
            heard,
            FindingKind.INCONSISTENT,
            Severity.BLOCKING,
            "votes-exceed-present",
            item,
            statement=statement,
            what=counted,
            limit=voters,
        )


def _voters(statement: Statement, item: int, heard: Heard) -> set[str]:
    """Return who can vote: members who came, have not left by then, and have no conflict of interest in the item."""
    members = {
        attendee.key
        for attendee in heard.meeting.attendees
        if attendee.attendance is not Attendance.APOLOGIES and attendee.role in (Role.CHAIR, Role.DEPUTY, Role.MEMBER)
    }
    order = {utterance.id: place for place, utterance in enumerate(heard.conversation.utterances)}
    now = min((order[ref] for ref in statement.evidence if ref in order), default=0)
    denial = lexicon(heard.meeting.language).negation
    disqualified = {
        key
        for one in heard.draft.items[item].statements
        if one.kind is StatementKind.CONFLICT and not denial.search(one.text)
        for key in one.who
    }
    return members - disqualified - _gone(heard, order, now).keys()


def _counted(text: str, language: str) -> int:
    """Return how many votes a text counts in all; where it does not say for what, its highest number."""
    given = votes(text, language)
    if given:
        return sum(count for _, count in given)
    return max((int(number) for number in numbers(text, language) if number.isdecimal()), default=0)


def _check_absent(statement: Statement, item: int, heard: Heard) -> Iterator[Finding]:
    for key in statement.who:
        attendee = heard.meeting.attendee(key)
        if attendee.attendance is Attendance.APOLOGIES and statement.kind is not StatementKind.ATTENDANCE:
            yield finding(
                heard,
                FindingKind.INCONSISTENT,
                Severity.BLOCKING,
                "absent-acts",
                item,
                statement=statement,
                what=attendee.name,
            )


def _check_action(statement: Statement, item: int, heard: Heard) -> Iterator[Finding]:
    if statement.kind is not StatementKind.ACTION:
        return
    for value, code in ((statement.owner, "action-without-owner"), (statement.deadline, "action-without-deadline")):
        if not value:
            yield finding(heard, FindingKind.MISSING, Severity.ADVISORY, code, item, statement=statement)


def _check_language(heard: Heard) -> Iterator[Finding]:
    said = heard.conversation.utterances
    if other_language(" ".join(utterance.text for utterance in said), heard.meeting.language):
        yield finding(
            heard,
            FindingKind.INCONSISTENT,
            Severity.BLOCKING,
            "other-language",
            None,
            refs=tuple(utterance.id for utterance in said[:5]),
        )


def _check_speakers(heard: Heard) -> Iterator[Finding]:
    """Yield those with apologies who speak, and those who speak after the draft says that they left."""
    order = {utterance.id: place for place, utterance in enumerate(heard.conversation.utterances)}
    gone = _gone(heard, order)
    told: set[str] = set()
    for ref, key in heard.speakers.items():
        attendee = heard.meeting.attendee(key)
        absent = attendee.attendance is Attendance.APOLOGIES
        if key not in told and (absent or order[ref] > gone.get(key, len(order))):
            told.add(key)
            code = "absent-speaks" if absent else "gone-speaks"
            yield finding(
                heard,
                FindingKind.INCONSISTENT,
                Severity.BLOCKING,
                code,
                heard.alignment.items.get(ref),
                refs=(ref,),
                what=attendee.name,
            )


def _check_presence(heard: Heard) -> Iterator[Finding]:
    """Yield those who speak while the attendance report has them away; its clock may differ from the recording's."""
    start = heard.meeting.recording_start or heard.meeting.start
    told: set[str] = set()
    for utterance in heard.conversation.utterances:
        key = heard.speakers.get(utterance.id)
        if start is None or utterance.start_s is None or key is None or key in told:
            continue
        attendee, at = heard.meeting.attendee(key), start + timedelta(seconds=utterance.start_s)
        if attendee.presence and not any(came - _CLOCKS <= at <= left + _CLOCKS for came, left in attendee.presence):
            told.add(key)
            item = heard.alignment.items.get(utterance.id)
            refs = (utterance.id,)
            kind = FindingKind.INCONSISTENT
            yield finding(heard, kind, Severity.ADVISORY, "away-speaks", item, refs=refs, what=attendee.name)


def _gone(heard: Heard, order: dict[str, int], until: int | None = None) -> dict[str, int]:
    """Return after which utterance somebody cannot be heard any more; a later word on their attendance undoes it.

    Parameters
    ----------
    until : int, optional
        Only what was said before that utterance counts.
    """
    left: dict[str, int] = {}
    spoken = [
        (max(places), statement)
        for statement in heard.draft.statements
        if statement.kind is StatementKind.ATTENDANCE
        and (places := [order[ref] for ref in statement.evidence if ref in order])
    ]
    for place, statement in sorted(spoken, key=lambda one: one[0]):
        if until is not None and place >= until:
            break
        leaves = lexicon(heard.meeting.language).leaving.search(statement.text)
        for key in statement.who:
            if leaves:
                left[key] = place + _GRACE
            else:
                left.pop(key, None)
    return left
