from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identify.options import IdentifyOptions
from pipeline.identify.words import assign_voices, ends_sentence, make_utterances
from pipeline.transcript import Turn, Word

OPTIONS = IdentifyOptions()


def spoken(text: str, start_s: float, per_word_s: float = 0.3) -> list[Word]:
    return [
        Word(word, start_s + at * per_word_s, start_s + (at + 0.9) * per_word_s) for at, word in enumerate(text.split())
    ]


def test_a_turn_boundary_that_is_late_does_not_tear_a_sentence() -> None:
    first = spoken("Det er så slut.", 0.0)
    second = spoken("Tak for det.", 1.2)
    turns = [Turn("A", 0.0, 1.5), Turn("B", 1.5, 2.2)]  # the first word of B lies in A's turn
    voices = assign_voices([*first, *second], turns, OPTIONS)
    assert voices == ["A"] * 4 + ["B"] * 3


def test_an_interjection_keeps_its_own_voice_and_leaves_the_neighbours_alone() -> None:
    words = [*spoken("Vi har brugt pengene.", 0.0), *spoken("Ja.", 1.2), *spoken("Og nu er der ikke flere.", 1.5)]
    turns = [Turn("A", 0.0, 1.18), Turn("B", 1.2, 1.47), Turn("A", 1.5, 3.4)]
    assert assign_voices(words, turns, OPTIONS) == ["A"] * 4 + ["B"] + ["A"] * 6


def test_a_blip_inside_a_sentence_changes_no_voice() -> None:
    words = spoken("vi har brugt alle de penge vi havde", 0.0)
    turns = [Turn("A", 0.0, 0.9), Turn("B", 0.9, 1.2), Turn("A", 1.2, 2.5)]
    assert assign_voices(words, turns, OPTIONS) == ["A"] * 8


def test_a_word_far_from_every_turn_has_no_voice() -> None:
    words = [*spoken("Goddag.", 0.0), *spoken("Hvad?", 60.0)]
    assert assign_voices(words, [Turn("A", 0.0, 1.0)], OPTIONS) == ["A", None]


def test_a_word_just_outside_a_turn_goes_to_the_nearest() -> None:
    words = [*spoken("Goddag.", 0.0), *spoken("Farvel.", 1.5)]
    assert assign_voices(words, [Turn("A", 0.0, 1.0), Turn("B", 5.0, 6.0)], OPTIONS) == ["A", "A"]


def test_words_without_times_go_with_their_neighbours() -> None:
    words = [Word("vi"), *spoken("har brugt pengene", 0.0), Word("nu.")]
    assert assign_voices(words, [Turn("A", 0.0, 2.0)], OPTIONS) == ["A"] * 5


def test_no_turns_no_voices() -> None:
    assert assign_voices(spoken("en to", 0.0), [], OPTIONS) == [None, None]
    assert assign_voices([], [Turn("A", 0.0, 1.0)], OPTIONS) == []


@pytest.mark.parametrize(
    ("word", "following", "ends"),
    [
        ("slut.", "Tak", True),
        ("kl.", "12", False),
        ("12.", "oktober", False),
        ("bl.a.", "Per", False),
        ("Hvad?", "ja", True),
    ],
)
def test_the_end_of_a_sentence(word: str, following: str, ends: bool) -> None:
    assert ends_sentence(word, following) is ends


def test_utterances_end_at_pauses_voices_and_sentences() -> None:
    words = [*spoken("Jeg åbner mødet.", 0.0), *spoken("Velkommen.", 10.0), *spoken("Tak.", 10.4)]
    utterances = make_utterances(words, ["A", "A", "A", "A", "B"], OPTIONS)
    assert [(u.voice, u.text) for u in utterances] == [("A", "Jeg åbner mødet."), ("A", "Velkommen."), ("B", "Tak.")]
    assert utterances[0].start_s == 0.0
    assert utterances[0].end_s == pytest.approx(0.87)
    assert [u.id for u in utterances] == ["u0001", "u0002", "u0003"]


def test_a_sentence_without_end_is_cut_before_it_is_too_long() -> None:
    options = replace(OPTIONS, max_words=20)
    utterances = make_utterances(spoken("og så " * 50, 0.0), ["A"] * 100, options)
    assert max(len(u.words) for u in utterances) <= 20


texts = st.sampled_from(["ja", "Tak.", "og", "nej,", "Hvad?", "kl.", "12."])
voices = st.sampled_from(["A", "B", "C", None])


@given(
    st.lists(st.tuples(texts, voices, st.floats(0, 4)), max_size=60),
    st.integers(1, 10),
    st.integers(0, 20),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_and_the_order_is_kept(
    rows: list[tuple[str, str | None, float]], target: int, more: int, timed: bool
) -> None:
    words, clock = [], 0.0
    for text, _, pause_s in rows:
        clock += pause_s
        words.append(Word(text, clock, clock + 0.2) if timed else Word(text))
        clock += 0.2
    options = replace(OPTIONS, target_words=target, max_words=target + more)
    labels = [voice for _, voice, _ in rows]
    utterances = make_utterances(words, labels, options)
    assert [word for u in utterances for word in u.words] == words
    assert [u.voice for u in utterances for _ in u.words] == labels
    assert all(0 < len(u.words) <= options.max_words for u in utterances)
    assert len({u.id for u in utterances}) == len(utterances)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 1)), max_size=30),
    st.lists(st.tuples(st.sampled_from("ABC"), st.floats(0.05, 3), st.floats(0, 3)), max_size=10),
)
@settings(max_examples=100, deadline=None)
def test_every_word_gets_a_voice_of_the_diarization_or_none(
    rows: list[tuple[float, float]], spans: list[tuple[str, float, float]]
) -> None:
    words, clock = [], 0.0
    for pause_s, length_s in rows:
        words.append(Word("ord", clock + pause_s, clock + pause_s + length_s))
        clock += pause_s + length_s
    turns, clock = [], 0.0
    for voice, length_s, pause_s in spans:
        turns.append(Turn(voice, clock, clock + length_s))
        clock += length_s + pause_s
    found = assign_voices(words, turns, OPTIONS)
    assert len(found) == len(words)
    for word, voice in zip(words, found, strict=True):
        assert word.start_s is not None and word.end_s is not None
        near = min((max(t.start_s - word.end_s, word.start_s - t.end_s) for t in turns), default=1e9)
        assert (voice is None) == (near > OPTIONS.max_gap_s)
