"""A Whisper network that is real in every part but its size and its training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from whisper.model import ModelDimensions, Whisper

from pipeline.activity import Span, SpeechActivity
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


def activity_of(regions: tuple[Span, ...], duration_s: float) -> SpeechActivity:
    """Certain speech in the regions, none elsewhere."""
    probability = np.zeros(round(duration_s / 0.02) + 1, dtype=np.float16)
    for region in regions:
        probability[round(region.start_s / 0.02) : round(region.end_s / 0.02)] = 1.0
    return SpeechActivity(regions, probability, 0.02, 0.02, np.zeros((0, 1, 3), dtype=np.uint8), 2.0, 10.0)
