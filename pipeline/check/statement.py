"""One statement against the utterances it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.check.facts import decides, months, numbers
from pipeline.check.messages import message
from pipeline.check.negation import negation_differs
from pipeline.identify.names import sound_key
from pipeline.minutes import Finding, FindingKind, Severity, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.evidence import Heard
    from pipeline.minutes import Statement

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SETTLING = (StatementKind.DECISION, StatementKind.VOTE)


def check_statement(statement: Statement, item: int | None, heard: Heard) -> Iterator[Finding]:
    """Yield what in `statement` is not borne out by its evidence."""
    language = heard.meeting.language

    def finding(code: str, severity: Severity = Severity.BLOCKING, **values: object) -> Finding:
        start_s, end_s = heard.place(statement.evidence)
        return Finding(
            id="",
            kind=FindingKind.UNSUPPORTED,
            severity=severity,
            code=code,
            message=message(code, language, **values),
            statement_id=statement.id,
            item=item,
            utterance_ids=statement.evidence,
            start_s=start_s,
            end_s=end_s,
        )

    unknown = [ref for ref in statement.evidence if ref not in heard.utterances]
    if unknown:
        yield finding("unknown-evidence", what=", ".join(unknown))
        return
    said = heard.text(statement)
    for number in sorted(numbers(statement.text, language) - numbers(said, language, heard=True)):
        yield finding("number-not-heard", what=number)
    if months(statement.text, language) - months(said, language):
        yield finding("month-not-heard")
    for name in _unheard_names(statement, said, heard):
        yield finding("name-not-heard", what=name)
    if negation_differs(statement.text, said, language):
        yield finding("negation-differs")
    if statement.kind in _SETTLING and not decides(said, language):
        yield finding("decision-only-considered", Severity.ADVISORY)


def _unheard_names(statement: Statement, said: str, heard: Heard) -> Iterator[str]:
    """Yield the attendees whom the statement names, but who neither speak nor are named in its evidence."""
    spoken = {sound_key(word) for word in _WORD.findall(said)}
    voices = heard.voices(statement)
    for attendee in heard.meeting.attendees:
        if attendee.name not in statement.text or attendee.key in voices:
            continue
        if not spoken & {sound_key(part) for part in _WORD.findall(attendee.name)}:
            yield attendee.name
