"""The guards: what makes a window untrustworthy, and why."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.transcribe.engines.port import Hypothesis
    from pipeline.transcribe.options import TranscribeOptions

LONGEST_LOOP_TOKENS = 40  # longest n-gram looked for
LOOP_TIMES = 4  # an n-gram that follows itself this often is a loop ...
SHORT_LOOP_TIMES = 8  # ... and one of a single token this often: "no no no no" is said by people
LOOP_TOKENS_MIN = 12  # shorter repetitions are speech
SHORT_S = 5.0  # seconds of sound below which a narrow pass is read again
AGREEMENT = 0.7  # share of words that two readings of one sound must have in common
AGAIN_WEIGHT = 0.7  # by which the limit of the log probability narrows for a sound that failed before
NO_SPEECH_WEIGHT = 0.6  # how far a no-speech probability of 1 narrows the limit of the log probability
TOKENS_FREE = 6  # tokens that even the shortest sound may have
ECHO_WORDS = 3  # a shorter stretch of the prompt is a name that was said


def repeats(tokens: Sequence[int]) -> bool:
    """Return whether the tokens end in an n-gram that follows itself over and over.

    Examples
    --------
    >>> repeats([7, 8, 9] * 5)
    True
    >>> repeats([7, 8, 9] * 3)
    False
    """
    n_tokens = len(tokens)
    for length in range(1, min(LONGEST_LOOP_TOKENS, n_tokens // LOOP_TIMES) + 1):
        times = max(LOOP_TIMES if length > 1 else SHORT_LOOP_TIMES, -(-LOOP_TOKENS_MIN // length))
        if n_tokens < times * length:
            continue
        last = list(tokens[-length:])
        if all(list(tokens[n_tokens - (k + 1) * length : n_tokens - k * length]) == last for k in range(1, times)):
            return True
    return False


def loops_anywhere(tokens: Sequence[int]) -> bool:
    """Return whether a loop ends at any place of the tokens."""
    return any(repeats(tokens[:end]) for end in range(LOOP_TOKENS_MIN, len(tokens) + 1))


def compression_ratio(text: str) -> float:
    """Length of the text over its zlib length, as openai-whisper measures repetition; 0 for no text."""
    data = text.encode("utf-8")
    return len(data) / len(zlib.compress(data)) if data else 0.0


def failure(
    hypothesis: Hypothesis, text: str, duration_s: float, options: TranscribeOptions, *, again: bool = False
) -> str:
    """Return why a hypothesis cannot be trusted, as a gap's reason, or the empty string.

    Parameters
    ----------
    text : str
        Of the hypothesis.
    duration_s : float
        Length of the window in seconds.
    again : bool
        The same sound failed before: out of many attempts one looks good by chance, so it must be surer.
    """
    if hypothesis.no_speech_prob > options.no_speech_limit and hypothesis.avg_logprob < options.logprob_limit:
        return "no-words"
    if not text.strip():
        return "no-words"
    if loops_anywhere(hypothesis.tokens) or compression_ratio(text) > options.compression_ratio_limit:
        return "loop"
    if not hypothesis.complete:
        return "loop"
    if len(hypothesis.tokens) - TOKENS_FREE > options.tokens_per_second_limit * duration_s:
        return "hallucination"
    # the likelier it is that nobody speaks, the surer the words must be
    limit = options.logprob_limit * (1 - NO_SPEECH_WEIGHT * hypothesis.no_speech_prob)
    if hypothesis.avg_logprob < (limit * AGAIN_WEIGHT if again else limit):
        return "low-confidence"
    return ""


def doubtful(hypothesis: Hypothesis, duration_s: float, options: TranscribeOptions) -> bool:
    """Return whether a short sound's words passed, but so narrowly that another search should read the same.

    A little noise in a long pause is where words are invented; a window full of speech is what it seems.
    """
    limit = options.logprob_limit * AGAIN_WEIGHT * (1 - NO_SPEECH_WEIGHT * hypothesis.no_speech_prob)
    return duration_s < SHORT_S and hypothesis.avg_logprob < limit


def agree(first: str, second: str) -> bool:
    """Return whether two readings of one sound have most words in common, in order.

    Examples
    --------
    >>> agree("On your marks.", "on your marks")
    True
    >>> agree("Yeah, it's a huge test. Last time.", "Yeah, Q-tests per day last time.")
    False
    """
    return Indel.normalized_similarity(_plain(first).split(), _plain(second).split()) >= AGREEMENT


def echoes(text: str, hint: str) -> bool:
    """Return whether a text of several words is only a stretch of the prompt: Whisper repeats it over silence."""
    said = _plain(text)
    return len(said.split()) >= ECHO_WORDS and said in _plain(hint)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
