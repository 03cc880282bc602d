"""Near-misses of names are put right by sound and context; nothing else is touched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.transcribe import Vocabulary
from pipeline.transcribe.roster import correct
from pipeline.transcribe.second_reading import adopt
from pipeline.transcript import Word

PEOPLE = Vocabulary(
    names=("Bettina Lundgren", "Kristian Kjærsgaard", "Anna Winther", "Peter Holm", "Per Okkels"),
    terms=("Elmouth Harbour Museum", "Museet i Vordingborg"),
)


def said(text: str, confidence: float = 0.5) -> list[Word]:
    return [Word(word, float(k), k + 0.5, confidence) for k, word in enumerate(text.split())]


def texts(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("tak til Betina for det", "tak til Bettina for det"),
        ("så giver jeg ordet til Christian Kærsgård, værsgo", "så giver jeg ordet til Kristian Kjærsgaard, værsgo"),
        ("det var Lundgreens forslag", "det var Lundgrens forslag"),
        ("og Bettina Lund Green siger", "og Bettina Lundgren siger"),
        ("vi var i Wordingborg i går", "vi var i Vordingborg i går"),
    ],
)
def test_near_misses_are_put_right(heard: str, expected: str) -> None:
    assert texts(correct(said(heard), PEOPLE)) == expected


def test_the_word_beside_a_name_needs_less_likeness() -> None:
    assert texts(correct(said("vi hører Bettina Lindgran nu"), PEOPLE)) == "vi hører Bettina Lundgren nu"
    assert texts(correct(said("vi hører fra Lindgran nu"), PEOPLE)) == "vi hører fra Lindgran nu"


def test_what_was_heard_is_kept_and_can_be_put_back() -> None:
    words = said("så siger Betina Lund Green tak.")
    corrected = correct(words, PEOPLE)
    assert [word.heard for word in corrected] == [None, None, "Betina", "Lund Green", None]
    assert " ".join(word.heard or word.text for word in corrected) == "så siger Betina Lund Green tak."
    assert corrected[3].start_s == words[3].start_s
    assert corrected[3].end_s == words[4].end_s


@pytest.mark.parametrize(
    "heard",
    [
        "per definition er det en holm i vandet",  # small letters: words, not names
        "Pia og Hanne kom for sent",  # other people
        "vi mødes ved vinter og hos Anna Winther",  # already right
        "Status for museet er god",
        "Det er per definition sådan",
    ],
)
def test_what_is_no_near_miss_stays(heard: str) -> None:
    words = said(heard, confidence=0.95)
    assert correct(words, PEOPLE) == tuple(words)


def test_between_two_that_fit_equally_none_is_written() -> None:
    vocabulary = Vocabulary(names=("Karen Jensen", "Gerda Jansen"))
    words = said("vi takker hr. Jonsen for det", confidence=0.3)
    assert texts(correct(words, vocabulary)) == "vi takker hr. Jonsen for det"
    assert texts(correct(words, Vocabulary(names=("Karen Jensen",)))) == "vi takker hr. Jensen for det"


def test_a_sure_word_is_not_replaced_by_a_name_of_another_sound() -> None:
    assert texts(correct(said("vi ses med Bettino i dag", 0.97), PEOPLE)) == "vi ses med Bettino i dag"


def test_without_names_nothing_happens() -> None:
    words = said("tak til Betina")
    assert correct(words, Vocabulary()) == tuple(words)


def test_ten_thousand_terms_are_no_burden() -> None:
    terms = tuple(f"Navn{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676 % 26)}borg" for k in range(10_000))
    words = said("vi talte om Navnabcborg og Betina " * 300)
    began = time.process_time()
    correct(words, Vocabulary(PEOPLE.names, terms))
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("we ask Nora to speak", "we ask Laura to speak", "we ask Laura to speak"),
        ("yes Peter and awesome, go on", "yes Peter Lawson go on", "yes Peter Lawson, go on"),
        ("we ask the board to speak", "we ask Laura to speak", "we ask the board to speak"),  # sure, and no likeness
        ("we ask Holm to speak", "we ask Laura to speak", "we ask Holm to speak"),  # a name already
        ("we ask them to speak now", "we ask", "we ask them to speak now"),
    ],
)
def test_only_names_are_taken_from_the_second_reading(first: str, second: str, expected: str) -> None:
    found = adopt(said(first, 0.9), second, {"laura", "lawson", "peter", "holm"})
    assert texts(tuple(found)) == expected
    assert " ".join(word.heard or word.text for word in found) == first


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8), st.lists(st.text(max_size=12), max_size=4))
def test_undoing_gives_back_every_word(texts: list[str], names: list[str]) -> None:
    words = [Word(text, float(k), k + 0.5, 0.5) for k, text in enumerate(texts)]
    corrected = correct(words, Vocabulary(tuple(names)))
    undone = " ".join(word.text if word.heard is None else word.heard for word in corrected)
    assert undone == " ".join(texts)
