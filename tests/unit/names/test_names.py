from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names.index import NameIndex
from pipeline.names.sounds import sound_key, word_similarity

PEOPLE = [
    ("a01", "Bettina Lundgren"),
    ("a02", "Per Okkels"),
    ("a03", "Per Hansen"),
    ("a04", "Lars Christian Lilleholt"),
    ("a05", "Søren Søndergaard"),
    ("a06", "Anne-Mette Kjær"),
    ("a07", "Mikkel Bak"),
]
INDEX = NameIndex(PEOPLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kjærsgaard", "Kærsgård"),
        ("Christian", "Kristian"),
        ("Thorning", "Torning"),
        ("Stephensen", "Steffensen"),
        ("Bødskov", "Bøskov"),
        ("Hjort", "Jort"),
        ("Wermelin", "Vermelin"),
        ("Lundgren", "Lunngren"),
        ("Gaard", "Gård"),
        ("Sofie", "Sophie"),
        ("Mads", "Mas"),
        ("Soeren", "Søren"),
    ],
)
def test_spellings_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mikkel", "Michael"), ("Per", "Pia"), ("Hanne", "Anne"), ("Lars", "Lasse")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)
    assert word_similarity(one.lower(), other.lower()) < 0.9


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_key_of_lower_case_letters(text: str) -> None:
    key = sound_key(text)
    assert all(word.isalpha() for word in key.split())
    assert sound_key(text.upper()) == sound_key(text.upper().lower()) or not text.isascii()


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Betina Langren", "a01"),
        ("LUNDGREN, BETTINA (Gæst)", "a01"),
        ("B. Lundgren", "a01"),
        ("Bettina Lundgren | SUM", "a01"),
        ("SOEREN SONDERGAARD", "a05"),
        ("Anne Mette Kær", "a06"),
        ("Annemette Kjær", "a06"),
        ("Okkels", "a02"),
        ("Per O.", "a02"),
        ("Lars Lilleholt", "a04"),
    ],
)
def test_a_label_names_one_person(label: str, key: str) -> None:
    assert INDEX.match(label).unique == key


@pytest.mark.parametrize("label", ["Per Jensen", "Jens Lundgren", "Mødelokale 3", "", "<b></b>", "Karin", "李雷"])
def test_a_label_of_somebody_else_names_nobody(label: str) -> None:
    assert INDEX.match(label).keys == ()


def test_same_first_name_is_not_decided() -> None:
    match = INDEX.match("Per")
    assert match.keys == ("a02", "a03")
    assert match.unique is None


def test_identical_names_are_never_decided() -> None:
    twins = NameIndex([("x", "Ida Holm"), ("y", "Ida Holm")])
    assert twins.match("Ida Holm").keys == ("x", "y")
    assert twins.mentions(["Ida", "Holm"])[0].match.unique is None


def mentions(text: str) -> list[tuple[str, str | None]]:
    tokens = text.split()
    return [(" ".join(tokens[m.start : m.end]), m.match.unique) for m in INDEX.mentions(tokens)]


def test_names_in_running_text() -> None:
    assert mentions("Tak Per. Ordet til Betina Lundgreen, værsgo") == [("Per.", None), ("Betina Lundgreen,", "a01")]
    assert mentions("Hr. Okkels, og så Anne Mette.") == [("Okkels,", "a02"), ("Anne Mette.", "a06")]


def test_a_small_word_is_a_name_only_beside_its_surname() -> None:
    assert mentions("det koster 20 kroner per måned") == []
    assert mentions("per okkels har ordet") == [("per okkels", "a02")]


def test_a_surname_off_the_list_is_a_stranger() -> None:
    (mention,) = INDEX.mentions(["Tak", "Per", "Jensen", "har", "sagt", "det"])
    assert mention.stranger
    assert mention.match.keys == ()


@pytest.mark.parametrize("text", ["Bettinas oplæg", "det er Søren Søndergaards tur", "Bettina's slides"])
def test_a_genitive_speaks_of_somebody(text: str) -> None:
    (mention,) = INDEX.mentions(text.split())
    assert mention.possessive


@given(st.lists(st.sampled_from(["Per", "per", "Okkels", "Bettina", "Lundgren.", "-", "Kjær,", "og", "", "Mette"])))
@settings(max_examples=100, deadline=None)
def test_mentions_are_in_order_and_disjoint(tokens: list[str]) -> None:
    found = INDEX.mentions(tokens)
    edges = [edge for mention in found for edge in (mention.start, mention.end)]
    assert all(m.start < m.end <= len(tokens) for m in found)
    assert all(b <= c for b, c in zip(edges[1::2], edges[2::2], strict=False))
