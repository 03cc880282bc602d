"""Windows: nothing of the speech is lost, none is too long, and times come back true."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.activity import Span, SpeechActivity
from pipeline.recording import Recording
from pipeline.transcribe.windows import TOLERANCE_S, Window, halve, pack, split
from tests.unit.transcribe.conftest import activity_of


@st.composite
def regions(draw: st.DrawFn) -> tuple[float, tuple[Span, ...]]:
    at, found = 0.0, []
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.floats(0.05, 20.0))
        length = draw(st.floats(0.05, 90.0))
        found.append(Span(at, at + length))
        at += length
    return at + draw(st.floats(0.0, 5.0)), tuple(found)


@settings(max_examples=60, deadline=None)
@given(
    given_regions=regions(),
    window_s=st.floats(5.0, 30.0),
    padding_s=st.floats(0.0, 1.0),
    pause_s=st.floats(0.0, 5.0),
)
def test_all_speech_lies_in_exactly_one_window(
    given_regions: tuple[float, tuple[Span, ...]], window_s: float, padding_s: float, pause_s: float
) -> None:
    duration_s, spans = given_regions
    activity = activity_of(spans, duration_s)
    windows = pack(activity, duration_s, window_s=window_s, padding_s=padding_s, pause_s=pause_s)
    pieces = [piece for window in windows for piece in window.pieces]
    assert all(window.duration_s <= window_s + TOLERANCE_S + 1e-6 for window in windows)
    assert all(piece.duration_s > 0 for piece in pieces)
    assert all(a.end_s <= b.start_s + 1e-9 for a, b in itertools.pairwise(pieces))
    assert all(piece.start_s >= 0 and piece.end_s <= duration_s + 1e-9 for piece in pieces)
    for span in spans:
        covered = sum(max(0.0, min(p.end_s, span.end_s) - max(p.start_s, span.start_s)) for p in pieces)
        assert covered == pytest.approx(span.duration_s, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(given_regions=regions(), at=st.floats(0, 1), length_s=st.floats(0, 3))
def test_times_come_back_inside_the_window(
    given_regions: tuple[float, tuple[Span, ...]], at: float, length_s: float
) -> None:
    duration_s, spans = given_regions
    for window in pack(activity_of(spans, duration_s), duration_s, window_s=29.0, padding_s=0.2, pause_s=1.0):
        start_s, end_s = window.interval(at * window.duration_s, at * window.duration_s + length_s)
        assert window.start_s - 1e-6 <= start_s <= end_s <= window.end_s + 1e-6
        assert any(piece.start_s - 1e-6 <= start_s and end_s <= piece.end_s + 1e-6 for piece in window.pieces)
        assert end_s - start_s <= length_s + 1e-6


def test_an_interval_after_a_cut_out_pause_has_its_true_time() -> None:
    window = Window((Span(10.0, 12.0), Span(60.0, 65.0)))
    assert window.interval(0.5, 1.0) == pytest.approx((10.5, 11.0))
    assert window.interval(3.0, 3.5) == pytest.approx((61.0, 61.5))
    assert window.interval(1.9, 2.8) == pytest.approx((60.0, 60.8))  # most of it lies behind the cut


def test_the_sound_is_joined_without_the_pause(tmp_path: Path) -> None:
    samples = np.arange(16_000 * 4, dtype="<i2") % 1000
    (tmp_path / "w").write_bytes(samples.tobytes())
    recording = Recording(tmp_path / "w", len(samples), ())
    sound = Window((Span(0.0, 1.0), Span(3.0, 4.0))).samples(recording)
    assert np.array_equal(sound, np.concatenate([samples[:16_000], samples[48_000:]]).astype(np.float32) / 32768)


def test_long_speech_is_cut_where_it_is_least_likely() -> None:
    activity = activity_of((Span(0.0, 50.0),), 50.0)
    probability = activity.probability.copy()
    probability[1200:1230] = 0.2  # a breath at 24 s
    quiet = SpeechActivity(activity.regions, probability, 0.02, 0.02, activity.chunks, 2.0, 10.0)
    pieces = split(Span(0.0, 50.0), quiet, 29.0)
    assert [pieces[0].start_s, pieces[-1].end_s] == [0.0, 50.0]
    assert 24.0 <= pieces[0].end_s <= 24.6


def test_halving_keeps_every_instant() -> None:
    window = Window((Span(0.0, 9.0), Span(20.0, 29.0), Span(40.0, 45.0)))
    parts = halve(window, activity_of((Span(0.0, 45.0),), 45.0), 10.0)
    assert all(part.duration_s <= 10.0 for part in parts)
    assert sum(part.duration_s for part in parts) == pytest.approx(window.duration_s)
    assert halve(window, activity_of((), 45.0), 30.0) == (window,)
