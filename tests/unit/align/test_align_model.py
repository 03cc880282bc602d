"""The segment model against the plain version: every segmentation written out."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from align_meetings import aligned, conversation, meeting
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align import AlignOptions
from pipeline.align.model import Evidence, runs, segment

OPTIONS = AlignOptions(
    own_weight=0.0, skip_cost=2.0, back_cost=3.0, length_weight=0.7, cohesion_weight=0.3, temperature=1.0
)


def evidence(seed: int, n: int, k: int) -> Evidence:
    random = np.random.default_rng(seed)
    return Evidence(
        random.normal(size=(n, k)),
        random.normal(size=(n, 3)),
        random.uniform(0.5, 2, size=n),
        np.maximum(random.normal(size=(n, k)), 0),
        np.maximum(random.normal(size=n), 0),
        random.normal(size=n) / 3,
        random.uniform(0, 1, size=k) * (random.random(k) > 0.3),
        random.choice([0.2, 0.5], size=k),
    )


def order_cost(here: int, there: int, due: np.ndarray) -> float:  # type: ignore[type-arg]
    if there < here:
        return -OPTIONS.back_cost
    missed = [float(due[i]) for i in range(here + 1, there)]
    return -OPTIONS.skip_cost * (max(missed) + sum(missed)) / 2 if missed else 0.0


def plain_score(e: Evidence, cuts: tuple[int, ...], labels: tuple[int, ...]) -> float:
    n, k = e.emission.shape
    edges = [0, *cuts, n]
    total, before = 0.0, -1
    for label, first, last in zip(labels, edges, edges[1:], strict=False):
        mass = e.mass[first:last].sum()
        total += e.emission[first:last, label].sum()
        total += OPTIONS.cohesion_weight * float((e.features[first:last].sum(axis=0) ** 2).sum() / mass)
        total -= OPTIONS.length_weight * 2 * np.log1p(np.log(mass / (e.mass.sum() * e.shares[label])) ** 2 / 4)
        total += order_cost(before, label, e.due) + e.begins[first, label]
        if first:
            total += e.changes[first] + (e.follows[first] if label == before + 1 else 0.0)
        before = label
    return total + order_cost(before, k, e.due)


def everything(e: Evidence) -> list[tuple[float, tuple[int, ...], tuple[int, ...]]]:
    n, k = e.emission.shape
    return [
        (plain_score(e, cuts, labels), cuts, labels)
        for size in range(n)
        for cuts in combinations(range(1, n), size)
        for labels in product(range(k), repeat=size + 1)
        if all(a != b for a, b in pairwise(labels))
    ]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 5), k=st.integers(1, 3))
def test_the_path_is_the_best_of_all_and_the_posterior_is_exact(seed: int, n: int, k: int) -> None:
    e = evidence(seed, n, k)
    scores = everything(e)
    found = segment(e, OPTIONS)
    stretches = runs(found.items)
    mine = plain_score(e, tuple(first for first, _, _ in stretches[1:]), tuple(item for _, _, item in stretches))
    assert mine == pytest.approx(max(score for score, _, _ in scores))
    total = np.logaddexp.reduce([score for score, _, _ in scores])
    begins = np.zeros((n, k))
    for score, cuts, labels in scores:
        for first, label in zip((0, *cuts), labels, strict=True):
            begins[first, label] += np.exp(score - total)
    assert found.begins == pytest.approx(begins, abs=1e-9)


def test_a_higher_temperature_makes_less_sure() -> None:
    e = evidence(3, 12, 3)
    sure, unsure = (segment(e, AlignOptions(temperature=t)) for t in (0.5, 5.0))
    assert (sure.items == unsure.items).all()
    assert sure.begins.max(axis=1)[1:].max() > unsure.begins.max(axis=1)[1:].max()


LINE = st.sampled_from(
    [
        "Formand: Så går vi til punkt 2.",
        "Formand: Næste punkt.",
        "Formand: Punkt 3 udsættes.",
        "Formand: Velkommen til mødet.",
        "Formand: Mødet er hævet.",
        "Formand: Vi holder fem minutters pause.",
        "Formand: Så fortsætter vi.",
        "Jens: Budgettet er for stort.",
        "Mona: Legepladsen mangler sand.",
        "Jens: Ja.",
    ]
)


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(LINE, max_size=14), chair=st.sampled_from(["Formand", None]), times=st.booleans())
def test_every_utterance_has_an_item_or_lies_outside_and_nothing_is_random(
    lines: list[str], chair: str | None, times: bool
) -> None:
    of = meeting("Referat", "Budget", "Legeplads")
    said = conversation(lines, chair=chair, times=times)
    found = aligned(said, of)
    assert list(found.items) == [u.id for u in said.utterances]
    assert set(found.outside) == {key for key, item in found.items.items() if item is None}
    assert all(item in (None, 0, 1, 2) for item in found.items.values())
    assert all(0 <= b.confidence <= 1 and len(b.alternatives) <= 2 for b in found.boundaries)
    assert found == aligned(said, of)


@settings(max_examples=20, deadline=None)
@given(lines=st.lists(LINE, min_size=1, max_size=10), order=st.permutations([0, 1, 2]))
def test_the_order_of_the_attendees_changes_nothing(lines: list[str], order: list[int]) -> None:
    of = meeting("Referat", "Budget", "Legeplads", presenters=["", "Jens Bach", ""])
    mixed = replace(of, attendees=tuple(of.attendees[i] for i in order))
    assert aligned(conversation(lines), of) == aligned(conversation(lines), mixed)
