"""Batched decoding writes what openai-whisper writes one window at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
import whisper

from pipeline.transcribe.align_words import attention_cost
from pipeline.transcribe.decode import BatchDecoder
from pipeline.transcribe.engines.port import DecodeParameters
from pipeline.transcribe.engines.sound import log_mel
from pipeline.transcribe.engines.torch_engine import TorchEngine
from pipeline.transcribe.network import Decoder, cross_attention_logits, encode, half_precision
from pipeline.transcribe.tokens import Text
from tests.unit.transcribe.conftest import N_VOCAB, tiny_whisper

SAMPLE_LEN = 40


@pytest.fixture(scope="module")
def mel() -> torch.Tensor:
    rng = np.random.default_rng(0)
    sounds = [rng.normal(0, 0.02 * (k + 1), 16_000 * (k + 1)).astype(np.float32) for k in range(4)]
    sounds.append(rng.normal(0, 0.1, 16_000 * 29).astype(np.float32))  # so that all are padded to 30 s
    return log_mel(sounds, 80, "cpu")


def reference(model: Any, mel: torch.Tensor, **options: Any) -> Any:
    chosen = whisper.DecodingOptions(
        language="en", fp16=False, without_timestamps=True, sample_len=SAMPLE_LEN, **options
    )
    return [whisper.decode(model, row, chosen) for row in mel]


def ours(model: Any, mel: torch.Tensor, english: Text, **parameters: Any) -> Any:
    with torch.inference_mode():
        encoded = encode(model, mel)
    decoder = BatchDecoder(model, english.specials, english.prompt())
    return decoder.run(encoded, [SAMPLE_LEN] * len(mel), DecodeParameters(**parameters))


def biased_to_end(model: Any, by: float) -> Any:
    """Make the end token likelier, so that rows end at different steps."""
    weight = model.decoder.token_embedding.weight
    with torch.no_grad():
        weight[50257] *= by
    return model


def test_greedy_batched_equals_one_by_one(tiny: Any, mel: torch.Tensor, english: Text) -> None:
    expected = reference(tiny, mel)
    found = ours(tiny, mel, english)
    for one, batched in zip(expected, found, strict=True):
        n = len(batched.tokens)  # a loop is stopped early; up to there the tokens are the same
        assert tuple(one.tokens[:n]) == batched.tokens
        assert n == len(one.tokens) or not batched.complete
        assert batched.no_speech_prob == pytest.approx(one.no_speech_prob, abs=1e-5)
        if n == len(one.tokens) and batched.complete:
            assert batched.avg_logprob == pytest.approx(one.avg_logprob, abs=1e-4)


def test_rows_end_at_their_own_time(tiny: Any, mel: torch.Tensor, english: Text) -> None:
    """The same with rows that leave the batch: a limit cuts each row where it would have gone on."""
    whole = ours(tiny, mel, english)
    with torch.inference_mode():
        encoded = encode(tiny, mel)
    limits = [1, 9, 3, 17, 5]
    cut = BatchDecoder(tiny, english.specials, english.prompt()).run(encoded, limits, DecodeParameters())
    for full, short, limit in zip(whole, cut, limits, strict=True):
        assert short.tokens == full.tokens[:limit]
        assert short.complete == (full.complete and len(full.tokens) < limit)


@pytest.mark.filterwarnings("ignore:__array_wrap__:DeprecationWarning")  # whisper sorts a tensor with numpy
@pytest.mark.parametrize("end", [1.0, 3.0])
def test_beam_search_equals_whisper(mel: torch.Tensor, english: Text, end: float) -> None:
    model = biased_to_end(tiny_whisper(seed=1), end)
    expected = reference(model, mel[:3], beam_size=3)
    found = ours(model, mel[:3], english, beam_size=3)
    assert [one.tokens for one in found] == [tuple(one.tokens) for one in expected]
    assert [one.avg_logprob for one in found] == pytest.approx([one.avg_logprob for one in expected], abs=1e-4)


def test_sampling_is_repeatable_and_does_sample(tiny: Any, mel: torch.Tensor, english: Text) -> None:
    first = ours(tiny, mel, english, temperature=0.8, best_of=2, seed=1)
    assert first == ours(tiny, mel, english, temperature=0.8, best_of=2, seed=1)
    assert first != ours(tiny, mel, english, temperature=0.8, best_of=2, seed=2)


def test_cached_steps_equal_the_whole_row(tiny: Any, mel: torch.Tensor, english: Text) -> None:
    tokens = torch.tensor([[*english.prompt(), *range(100, 180)]] * 2)
    with torch.inference_mode():
        whole = tiny.decoder(tokens, tiny.encoder(mel[:2]))
        decoder = Decoder(tiny, encode(tiny, mel[:2]), capacity=8)
        rows = [decoder.step(tokens[:, :4], last_only=False)]
        rows += [decoder.step(tokens[:, k : k + 1]) for k in range(4, tokens.shape[1])]
    assert torch.allclose(torch.cat(rows, dim=1), whole, atol=1e-3)


def test_a_short_context_has_short_keys(tiny: Any) -> None:
    with torch.inference_mode():
        encoded = encode(tiny, log_mel([np.zeros(16_000, dtype=np.float32)], 80, "cpu"))
    assert encoded.keys[0].shape == (1, 2, 500, 32)


def test_half_precision_stays_in_half_precision(mel: torch.Tensor, english: Text) -> None:
    engine = TorchEngine(tiny_whisper(), torch.bfloat16, english.specials)
    encoded = engine.encode([np.zeros(16_000, dtype=np.float32)] * 2)
    assert {key.dtype for key in (*encoded.keys, *encoded.values)} == {torch.bfloat16}
    hypotheses = engine.decode(encoded, english.prompt(), [8, 8], DecodeParameters())
    times = engine.token_times(encoded, english.prompt(), [h.tokens for h in hypotheses], [1.0, 1.0])
    assert all(np.isfinite(t.probabilities).all() for t in times)


def test_a_prompt_that_fills_the_context_is_refused(tiny: Any, mel: torch.Tensor, english: Text) -> None:
    with torch.inference_mode():
        encoded = encode(tiny, mel[:1])
    prompt = [english.tokenizer.sot_prev] + [100] * 500 + english.prompt()
    with pytest.raises(ValueError, match="no room"):
        BatchDecoder(tiny, english.specials, prompt).run(encoded, [5], DecodeParameters())


def test_no_tensor_is_left_on_another_device(english: Text) -> None:
    """On ``meta`` an operation between two devices fails: what runs there runs on CUDA without a stray CPU tensor."""
    model = tiny_whisper().to("meta")
    half_precision(model, torch.float16)
    with torch.inference_mode():
        encoded = encode(model, torch.empty(3, 80, 3000, dtype=torch.float16, device="meta"))
        decoder = Decoder(model, encoded, group=2)
        rows = torch.empty(6, 4, dtype=torch.long, device="meta")
        logits = [decoder.step(rows, last_only=False)[:, -1]]
        decoder.reorder([1, 0, 2, 3, 5, 5])
        decoder.keep([0, 2])
        logits.append(decoder.step(rows[:4, :1])[:, -1])
        filtered = BatchDecoder(model, english.specials, english.prompt())._filter(logits[-1])
        attention, hidden = cross_attention_logits(model, encoded, rows[:3], [[], [0, 1]])
        costs = attention_cost(attention, [50, 60, 70], 2, [1, 1, 1])
    found = [*logits, filtered, attention, hidden, *costs, *encoded.keys, *encoded.values]
    assert {tensor.device.type for tensor in found} == {"meta"}
    assert {tensor.dtype for tensor in (*encoded.keys, hidden)} == {torch.float16}
    assert logits[1].shape == (4, N_VOCAB)
