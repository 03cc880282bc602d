from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.identify import (
    IdentifyOptions,
    PlateOptions,
    PlateReading,
    PlateReadings,
    identify,
    identify_platform,
    read_plates,
)
from pipeline.identify.platform import PlatformTranscript, Segment
from pipeline.meeting import Meeting
from pipeline.progress import silent
from pipeline.recording import Part, Recording
from pipeline.transcript import Conversation, Diarization, Transcript, Turn, Word
from pipeline.transcript import EvidenceKind as Kind

OPTIONS = IdentifyOptions()


def talk(meeting: Meeting, *said: tuple[str, str], tmp: str = "m.json") -> Conversation:
    from pathlib import Path

    segments = tuple(Segment(voice, text) for voice, text in said)
    return identify_platform(meeting, PlatformTranscript(Path(tmp), "seglst", segments, {}), OPTIONS, silent)


def names(conversation: Conversation) -> dict[str, str | None]:
    return {voice.voice: voice.attendee for voice in conversation.voices}


def kinds(conversation: Conversation, voice: str) -> set[Kind]:
    return {e.kind for v in conversation.voices if v.voice == voice for e in v.evidence if e.weight > 0}


LONG = "Vi har arbejdet med sagen siden foråret, og det er gået godt. " * 4


def test_hand_overs_name_voices_with_the_utterance_that_shows_it(meeting: Meeting) -> None:
    found = talk(
        meeting,
        ("S0", "Så giver jeg ordet til Søren Søndergaard."),
        ("S1", LONG),
        ("S0", "Tak, Søren. Ordet til Per Okkels, værsgo."),
        ("S2", LONG),
    )
    assert names(found) == {"S0": None, "S1": "a05", "S2": "a02"}
    evidence = next(v for v in found.voices if v.voice == "S2").evidence
    assert [(e.kind, e.utterance_id) for e in evidence] == [(Kind.GIVEN_FLOOR, "u0003")]


def test_a_first_name_that_two_share_names_nobody(meeting: Meeting) -> None:
    found = talk(meeting, ("S0", "Ordet til Per, værsgo."), ("S1", LONG), ("S0", "Tak, Per."), ("S1", "Selv tak."))
    assert names(found)["S1"] is None


def test_roll_call(meeting: Meeting) -> None:
    found = talk(
        meeting, ("S0", "Jeg råber op. Søren Søndergaard?"), ("S1", "Ja."), ("S0", "Per Okkels?"), ("S2", "Til stede.")
    )
    assert names(found) == {"S0": None, "S1": "a05", "S2": "a02"}
    assert kinds(found, "S1") == {Kind.ROLL_CALL}


def test_who_opens_the_meeting_and_hands_over_is_the_chair(meeting: Meeting) -> None:
    calls = [("S0", f"Ordet til {who}, værsgo.") for who in ("Søren", "Anne-Mette", "Søren", "Anne-Mette")]
    answers = [("S1", LONG), ("S2", LONG)] * 2
    rows = [("S0", "Velkommen til mødet. Mødet er hermed åbnet.")]
    rows += [row for pair in zip(calls, answers, strict=True) for row in pair]
    found = talk(meeting, *rows)
    assert names(found) == {"S0": "a01", "S1": "a05", "S2": "a04"}
    assert kinds(found, "S0") == {Kind.CHAIRS}


def test_the_presenter_of_the_item_called(meeting: Meeting) -> None:
    found = talk(meeting, ("S0", "Vi går til punkt 90."), ("S1", LONG))
    assert kinds(found, "S1") == {Kind.PRESENTS_ITEM}
    assert names(found)["S1"] is None  # alone it is not enough


def test_apologies_are_never_named_but_told(meeting: Meeting) -> None:
    found = talk(meeting, ("S0", "Ordet til Hanne Vestergaard."), ("S1", LONG), ("S0", "Tak, Hanne."))
    assert names(found)["S1"] is None
    assert "apologies-speak" in [remark.code for remark in found.remarks]


def test_a_substitute_is_named_in_the_absent_persons_place(meeting: Meeting) -> None:
    people = (
        *meeting.attendees,
        replace(meeting.attendees[2], key="a07", name="Torben Ibsen", substitute_for="Hanne Vestergaard"),
    )
    found = talk(replace(meeting, attendees=people), ("S1", "Jeg hedder Torben Ibsen og er her for Hanne Vestergaard."))
    assert names(found) == {"S1": "a07"}


def test_a_guest_is_proposed_and_not_added(meeting: Meeting) -> None:
    found = talk(meeting, ("S0", "Velkommen til. Jeg giver ordet til Karen Holm, værsgo."), ("S1", LONG))
    assert names(found)["S1"] is None
    (remark,) = [remark for remark in found.remarks if remark.code == "guest-proposed"]
    assert "Karen Holm" in remark.message


def test_two_identical_names_are_told_and_not_decided(meeting: Meeting) -> None:
    twins = replace(meeting, attendees=(*meeting.attendees, replace(meeting.attendees[4], key="a08")))
    found = talk(twins, ("S1", "Mit navn er Søren Søndergaard."))
    assert names(found) == {"S1": None}
    assert "same-name" in [remark.code for remark in found.remarks]


def test_one_voice_throughout_and_no_words(meeting: Meeting) -> None:
    assert names(talk(meeting, ("S0", LONG), ("S0", LONG))) == {"S0": None}
    empty = identify(meeting, Transcript("da", "m", ()), Diarization((), ()), None, OPTIONS, silent)
    assert empty.utterances == () and empty.voices == ()
    assert [remark.code for remark in empty.remarks] == ["no-words"]


def recorded(plates: PlateReadings | None, meeting: Meeting) -> Conversation:
    words = tuple(Word("ord.", at * 1.0, at + 0.5) for at in range(40))
    turns = (Turn("S0", 0.0, 20.0), Turn("S1", 20.0, 40.0))
    return identify(meeting, Transcript("da", "m", words), Diarization(turns, turns), plates, OPTIONS, silent)


def test_plates_name_the_voices_that_speak_under_them(meeting: Meeting) -> None:
    readings = tuple(
        PlateReading(at + 0.2, "a02" if at < 21 else "a05", "Per Okkels" if at < 21 else "Søren", (0, 0, 9, 9))
        for at in range(40)
    )
    found = recorded(PlateReadings(1.0, readings), meeting)
    assert names(found) == {"S0": "a02", "S1": "a05"}
    assert found.voices[0].evidence[0].at_s == pytest.approx(0.2)
    assert sum(len(u.words) for u in found.utterances) == 40


def test_one_account_behind_which_two_speak_names_neither(meeting: Meeting) -> None:
    readings = tuple(PlateReading(at + 0.2, "a02", "Per Okkels", (0, 0, 9, 9)) for at in range(40))
    assert names(recorded(PlateReadings(1.0, readings), meeting)) == {"S0": None, "S1": None}


def test_a_few_seconds_of_lag_name_nobody(meeting: Meeting) -> None:
    readings = (PlateReading(0.2, "a02", "Per Okkels", (0, 0, 9, 9)),)
    assert names(recorded(PlateReadings(1.0, readings), meeting))["S0"] is None


def test_no_picture_no_plates(meeting: Meeting, tmp_path: object) -> None:
    from pathlib import Path

    sound = Recording(Path("x"), 16000, (Part(Path("x.wav"), 0.0, 1.0, has_video=False),))
    assert read_plates(sound, meeting, PlateOptions(), silent).readings == ()


@pytest.mark.parametrize("field", ["min_margin", "conflict_weight", "max_gap_s", "pause_s"])
def test_options_out_of_range_are_named(field: str) -> None:
    with pytest.raises(ValueError, match=rf"{field} = -1"):
        replace(OPTIONS, **{field: -1})
    with pytest.raises(ValueError, match="every_s = 0"):
        PlateOptions(every_s=0)


LED = (
    ("S0", "Velkommen til mødet."),
    ("S1", LONG),
    ("S0", "Er der nogen spørgsmål til det?"),
    ("S2", "Nej, det er fint."),
    ("S0", "Så går vi videre til næste punkt."),
    ("S1", LONG),
    ("S0", "Er der andre bemærkninger?"),
    ("S2", LONG),
    ("S0", "Så tager vi orienteringen til efterretning."),
    ("S0", "Mødet er hævet. Tak for i dag."),
)


def test_the_voice_that_leads_is_the_chairs_though_it_calls_nobody_by_name(meeting: Meeting) -> None:
    found = talk(meeting, *LED)

    assert meeting.chair is not None
    assert names(found)["S0"] == meeting.chair.key
    assert kinds(found, "S0") == {Kind.CHAIRS}
    assert names(found)["S1"] is names(found)["S2"] is None


def test_where_two_lead_neither_is_the_chairs_by_that(meeting: Meeting) -> None:
    shared = tuple(
        ("S0" if at % 4 else "S2", text) if voice == "S0" else (voice, text) for at, (voice, text) in enumerate(LED)
    )

    assert set(names(talk(meeting, *shared)).values()) == {None}


def test_one_hand_over_does_not_make_somebody_else_of_the_voice_that_leads(meeting: Meeting) -> None:
    found = talk(meeting, *LED[:3], ("S1", "Ordet til Søren Søndergaard, værsgo."), *LED[4:])

    assert names(found)["S0"] != "a05"
