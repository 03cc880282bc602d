"""From local embeddings to voices and turns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_meeting import ORIGIN_S, STEP_S, frames_of, segmented, sounding

from pipeline.diarize import UNKNOWN_VOICE, DiarizeOptions, LocalEmbeddings, VoiceBounds, cluster

MEETING = [(1.0, 9.0, 0), (10.0, 18.0, 1), (19.0, 27.0, 2), (28.0, 36.0, 0), (37.0, 45.0, 1), (46.0, 54.0, 2)]


def diarized(spoken, bounds=None, seed=0, noise=0.1, duration_s=60.0, **options):
    active = frames_of(spoken, duration_s, 1 + max((voice for *_, voice in spoken), default=0))
    activity = segmented(active, seed)
    return cluster(sounding(active, activity, seed, noise), activity, bounds, DiarizeOptions(**options))


def test_each_person_is_one_voice_with_their_own_turns():
    diarization = diarized(MEETING)
    assert [turn.voice for turn in diarization.turns] == ["S01", "S02", "S03", "S01", "S02", "S03"]
    for turn, (start_s, end_s, _) in zip(diarization.turns, MEETING, strict=True):
        assert turn.start_s == pytest.approx(start_s, abs=ORIGIN_S + STEP_S)
        assert turn.end_s == pytest.approx(end_s, abs=ORIGIN_S + STEP_S)
    assert diarization.remarks == ()


def test_every_voice_has_an_embedding_of_unit_length():
    diarization = diarized(MEETING)
    assert set(diarization.embeddings) == {"S01", "S02", "S03"}
    for vector in diarization.embeddings.values():
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_the_order_of_local_speakers_in_the_windows_does_not_matter():
    one, other = (
        cluster(sounding(active, segmented(active, seed=1), seed=3), segmented(active, seed=seed))
        for active in [frames_of(MEETING, 60.0, 3)]
        for seed in (1, 2)
    )
    assert one.turns == other.turns
    assert one.exclusive == other.exclusive


def test_overlap_is_kept_and_exclusive_has_one_voice_at_a_time():
    diarization = diarized([*MEETING, (14.0, 17.0, 2)])
    together = [turn for turn in diarization.turns if turn.start_s < 15.5 < turn.end_s]
    assert {turn.voice for turn in together} == {"S02", "S03"}
    assert len([turn for turn in diarization.exclusive if turn.start_s < 15.5 < turn.end_s]) == 1


def test_two_people_whom_the_segmentation_takes_for_one_are_told_apart_by_their_sound():
    active = frames_of(MEETING, 60.0, 3)
    activity = segmented(active)
    merged = np.zeros_like(activity.chunks)
    merged[:, :, 0] = activity.chunks.any(axis=2)
    diarization = cluster(sounding(active, segmented(active)), replace(activity, chunks=merged))
    assert [turn.voice for turn in diarization.turns] == ["S01", "S02", "S03", "S01", "S02", "S03"]


def test_above_the_bound_voices_are_merged_and_the_reviewer_is_told():
    diarization = diarized(MEETING, VoiceBounds(max=2), language="en")
    assert len(diarization.embeddings) == 2
    assert [remark.code for remark in diarization.remarks] == ["voices-merged"]
    assert "(2)" in diarization.remarks[0].message


def test_the_remark_is_danish_in_a_danish_meeting():
    assert "deltagerlisten" in diarized(MEETING, VoiceBounds(max=2)).remarks[0].message


def test_a_bound_that_is_not_reached_changes_nothing():
    assert diarized(MEETING, VoiceBounds(max=200)).turns == diarized(MEETING).turns


def test_people_who_speak_at_the_same_time_are_not_merged_to_meet_the_bound():
    both = [(1.0, 12.0, 0), (6.0, 18.0, 1), (20.0, 30.0, 0), (25.0, 36.0, 1)]
    diarization = diarized(both, VoiceBounds(max=1), language="en")
    assert len(diarization.embeddings) == 2
    assert [remark.code for remark in diarization.remarks] == ["voices-exceed-list"]


def test_a_short_voice_that_resembles_nobody_is_unknown_rather_than_forced():
    diarization = diarized([*MEETING, (56.0, 57.5, 3)], VoiceBounds(max=3), language="en")
    assert len(diarization.embeddings) == 3
    assert [turn.voice for turn in diarization.turns if turn.start_s > 55] == [UNKNOWN_VOICE]
    assert [remark.code for remark in diarization.remarks] == ["voices-unknown"]
    assert UNKNOWN_VOICE not in diarization.embeddings


def test_a_short_voice_stands_for_itself_while_the_list_has_room():
    diarization = diarized([*MEETING, (56.0, 57.5, 3)], VoiceBounds(max=4))
    assert [turn.voice for turn in diarization.turns if turn.start_s > 55] == ["S04"]


def test_fewer_voices_than_the_list_demands_are_reported_not_invented():
    diarization = diarized([(1.0, 30.0, 0)], VoiceBounds(min=4), noise=0.05, language="en")
    assert len(diarization.embeddings) == 1
    assert [remark.code for remark in diarization.remarks] == ["voices-fewer-than-list"]


def test_nobody_speaks():
    diarization = diarized([])
    assert diarization.turns == diarization.exclusive == ()
    assert diarization.embeddings == {}


def test_embeddings_that_are_no_numbers_do_not_break_it():
    active = frames_of(MEETING, 60.0, 3)
    activity = segmented(active)
    local = sounding(active, activity)
    deaf = LocalEmbeddings("simulated", 0.65, local.frames, local.counts, np.zeros_like(local.vectors))
    diarization = cluster(deaf, activity)
    assert {turn.voice for turn in diarization.turns} == {UNKNOWN_VOICE}


turns = st.lists(
    st.tuples(st.floats(0, 40), st.floats(0.1, 12), st.integers(0, 4)).map(lambda t: (t[0], t[0] + t[1], t[2])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(turns, st.integers(1, 6), st.floats(0.05, 1.0))
def test_whatever_is_said(spoken, most, noise):
    active = frames_of(spoken, 55.0, 5)
    activity = segmented(active)
    diarization = cluster(sounding(active, activity, noise=noise), activity, VoiceBounds(max=most))

    exclusive = diarization.exclusive
    assert all(one.end_s <= two.start_s for one, two in pairwise(exclusive)), "one voice at a time"
    speech = active.any(axis=1)
    for turn in diarization.turns + exclusive:
        assert turn.end_s > turn.start_s
        first = round(max(0.0, turn.start_s - ORIGIN_S) / STEP_S)
        last = round((turn.end_s - ORIGIN_S) / STEP_S)
        assert speech[first:last].all(), "voices speak only where there is speech"
    exceeded = any(remark.code == "voices-exceed-list" for remark in diarization.remarks)
    assert len(diarization.embeddings) <= most or exceeded
    assert {turn.voice for turn in diarization.turns} <= {*diarization.embeddings, UNKNOWN_VOICE}
    for voice in diarization.embeddings:
        own = sorted((turn for turn in diarization.turns if turn.voice == voice), key=lambda turn: turn.start_s)
        assert all(one.end_s <= two.start_s for one, two in pairwise(own)), "a voice does not overlap itself"


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (VoiceBounds, "min", 0),
        (VoiceBounds, "max", 0),
        (DiarizeOptions, "batch_size", 0),
        (DiarizeOptions, "threshold", 2.0),
        (DiarizeOptions, "min_duration_off_s", -0.1),
        (DiarizeOptions, "device", "abacus"),
    ],
)
def test_an_option_out_of_range_is_named_with_its_value(kind, field, value):
    with pytest.raises(ValueError, match=rf"{field} is .*{value}"):
        kind(**{field: value})


def test_bounds_the_wrong_way_round():
    with pytest.raises(ValueError, match="min is 5; it must be at most max, which is 3"):
        VoiceBounds(min=5, max=3)
