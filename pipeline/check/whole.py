"""The draft as a whole: what contradicts the meeting, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.check.facts import decides, numbers
from pipeline.check.messages import message
from pipeline.meeting import Attendance, ItemKind, Role
from pipeline.minutes import Finding, FindingKind, Severity, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.evidence import Heard
    from pipeline.minutes import ItemDraft, Statement
    from pipeline.transcript import Utterance

_LONG_PASSAGE_S = 180.0  # longer than this without a statement is more than a digression
_LONG_PASSAGE_WORDS = 400  # the same where the transcript has no times, at 2.2 words a second
_OUTCOMES = (StatementKind.DECISION, StatementKind.VOTE)


def check_whole(heard: Heard) -> Iterator[Finding]:
    """Yield contradictions with the meeting and omissions."""
    for item in heard.draft.items:
        yield from _check_outcome(item, heard)
        for statement in item.statements:
            yield from _check_votes(statement, item.item, heard)
            yield from _check_absent(statement, item.item, heard)
            yield from _check_action(statement, item.item, heard)
        yield from _check_omissions(item, heard)


def _finding(
    heard: Heard,
    kind: FindingKind,
    severity: Severity,
    code: str,
    item: int,
    *,
    refs: tuple[str, ...] = (),
    statement: Statement | None = None,
    **values: object,
) -> Finding:
    refs = refs or (statement.evidence if statement else ())
    start_s, end_s = heard.place(refs)
    text = message(code, heard.meeting.language, **values)
    return Finding("", kind, severity, code, text, statement.id if statement else None, item, refs, start_s, end_s)


def _check_outcome(item: ItemDraft, heard: Heard) -> Iterator[Finding]:
    placed = [ref for ref, index in heard.alignment.items.items() if index == item.item]
    if not placed:
        yield _finding(heard, FindingKind.MISSING, Severity.BLOCKING, "item-not-heard", item.item)
        return
    asks = heard.meeting.items[item.item].kind is ItemKind.DECISION
    if asks and not any(statement.kind in _OUTCOMES for statement in item.statements):
        refs = (placed[-1],)
        yield _finding(heard, FindingKind.MISSING, Severity.BLOCKING, "item-without-outcome", item.item, refs=refs)


def _check_votes(statement: Statement, item: int, heard: Heard) -> Iterator[Finding]:
    if statement.kind is not StatementKind.VOTE:
        return
    voters = sum(
        attendee.attendance is not Attendance.APOLOGIES and attendee.role in (Role.CHAIR, Role.DEPUTY, Role.MEMBER)
        for attendee in heard.meeting.attendees
    )
    counted = sum(int(number) for number in numbers(statement.text, heard.meeting.language) if number.isdecimal())
    if voters and counted > voters:
        yield _finding(
            heard,
            FindingKind.INCONSISTENT,
            Severity.BLOCKING,
            "votes-exceed-present",
            item,
            statement=statement,
            what=counted,
            limit=voters,
        )


def _check_absent(statement: Statement, item: int, heard: Heard) -> Iterator[Finding]:
    for key in statement.who:
        attendee = heard.meeting.attendee(key)
        if attendee.attendance is Attendance.APOLOGIES and statement.kind is not StatementKind.ATTENDANCE:
            yield _finding(
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
            yield _finding(heard, FindingKind.MISSING, Severity.ADVISORY, code, item, statement=statement)


def _check_omissions(item: ItemDraft, heard: Heard) -> Iterator[Finding]:
    used = {ref for statement in item.statements for ref in statement.evidence}
    passage: list[Utterance] = []
    for utterance in [*heard.conversation.utterances, None]:
        inside = utterance is not None and heard.alignment.items.get(utterance.id) == item.item
        if utterance is not None and inside and utterance.id not in used:
            passage.append(utterance)
            if decides(utterance.text, heard.meeting.language):
                yield _finding(
                    heard,
                    FindingKind.MISSING,
                    Severity.ADVISORY,
                    "decision-not-reported",
                    item.item,
                    refs=(utterance.id,),
                )
        elif passage:
            yield from _check_passage(passage, item.item, heard)
            passage = []


def _check_passage(passage: list[Utterance], item: int, heard: Heard) -> Iterator[Finding]:
    n_words = sum(len(utterance.words) for utterance in passage)
    start_s, end_s = passage[0].start_s, passage[-1].end_s
    timed = start_s is not None and end_s is not None
    length_s = end_s - start_s if start_s is not None and end_s is not None else n_words / 2.2
    if (timed and length_s >= _LONG_PASSAGE_S) or (not timed and n_words >= _LONG_PASSAGE_WORDS):
        yield _finding(
            heard,
            FindingKind.MISSING,
            Severity.ADVISORY,
            "long-passage-not-reported",
            item,
            refs=tuple(utterance.id for utterance in passage),
            what=max(1, round(length_s / 60)),
        )
