"""Items that are debated together without anybody's announcing it."""

from __future__ import annotations

import numpy as np
import pytest
from align_meetings import aligned, codes, conversation, meeting, path

from pipeline.align.joint import SAID, pooled, together
from pipeline.meeting import AgendaItem

TITLES = "Lov om havne i Grønland (L 13)", "Lov om skibe i Grønland (L 14)", "Skolernes cykelstier"


def items(*titles: str) -> list[AgendaItem]:
    return [AgendaItem(i, str(i + 1), title) for i, title in enumerate(titles)]


def found(sentence: str, times: int = SAID, titles: tuple[str, ...] = TITLES) -> tuple[tuple[int, int], ...]:
    texts = [sentence] * times
    return together(texts, np.ones((times, len(titles))), items(*titles))


@pytest.mark.parametrize(
    "sentence",
    ["Vi støtter de to lovforslag.", "Begge forslag er gode.", "L 13 og L 14 er gode.", "We support the two bills.",
     "Both proposals are fine.", "Vi kan støtte begge de to forslag."],
)  # fmt: skip
def test_who_speaks_of_both_again_and_again_debates_both(sentence: str) -> None:
    assert found(sentence) == ((0, 1),)
    assert found(sentence, SAID - 1) == ()


@pytest.mark.parametrize(
    "sentence",
    ["Vi støtter lovforslaget.", "L 13 er god. L 99 er ikke.", "L 13 er god. Det er L 14 ikke.", "De to partier.",
     "Begge sider har ret."],
)  # fmt: skip
def test_who_speaks_of_one_or_of_two_other_things_does_not(sentence: str) -> None:
    assert found(sentence) == ()


def test_both_are_alike_or_named() -> None:
    assert found("De to forslag er gode.", titles=("Ny havn", "Skolernes cykelstier")) == ()


def test_one_case_at_two_readings_is_not_two_cases() -> None:
    assert found("L 13 er god.", titles=("1. behandling af L 13", "2. behandling af L 13")) == ()


def test_both_stands_where_its_titles_are_spoken_of() -> None:
    titles = ("Lov om havne i Grønland", "Lov om skibe i Grønland", "Plan for nye skoler", "Plan for gamle skoler")
    texts = ["De to forslag er gode."] * SAID
    emission = np.tile([0.1, 0.2, 1.0, 0.8], (SAID, 1))
    assert together(texts, emission, items(*titles)) == ((2, 3),)
    elsewhere = np.tile([0.1, 0.2, 0.0, 0.0, 1.0], (SAID, 1))
    assert together(texts, elsewhere, items(*titles, "Nyt hospital")) == ()


def test_the_first_holds_what_is_said_of_the_other() -> None:
    emission = np.array([[1.0, 2.0, 3.0], [5.0, 0.0, 0.0]])
    assert pooled(emission, [(0, 1)]).tolist() == [[2.0, 2.0, 3.0], [5.0, 0.0, 0.0]]
    assert emission[0, 0] == 1.0


JOINT = [
    "Formand: Mødet er åbnet.",
    "Jens: Skibene sejler for hurtigt, og skibe skal have lods. Vi støtter de to lovforslag.",
    "Mona: Skibene er gamle, siger vi om begge lovforslag, og havnene er for små.",
    "Per: Skibe uden lods er farlige. Det siger L 13 og L 14 noget om.",
    "Ida: Skibene skal efterses hvert år, mener vi.",
    "Formand: Forhandlingen er sluttet.",
    "Jens: Cykelstierne ved skolerne er smalle, og skolerne vil have bredere cykelstier.",
    "Mona: Cykelstierne skal også have lys.",
]


def test_what_is_debated_together_stands_under_the_first_and_the_reviewer_is_told() -> None:
    alignment = aligned(conversation(JOINT), meeting(*TITLES))
    assert path(alignment) == [0] * 6 + [2, 2]
    assert "items-merged" in codes(alignment)


def test_the_second_is_taken_up_by_itself_where_it_is_called() -> None:
    lines = [*JOINT[:6], "Formand: Så går vi til punkt 2.", "Per: Lods på skibe er dyrt.",
             "Formand: Punkt 3, cykelstierne.", *JOINT[6:]]  # fmt: skip
    assert path(aligned(conversation(lines), meeting(*TITLES)))[6:] == [1, 1, 2, 2, 2]
