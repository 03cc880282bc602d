"""Agglomerative clustering with average linkage and cannot-link constraints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

MAX_CONFLICT = 0.2  # of the smaller cluster's weight that may lie beside the other in one window


@dataclass(slots=True)
class Clusters:
    """Clusters on the way up the tree.

    The similarity of two clusters is the mean cosine over all pairs of their members' embeddings (average linkage):
    the product of their weighted sums over the product of their weights. Only the sums are kept, so that a merge costs
    one product of a matrix and a vector.

    Attributes
    ----------
    totals, weights : ndarray
        Weighted sum of unit-length embeddings, and the sum of the weights. shape = (n, dimension), (n,)
    conflicts : ndarray
        Weight of what lies side by side in one window, and so is two people. shape = (n, n)
    members : list of list of int
        Items of each cluster; empty where it was merged into another.
    """

    totals: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    conflicts: npt.NDArray[np.float64]
    members: list[list[int]]

    @classmethod
    def single(
        cls,
        totals: npt.NDArray[np.float64],
        weights: npt.NDArray[np.float64],
        conflicts: npt.NDArray[np.float64],
    ) -> Clusters:
        """Every item alone."""
        return cls(totals.copy(), weights.copy(), conflicts.copy(), [[i] for i in range(len(weights))])

    @property
    def n_clusters(self) -> int:
        """How many there are."""
        return sum(1 for group in self.members if group)

    def labels(self) -> npt.NDArray[np.int64]:
        """The cluster of each item, numbered from 0. shape = (n,)"""
        labels = np.zeros(sum(map(len, self.members)), dtype=np.int64)
        for number, group in enumerate(group for group in self.members if group):
            labels[group] = number
        return labels

    def similarities(self, row: int) -> npt.NDArray[np.float64]:
        """Of one cluster to all; -inf to itself, to what is gone and to what cannot be the same person. shape = (n,)"""
        alive = self.weights > 0
        similar = np.full(len(self.weights), -np.inf)
        similar[alive] = self.totals[alive] @ self.totals[row] / (self.weights[alive] * self.weights[row])
        limit = MAX_CONFLICT * np.minimum(self.weights, self.weights[row])
        similar[self.conflicts[row] > limit] = -np.inf
        similar[row] = -np.inf
        return similar

    def merge_while(self, threshold: float, at_least: int = 1) -> None:
        """Merge the closest two until none are closer than `threshold` (a cosine), or `at_least` are left."""
        n = len(self.weights)
        matrix = np.full((n, n), -np.inf, dtype=np.float32)
        for row in range(n):
            if self.members[row]:
                matrix[row] = self.similarities(row)
        best = matrix.argmax(axis=1) if n else np.zeros(0, dtype=np.int64)
        count = self.n_clusters
        while count > at_least:
            peak = matrix[np.arange(n), best]
            row = int(peak.argmax())
            if peak[row] < threshold or not np.isfinite(peak[row]):
                return
            self._join(row, int(best[row]), matrix, best)
            count -= 1

    def _join(self, row: int, other: int, matrix: npt.NDArray[np.float32], best: npt.NDArray[np.int64]) -> None:
        """Merge `other` into `row`, and bring the similarities and their maxima up to date."""
        self.totals[row] += self.totals[other]
        self.weights[row] += self.weights[other]
        self.conflicts[row] += self.conflicts[other]
        self.conflicts[:, row] += self.conflicts[:, other]
        self.members[row] += self.members[other]
        self.members[other] = []
        self.totals[other], self.weights[other] = 0.0, 0.0
        matrix[other], matrix[:, other] = -np.inf, -np.inf
        matrix[row] = self.similarities(row)
        matrix[:, row] = matrix[row]
        # columns `row` and `other` changed: a row whose maximum was there is searched again
        stale = np.flatnonzero((best == row) | (best == other))
        best[stale] = matrix[stale].argmax(axis=1)
        better = matrix[:, row] > matrix[np.arange(len(best)), best]
        best[better] = row
        best[row] = int(matrix[row].argmax())
