"""Which language is spoken: decided over several windows, and watched in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.transcribe.engines.port import Engine
    from pipeline.transcribe.tokens import Text
    from pipeline.transcribe.windows import Window

WINDOWS_HEARD = 8  # windows that decide for the whole recording
FOREIGN_PROBABILITY = 0.9  # a window is in another language when that has at least this ...
FOREIGN_MARGIN = 20.0  # ... and this many times the probability of the meeting's
FOREIGN_SECONDS = 6.0  # shorter windows say too little of their language
CLOSE = (frozenset({"da", "no", "nn", "sv"}),)  # speakers understand each other, and models confuse them


def probabilities(engine: Engine, encoded: Any, text: Text) -> npt.NDArray[np.float64]:
    """Probability of each language, in the order of ``text.language_tokens``. shape = (n_windows, n_languages)"""
    logits = engine.language_logits(encoded, text.specials.sot)[:, list(text.language_tokens.values())]
    weights = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def spread(windows: Sequence[Window]) -> list[Window]:
    """Return up to WINDOWS_HEARD windows, evenly spread over the recording; the longest of each stretch."""
    parts = np.array_split(np.arange(len(windows)), min(WINDOWS_HEARD, max(1, len(windows))))
    return [max((windows[k] for k in part), key=lambda window: window.duration_s) for part in parts if len(part)]


def decide(found: npt.NDArray[np.float64], durations_s: Sequence[float], text: Text) -> tuple[str, float]:
    """Return the language with the largest share of the sound, and that share in [0, 1]."""
    codes = list(text.language_tokens)
    weights = np.asarray(durations_s, dtype=np.float64)
    share = (found * weights[:, None]).sum(axis=0) / weights.sum()
    best = int(np.argmax(share))
    return codes[best], float(share[best])


def foreign(row: npt.NDArray[np.float64], duration_s: float, language: str, text: Text) -> str:
    """Return the code of the other language a window is spoken in, or the empty string."""
    codes = list(text.language_tokens)
    best = int(np.argmax(row))
    other = codes[best]
    if other == language or duration_s < FOREIGN_SECONDS or any({other, language} <= group for group in CLOSE):
        return ""
    certain = row[best] >= FOREIGN_PROBABILITY and row[best] >= FOREIGN_MARGIN * row[codes.index(language)]
    return other if certain else ""
