"""The voice that leads the meeting has the chair's say where it could not be named, and never the chair's name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from draft_meetings import conversation, meeting, texts

from pipeline.draft import DraftOptions, draft
from pipeline.draft.chairing import leading_voice
from pipeline.draft.languages import language_of
from pipeline.draft.sentences import by_item
from pipeline.minutes import StatementKind

PEOPLE = ("Bente Lind, formand", "Carsten Munk", "Dorte Holm", "Fie Nygaard, sekretariat")
SCRIPT = """
[0]
v1: Velkommen til mødet, alle sammen.
v2: Tak for det.
v1: Er der bemærkninger til dagsordenen?
v3: Nej.
[1]
v1: Så er det taget, vi skal tale om.
v2: Jeg foreslår, at vi lægger nyt tag i maj.
v3: Det bakker jeg op om.
v1: Så gør vi det.
"""


def drafted(script: str, named: dict[str, str | None]):
    of = meeting(PEOPLE, ["Velkomst", "Taget (B)"])
    spoken, aligned = conversation(of, script)
    keys = {attendee.name: attendee.key for attendee in of.attendees}
    voices = tuple(replace(one, attendee=keys.get(named.get(one.voice) or "")) for one in spoken.voices)
    spoken = replace(spoken, voices=voices)
    grouped = by_item(spoken, aligned.items, of).values()
    return leading_voice(spoken, grouped, of, language_of("da")), draft(spoken, aligned, of, DraftOptions())


def test_a_voice_that_leads_decides_like_the_chair_without_the_chairs_name() -> None:
    leader, written = drafted(SCRIPT, {})

    assert leader == "v1"
    assert texts(written, 1, StatementKind.DECISION) == ["Bestyrelsen besluttede at lægge nyt tag i maj."]
    assert "Bente Lind" not in " ".join(statement.text for statement in written.statements)


def test_where_the_chair_is_named_nobody_else_leads() -> None:
    assert drafted(SCRIPT, {"v2": "Bente Lind"})[0] is None


@pytest.mark.parametrize("officer", ["Fie Nygaard"])
def test_a_secretary_who_leads_through_the_papers_does_not_decide(officer: str) -> None:
    assert drafted(SCRIPT, {"v1": officer})[0] is None


def test_two_voices_do_not_make_a_chair() -> None:
    assert drafted(SCRIPT.replace("v3", "v2"), {})[0] is None


def test_a_meeting_led_under_another_members_name_welcomes_nobody_by_that_name() -> None:
    _, written = drafted(SCRIPT, {"v1": "Dorte Holm"})

    assert texts(written, 0)[0] == "Der blev budt velkommen."
