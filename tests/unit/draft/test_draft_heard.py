"""What the function model hears becomes statements that rest on what was said; it names nobody who was not meant."""

from __future__ import annotations

import numpy as np
from draft_meetings import conversation, meeting
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipeline.draft.found import Found
from pipeline.draft.heard import (
    Ear,
    believed,
    hear_actions,
    hear_attendance,
    hear_conflicts,
    hear_decisions,
    hear_dissent,
    hear_votes,
)
from pipeline.draft.hearing import Hearing, hear
from pipeline.draft.languages import language_of
from pipeline.draft.people import People, proper_words
from pipeline.draft.sentences import read_item
from pipeline.functions import Function, functions_model
from pipeline.functions.model import FUNCTIONS
from pipeline.minutes import StatementKind

PEOPLE = ("Bente Lind, formand", "Carsten Munk", "Dorte Holm", "Erik Skov", "Fie Nygaard, sekretariat")


def ear(script: str, *likely: dict[Function, float], used: set[int] | None = None) -> Ear:
    """The item as it is searched; ``likely``: what each sentence is heard to do."""
    of = meeting(PEOPLE, ["Velkomst", "Taget på klubhuset (B)"])
    spoken, _ = conversation(of, script)
    language = language_of("da")
    people = People(of, language, proper_words(of, language, [one.text for one in spoken.utterances]))
    sentences = read_item(1, spoken.utterances, spoken, language, 0.0).sentences
    table = np.zeros((len(sentences), len(FUNCTIONS)), np.float32)
    for place, functions in enumerate(likely):
        for function, value in functions.items():
            table[place, FUNCTIONS.index(function)] = value
    return Ear(sentences, Hearing(table), people, used if used is not None else set())


NOTHING: dict[Function, float] = {}
DECIDES = {Function.DECISION: 0.9}


def test_a_decision_in_no_rules_words_is_reported_in_its_own_clause() -> None:
    found, taken = hear_decisions(ear("Bente Lind: Klubhuset får nyt tag til sommer.", DECIDES), [])

    assert [one.text for one in found] == ["Det blev besluttet, at klubhuset får nyt tag til sommer."]
    assert (found[0].evidence, taken) == (("u0001",), {0})


def test_first_names_are_printed_in_full() -> None:
    found, _ = hear_decisions(ear("Bente Lind: Dorte er kasserer fra januar.", DECIDES), [])

    assert found[0].text == "Det blev besluttet, at Dorte Holm er kasserer fra januar."


def test_what_cannot_be_turned_is_quoted() -> None:
    found, _ = hear_decisions(ear("Bente Lind: Jeg hører et flertal for at vente med taget.", DECIDES), [])

    assert found[0].text == "Det blev besluttet: ”Jeg hører et flertal for at vente med taget”."


def test_yes_to_a_proposal_decides_the_proposal() -> None:
    heard = ear(
        "Carsten Munk: Vi kunne jo male taget sort i stedet.\nBente Lind: Det gør vi.",
        {Function.PROPOSAL: 0.8},
        DECIDES,
    )
    (found,), _ = hear_decisions(heard, [])

    assert "male taget sort" in found.text
    assert found.evidence == ("u0001", "u0002")


def test_words_without_content_decide_nothing() -> None:
    assert hear_decisions(ear("Bente Lind: Godt, så er det sådan.", DECIDES), []) == ([], set())


def test_near_a_decision_a_quotation_is_no_other_one() -> None:
    made = Found(StatementKind.DECISION, "Taget skiftes.", ("u0009",), 3)

    assert hear_decisions(ear("Bente Lind: Jeg hører et flertal for taget.", DECIDES), [made]) == ([], set())


def test_a_request_by_name_is_no_decision() -> None:
    heard = ear("Bente Lind: Dorte, kan du sende tilbuddet til kommunen?", DECIDES)

    assert hear_decisions(heard, [])[0] == []


def test_a_task_in_the_first_person_is_the_speakers() -> None:
    (found,), _ = hear_actions(ear("Erik Skov: Jeg får hentet tre tilbud inden jul.", {Function.ACTION: 0.9}))

    assert found.text == "Det blev aftalt, at Erik Skov får hentet tre tilbud inden jul."
    assert (found.owner, found.deadline) == ("Erik Skov", "inden jul")


def test_a_task_belongs_to_the_one_who_is_addressed() -> None:
    heard = ear(
        "Bente Lind: Dorte, du taler lige med naboen om taget.\nDorte Holm: Det gør jeg.",
        {Function.ACTION: 0.9},
        NOTHING,
    )
    (found,), _ = hear_actions(heard)

    assert (found.owner, found.evidence) == ("Dorte Holm", ("u0001", "u0002"))


def test_a_task_that_nobody_takes_on_has_no_owner() -> None:
    (found,), _ = hear_actions(ear("Bente Lind: Skuret skal tømmes inden påske.", {Function.ACTION: 0.9}))

    assert found.owner == ""
    assert found.who == ()


ABSENT = {Function.ATTENDANCE: 0.9, Function.ABSENT: 0.8}


def test_somebody_is_reported_missing_once() -> None:
    said: set[str] = set()
    heard = ear("Bente Lind: Carsten ligger med feber.\nFie Nygaard: Ja, Carsten ser vi ikke.", ABSENT, ABSENT)
    found, _ = hear_attendance(heard, said)

    assert [one.text for one in found] == ["Der var afbud fra Carsten Munk."]


def test_nobody_who_speaks_is_missing() -> None:
    heard = ear("Bente Lind: Carsten ligger med feber.\nCarsten Munk: Nej, jeg er her.", ABSENT, NOTHING)

    assert hear_attendance(heard, set()) == ([], set())


def test_a_change_that_is_not_clear_is_not_reported() -> None:
    unclear = {Function.ATTENDANCE: 0.9, Function.ABSENT: 0.4, Function.LATE: 0.35}

    assert hear_attendance(ear("Bente Lind: Carsten sidder i toget.", unclear), set()) == ([], set())


def test_who_goes_and_who_comes_back() -> None:
    heard = ear(
        "Erik Skov: Jeg tager lige en tur på gangen imens.\nBente Lind: Så henter jeg Erik ind.",
        {Function.ATTENDANCE: 0.9, Function.LEAVES: 0.8},
        {Function.ATTENDANCE: 0.9, Function.RETURNS: 0.8},
    )
    found, _ = hear_attendance(heard, set())

    assert [one.text for one in found] == [
        "Erik Skov forlod mødet under dette punkt.",
        "Erik Skov vendte tilbage til mødet.",
    ]


def test_an_interest_is_declared_once_and_by_the_speaker() -> None:
    interest = {Function.CONFLICT: 0.9}
    heard = ear("Erik Skov: Det er min svigersøn, der lægger taget.", interest)

    assert [one.text for one in hear_conflicts(heard, set())[0]] == ["Erik Skov oplyste at være inhabil."]
    assert hear_conflicts(heard, {"a04"})[0] == []


def test_a_count_that_was_read_is_not_quoted_again() -> None:
    counts = {Function.VOTE: 0.9}
    counted = Found(StatementKind.VOTE, "Ved afstemningen stemte 3 for og 2 imod.", ("u0002",), 2)
    heard = ear("Bente Lind: Tre fingre oppe for det sorte, to for det røde.", counts)

    assert hear_votes(heard, [counted])[0] == []
    assert hear_votes(heard, [])[0][0].text.startswith("Der blev stemt: ”")


def test_a_dissent_is_reported_with_its_name() -> None:
    (found,), _ = hear_dissent(ear("Dorte Holm: Det her bliver uden min stemme.", {Function.DISSENT: 0.9}))

    assert found.text.startswith("Dorte Holm tilkendegav")
    assert found.who == ("a03",)


def test_what_a_rule_found_is_not_believed_where_nothing_of_the_kind_is_heard() -> None:
    made = Found(StatementKind.DECISION, "Bestyrelsen besluttede at lade vinduet stå.", ("u0001",), 0)
    declared = Found(StatementKind.CONFLICT, "Erik Skov oplyste at være inhabil.", ("u0001",), 0)
    heard = ear("Bente Lind: Så lader vi vinduet stå på klem.", {Function.NONE: 0.9})

    assert believed([made], {0}, heard) == ([], set())
    assert believed([declared], {0}, heard) == ([declared], {0})


def test_nothing_is_heard_where_nobody_chairs() -> None:
    of = meeting(PEOPLE[1:], ["Taget"])
    spoken, _ = conversation(of, "\n".join(["Carsten Munk: Klubhuset får nyt tag til sommer."] * 6))
    language = language_of("da")
    said = read_item(0, spoken.utterances, spoken, language, 0.0).sentences

    assert not hear(said, of.items[0], People(of, language), functions_model("da")).knows


TALK = (
    "Bente Lind: Dorte, tager du den med naboen?\nDorte Holm: Ja. Jeg ringer i morgen.\nErik Skov: Hvad koster taget?\n"
    "Carsten Munk: Fyrre tusind. Det er billigt.\nBente Lind: Fire for, en imod. Så køber vi det."
)


@given(arrays.arrays(np.float32, (9, len(FUNCTIONS)), elements=st.floats(0, 1, width=32)))
def test_whatever_is_heard_rests_on_what_was_said(table: np.ndarray) -> None:
    plain = ear(TALK)
    heard = Ear(plain.sentences, Hearing(table[: len(plain.sentences)]), plain.people, set())
    assert len(plain.sentences) <= 9
    found = [
        *hear_conflicts(heard, set())[0],
        *hear_votes(heard, [])[0],
        *hear_dissent(heard)[0],
        *hear_decisions(heard, [])[0],
        *hear_actions(heard)[0],
        *hear_attendance(heard, set())[0],
    ]
    ids = {ref for one in plain.sentences for ref in one.evidence}
    keys = {one.key for one in plain.people.meeting.attendees}

    assert all(one.evidence and set(one.evidence) <= ids for one in found)
    assert all(set(one.who) <= keys and 0 <= one.confidence <= 1 and one.text.strip() for one in found)


def test_a_date_and_an_hour_are_no_count() -> None:
    heard = ear("Bente Lind: Vi ses igen onsdag den 9. december klokken 17.", {Function.VOTE: 0.9})

    assert hear_votes(heard, []) == ([], set())
