"""The model: one logistic regression a function over hashed features, fitted by ``bench/functions.py``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from pipeline.draft.functions.features import features
from pipeline.draft.functions.function import Function
from pipeline.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pipeline.draft.functions.features import Features
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import AgendaItem

FUNCTIONS = tuple(Function)
FOLDER = "models/functions"


def key_of(feature: str) -> int:
    """The number under which a feature is kept: 32 bits, the same on every machine."""
    return crc32(feature.encode())


@dataclass(frozen=True)
class FunctionModel:
    """Weights of the features, sorted by key.

    Attributes
    ----------
    keys : ndarray of uint32
        shape = (n_features,), ascending
    weights : ndarray of float32
        shape = (n_features, n_functions)
    bias : ndarray of float32
        shape = (n_functions,)
    """

    keys: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    @classmethod
    def read(cls, path: Path) -> FunctionModel:
        """Read the ``.npz`` file that the fit writes; it holds arrays only, and nothing in it is executed."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(kept["keys"], kept["weights"].astype(np.float32), kept["bias"].astype(np.float32))

    def write(self, path: Path) -> None:
        """Write the file; half precision is enough for weights."""
        np.savez_compressed(
            path, keys=self.keys, weights=self.weights.astype(np.float16), bias=self.bias.astype(np.float32)
        )

    def probabilities(self, rows: Sequence[Features]) -> npt.NDArray[np.float32]:
        """How likely each function is, each by itself: a sentence can have several or none.

        Returns
        -------
        ndarray of float32
            shape = (n_rows, n_functions), in [0, 1], in the order of `Function`
        """
        scores = np.tile(self.bias, (len(rows), 1))
        for place, row in enumerate(rows):
            keys = np.fromiter((key_of(feature) for feature in row), np.uint32, len(row))
            values = np.fromiter(row.values(), np.float32, len(row))
            at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            known = self.keys[at] == keys
            scores[place] += values[known] @ self.weights[at[known]]
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


class Hearing:
    """How likely each sentence of an item has each function."""

    def __init__(self, likely: npt.NDArray[np.float32] | None) -> None:
        self._likely = likely

    @property
    def knows(self) -> bool:
        """Whether there is a model of the meeting's language."""
        return self._likely is not None

    def of(self, sentence: Sentence, function: Function) -> float:
        """The probability in [0, 1] that a sentence has a function; 0 where there is no model."""
        return float(self._likely[sentence.order, FUNCTIONS.index(function)]) if self._likely is not None else 0.0

    def likeliest(self, sentence: Sentence) -> Function:
        """The most likely function."""
        return FUNCTIONS[int(np.argmax(self._likely[sentence.order]))] if self._likely is not None else Function.NONE


@cache
def model_for(code: str) -> FunctionModel | None:
    """The model of a language (ISO 639-1), or None where none was fitted."""
    try:
        return FunctionModel.read(resource(f"{FOLDER}/{code}.npz"))
    except FileNotFoundError:
        return None


def hear(
    sentences: Sequence[Sentence], item: AgendaItem, people: People, model: FunctionModel | None = None
) -> Hearing:
    """Tell what each sentence of an item does; ``sentences`` are all of the item, in order."""
    model = model or model_for(people.language.code)
    if model is None or not sentences:
        return Hearing(None)
    return Hearing(model.probabilities(features(sentences, item, people)))
