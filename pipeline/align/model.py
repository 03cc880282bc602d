"""The segment model: which item each stretch of the meeting belongs to, by dynamic programming.

A semi-Markov model (Sarawagi and Cohen, Semi-Markov Conditional Random Fields, 2004) over the agenda's order: a stretch
is scored by how well it fits its item, by its length and by its cohesion (the kernel change-point criterion of Arlot,
Celisse and Harchaoui, 2019, on sentence vectors); a change is scored by what was said there and by the order of the
agenda. The best path is exact. What was found under an item then speaks for it besides its title (one step of hard
expectation maximisation), and the search is made again; confidences are posteriors by forward-backward over the same
scores.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.options import AlignOptions

Floats = npt.NDArray[np.float64]

OWN_PRIOR = 20.0  # mass of nothing in particular that is found under every item
MORE_SKIPPED = 0.5  # share of the cost for each further item left out at once


@dataclass(frozen=True)
class Evidence:
    """What speaks for which item where, for n blocks and k items.

    Attributes
    ----------
    emission : ndarray
        Score of each block under each item. shape = (n, k)
    features : ndarray
        Sum of the weighted sentence vectors of each block. shape = (n, dimension)
    mass : ndarray
        How much is said in each block; positive. shape = (n,)
    begins : ndarray
        Score of an item's beginning at a block. shape = (n, k)
    follows : ndarray
        Score of going on to the next item at a block. shape = (n,)
    changes : ndarray
        Score of any change at a block. shape = (n,)
    due : ndarray
        How surely each item is taken up, in [0, 1]: leaving it out costs so much of the skip cost. shape = (k,)
    shares : ndarray
        Share of the meeting that each item is expected to take; positive. shape = (k,)
    """

    emission: Floats
    features: Floats
    mass: Floats
    begins: Floats
    follows: Floats
    changes: Floats
    due: Floats
    shares: Floats


@dataclass(frozen=True)
class Segmentation:
    """The best path and how sure it is.

    Attributes
    ----------
    items : ndarray of int
        Item of each block. shape = (n,)
    begins : ndarray
        Posterior probability that an item begins at a block. shape = (n, k)
    """

    items: npt.NDArray[np.intp]
    begins: Floats


def segment(evidence: Evidence, options: AlignOptions) -> Segmentation:
    """Find the best sequence of items and the posterior of every beginning.

    Parameters
    ----------
    evidence : Evidence
        At least one block and one item.
    """
    stretches = _stretches(evidence, options)
    order = _order(evidence.due, options)
    items = _best_path(evidence, stretches, order)
    if options.own_weight:
        own = _like_its_own(evidence, items)
        evidence = replace(evidence, emission=evidence.emission + options.own_weight * own)
        items = _best_path(evidence, stretches, order)
    return Segmentation(items, _posterior(evidence, stretches, order, options.temperature))


def _like_its_own(evidence: Evidence, items: npt.NDArray[np.intp]) -> Floats:
    """Log likelihood of each block under what was found under each item, itself left out. shape = (n, k)

    Spherical Gaussians of unit variance around the items' means, which are drawn towards the mean of the meeting.
    """
    n, k = evidence.emission.shape
    sums, mass = np.zeros((k, evidence.features.shape[1])), np.zeros(k)
    np.add.at(sums, items, evidence.features)
    np.add.at(mass, items, evidence.mass)
    means = sums / (mass + OWN_PRIOR)[:, None]
    others = (sums[items] - evidence.features) / (mass[items] - evidence.mass + OWN_PRIOR)[:, None]
    likeness = evidence.features @ means.T - 0.5 * evidence.mass[:, None] * (means**2).sum(axis=1)
    itself = (evidence.features * others).sum(axis=1) - 0.5 * evidence.mass * (others**2).sum(axis=1)
    likeness[np.arange(n), items] = itself
    return np.asarray(likeness)


@dataclass(frozen=True)
class _Stretches:
    """Scores of stretches from block i up to block j, without what speaks for their item.

    Attributes
    ----------
    scores : ndarray
        For each expected length. shape = (n_lengths, n + 1, n + 1), upper triangle used
    which : ndarray of int
        Expected length of each item. shape = (k,)
    """

    scores: Floats
    which: npt.NDArray[np.intp]

    def until(self, block: int) -> Floats:
        """Of stretches that end before a block. shape = (block, k)"""
        return np.asarray(self.scores[self.which, :block, block].T)

    def since(self, block: int) -> Floats:
        """Of stretches that begin with a block. shape = (n - block, k)"""
        return np.asarray(self.scores[self.which, block, block + 1 :].T)


def _stretches(evidence: Evidence, options: AlignOptions) -> _Stretches:
    n = len(evidence.emission)
    said = np.concatenate([[0.0], np.cumsum(evidence.mass)])
    length = np.maximum(said[None, :] - said[:, None], 1e-9)
    sums = np.concatenate([np.zeros((1, evidence.features.shape[1])), np.cumsum(evidence.features, axis=0)])
    gram = sums @ sums.T
    squares = np.diag(gram)
    cohesion = np.maximum(squares[None, :] + squares[:, None] - 2 * gram, 0.0) / length
    forward = np.arange(n + 1)[:, None] < np.arange(n + 1)[None, :]
    cohesive = np.where(forward, options.cohesion_weight * cohesion, -np.inf)
    shares, which = np.unique(evidence.shares, return_inverse=True)
    scores = np.empty((len(shares), n + 1, n + 1))
    for row, share in enumerate(shares):
        surprise = 2 * np.log1p(np.log(length / (said[-1] * share)) ** 2 / 4)  # heavy-tailed: short votes, long debates
        scores[row] = cohesive - options.length_weight * surprise
    return _Stretches(scores, which.astype(np.intp))


def _order(due: Floats, options: AlignOptions) -> Floats:
    """Cost of going from item to item; row 0 is the beginning, column k the end. shape = (k + 1, k + 1)"""
    k = len(due)
    order = np.full((k + 1, k + 1), -np.inf)
    for here in range(-1, k):
        for there in range(k + 1):
            if there > here:
                missed = due[here + 1 : there]
                share = (1 - MORE_SKIPPED) * missed.max() + MORE_SKIPPED * missed.sum() if len(missed) else 0.0
                order[here + 1, there] = -options.skip_cost * share
            elif there < here:
                order[here + 1, there] = -options.back_cost
    order[0, k] = -np.inf
    return order


def _enter(ends: Floats, block: int, evidence: Evidence, order: Floats, join: Callable[[Floats], Floats]) -> Floats:
    """Score of beginning each item at a block, given the score of ending each item there. shape = (k,)"""
    return np.asarray(join(ends[:, None] + _moves(block, evidence, order)) + evidence.begins[block])


def _moves(block: int, evidence: Evidence, order: Floats) -> Floats:
    """Score of each change of item at a block, without its beginning. shape = (k, k)"""
    k = evidence.emission.shape[1]
    moves = order[1:, :k] + evidence.changes[block]
    if evidence.follows[block]:
        moves = moves + np.eye(k, k=1) * evidence.follows[block]
    return np.asarray(moves)


def _best_path(evidence: Evidence, stretches: _Stretches, order: Floats) -> npt.NDArray[np.intp]:
    n, k = evidence.emission.shape
    so_far = np.concatenate([np.zeros((1, k)), np.cumsum(evidence.emission, axis=0)])
    enter = np.full((n, k), -np.inf)
    came_from = np.zeros((n, k), dtype=np.intp)
    began = np.zeros((n + 1, k), dtype=np.intp)
    ends = np.full((n + 1, k), -np.inf)
    enter[0] = order[0, :k] + evidence.begins[0]
    for j in range(1, n + 1):
        options = (enter[:j] - so_far[:j]) + stretches.until(j)
        began[j] = options.argmax(axis=0)
        ends[j] = options[began[j], np.arange(k)] + so_far[j]
        if j < n:
            moves = ends[j][:, None] + _moves(j, evidence, order)
            came_from[j] = moves.argmax(axis=0)
            enter[j] = moves[came_from[j], np.arange(k)] + evidence.begins[j]
    items = np.zeros(n, dtype=np.intp)
    item = int((ends[n] + order[1:, k]).argmax())
    end = n
    while end > 0:
        start = int(began[end, item])
        items[start:end] = item
        item = int(came_from[start, item])
        end = start
    return items


def _log_sum(scores: Floats) -> Floats:
    """Logarithm of the sum of exponentials over the first axis; all minus infinity stays so."""
    top = scores.max(axis=0)
    safe = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(safe + np.log(np.exp(scores - safe).sum(axis=0)))


def _posterior(evidence: Evidence, stretches: _Stretches, order: Floats, temperature: float) -> Floats:
    """Probability that an item begins at a block. shape = (n, k)"""
    cool = Evidence(
        evidence.emission / temperature,
        evidence.features,
        evidence.mass,
        evidence.begins / temperature,
        evidence.follows / temperature,
        evidence.changes / temperature,
        evidence.due,
        evidence.shares,
    )
    stretches = _Stretches(stretches.scores / temperature, stretches.which)
    order = order / temperature
    n, k = cool.emission.shape
    so_far = np.concatenate([np.zeros((1, k)), np.cumsum(cool.emission, axis=0)])
    enter = np.full((n, k), -np.inf)
    ends = np.full((n + 1, k), -np.inf)
    enter[0] = order[0, :k] + cool.begins[0]
    for j in range(1, n + 1):
        ends[j] = _log_sum((enter[:j] - so_far[:j]) + stretches.until(j)) + so_far[j]
        if j < n:
            enter[j] = _enter(ends[j], j, cool, order, _log_sum)
    after = np.full((n + 1, k), -np.inf)  # everything after an item ends at j
    inside = np.full((n, k), -np.inf)  # everything after an item begins at i
    after[n] = order[1:, k]
    for i in range(n - 1, -1, -1):
        inside[i] = _log_sum(stretches.since(i) + so_far[i + 1 :] + after[i + 1 :]) - so_far[i]
        if i:
            after[i] = _log_sum((_moves(i, cool, order) + cool.begins[i] + inside[i]).T)
    total = _log_sum(ends[n] + order[1:, k])
    return np.asarray(np.exp(np.minimum(enter + inside - total, 0.0)))


def runs(items: npt.NDArray[np.intp]) -> list[tuple[int, int, int]]:
    """Return the stretches (first block, end, item) of a path.

    Examples
    --------
    >>> runs(np.array([0, 0, 2]))
    [(0, 2, 0), (2, 3, 2)]
    """
    edges = [0, *(np.flatnonzero(np.diff(items)) + 1).tolist(), len(items)]
    return [(a, b, int(items[a])) for a, b in pairwise(edges)]
