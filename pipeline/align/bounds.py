"""Where the meeting is: what lies before it, in its breaks and after it. Words decide, or a long silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.cues import CueKind
from pipeline.minutes import Outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.cues import Cue
    from pipeline.transcript import Utterance

OPENING_SHARE = 0.25  # of the words: the meeting begins no later
SMALL_TALK_WORDS = 1500  # before the one who leads the meeting opens it, at most
SPEECH_WORDS = 200  # in one utterance: nobody makes a speech before the meeting is opened
FORMALITIES_WORDS = 400  # words from the chair's welcome to the first item at most
ENDING_SHARE = 0.75  # of the words: the meeting ends no earlier
BREAK_UTTERANCES = 60  # utterances recorded in a break at most
BREAK_WORDS = 1500
SILENCE_S = 120.0  # seconds without a word that make a break of what was announced as one
SETTLING = 15  # utterances after that silence in which somebody may still say that the meeting goes on
HALF = 0.6  # share of the words from which a sentence belongs to the end of its utterance


def find_outside(
    utterances: Sequence[Utterance], cues: Sequence[Sequence[Cue]], leading: Sequence[float], opening_items: set[int]
) -> dict[int, Outside]:
    """Find the utterances that lie outside the meeting.

    Parameters
    ----------
    cues : sequence of sequence of Cue
        Of each utterance.
    leading : sequence of float
        How likely each utterance is the chair's, in [0, 1].
    opening_items : set of int
        Items that are themselves the opening ("Velkomst"): they begin with the welcome.

    Returns
    -------
    dict of int to Outside
        Position of the utterance to where it lies.
    """
    said = [0]
    for utterance in utterances:
        said.append(said[-1] + len(utterance.words))
    end = _end(cues, leading, said)
    begin = _begin(cues, leading, said, opening_items)
    found = dict.fromkeys(range(min(begin, end)), Outside.BEFORE)
    found |= dict.fromkeys(range(end, len(utterances)), Outside.AFTER)
    for first, last in _breaks(utterances, cues, leading, said):
        found |= {i: Outside.BREAK for i in range(first, last) if begin <= i < end}
    return found


def _begin(cues: Sequence[Sequence[Cue]], leading: Sequence[float], said: list[int], opening_items: set[int]) -> int:
    """First utterance of the meeting: where the first item is announced, or where the meeting is opened."""
    led_by_somebody = any(lead == 1.0 for lead in leading)
    latest = min(OPENING_SHARE * said[-1], SMALL_TALK_WORDS if led_by_somebody else FORMALITIES_WORDS)
    early = [i for i in range(len(cues)) if said[i] <= latest]
    speech = next((i for i in early if said[i + 1] - said[i] > SPEECH_WORDS), len(cues))
    opened = [i for i in early if i <= speech and any(cue.kind is CueKind.OPENS_MEETING for cue in cues[i])]
    led = [i for i in opened if leading[i] >= HALF] or opened
    opening = led[0] if led else None
    announced = next(
        (
            i + (cue.position > HALF)
            for i in early
            for cue in cues[i]
            if cue.kind in (CueKind.ANNOUNCES, CueKind.MERGES)
            and cue.strength * leading[i] >= HALF
            and (leading[i] == 1.0 or not cue.by_title)
        ),
        None,
    )
    if opening is None:
        return announced if announced is not None and said[announced] <= FORMALITIES_WORDS else 0
    if opening_items or (announced is not None and announced < opening):
        return opening
    if announced is not None and said[announced] - said[opening] <= FORMALITIES_WORDS:
        return announced
    return _after_notices(cues, leading, said, opening)


def _after_notices(cues: Sequence[Sequence[Cue]], leading: Sequence[float], said: list[int], opening: int) -> int:
    """Where the one who opened the meeting with notices speaks again, of something else; the opening, without any."""
    if not any(cue.kind is CueKind.NOTICES for cue in cues[opening]):
        return opening
    for i in range(opening + 1, len(cues)):
        if said[i] - said[opening] > FORMALITIES_WORDS:
            break
        if leading[i] == 1.0 and not any(cue.kind is CueKind.NOTICES for cue in cues[i]):
            return i
    return opening


def _end(cues: Sequence[Sequence[Cue]], leading: Sequence[float], said: list[int]) -> int:
    """First utterance after the meeting: behind the last words that end it, unless an item is announced after them."""
    for i in range(len(cues) - 1, -1, -1):
        if said[i] < ENDING_SHARE * said[-1]:
            break
        if any(cue.kind is CueKind.ANNOUNCES and cue.strength * leading[i] >= HALF for cue in cues[i]):
            break
        if any(cue.kind is CueKind.ENDS_MEETING for cue in cues[i]):
            earlier = [j for j in range(i) if said[j] >= ENDING_SHARE * said[-1] and _ends(cues[j])]
            return (earlier[0] if earlier else i) + 1
    return len(cues)


def _ends(cues: Sequence[Cue]) -> bool:
    return any(cue.kind is CueKind.ENDS_MEETING for cue in cues)


def _breaks(
    utterances: Sequence[Utterance], cues: Sequence[Sequence[Cue]], leading: Sequence[float], said: list[int]
) -> list[tuple[int, int]]:
    """Stretches between the announcement of a break and the resumption."""
    found: list[tuple[int, int]] = []
    for i, here in enumerate(cues):
        if found and i < found[-1][1]:
            continue
        if leading[i] < HALF or not any(cue.kind is CueKind.BREAKS for cue in here):
            continue
        last = _resumption(utterances, cues, leading, said, i + 1)
        if last is not None and last > i + 1:
            found.append((i + 1, last))
    return found


def _resumption(
    utterances: Sequence[Utterance],
    cues: Sequence[Sequence[Cue]],
    leading: Sequence[float],
    said: list[int],
    first: int,
) -> int | None:
    """Utterance with which the meeting goes on after a break; None where nothing says so."""
    silent: int | None = None
    asked = utterances[first - 1].text.rstrip().endswith("?")
    for i in range(first, min(len(cues), first + BREAK_UTTERANCES)):
        if said[i] - said[first] > BREAK_WORDS:
            break
        if silent is None and _silence(utterances, i) >= SILENCE_S:
            silent = i
        if silent is not None and i - silent > SETTLING:
            break
        for cue in cues[i]:
            moves = cue.kind in (CueKind.ANNOUNCES, CueKind.NEXT) and cue.strength * leading[i] >= HALF
            if cue.kind is CueKind.RESUMES or (moves and silent is None and not asked):
                return i
    return silent


def _silence(utterances: Sequence[Utterance], i: int) -> float:
    """Seconds without a word before an utterance; 0 without times."""
    before, here = utterances[i - 1].end_s, utterances[i].start_s
    return here - before if i and before is not None and here is not None else 0.0
