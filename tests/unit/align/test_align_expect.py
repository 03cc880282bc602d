"""What is expected of items before their words are weighed."""

from __future__ import annotations

import numpy as np
import pytest
from align_meetings import aligned, codes, conversation, meeting, path

from pipeline.align.expect import expect, length, mentioned
from pipeline.align.text import stems
from pipeline.meeting import AgendaItem, ItemKind


def items(*titles: str) -> list[AgendaItem]:
    return [AgendaItem(i, str(i + 1), title) for i, title in enumerate(titles)]


@pytest.mark.parametrize(
    "title",
    ["Velkomst", "Godkendelse af dagsorden", "Godkendelse af referat fra 3. maj", "Valg af ordstyrer", "Eventuelt",
     "Næste møde", "Opening", "Approval of the minutes", "Any other business", "Closing remarks"],
)  # fmt: skip
def test_formalities_are_expected_to_be_short(title: str) -> None:
    assert length(items(title)[0]) < 1


@pytest.mark.parametrize(
    "title",
    ["Åbning af den nye skole", "Godkendelse af budget 2027", "Closing of the school in Northfield", "Agenda 2030"],
)
def test_a_formal_word_in_a_title_of_substance_is_no_formality(title: str) -> None:
    assert length(items(title)[0]) == 1


def test_debates_are_expected_to_be_long_by_title_and_by_kind() -> None:
    assert length(items("Drøftelse af strategien")[0]) > 1
    assert length(AgendaItem(0, "1", "Strategi", kind=ItemKind.DISCUSSION)) > 1


def test_words_of_a_title_count_where_they_are_said_together() -> None:
    agenda = items("Renovering af kirkegårdsmuren")
    together = [stems("vi skal have en renovering af kirkegårdsmuren")]
    assert mentioned([8], together, agenda)[0] == 1.0
    apart = [stems("en renovering"), *([stems("andet")] * 2), stems("kirkegårdsmuren")]
    assert mentioned([100, 100, 100, 100], apart, agenda)[0] == pytest.approx(0.5)


def test_words_that_every_title_has_count_for_little() -> None:
    agenda = items("Plan for cykelstier", "Plan for svømmehallen", "Plan for biblioteket")
    said = mentioned([3], [stems("en plan for svømmehallen")], agenda)
    assert said[1] == 1.0
    assert said[0] == said[2] == pytest.approx(0.25)


def test_a_title_without_content_words_is_never_held_to_be_absent() -> None:
    agenda = items("Det og det", "Budget")
    assert mentioned([1], [stems("sommerhus")], agenda).tolist() == [1.0, 0.0]


def test_shares_add_up_and_the_long_title_that_nobody_says_is_not_due() -> None:
    titles = ("Velkomst", "Anskaffelse af brandbil til stationen i Vestbyen efter udbud", "Drøftelse af budgettet")
    said = conversation(["Formand: Velkommen til.", "Mona: Budgettet er for stramt.", "Jens: Vi må drøfte det igen."])
    tokens = [stems(utterance.text) for utterance in said.utterances]
    expected = expect(said.utterances, tokens, items(*titles))
    assert expected.shares.sum() == pytest.approx(1.0)
    assert np.argsort(expected.shares).tolist() == [0, 1, 2]
    assert expected.due[1] == 0.0
    assert expected.due[2] == 1.0


def test_an_item_that_nobody_mentions_stays_empty_where_nobody_announces_anything() -> None:
    agenda = meeting(
        "Renovering af svømmehallens tag og omklædningsrum",
        "Anskaffelse af brandbil til stationen i Vestbyen efter udbud",
        "Takster for daginstitutioner og skolefritidsordninger",
    )
    lines = [
        "Mona: Svømmehallens tag er utæt, og renovering af omklædningsrum koster tre millioner kroner ekstra.",
        "Jens: Taget på svømmehallen kan ikke vente, men omklædningsrum kan godt vente et år.",
        "Mona: Renovering af taget alene giver dyrere stillads ved svømmehallen senere.",
        "Jens: Takster for daginstitutioner stiger med to procent, og skolefritidsordninger med tre.",
        "Mona: Daginstitutioner er pressede, og takster rammer børnefamilier hårdt.",
        "Jens: Skolefritidsordninger har ventelister, så takster er ikke problemet.",
    ]
    found = aligned(conversation(lines, chair=None), agenda)
    assert path(found) == [0, 0, 0, 2, 2, 2]
    assert "item-without-speech" in codes(found)
