"""Agglomerative clustering, against scipy's and against the definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from pipeline.diarize.linkage import Linkage


def random_similarity(n: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(n, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors @ vectors.T).astype(np.float32)


def same_partition(one, other) -> bool:
    return len({*zip(one, other, strict=True)}) == len({*one}) == len({*other})


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 30), st.integers(0, 10_000), st.floats(-0.5, 0.9))
def test_with_equal_weights_it_is_average_linkage(n, seed, threshold):
    similarity = random_similarity(n, seed)
    ours = Linkage.of(similarity.copy(), np.ones(n))
    ours.merge(threshold)
    distance = 1.0 - similarity.astype(np.float64)
    np.fill_diagonal(distance, 0.0)
    theirs = fcluster(linkage(squareform(distance, checks=False), "average"), 1.0 - threshold, "distance")
    assert same_partition(ours.labels(), theirs)


def test_the_heavier_cluster_counts_for_more():
    similarity = np.array([[1, 0.9, 0.0], [0.9, 1, 0.8], [0.0, 0.8, 1]], dtype=np.float32)
    linked = Linkage.of(similarity, np.array([1.0, 3.0, 1.0]))
    linked.merge(0.85)
    assert linked.labels().tolist() == [0, 0, 1]
    assert linked.similarity.max() == np.float32(0.6)  # (1 * 0.0 + 3 * 0.8) / 4


def test_it_stops_at_the_number_asked_for():
    linked = Linkage.of(random_similarity(9, 1), np.ones(9))
    linked.merge(-np.inf, at_least=4)
    assert linked.n_clusters == 4


def test_only_the_light_are_absorbed():
    similarity = np.array([[1, 0.3, 0.3], [0.3, 1, 0.2], [0.3, 0.2, 1]], dtype=np.float32)
    linked = Linkage.of(similarity, np.array([10.0, 10.0, 1.0]))
    linked.absorb(lighter_than=3.0, threshold=0.25)
    assert linked.labels().tolist() == [0, 1, 0]


def test_nothing_to_cluster():
    linked = Linkage.of(np.zeros((0, 0), dtype=np.float32), np.zeros(0))
    linked.merge(0.5)
    assert linked.n_clusters == 0
