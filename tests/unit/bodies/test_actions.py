"""What meetings agreed, and what becomes of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.bodies import (
    Agreed,
    BodyRecord,
    Register,
    Wanted,
    actions_of,
    add_body,
    approve,
    cancel,
    carried_over,
    claim,
    find_meeting,
    read_agreed,
    set_status,
    take,
)
from pipeline.bodies.values import HeldMeeting, Rules
from pipeline.errors import InputError
from pipeline.meeting import ActionStatus
from pipeline.minutes import Block, BlockKind, Draft, ItemDraft, Statement, StatementKind
from pipeline.store.codec import to_jsonable

MARCH, APRIL, MAY = date(2026, 3, 5), date(2026, 4, 9), date(2026, 5, 7)
BUDGET = Agreed("89/20", "Udsende budgettet", "Per Holm", "1. april", confidential=False)
SECRET = Agreed("90/20", "Skrive til ejerne", "Bo Dam", "", confidential=True)


def held(register: Register, board: BodyRecord, name: str, day: date) -> HeldMeeting:
    claim(register, board, Wanted(Path("/meetings") / name, day, "Møde", 2))
    return find_meeting(register, board, folder=Path("/meetings") / name)


def meeting_with_draft(folder: Path, *statements: Statement, items: int = 2) -> Path:
    out = folder / "out"
    out.mkdir(parents=True)
    toml = (
        'title = "Møde"\n\n[[item]]\ntitle = "Budget"\nnumber = "89/20"\n\n[[item]]\ntitle = "Ejere"\nclosed = true\n'
    )
    (folder / "meeting.toml").write_text(toml + 'number = "90/20"\n', encoding="utf-8")
    blocks = (Block(BlockKind.ACTIONS, statements),) if statements else ()
    draft = Draft("da", tuple(ItemDraft(at, blocks if at == items - 1 else ()) for at in range(items)))
    (out / "draft.json").write_text(json.dumps(to_jsonable(draft)), encoding="utf-8")
    return folder


def said(kind: StatementKind, text: str, **more: str) -> Statement:
    return Statement(f"s{abs(hash(text)) % 1000:03d}", kind, text, ("u0001",), **more)


def test_the_actions_of_a_draft_are_read_with_item_owner_and_deadline(tmp_path: Path) -> None:
    folder = meeting_with_draft(
        tmp_path / "m",
        said(StatementKind.DECISION, "Budgettet blev godkendt."),
        said(StatementKind.ACTION, "Bo Dam skriver til ejerne.", owner="Bo Dam", deadline="1. maj"),
    )
    assert read_agreed(folder) == (Agreed("90/20", "Bo Dam skriver til ejerne.", "Bo Dam", "1. maj", True),)


def test_no_draft_a_damaged_one_and_one_of_another_agenda(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_agreed(tmp_path)
    folder = meeting_with_draft(tmp_path / "m", items=3)
    with pytest.raises(InputError, match="3 items, the agenda has 2"):
        read_agreed(folder)
    (folder / "out" / "draft.json").write_text('{"language": "da"', encoding="utf-8")
    with pytest.raises(InputError, match="is no draft"):
        read_agreed(folder)
    with pytest.raises(InputError, match=r"elsewhere/draft\.json"):
        read_agreed(folder, tmp_path / "elsewhere")


def test_the_next_meeting_takes_over_what_is_open(register: Register, board: BodyRecord) -> None:
    approve(register, board, held(register, board, "a", MARCH), (BUDGET, SECRET), MARCH)
    (first, second) = carried_over(register, board, "/meetings/b", APRIL)
    assert (first.text, first.owner, first.deadline) == ("Udsende budgettet", "Per Holm", "1. april")
    assert (first.status, first.item, first.meeting, first.closed) == (ActionStatus.OPEN, "89/20", "12", False)
    assert second.closed, "agreed behind closed doors"


def test_what_was_closed_since_the_last_meeting_is_told_once(register: Register, board: BodyRecord) -> None:
    approve(register, board, held(register, board, "a", MARCH), (BUDGET, SECRET), MARCH)
    done, dropped = (action.id for action in actions_of(register, board))
    set_status(register, board, [(done, ActionStatus.DONE), (dropped, ActionStatus.DROPPED)], date(2026, 3, 20))
    told = carried_over(register, board, "/meetings/b", APRIL)
    assert [action.status for action in told] == [ActionStatus.DONE, ActionStatus.DROPPED]
    held(register, board, "b", APRIL)
    assert carried_over(register, board, "/meetings/c", MAY) == ()
    set_status(register, board, [(done, ActionStatus.OPEN)], MAY)
    assert [action.text for action in carried_over(register, board, "/meetings/c", MAY)] == ["Udsende budgettet"]


def test_a_meeting_does_not_take_over_its_own_or_later_ones(register: Register, board: BodyRecord) -> None:
    take(register, board, held(register, board, "b", APRIL), (BUDGET,))
    assert carried_over(register, board, "/meetings/b", APRIL) == ()
    assert carried_over(register, board, "/meetings/a", MARCH) == ()
    assert len(carried_over(register, board, "/meetings/c", MAY)) == 1


def test_taken_before_approval_then_brought_up_to_date(register: Register, board: BodyRecord) -> None:
    meeting = held(register, board, "a", MARCH)
    take(register, board, meeting, (BUDGET, SECRET, BUDGET))
    assert len(actions_of(register, board)) == 2
    done = actions_of(register, board)[0].id
    set_status(register, board, [(done, ActionStatus.DONE)], MARCH)
    later = Agreed("90/20", "Skrive til alle ejere", "Bo Dam", "", confidential=True)
    moved = Agreed(BUDGET.item, BUDGET.text, BUDGET.owner, "1. maj", confidential=False)
    approve(register, board, meeting, (moved, later), APRIL)
    kept = {action.text: action for action in actions_of(register, board)}
    assert set(kept) == {"Udsende budgettet", "Skrive til alle ejere"}, "what the draft dropped is gone"
    assert kept["Udsende budgettet"].id == done
    assert kept["Udsende budgettet"].status is ActionStatus.DONE, "what a person said stays"
    assert kept["Udsende budgettet"].deadline == "1. maj"


def test_approved_without_a_draft_keeps_what_was_taken(register: Register, board: BodyRecord) -> None:
    meeting = held(register, board, "a", MARCH)
    take(register, board, meeting, (BUDGET,))
    approve(register, board, meeting, None, APRIL)
    assert len(actions_of(register, board)) == 1


def test_a_cancelled_meeting_is_not_approved(register: Register, board: BodyRecord) -> None:
    meeting = held(register, board, "a", MARCH)
    cancel(register, board, meeting)
    with pytest.raises(InputError, match="was cancelled"):
        approve(register, board, meeting, (), APRIL)


def test_an_action_of_another_body_is_out_of_reach(register: Register, board: BodyRecord) -> None:
    other = add_body(register, "Rådet", Rules())
    take(register, board, held(register, board, "a", MARCH), (BUDGET, SECRET))
    first, second = (action.id for action in actions_of(register, board))
    with pytest.raises(InputError, match=f"there is no action {first}"):
        set_status(register, other, [(first, ActionStatus.DONE)], MARCH)
    with pytest.raises(InputError, match="there is no action 999"):
        set_status(register, board, [(second, ActionStatus.DONE), (999, ActionStatus.DONE)], MARCH)
    assert {action.status for action in actions_of(register, board)} == {ActionStatus.OPEN}, "all or none"
