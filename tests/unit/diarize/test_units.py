"""Cutting the recording where somebody begins or ends."""

from __future__ import annotations

import numpy as np
from simulated_meeting import STEP_S, frames_of, segmented

from pipeline.diarize.embedder import WINDOW, unit_length, windows
from pipeline.diarize.embedding import fill
from pipeline.diarize.units import UNIT_S, Grid, find_units


def units_of(spoken, duration_s=40.0, seed=0):
    activity = segmented(frames_of(spoken, duration_s, 3), seed)
    return find_units(activity), activity


def test_units_cover_the_speech_and_are_no_longer_than_the_model_hears():
    units, _ = units_of([(2.0, 9.0, 0), (12.0, 31.0, 1)])
    assert ((units.frames[:, 1] - units.frames[:, 0]) * STEP_S <= UNIT_S + STEP_S).all()
    covered = np.zeros(2000, dtype=int)
    for first, last in units.frames:
        covered[first:last] += 1
    assert covered[100:450].tolist() == [1] * 350
    assert covered[600:1550].tolist() == [1] * 950
    assert covered.sum() == 350 + 950


def test_a_change_of_speaker_is_a_cut_also_where_nobody_pauses():
    units, _ = units_of([(2.0, 9.0, 0), (9.0, 20.0, 1)])
    assert 450 in units.frames[:, 0]
    assert not any(first < 450 < last for first, last in units.frames)


def test_overlap_is_a_unit_of_its_own():
    units, _ = units_of([(2.0, 10.0, 0), (8.0, 15.0, 1)])
    inside = (units.frames[:, 0] >= 400) & (units.frames[:, 1] <= 500)
    assert set(units.counts[inside]) == {2}
    assert set(units.counts[~inside]) == {1}


def test_what_is_too_short_to_hold_a_voice_is_left_out():
    units, _ = units_of([(2.0, 2.1, 0)])
    assert len(units.frames) == 0


def test_the_model_hears_its_full_window_where_the_stretch_allows_and_never_another_speaker():
    units, activity = units_of([(2.0, 4.0, 0), (4.0, 5.0, 1)])
    starts, ends = windows(units, Grid.of(activity))
    lengths = dict(zip(units.stretches[:, 0].tolist(), (ends - starts).tolist(), strict=True))
    assert lengths[100] == WINDOW
    assert lengths[200] < WINDOW
    assert (starts[units.stretches[:, 0] == 200] >= ends[units.stretches[:, 0] == 100].max()).all()


def test_a_short_stretch_is_repeated_to_fill_the_window():
    assert fill(np.array([1, 2, 3], dtype=np.float32), 7).tolist() == [1, 2, 3, 1, 2, 3, 1]
    assert fill(np.zeros(0, dtype=np.float32), 2).tolist() == [0, 0]


def test_what_is_no_number_has_no_direction():
    vectors = np.array([[3.0, 4.0], [np.nan, 1.0], [0.0, 0.0]])
    assert unit_length(vectors).tolist() == [[np.float32(0.6), np.float32(0.8)], [0, 0], [0, 0]]
