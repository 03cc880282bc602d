"""Numbers are given once, never twice, whatever becomes of the meetings."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from house_board import BOARD
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipeline.bodies import (
    BodyRecord,
    Given,
    MeetingState,
    Number,
    Numbering,
    Register,
    Restart,
    Rules,
    Wanted,
    add_body,
    approve,
    cancel,
    change_body,
    claim,
    find_meeting,
    meetings_of,
    move,
    upcoming,
)
from pipeline.errors import InputError

DECEMBER, JANUARY = date(2020, 12, 10), date(2021, 1, 7)


def wanted(folder: str, day: date = DECEMBER, count: int = 3, **more: object) -> Wanted:
    return Wanted(Path("/meetings") / folder, day, "Møde", count, **more)  # type: ignore[arg-type]


def test_numbers_count_on_and_begin_again_in_the_new_year(register: Register, board: BodyRecord) -> None:
    first = claim(register, board, wanted("a", count=2))
    second = claim(register, board, wanted("b", count=2))
    third = claim(register, board, wanted("c", JANUARY, 2))
    assert [given.items for given in (first, second, third)] == [
        ("89/20", "90/20"),
        ("91/20", "92/20"),
        ("1/21", "2/21"),
    ]
    assert [given.number for given in (first, second, third)] == ["12", "13", "14"]
    assert upcoming(register, board, DECEMBER) == ("15", "93/20")


def test_a_meeting_prepared_again_keeps_its_numbers_and_gets_more_at_the_end(
    register: Register, board: BodyRecord
) -> None:
    claim(register, board, wanted("a", count=2))
    claim(register, board, wanted("b", count=2))
    again = claim(register, board, wanted("a", count=3))
    assert again.items == ("89/20", "90/20", "93/20")
    assert again.number == "12"
    assert claim(register, board, wanted("a", count=3)) == again


def test_fewer_items_give_the_last_numbers_back_and_leave_others_unused(register: Register, board: BodyRecord) -> None:
    claim(register, board, wanted("a", count=4))
    claim(register, board, wanted("a", count=2))
    assert claim(register, board, wanted("b", count=2)).items == ("91/20", "92/20")
    claim(register, board, wanted("a", count=1))
    first = find_meeting(register, board, folder=Path("/meetings/a"))
    assert (first.items, first.unused) == (("89/20",), ("90/20",))
    assert claim(register, board, wanted("c", count=1)).items == ("93/20",)


def test_a_meeting_that_moves_into_the_new_year_is_numbered_there(register: Register, board: BodyRecord) -> None:
    claim(register, board, wanted("a", count=2))
    assert claim(register, board, wanted("a", JANUARY, 2)).items == ("1/21", "2/21")
    assert claim(register, board, wanted("b", count=1)).items == ("89/20",), "those of 2020 were given back"


def test_the_last_meeting_gives_its_numbers_back_another_leaves_a_gap(register: Register, board: BodyRecord) -> None:
    for folder in "abc":
        claim(register, board, wanted(folder, count=2))
    cancel(register, board, find_meeting(register, board, folder=Path("/meetings/b")))
    gap = find_meeting(register, board, folder=Path("/meetings/b"))
    assert gap.state is MeetingState.CANCELLED
    assert (gap.number, gap.items, gap.unused) == ("13", (), ("91/20", "92/20"))
    last = cancel(register, board, find_meeting(register, board, number="14"))
    assert (last.number, last.items, last.unused) == ("", (), ())
    given = claim(register, board, wanted("d", count=1))
    assert (given.number, given.items) == ("14", ("93/20",))
    assert claim(register, board, wanted("b", count=1)).items == ("91/20",), "prepared again: its own"


def test_an_approved_meeting_is_settled(register: Register, board: BodyRecord) -> None:
    claim(register, board, wanted("a"))
    held = find_meeting(register, board, number="12")
    approve(register, board, held, (), JANUARY)
    for attempt in (
        lambda: claim(register, board, wanted("a")),
        lambda: cancel(register, board, held),
        lambda: approve(register, board, held, (), JANUARY),
    ):
        with pytest.raises(InputError, match="approved on 2021-01-07"):
            attempt()
    assert find_meeting(register, board, number="12").items == ("89/20", "90/20", "91/20")


def test_the_approval_settles_the_numbers_of_the_confirmed_agenda(register: Register, board: BodyRecord) -> None:
    claim(register, board, wanted("a", count=3))
    claim(register, board, wanted("b", count=1))
    first = find_meeting(register, board, number="12")
    with pytest.raises(InputError, match='"92/20" was given'):
        approve(register, board, first, (), JANUARY, numbers=("89/20", "92/20"))
    assert find_meeting(register, board, number="12") == first
    approve(register, board, first, (), JANUARY, numbers=("89/20", "91/20", "93/20"))
    settled = find_meeting(register, board, number="12")
    assert (settled.items, settled.unused) == (("89/20", "91/20", "93/20"), ("90/20",))
    assert claim(register, board, wanted("c", count=1)).items == ("94/20",)


def test_numbers_that_the_agenda_carries_are_recorded(register: Register, board: BodyRecord) -> None:
    own = (Number(2020, 95), Number(2020, 96))
    given = claim(register, board, wanted("a", count=2, items=own, number=Number(0, 20)))
    assert given.items == ("95/20", "96/20")
    assert given.number == "20"
    assert given.expected == "89/20"
    following = claim(register, board, wanted("b", count=1))
    assert (following.number, following.items) == ("21", ("97/20",))


def test_a_number_of_another_meeting_is_refused_in_one_line_and_nothing_changes(
    register: Register, board: BodyRecord
) -> None:
    claim(register, board, wanted("a", count=2))
    before = meetings_of(register, board)
    own = (Number(2020, 90), Number(2020, 91))
    with pytest.raises(InputError, match=r'item number "90/20" was given to the meeting of 2020-12-10 already') as said:
        claim(register, board, wanted("b", count=2, items=own))
    assert "\n" not in str(said.value)
    with pytest.raises(InputError, match='meeting number "12" was given'):
        claim(register, board, wanted("b", count=1, number=Number(0, 12)))
    assert meetings_of(register, board) == before


def test_one_folder_prepared_several_times_at_once_has_one_set_of_numbers(
    register: Register, board: BodyRecord
) -> None:
    def prepare(_: int) -> Given:
        with Register(register.name) as opened:
            return claim(opened, board, wanted("a"))

    with ThreadPoolExecutor(4) as pool:
        given = set(pool.map(prepare, range(4)))
    assert [each.items for each in given] == [("89/20", "90/20", "91/20")]
    assert len(meetings_of(register, board)) == 1


def test_a_folder_belongs_to_one_body(register: Register, board: BodyRecord) -> None:
    other = add_body(register, "Rådet", Rules())
    claim(register, board, wanted("a"))
    with pytest.raises(InputError, match='holds a meeting of "Bestyrelsen"'):
        claim(register, other, wanted("a"))


def test_a_moved_folder_keeps_its_numbers(register: Register, board: BodyRecord) -> None:
    given = claim(register, board, wanted("a"))
    claim(register, board, wanted("b"))
    held = find_meeting(register, board, folder=Path("/meetings/a"))
    with pytest.raises(InputError, match="another meeting"):
        move(register, board, held, Path("/meetings/b"))
    move(register, board, held, Path("/meetings/c"))
    assert claim(register, board, wanted("c")) == given


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (Numbering(Restart.MEETING, "{n}"), ()),
        (Numbering(Restart.MEETING, "{meeting}.{n}"), ("1.1", "1.2")),
        (Numbering(Restart.NEVER, "{n}"), ("1", "2")),
    ],
)
def test_other_ways_to_number(register: Register, items: Numbering, expected: tuple[str, ...]) -> None:
    council = add_body(register, "Rådet", Rules(items=items))
    assert claim(register, council, wanted("a", count=2)).items == expected


def test_meetings_without_numbers_and_meetings_numbered_each_year(register: Register) -> None:
    none = add_body(register, "Uden", Rules(meetings=None))
    assert claim(register, none, wanted("a")).number == ""
    yearly = add_body(register, "Årlig", Rules(meetings=Numbering(Restart.YEARLY, "{n}/{yy}")))
    assert claim(register, yearly, wanted("b")).number == "1/20"
    assert claim(register, yearly, wanted("c", JANUARY)).number == "1/21"


def test_a_gap_of_the_old_year_is_not_taken_for_the_numbers_in_use(register: Register) -> None:
    yearly = Numbering(Restart.YEARLY, "{n}/{yy}")
    board = add_body(register, "Bestyrelsen", Rules(items=yearly, meetings=yearly))
    claim(register, board, wanted("a", count=1))
    claim(register, board, wanted("b", count=1))
    claim(register, board, wanted("a", JANUARY, 1))
    moved = find_meeting(register, board, folder=Path("/meetings/a"))
    assert (moved.number, moved.items, moved.unused) == ("1/21", ("1/21",), ("1/20",))
    assert find_meeting(register, board, number="1/21") == moved


def test_a_new_form_does_not_change_what_was_printed(register: Register, board: BodyRecord) -> None:
    claim(register, board, wanted("a", count=1))
    approve(register, board, find_meeting(register, board, number="12"), (), JANUARY)
    rules = Rules(items=Numbering(Restart.YEARLY, "{year}-{n}"), meetings=board.rules.meetings)
    board = change_body(register, board, name=board.name, rules=rules)
    assert claim(register, board, wanted("b", count=1)).items == ("2020-90",)
    assert [held.items for held in meetings_of(register, board)] == [("89/20",), ("2020-90",)]


@dataclass
class _Known:
    """What the outside world has seen of a meeting."""

    day: date
    items: tuple[str, ...]
    number: str
    approved: bool = False
    live: bool = True
    history: list[tuple[str, ...]] = field(default_factory=list)


class Numbers(RuleBasedStateMachine):
    """Meetings are prepared, prepared again, cancelled and approved in any order around a New Year."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.register = Register(Path(self.folder.name) / "register.sqlite", create=True)
        self.board = add_body(self.register, "Bestyrelsen", BOARD)
        self.known: dict[str, _Known] = {}

    def teardown(self) -> None:
        if hasattr(self, "register"):
            self.register.close()
            self.folder.cleanup()

    @rule(
        name=st.sampled_from("abcdef"),
        day=st.sampled_from([date(2020, 12, 1), date(2020, 12, 31), date(2021, 1, 1), date(2021, 2, 3)]),
        count=st.integers(1, 5),
    )
    def prepare(self, name: str, day: date, count: int) -> None:
        known = self.known.get(name)
        if known and known.approved:
            with pytest.raises(InputError, match="approved"):
                claim(self.register, self.board, wanted(name, day, count))
            return
        before = self._held()
        given = claim(self.register, self.board, wanted(name, day, count))
        assert len(given.items) == count
        values = [self._number(text) for text in given.items]
        assert values == sorted(set(values)), "they grow within a meeting"
        assert {number.series for number in values} == {day.year}
        others = {number for other, numbers in before.items() if other != name for number in numbers}
        own = before.get(name, [])
        for number in values:
            assert number not in others
            if number not in own:
                assert all(number.value > o.value for o in others if o.series == day.year), "new ones come last"
        if known and known.live and known.day.year == day.year:
            shared = min(count, len(known.items))
            assert given.items[:shared] == known.items[:shared], "prepared again: the same numbers"
            assert given.number == known.number
        self.known[name] = _Known(day, given.items, given.number)

    @precondition(lambda self: any(k.live and not k.approved for k in self.known.values()))
    @rule(data=st.data())
    def cancel_one(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([n for n, k in self.known.items() if k.live and not k.approved]))
        cancel(self.register, self.board, find_meeting(self.register, self.board, folder=Path("/meetings") / name))
        self.known[name].live = False

    @precondition(lambda self: any(k.live and not k.approved for k in self.known.values()))
    @rule(data=st.data())
    def approve_one(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([n for n, k in self.known.items() if k.live and not k.approved]))
        held = find_meeting(self.register, self.board, folder=Path("/meetings") / name)
        approve(self.register, self.board, held, None, date(2021, 3, 1))
        self.known[name].approved = True

    @invariant()
    def no_number_twice_and_none_lost(self) -> None:
        if not hasattr(self, "known"):
            return
        live = [text for known in self.known.values() if known.live for text in known.items]
        assert len(live) == len(set(live))
        meetings = [known.number for known in self.known.values() if known.live]
        assert len(meetings) == len(set(meetings))
        for meeting in meetings_of(self.register, self.board):
            known = self.known[Path(meeting.folder).name]
            assert meeting.items == (known.items if known.live else ())
        held = {n for numbers in self._held().values() for n in numbers}
        assert {self._number(text) for text in live} <= held
        for series, first in ((2020, 89), (2021, 1)):
            values = sorted(n.value for n in held if n.series == series)
            if values:
                assert values == list(range(first, values[-1] + 1)), "every number has a meeting that answers for it"

    def _held(self) -> dict[str, list[Number]]:
        return {
            Path(held.folder).name: [self._number(text) for text in (*held.items, *held.unused)]
            for held in meetings_of(self.register, self.board)
        }

    @staticmethod
    def _number(text: str) -> Number:
        found = BOARD.items.read(text, 2020)
        assert found
        return found


Numbers.TestCase.settings = settings(max_examples=10, stateful_step_count=15, deadline=None)
TestNumbers = Numbers.TestCase


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4)), min_size=1, max_size=6))
@settings(max_examples=8, deadline=None)
def test_preparing_in_any_order_uses_every_number(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Register(Path(folder) / "r.sqlite", create=True) as register:
        board = add_body(register, "Bestyrelsen", BOARD)
        for name, count in steps:
            claim(register, board, wanted(name, count=count))
        held = [text for each in meetings_of(register, board) for text in (*each.items, *each.unused)]
        assert sorted(int(text.partition("/")[0]) for text in held) == list(range(89, 89 + len(held)))
