"""Who belongs to a body, and when."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from pipeline.bodies import BodyRecord, Member, Register, add_body, join, leave, list_bodies, members_of
from pipeline.bodies.values import Rules
from pipeline.errors import InputError
from pipeline.meeting import Role

MARCH = date(2026, 3, 1)


def names(register: Register, board: BodyRecord, day: date | None = None) -> list[str]:
    return [member.name for member in members_of(register, board, day)]


def test_members_come_and_go(register: Register, board: BodyRecord) -> None:
    gone = leave(register, board, "per holm", date(2026, 2, 28))
    assert gone.until == date(2026, 2, 28)
    join(register, board, [Member("Ida Lund", "rektor", since=MARCH)])
    assert names(register, board, date(2026, 2, 28)) == ["Åse Ærø O'Hara", "Per Holm", "Bo Dam", "Eva Friis"]
    assert names(register, board, MARCH) == ["Åse Ærø O'Hara", "Bo Dam", "Eva Friis", "Ida Lund"]
    assert len(names(register, board)) == 5


def test_one_chair_at_a_time(register: Register, board: BodyRecord) -> None:
    new = Member("Ida Lund", role=Role.CHAIR, since=MARCH)
    with pytest.raises(InputError, match='"Åse Ærø O\'Hara" is the chair already'):
        join(register, board, [new])
    leave(register, board, "Åse Ærø O'Hara", date(2026, 2, 28))
    join(register, board, [new])
    chairs = [member.name for member in members_of(register, board, MARCH) if member.role is Role.CHAIR]
    assert chairs == ["Ida Lund"]


def test_whoever_left_may_come_back(register: Register, board: BodyRecord) -> None:
    leave(register, board, "Bo Dam", date(2026, 2, 28))
    with pytest.raises(InputError, match="is not a member"):
        leave(register, board, "Bo Dam", date(2026, 3, 28))
    join(register, board, [Member("Bo Dam", "overlæge", since=MARCH)])
    assert names(register, board, MARCH).count("Bo Dam") == 1


def test_nobody_is_a_member_twice(register: Register, board: BodyRecord) -> None:
    with pytest.raises(InputError, match='"Bo Dam" is a member already'):
        join(register, board, [Member("Ny Person"), Member("Bo Dam", "overlæge", since=MARCH)])
    assert "Ny Person" not in names(register, board), "all or none"
    join(register, board, [Member("Bo Dam", "borgmester")])


def test_combining_marks_and_quotes_are_one_name(register: Register, board: BodyRecord) -> None:
    typed = unicodedata.normalize("NFD", "åse ærø o'hara")
    assert leave(register, board, typed, MARCH).name == "Åse Ærø O'Hara"
    join(register, board, [Member('Søren "Muld" Ñandú; --')])
    assert names(register, board, MARCH)[-1] == 'Søren "Muld" Ñandú; --'


def test_a_name_that_is_nearly_right(register: Register, board: BodyRecord) -> None:
    with pytest.raises(InputError, match='did you mean "Per Holm"'):
        leave(register, board, "Per Holmm", MARCH)


def test_nobody_leaves_before_joining(register: Register, board: BodyRecord) -> None:
    join(register, board, [Member("Ida Lund", since=MARCH)])
    with pytest.raises(InputError, match="joined on 2026-03-01"):
        leave(register, board, "Ida Lund", date(2026, 2, 1))


def test_four_hundred_members(register: Register) -> None:
    people = [Member(f"Person {number:03d} Æbelø", group="Delegerede") for number in range(400)]
    delegates = add_body(register, "Repræsentantskabet", Rules(), people)
    assert names(register, delegates) == [member.name for member in people]
    with pytest.raises(InputError, match="more than 500"):
        join(register, delegates, [Member(f"Ny {number}") for number in range(101)])


def test_a_body_whose_members_cannot_be_is_not_added(register: Register) -> None:
    with pytest.raises(InputError, match="is the chair already"):
        add_body(register, "Rådet", Rules(), [Member("A B", role=Role.CHAIR), Member("C D", role=Role.CHAIR)])
    assert list_bodies(register) == ()
