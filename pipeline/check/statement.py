"""One statement against the utterances it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.check.amounts import misplaced, other_units
from pipeline.check.facts import (
    adds_doubt,
    claims_decision,
    claims_talk,
    decides,
    drops_doubt,
    months,
    numbers,
    only_considers,
    weekdays,
)
from pipeline.check.messages import message
from pipeline.check.mood import only_asked, only_stated
from pipeline.check.negation import negation_differs
from pipeline.check.votes import misplaced_votes
from pipeline.minutes import Finding, FindingKind, Severity, StatementKind
from pipeline.names.index import name_parts
from pipeline.names.sounds import sound_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.evidence import Heard
    from pipeline.meeting import Attendee
    from pipeline.minutes import Statement

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INNER_NAME = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåé]{2,}(?:['’-][^\W\d_]+)*")
_REPORTING = (StatementKind.REMARK, StatementKind.PRESENTATION, StatementKind.ANSWER)
_SETTLING = (StatementKind.DECISION, StatementKind.VOTE)


def check_statement(statement: Statement, item: int | None, heard: Heard) -> Iterator[Finding]:
    """Yield what in `statement` is not borne out by its evidence."""
    start_s, end_s = heard.place(statement.evidence)
    for code, severity, what in _doubts(statement, heard):
        yield Finding(
            id="",
            kind=FindingKind.UNSUPPORTED,
            severity=severity,
            code=code,
            message=message(code, heard.meeting.language, what=what),
            statement_id=statement.id,
            item=item,
            utterance_ids=statement.evidence,
            start_s=start_s,
            end_s=end_s,
        )


def _doubts(statement: Statement, heard: Heard) -> Iterator[tuple[str, Severity, str]]:
    unknown = [ref for ref in statement.evidence if ref not in heard.utterances]
    if unknown:
        yield "unknown-evidence", Severity.BLOCKING, ", ".join(unknown)
        return
    said = heard.text(statement)
    counts = misplaced_votes if statement.kind is StatementKind.VOTE else misplaced
    for number in counts(statement.text, said, heard.meeting.language):
        yield "number-elsewhere", Severity.BLOCKING, str(number)
    yield from _doubted_facts(f"{statement.text} {statement.deadline}".strip(), said, heard.meeting.language)
    yield from _doubted_people(statement, said, heard)
    yield from _doubted_sense(statement, said, heard.meeting.language)


def _doubted_facts(written: str, said: str, language: str) -> Iterator[tuple[str, Severity, str]]:
    for number in sorted(numbers(written, language) - numbers(said, language, heard=True)):
        yield "number-not-heard", Severity.BLOCKING, number
    for amount in other_units(written, said, language):
        yield "unit-not-heard", Severity.BLOCKING, amount
    if months(written, language) - months(said, language):
        yield "month-not-heard", Severity.BLOCKING, ""
    if weekdays(written, language) - weekdays(said, language):
        yield "weekday-not-heard", Severity.BLOCKING, ""


def _doubted_people(statement: Statement, said: str, heard: Heard) -> Iterator[tuple[str, Severity, str]]:
    borne_out = _heard_people(statement, said, heard)
    named = _named(statement, heard)
    for attendee in named:
        if attendee.key not in borne_out:
            yield "name-not-heard", Severity.BLOCKING, attendee.name
    for name in _unlisted(statement.text, said, borne_out, heard):
        yield "name-not-heard", Severity.BLOCKING, name
    for key in statement.who:
        if key not in borne_out and key not in {attendee.key for attendee in named}:
            yield "actor-not-heard", Severity.BLOCKING, heard.meeting.attendee(key).name


def _doubted_sense(statement: Statement, said: str, language: str) -> Iterator[tuple[str, Severity, str]]:
    if negation_differs(statement.text, said, language):
        yield "negation-differs", Severity.BLOCKING, ""
    if statement.kind is not StatementKind.QUESTION and drops_doubt(statement.text, said, language):
        yield "doubt-dropped", Severity.BLOCKING, ""
    if adds_doubt(statement.text, said, language):
        yield "doubt-added", Severity.BLOCKING, ""
    if statement.kind in _REPORTING and only_asked(statement.text, said, language):
        yield "only-asked", Severity.BLOCKING, ""
    if statement.kind is StatementKind.QUESTION and only_stated(statement.text, said, language):
        yield "only-stated", Severity.BLOCKING, ""
    if statement.kind is StatementKind.DECISION and claims_talk(statement.text, language):
        yield "decision-weakened", Severity.BLOCKING, ""
    claimed = statement.kind in _REPORTING and claims_decision(statement.text, language)
    left_open = statement.kind is StatementKind.DECISION and only_considers(said, language)
    if left_open or (claimed and not decides(said, language)):
        yield "decision-only-considered", Severity.BLOCKING, ""
    elif statement.kind in _SETTLING and not decides(said, language):
        yield "decision-only-considered", Severity.ADVISORY, ""


def _named(statement: Statement, heard: Heard) -> list[Attendee]:
    """Return the attendees whom a statement names: in full, or by a part that only they bear."""
    named = []
    written = " ".join((statement.text, statement.owner))
    words = {word.casefold() for word in _WORD.findall(written) if word[0].isupper()}
    for attendee in heard.meeting.attendees:
        parts = {part for part in name_parts(attendee.name) if heard.bearers[part] == 1 and len(part) > 2}
        if attendee.name in written or parts & words:
            named.append(attendee)
    return named


def _unlisted(written: str, said: str, borne_out: set[str], heard: Heard) -> Iterator[str]:
    """Yield the names within the sentences of a statement that are not heard and tell nobody on the list apart."""
    spoken = {form for word in _WORD.findall(said) for form in _forms(word)}
    for attendee in heard.meeting.attendees:
        for part in _WORD.findall(attendee.name):
            if attendee.key in borne_out or heard.bearers[part.casefold()] == 1:
                spoken |= _forms(part)
    for match in _INNER_NAME.finditer(written):
        forms = _forms(match[0])
        begins = re.search(rf"(?<!\w){re.escape(match[0])}", said, re.IGNORECASE)
        if not forms & (spoken | heard.known) and not begins:
            yield match[0]


def _forms(word: str) -> set[str]:
    """Return how a name sounds, with and without the ending of a genitive."""
    word = re.sub(r"['’]s?$", "", word)
    return {sound_key(word), sound_key(word.removesuffix("s"))}


def _heard_people(statement: Statement, said: str, heard: Heard) -> set[str]:
    """Return who speaks in the evidence or is named there, by sound; a surname that two bear names neither alone."""
    people = heard.voices(statement)
    for mention in heard.index.mentions(said.split()):
        people |= set(mention.match.keys)
    spoken = {sound_key(word) for word in _WORD.findall(said)}
    for attendee in heard.meeting.attendees:
        if spoken & {sound_key(part) for part in name_parts(attendee.name) if heard.bearers[part] == 1}:
            people.add(attendee.key)
    return people
