"""A real referat of a board: its members and its numbers go on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.bodies import Register, get_body, members_of, upcoming
from pipeline.cli import main
from pipeline.meeting import Role


def test_a_board_is_entered_from_its_last_referat(shared_data: Path, tmp_path: Path) -> None:
    paper = shared_data / "referater" / "referat-bestyrelse-2020-10-06.txt"
    where = tmp_path / "register.sqlite"
    command = ["body", "add", "Bestyrelsen", "--people", str(paper), "--items", "yearly", "--register", str(where)]
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert not ended.value.code
    with Register(where) as register:
        board = get_body(register, "Bestyrelsen")
        people = members_of(register, board)
        assert upcoming(register, board, date(2020, 12, 8)) == ("13", "97/20")
        assert upcoming(register, board, date(2021, 1, 5)) == ("13", "1/21")
    assert sum(member.role is Role.SECRETARIAT for member in people) == 11
    assert len(people) == 21 + 11, "the substitute does not belong"
    assert [member.role for member in people[:2]] == [Role.CHAIR, Role.DEPUTY]
    assert len({member.group for member in people}) == 2
