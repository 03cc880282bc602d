"""How many names are right: precision, coverage, and how much speech carries a wrong name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluate.speakers.corpora import HiddenMeeting
    from pipeline.transcript import Conversation

FRAMES_PER_S = 20  # resolution at which seconds are counted


@dataclass(frozen=True, slots=True)
class NameScore:
    """Counts that may be added.

    Attributes
    ----------
    right, wrong : int
        Voices that carry the right name, and a wrong one.
    speakers : int
        Voices that could have been named: somebody of the attendee list.
    right_words, wrong_words, words : int
        The same by what is said.
    right_s, wrong_s : float
        Seconds of speech under the right and under a wrong name; 0 without times.
    """

    right: int = 0
    wrong: int = 0
    speakers: int = 0
    right_words: int = 0
    wrong_words: int = 0
    words: int = 0
    right_s: float = 0.0
    wrong_s: float = 0.0

    def __add__(self, other: NameScore) -> NameScore:
        """Add the counts of two meetings."""
        return NameScore(
            self.right + other.right,
            self.wrong + other.wrong,
            self.speakers + other.speakers,
            self.right_words + other.right_words,
            self.wrong_words + other.wrong_words,
            self.words + other.words,
            self.right_s + other.right_s,
            self.wrong_s + other.wrong_s,
        )

    @property
    def precision(self) -> float | None:
        """Share of the named voices whose name is right; None where nobody is named."""
        named = self.right + self.wrong
        return self.right / named if named else None

    @property
    def coverage(self) -> float | None:
        """Share of the speakers who are named, rightly or wrongly; None where there are none."""
        return (self.right + self.wrong) / self.speakers if self.speakers else None


def score_hidden(hidden: HiddenMeeting, conversation: Conversation) -> NameScore:
    """Count right and wrong names where every voice is one speaker whose name is known.

    Examples
    --------
    >>> NameScore(right=3, speakers=4) + NameScore(wrong=1, speakers=1)
    NameScore(right=3, wrong=1, speakers=5, right_words=0, wrong_words=0, words=0, right_s=0.0, wrong_s=0.0)
    """
    words: dict[str, int] = {}
    for utterance in conversation.utterances:
        words[utterance.voice or ""] = words.get(utterance.voice or "", 0) + len(utterance.words)
    right = [v.voice for v in conversation.voices if v.attendee and hidden.truth.get(v.voice) == v.attendee]
    wrong = [v.voice for v in conversation.voices if v.attendee and hidden.truth.get(v.voice) != v.attendee]
    return NameScore(
        len(right),
        len(wrong),
        sum(key is not None for key in hidden.truth.values()),
        sum(words[voice] for voice in right),
        sum(words[voice] for voice in wrong),
        sum(words.values()),
    )


def score_run(reference: Sequence[dict[str, Any]], hypothesis: Sequence[dict[str, Any]]) -> NameScore:
    """Count right and wrong names in the transcript of a run, against who spoke when.

    Parameters
    ----------
    reference, hypothesis : sequence of dict
        SegLST with times; the hypothesis with ``voice`` beside ``speaker``, which is the name where there is one.

    Returns
    -------
    NameScore
        A voice is right when most of its time is that person's. Seconds in which nobody speaks do not count.
    """
    length = round(max(s["end_time"] for s in (*reference, *hypothesis)) * FRAMES_PER_S) + 1
    speaking: dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for segment in reference:
        track = speaking.setdefault(segment["speaker"], np.zeros(length, dtype=bool))
        track[_frames(segment)] = True
    anybody = np.any(list(speaking.values()), axis=0)
    right_s = wrong_s = 0.0
    counts = {"right": 0, "wrong": 0, "all": 0}
    overlap: dict[str, dict[str, int]] = {}
    names: dict[str, str | None] = {}
    for segment in hypothesis:
        voice, frames, n_words = segment["voice"] or "", _frames(segment), len(segment["words"].split())
        names[voice] = segment["speaker"] if segment["speaker"] != segment["voice"] else None
        shares = {name: int(track[frames].sum()) for name, track in speaking.items()}
        for name, share in shares.items():
            overlap.setdefault(voice, {})[name] = overlap.get(voice, {}).get(name, 0) + share
        counts["all"] += n_words
        said_by = names[voice]
        if said_by is not None and voice:
            good = speaking[said_by][frames] if said_by in speaking else np.zeros_like(anybody[frames])
            right_s += float(good.sum()) / FRAMES_PER_S
            wrong_s += float((anybody[frames] & ~good).sum()) / FRAMES_PER_S
            counts["right" if shares.get(said_by, 0) == max(shares.values()) else "wrong"] += n_words
    named = {voice: name for voice, name in names.items() if name and voice}
    right = sum(max(overlap[voice], key=overlap[voice].__getitem__) == name for voice, name in named.items())
    return NameScore(
        right, len(named) - right, len(speaking), counts["right"], counts["wrong"], counts["all"], right_s, wrong_s
    )


def _frames(segment: dict[str, Any]) -> slice:
    return slice(round(segment["start_time"] * FRAMES_PER_S), round(segment["end_time"] * FRAMES_PER_S))
