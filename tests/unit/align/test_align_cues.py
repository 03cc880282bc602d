"""What sentences do to the course of a meeting."""

from __future__ import annotations

import pytest
from align_meetings import meeting

from pipeline.align.cues import CueKind, read_agenda, read_cues

AGENDA = read_agenda(
    meeting(
        "Godkendelse af referat", "Budget for 2027", "Renovering af legepladsen", "Ansættelse af leder", "Eventuelt"
    ).items
)


def cues(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(cue.kind.name.lower(), cue.items) for cue in read_cues(text, AGENDA)]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Så går vi videre til punkt 4.", 3),
        ("Punkt fire.", 3),
        ("Vi er nået til pkt. 2, budgettet.", 1),
        ("Så er vi ved dagsordenens punkt nummer tre.", 2),
        ("Det bringer os til det fjerde punkt på dagsordenen.", 3),
        ("Nu vender vi tilbage til punkt 2.", 1),
        ("Så skal vi tale om renovering af legepladsen.", 2),
        ("Og så er der eventuelt.", 4),
        ("Har nogen noget til eventuelt?", 4),
        ("Moving on to item four.", 3),
        ("That brings us to agenda item number 3.", 2),
        ("Item two.", 1),
        ("Let's go back to item 2.", 1),
        ("The third item is the playground.", 2),
        ("Is there any other business?", 4),
    ],
)
def test_announcements(text: str, item: int) -> None:
    assert ("announces", (item,)) in cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det vender vi tilbage til under punkt 4.",
        "Som vi talte om under punkt 2.",
        "Inden vi går til punkt 3, skal vi have kaffe.",
        "Det hører hjemme under punkt 4.",
        "We will come back to that under item four.",
        "Before we get to item 3, a short question.",
        "As I mentioned under item 2.",
        "Det kan eventuelt være en fordel at vente.",
        "Vi går op med 4 procent.",
        "Jeg vil gerne rose sagen om en ny vej.",
        "I dag har vi punkt 1, punkt 2 og punkt 3.",
    ],
)
def test_mentions_that_announce_nothing(text: str) -> None:
    assert not [cue for cue in cues(text) if cue[0] in ("announces", "merges")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Punkt 2 og 3 tager vi samlet.", "merges"),
        ("Let's take items 2 and 3 together.", "merges"),
        ("Punkt 4 udgår.", "postpones"),
        ("Item 3 is postponed to the next meeting.", "postpones"),
        ("Så tager vi næste punkt.", "next"),
        ("Next item, please.", "next"),
        ("Dermed er punktet afsluttet.", "closes"),
        ("Herefter er spørgetiden slut.", "closes"),
        ("That concludes the discussion.", "closes"),
        ("Debatten er åben.", "opens_debate"),
        ("Mødet er hermed åbnet.", "opens_meeting"),
        ("Velkommen til mødet.", "opens_meeting"),
        ("I call the meeting to order.", "opens_meeting"),
        ("Mødet er hævet.", "ends_meeting"),
        ("The meeting is adjourned.", "ends_meeting"),
        ("Vi holder ti minutters pause.", "breaks"),
        ("Let's take a short break.", "breaks"),
        ("Så er vi tilbage.", "resumes"),
        ("Let's resume.", "resumes"),
        ("Forslaget er enstemmigt vedtaget.", "decides"),
        ("The motion is carried.", "decides"),
        ("Jeg giver ordet til Mona.", "hands_over"),
        ("Over to you, Mona, the floor is yours.", "hands_over"),
    ],
)
def test_other_moves(text: str, kind: str) -> None:
    assert kind in [name for name, _ in cues(text)]


@pytest.mark.parametrize("text", ["Vi talte om det i pausen.", "Efter pausen tager vi budgettet.", "Lad os se på det."])
def test_talk_of_a_break_is_no_break(text: str) -> None:
    assert "breaks" not in [name for name, _ in cues(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg byder velkommen til hr. Jensen fra Venstre.",
        "Velkommen til den næste oplægsholder.",
        "Welcome to our guests.",
    ],
)
def test_a_welcome_to_somebody_does_not_open_the_meeting(text: str) -> None:
    assert not [cue for cue in cues(text) if cue[0] == "opens_meeting"]


def test_printed_numbers_go_before_positions() -> None:
    agenda = read_agenda(meeting("A-sag", "B-sag", "C-sag", numbers=["3/26", "4/26", "5/26"]).items)
    assert agenda.by_number == {3: 0, 4: 1, 5: 2, 1: 0, 2: 1}


def test_a_number_with_foreign_words_is_doubted() -> None:
    plain, doubted = (
        read_cues(text, AGENDA)[0].strength
        for text in (
            "Så går vi til punkt 2.",
            "Så går vi til punkt 2, hvor skolebussen og vandværket fremlægger takster.",
        )
    )
    assert doubted < plain
    assert read_cues("Så går vi til punkt 2.", AGENDA)[0].kind is CueKind.ANNOUNCES


def test_the_place_in_the_utterance_is_kept() -> None:
    found = read_cues("Tak for det, og det noterer vi os. Så er det punkt 2.", AGENDA)
    assert found[-1].position == pytest.approx(8 / 13)
