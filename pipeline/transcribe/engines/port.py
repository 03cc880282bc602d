"""The port that every engine implements: encode, decode, score and align a batch of windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class DecodeParameters:
    """How one batch is decoded.

    Attributes
    ----------
    temperature : float
        0 is greedy or beam search.
    beam_size : int
        Hypotheses kept at temperature 0.
    best_of : int
        Samples drawn at temperatures above 0.
    seed : int
        Of the sampling: the same batch gives the same tokens.
    """

    temperature: float = 0.0
    beam_size: int = 1
    best_of: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine makes of one window.

    Attributes
    ----------
    tokens : tuple of int
        Text tokens, without the prompt and without the end token.
    avg_logprob : float
        Sum of the log probabilities of the tokens and the end token over their number, as openai-whisper counts.
    no_speech_prob : float
        Probability of the no-speech token at the start of the transcript, in [0, 1].
    temperature : float
        At which it was decoded.
    complete : bool
        Whether the engine reached the end token; False: cut off at the limit, or stopped in a loop.
    """

    tokens: tuple[int, ...]
    avg_logprob: float
    no_speech_prob: float
    temperature: float
    complete: bool


@dataclass(frozen=True, slots=True)
class TokenTimes:
    """Times and probabilities of the tokens of one window.

    Attributes
    ----------
    boundaries_s : ndarray
        Token i lasts from boundaries_s[i] to boundaries_s[i + 1], in seconds of the window; never falls.
        shape = (n_tokens + 1,), float64
    probabilities : ndarray
        Probability of each token given the sound and the tokens before it. shape = (n_tokens,), float64
    """

    boundaries_s: npt.NDArray[np.float64]
    probabilities: npt.NDArray[np.float64]


class OutOfMemoryError(Exception):
    """The device has no memory for a batch of this size."""


class Engine(Protocol):
    """A Whisper network that works on batches. Any of the methods may raise OutOfMemoryError."""

    @property
    def name(self) -> str:
        """``whisper`` or ``faster-whisper``."""

    @property
    def device(self) -> str:
        """``cpu`` or ``cuda:N``."""

    @property
    def n_vocab(self) -> int:
        """Number of tokens; tells how many languages the checkpoint knows."""

    @property
    def n_text_ctx(self) -> int:
        """Most tokens in a row, prompt included."""

    def encode(self, sounds: Sequence[npt.NDArray[np.float32]]) -> Any:
        """Encode sounds of at most 30 s, 16 kHz mono; what is returned is only for the other methods."""

    def language_logits(self, encoded: Any, sot: int) -> npt.NDArray[np.float32]:
        """Return the logits after the start token. shape = (n_windows, n_vocab), float32"""

    def decode(
        self, encoded: Any, prompt: Sequence[int], limits: Sequence[int], parameters: DecodeParameters
    ) -> list[Hypothesis]:
        """Decode every window after the same prompt; ``limits``: most text tokens per window."""

    def token_times(
        self, encoded: Any, prompt: Sequence[int], tokens: Sequence[Sequence[int]], durations_s: Sequence[float]
    ) -> list[TokenTimes]:
        """Align the tokens of each window with its sound; no window has zero tokens."""
