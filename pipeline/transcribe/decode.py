"""Batched decoding of openai-whisper's network: greedy, sampling and beam search over many windows at once.

The rules are openai-whisper's (``whisper.decoding``, MIT, arXiv 2212.04356), without timestamp tokens: the same tokens
are suppressed, and scores are summed and ranked alike. What differs is the execution: finished windows leave the batch,
and the caches do not grow by copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from pipeline.transcribe.engines.port import DecodeParameters, Hypothesis
from pipeline.transcribe.guards import repeats
from pipeline.transcribe.network import Decoder, Encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

LOOP_CHECK_STEPS = 16  # how often rows are looked at for loops
COMPACT_SHARE = 0.25  # the batch is made smaller when this share of it has finished


@dataclass(frozen=True, slots=True)
class Specials:
    """Token ids that decoding must know.

    Attributes
    ----------
    sot, eot, no_speech : int
        Start of transcript, end of text, no speech.
    blank : tuple of int
        Not allowed as the first token.
    suppress : tuple of int
        Never allowed.
    languages : dict of str to int
        ``"<|da|>"`` to its token; empty for a checkpoint that knows English only.
    """

    sot: int
    eot: int
    no_speech: int
    blank: tuple[int, ...]
    suppress: tuple[int, ...]
    languages: dict[str, int]


@dataclass(slots=True)
class _Row:
    """One hypothesis in the making."""

    tokens: list[int]
    sum_logprob: float
    complete: bool = False

    def score(self) -> float:
        """Mean log probability as ``MaximumLikelihoodRanker`` has it without a length penalty."""
        return self.sum_logprob / max(1, len(self.tokens))

    def hypothesis(self, no_speech_prob: float, temperature: float) -> Hypothesis:
        return Hypothesis(
            tokens=tuple(self.tokens),
            avg_logprob=self.sum_logprob / (len(self.tokens) + 1),
            no_speech_prob=no_speech_prob,
            temperature=temperature,
            complete=self.complete,
        )


class BatchDecoder:
    """Decodes the windows of one batch after one prompt.

    Parameters
    ----------
    model : whisper.Whisper
    specials : Specials
    prompt : sequence of int
        The same for every row, so that all rows are equally long; ends with the start sequence.
    """

    def __init__(self, model: Any, specials: Specials, prompt: Sequence[int]) -> None:
        self._model = model
        self._specials = specials
        self._prompt = list(prompt)
        self._never: Tensor | None = None  # the suppressed tokens, on the device
        self._room = int(model.dims.n_text_ctx) - len(self._prompt)

    @torch.inference_mode()
    def run(self, encoded: Encoded, limits: Sequence[int], parameters: DecodeParameters) -> list[Hypothesis]:
        """Decode all windows.

        Parameters
        ----------
        limits : sequence of int
            Most text tokens of each window.
        """
        if self._room < 1:
            raise ValueError(f"the prompt of {len(self._prompt)} tokens leaves no room for text")
        limits = [max(1, min(limit, self._room)) for limit in limits]
        if parameters.temperature == 0 and parameters.beam_size > 1:
            rows, no_speech = self._beam(encoded, limits, parameters.beam_size)
        else:
            group = parameters.best_of if parameters.temperature > 0 else 1
            rows, no_speech = self._sample(encoded, limits, parameters, group)
        return [
            max(group_rows, key=_Row.score).hypothesis(p, parameters.temperature)
            for group_rows, p in zip(rows, no_speech, strict=True)
        ]

    def _prefill(self, encoded: Encoded, group: int) -> tuple[Decoder, Tensor, list[float]]:
        """Feed the prompt; return the decoder, the first logits per row, and the no-speech probability per window."""
        device = encoded.keys[0].device
        decoder = Decoder(self._model, encoded, group, capacity=len(self._prompt) + 60)
        tokens = torch.tensor([self._prompt], device=device).expand(len(encoded) * group, -1)
        logits = decoder.step(tokens, last_only=False)
        at_sot = logits[::group, self._prompt.index(self._specials.sot)].softmax(dim=-1)
        logits = logits[:, -1].clone()
        logits[:, list(self._specials.blank)] = -torch.inf
        return decoder, self._filter(logits), at_sot[:, self._specials.no_speech].tolist()

    def _filter(self, logits: Tensor) -> Tensor:
        if self._never is None or self._never.device != logits.device:
            self._never = torch.tensor(self._specials.suppress, device=logits.device)
        return logits.index_fill_(1, self._never, -torch.inf)

    def _sample(
        self, encoded: Encoded, limits: list[int], parameters: DecodeParameters, group: int
    ) -> tuple[list[list[_Row]], list[float]]:
        decoder, logits, no_speech = self._prefill(encoded, group)
        rows = [[_Row([], 0.0) for _ in range(group)] for _ in limits]
        generator = torch.Generator(device=logits.device).manual_seed(parameters.seed)
        live = list(range(len(limits)))  # windows still in the batch
        open_rows = {(w, g) for w in live for g in range(group)}
        step = 0
        while True:
            step += 1
            chosen, logprobs = _choose(logits, parameters.temperature, generator)
            for position, (token, logprob) in enumerate(zip(chosen.tolist(), logprobs.tolist(), strict=True)):
                key = (live[position // group], position % group)
                if key in open_rows and self._append(rows[key[0]][key[1]], token, logprob, limits[key[0]], step):
                    open_rows.discard(key)
            if not open_rows:
                return rows, no_speech
            running = [p for p, w in enumerate(live) if any((w, g) in open_rows for g in range(group))]
            if len(live) - len(running) >= max(1, COMPACT_SHARE * len(live)):
                decoder.keep(running)
                index = torch.tensor([p * group + g for p in running for g in range(group)], device=chosen.device)
                chosen = chosen.index_select(0, index)
                live = [live[p] for p in running]
            logits = self._filter(decoder.step(chosen[:, None])[:, -1])

    def _append(self, row: _Row, token: int, logprob: float, limit: int, step: int) -> bool:
        """Add a token to a row; return whether the row has ended."""
        row.sum_logprob += logprob
        if token == self._specials.eot:
            row.complete = True
            return True
        row.tokens.append(token)
        looped = step % LOOP_CHECK_STEPS == 0 and repeats(row.tokens)
        return looped or len(row.tokens) >= limit

    def _beam(self, encoded: Encoded, limits: list[int], beam: int) -> tuple[list[list[_Row]], list[float]]:
        decoder, logits, no_speech = self._prefill(encoded, beam)
        eot, n_vocab = self._specials.eot, logits.shape[-1]
        live = list(range(len(limits)))
        finished: list[list[_Row]] = [[] for _ in limits]
        beams = [[_Row([], 0.0)] + [_Row([], -torch.inf) for _ in range(beam - 1)] for _ in limits]
        while True:
            sums = torch.tensor([row.sum_logprob for w in live for row in beams[w]], device=logits.device)
            scores = (logits.log_softmax(dim=-1) + sums[:, None]).view(len(live), beam * n_vocab)
            best, place = scores.topk(2 * beam, dim=-1)
            sources, tokens, running = [], [], []
            for position, (w, values, places) in enumerate(zip(live, best.tolist(), place.tolist(), strict=True)):
                grown: list[_Row] = []
                for value, where in zip(values, places, strict=True):
                    origin, token = divmod(where, n_vocab)
                    row = beams[w][origin]
                    if token == eot:
                        finished[w].append(_Row(row.tokens, value, complete=True))
                        continue
                    grown.append(_Row([*row.tokens, token], value))
                    sources.append(position * beam + origin)
                    tokens.append(token)
                    if len(grown) == beam:
                        break
                beams[w] = grown
                length = len(grown[0].tokens)
                stuck = length % LOOP_CHECK_STEPS == 0 and repeats(grown[0].tokens)
                if len(finished[w]) < beam and length < limits[w] and not stuck:
                    running.append(position)
                else:
                    finished[w].extend(grown[: max(0, beam - len(finished[w]))])
            if not running:
                return finished, no_speech
            decoder.reorder(sources)
            following = torch.tensor(tokens, device=logits.device)
            if len(running) < len(live):
                decoder.keep(running)
                index = torch.tensor([p * beam + g for p in running for g in range(beam)], device=logits.device)
                following = following.index_select(0, index)
                live = [live[p] for p in running]
            logits = self._filter(decoder.step(following[:, None])[:, -1])


def _choose(logits: Tensor, temperature: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Pick a token per row and return it with its log probability at temperature 1. shape = (n_rows,) each"""
    if temperature == 0:
        chosen = logits.argmax(dim=-1)
    else:
        # Gumbel-max: the largest of the logits with this noise is a draw from their softmax
        uniform = torch.rand(logits.shape, generator=generator, device=logits.device).clamp_(1e-10, 1 - 1e-7)
        chosen = (logits / temperature - torch.log(-torch.log(uniform))).argmax(dim=-1)
    picked = logits.gather(-1, chosen[:, None])[:, 0]
    return chosen, picked - logits.logsumexp(dim=-1)
