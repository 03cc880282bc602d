"""How many voices there are, and which units they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.diarize.linkage import Linkage
from pipeline.diarize.vbx import vbx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.diarize.embedder import LocalEmbeddings
    from pipeline.diarize.membership import Membership
    from pipeline.diarize.options import VoiceBounds

MIN_TRAINING_S = 0.75  # shorter units are assigned to voices, but do not make them
MAX_ITEMS = 5_000  # neighbours are pooled beyond this: the similarity matrix stays at 100 MB
WINDOW_PRIOR = 0.12  # what the segmentation's word on two units of one window is worth, as a cosine
SHORT_S = 3.0  # a voice heard for less is hardly known: it joins another more easily, and is never forced to
SHORT_MARGIN = 0.1  # by which the cosine of the same person is lower where one of the two is short
LONG_MARGIN = 0.05  # by which it may be lower where both are long: their mean cosine is well known
MIN_CONFLICT_S = 0.5  # two voices that speak at once for longer are two people,
MIN_CONFLICT = 0.02  # if it is more than this share of the one that speaks less
BEFORE_PLDA = 0.15  # clusters that PLDA is to merge must be purer than those the cosine decides on, by this
MAX_THRESHOLD = 0.6  # clusters this similar are one person, whatever the bound says


@dataclass(frozen=True, slots=True)
class Items:
    """What is clustered: units in which one person speaks, pooled with their neighbours in very long recordings.

    Attributes
    ----------
    item_of : ndarray
        The item of each unit, or -1. shape = (n_units,)
    vectors : ndarray
        Mean embedding. shape = (n_items, dimension), float32
    seconds : ndarray
        shape = (n_items,)
    features : ndarray or None
        Mean in the PLDA space, where there is one. shape = (n_items, n_features)
    """

    item_of: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32]
    seconds: npt.NDArray[np.float64]
    features: npt.NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices found.

    Attributes
    ----------
    centres : ndarray
        Sum of the embeddings of each, by seconds. shape = (n_voices, dimension)
    n_merged : int
        Voices that were merged only because the attendee list is shorter.
    n_unknown : int
        Short voices that fit nobody, and were left out because the attendee list is shorter.
    excess : int
        Voices above the bound that are certainly different people.
    missing : int
        Voices below the lower bound.
    """

    centres: npt.NDArray[np.float64]
    n_merged: int = 0
    n_unknown: int = 0
    excess: int = 0
    missing: int = 0


def find_voices(
    embeddings: LocalEmbeddings,
    seconds: npt.NDArray[np.float64],
    windows: Sequence[Membership],
    overlap: int,
    bounds: VoiceBounds,
    threshold: float,
) -> Voices:
    """Cluster the units by average linkage; then meet the bounds.

    Two units that one window gives to the same local speaker are a little more alike for it, two that it gives to
    different ones a little less. Never K-means: above the bound the most similar voices are merged, except those that
    speak at the same time; a short voice that resembles nobody becomes unknown instead.

    Parameters
    ----------
    seconds : ndarray
        Length of each unit. shape = (n_units,)
    windows : sequence of Membership
        All windows.
    overlap : int
        How many windows hold each second.
    bounds : VoiceBounds
        From the attendee list.
    threshold : float
        Cosine above which two clusters are one person.
    """
    items = pool(embeddings, seconds)
    similarity = similarities(items, windows)
    linkage = Linkage.of(similarity.copy(), items.seconds)
    if items.features is None or embeddings.between is None:
        linkage.merge(threshold)
    else:
        linkage.merge(min(threshold + BEFORE_PLDA, MAX_THRESHOLD))
        labels = vbx(items.features, embeddings.between.astype(np.float64), linkage.labels())
        linkage = Linkage.grouped(similarity.copy(), items.seconds, labels)
    linkage.absorb(SHORT_S, threshold - SHORT_MARGIN)
    strict = threshold
    while _n_long(linkage) < (bounds.min or 1) and strict < MAX_THRESHOLD:
        strict += 0.05
        finer = Linkage.of(similarity.copy(), items.seconds)
        finer.merge(strict)
        finer.absorb(SHORT_S, strict - SHORT_MARGIN)
        linkage = finer if _n_long(finer) > _n_long(linkage) else linkage
    n_missing = max(0, (bounds.min or 1) - linkage.n_clusters)

    labels = linkage.labels()
    n_merged = n_unknown = excess = 0
    if bounds.max is not None and linkage.n_clusters > bounds.max:
        fitted = fit(linkage, conflicts(items, labels, windows) / overlap, bounds.max, threshold)
        n_merged, n_unknown = fitted.n_merged, fitted.n_unknown
        labels = fitted.labels
        excess = max(0, int(labels.max()) + 1 - bounds.max)
    centres = np.stack(
        [items.seconds[labels == voice] @ items.vectors[labels == voice] for voice in range(int(labels.max()) + 1)]
    )
    return Voices(centres, n_merged, n_unknown, excess, n_missing)


def pool(embeddings: LocalEmbeddings, seconds: npt.NDArray[np.float64]) -> Items:
    """Choose the units to cluster: long and clean ones if there are any."""
    clean = embeddings.counts == 1
    audible = embeddings.vectors.any(axis=1)
    choices = (clean & audible & (seconds >= MIN_TRAINING_S), clean & audible, audible, np.ones_like(clean))
    chosen = np.flatnonzero(next(choice for choice in choices if choice.any()))
    # neighbours without a cut between them are pooled first: they are one stretch of one speaker
    touching = embeddings.frames[chosen[1:], 0] == embeddings.frames[chosen[:-1], 1]
    size = -(-len(chosen) // MAX_ITEMS)
    run = np.concatenate(([0], np.cumsum(~touching)))
    place = np.arange(len(chosen)) - np.searchsorted(run, run)
    _, item = np.unique(run * len(chosen) + place // size, return_inverse=True)
    n_items = int(item.max()) + 1
    total = np.zeros((n_items, embeddings.vectors.shape[1]))
    np.add.at(total, item, seconds[chosen, None] * embeddings.vectors[chosen])
    weight = np.zeros(n_items)
    np.add.at(weight, item, seconds[chosen])
    item_of = np.full(len(seconds), -1, dtype=np.int64)
    item_of[chosen] = item
    features = None
    if embeddings.features is not None:
        features = np.zeros((n_items, embeddings.features.shape[1]))
        np.add.at(features, item, seconds[chosen, None] * embeddings.features[chosen])
        features /= weight[:, None]
    return Items(item_of, (total / weight[:, None]).astype(np.float32), weight, features)


def similarities(items: Items, windows: Sequence[Membership]) -> npt.NDArray[np.float32]:
    """Cosine of every two items, and what the windows that hold both say. shape = (n_items, n_items)"""
    similarity = items.vectors @ items.vectors.T
    votes: dict[tuple[int, int], list[int]] = {}
    for window in windows:
        item = items.item_of[window.units]
        told = (item >= 0) & (window.belongs.sum(axis=1) == 1)
        pairs = zip(item[told].tolist(), window.belongs[told].argmax(axis=1).tolist(), strict=True)
        local = dict(pairs)
        for one, place in local.items():
            for two, other in local.items():
                if one < two:
                    votes.setdefault((one, two), []).append(1 if place == other else -1)
    for (one, two), ballot in votes.items():
        prior = WINDOW_PRIOR * sum(ballot) / len(ballot)
        similarity[one, two] += prior
        similarity[two, one] += prior
    return similarity


def conflicts(items: Items, labels: npt.NDArray[np.int64], windows: Sequence[Membership]) -> npt.NDArray[np.float64]:
    """Seconds for which voices speak at once, summed over the windows. shape = (n_voices, n_voices)"""
    n_voices = int(labels.max()) + 1
    seconds = np.zeros((n_voices, n_voices))
    for window in windows:
        item = items.item_of[window.units]
        voice_of = {}
        for place in window.locals:
            own = np.unique(item[window.belongs[:, place] & (item >= 0)])
            if len(own):
                voice_of[place] = int(np.bincount(labels[own], items.seconds[own]).argmax())
        for (one, first), (two, second) in combinations(voice_of.items(), 2):
            if first != second:
                seconds[first, second] += window.together_s[one, two]
                seconds[second, first] += window.together_s[one, two]
    return seconds


@dataclass(frozen=True, slots=True)
class Fitted:
    """Voices within the bound: `labels` of the items, -1 for unknown."""

    labels: npt.NDArray[np.int64]
    n_merged: int
    n_unknown: int


def fit(linkage: Linkage, beside: npt.NDArray[np.float64], at_most: int, threshold: float) -> Fitted:
    """Bring the voices down to `at_most`.

    Parameters
    ----------
    linkage : Linkage
        Clustered as far as the threshold goes.
    beside : ndarray
        Seconds for which voices speak at once, in the order of the labels. shape = (n_voices, n_voices)
    at_most : int
        The bound.
    threshold : float
        A short voice is merged only where it is nearly this similar.
    """
    labels = linkage.labels()
    rows = np.array([labels.tolist().index(voice) for voice in range(len(beside))])
    rows = np.array([next(i for i, group in enumerate(linkage.members) if row in group) for row in rows])
    similarity = linkage.similarity[np.ix_(rows, rows)].copy()
    seconds = linkage.weights[rows].copy()
    voices = np.arange(len(rows))  # of each label, the voice it is now; -1 unknown
    n_merged = n_unknown = 0
    while len(np.unique(voices[voices >= 0])) > at_most:
        allowed = np.where(
            beside > np.maximum(MIN_CONFLICT_S, MIN_CONFLICT * np.minimum.outer(seconds, seconds)), -np.inf, similarity
        )
        short = np.flatnonzero((seconds > 0) & (seconds < SHORT_S))
        lonely = short[allowed[short].max(axis=1) < threshold - SHORT_MARGIN]
        if len(lonely):
            gone = int(lonely[seconds[lonely].argmin()])
            voices[voices == gone] = -1
            n_unknown += 1
        else:
            pair = _next_pair(allowed, seconds, threshold - LONG_MARGIN)
            if pair is None:
                break
            one, two = pair
            share = seconds[two] / (seconds[one] + seconds[two])
            joined = (1 - share) * similarity[one] + share * similarity[two]
            joined[[one, two]] = -np.inf
            similarity[one] = similarity[:, one] = joined
            seconds[one] += seconds[two]
            beside[one] += beside[two]
            beside[:, one] += beside[:, two]
            voices[voices == two] = one
            gone = two
            n_merged += 1
        similarity[gone] = similarity[:, gone] = -np.inf
        seconds[gone] = 0.0
        beside[gone] = beside[:, gone] = 0.0
    kept = np.unique(voices[voices >= 0])
    numbers = np.where(voices >= 0, np.searchsorted(kept, voices), -1)
    return Fitted(numbers[labels], n_merged, n_unknown)


def _next_pair(
    allowed: npt.NDArray[np.float32], seconds: npt.NDArray[np.float64], plausible: float
) -> tuple[int, int] | None:
    """The two voices to merge, the longer first: the most alike, or where none are, those that do least harm."""
    peaks = allowed.max(axis=1)
    mergeable = np.flatnonzero(np.isfinite(peaks))
    if not len(mergeable):
        return None
    one = int(peaks.argmax())
    if peaks[one] < plausible:
        one = int(mergeable[seconds[mergeable].argmin()])
    two = int(allowed[one].argmax())
    return (one, two) if seconds[one] >= seconds[two] else (two, one)


def _n_long(linkage: Linkage) -> int:
    """Voices that are heard for long enough to be counted."""
    return int((linkage.weights >= SHORT_S).sum())
