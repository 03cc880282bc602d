"""What is decided, voted, taken on and declared in meetings of many bodies is found, and nothing else is."""

from __future__ import annotations

import pytest
from dialogues import Dialogue, dialogues


@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda one: one.name)
def test_the_referat_of_a_dialogue_holds_its_facts_and_no_others(dialogue: Dialogue) -> None:
    statements = dialogue.draft()
    missing, false = dialogue.judge(statements)

    assert (missing, false) == ([], []), [f"{one.kind}: {one.text}" for one in statements]


def test_there_are_dialogues_of_many_bodies() -> None:
    assert len({one.body for one in dialogues()}) >= 5
    assert len(dialogues()) >= 50
