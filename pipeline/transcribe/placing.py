"""From words of a window to words of the recording: mapped, held inside speech, monotone; and what has no word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.activity import Span
from pipeline.transcribe.windows import speech_probability
from pipeline.transcript import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.activity import SpeechActivity
    from pipeline.transcribe.align_words import TimedWord
    from pipeline.transcribe.windows import Window

SHORTEST_S = 0.02  # of a word: one frame of the encoder
SPEECH = 0.5  # a frame with at least this probability holds speech
SILENT = 0.1  # a word under which speech is never likelier than this was not spoken
MARGIN_S = 0.25  # by which word times may be off when looking for speech under a word
SLOWEST_S = 0.6  # a word takes at most this ...
SLOWEST_PER_LETTER_S = 0.12  # ... and this per letter; what is longer holds a pause or something unheard


def place(words: Sequence[TimedWord], window: Window, activity: SpeechActivity) -> list[Word]:
    """Return the words on the clock of the recording, sorted, disjoint and inside the window."""
    placed: list[Word] = []
    at_s = window.start_s
    begins = True  # of a sentence: a pause before it is given to the word, else one after it
    for word in words:
        start_s, end_s = window.interval(word.start_s, word.end_s)
        start_s, end_s = _on_speech(activity, start_s, end_s)
        longest_s = SLOWEST_S + SLOWEST_PER_LETTER_S * len(word.text)
        if end_s - start_s > longest_s:
            start_s, end_s = (end_s - longest_s, end_s) if begins else (start_s, start_s + longest_s)
        start_s = min(max(start_s, at_s), window.end_s)
        end_s = min(max(end_s, start_s + SHORTEST_S), window.end_s)
        placed.append(Word(word.text, start_s, max(end_s, start_s), min(1.0, max(0.0, word.probability))))
        at_s = max(end_s, start_s)
        begins = word.text.rstrip("\"'”»)")[-1:] in tuple(".?!")
    return placed


def _on_speech(activity: SpeechActivity, start_s: float, end_s: float) -> tuple[float, float]:
    """Take silence from both ends of a word: warping gives a pause to the word beside it."""
    probability = speech_probability(activity, start_s, end_s)
    voiced = np.flatnonzero(probability >= SPEECH)
    if not len(voiced):
        return start_s, end_s
    step_s = activity.frame_step_s
    return max(start_s, start_s + int(voiced[0]) * step_s), min(
        end_s, end_s - (len(probability) - 1 - int(voiced[-1])) * step_s
    )


def unspoken(words: Sequence[Word], activity: SpeechActivity) -> list[bool]:
    """Tell for each word whether there is no speech at all where it was written."""
    found = []
    for word in words:
        assert word.start_s is not None
        assert word.end_s is not None
        probability = speech_probability(activity, word.start_s - MARGIN_S, word.end_s + MARGIN_S)
        found.append(bool(len(probability)) and float(probability.max()) < SILENT)
    return found


def uncovered(words: Sequence[Word], window: Window, activity: SpeechActivity, longest_s: float) -> list[Span]:
    """Return stretches of speech in the window longer than longest_s that have no word."""
    found = []
    for piece in window.pieces:
        for region in activity.regions:
            start_s, end_s = max(piece.start_s, region.start_s), min(piece.end_s, region.end_s)
            if end_s - start_s < longest_s:
                continue
            at_s = start_s
            inside = [(w.start_s or 0.0, w.end_s or 0.0) for w in words if (w.end_s or 0.0) > start_s]
            for first_s, last_s in [*[pair for pair in inside if pair[0] < end_s], (end_s, end_s)]:
                if first_s - at_s >= longest_s:
                    found.append(Span(at_s, first_s))
                at_s = max(at_s, last_s)
    return found
