"""CTranslate2's Whisper, which faster-whisper is built on, behind the same port.

CTranslate2 is used without faster-whisper's own transcription: its windows, guards and word times are ours, and its
tokenizer would be fetched from the network where a model folder has none.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import ctranslate2
import numpy as np

from pipeline.errors import ResourceError
from pipeline.transcribe import align_words
from pipeline.transcribe.engines.port import DecodeParameters, Hypothesis, OutOfMemoryError, TokenTimes
from pipeline.transcribe.engines.sound import log_mel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pipeline.transcribe.decode import Specials


class CTranslateEngine:
    """A CTranslate2 model directory behind the port.

    Parameters
    ----------
    folder : Path
        Holds ``model.bin`` and ``config.json``.
    device : str
        ``cpu``, ``cuda`` or ``cuda:N``.
    compute_type : str
        ``int8``, ``float32``, ``float16``, ``bfloat16``.
    specials : Specials
    n_vocab : int
    threads : int
        Of the CPU; 0: as many as there are.
    """

    name = "faster-whisper"

    def __init__(
        self, folder: Path, device: str, compute_type: str, specials: Specials, n_vocab: int, *, threads: int = 0
    ) -> None:
        kind, _, index = device.partition(":")
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder),
                device=kind,
                device_index=int(index or 0),
                compute_type=compute_type,
                intra_threads=threads,
            )
        except (RuntimeError, ValueError) as error:
            raise ResourceError(f"{folder}: CTranslate2 cannot load it on {device}: {error}") from error
        self._device = device
        self._specials = specials
        self.n_vocab = n_vocab

    @property
    def device(self) -> str:
        """Where the weights are."""
        return self._device

    @property
    def n_text_ctx(self) -> int:
        """Most tokens in a row: 448 in every Whisper."""
        return 448

    def encode(self, sounds: Sequence[npt.NDArray[np.float32]]) -> Any:
        """Encode sounds of at most 30 s."""
        with _memory():
            mel = np.ascontiguousarray(log_mel(sounds, int(self._model.n_mels), "cpu").numpy())
            return self._model.encode(ctranslate2.StorageView.from_array(mel))

    def language_logits(self, encoded: Any, sot: int) -> npt.NDArray[np.float32]:
        """Return log probabilities of the languages at their tokens, minus infinity elsewhere."""
        with _memory():
            found = np.full((encoded.shape[0], self.n_vocab), -np.inf, dtype=np.float32)
            for row, languages in enumerate(self._model.detect_language(encoded)):
                for token, probability in languages:
                    found[row, self._specials.languages[token]] = np.log(max(probability, 1e-10))
            return found

    def decode(
        self, encoded: Any, prompt: Sequence[int], limits: Sequence[int], parameters: DecodeParameters
    ) -> list[Hypothesis]:
        """Decode every window after the same prompt."""
        sampling = parameters.temperature > 0
        group = parameters.best_of if sampling else 1
        longest = min(max(limits), self.n_text_ctx - len(prompt))
        ctranslate2.set_random_seed(parameters.seed)
        with _memory():
            results = self._model.generate(
                encoded,
                [list(prompt)] * encoded.shape[0],
                beam_size=1 if sampling else parameters.beam_size,
                num_hypotheses=group,
                max_length=longest + len(prompt),
                return_scores=True,
                return_no_speech_prob=True,
                sampling_topk=0 if sampling else 1,
                sampling_temperature=parameters.temperature if sampling else 1.0,
                suppress_tokens=list(self._specials.suppress),
            )
        found = []
        for result in results:
            scores = list(result.scores)
            best = int(np.argmax(scores))
            tokens = tuple(token for token in result.sequences_ids[best] if token < self._specials.eot)
            n_scored = max(1, len(result.sequences_ids[best]))
            found.append(
                Hypothesis(
                    tokens=tokens,
                    avg_logprob=scores[best] * n_scored / (len(tokens) + 1),
                    no_speech_prob=float(result.no_speech_prob),
                    temperature=parameters.temperature,
                    complete=len(tokens) < longest,
                )
            )
        return found

    def token_times(
        self, encoded: Any, prompt: Sequence[int], tokens: Sequence[Sequence[int]], durations_s: Sequence[float]
    ) -> list[TokenTimes]:
        """Align the tokens of each window with its sound."""
        n_frames = [max(4, min(3000, round(s * 100))) for s in durations_s]
        start = list(prompt)[list(prompt).index(self._specials.sot) : -1]  # CTranslate2 adds <|notimestamps|> itself
        with _memory():
            results = self._model.align(
                encoded, start, [list(row) for row in tokens], n_frames, median_filter_width=align_words.MEDIAN_WIDTH
            )
        found = []
        for result, row, frames in zip(results, tokens, n_frames, strict=True):
            boundaries = np.full(len(row) + 1, frames / 2 * align_words.FRAME_S)
            for token, frame in reversed(result.alignments):
                if 0 <= token <= len(row):
                    boundaries[token] = frame * align_words.FRAME_S
            boundaries = np.maximum.accumulate(boundaries)
            found.append(TokenTimes(boundaries, np.asarray(result.text_token_probs, dtype=np.float64)[: len(row)]))
        return found


def vocabulary_size(folder: Path) -> int:
    """Number of tokens of a CTranslate2 model folder."""
    return len(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8")))


@contextmanager
def _memory() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        if "out of memory" in str(error).lower():
            raise OutOfMemoryError(str(error)) from error
        raise
