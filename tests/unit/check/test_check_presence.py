"""Who can vote and speak: not those who left, who are disqualified, or whom the attendance report has away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.check import check
from pipeline.meeting import AgendaItem, Attendee, Body, Meeting, Role, Style
from pipeline.minutes import Alignment, Block, BlockKind, Draft, Finding, ItemDraft, Severity, Statement, StatementKind
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

START = datetime.fromisoformat("2026-10-06T16:00:00")
PEOPLE = (
    Attendee("a01", "Per Holm", role=Role.CHAIR),
    Attendee("a02", "Ole Skov"),
    Attendee("a03", "Ida Lund"),
    Attendee("a04", "Bo Krag", role=Role.SECRETARIAT),
)
SAID = ("Ole går nu.", "Ida er inhabil.", "To stemte for, og en stemte imod.", "Ole er her igen.", "Tak for i dag.")
VOTE = Statement("s003", StatementKind.VOTE, "2 stemte for, og 1 stemte imod.", ("u2",))
LEFT = Statement("s001", StatementKind.ATTENDANCE, "Ole Skov forlod mødet.", ("u0",), who=("a02",))
BACK = Statement("s004", StatementKind.ATTENDANCE, "Ole Skov kom tilbage.", ("u3",), who=("a02",))
CONFLICT = Statement("s002", StatementKind.CONFLICT, "Ida Lund blev erklæret inhabil.", ("u1",), who=("a03",))


def findings(*statements: Statement, people: tuple[Attendee, ...] = PEOPLE, voice: str = "a01") -> tuple[Finding, ...]:
    utterances = tuple(
        Utterance(f"u{n}", "v1", tuple(map(Word, text.split())), 600.0 * n, 600.0 * n + 8)
        for n, text in enumerate(SAID)
    )
    spoken = Conversation(utterances, (VoiceName("v1", voice, 5.0),), 3000.0)
    about = Meeting("Møde", "da", START, None, "", Style.EXTENDED, Body(), people, (AgendaItem(0, "1", "Sagen"),))
    blocks = (Block(BlockKind.REMARKS, statements),) if statements else ()
    aligned = Alignment({one.id: 0 for one in utterances}, {}, (), ())
    return check(Draft("da", (ItemDraft(0, blocks),)), spoken, aligned, about)


def codes(*statements: Statement) -> set[str]:
    return {finding.code for finding in findings(*statements)}


@pytest.mark.parametrize("before", [LEFT, CONFLICT], ids=["left", "disqualified"])
def test_who_left_or_is_disqualified_has_no_vote(before: Statement) -> None:
    assert "votes-exceed-present" not in codes(VOTE)
    (found,) = [one for one in findings(before, VOTE) if one.code == "votes-exceed-present"]
    assert (found.severity, found.utterance_ids, found.start_s) == (Severity.BLOCKING, ("u2",), 1200.0)


def test_who_leaves_or_comes_back_later_changes_nothing_of_an_earlier_vote() -> None:
    assert "votes-exceed-present" not in codes(VOTE, replace(LEFT, evidence=("u4",)))
    assert "votes-exceed-present" in codes(LEFT, VOTE, BACK)
    assert "votes-exceed-present" not in codes(LEFT, replace(BACK, evidence=("u1",)), VOTE)


def test_who_is_not_disqualified_votes() -> None:
    cleared = replace(CONFLICT, text="Ida Lund er ikke inhabil.")
    assert "votes-exceed-present" not in codes(cleared, VOTE)


def test_the_number_of_a_proposal_is_no_vote() -> None:
    assert "votes-exceed-present" not in codes(replace(VOTE, text="Om forslag 12 stemte 2 for og 1 imod."))


def test_who_is_away_by_the_attendance_report_and_speaks_is_shown() -> None:
    gone = (replace(PEOPLE[0], presence=((START, START + timedelta(minutes=14)),)), *PEOPLE[1:])
    (found,) = [one for one in findings(people=gone) if one.code == "away-speaks"]
    assert (found.severity, found.utterance_ids, found.start_s) == (Severity.ADVISORY, ("u2",), 1200.0)
    there = (replace(PEOPLE[0], presence=((START, START + timedelta(minutes=40)),)), *PEOPLE[1:])
    assert "away-speaks" not in {one.code for one in findings(people=there)}
