"""Actions, dissents and decisions in the many ways in which people say them."""

from __future__ import annotations

import pytest
from draft_meetings import meeting, only, texts, write

from pipeline.minutes import StatementKind

DANISH = ("Bente Lind, formand", "Carsten Munk", "Dorte Holm", "Erik Skov", "Fie Nygaard, sekretariat")
ENGLISH = ("Ann Reed, chair", "Bob Stone", "Carol Finch", "Dan Wood", "Eve Hill, sekretariat")


def drafted(said: str, language: str):
    people = DANISH if language == "da" else ENGLISH
    return write(meeting(people, ["Velkomst", "Sagen (B)", "Andet"], language=language), f"[1]\n{said}")


@pytest.mark.parametrize(
    ("said", "action"),
    [
        (
            "Bente Lind: Vil du sende tilbuddet rundt inden fredag, Carsten?\nCarsten Munk: Ja, det gør jeg.",
            "Carsten Munk sender tilbuddet rundt inden fredag",
        ),
        (
            "Bente Lind: Der skal skrives et brev til kommunen. Kan du tage den, Dorte?\n"
            "Dorte Holm: Ja, den tager jeg.",
            "Dorte Holm skriver et brev til kommunen",
        ),
        ("Bente Lind: Carsten og Dorte står for julefrokosten.", "Carsten Munk og Dorte Holm står for julefrokosten"),
        (
            "Bente Lind: Fie, sørger du for at booke lokalet?\nFie Nygaard: Ja, det skal jeg nok.",
            "Fie Nygaard sørger for at booke lokalet",
        ),
        (
            "Bente Lind: Dorte, vil du skrive under?\nBente Lind: Carsten, du sender kontrakten?\n"
            "Carsten Munk: Ja, jeg sender den i næste uge.",
            "Carsten Munk sender kontrakten i næste uge",
        ),
        (
            "Bente Lind: Hvem indkalder til mødet?\nErik Skov: Det kan jeg godt gøre. Senest på mandag.",
            "Erik Skov indkalder til mødet senest på mandag",
        ),
    ],
)
def test_a_request_and_its_acceptance_are_an_action(said: str, action: str) -> None:
    assert only(drafted(said, "da"), 1, StatementKind.ACTION).text == f"Det blev aftalt, at {action}."


@pytest.mark.parametrize(
    ("said", "action"),
    [
        (
            "Ann Reed: Bob Smoke will you sign the contract?\nBob Stone: Yes, I will sign it by Friday.",
            "Bob Stone will sign the contract by Friday",
        ),
        (
            "Ann Reed: Could you send the figures round, Carol?\nCarol Finch: Yes, by Friday.",
            "Carol Finch will send the figures round by Friday",
        ),
        (
            "Ann Reed: Somebody has to write to the council. Can you do that, Dan?\nDan Wood: I will. By Friday.",
            "Dan Wood will write to the council by Friday",
        ),
        (
            "Bob Stone: I'll take that back to the college next week.",
            "Bob Stone will take the matter back to the college next week",
        ),
    ],
)
def test_an_english_request_and_its_acceptance_are_an_action(said: str, action: str) -> None:
    assert only(drafted(said, "en"), 1, StatementKind.ACTION).text == f"It was agreed that {action}."


@pytest.mark.parametrize(
    "said",
    [
        "Bente Lind: Kan du tage den, Dorte?\nDorte Holm: Ja, den tager jeg.",
        "Bente Lind: Vil du sende tilbuddet rundt, Carsten?\nCarsten Munk: Nej, det kan jeg ikke.",
        "Bente Lind: Vi skal skrive til kommunen om støjen.",
    ],
)
def test_no_action_without_a_thing_to_do_and_somebody_who_does_it(said: str) -> None:
    assert texts(drafted(said, "da"), 1, StatementKind.ACTION) == []


@pytest.mark.parametrize(
    ("said", "language", "dissent"),
    [
        (
            "Erik Skov: Jeg vil gerne have tilført referatet, at prisen er for høj.",
            "da",
            "Erik Skov ønskede ført til referat, at prisen er for høj.",
        ),
        (
            "Erik Skov: Må jeg bede om, at det kommer i referatet, at jeg er uenig?",
            "da",
            "Erik Skov ønskede ført til referat, at vedkommende er uenig.",
        ),
        (
            "Bob Stone: I am against, and I want the minutes to say that the price is too high.",
            "en",
            "Bob Stone was against and asked that it be recorded that the price is too high.",
        ),
        (
            "Bob Stone: Please record that I disagree with the decision.",
            "en",
            "Bob Stone asked that it be recorded that they disagree with the decision.",
        ),
    ],
)
def test_a_dissent_is_what_was_asked_to_be_recorded(said: str, language: str, dissent: str) -> None:
    assert only(drafted(said, language), 1, StatementKind.DISSENT).text == dissent


def test_the_minutes_as_a_topic_are_no_dissent() -> None:
    assert texts(drafted("Erik Skov: Referatet fra maj er godt nok.", "da"), 1, StatementKind.DISSENT) == []


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("Bente Lind: Så er det besluttet at vælge Lyng.", "Det blev besluttet at vælge Lyng."),
        ("Bente Lind: Er der enighed om at udskyde sagen?\nErik Skov: Ja.", "Der var enighed om at udskyde sagen."),
        ("Bente Lind: Indstillingen blev tiltrådt.", "Indstillingen blev tiltrådt."),
    ],
)
def test_more_ways_to_decide(said: str, decision: str) -> None:
    assert only(drafted(said, "da"), 1, StatementKind.DECISION).text == decision


def test_agreement_that_is_refused_is_no_decision() -> None:
    said = "Bente Lind: Er der enighed om at udskyde sagen?\nErik Skov: Nej."
    assert texts(drafted(said, "da"), 1, StatementKind.DECISION) == []
