"""Items that may hold any words, and notices before the first item."""

from __future__ import annotations

import numpy as np
import pytest
from align_meetings import aligned, conversation, meeting, path
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align.openness import MARGIN, is_open, with_open_items
from pipeline.meeting import AgendaItem


def items(*titles: str) -> list[AgendaItem]:
    return [AgendaItem(i, str(i + 1), title) for i, title in enumerate(titles)]


@pytest.mark.parametrize(
    "title",
    ["Spørgetid", "Borgerspørgetid", "Spørgetime med statsministeren", "Besvarelse af spørgsmål", "Åben debat",
     "Spørgsmål til ministrene", "Spørgsmål fra salen", "Ordet er frit", "Question time", "Oral questions",
     "Questions from the public", "Open discussion", "Q&A"],
)  # fmt: skip
def test_titles_that_say_who_may_speak_are_open(title: str) -> None:
    assert is_open(items(title)[0])


@pytest.mark.parametrize(
    "title",
    ["Spørgsmål til ministeren om havne", "Spørgeskema til forældrene", "Åben skole", "Forespørgsel om sorggrupper",
     "Eventuelt: 3. behandling af lov om skat", "Questions to the minister on ports", "Opening", "Open source policy",
     "Public transport"],
)  # fmt: skip
def test_titles_that_say_of_what_is_spoken_are_not(title: str) -> None:
    assert not is_open(items(title)[0])


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), n=st.integers(1, 6))
def test_an_open_item_is_right_behind_the_nearest_and_the_others_stay(seed: int, n: int) -> None:
    emission = np.random.default_rng(seed).normal(size=(n, 3))
    found = with_open_items(emission, items("Havn", "Spørgetid", "Skole"))
    assert (found[:, [0, 2]] == emission[:, [0, 2]]).all()
    assert (found[:, 1] >= emission[:, [0, 2]].max(axis=1) - MARGIN - 1e-12).all()
    assert (found[:, 1] >= emission[:, 1]).all()


def test_without_an_open_item_or_with_nothing_else_scores_stay() -> None:
    emission = np.random.default_rng(1).normal(size=(4, 2))
    for titles in (("Havn", "Skole"), ("Spørgetid", "Åben debat")):
        assert (with_open_items(emission, items(*titles)) == emission).all()


def test_question_time_is_not_torn_to_the_titles_that_come_after_it() -> None:
    asked = [
        ("Jens", "priserne på mad i skolen", "Maden koster for meget"),
        ("Mona", "kajen i havnen", "Kajen er rådden"),
        ("Ida", "en ny bænk ved banen", "Bænken er gået i stykker"),
        ("Per", "den nye bus til skolen", "Bussen er forsinket"),
        ("Lis", "fiskernes leje i havnen", "Lejen er steget"),
    ]
    lines = ["Formand: Velkommen til mødet."]
    for voice, subject, why in asked * 4:
        lines.append(f"{voice}: Hvad mener borgmesteren om {subject}?")
        lines.append(f"Borgmester: Vi ser på {subject} i forvaltningen, og det skal der findes en løsning på.")
        lines.append(f"{voice}: {why}, og det har vi sagt mange gange før uden at få svar.")
    lines.append("Formand: Hermed er spørgetiden afsluttet.")
    n_asked = len(lines)
    titles = "Ny skole", "Havnens priser", "Cykelstien ved banen", "Renovering"
    lines += [f"Formand: Forslaget er vedtaget. Det var {title.lower()}." for title in titles]
    open_, plain = (
        path(aligned(conversation(lines), meeting(first, *titles))) for first in ("Spørgetid", "Møde med borgerne")
    )
    assert open_[:n_asked] == [0] * n_asked
    assert plain[:n_asked].count(0) < n_asked


NOTIFIED = [
    "Formand: Mødet er åbnet. I dag er der følgende meddelelser.",
    "Sekretær: Lone Bak er på orlov, og Ida Friis er indkaldt i stedet for hende.",
    "Formand: Forhandlingen er åbnet, og den første taler er Jens.",
    "Jens: Havnens priser er for høje, og havnen taber kunder til nabobyen.",
    "Mona: Skolen mangler plads, og den nye skole skal bygges nu.",
]


def test_notices_lie_before_the_first_item() -> None:
    found = path(aligned(conversation(NOTIFIED), meeting("Havnens priser", "Ny skole")))
    assert found == ["before", "before", 0, 0, 1]


def test_notices_belong_to_the_item_that_is_for_them() -> None:
    found = path(aligned(conversation(NOTIFIED), meeting("Meddelelser", "Havnens priser", "Ny skole")))
    assert found[:2] == [0, 0]


def test_without_notices_the_meeting_begins_with_its_opening() -> None:
    lines = ["Formand: Mødet er åbnet.", "Sekretær: Kaffen står klar derovre ved vinduet.", *NOTIFIED[2:]]
    assert path(aligned(conversation(lines), meeting("Havnens priser", "Ny skole")))[0] == 0


def test_a_long_speech_after_notices_is_no_notice() -> None:
    lines = [NOTIFIED[0], "Jens: " + "Havnens priser er for høje. " * 100, *NOTIFIED[2:]]
    assert path(aligned(conversation(lines), meeting("Havnens priser", "Ny skole")))[1] == 0
