"""The guards name what cannot be trusted, and let people talk as people do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.activity import Span
from pipeline.transcribe import TranscribeOptions, guards, invented
from pipeline.transcribe.engines.port import Hypothesis
from pipeline.transcribe.windows import Window
from pipeline.transcript import Word
from tests.unit.transcribe.conftest import activity_of

OPTIONS = TranscribeOptions()


def hypothesis(
    n_tokens: int = 10, avg_logprob: float = -0.3, no_speech: float = 0.1, complete: bool = True
) -> Hypothesis:
    return Hypothesis(tuple(range(n_tokens)), avg_logprob, no_speech, 0.0, complete)


@pytest.mark.parametrize(
    ("found", "text", "duration_s", "reason"),
    [
        (hypothesis(), "vi går videre til punkt to", 5.0, ""),
        (hypothesis(avg_logprob=-1.2), "vi går videre", 5.0, "low-confidence"),
        (hypothesis(avg_logprob=-1.2, no_speech=0.7), "vi går videre", 5.0, "no-words"),
        (hypothesis(no_speech=0.9), "vi går videre", 5.0, ""),  # sure of its words
        (hypothesis(), "  ", 5.0, "no-words"),
        (hypothesis(), "ja ja ja ja ja ja " * 10, 20.0, "loop"),
        (hypothesis(complete=False), "vi går videre til", 5.0, "loop"),
        (hypothesis(n_tokens=60), "vi går videre til noget helt andet og mere", 1.0, "hallucination"),
    ],
)
def test_failure_names_its_reason(found: Hypothesis, text: str, duration_s: float, reason: str) -> None:
    assert guards.failure(found, text, duration_s, OPTIONS) == reason


def test_the_likelier_silence_is_the_surer_the_words_must_be() -> None:
    doubtful = hypothesis(avg_logprob=-0.8)
    assert guards.failure(doubtful, "vi går videre", 5.0, OPTIONS) == ""
    assert guards.failure(hypothesis(avg_logprob=-0.8, no_speech=0.5), "vi går", 5.0, OPTIONS) == "low-confidence"
    assert guards.failure(doubtful, "vi går videre", 5.0, OPTIONS, again=True) == "low-confidence"


def test_a_loop_in_the_middle_fails() -> None:
    tokens = (*range(30), *([1, 2, 3] * 6), *range(40, 70))
    found = Hypothesis(tokens, -0.1, 0.0, 0.0, True)
    assert guards.failure(found, "forskellige ord som ikke gentages her", 20.0, OPTIONS) == "loop"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 500), max_size=20), st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_any_ngram_repeated_often_is_a_loop(before: list[int], gram: list[int]) -> None:
    assert guards.repeats([*before, *gram * 12])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=60, unique=True))
def test_different_tokens_are_no_loop(tokens: list[int]) -> None:
    assert not guards.loops_anywhere(tokens)
    assert not guards.loops_anywhere([*tokens, *tokens[-1:] * 3])


def test_the_prompt_said_back_is_an_echo() -> None:
    hint = "Bettina Lundgren, Kristian Kjærsgaard, Sundhedsministeriet."
    assert guards.echoes("Bettina Lundgren, Kristian", hint)
    assert not guards.echoes("Bettina Lundgren", hint)  # a name that was said
    assert not guards.echoes("tak til Bettina Lundgren", hint)


@pytest.mark.parametrize(
    "text",
    [
        "Danske tekster af Jesper Buhl, Scandinavian Text Service 2018",
        "Undertekster af Nicolai Winther",
        "Tak fordi du så med.",
        "Thanks for watching!",
        "Subtitles by the Amara.org community",
    ],
)
def test_credits_call_for_evidence(text: str) -> None:
    activity = activity_of((Span(0.0, 10.0),), 10.0)
    words = [Word(word, k * 0.5, k * 0.5 + 0.4, 0.9) for k, word in enumerate(text.split() * 2)]
    assert invented.suspicious(text, words, Window((Span(0.0, 10.0),)), activity)


def test_ordinary_speech_calls_for_none() -> None:
    activity = activity_of((Span(0.0, 10.0),), 10.0)
    text = "så går vi videre til det næste punkt på dagsordenen"
    words = [Word(word, k * 0.5, k * 0.5 + 0.4, 0.9) for k, word in enumerate(text.split())]
    window = Window((Span(0.0, 10.0),))
    assert not invented.suspicious(text, words, window, activity)
    assert invented.suspicious(text, words, window, activity_of((Span(0.0, 2.0),), 10.0))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("engine", "kaldi"),
        ("device", "tpu"),
        ("dtype", "int4"),
        ("language", "Danish"),
        ("batch_size", -1),
        ("window_s", 31.0),
        ("window_s", float("nan")),
        ("temperatures", (0.5, 0.0)),
        ("temperatures", ()),
        ("retry_window_s", (0.0,)),
    ],
)
def test_wrong_options_name_field_and_value(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        TranscribeOptions(**{field: value})  # type: ignore[arg-type]
