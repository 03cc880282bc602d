"""The stage: every statement against its evidence, then the draft as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.check.evidence import Heard
from pipeline.check.statement import check_statement
from pipeline.check.whole import check_whole
from pipeline.minutes import Finding, FindingKind, Severity
from pipeline.progress import Hook, silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.meeting import Meeting
    from pipeline.minutes import Alignment, Draft
    from pipeline.remark import Remark
    from pipeline.transcript import Conversation

VERSION = 5


def check(
    draft: Draft,
    conversation: Conversation,
    alignment: Alignment,
    meeting: Meeting,
    remarks: tuple[Remark, ...] = (),
    hook: Hook = silent,
) -> tuple[Finding, ...]:
    """Return what a reviewer should doubt, blocking findings first.

    Parameters
    ----------
    remarks : tuple of Remark
        What earlier stages could not do well; each becomes an advisory finding.
    """
    heard = Heard.of(meeting, conversation, alignment, draft)
    found = list(_findings(heard, remarks, hook))
    found.sort(key=lambda finding: finding.severity is not Severity.BLOCKING)
    return tuple(replace(finding, id=f"f{number:03d}") for number, finding in enumerate(found, start=1))


def _findings(heard: Heard, remarks: tuple[Remark, ...], hook: Hook) -> Iterator[Finding]:
    statements = [(item.item, statement) for item in heard.draft.items for statement in item.statements]
    for done, (item, statement) in enumerate(statements):
        hook("statements", completed=done, total=len(statements))
        yield from check_statement(statement, item, heard)
    if heard.draft.next_meeting:
        yield from check_statement(heard.draft.next_meeting, None, heard)
    yield from check_whole(heard)
    yield from degraded(remarks)


def degraded(remarks: tuple[Remark, ...], first: int = 0) -> tuple[Finding, ...]:
    """Return remarks of stages as advisory findings, numbered from `first`."""
    return tuple(
        Finding(
            id=f"f{number:03d}",
            kind=FindingKind.DEGRADED,
            severity=Severity.ADVISORY,
            code=remark.code,
            message=remark.message,
            start_s=remark.start_s,
            end_s=remark.end_s,
        )
        for number, remark in enumerate(remarks, start=first)
    )
