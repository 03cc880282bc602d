"""Agglomerative clustering with average linkage over any similarity matrix (Lance & Williams 1967)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(slots=True)
class Linkage:
    """Clusters on the way up the tree.

    The similarity of two clusters is the mean over all pairs of their members, by weight. Memory is one float32 matrix
    of the items; a merge costs a pass over one row and over the rows whose closest cluster it was.

    Attributes
    ----------
    similarity : ndarray
        Of the clusters that are left; -inf on the diagonal and for what is gone. shape = (n, n), float32
    weights : ndarray
        0 for what is gone. shape = (n,)
    closest : ndarray
        Of each row. shape = (n,)
    members : list of list of int
        Items of each cluster; empty where it was merged into another.
    """

    similarity: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float64]
    closest: npt.NDArray[np.int64]
    members: list[list[int]]

    @classmethod
    def of(cls, similarity: npt.NDArray[np.float32], weights: npt.NDArray[np.float64]) -> Linkage:
        """Every item alone. `similarity` is symmetric and is used up."""
        np.fill_diagonal(similarity, -np.inf)
        closest = similarity.argmax(axis=1) if len(weights) else np.zeros(0, dtype=np.int64)
        return cls(similarity, weights.astype(np.float64), closest, [[i] for i in range(len(weights))])

    @classmethod
    def grouped(
        cls, similarity: npt.NDArray[np.float32], weights: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]
    ) -> Linkage:
        """Items of one label together. `similarity` is symmetric and is used up."""
        linkage = cls.of(similarity, weights)
        first: dict[int, int] = {}
        for item, label in enumerate(labels.tolist()):
            if label in first:
                linkage.join(first[label], item)
            else:
                first[label] = item
        return linkage

    @property
    def n_clusters(self) -> int:
        """How many are left."""
        return sum(1 for group in self.members if group)

    def labels(self) -> npt.NDArray[np.int64]:
        """The cluster of each item, numbered from 0 in the order of first items. shape = (n,)"""
        labels = np.zeros(len(self.members), dtype=np.int64)
        for number, group in enumerate(sorted((group for group in self.members if group), key=min)):
            labels[group] = number
        return labels

    def merge(self, threshold: float, at_least: int = 1) -> None:
        """Merge the most similar two until none reach `threshold`, or `at_least` are left."""
        rows = np.arange(len(self.members))
        for _ in range(self.n_clusters - at_least):
            peaks = self.similarity[rows, self.closest]
            row = int(peaks.argmax())
            if not peaks[row] >= threshold:
                return
            self.join(row, int(self.closest[row]))

    def absorb(self, lighter_than: float, threshold: float) -> None:
        """Merge what is lighter than this, the lightest first, into the most similar that reaches `threshold`."""
        while True:
            peaks = self.similarity.max(axis=1, initial=-np.inf)
            light = np.flatnonzero((self.weights > 0) & (self.weights < lighter_than) & (peaks >= threshold))
            if not len(light):
                return
            row = int(light[self.weights[light].argmin()])
            self.join(int(self.similarity[row].argmax()), row)

    def join(self, row: int, other: int) -> None:
        """Merge `other` into `row`."""
        share = self.weights[other] / (self.weights[row] + self.weights[other])
        joined = (1.0 - share) * self.similarity[row] + share * self.similarity[other]  # -inf stays -inf
        joined[[row, other]] = -np.inf
        self.similarity[row] = self.similarity[:, row] = joined
        self.similarity[other] = self.similarity[:, other] = -np.inf
        self.weights[row] += self.weights[other]
        self.weights[other] = 0.0
        self.members[row] += self.members[other]
        self.members[other] = []
        stale = np.flatnonzero((self.closest == row) | (self.closest == other))
        self.closest[stale] = self.similarity[stale].argmax(axis=1)
        self.closest[row] = int(joined.argmax())
        nearer = joined > self.similarity[np.arange(len(joined)), self.closest]
        self.closest[nearer] = row
