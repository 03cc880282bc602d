"""Join and leave times as hard limits: who was not there cannot be the voice that speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identify import IdentifyOptions, RecordingClock, identify, identify_platform, recording_clock
from pipeline.identify.platform import PlatformTranscript, Segment
from pipeline.identify.presence import absences
from pipeline.meeting import Attendee, Meeting
from pipeline.progress import silent
from pipeline.recording import Part, Recording
from pipeline.transcript import Conversation, Diarization, Transcript, Turn, Word
from pipeline.transcript import EvidenceKind as Kind

START = datetime(2026, 3, 3, 16)  # noqa: DTZ001 (a meeting.toml without time zones)
CLOCK = RecordingClock(START, float("inf"))
OPTIONS = IdentifyOptions()


def there(meeting: Meeting, key: str, *spans: tuple[float, float]) -> Meeting:
    presence = tuple((START + timedelta(seconds=begin), START + timedelta(seconds=end)) for begin, end in spans)
    people = (replace(a, presence=presence) if a.key == key else a for a in meeting.attendees)
    return replace(meeting, attendees=tuple(people))


def two_voices(meeting: Meeting, clock: RecordingClock | None = CLOCK) -> Conversation:
    """S0 gives Søren the floor at 0 s; S1 speaks from 300 to 400 s."""
    given_floor = "Så giver jeg ordet til Søren Søndergaard, værsgo.".split()
    answer = ("Vi har arbejdet med sagen siden foråret, og det er gået godt. " * 8).split()
    words = [Word(text, 290 + at, 290.5 + at) for at, text in enumerate(given_floor)]
    words += [Word(text, 300 + at, 300.5 + at) for at, text in enumerate(answer)]
    turns = (Turn("S0", 290.0, 299.5), Turn("S1", 300.0, 400.0))
    return identify(
        meeting, Transcript("da", "m", tuple(words)), Diarization(turns, turns), None, OPTIONS, silent, 3600.0, clock
    )


def named(conversation: Conversation) -> dict[str, str | None]:
    return {voice.voice: voice.attendee for voice in conversation.voices}


def codes(conversation: Conversation) -> list[str]:
    return [remark.code for remark in conversation.remarks]


def test_who_was_there_is_named_as_before(meeting: Meeting) -> None:
    assert named(two_voices(there(meeting, "a05", (0, 3600))))["S1"] == "a05"


def test_who_came_later_is_not_named_and_the_reviewer_is_told_where(meeting: Meeting) -> None:
    found = two_voices(there(meeting, "a05", (1800, 3600)))
    assert named(found)["S1"] is None
    (told,) = [remark for remark in found.remarks if remark.code == "absent-speaks"]
    assert "Søren Søndergaard" in told.message
    assert told.start_s == 300.0
    voice = next(voice for voice in found.voices if voice.voice == "S1")
    assert voice.reason == "conflict"
    (limit,) = [piece for piece in voice.evidence if piece.kind is Kind.ATTENDANCE]
    assert (limit.attendee, limit.at_s, limit.source) == ("a05", 300.0, "attendance report")
    assert limit.weight < -10
    assert Kind.GIVEN_FLOOR in {piece.kind for piece in voice.evidence}


def test_who_was_never_there_is_reported_and_never_named(meeting: Meeting) -> None:
    for span in ((-7200, -3600), (7200, 9000)):
        found = two_voices(there(meeting, "a05", span))
        assert named(found)["S1"] is None
        assert "never-there-speaks" in codes(found)


def test_the_limit_leaves_the_other_of_two_namesakes(meeting: Meeting) -> None:
    twins = replace(meeting, attendees=(*meeting.attendees, replace(meeting.attendees[4], key="a08", title="læge")))
    assert named(two_voices(twins))["S1"] is None
    assert named(two_voices(there(twins, "a08", (1800, 3600))))["S1"] is None  # one of two names is weak evidence
    both = two_voices(there(twins, "a08", (1800, 3600)))
    assert "absent-speaks" not in codes(both)


def test_without_a_clock_the_times_are_not_used_and_that_is_said(meeting: Meeting) -> None:
    found = two_voices(there(meeting, "a05", (1800, 3600)), clock=None)
    assert named(found)["S1"] == "a05"
    assert codes(found).count("presence-unused") == 1
    assert "presence-unused" not in codes(two_voices(meeting, clock=None))


def test_people_who_never_speak_change_nothing(meeting: Meeting) -> None:
    silent_one = there(meeting, "a02", (0, 3600))
    assert named(two_voices(silent_one)) == named(two_voices(meeting))
    assert codes(two_voices(silent_one)) == codes(two_voices(meeting))


def test_of_several_parts_only_the_first_has_a_clock(meeting: Meeting) -> None:
    found = two_voices(there(meeting, "a05", (1800, 3600)), RecordingClock(START, 200.0))
    assert named(found)["S1"] == "a05"  # 300 s is in the second part
    assert "presence-part" in codes(found)


def test_a_transcript_with_times_has_limits_too(meeting: Meeting) -> None:
    segments = (
        Segment("S0", "Så giver jeg ordet til Søren Søndergaard, værsgo.", 290.0, 299.0),
        Segment("S1", "Vi har arbejdet med sagen siden foråret, og det er gået godt. " * 4, 300.0, 400.0),
    )
    transcript = PlatformTranscript(Path("m.json"), "seglst", segments, {})
    late = there(meeting, "a05", (1800, 3600))
    assert named(identify_platform(late, transcript, OPTIONS, silent, CLOCK))["S1"] is None
    assert named(identify_platform(meeting, transcript, OPTIONS, silent, CLOCK))["S1"] == "a05"


def absent(presence: list[tuple[float, float]], *turns: tuple[float, float], **options: float) -> list[float]:
    person = Attendee(
        "a1",
        "Bo Dam",
        presence=tuple((START + timedelta(seconds=b), START + timedelta(seconds=e)) for b, e in presence),
    )
    found = absences({"S1": turns}, [person], CLOCK, 3600.0, IdentifyOptions(**options))
    return [absence.seconds for absence in found]


def test_the_tolerances() -> None:
    assert absent([(0, 600)], (650.0, 700.0)) == [pytest.approx(40.0)]  # a minute for the clocks
    assert absent([(0, 600)], (650.0, 669.0)) == []  # ten seconds may be a neighbour's
    assert absent([(0, 600)], (0.0, 600.0), (660.0, 675.0)) == []  # and a twentieth of all it says
    assert absent([(0, 600)], (0.0, 600.0), (660.0, 700.0)) == [pytest.approx(40.0)]
    assert absent([(0, 600)], *((700.0 + at, 700.5 + at) for at in range(100))) == []  # no clear speech
    assert absent([(0, 600)], (640.0, 645.0), clock_tolerance_s=0.0, absence_tolerance_s=4.0) == [pytest.approx(5.0)]


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(61, 300)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 60)), min_size=1, max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_seconds_away_are_those_second_by_second(spans: list[tuple[int, int]], said: list[tuple[int, int]]) -> None:
    presence = [(float(begin), float(begin + length)) for begin, length in sorted(spans)]
    turns = [(float(begin), float(begin + length)) for begin, length in said]
    clock = np.arange(0, 1600) + 0.5
    inside = np.zeros(1600, dtype=bool)
    for begin, end in presence:
        inside |= (clock > begin - 60) & (clock < end + 60)
    away = sum(int((~inside & (clock > begin) & (clock < end)).sum()) for begin, end in turns)
    got = absent(presence, *turns, absence_tolerance_s=0.0, absence_tolerance_share=0.0)
    assert got == ([pytest.approx(away)] if away else [])


def recording(folder: Path, made: str | None, parts: int = 1) -> Recording:
    path = folder / "moede.mkv"
    with av.open(path, "w") as container:
        if made is not None:
            container.metadata["creation_time"] = made
        stream = container.add_stream("pcm_s16le", rate=16000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1600), np.int16), format="s16", layout="mono")
        frame.sample_rate = 16000
        container.mux(stream.encode(frame))
    return Recording(path, 16000 * 3600, tuple(Part(path, 3600.0 * at, 3600.0, False) for at in range(parts)))


def test_what_the_meeting_says_of_the_recording_comes_first(meeting: Meeting, tmp_path: Path) -> None:
    told = replace(there(meeting, "a01", (0, 60)), recording_start=START, start=START - timedelta(minutes=2))
    assert recording_clock(told, recording(tmp_path, "2026-03-03T15:59:00Z")) == CLOCK
    assert recording_clock(told, recording(tmp_path, None, parts=2)) == RecordingClock(START, 3600.0)
    assert recording_clock(told, None) == CLOCK


@pytest.mark.parametrize(
    ("made", "believed"),
    [
        ("2026-03-03T15:57:30Z", True),
        ("2026-03-03T16:09:00Z", True),
        ("2026-03-03T17:02:00Z", False),  # when it ended
        ("2026-03-05T09:00:00Z", False),  # when it was converted
        ("i går", False),
        (None, False),
    ],
)
def test_a_files_own_time_is_believed_near_the_start_only(
    meeting: Meeting, tmp_path: Path, made: str | None, believed: bool
) -> None:
    zoned = datetime.fromisoformat("2026-03-03T16:00:00+00:00")
    told = replace(there(meeting, "a01", (0, 60)), start=zoned, end=zoned + timedelta(hours=1))
    clock = recording_clock(told, recording(tmp_path, made))
    assert (clock is not None) is believed
    if clock is not None and made is not None:
        assert clock.start == datetime.fromisoformat(made)


def test_a_file_that_is_gone_says_nothing(meeting: Meeting, tmp_path: Path) -> None:
    gone = Recording(tmp_path / "x", 16000, (Part(tmp_path / "x.mp4", 0.0, 1.0, True),))
    assert recording_clock(replace(there(meeting, "a01", (0, 60)), start=START), gone) is None
