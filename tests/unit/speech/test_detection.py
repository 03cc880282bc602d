"""From class probabilities to who is active, and to regions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from pipeline.speech import SpeechOptions
from pipeline.speech.detection import binarise, edge_weights
from pipeline.speech.regions import active_runs, find_regions, hysteresis

MAPPING = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float32)  # nobody, A, B, both
STEP_S, HEARS_S = 0.017, 0.062


def classes(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_a_speaker_is_active_where_all_the_sets_that_hold_them_pass_together():
    # A alone .3 and both .3: A is active with .6, though no single set is likelier than silence
    assert binarise(classes((0.4, 0.3, 0.0, 0.3)), MAPPING, 0.5).tolist() == [[1, 0]]


def test_where_somebody_speaks_the_likeliest_is_active_even_if_nobody_passes():
    assert binarise(classes((0.2, 0.45, 0.35, 0.0)), MAPPING, 0.5).tolist() == [[1, 0]]


def test_silence_has_no_speaker():
    assert binarise(classes((1.0, 0.0, 0.0, 0.0)), MAPPING, 0.5).tolist() == [[0, 0]]


def test_a_window_is_trusted_less_at_its_edges():
    weights = edge_weights(100)
    assert weights[50] == 1.0
    assert 0 < weights[0] < weights[5] < weights[50]
    assert np.array_equal(weights, weights[::-1])


def test_a_region_ends_only_below_the_lower_threshold():
    on = hysteresis(np.array([0.35, 0.6, 0.35, 0.2, 0.35]), onset=0.5, offset=0.3)
    assert on.tolist() == [False, True, True, False, False]


def test_short_gaps_are_closed_and_short_regions_dropped():
    probability = np.zeros(400)
    probability[100:150] = probability[155:200] = 1.0  # a gap of 5 frames: 0.085 s
    probability[300:303] = 1.0  # 0.051 s
    regions = find_regions(probability, STEP_S, HEARS_S, 10.0, SpeechOptions())
    assert len(regions) == 1
    assert regions[0].duration_s == pytest.approx(100 * STEP_S)


def test_nobody_speaks_no_region():
    assert find_regions(np.zeros(50), STEP_S, HEARS_S, 1.0, SpeechOptions()) == ()
    assert find_regions(np.zeros(0), STEP_S, HEARS_S, 0.0, SpeechOptions()) == ()


@settings(max_examples=50, deadline=None)
@given(npst.arrays(np.float32, st.integers(1, 300), elements=st.floats(0, 1, width=32)))
def test_regions_are_sorted_disjoint_and_inside_the_recording(probability):
    duration_s = len(probability) * STEP_S
    regions = find_regions(probability, STEP_S, HEARS_S, duration_s, SpeechOptions())
    edges = [edge for region in regions for edge in (region.start_s, region.end_s)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= duration_s for edge in edges)
    assert all(region.duration_s >= SpeechOptions().min_duration_on_s for region in regions)


def test_runs():
    assert active_runs(np.zeros(3, dtype=bool)).shape == (0, 2)
    assert active_runs(np.ones(3, dtype=bool)).tolist() == [[0, 3]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("step_s", 0.0),
        ("step_s", float("nan")),
        ("batch_size", 0),
        ("onset", 1.0),
        ("offset", 0.9),
        ("min_duration_on_s", -1.0),
        ("min_duration_off_s", 6.0),
        ("device", "tpu"),
    ],
)
def test_an_option_out_of_range_is_named_with_its_value(field, value):
    with pytest.raises(ValueError, match=rf"{field} is .*{value}"):
        SpeechOptions(**{field: value})
