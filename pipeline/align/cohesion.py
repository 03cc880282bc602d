"""What holds a stretch of talk together whatever the agenda says: its meaning, its words, and who talks.

Lexical cohesion as in Hearst, TextTiling (Computational Linguistics, 1997), and in Eisenstein and Barzilay, Bayesian
Unsupervised Topic Segmentation (EMNLP 2008); an item has its presenter and those who take part in it.
"""

from __future__ import annotations

import zlib
from math import log, log1p
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

WORD_DIMENSIONS = 512  # to which words are hashed (Weinberger et al., Feature Hashing, ICML 2009)
_SIGN = 1 << 20  # bit of the hash that gives a word's sign
REPEATED = 2  # utterances in which a word occurs at least: others hold nothing together


def features(
    meaning: Floats | None, tokens: Sequence[Sequence[str]], voices: Sequence[str | None], mass: Floats
) -> Floats:
    """Vectors of the utterances whose sums over a stretch are long where it is about one thing, by the same people.

    Parameters
    ----------
    meaning : ndarray or None
        Centred sentence vectors. shape = (n_utterances, dimension)
    tokens : sequence of sequence of str
        Stemmed content words of each utterance.
    voices : sequence of str or None
        Who speaks each utterance.
    mass : ndarray
        How much each utterance weighs. shape = (n_utterances,)

    Returns
    -------
    ndarray
        Each kind with a mean square length of one. shape = (n_utterances, n_features)
    """
    parts = [] if meaning is None else [_unit_spread(meaning)]
    parts += [_unit_spread(part - np.average(part, axis=0, weights=mass)) for part in (_words(tokens), _voices(voices))]
    return np.concatenate(parts, axis=1)


def _words(tokens: Sequence[Sequence[str]]) -> Floats:
    """Weigh words by how rare they are in the meeting, and hash them. shape = (n_utterances, WORD_DIMENSIONS)"""
    spread: dict[str, int] = {}
    for words in tokens:
        for word in set(words):
            spread[word] = spread.get(word, 0) + 1
    spoken = max(1, sum(1 for words in tokens if words))
    found = np.zeros((len(tokens), WORD_DIMENSIONS))
    for row, words in enumerate(tokens):
        counts: dict[str, int] = {}
        for word in words:
            counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            if spread[word] >= REPEATED:
                key = zlib.crc32(word.encode())
                sign = 1.0 if key & _SIGN else -1.0
                found[row, key % WORD_DIMENSIONS] += sign * log1p(count) * log(spoken / spread[word])
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.where(lengths > 0, lengths, 1.0)


def _voices(voices: Sequence[str | None]) -> Floats:
    """One column for each voice; a voice that is not known is nobody's. shape = (n_utterances, n_voices)"""
    columns = {voice: i for i, voice in enumerate(dict.fromkeys(voice for voice in voices if voice is not None))}
    found = np.zeros((len(voices), max(1, len(columns))))
    for row, voice in enumerate(voices):
        if voice is not None:
            found[row, columns[voice]] = 1.0
    return found


def _unit_spread(vectors: Floats) -> Floats:
    """Scale vectors so that their mean square length is one."""
    square = float((vectors**2).sum(axis=1).mean())
    return vectors / np.sqrt(square) if square > 0 else vectors
