"""Word times from cross-attention: dynamic time warping of all windows of a batch at once.

The method is openai-whisper's (``whisper.timing``): attention of the heads that follow the sound, normalised over
the tokens, median-filtered over time, averaged, and warped monotonically. Here the warping runs over the
anti-diagonals of all windows together instead of cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name the field uses

from pipeline.transcribe.engines.port import TokenTimes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from torch import Tensor

FRAME_S = 0.02  # one position of the encoder
MEDIAN_WIDTH = 7  # frames
# compare and exchange; the median ends at 3: N. Devillard, "Fast median search: an ANSI C implementation" (1998)
MEDIAN_OF_7 = ((0, 5), (0, 3), (1, 6), (2, 4), (0, 1), (3, 5), (2, 6), (2, 3), (3, 6), (4, 5), (1, 4), (1, 3), (3, 4))
INNER = "-'’.,:/&"  # signs inside a word or a number: 85,000; 16:30; post@by.dk
PREPENDED = "\"'“¿([{-"
APPENDED = "\"'.。,，!！?？:：”)]}、"


def attention_cost(attention: Tensor, n_frames: Sequence[int], first: int, n_tokens: Sequence[int]) -> list[Tensor]:
    """Turn attention logits into warping costs.

    Parameters
    ----------
    attention : Tensor
        shape = (n_windows, n_heads, n_rows, n_audio_ctx), float32
    n_frames : sequence of int
        Encoder positions with sound, per window.
    first : int
        Row of the token that predicts the first text token.
    n_tokens : sequence of int
        Text tokens per window.

    Returns
    -------
    list of Tensor
        Per window. shape = (n_tokens + 1, n_frames), float32
    """
    costs = []
    for window, frames, tokens in zip(attention, n_frames, n_tokens, strict=True):
        # rows after the end token are padding and must not enter the normalisation
        weights = window[:, : first + tokens + 2, :frames].softmax(dim=-1)
        std, mean = torch.std_mean(weights, dim=-2, keepdim=True, unbiased=False)
        weights = median_filter((weights - mean) / std.clamp_min(1e-8))
        costs.append(-weights.mean(dim=0)[first : first + tokens + 1])
    return costs


def median_filter(x: Tensor) -> Tensor:
    """Median over MEDIAN_WIDTH frames of the last dimension, edges reflected; a sorting network, not a sort."""
    pad = MEDIAN_WIDTH // 2
    if x.shape[-1] <= pad:
        return x
    padded = F.pad(x, (pad, pad), mode="reflect")
    n_frames = x.shape[-1]
    v = [padded[..., k : k + n_frames] for k in range(MEDIAN_WIDTH)]
    for a, b in MEDIAN_OF_7:
        v[a], v[b] = torch.minimum(v[a], v[b]), torch.maximum(v[a], v[b])
    return v[3]


def warp(costs: Sequence[npt.NDArray[np.float32]]) -> list[npt.NDArray[np.int64]]:
    """Dynamic time warping of several cost matrices at once.

    Parameters
    ----------
    costs : sequence of ndarray
        shape = (n_tokens, n_frames) each

    Returns
    -------
    list of ndarray
        The first frame of each token on the cheapest path. shape = (n_tokens,) each
    """
    n = max(cost.shape[0] for cost in costs)
    m = max(cost.shape[1] for cost in costs)
    # skewed[d, b, i] = cost[b][i, d - i]: an anti-diagonal is a row, and all its cells are independent
    skewed = np.full((n + m - 1, len(costs), n), np.inf, dtype=np.float32)
    for b, cost in enumerate(costs):
        rows, columns = np.indices(cost.shape)
        skewed[rows + columns, b, rows] = cost
    # total[b, 1 + i]: cost of the best path to row i on one anti-diagonal; row -1 is the border
    before = np.full((len(costs), n + 1), np.inf)
    last = np.full((len(costs), n + 1), np.inf)
    before[:, 0] = 0.0  # the corner from which every path starts
    moves = np.zeros((n + m - 1, len(costs), n), dtype=np.int8)
    for d in range(n + m - 1):
        diagonal, down, right = before[:, :-1], last[:, :-1], last[:, 1:]
        move = np.where((diagonal < down) & (diagonal < right), 0, np.where((down < diagonal) & (down < right), 1, 2))
        moves[d] = move
        best = np.minimum(np.minimum(diagonal, down), right)
        total = np.full_like(last, np.inf)
        total[:, 1:] = best + skewed[d]
        before, last = last, total
    return [_first_frames(moves[:, b], *cost.shape) for b, cost in enumerate(costs)]


def _first_frames(moves: npt.NDArray[np.int8], n_tokens: int, n_frames: int) -> npt.NDArray[np.int64]:
    """Walk back from the last cell; remember the earliest frame of every token."""
    first = np.zeros(n_tokens, dtype=np.int64)
    i, j = n_tokens - 1, n_frames - 1
    while i >= 0 and j >= 0:
        first[i] = j
        move = 2 if i == 0 else 1 if j == 0 else moves[i + j, i]
        i, j = i - (move != 2), j - (move != 1)
    return first


def token_times(costs: Sequence[Tensor], probabilities: Sequence[npt.NDArray[np.float64]]) -> list[TokenTimes]:
    """Warp the costs of a batch; the last row of each cost is the end token's."""
    paths = warp([cost.cpu().numpy() for cost in costs])
    return [
        TokenTimes(path.astype(np.float64) * FRAME_S, probability)
        for path, probability in zip(paths, probabilities, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word of a window: its printed form, seconds within the window, and mean token probability."""

    text: str
    start_s: float
    end_s: float
    probability: float


def words_of(tokens: Sequence[int], times: TokenTimes, tokenizer: Any) -> list[TimedWord]:
    """Group tokens into words with their punctuation.

    Parameters
    ----------
    tokenizer : whisper.tokenizer.Tokenizer
        With the language set: some languages do not write spaces.
    """
    texts, groups = tokenizer.split_to_word_tokens(list(tokens))
    words: list[TimedWord] = []
    at = 0
    for text, group in zip(texts, groups, strict=True):
        end = at + len(group)
        probability = float(np.mean(times.probabilities[at:end])) if group else 0.0
        words.append(TimedWord(text, float(times.boundaries_s[at]), float(times.boundaries_s[end]), probability))
        at = end
    return [word for word in _merge_punctuation(words) if word.text]


def _merge_punctuation(words: list[TimedWord]) -> list[TimedWord]:
    """Give punctuation to the word it is written at; a word keeps its own times and probability."""
    merged: list[TimedWord] = []
    opening = ""
    for word in words:
        text = word.text.strip()
        if not text:
            continue
        if word.text.startswith(" ") and text in PREPENDED:
            opening += text
        elif merged and not opening and all(sign in APPENDED for sign in text):
            previous = merged[-1]
            merged[-1] = TimedWord(previous.text + text, previous.start_s, previous.end_s, previous.probability)
        elif merged and not word.text.startswith(" ") and not opening and text[0] in INNER:
            previous = merged[-1]
            merged[-1] = TimedWord(
                previous.text + text, previous.start_s, word.end_s, min(previous.probability, word.probability)
            )
        else:
            merged.append(TimedWord(opening + text, word.start_s, word.end_s, word.probability))
            opening = ""
    return merged
