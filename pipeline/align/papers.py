"""What the attachments of the items tell: their own words, and a few passages that hold most of these.

Beside the titles, never instead of them: a document of forty pages counts as much as one of half a page, and what a
title says already is not counted again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.encoder import PIECE_WORDS, pieces
from pipeline.align.similarity import BM25_K1, COMPOUND, COMPOUND_SHARE, centre, describe
from pipeline.align.text import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt

    from pipeline.align.encoder import SentenceEncoder
    from pipeline.align.options import AlignOptions
    from pipeline.align.similarity import Meanings
    from pipeline.attachment import Attachments
    from pipeline.meeting import AgendaItem

    Floats = npt.NDArray[np.float64]

MOST_TERMS = 500  # of an item's documents
PASSAGES = 6  # of an item's documents
SHARE = 0.5  # of the weight of the title's words and meaning: a title is chosen, a document says much besides
LENGTH_SHARE = 0.75  # b of BM25: how far a word of a long document counts less (Robertson and Zaragoza, 2009)


@dataclass(frozen=True)
class Paper:
    """What counts of the documents of an item.

    Attributes
    ----------
    terms : dict of str to float
        Stems that the title does not hold, with their weight: rare among the items, often in the document.
    passages : tuple of str
        Those that hold most of the terms between them, of some PIECE_WORDS words each.
    """

    item: int
    terms: dict[str, float]
    passages: tuple[str, ...]


def papers(items: Sequence[AgendaItem], attachments: Attachments | None) -> tuple[Paper, ...]:
    """Return what counts of the documents, of each item that has any."""
    written: dict[int, str] = {}
    for text in attachments.texts if attachments else ():
        written[text.item] = f"{written[text.item]}\n{text.text}" if text.item in written else text.text
    counts = {item: Counter(stems(text)) for item, text in written.items()}
    titles = {item.index: set(stems(describe(item))) for item in items}
    spread = Counter(word for index, title in titles.items() for word in title | counts.get(index, {}).keys())
    rarity = {word: log((len(items) + 1) / n) for word, n in spread.items()}
    mean = sum(counted.total() for counted in counts.values()) / max(1, len(counts))
    found = []
    for item, counted in counts.items():
        common = BM25_K1 * (1 - LENGTH_SHARE + LENGTH_SHARE * counted.total() / max(1.0, mean))
        own = [(word, count) for word, count in counted.most_common() if word not in titles[item]][:MOST_TERMS]
        terms = {word: rarity[word] * count * (BM25_K1 + 1) / (count + common) for word, count in own}
        if terms:
            found.append(Paper(item, terms, tuple(_passages(written[item], terms))))
    return tuple(found)


def _passages(text: str, terms: Mapping[str, float]) -> Iterator[str]:
    """Choose passages one after another, each for the terms that those before it lack."""
    left = dict(terms)
    cut = list(dict.fromkeys(_cut(text)))
    holds = [set(stems(passage)) & terms.keys() for passage in cut]
    for _ in range(PASSAGES):
        gains = [sum(left.get(word, 0.0) for word in held) for held in holds]
        best = max(range(len(cut)), key=gains.__getitem__, default=None)
        if best is None or gains[best] <= 0:
            return
        yield cut[best]
        for word in holds[best]:
            left.pop(word, None)


def _cut(text: str) -> Iterator[str]:
    """Short paragraphs together, long ones in pieces."""
    current: list[str] = []
    for paragraph in text.splitlines():
        words = paragraph.split()
        if current and len(current) + len(words) > PIECE_WORDS:
            yield from pieces(" ".join(current))
            current = []
        current += words
    if current:
        yield from pieces(" ".join(current))


def written_evidence(
    found: Sequence[Paper],
    tokens: Sequence[Sequence[str]],
    n_items: int,
    mass: Floats,
    options: AlignOptions,
    meant: Meanings | None,
    encoder: SentenceEncoder | None,
) -> Floats:
    """Score how far each utterance speaks of what an item's documents say. shape = (n_utterances, n_items)

    Every item with documents is compared with its own mean, so that having documents draws nothing to it.
    """
    scores = np.zeros((len(tokens), n_items))
    if not found:
        return scores
    columns = [paper.item for paper in found]
    words = _against_others(centre(_shared_terms(tokens, [paper.terms for paper in found]), mass, 1.0))
    scores[:, columns] += SHARE * options.words_weight * words
    if meant is not None and encoder is not None:
        passages = [passage for paper in found for passage in paper.passages]
        owners = np.array([place for place, paper in enumerate(found) for _ in paper.passages])
        likeness = meant.utterances @ np.asarray(encoder.queries(passages), dtype=np.float64).T
        closest = np.stack([likeness[:, owners == place].max(axis=1) for place in range(len(found))], axis=1)
        spoken = mass * np.any(meant.utterances != 0, axis=1)
        meaning = _against_others(centre(closest, spoken, 1.0))
        scores[:, columns] += SHARE * options.meaning_weight * meaning
    return scores


def _against_others(scores: Floats) -> Floats:
    """Subtract from each utterance's scores their mean, one document more counted that is like nothing.

    What is like all documents speaks for none of them against an item without any.
    """
    others: Floats = scores.sum(axis=1, keepdims=True) / (scores.shape[1] + 1)
    return scores - others


def _shared_terms(tokens: Sequence[Sequence[str]], terms: Sequence[Mapping[str, float]]) -> Floats:
    """Score the terms that utterances hold, each by its weight and rarity. shape = (n_utterances, n_papers)"""
    counts = [Counter(words) for words in tokens]
    spread = Counter(word for said in counts for word in said)
    spoken = sum(1 for said in counts if said)
    found = _weights(spread, terms)
    scores = np.zeros((len(tokens), len(terms)))
    for row, said in enumerate(counts):
        for word, count in said.items():
            rarity = log(1 + (spoken - spread[word] + 0.5) / (spread[word] + 0.5))
            for place, weight in found.get(word, {}).items():
                scores[row, place] += weight * rarity * count * (BM25_K1 + 1) / (count + BM25_K1)
    return scores


def _weights(said: Iterable[str], terms: Sequence[Mapping[str, float]]) -> dict[str, dict[int, float]]:
    """For each word said, what it counts for each paper: a term itself, or half of one that begins or ends so."""
    holders: dict[str, dict[int, float]] = {}
    parts: dict[str, set[str]] = {}
    for place, held in enumerate(terms):
        for term, weight in held.items():
            holders.setdefault(term, {})[place] = weight
            for part in _parts(term):
                parts.setdefault(part, set()).add(term)
    found: dict[str, dict[int, float]] = {}
    for word in said:
        best: dict[int, float] = {}
        for term in {*parts.get(word, ()), *(part for part in _parts(word) if part in holders)}:
            for place, weight in holders[term].items():
                best[place] = max(best.get(place, 0.0), COMPOUND_SHARE * weight)
        found[word] = best | holders.get(word, {})
    return found


def _parts(word: str) -> Iterator[str]:
    """What a longer word begins and ends with, long enough to be a word in a compound."""
    for n in range(COMPOUND, len(word)):
        yield word[:n]
        yield word[-n:]
