"""A Whisper network that is real in every part but its size and its training."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from whisper.model import ModelDimensions, Whisper

from pipeline.transcribe.tokens import Text

N_VOCAB = 51865


def tiny_whisper(seed: int = 0, n_vocab: int = N_VOCAB) -> Any:
    """Random weights, two layers, 64 wide; sharper than at birth, so that it writes rows of different lengths."""
    torch.manual_seed(seed)
    model = Whisper(ModelDimensions(80, 1500, 64, 2, 2, n_vocab, 448, 64, 2, 2))
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.normal_(0.0, 0.25)
        model.decoder.positional_embedding.normal_(0.0, 1.0)
    return model.eval()


@pytest.fixture(scope="session")
def tiny() -> Any:
    return tiny_whisper()


@pytest.fixture(scope="session", autouse=True)
def english() -> Text:
    text = Text(N_VOCAB, "en")
    assert text.tokenizer.language == "en"  # loaded by us: whisper itself leaves its vocabulary file open
    return text
