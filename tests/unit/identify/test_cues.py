from __future__ import annotations

import pytest

from pipeline.identify.cues import Side, find_cues
from pipeline.names.index import NameIndex
from pipeline.names.titles import TitleIndex
from pipeline.transcript import EvidenceKind as Kind
from tests.unit.identify.board import PEOPLE

NAMES, TITLES = NameIndex.of(PEOPLE), TitleIndex(PEOPLE)


def cues(text: str) -> list[tuple[Kind, Side, tuple[str, ...]]]:
    return [(cue.kind, cue.side, cue.keys) for cue in find_cues(text.split(), NAMES, TITLES)]


@pytest.mark.parametrize(
    "text",
    [
        "Så giver jeg ordet til Bettina.",
        "Ordet er dit. Ordet til Betina Lundgreen, værsgo.",
        "Tak for det. Bettina, værsgo!",
        "Bettina, du har ordet.",
        "Og så er det Bettina Lundgren.",
        "Det næste spørgsmål kommer fra Bettina Lundgren.",
        "Bettina, vil du ikke fortælle om sagen?",
        "Vi går videre til punkt tre. Bettina.",
        "Over to you, Bettina.",
        "Next we have Bettina Lundgren.",
        "Bettina, would you like to start?",
        "I'll hand over to Bettina.",
        "The next question is from Bettina Lundgren, please.",
        "Så er det direktøren, værsgo.",
    ],
)
def test_giving_the_floor_names_the_next_voice(text: str) -> None:
    assert cues(text) == [(Kind.GIVEN_FLOOR, Side.NEXT, ("a01",))]


@pytest.mark.parametrize(
    "text",
    ["Tak, Bettina. Vi går videre.", "Mange tak til Bettina Lundgren.", "Thank you very much, Bettina. Any questions?"],
)
def test_thanking_names_the_voice_before(text: str) -> None:
    assert cues(text) == [(Kind.THANKED, Side.PREVIOUS, ("a01",))]


@pytest.mark.parametrize(
    "text",
    [
        "Mit navn er Bettina Lundgren, og jeg er direktør.",
        "Jeg hedder Bettina.",
        "Ja, det er Bettina her.",
        "My name is Bettina Lundgren.",
        "Hello, this is Bettina speaking.",
        "Jeg er Bettina Lundgren.",
    ],
)
def test_introducing_oneself_names_this_voice(text: str) -> None:
    assert (Kind.INTRODUCES_SELF, Side.SELF, ("a01",)) in cues(text)


def test_thanks_and_hand_over_in_one_turn() -> None:
    assert cues("Tak, Bettina. Så er det Søren.") == [
        (Kind.THANKED, Side.PREVIOUS, ("a01",)),
        (Kind.GIVEN_FLOOR, Side.NEXT, ("a05",)),
    ]


def test_a_shared_first_name_means_both() -> None:
    assert cues("Ordet til Per.") == [(Kind.GIVEN_FLOOR, Side.NEXT, ("a02", "a03"))]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg talte med Bettina i går om sagen.",
        "Bettinas oplæg var rigtig godt.",
        "Det koster 20 kroner per måned.",
        "Som Søren sagde, er det dyrt, og det synes jeg også at vi skal huske på her i dag.",
        "Vestergaard Anlæg har budt på opgaven.",
    ],
)
def test_speaking_of_somebody_is_no_cue(text: str) -> None:
    assert cues(text) == []


def test_a_name_early_in_a_long_turn_does_not_give_the_floor() -> None:
    assert cues("Ordet til Bettina. " + "Men først vil jeg sige noget andet. " * 10) == []


def test_of_several_who_are_called_only_the_last_counts_in_full() -> None:
    strengths = [
        (cue.keys, cue.strength.value)
        for cue in find_cues("Vi hører først Bettina Lundgren. Ordet til Søren.".split(), NAMES, TITLES)
    ]
    assert strengths == [(("a01",), "weak"), (("a05",), "strong")]


def test_a_guest_is_told_by_name() -> None:
    found = find_cues("Velkommen til alle. Mit navn er Karen Holm.".split(), NAMES, TITLES)
    assert [(cue.kind, cue.keys, cue.name) for cue in found] == [(Kind.INTRODUCES_SELF, (), "Karen Holm.")]


def test_a_title_that_two_share_means_nobody() -> None:
    from dataclasses import replace

    two = TitleIndex([PEOPLE[0], replace(PEOPLE[1], title="direktør")])
    assert two.mentions(["direktøren"], []) == ()
