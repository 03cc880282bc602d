"""Word times: the batched warping is the plain one, and words carry their punctuation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.activity import Span
from pipeline.transcribe import placing
from pipeline.transcribe.align_words import TimedWord, median_filter, token_times, warp, words_of
from pipeline.transcribe.engines.port import TokenTimes
from pipeline.transcribe.tokens import Text
from pipeline.transcribe.windows import Window
from tests.unit.transcribe.conftest import activity_of


def plain_warp(cost: npt.NDArray[np.float32]) -> list[int]:
    """openai-whisper's ``dtw_cpu``, cell by cell."""
    n, m = cost.shape
    total = np.full((n + 1, m + 1), np.inf)
    total[0, 0] = 0.0
    move = np.zeros((n + 1, m + 1), dtype=int)
    for j in range(1, m + 1):
        for i in range(1, n + 1):
            c0, c1, c2 = total[i - 1, j - 1], total[i - 1, j], total[i, j - 1]
            move[i, j] = 0 if c0 < c1 and c0 < c2 else 1 if c1 < c0 and c1 < c2 else 2
            total[i, j] = cost[i - 1, j - 1] + min(c0, c1, c2)
    move[0, :], move[:, 0] = 2, 1
    first, i, j = [0] * n, n, m
    while i > 0 or j > 0:
        if i > 0 and j > 0:
            first[i - 1] = j - 1
        step = move[i, j]
        i, j = i - (step != 2), j - (step != 1)
    return first


@settings(max_examples=25, deadline=None)
@given(
    shapes=st.lists(st.tuples(st.integers(1, 9), st.integers(9, 30)), min_size=1, max_size=4), seed=st.integers(0, 99)
)
def test_batched_warping_equals_the_plain_one(shapes: list[tuple[int, int]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    costs = [rng.normal(size=shape).astype(np.float32) for shape in shapes]
    assert [found.tolist() for found in warp(costs)] == [plain_warp(cost) for cost in costs]


def test_median_filter_is_the_median() -> None:
    x = torch.randn(2, 3, 40)
    padded = torch.nn.functional.pad(x, (3, 3), mode="reflect")
    assert torch.equal(median_filter(x), padded.unfold(-1, 7, 1).median(dim=-1).values)
    assert torch.equal(median_filter(x[..., :3]), x[..., :3])


def test_token_times_follow_a_clear_diagonal() -> None:
    cost = np.ones((4, 40), dtype=np.float32)
    for token in range(4):
        cost[token, token * 10 : token * 10 + 10] = -1.0
    times = token_times([torch.from_numpy(cost)], [np.ones(3)])[0]
    assert times.boundaries_s == pytest.approx([0.0, 0.2, 0.4, 0.6], abs=0.021)


def test_words_carry_their_punctuation_and_their_own_times(english: Text) -> None:
    tokens = english.tokenizer.encode(' He said, "yes." Right?')
    times = TokenTimes(np.arange(len(tokens) + 1) * 0.1, np.ones(len(tokens)))
    words = words_of(tokens, times, english.tokenizer)
    assert [word.text for word in words] == ["He", "said,", '"yes."', "Right?"]
    assert words[1].end_s - words[1].start_s == pytest.approx(0.1)


@pytest.mark.parametrize("word", ["85,000", "12.5", "16:30", "boat-house", "and/or", "R&D", "www.example.dk"])
def test_a_sign_inside_a_word_does_not_tear_it(english: Text, word: str) -> None:
    tokens = english.tokenizer.encode(f" It is {word}, then.")
    times = TokenTimes(np.arange(len(tokens) + 1) * 0.1, np.ones(len(tokens)))
    assert [w.text for w in words_of(tokens, times, english.tokenizer)] == ["It", "is", f"{word},", "then."]


def test_danish_letters_are_not_torn(english: Text) -> None:
    text = Text(51865, "da")
    tokens = text.tokenizer.encode(" Søren får rødgrød på Ærø.")
    times = TokenTimes(np.arange(len(tokens) + 1) * 0.1, np.ones(len(tokens)))
    assert [w.text for w in words_of(tokens, times, text.tokenizer)] == ["Søren", "får", "rødgrød", "på", "Ærø."]


WORDS = st.lists(st.tuples(st.floats(-1, 40), st.floats(-1, 40), st.floats(0, 1)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_placed_words_are_monotone_and_inside_their_window(raw: list[tuple[float, float, float]]) -> None:
    activity = activity_of((Span(3.0, 8.0), Span(30.0, 52.0)), 60.0)
    window = Window((Span(2.8, 8.2), Span(29.8, 52.2)))
    placed = placing.place([TimedWord("ord", a, b, p) for a, b, p in raw], window, activity)
    assert len(placed) == len(raw)
    for word in placed:
        assert word.start_s is not None
        assert word.end_s is not None
        assert window.start_s <= word.start_s <= word.end_s <= window.end_s
    starts = [word.start_s for word in placed]
    assert all(a.end_s <= b for a, b in zip(placed, starts[1:], strict=False))  # type: ignore[operator]


def test_a_word_does_not_begin_in_the_pause_before_it() -> None:
    activity = activity_of((Span(5.0, 6.0),), 10.0)
    word = placing.place([TimedWord("jamen", 0.0, 2.0, 1.0)], Window((Span(4.0, 7.0),)), activity)[0]
    assert word.start_s == pytest.approx(5.0, abs=0.03)
    assert word.end_s == pytest.approx(6.0, abs=0.03)


def test_words_where_nobody_speaks_are_told_and_speech_without_words_too() -> None:
    activity = activity_of((Span(5.0, 15.0),), 30.0)
    words = placing.place(
        [TimedWord("ja", 5.0, 5.4, 1.0), TimedWord("tak", 20.0, 20.5, 1.0)], Window((Span(0.0, 30.0),)), activity
    )
    assert placing.unspoken(words, activity) == [False, True]
    rest = placing.uncovered(words[:1], Window((Span(0.0, 30.0),)), activity, 2.0)
    assert [(round(s.start_s, 1), round(s.end_s, 1)) for s in rest] == [(5.4, 15.0)]
