"""The ledger accounts for every millisecond, whatever the utterances, gaps and regions."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.activity import Span, SpeechActivity
from pipeline.align.ledger import MIN_NO_WORDS_MS, account
from pipeline.minutes import LedgerEntry, LedgerKind, Outside
from pipeline.transcript import Conversation, Gap, Utterance, Word

DURATION_S = st.floats(0, 30, allow_nan=False)
STRETCH = st.tuples(st.floats(-1, 32, allow_nan=False), st.floats(0, 8, allow_nan=False))
PLACE = st.one_of(st.integers(0, 3), st.sampled_from(Outside))
REASONS = ("loop", "low-confidence", "no-words", "hallucination", "language", "error")


def activity(*spans: tuple[float, float]) -> SpeechActivity:
    regions = tuple(Span(start, end) for start, end in spans)
    return SpeechActivity(regions, np.zeros(0, np.float16), 0.01, 0.02, np.zeros((0, 1, 3), np.uint8), 1.0, 10.0)


def utterance(number: int, start_s: float, end_s: float) -> Utterance:
    return Utterance(f"u{number:04}", "A", (Word("ord"),), start_s, end_s)


def ledger(
    duration_s: float | None,
    spoken: list[tuple[float, float, int | Outside]],
    gaps: list[Gap] | None = None,
    regions: list[tuple[float, float]] | None = None,
) -> tuple[LedgerEntry, ...]:
    utterances = tuple(utterance(i, start, end) for i, (start, end, _) in enumerate(spoken))
    items = {u.id: p if isinstance(p, int) else None for u, (_, _, p) in zip(utterances, spoken, strict=True)}
    outside = {u.id: p for u, (_, _, p) in zip(utterances, spoken, strict=True) if isinstance(p, Outside)}
    conversation = Conversation(utterances, (), duration_s, tuple(gaps or ()))
    return account(conversation, items, outside, None if regions is None else activity(*regions))


@settings(max_examples=150, deadline=None)
@given(
    duration_s=DURATION_S,
    spoken=st.lists(st.tuples(STRETCH, PLACE), max_size=8),
    gaps=st.lists(st.tuples(STRETCH, st.sampled_from(REASONS)), max_size=5),
    regions=st.one_of(st.none(), st.lists(STRETCH, max_size=5)),
)
def test_the_parts_are_gapless_and_add_up_to_the_duration(duration_s, spoken, gaps, regions) -> None:  # type: ignore[no-untyped-def]
    entries = ledger(
        duration_s,
        [(start, start + length, place) for (start, length), place in spoken],
        [Gap(start, start + length, reason) for (start, length), reason in gaps],
        None if regions is None else [(start, start + length) for start, length in regions],
    )
    assert sum(entry.end_ms - entry.start_ms for entry in entries) == round(duration_s * 1000)
    position = 0
    for entry in entries:
        assert entry.start_ms == position
        assert entry.end_ms > entry.start_ms
        assert (entry.item is not None) == (entry.kind is LedgerKind.ITEM)
        assert bool(entry.reason) == (entry.kind in (LedgerKind.OUTSIDE, LedgerKind.NOT_UNDERSTOOD))
        position = entry.end_ms
    for before, after in pairwise(entries):
        assert (before.kind, before.item, before.reason) != (after.kind, after.item, after.reason)


@settings(max_examples=100, deadline=None)
@given(duration_s=st.floats(0.01, 30), spoken=st.lists(st.tuples(STRETCH, PLACE), max_size=8))
def test_every_spoken_millisecond_is_in_an_item_or_outside(duration_s, spoken) -> None:  # type: ignore[no-untyped-def]
    entries = ledger(
        duration_s, [(start, start + length, place) for (start, length), place in spoken], regions=[(0, 40)]
    )
    covered = np.zeros(round(duration_s * 1000), dtype=bool)
    for (start, length), _ in spoken:
        covered[max(0, round(start * 1000)) : max(0, round((start + length) * 1000))] = True
    accounted = np.zeros_like(covered)
    for entry in entries:
        if entry.kind in (LedgerKind.ITEM, LedgerKind.OUTSIDE):
            accounted[entry.start_ms : entry.end_ms] = True
    assert (covered == accounted).all()


def test_each_kind_is_told_apart() -> None:
    entries = ledger(
        10.0,
        [(1.0, 2.0, 0), (2.5, 3.0, Outside.BREAK)],
        [Gap(5.0, 6.0, "loop")],
        [(1.0, 3.0), (5.0, 6.0), (7.0, 8.0)],
    )
    assert [(e.start_ms, e.end_ms, e.kind.value, e.item, e.reason) for e in entries] == [
        (0, 1000, "no-speech", None, ""),
        (1000, 2000, "item", 0, ""),
        (2000, 2500, "not-understood", None, "no-words"),
        (2500, 3000, "outside", None, "break"),
        (3000, 5000, "no-speech", None, ""),
        (5000, 6000, "not-understood", None, "loop"),
        (6000, 7000, "no-speech", None, ""),
        (7000, 8000, "not-understood", None, "no-words"),
        (8000, 10000, "no-speech", None, ""),
    ]


def test_words_win_over_a_gap_and_the_earlier_utterance_over_the_later() -> None:
    entries = ledger(4.0, [(0.0, 2.0, 0), (1.0, 3.0, 1)], [Gap(1.5, 4.0, "error")])
    assert [(e.end_ms, e.item) for e in entries] == [(2000, 0), (3000, 1), (4000, None)]


def test_a_short_edge_of_speech_without_words_is_no_speech() -> None:
    short = MIN_NO_WORDS_MS / 1000 / 2
    entries = ledger(2.0, [(0.0, 1.0, 0)], regions=[(0.0, 1.0 + short)])
    assert [e.kind for e in entries] == [LedgerKind.ITEM, LedgerKind.NO_SPEECH]


def test_without_detected_speech_what_has_no_words_is_no_speech() -> None:
    assert [e.kind for e in ledger(1.0, [])] == [LedgerKind.NO_SPEECH]


@pytest.mark.parametrize("duration_s", [None, 0.0])
def test_without_a_clock_or_a_duration_there_is_nothing_to_account_for(duration_s: float | None) -> None:
    assert ledger(duration_s, []) == ()
