"""Features of sound that no recorder should have written."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pipeline.transcribe.engines.sound import log_mel


def tone(seconds: float = 2.0) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return (0.3 * np.sin(np.arange(round(seconds * 16_000)) / 8)).astype(np.float32)


def test_what_is_no_number_counts_as_silence() -> None:
    broken, silent = tone(), tone()
    broken[8_000:16_000] = np.nan
    silent[8_000:16_000] = 0.0
    assert torch.equal(log_mel([broken], 80, "cpu"), log_mel([silent], 80, "cpu"))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0])
def test_a_window_of_one_value_has_finite_features(value: float) -> None:
    assert torch.isfinite(log_mel([np.full(16_000, value, dtype=np.float32)], 80, "cpu")).all()


def test_clipped_sound_is_cut_at_full_scale() -> None:
    assert torch.equal(log_mel([tone() * 100], 80, "cpu"), log_mel([np.clip(tone() * 100, -1, 1)], 80, "cpu"))


@pytest.mark.parametrize(("seconds", "frames"), [(0.1, 1000), (8.0, 1000), (8.1, 2000), (18.0, 2000), (18.1, 3000)])
def test_short_sounds_are_padded_to_the_next_context(seconds: float, frames: int) -> None:
    assert log_mel([tone(0.1), tone(seconds)], 128, "cpu").shape == (2, 128, frames)
