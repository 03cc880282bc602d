"""The model of a language: one logistic regression a function over hashed features; ``bench/functions.py`` fits it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pipeline.functions.function import Function
from pipeline.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.functions.features import Features

FUNCTIONS = tuple(Function)
FOLDER = "models/functions"


class Known(Enum):
    """How much is known of who speaks: a recording's voices are not always named. A model is fitted to all three."""

    NAMES = "every voice by name"
    LEADER = "only which voice leads the meeting"
    NOBODY = "nothing"


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


@cache
def functions_model(code: str) -> FunctionModel | None:
    """The model of a language (ISO 639-1), or None where none was fitted."""
    try:
        return FunctionModel.read(resource(f"{FOLDER}/{code}.npz"))
    except FileNotFoundError:
        return None
