"""Leading a meeting is no contribution to it: openings, calls and announcements are never remarks."""

from __future__ import annotations

import pytest
from draft_meetings import meeting, texts, write

from pipeline.draft.danish import LANGUAGE as DANISH_LANGUAGE
from pipeline.draft.people import proper_words

DANISH = ("Bente Lind, formand", "Carsten Munk", "Dorte Holm", "Erik Skov")
ENGLISH = ("Ann Reed, chair", "Bob Stone", "Carol Finch")
MATTER = "Beboerne skal have besked om stilladset i god tid."


def danish(said: str, item: str = "Taget") -> list[str]:
    return texts(write(meeting(DANISH, ["Velkomst og afbud", item, "Andet"]), f"[1]\n{said}"), 1)


def english(said: str, item: str = "The roof") -> list[str]:
    of = meeting(ENGLISH, ["Welcome", item, "Other"], language="en")
    return texts(write(of, f"[1]\n{said}"), 1)


@pytest.mark.parametrize(
    "said",
    [
        "Bente Lind: Vi begynder med punkt tolv, det er taget på nordsiden.",
        "Bente Lind: Så tager vi hul på punkt seksten om taget.",
        "Bente Lind: Vi tager fat på det næste punkt nu.",
        "Carsten Munk: Mit navn er Carsten Munk, og jeg er ny i bestyrelsen.",
        "Carsten Munk: Jeg hedder Carsten Munk og kommer fra kommunen.",
        "Bente Lind: Dorte vil du fortælle os, hvem der mangler i dag.",
        "Bente Lind: Dorte, du havde noget om taget.",
        "Bente Lind: Næste møde er tirsdag i uge 40 på skolen.",
        "Bente Lind: Vi er flere end halvdelen, så vi er beslutningsdygtige.",
        "Bente Lind: Så siger jeg tak for i dag og tak for en god debat.",
        "Bente Lind: Og så til referatet fra maj?",
    ],
)
def test_leading_the_meeting_is_no_remark(said: str) -> None:
    assert danish(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Ann Reed: Item twelve is the roof on the north side.",
        "Ann Reed: Carol would you tell us who is not with us today.",
        "Ann Reed: Bob was there something you wanted to say.",
        "Ann Reed: And the minutes from May?",
        "Ann Reed: They were sent out two weeks ago.",
        "Ann Reed: Our next meeting is on a Tuesday in the school.",
        "Bob Stone: My name is Bob Stone and I am new on the board.",
        "Ann Reed: I don't want to use the roof and the gutters.",
    ],
)
def test_leading_an_english_meeting_is_no_remark(said: str) -> None:
    assert english(said, "The roof and the gutters") == []


def test_what_members_say_to_the_matter_stays() -> None:
    assert len(danish(f"Erik Skov: {MATTER}")) == 1
    assert len(danish("Erik Skov: De begynder med nordsiden af taget i april.")) == 1
    assert len(english("Bob Stone: The roof and the gutters leak when it rains from the west.")) == 1


def test_the_minutes_that_were_sent_out_are_no_presentation_of_the_chair() -> None:
    of = meeting(ENGLISH, ["Welcome", "Approval of the minutes (B) v/Ann Reed"], language="en")
    found = write(of, "[1]\nAnn Reed: And the minutes from May, they were sent out two weeks ago.\nBob Stone: Fine.")
    assert texts(found, 1) == []


@pytest.mark.parametrize(
    ("question", "answer", "affirms"),
    [
        ("Er taget tæt nu?", "Ja, det blev tætnet i går.", True),
        ("Hvad koster taget?", "Ja, det koster 60.000 kroner.", False),
        ("Skal det være tegl, eller skal det være skifer?", "Ja, det skal være skifer.", False),
    ],
)
def test_only_a_question_for_yes_or_no_is_affirmed(question: str, answer: str, affirms: bool) -> None:
    said = danish(f"Erik Skov: {question}\nCarsten Munk: {answer}")
    assert ("bekræftende" in said[1]) is affirms


def test_a_capital_of_the_recogniser_is_no_name() -> None:
    of = meeting(DANISH, ["Velkomst"])
    said = ["det tager Fem uger", "og Næste møde", "det er næste møde", "i Torslev og i Torslev", "hos Dorte Holm"]
    assert proper_words(of, DANISH_LANGUAGE, said) & {"fem", "næste", "torslev", "dorte"} == {"torslev", "dorte"}


def test_a_question_about_it_is_printed_with_what_it_is_about() -> None:
    said = danish(
        "Erik Skov: Jeg kan se, at udgifterne er steget. Er det noget, vi skal være nervøse for?\n"
        "Carsten Munk: Nej. Det er to store regninger, der kom i juli i stedet for juni."
    )
    assert said[0].startswith("Det blev bemærket, at udgifterne er steget, og der blev spurgt, om det er noget")
    assert said[1].startswith("Der blev svaret benægtende, og det blev oplyst, at det er to store regninger")
    assert len(said) == 2


def test_asking_to_ask_is_no_question() -> None:
    said = danish(
        "Erik Skov: Må jeg spørge om noget? Hvad gør vi, når det regner?\nCarsten Munk: Vi lægger en presenning."
    )
    assert said[0] == "Der blev spurgt, hvad man gør, når det regner."


def test_an_appeal_is_reported_as_one() -> None:
    said = english(
        "Bob Stone: Please remember the schools in the winter.\n"
        "Carol Finch: The gates close on Monday, so please keep the yard free of cars."
    )
    assert said == [
        "Those present were asked to remember the schools in the winter.",
        "It was noted that the gates close on Monday, and those present were asked to keep the yard free of cars.",
    ]


def test_english_capitals_stay() -> None:
    said = english(
        "Bob Stone: How long will that take?\nCarol Finch: The first part takes a week. German bricks will come later."
    )
    assert "that German bricks" in said[1]
