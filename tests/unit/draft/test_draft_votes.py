"""A vote is what was counted aloud, in the many ways people count."""

from __future__ import annotations

import pytest
from draft_meetings import meeting, texts, write

from pipeline.minutes import StatementKind

ENGLISH = ("Ann Reed, chair", "Bob Stone", "Carol Finch")
DANISH = ("Bente Lind, formand", "Carsten Munk", "Erik Skov")


def votes(said: str, language: str = "en") -> list[str]:
    people, items = (ENGLISH, ["Welcome", "Fees (B)"]) if language == "en" else (DANISH, ["Velkomst", "Budget (B)"])
    return texts(write(meeting(people, items, language=language), f"[1]\n{said}"), 1, StatementKind.VOTE)


@pytest.mark.parametrize(
    ("summary", "vote"),
    [
        (
            "So that is four in favour, one against, and one abstention.",
            "4 for, 1 against and 1 abstaining",
        ),
        ("Five in favour, none against.", "5 for and none against"),
    ],
)
def test_a_summary_of_the_vote_counts(summary: str, vote: str) -> None:
    assert votes(f"Ann Reed: Then we vote. Who is in favour?\nAnn Reed: {summary}") == [
        f"The result of the vote was {vote}."
    ]


def test_a_number_beside_the_preposition_for_is_no_count() -> None:
    assert votes("Ann Reed: We vote later. The storm cost 12 pounds for every member.") == []


def test_danish_counts_with_the_verb_to_vote() -> None:
    said = "Bente Lind: Så går vi til afstemning. Der er otte der stemmer for forslaget, to stemmer imod."
    assert votes(said, "da") == ["Ved afstemningen stemte 8 for og 2 imod."]
