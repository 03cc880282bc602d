"""How a recording is transcribed: every knob with its unit, range and default."""

from __future__ import annotations

import re
from dataclasses import dataclass

ENGINES = ("auto", "whisper", "faster-whisper")
DTYPES = ("auto", "float32", "float16", "bfloat16", "int8")


@dataclass(frozen=True, slots=True)
class TranscribeOptions:
    """Options of the transcription.

    Attributes
    ----------
    engine : str
        ``whisper`` (openai-whisper's network in torch), ``faster-whisper`` (CTranslate2), or ``auto``: whichever
        measures faster at equal quality on the device (``bench/asr``).
    device : str
        ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
    dtype : str
        ``auto`` is float16 on CUDA; on the CPU float32 for ``whisper`` and int8 for ``faster-whisper``.
    language : str
        ISO 639-1 code of the speech; empty: decided over several windows of the whole recording.
    batch_size : int
        Windows decoded at once, at least 1; 0: 16 on the CPU, 48 on CUDA. Halved by itself when memory runs out.
    beam_size : int
        Hypotheses kept at temperature 0, 1 to 16; 1 is greedy. 0: 5.
    window_s : float
        Longest window in seconds, in (1, 30].
    padding_s : float
        Sound kept before and after each stretch of speech, in [0, 2] seconds.
    pause_s : float
        Pauses up to this length stay whole inside a window, in [0, 30] seconds; longer ones are cut to the padding.
    temperatures : tuple of float
        Of the first decoding and of each repetition of the windows that failed; rising, in [0, 1].
    retry_window_s : tuple of float
        Longest window of each repetition in seconds; the last value holds for the rest.
    best_of : int
        Samples drawn at temperatures above 0, 1 to 16.
    compression_ratio_limit, logprob_limit, no_speech_limit : float
        The guards of openai-whisper: zlib ratio of the text above which it is a loop; mean log probability of the
        tokens below which it is not trusted; probability of no speech above which an untrusted window is without words.
    tokens_per_second_limit : float
        More tokens than this per second of sound are not speech; above 0.
    evidence_limit : float
        Nats per token by which the sound must make a suspicious line likelier than silence does.
    hint : bool
        Whether the network reads everything a second time with names and terms as its prompt, of which only names are
        taken over, where the model's entry allows prompts. Costs a second decoding, not a second encoding.
    correct_names : bool
        Whether near-misses are replaced by names and terms of the vocabulary.
    """

    engine: str = "auto"
    device: str = "auto"
    dtype: str = "auto"
    language: str = ""
    batch_size: int = 0
    beam_size: int = 0
    window_s: float = 30.0
    padding_s: float = 0.3
    pause_s: float = 5.0
    temperatures: tuple[float, ...] = (0.0, 0.0, 0.5)
    retry_window_s: tuple[float, ...] = (15.0, 10.0)
    best_of: int = 3
    compression_ratio_limit: float = 2.4
    logprob_limit: float = -1.0
    no_speech_limit: float = 0.6
    tokens_per_second_limit: float = 16.0
    evidence_limit: float = 0.5
    hint: bool = True
    correct_names: bool = True

    def __post_init__(self) -> None:
        """Check every field; a ValueError names the field and the value."""
        self._one_of("engine", ENGINES)
        self._one_of("dtype", DTYPES)
        if not re.fullmatch(r"auto|cpu|cuda(:\d+)?", self.device):
            raise ValueError(f'device = "{self.device}": must be auto, cpu, cuda or cuda:N')
        if self.language and not re.fullmatch(r"[a-z]{2,3}", self.language):
            raise ValueError(f'language = "{self.language}": must be an ISO 639 code such as "da", or empty')
        self._within("batch_size", 0, 4096)
        self._within("beam_size", 0, 16)
        self._within("best_of", 1, 16)
        self._within("window_s", 1.0, 30.0)
        self._within("padding_s", 0.0, 2.0)
        self._within("pause_s", 0.0, 30.0)
        self._within("compression_ratio_limit", 1.0, 100.0)
        self._within("logprob_limit", -20.0, 0.0)
        self._within("no_speech_limit", 0.0, 1.0)
        self._within("tokens_per_second_limit", 1.0, 1000.0)
        self._within("evidence_limit", 0.0, 20.0)
        if not self.temperatures or any(not 0 <= t <= 1 for t in self.temperatures):
            raise ValueError(f"temperatures = {self.temperatures}: must be one or more numbers in [0, 1]")
        if list(self.temperatures) != sorted(self.temperatures):
            raise ValueError(f"temperatures = {self.temperatures}: must rise")
        if not self.retry_window_s or any(not 1 <= s <= 30 for s in self.retry_window_s):
            raise ValueError(f"retry_window_s = {self.retry_window_s}: must be one or more seconds in [1, 30]")

    def _one_of(self, field: str, valid: tuple[str, ...]) -> None:
        value = getattr(self, field)
        if value not in valid:
            raise ValueError(f'{field} = "{value}": must be one of {", ".join(valid)}')

    def _within(self, field: str, low: float, high: float) -> None:
        value = getattr(self, field)
        if not low <= value <= high:
            raise ValueError(f"{field} = {value}: must be in [{low}, {high}]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is likely to be said in this meeting.

    Attributes
    ----------
    names : tuple of str
        People, as the attendee list writes them.
    terms : tuple of str
        Organisations, words of the agenda, a glossary.
    """

    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
