"""A register in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from house_board import BOARD, PEOPLE

from pipeline.bodies import BodyRecord, Register, add_body


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register(tmp_path / "register" / "register.sqlite", create=True) as opened:
        yield opened


@pytest.fixture
def board(register: Register) -> BodyRecord:
    return add_body(register, "Bestyrelsen", BOARD, PEOPLE)
