"""Lists and meetings at the edge: one attendee, two hundred, a report without anybody who speaks."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.identify import IdentifyOptions, RecordingClock, identify, identify_platform, read_transcript
from pipeline.identify.platform import PlatformTranscript, Segment
from pipeline.meeting import Attendee, Meeting
from pipeline.progress import silent
from pipeline.transcript import Conversation, Diarization, Transcript, Turn, Word

START = datetime(2026, 3, 3, 16)  # noqa: DTZ001
LONG = "Vi har arbejdet med sagen siden foråret, og det er gået godt. " * 4


def talk(meeting: Meeting, *said: tuple[str, str]) -> Conversation:
    segments = tuple(Segment(voice, text) for voice, text in said)
    transcript = PlatformTranscript(Path("m.json"), "seglst", segments, {})
    return identify_platform(meeting, transcript, IdentifyOptions(), silent)


def names(found: Conversation) -> dict[str, str | None]:
    return {voice.voice: voice.attendee for voice in found.voices}


def test_an_attendee_list_of_one(meeting: Meeting) -> None:
    alone = replace(meeting, attendees=(Attendee("a01", "Søren Søndergaard"),))
    assert names(talk(alone, ("S0", LONG), ("S1", LONG))) == {"S0": None, "S1": None}
    assert names(talk(alone, ("S0", "Jeg hedder Søren Søndergaard. " + LONG), ("S1", LONG))) == {
        "S0": "a01",
        "S1": None,
    }


def test_no_attendee_list(meeting: Meeting) -> None:
    nobody = replace(meeting, attendees=())
    assert names(talk(nobody, ("S0", "Ordet til Søren Søndergaard."), ("S1", LONG))) == {"S0": None, "S1": None}


def test_an_attendee_list_of_two_hundred_with_times(meeting: Meeting) -> None:
    first = "Anna Bo Carl Dina Erik Freja Gert Hanne Ivan Jette".split()
    last = [f"{one}{two}sen" for one in ("Al", "Bro", "Dam", "Fri", "Holm") for two in ("mark", "gaard", "lund", "by")]
    people = tuple(
        Attendee(f"a{at:03d}", f"{first[at % 10]} {last[at // 10]}", presence=((START, START + timedelta(hours=2)),))
        for at in range(200)
    )
    crowd = replace(meeting, attendees=people)
    chosen = [people[at] for at in (3, 47, 111, 199)]
    words: list[Word] = []
    turns: list[Turn] = []
    for number in range(40):
        who = chosen[number % 4]
        for voice, text in (("S0", f"Ordet til {who.name}, værsgo."), (f"S{number % 4 + 1}", LONG)):
            begin = len(words)
            words += [Word(one, begin + at + 0.1, begin + at + 0.9) for at, one in enumerate(text.split())]
            turns.append(Turn(voice, float(begin), float(len(words))))
    diarization = Diarization(tuple(turns), tuple(turns))
    begun = time.process_time()
    found = identify(
        crowd, Transcript("da", "m", tuple(words)), diarization, None, IdentifyOptions(), silent,
        clock=RecordingClock(START, float("inf")),
    )  # fmt: skip
    assert time.process_time() - begun < 10
    assert names(found) == {"S0": None} | {f"S{at + 1}": who.key for at, who in enumerate(chosen)}


def test_a_transcript_of_another_meeting_is_said_and_its_names_are_not_used(meeting: Meeting, tmp_path: Path) -> None:
    path = tmp_path / "other.vtt"
    cues = ["Ole Kirk", "Ida Lind", "Kaj Munk", "Eva Smith", "Bo Bang"]
    path.write_text(
        "WEBVTT\n\n" + "\n".join(
            f"00:0{at}:00.000 --> 00:0{at}:30.000\n<v {who}>Vi har arbejdet med sagen siden foråret.</v>\n"
            for at, who in enumerate(cues)
        )
    )  # fmt: skip
    found = identify_platform(meeting, read_transcript(path, meeting), IdentifyOptions(), silent)
    assert [remark.code for remark in found.remarks].count("platform-other-meeting") == 1
    assert set(names(found).values()) == {None}


@pytest.mark.parametrize("absent", [True, False])
def test_a_report_with_people_who_never_speak(meeting: Meeting, absent: bool) -> None:
    span = (START - timedelta(hours=3), START - timedelta(hours=2)) if absent else (START, START + timedelta(hours=2))
    everyone = tuple(replace(a, presence=(span,)) for a in meeting.attendees)
    words = tuple(Word("ord.", at + 0.1, at + 0.9) for at in range(60))
    turns = (Turn("S0", 0.0, 60.0),)
    found = identify(
        replace(meeting, attendees=everyone), Transcript("da", "m", words), Diarization(turns, turns), None,
        IdentifyOptions(), silent, 60.0, RecordingClock(START, float("inf")),
    )  # fmt: skip
    assert names(found) == {"S0": None}
    assert found.remarks == ()
