"""Lines that Whisper invents where nobody speaks: found by evidence from the sound, not by deleting phrases.

Whisper was trained on subtitled video, and writes closing credits and thanks for watching over music, noise and
silence. People do say such things. So a line is only looked at more closely where it is of that kind, or very short, or
stands where little speech was found; and it is only refused when the sound makes it hardly likelier than silence does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.transcribe.windows import speech_probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.activity import SpeechActivity
    from pipeline.transcribe.engines.port import Engine
    from pipeline.transcribe.tokens import Text
    from pipeline.transcribe.windows import Window
    from pipeline.transcript import Word

SHORT_WORDS = 4  # a window with at most this many words is looked at more closely
SPEECH_SHARE = 0.5  # and one of which less than this was found to be speech

CREDITS = re.compile(
    r"""
      \b(?:dansk(?:e)?\s+)?(?:under)?tekst(?:er|ning)\w*\b.{0,12}\b(?:af|ved|v/|fra)\b
    | \btekstet\s+af\b | \bscandinavian\s+text\b | \bnicolai\s+winther\b | \bamara\.org\b | \bdanske\s+undertekster\b
    | \btak\s+(?:for|fordi)\b.{0,20}\b(?:så|set|kigge|lytte|se)\w*\b
    | \bsubtitles?\b.{0,16}\bby\b | \bsubtitling\b | \bcaptions?\b.{0,16}\bby\b | \btranscri(?:bed|ption)\s+by\b
    | \bthanks?\s*(?:you)?\b.{0,16}\b(?:watching|listening|viewing)\b
    | \b(?:please\s+)?(?:like\s+and\s+)?subscribe\b | \bsee\s+you\s+(?:next\s+time|in\s+the\s+next)\b
    | \bcopyright\b | © | \bwww\.\S+ | ♪
    """,
    re.IGNORECASE | re.VERBOSE,
)


def suspicious(text: str, words: Sequence[Word], window: Window, activity: SpeechActivity) -> bool:
    """Return whether the line calls for evidence."""
    if CREDITS.search(text) or len(words) <= SHORT_WORDS:
        return True
    probability = [speech_probability(activity, piece.start_s, piece.end_s) for piece in window.pieces]
    frames = np.concatenate(probability) if probability else np.zeros(0, dtype=np.float32)
    return bool(len(frames)) and float((frames >= 0.5).mean()) < SPEECH_SHARE


class SilenceScores:
    """How likely an engine finds a line when it hears nothing at all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._encoded: object | None = None

    def mean_logprob(self, text: Text, tokens: Sequence[int]) -> float:
        """Return the mean log probability of the tokens over a second of digital silence, in nats."""
        if self._encoded is None:
            self._encoded = self._engine.encode([np.zeros(16_000, dtype=np.float32)])
        found = self._engine.token_times(self._encoded, text.prompt(), [list(tokens)], [1.0])[0]
        return float(np.log(np.maximum(found.probabilities, 1e-6)).mean())
