"""How much each utterance is about each item: by meaning and by words, centred so that broad titles do not win."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.encoder import BATCH, MIN_WORDS, pieces
from pipeline.align.text import stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from pipeline.align.encoder import SentenceEncoder
    from pipeline.meeting import AgendaItem
    from pipeline.progress import Hook

    Floats = npt.NDArray[np.float64]

BM25_K1 = 1.2  # saturation of repeated words (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009)
MEANING_CENTRED, WORDS_CENTRED = 0.75, 0.25  # shares of an item's mean that are subtracted; BM25 knows broad words
NO_SPREAD = 1e-9  # scores that differ no more than by rounding say nothing
COMPOUND = 5  # letters from which a title's stem counts inside a longer word, as in Danish compounds
COMPOUND_SHARE = 0.5


@dataclass(frozen=True)
class Meanings:
    """Sentence vectors of a meeting.

    Attributes
    ----------
    utterances : ndarray
        Mean vector of each utterance's pieces less the mean of the meeting; zero rows for courtesies.
        shape = (n_utterances, dimension)
    likeness : ndarray
        Centred likeness to each item, in standard deviations. shape = (n_utterances, n_items)
    closest : ndarray
        For each item, the plain cosine of the utterance that comes closest. shape = (n_items,)
    """

    utterances: Floats
    likeness: Floats
    closest: Floats


def describe(item: AgendaItem) -> str:
    """Put in words what is known of an item: title, presenters, names of its documents."""
    documents = " ".join(name.rsplit(".", 1)[0].replace("-", " ").replace("_", " ") for name in item.documents)
    return " ".join(part for part in (item.title, " ".join(item.presenters), documents) if part.strip())


def meanings(
    texts: Sequence[str], items: Sequence[AgendaItem], encoder: SentenceEncoder, mass: Floats, hook: Hook
) -> Meanings:
    """Compare utterances with items by sentence vectors."""
    titles = np.asarray(encoder.queries([item.title for item in items]), dtype=np.float64)
    owners: list[int] = []
    cut: list[str] = []
    for index, text in enumerate(texts):
        if len(text.split()) >= MIN_WORDS:
            found = pieces(text)
            cut += found
            owners += [index] * len(found)
    dimension = titles.shape[1]
    vectors = np.zeros((len(cut), dimension))
    for first in range(0, len(cut), BATCH):
        hook("meaning", completed=first, total=len(cut))
        vectors[first : first + BATCH] = encoder.passages(cut[first : first + BATCH])
    plain = np.zeros((len(texts), dimension))
    counts = np.zeros(len(texts))
    np.add.at(plain, owners, vectors)
    np.add.at(counts, owners, 1.0)
    spoken = counts > 0
    plain[spoken] /= counts[spoken, None]
    centred = plain.copy()
    if spoken.any():
        centred[spoken] -= np.average(plain[spoken], axis=0, weights=mass[spoken] + 1e-9)
    likeness = centre(plain @ (titles - titles.mean(axis=0)).T, mass * spoken, MEANING_CENTRED)
    closest = (vectors @ titles.T).max(axis=0) if len(cut) else np.zeros(len(items))
    return Meanings(centred, likeness, closest)


def centre(scores: Floats, mass: Floats, share: float) -> Floats:
    """Subtract a share of each item's mean over the meeting and scale to a standard deviation of one.

    With a share of one a title that is like everything counts as little as one that is like nothing, but an item that
    takes up most of the meeting is taken for such a title; the share weighs the two. Rows without mass stay 0.
    """
    spoken = mass > 0
    if not spoken.any():
        return np.zeros_like(scores)
    centred = np.zeros_like(scores)
    means = np.average(scores[spoken], axis=0, weights=mass[spoken])
    own = scores[spoken] - means
    spread = float(np.sqrt(np.average(own**2, axis=0, weights=mass[spoken]).mean()))
    centred[spoken] = own + (1 - share) * (means - means.mean())
    return centred / spread if spread > NO_SPREAD else np.zeros_like(scores)


def shared_words(tokens: Sequence[Sequence[str]], items: Sequence[AgendaItem]) -> Floats:
    """Score the words that utterances share with items by BM25. shape = (n_utterances, n_items), not centred"""
    n_documents = max(1, sum(1 for words in tokens if words))
    spread: dict[str, int] = {}
    for words in tokens:
        for word in set(words):
            spread[word] = spread.get(word, 0) + 1
    titles = [dict.fromkeys(stems(describe(item))) for item in items]
    found = matches(spread, titles)
    scores = np.zeros((len(tokens), len(items)))
    for row, words in enumerate(tokens):
        counts: dict[str, int] = {}
        for word in words:
            counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            for item, share in found.get(word, {}).items():
                frequency = spread[word]
                rarity = log(1 + (n_documents - frequency + 0.5) / (frequency + 0.5))
                scores[row, item] += share * rarity * count * (BM25_K1 + 1) / (count + BM25_K1)
    return scores


def matches(vocabulary: Mapping[str, int], titles: Sequence[Mapping[str, None]]) -> dict[str, dict[int, float]]:
    """For each word said, the items whose title holds it or a part of it, and how much that counts."""
    found: dict[str, dict[int, float]] = {}
    holders: dict[str, list[int]] = {}
    for index, title in enumerate(titles):
        for word in title:
            holders.setdefault(word, []).append(index)
    for said in vocabulary:
        for word, items in holders.items():
            share = _likeness(said, word)
            for item in items if share else ():
                counted = found.setdefault(said, {})
                counted[item] = max(counted.get(item, 0.0), share / len(items))
    return found


def _likeness(said: str, word: str) -> float:
    if said == word:
        return 1.0
    short, long = sorted((said, word), key=len)
    if len(short) >= COMPOUND and (long.startswith(short) or long.endswith(short)):
        return COMPOUND_SHARE
    return 0.0
