"""A finding about the draft as a whole, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.check.messages import message
from pipeline.minutes import Finding, FindingKind, Severity

if TYPE_CHECKING:
    from pipeline.check.evidence import Heard
    from pipeline.minutes import Statement


def finding(
    heard: Heard,
    kind: FindingKind,
    severity: Severity,
    code: str,
    item: int | None,
    *,
    refs: tuple[str, ...] = (),
    statement: Statement | None = None,
    **values: object,
) -> Finding:
    """Put a finding together: its sentence in the language of the meeting, and where to listen."""
    refs = refs or (statement.evidence if statement else ())
    start_s, end_s = heard.place(refs)
    text = message(code, heard.meeting.language, **values)
    return Finding("", kind, severity, code, text, statement.id if statement else None, item, refs, start_s, end_s)
