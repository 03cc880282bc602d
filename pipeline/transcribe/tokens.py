"""The tokenizer of a checkpoint, and the token ids that decoding must know."""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any

from whisper.tokenizer import LANGUAGES, get_tokenizer

from pipeline.errors import InputError, nearest
from pipeline.transcribe.decode import Specials

if TYPE_CHECKING:
    from collections.abc import Sequence

MULTILINGUAL_VOCAB = 51865  # tokens of the first multilingual checkpoints; large-v3 has one language more
LANGUAGE_COUNT_BASE = 51765


class Text:
    """Tokens of a checkpoint in one language.

    Parameters
    ----------
    n_vocab : int
        Of the checkpoint: 51864 English only, 51865 with 99 languages, 51866 with 100.
    language : str
        ISO 639-1 code.

    Raises
    ------
    InputError
        Where the checkpoint does not know the language.
    """

    def __init__(self, n_vocab: int, language: str, *, model_id: str = "model") -> None:
        self.multilingual = n_vocab >= MULTILINGUAL_VOCAB
        self.n_languages = n_vocab - LANGUAGE_COUNT_BASE - int(self.multilingual) if self.multilingual else 99
        codes = supported(n_vocab)
        if language not in codes:
            raise InputError(
                "meeting.toml",
                f'Whisper ("{model_id}") does not know the language "{language}"',
                nearest(language, codes)
                if len(codes) < 5
                else f"give one of its {len(codes)}: {', '.join(sorted(codes))}",
                field="language",
            )
        self.language = language

    @cached_property
    def tokenizer(self) -> Any:
        """openai-whisper's tokenizer."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # whisper leaves its vocabulary file open
            return get_tokenizer(
                self.multilingual, num_languages=self.n_languages, language=self.language, task="transcribe"
            )

    @cached_property
    def specials(self) -> Specials:
        """The ids that decoding suppresses and looks for, as ``whisper.decoding`` has them."""
        t = self.tokenizer
        never = {t.transcribe, t.translate, t.sot, t.sot_prev, t.sot_lm, t.no_speech, *t.non_speech_tokens}
        return Specials(
            sot=t.sot,
            eot=t.eot,
            no_speech=t.no_speech,
            blank=(*t.encode(" "), t.eot),
            suppress=tuple(sorted(never)),
            languages={f"<|{code}|>": token for code, token in self.language_tokens.items()},
        )

    @property
    def language_tokens(self) -> dict[str, int]:
        """ISO code to token; empty for a checkpoint that knows English only."""
        t = self.tokenizer
        if not self.multilingual:
            return {}
        return dict(zip(t.all_language_codes, t.all_language_tokens, strict=True))

    def prompt(self, hint: str = "", *, room: int = 223) -> list[int]:
        """Return the tokens before the text: a hint of what is likely to be said, then the start sequence."""
        start = list(self.tokenizer.sot_sequence_including_notimestamps)
        if not hint.strip():
            return start
        return [self.tokenizer.sot_prev, *self.tokenizer.encode(" " + hint.strip())[-room:], *start]

    def decode(self, tokens: Sequence[int]) -> str:
        """Return the text of tokens."""
        return str(self.tokenizer.decode([token for token in tokens if token < self.tokenizer.eot])).strip()


def supported(n_vocab: int) -> tuple[str, ...]:
    """Return the ISO codes a checkpoint with this many tokens knows."""
    if n_vocab < MULTILINGUAL_VOCAB:
        return ("en",)
    return tuple(LANGUAGES)[: n_vocab - LANGUAGE_COUNT_BASE - 1]
