"""openai-whisper's network in torch, batched."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name the field uses

from pipeline.transcribe import align_words
from pipeline.transcribe.decode import BatchDecoder, Specials
from pipeline.transcribe.engines.port import DecodeParameters, Hypothesis, OutOfMemoryError, TokenTimes
from pipeline.transcribe.engines.sound import log_mel
from pipeline.transcribe.network import (
    Decoder,
    Encoded,
    alignment_heads,
    cross_attention_logits,
    encode,
    half_precision,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

ATTENTION_AT_ONCE = 2e8  # numbers of attention held for word times: heads times tokens times frames of all windows
ENCODE_AT_ONCE_CPU = 4  # more windows at once only cost memory: the matrix products are large enough


class TorchEngine:
    """openai-whisper behind the port.

    Parameters
    ----------
    model : whisper.Whisper
        On its device; weights are cast to dtype here.
    dtype : torch.dtype
        float32, float16 or bfloat16.
    specials : Specials
        Token ids of the checkpoint.
    """

    name = "whisper"

    def __init__(self, model: Any, dtype: torch.dtype, specials: Specials) -> None:
        self._model = model.eval()
        half_precision(self._model, dtype)
        self._dtype = dtype
        self._specials = specials
        self._heads = alignment_heads(self._model)

    @property
    def device(self) -> str:
        """Where the weights are."""
        return str(self._model.device)

    @property
    def n_vocab(self) -> int:
        """Number of tokens."""
        return int(self._model.dims.n_vocab)

    @property
    def n_text_ctx(self) -> int:
        """Most tokens in a row."""
        return int(self._model.dims.n_text_ctx)

    @torch.inference_mode()
    def encode(self, sounds: Sequence[npt.NDArray[np.float32]]) -> Encoded:
        """Encode sounds of at most 30 s."""
        with _memory():
            mel = log_mel(sounds, int(self._model.dims.n_mels), self._model.device).to(self._dtype)
            if self._model.device.type != "cpu":
                return encode(self._model, mel)
            parts = [encode(self._model, part) for part in torch.split(mel, ENCODE_AT_ONCE_CPU)]
            return Encoded(
                tuple(torch.cat(layer) for layer in zip(*(part.keys for part in parts), strict=True)),
                tuple(torch.cat(layer) for layer in zip(*(part.values for part in parts), strict=True)),
            )

    @torch.inference_mode()
    def language_logits(self, encoded: Encoded, sot: int) -> npt.NDArray[np.float32]:
        """Return the logits after the start token."""
        with _memory():
            tokens = torch.full((len(encoded), 1), sot, device=self._model.device)
            return Decoder(self._model, encoded).step(tokens)[:, 0].cpu().numpy()

    def decode(
        self, encoded: Encoded, prompt: Sequence[int], limits: Sequence[int], parameters: DecodeParameters
    ) -> list[Hypothesis]:
        """Decode every window after the same prompt."""
        with _memory():
            return BatchDecoder(self._model, self._specials, prompt).run(encoded, limits, parameters)

    @torch.inference_mode()
    def token_times(
        self, encoded: Encoded, prompt: Sequence[int], tokens: Sequence[Sequence[int]], durations_s: Sequence[float]
    ) -> list[TokenTimes]:
        """Align the tokens of each window with its sound in one pass over all of them."""
        with _memory():
            n_heads = max(1, sum(len(heads) for heads in self._heads))
            longest = len(prompt) + 1 + max(len(row) for row in tokens)
            at_once = max(1, int(ATTENTION_AT_ONCE // (n_heads * longest * encoded.keys[0].shape[2])))
            found: list[TokenTimes] = []
            for first in range(0, len(tokens), at_once):
                last = first + at_once
                found.extend(
                    self._align(encoded.part(first, last), prompt, tokens[first:last], durations_s[first:last])
                )
            return found

    def _align(
        self, encoded: Encoded, prompt: Sequence[int], tokens: Sequence[Sequence[int]], durations_s: Sequence[float]
    ) -> list[TokenTimes]:
        longest = max(len(row) for row in tokens)
        padded = [[*prompt, *row, *[self._specials.eot] * (1 + longest - len(row))] for row in tokens]
        rows = torch.tensor(padded, device=self._model.device)
        attention, hidden = cross_attention_logits(self._model, encoded, rows, self._heads)
        first = len(prompt) - 1
        n_frames = [max(2, min(attention.shape[-1], round(s / align_words.FRAME_S))) for s in durations_s]
        # as openai-whisper: rows from the start sequence on; what was prompted before it is no part of the speech
        begin = list(prompt).index(self._specials.sot)
        costs = align_words.attention_cost(attention[:, :, begin:], n_frames, first - begin, [len(t) for t in tokens])
        return align_words.token_times(costs, self._probabilities(hidden[:, first:], tokens))

    def _probabilities(self, hidden: torch.Tensor, tokens: Sequence[Sequence[int]]) -> list[npt.NDArray[np.float64]]:
        """Probability of each text token among all text tokens."""
        weight = self._model.decoder.token_embedding.weight[: self._specials.eot]
        found = []
        for row, ids in zip(hidden, tokens, strict=True):
            logits = F.linear(row[: len(ids)], weight).float()
            picked = logits.gather(-1, torch.tensor(list(ids), device=logits.device)[:, None])[:, 0]
            found.append((picked - logits.logsumexp(dim=-1)).exp().double().cpu().numpy())
        return found


@contextmanager
def _memory() -> Iterator[None]:
    try:
        yield
    except torch.OutOfMemoryError as error:
        torch.cuda.empty_cache()
        raise OutOfMemoryError(str(error)) from error
