"""What the attachments of the items tell: their own words, and a few passages that hold most of these.

Beside the titles, never instead of them: a document of forty pages counts as much as one of half a page, and what a
title says already is not counted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.encoder import PIECE_WORDS, pieces
from pipeline.align.similarity import BM25_K1, centre, describe, matches
from pipeline.align.text import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from pipeline.align.encoder import SentenceEncoder
    from pipeline.align.options import AlignOptions
    from pipeline.align.similarity import Meanings
    from pipeline.attachment import Attachments
    from pipeline.meeting import AgendaItem

    Floats = npt.NDArray[np.float64]

TERMS = 40  # of an item's documents: those that tell it from the others
PASSAGES = 6  # of an item's documents
SHARE = 0.5  # of the weight of the title's words and meaning: a title is chosen, a document says much besides


@dataclass(frozen=True)
class Paper:
    """What counts of the documents of an item.

    Attributes
    ----------
    terms : dict of str to float
        Stems that the title does not hold, with their weight in (0, 1].
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
    counts = {item: _counts(text) for item, text in written.items()}
    titles = {item.index: set(stems(describe(item))) for item in items}
    spread: dict[str, int] = {}
    for index, title in titles.items():
        for word in title | counts.get(index, {}).keys():
            spread[word] = spread.get(word, 0) + 1
    found = []
    for item, counted in counts.items():
        terms = _terms({w: n for w, n in counted.items() if w not in titles[item]}, spread, len(items))
        if terms:
            found.append(Paper(item, terms, tuple(_passages(written[item], terms))))
    return tuple(found)


def _counts(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in stems(text):
        counts[word] = counts.get(word, 0) + 1
    return counts


def _terms(counts: Mapping[str, int], spread: Mapping[str, int], n_items: int) -> dict[str, float]:
    """The words that tell the document from the other items, by tf-idf; repeating one adds ever less."""
    weights = {
        word: (1 + log(count)) * log((n_items + 1) / spread[word]) for word, count in counts.items() if spread[word]
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:TERMS]
    most = weights[best[0]] if best else 0.0
    return {word: weights[word] / most for word in best} if most > 0 else {}


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
    words = _shared_terms(tokens, [paper.terms for paper in found])
    scores[:, columns] += SHARE * options.words_weight * centre(words, mass, 1.0)
    if meant is not None and encoder is not None:
        passages = [passage for paper in found for passage in paper.passages]
        owners = np.array([place for place, paper in enumerate(found) for _ in paper.passages])
        likeness = meant.utterances @ np.asarray(encoder.queries(passages), dtype=np.float64).T
        closest = np.stack([likeness[:, owners == place].max(axis=1) for place in range(len(found))], axis=1)
        spoken = mass * np.any(meant.utterances != 0, axis=1)
        scores[:, columns] += SHARE * options.meaning_weight * centre(closest, spoken, 1.0)
    return scores


def _shared_terms(tokens: Sequence[Sequence[str]], terms: Sequence[Mapping[str, float]]) -> Floats:
    """Score the terms that utterances hold by BM25, each by its weight. shape = (n_utterances, n_papers)"""
    counts: list[dict[str, int]] = [{word: words.count(word) for word in dict.fromkeys(words)} for words in tokens]
    spread: dict[str, int] = {}
    for said in counts:
        for word in said:
            spread[word] = spread.get(word, 0) + 1
    listed = [(place, word, weight) for place, held in enumerate(terms) for word, weight in held.items()]
    found = matches(spread, [{word: None} for _, word, _ in listed])
    spoken = sum(1 for said in counts if said)
    scores = np.zeros((len(tokens), len(terms)))
    for row, said in enumerate(counts):
        for word, count in said.items():
            best: dict[int, float] = {}
            for column, share in found.get(word, {}).items():
                place, _, weight = listed[column]
                best[place] = max(best.get(place, 0.0), share * weight)
            rarity = log(1 + (spoken - spread[word] + 0.5) / (spread[word] + 0.5))
            for place, share in best.items():
                scores[row, place] += share * rarity * count * (BM25_K1 + 1) / (count + BM25_K1)
    return scores
