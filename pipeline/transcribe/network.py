"""The text decoder of openai-whisper on preallocated caches: many windows and several hypotheses of each at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name the field uses
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence


def half_precision(model: Any, dtype: torch.dtype) -> None:
    """Cast the weights to dtype in place but keep layer norms in float32, where openai-whisper computes them."""
    for module in model.modules():
        if isinstance(module, torch.nn.Linear | torch.nn.Conv1d | torch.nn.Embedding):
            module.to(dtype)
        elif isinstance(module, torch.nn.LayerNorm):
            module.float()
    model.decoder.positional_embedding.data = model.decoder.positional_embedding.data.to(dtype)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Sounds as the decoder attends to them: keys and values of each layer, computed once.

    Attributes
    ----------
    keys, values : tuple of Tensor
        One for each decoder layer. shape = (n_windows, n_head, n_audio_ctx, n_head_state)
    """

    keys: tuple[Tensor, ...]
    values: tuple[Tensor, ...]

    def __len__(self) -> int:
        return int(self.keys[0].shape[0])

    def part(self, first: int, last: int) -> Encoded:
        """Return the windows from first to before last, without a copy."""
        return Encoded(tuple(key[first:last] for key in self.keys), tuple(value[first:last] for value in self.values))

    def select(self, rows: Sequence[int]) -> Encoded:
        """Return the windows at these positions."""
        if list(rows) == list(range(len(self))):
            return self
        index = torch.as_tensor(list(rows), device=self.keys[0].device)
        return Encoded(
            tuple(key.index_select(0, index) for key in self.keys),
            tuple(value.index_select(0, index) for value in self.values),
        )


def encode(model: Any, mel: Tensor) -> Encoded:
    """Run the encoder and project keys and values.

    Parameters
    ----------
    mel : Tensor
        shape = (n_windows, n_mels, at most 2 * n_audio_ctx)
    """
    features = _audio_features(model.encoder, mel)
    keys, values = [], []
    for block in model.decoder.blocks:
        cross = block.cross_attn
        keys.append(_heads(F.linear(features, cross.key.weight), cross.n_head).contiguous())
        values.append(_heads(F.linear(features, cross.value.weight, cross.value.bias), cross.n_head).contiguous())
    return Encoded(tuple(keys), tuple(values))


def _audio_features(encoder: Any, mel: Tensor) -> Tensor:
    """What ``AudioEncoder.forward`` does, for sounds shorter than 30 s too. shape = (n_windows, n_frames, n_state)"""
    x = F.gelu(encoder.conv1(mel))
    x = F.gelu(encoder.conv2(x)).permute(0, 2, 1)
    x = (x + encoder.positional_embedding[: x.shape[1]]).to(x.dtype)
    for block in encoder.blocks:
        x = block(x)
    out: Tensor = encoder.ln_post(x)
    return out


class Decoder:
    """Steps through the tokens of all rows together.

    Rows are windows times hypotheses: row ``w * group + g`` is hypothesis g of window w. The cache of the tokens is
    allocated once and grows by doubling, not by a copy per token; the hypotheses of a window share the keys and values
    of its sound and attend to them as further queries of one attention.

    Parameters
    ----------
    model : whisper.Whisper
    encoded : Encoded
        The sounds of the windows.
    group : int
        Hypotheses per window.
    """

    def __init__(self, model: Any, encoded: Encoded, group: int = 1, capacity: int = 64) -> None:
        self._model = model
        self._encoded = encoded
        self._group = group
        self._length = 0
        self._n_ctx = int(model.dims.n_text_ctx)
        n_head = int(model.dims.n_text_head)
        width = int(model.dims.n_text_state) // n_head
        key = encoded.keys[0]
        shape = (2, int(model.dims.n_text_layer), len(encoded) * group, n_head, min(capacity, self._n_ctx), width)
        self._cache = torch.empty(shape, dtype=key.dtype, device=key.device)

    @property
    def length(self) -> int:
        """Tokens that have been seen."""
        return self._length

    def step(self, tokens: Tensor, last_only: bool = True) -> Tensor:
        """Feed the next tokens of every row and return logits.

        Parameters
        ----------
        tokens : Tensor
            shape = (n_rows, n_new), int64
        last_only : bool
            Only the logits after the last token.

        Returns
        -------
        Tensor
            shape = (n_rows, 1 or n_new, n_vocab), float32
        """
        x = self._hidden(tokens)
        if last_only:
            x = x[:, -1:]
        return F.linear(x, self._model.decoder.token_embedding.weight).float()

    def _hidden(self, tokens: Tensor) -> Tensor:
        decoder = self._model.decoder
        first, self._length = self._length, self._length + tokens.shape[1]
        self._reserve(self._length)
        x = decoder.token_embedding(tokens) + decoder.positional_embedding[first : self._length]
        for index, block in enumerate(decoder.blocks):
            x = x + self._self_attention(index, block.attn, _norm(block.attn_ln, x), first)
            x = x + self._cross_attention(index, block.cross_attn, _norm(block.cross_attn_ln, x))
            x = x + block.mlp(_norm(block.mlp_ln, x))
        return _norm(decoder.ln, x)

    def _self_attention(self, index: int, attn: Any, x: Tensor, first: int) -> Tensor:
        keys, values = self._cache[0, index], self._cache[1, index]
        keys[:, :, first : self._length] = _heads(F.linear(x, attn.key.weight), attn.n_head)
        values[:, :, first : self._length] = _heads(F.linear(x, attn.value.weight, attn.value.bias), attn.n_head)
        query = _heads(F.linear(x, attn.query.weight, attn.query.bias), attn.n_head)
        causal = x.shape[1] > 1
        if causal and first:
            raise ValueError("several tokens at once can only be the first ones")
        out = F.scaled_dot_product_attention(
            query, keys[:, :, : self._length], values[:, :, : self._length], is_causal=causal
        )
        return F.linear(_flat(out), attn.out.weight, attn.out.bias)

    def _cross_attention(self, index: int, attn: Any, x: Tensor) -> Tensor:
        n_rows, n_new, n_state = x.shape
        query = F.linear(x, attn.query.weight, attn.query.bias)
        grouped = _heads(query.view(n_rows // self._group, self._group * n_new, n_state), attn.n_head)
        out = F.scaled_dot_product_attention(grouped, self._encoded.keys[index], self._encoded.values[index])
        return F.linear(_flat(out).view(n_rows, n_new, n_state), attn.out.weight, attn.out.bias)

    def keep(self, windows: Sequence[int]) -> None:
        """Drop all windows but these."""
        group = self._group
        self._encoded = self._encoded.select(windows)
        self.reorder([window * group + g for window in windows for g in range(group)])

    def reorder(self, rows: Sequence[int]) -> None:
        """Continue with these rows; a row may be continued several times."""
        index = torch.as_tensor(list(rows), device=self._cache.device)
        if index.shape[0] == self._cache.shape[2]:
            seen = self._cache[:, :, :, :, : self._length]
            self._cache[:, :, :, :, : self._length] = seen.index_select(2, index)
        else:
            self._cache = self._cache.index_select(2, index)

    def _reserve(self, length: int) -> None:
        if length > self._n_ctx:
            raise ValueError(f"{length} tokens do not fit the context of {self._n_ctx}")
        capacity = self._cache.shape[4]
        if length > capacity:
            wider = min(self._n_ctx, max(length, 2 * capacity))
            shape = (*self._cache.shape[:4], wider, self._cache.shape[5])
            cache = torch.empty(shape, dtype=self._cache.dtype, device=self._cache.device)
            cache[:, :, :, :, :capacity] = self._cache
            self._cache = cache


def alignment_heads(model: Any) -> list[list[int]]:
    """Return the heads that follow the sound, for each decoder layer."""
    chosen = model.alignment_heads.cpu()
    chosen = chosen.to_dense() if chosen.is_sparse else chosen
    return [torch.nonzero(layer).flatten().tolist() for layer in chosen]


def cross_attention_logits(
    model: Any, encoded: Encoded, tokens: Tensor, heads_of: Sequence[Sequence[int]]
) -> tuple[Tensor, Tensor]:
    """Feed known tokens and return what the alignment heads look at.

    Parameters
    ----------
    heads_of : sequence of sequences of int
        See `alignment_heads`.
    tokens : Tensor
        One row per window, padded at the end. shape = (n_windows, n_tokens), int64

    Returns
    -------
    attention : Tensor
        Attention logits of the alignment heads. shape = (n_windows, n_heads, n_tokens, n_audio_ctx), float32
    hidden : Tensor
        Output of the last layer. shape = (n_windows, n_tokens, n_text_state)
    """
    decoder = model.decoder
    x = decoder.token_embedding(tokens) + decoder.positional_embedding[: tokens.shape[1]]
    found = []
    for index, block in enumerate(decoder.blocks):
        attn = block.attn
        y = _norm(block.attn_ln, x)
        out = F.scaled_dot_product_attention(
            _heads(F.linear(y, attn.query.weight, attn.query.bias), attn.n_head),
            _heads(F.linear(y, attn.key.weight), attn.n_head),
            _heads(F.linear(y, attn.value.weight, attn.value.bias), attn.n_head),
            is_causal=True,
        )
        x = x + F.linear(_flat(out), attn.out.weight, attn.out.bias)
        attn = block.cross_attn
        query = _heads(F.linear(_norm(block.cross_attn_ln, x), attn.query.weight, attn.query.bias), attn.n_head)
        if heads_of[index]:
            heads = torch.tensor(list(heads_of[index]), device=query.device)
            q, k = query.index_select(1, heads), encoded.keys[index].index_select(1, heads)
            found.append((q @ k.transpose(-1, -2)).float() * q.shape[-1] ** -0.5)
        out = F.scaled_dot_product_attention(query, encoded.keys[index], encoded.values[index])
        x = x + F.linear(_flat(out), attn.out.weight, attn.out.bias)
        x = x + block.mlp(_norm(block.mlp_ln, x))
    return torch.cat(found, dim=1), _norm(decoder.ln, x)


def _heads(x: Tensor, n_head: int) -> Tensor:
    """(n_rows, n_tokens, n_state) -> (n_rows, n_head, n_tokens, n_head_state)"""
    return x.view(*x.shape[:2], n_head, -1).transpose(1, 2)


def _flat(x: Tensor) -> Tensor:
    """(n_rows, n_head, n_tokens, n_head_state) -> (n_rows, n_tokens, n_state)"""
    return x.transpose(1, 2).flatten(start_dim=2)


def _norm(layer: Any, x: Tensor) -> Tensor:
    return F.layer_norm(x.float(), layer.normalized_shape, layer.weight, layer.bias, layer.eps).to(x.dtype)
