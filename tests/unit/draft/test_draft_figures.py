"""Numbers in words become figures where a referat prints figures, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draft.danish.numbers import STYLE as DANISH
from pipeline.draft.english.numbers import STYLE as ENGLISH
from pipeline.draft.figures import figures


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("to komma fire millioner kroner", "2,4 millioner kroner"),
        ("fjorten millioner", "14 millioner"),
        ("tre en halv million", "tre en halv million"),
        ("fem seks uger", "fem seks uger"),
        ("klokken halv fem", "klokken halv fem"),
        ("hundrede og halvtreds", "150"),
        ("otte hundrede ud af to tusind fire hundrede", "800 ud af 2400"),
        ("godt to hundrede tusind kroner", "godt 200.000 kroner"),
        ("fire procent", "4 procent"),
        ("det første udkast og den første december", "det første udkast og den 1. december"),
        ("lørdag den femogtyvende september, ja", "lørdag den 25. september, ja"),
        ("hver femte svejsning", "hver femte svejsning"),
        ("to tredjedele", "to tredjedele"),
    ],
)
def test_danish(said: str, printed: str) -> None:
    assert figures(said, DANISH) == printed


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("one hundred and ten thousand pounds", "110,000 pounds"),
        ("by the first of November.", "by 1 November."),
        ("Wednesday the ninth of December", "Wednesday 9 December"),
        ("two thirds", "two thirds"),
        ("five or six weeks", "five or six weeks"),
        ("eight per cent more", "8 per cent more"),
        ("one point nine", "1.9"),
        ("the second item", "the second item"),
    ],
)
def test_english(said: str, printed: str) -> None:
    assert figures(said, ENGLISH) == printed


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("prisen er høj og vi har 12 huse, 3,5 mio. kr. den 8. patient.".split()), max_size=12))
def test_text_without_number_words_stays_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    assert figures(text, DANISH) == text
