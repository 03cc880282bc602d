"""What a person has decided of the voices rules whatever is heard."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_meeting import frames_of, segmented, sounding

from pipeline.diarize import VoiceBounds, cluster
from pipeline.meeting import DecidedVoice, VoiceDecisions
from pipeline.transcript import Diarization

MEETING = [(1.0, 9.0, 0), (10.0, 18.0, 1), (19.0, 27.0, 2), (28.0, 36.0, 0), (37.0, 45.0, 1), (46.0, 54.0, 2)]
DURATION_S = 60.0


def diarized(*voices: DecidedVoice, recording_s: float | None = DURATION_S, spoken=MEETING, bounds=None) -> Diarization:
    active = frames_of(spoken, DURATION_S, 3)
    activity = segmented(active)
    return cluster(sounding(active, activity), activity, bounds, decided=VoiceDecisions(recording_s, voices))


def voice_at(found: Diarization, time_s: float) -> str | None:
    return next((turn.voice for turn in found.exclusive if turn.start_s <= time_s < turn.end_s), None)


def test_merged_voices_are_one_and_the_others_stay() -> None:
    found = diarized(DecidedVoice(((1.0, 9.0), (10.0, 18.0), (28.0, 36.0), (37.0, 45.0))))
    assert [turn.voice for turn in found.exclusive] == ["S01", "S01", "S02", "S01", "S01", "S02"]
    assert set(found.embeddings) == {"S01", "S02"}


def test_a_split_holds_though_both_parts_sound_alike() -> None:
    found = diarized(DecidedVoice(((1.0, 9.0),)), DecidedVoice(((28.0, 36.0),)))
    assert voice_at(found, 5.0) != voice_at(found, 30.0)
    assert voice_at(found, 12.0) == voice_at(found, 40.0) not in {voice_at(found, 5.0), voice_at(found, 30.0)}


def test_a_short_correction_moves_its_stretch_and_nothing_else() -> None:
    before = diarized()
    found = diarized(DecidedVoice(((30.0, 33.0),), attendee="Bo"))
    own = voice_at(found, 31.5)
    assert own not in {voice_at(found, 29.0), voice_at(found, 34.0), voice_at(found, 5.0)}
    others = (2.0, 5.0, 12.0, 20.0, 29.0, 34.0, 40.0, 50.0)
    same = {voice_at(before, t): voice_at(found, t) for t in others}
    assert len(set(same.values())) == 3
    assert {voice_at(found, t) for t in others} == set(same.values())


def test_stretches_given_to_one_person_are_one_voice() -> None:
    found = diarized(DecidedVoice(((1.0, 9.0),), attendee="Bo Dam"), DecidedVoice(((37.0, 45.0),), attendee="bo dam"))
    assert voice_at(found, 5.0) == voice_at(found, 40.0)
    named_apart = diarized(
        DecidedVoice(((1.0, 9.0),), attendee="Bo Dam", title="læge"),
        DecidedVoice(((37.0, 45.0),), attendee="Bo Dam", title="vært"),
    )
    assert voice_at(named_apart, 5.0) != voice_at(named_apart, 40.0)


def test_other_speech_of_a_decided_voice_joins_it() -> None:
    found = diarized(DecidedVoice(((1.0, 9.0), (10.0, 13.0)), attendee="Bo Dam"))
    assert voice_at(found, 30.0) == voice_at(found, 5.0)  # it sounds like that


def test_decisions_hold_above_the_bound() -> None:
    parts = tuple(DecidedVoice(((start_s, end_s),)) for start_s, end_s, _ in MEETING)
    found = diarized(*parts, bounds=VoiceBounds(1, 2))
    assert len({voice_at(found, (start_s + end_s) / 2) for start_s, end_s, _ in MEETING}) == 6


def test_a_decided_stretch_rules_in_overlap_and_the_other_voice_is_kept() -> None:
    spoken = [*MEETING, (14.0, 17.0, 2)]
    found = diarized(DecidedVoice(((37.0, 45.0), (14.0, 17.0)), attendee="Bo"), spoken=spoken)
    assert voice_at(found, 15.5) == voice_at(found, 40.0)
    assert len({turn.voice for turn in found.turns if turn.start_s < 15.5 < turn.end_s}) == 2


def test_decisions_on_another_recording_are_not_applied() -> None:
    merged = DecidedVoice(((1.0, 9.0), (10.0, 18.0)))
    assert diarized(merged, recording_s=90.0).turns == diarized().turns
    assert voice_at(diarized(merged, recording_s=None), 5.0) == voice_at(diarized(merged, recording_s=None), 15.0)


def test_a_decision_about_silence_or_beyond_the_end_breaks_nothing() -> None:
    found = diarized(DecidedVoice(((56.0, 58.0),)), DecidedVoice(((200.0, 300.0),)))
    assert voice_at(found, 57.0) not in {voice_at(found, 5.0), voice_at(found, 12.0), voice_at(found, 20.0), None}


@given(
    st.lists(st.tuples(st.integers(0, 55), st.integers(1, 12), st.integers(0, 2)), min_size=1, max_size=6),
    st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_every_decided_stretch_has_its_voice(rows: list[tuple[int, int, int]], bounded: bool) -> None:
    spans: dict[int, list[tuple[float, float]]] = {0: [], 1: [], 2: []}
    end_s = 0.0
    for start, length, voice in sorted(rows):
        begin_s = max(float(start), end_s)
        if begin_s < min(start + length, 59.0):
            end_s = min(start + length, 59.0)
            spans[voice].append((begin_s, end_s))
    voices = [DecidedVoice(tuple(own), attendee=f"P{number}") for number, own in spans.items() if own]
    found = diarized(*voices, bounds=VoiceBounds(1, 2) if bounded else None)
    told = [{voice_at(found, t) for b, e in v.spans for t in np.arange(b + 0.1, e - 0.1, 0.25)} for v in voices]
    seen = [labels for labels in told if labels]
    assert all(len(labels) == 1 and None not in labels for labels in seen)
    assert len(set().union(*seen)) == len(seen)
    assert all(turn.end_s <= DURATION_S + 1e-6 for turn in found.turns)
    assert all(b.start_s >= a.end_s - 1e-6 for a, b in zip(found.exclusive, found.exclusive[1:], strict=False))
    assert all(
        np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-4) or not vector.any()
        for vector in found.embeddings.values()
    )
