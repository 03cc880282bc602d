"""The cross-attention heads whose weights follow the words in time."""

from __future__ import annotations

import base64
import gzip
from typing import TYPE_CHECKING

import numpy as np
import torch
import whisper

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from whisper.model import Whisper

# (n_mels, n_vocab, n_text_layer) -> name in openai-whisper's table. A fine-tuned model has the dimensions, and in the
# main the heads, of the model it began as. large-v1 and -v2 are alike in them: v2 is meant.
NAMES = {
    (80, 51865, 4): "tiny",
    (80, 51864, 4): "tiny.en",
    (80, 51865, 6): "base",
    (80, 51864, 6): "base.en",
    (80, 51865, 12): "small",
    (80, 51864, 12): "small.en",
    (80, 51865, 24): "medium",
    (80, 51864, 24): "medium.en",
    (80, 51865, 32): "large-v2",
    (128, 51866, 32): "large-v3",
    (128, 51866, 4): "large-v3-turbo",
}


def set_alignment_heads(model: Whisper, path: Path, pairs: list[list[int]] | None) -> None:
    """Set the heads: those that the model's files name, else those known for its size, else the last half of layers.

    Parameters
    ----------
    pairs : list of [layer, head], optional
        What ``generation_config.json`` (Hugging Face) or ``config.json`` (CTranslate2) says.

    Raises
    ------
    InputError
        A pair names a head that the model does not have.
    """
    dims = model.dims
    if pairs:
        mask = _mask_of(path, pairs, dims.n_text_layer, dims.n_text_head)
    else:
        name = NAMES.get((dims.n_mels, dims.n_vocab, dims.n_text_layer), "")
        known = _known(name)
        if known.size != dims.n_text_layer * dims.n_text_head:
            return  # Whisper itself takes the last half of the decoder layers
        mask = torch.from_numpy(known.reshape(dims.n_text_layer, dims.n_text_head))
    model.register_buffer("alignment_heads", mask.to(model.device).to_sparse(), persistent=False)


def _known(name: str) -> np.ndarray:
    table: dict[str, bytes] = whisper._ALIGNMENT_HEADS  # noqa: SLF001 - the package offers it only with a download
    if name not in table:
        return np.zeros(0, dtype=bool)
    return np.frombuffer(gzip.decompress(base64.b85decode(table[name])), dtype=bool).copy()


def _mask_of(path: Path, pairs: list[list[int]], n_layers: int, n_heads: int) -> torch.Tensor:
    mask = torch.zeros(n_layers, n_heads, dtype=torch.bool)
    for pair in pairs:
        try:
            layer, head = (int(value) for value in pair)
        except (TypeError, ValueError):
            raise InputError(path, f"alignment head {pair!r}", "a pair of layer and head") from None
        if not (0 <= layer < n_layers and 0 <= head < n_heads):
            raise InputError(path, f"alignment head {pair!r}", f"below [{n_layers}, {n_heads}]")
        mask[layer, head] = True
    return mask
