"""The ledger: what every millisecond of the recording is accounted for as."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.minutes import LedgerEntry, LedgerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.activity import SpeechActivity
    from pipeline.minutes import Outside
    from pipeline.transcript import Conversation

MIN_NO_WORDS_MS = 500  # detected speech without words shorter than this is the edge of a neighbouring word


class Claim(NamedTuple):
    """What a stretch is accounted for as."""

    kind: LedgerKind
    item: int | None = None
    reason: str = ""


NO_SPEECH = Claim(LedgerKind.NO_SPEECH)
NO_WORDS = Claim(LedgerKind.NOT_UNDERSTOOD, reason="no-words")


def milliseconds(seconds: float) -> int:
    """Round seconds to whole milliseconds.

    Examples
    --------
    >>> milliseconds(1.2346)
    1235
    """
    return round(seconds * 1000)


def account(
    conversation: Conversation,
    items: Mapping[str, int | None],
    outside: Mapping[str, Outside],
    activity: SpeechActivity | None,
) -> tuple[LedgerEntry, ...]:
    """Account for every millisecond of the recording.

    Understood words win over gaps, gaps over detected speech without words, all of them over silence; where
    utterances overlap, the one that began first holds the stretch until its end.

    Parameters
    ----------
    items, outside : mapping
        Of the alignment: where each utterance lies.
    activity : SpeechActivity or None
        Where speech was detected; None: what has no words counts as no speech.

    Returns
    -------
    tuple of LedgerEntry
        Gapless, in order, from 0 to ``round(duration_s * 1000)``; empty for a transcript without times.
    """
    if conversation.duration_s is None:
        return ()
    sheet = _Sheet(milliseconds(conversation.duration_s))
    for region in activity.regions if activity else ():
        sheet.paint(region.start_s, region.end_s, NO_WORDS)
    for gap in conversation.gaps:
        sheet.paint(gap.start_s, gap.end_s, Claim(LedgerKind.NOT_UNDERSTOOD, reason=gap.reason))
    spoken = sorted(_spoken(conversation, items, outside), key=lambda entry: entry[:2], reverse=True)
    for start_s, end_s, claim in spoken:
        sheet.paint(start_s, end_s, claim)
    return tuple(LedgerEntry(start, end, *claim) for start, end, claim in sheet.stretches())


def _spoken(
    conversation: Conversation, items: Mapping[str, int | None], outside: Mapping[str, Outside]
) -> Iterator[tuple[float, float, Claim]]:
    for utterance in conversation.utterances:
        if utterance.start_s is None or utterance.end_s is None:
            continue
        item = items[utterance.id]
        if item is None:
            yield utterance.start_s, utterance.end_s, Claim(LedgerKind.OUTSIDE, None, outside[utterance.id].value)
        else:
            yield utterance.start_s, utterance.end_s, Claim(LedgerKind.ITEM, item)


class _Sheet:
    """One small number per millisecond: 36 MB for five hours, exact by construction."""

    def __init__(self, total: int) -> None:
        self._claims = [NO_SPEECH]
        self._number = {NO_SPEECH: 0}
        self._sheet = np.zeros(total, dtype=np.int16)

    def paint(self, start_s: float, end_s: float, claim: Claim) -> None:
        """Put a claim on a stretch, over what was there."""
        number = self._number.setdefault(claim, len(self._claims))
        if number == len(self._claims):
            self._claims.append(claim)
        self._sheet[max(0, milliseconds(start_s)) : max(0, milliseconds(end_s))] = number

    def stretches(self) -> list[tuple[int, int, Claim]]:
        """Return the maximal stretches of one claim, short edges of speech without words counted as silence."""
        runs = self._runs()
        if NO_WORDS in self._number:
            for start, end, claim in runs:
                if claim == NO_WORDS and end - start < MIN_NO_WORDS_MS:
                    self._sheet[start:end] = 0
            runs = self._runs()
        return runs

    def _runs(self) -> list[tuple[int, int, Claim]]:
        if self._sheet.size == 0:
            return []
        edges = [0, *(np.flatnonzero(np.diff(self._sheet)) + 1).tolist(), self._sheet.size]
        return [(a, b, self._claims[self._sheet[a]]) for a, b in pairwise(edges)]
