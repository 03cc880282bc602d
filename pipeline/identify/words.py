"""Words to voices, and words to utterances.

Each word is given to a voice of the exclusive diarization by a Viterbi search over the whole recording, so that a
voice changes where sentences end or people pause, and a turn boundary that lies half a second off does not tear a
sentence (the idea of punctuation-aware realignment is that of NVIDIA NeMo's and WhisperX users' pipelines; here it is
one dynamic programme instead of a second pass).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.transcript import Utterance, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from pipeline.identify.options import IdentifyOptions
    from pipeline.transcript import Turn

    Floats = npt.NDArray[np.float64]

NOBODY = -1  # the index that stands for no voice

OVERLAP_FLOOR = 0.05  # share of a word that a voice is granted without overlapping it: no single word is certain
NEAR_S = 0.5  # a word outside all turns is believed to belong to the nearest, falling off with this scale
CHANGE_AT_SENTENCE = 0.5  # cost of a change of voice, in nats: where a sentence ended
CHANGE_AT_PAUSE = 1.5  # after a comma or a short pause
CHANGE_INSIDE = 4.5  # inside a phrase: only several words together outweigh it
SHORT_PAUSE_S = 0.3
SENTENCE_PAUSE_S = 0.8  # a pause this long ends a sentence, whatever the punctuation says

_SENTENCE_END = re.compile(r"[.!?…][\"»”')\]]*$")
_CLAUSE_END = re.compile(r"[,;:–—-]$")
_ABBREVIATION = re.compile(
    r"^(?:[^\W\d_]|\d{1,2}|bl\.?a|ca|dvs|evt|f\.?eks|hhv|inkl|jf|kl|m\.?fl|m\.?m|m\.?v|mht|mia|mio|mvh|nr|osv|pga|pkt"
    r"|stk|vedr|dr|hr|hon|mr|mrs|ms|prof|st|e\.?g|i\.?e|etc|no|vs)\.$",
    re.IGNORECASE,
)


def ends_sentence(text: str, following: str | None) -> bool:
    """Tell whether a sentence ends with a word; abbreviations and ordinals (``kl.``, ``12.``) do not end one.

    Examples
    --------
    >>> ends_sentence("færdig.", "Tak"), ends_sentence("kl.", "12"), ends_sentence("færdig", None)
    (True, False, True)
    """
    if following is None:
        return True
    if not _SENTENCE_END.search(text):
        return False
    if text.endswith(".") and _ABBREVIATION.match(text):
        return False
    return not (text.endswith(".") and following[:1].islower())


def assign_voices(words: Sequence[Word], exclusive: Sequence[Turn], options: IdentifyOptions) -> list[str | None]:
    """Give each word its voice.

    Parameters
    ----------
    words : sequence of Word
        In order of time.
    exclusive : sequence of Turn
        At most one voice at a time.

    Returns
    -------
    list of str or None
        One per word; None: no turn within ``options.max_gap_s`` of it.
    """
    voices = sorted({turn.voice for turn in exclusive})
    if not words or not voices:
        return [None] * len(words)
    start_s, end_s = _times(words)
    overlap_s, distance_s = _overlap_and_distance(start_s, end_s, exclusive, voices)
    log_likelihood = _log_likelihood(end_s - start_s, overlap_s, distance_s)
    timed = np.isfinite(start_s)
    lost = timed & (distance_s.min(axis=1) > options.max_gap_s)
    log_likelihood[~timed | lost] = 0.0
    path = _viterbi(log_likelihood, _change_costs(words, start_s, end_s))
    return [None if lost[at] else voices[voice] for at, voice in enumerate(path)]


def _times(words: Sequence[Word]) -> tuple[Floats, Floats]:
    """Return start and end of the words; NaN where there is none. shape = (n_words,) each"""
    start_s = np.array([np.nan if word.start_s is None else word.start_s for word in words], dtype=np.float64)
    end_s = np.array([np.nan if word.end_s is None else word.end_s for word in words], dtype=np.float64)
    start_s = np.where(np.isnan(start_s), end_s, start_s)
    return start_s, np.fmax(start_s, end_s)


def _overlap_and_distance(
    start_s: Floats, end_s: Floats, turns: Sequence[Turn], voices: Sequence[str]
) -> tuple[Floats, Floats]:
    """Measure how long each word overlaps each voice, and how far it is from it. shape = (n_words, n_voices) each"""
    overlap_s = np.empty((len(start_s), len(voices)))
    distance_s = np.empty_like(overlap_s)
    for at, voice in enumerate(voices):
        spans = sorted((turn.start_s, turn.end_s) for turn in turns if turn.voice == voice)
        edges = np.array(spans, dtype=np.float64)  # shape: (n_turns, 2)
        talked_s = np.concatenate([[0.0], np.cumsum(edges[:, 1] - edges[:, 0])])
        clock = edges.ravel()
        spoken = np.repeat(talked_s, 2)[1:-1]  # talk time of the voice up to each edge
        overlap_s[:, at] = np.interp(end_s, clock, spoken) - np.interp(start_s, clock, spoken)
        following = np.searchsorted(edges[:, 0], end_s)
        after_s = np.append(edges[:, 0], np.inf)[following] - end_s
        preceding = np.searchsorted(edges[:, 1], start_s, side="right")
        before_s = start_s - np.insert(edges[:, 1], 0, -np.inf)[preceding]
        inside = (following > preceding) | (overlap_s[:, at] > 0)
        distance_s[:, at] = np.where(inside, 0.0, np.minimum(before_s, after_s))
    return overlap_s, distance_s


def _log_likelihood(duration_s: Floats, overlap_s: Floats, distance_s: Floats) -> Floats:
    """Return how likely each word is each voice's, in nats. shape = (n_words, n_voices)"""
    share = overlap_s / np.maximum(duration_s, 1e-3)[:, None]
    near = np.exp(-np.minimum(distance_s, 50.0) / NEAR_S)
    covered = overlap_s.max(axis=1) > 0
    belief = np.where(covered[:, None], np.clip(share, 0.0, 1.0), near) + OVERLAP_FLOOR
    logs: Floats = np.log(belief / belief.sum(axis=1, keepdims=True))
    return logs


def _change_costs(words: Sequence[Word], start_s: Floats, end_s: Floats) -> Floats:
    """Return what a change of voice before each word costs, in nats. shape = (n_words,)"""
    costs = np.full(len(words), CHANGE_INSIDE)
    pause_s = np.concatenate([[np.inf], start_s[1:] - end_s[:-1]])
    clause = np.array([False, *(bool(_CLAUSE_END.search(word.text)) for word in words[:-1])])
    sentence = [True]
    sentence += [ends_sentence(a.text, b.text) for a, b in itertools.pairwise(words)]
    costs[clause | (pause_s >= SHORT_PAUSE_S)] = CHANGE_AT_PAUSE
    costs[np.array(sentence) | (pause_s >= SENTENCE_PAUSE_S)] = CHANGE_AT_SENTENCE
    return costs


def _viterbi(log_likelihood: Floats, change_cost: Floats) -> npt.NDArray[np.intp]:
    """Find the best sequence of voices when every change costs alike. shape = (n_words,)

    As the cost does not depend on which voices change, one step needs the best predecessor only: O(n_words * n_voices).
    """
    n_words, n_voices = log_likelihood.shape
    came_from = np.empty((n_words, n_voices), dtype=np.intp)
    stay = np.arange(n_voices)
    score = log_likelihood[0].copy()
    for at in range(1, n_words):
        best = int(score.argmax())
        changed = score[best] - change_cost[at]
        came_from[at] = np.where(score >= changed, stay, best)
        score = np.maximum(score, changed) + log_likelihood[at]
    path = np.empty(n_words, dtype=np.intp)
    path[-1] = int(score.argmax())
    for at in range(n_words - 1, 0, -1):
        path[at - 1] = came_from[at, path[at]]
    return path


def make_utterances(
    words: Sequence[Word], voices: Sequence[str | None], options: IdentifyOptions, breaks: Iterable[int] = ()
) -> tuple[Utterance, ...]:
    """Cut the words into utterances: where the voice changes, at long pauses, and at the ends of sentences.

    Parameters
    ----------
    words, voices : sequence
        Of equal length, in order.
    breaks : iterable of int
        Words before which an utterance begins in any case.

    Returns
    -------
    tuple of Utterance
        Every word in exactly one, in order; ids ``u0001`` on.
    """
    forced = set(breaks)
    cuts = [0]
    for at in range(1, len(words)):
        if at in forced or voices[at] != voices[at - 1] or _ends_here(words, cuts[-1], at, options):
            cuts.append(at)
        elif at - cuts[-1] >= options.max_words:
            cuts.append(_best_cut(words, cuts[-1], at))
    width = max(4, len(str(len(cuts))))
    spans = zip(cuts, [*cuts[1:], len(words)], strict=True) if words else ()
    return tuple(
        _utterance(f"u{number:0{width}d}", voices[first], tuple(words[first:last]))
        for number, (first, last) in enumerate(spans, start=1)
    )


def _utterance(name: str, voice: str | None, words: tuple[Word, ...]) -> Utterance:
    starts = [word.start_s for word in words if word.start_s is not None]
    ends = [word.end_s for word in words if word.end_s is not None]
    return Utterance(name, voice, words, min(starts, default=None), max(ends, default=None))


def _pause_s(before: Word, after: Word) -> float:
    if before.end_s is None or after.start_s is None:
        return 0.0
    return after.start_s - before.end_s


def _ends_here(words: Sequence[Word], first: int, at: int, options: IdentifyOptions) -> bool:
    """Tell whether the utterance that began at ``first`` ends before word ``at``."""
    pause_s = _pause_s(words[at - 1], words[at])
    if pause_s >= options.pause_s:
        return True
    if not ends_sentence(words[at - 1].text, words[at].text):
        return False
    return pause_s >= SENTENCE_PAUSE_S or at - first >= options.target_words


def _best_cut(words: Sequence[Word], first: int, at: int) -> int:
    """Choose where to cut a sentence that is too long: the longest pause or the last comma of its second half."""
    half = range(first + max(1, (at - first) // 2), at + 1)
    return max(
        half, key=lambda i: (_pause_s(words[i - 1], words[i]) + 0.3 * bool(_CLAUSE_END.search(words[i - 1].text)), i)
    )
