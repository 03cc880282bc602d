"""What is decided, voted, taken on and declared in meetings of many bodies is found, and nothing else is."""

from __future__ import annotations

import pytest
from dialogues import Dialogue, dialogues

HEARD_WRONG = {"bolig/boligkontoret": "an answer about what was ordered is heard as a task"}


def _marked(dialogue: Dialogue) -> object:
    wrong = HEARD_WRONG.get(dialogue.name)
    marks = [pytest.mark.xfail(reason=wrong, strict=True)] if wrong else []
    return pytest.param(dialogue, id=dialogue.name, marks=marks)


@pytest.mark.parametrize("dialogue", [_marked(one) for one in dialogues()])
def test_the_referat_of_a_dialogue_holds_its_facts_and_no_others(dialogue: Dialogue) -> None:
    statements = dialogue.draft()
    missing, false = dialogue.judge(statements)

    assert (missing, false) == ([], []), [f"{one.kind}: {one.text}" for one in statements]


def test_there_are_dialogues_of_many_bodies() -> None:
    assert len({one.body for one in dialogues()}) >= 5
    assert len(dialogues()) >= 50
