from __future__ import annotations

import pytest

from pipeline.meeting import Meeting
from tests.unit.identify.board import board


@pytest.fixture
def meeting() -> Meeting:
    """A small board in Danish."""
    return board()
