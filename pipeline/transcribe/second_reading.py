"""Names from a second reading of the same sound, made with the names of the meeting as a prompt.

A prompt of names makes a network hear them, but it also makes it leave out what stands beside them. So the words are
those of a reading without a prompt, and only a name is taken over from the prompted one, where both readings agree on
the words around it and what the first has there is doubtful or sounds alike.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from pipeline.names.sounds import sound_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.transcript import Word

LONGEST = 3  # words of a reading that may differ in one place
DOUBTFUL = 0.6  # mean confidence below which the first reading may be wrong altogether
ALIKE = 0.4  # similarity of the sound keys above which a sure word may be a misheard name

_EDGES = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.DOTALL)


def adopt(words: Sequence[Word], reading: str, names: Collection[str]) -> list[Word]:
    """Take names over from the prompted reading.

    Parameters
    ----------
    words : sequence of Word
        The reading without a prompt.
    reading : str
        The prompted one.
    names : collection of str
        Parts of names and words of terms, case folded.

    Returns
    -------
    list of Word
        As many as before, unless several became one; what was replaced keeps what was heard.
    """
    mine = [_core(word.text) for word in words]
    other = reading.split()
    theirs = [_core(text) for text in other]
    found: list[Word] = []
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        part = list(words[a:b])
        if kind == "replace" and b - a <= LONGEST and d - c <= LONGEST:
            part = _exchange(part, [_letters(text) for text in other[c:d]], names)
        found.extend(part)
    return found


def _exchange(part: list[Word], reading: list[str], names: Collection[str]) -> list[Word]:
    """Replace the words of one place by the names that the other reading has there."""
    if not any(text.casefold() in names for text in reading) or any(_core(word.text) in names for word in part):
        return part
    if not _believable(part, reading):
        return part
    if len(part) == len(reading):
        return [
            _renamed(word, text) if text.casefold() in names else word for word, text in zip(part, reading, strict=True)
        ]
    if len(reading) == 1 and len(part) > 1:
        confidences = [word.confidence for word in part if word.confidence is not None]
        whole = replace(
            part[0],
            text="".join([_edges(part[0].text)[0], reading[0], _edges(part[-1].text)[2]]),
            end_s=part[-1].end_s,
            confidence=min(confidences) if confidences else None,
            heard=" ".join(word.text for word in part),
        )
        return [whole]
    return part


def _believable(part: list[Word], reading: list[str]) -> bool:
    confidences = [1.0 if word.confidence is None else word.confidence for word in part]
    if sum(confidences) / len(confidences) < DOUBTFUL:
        return True
    here = sound_key(" ".join(_letters(word.text) for word in part)).replace(" ", "")
    there = sound_key(" ".join(reading)).replace(" ", "")
    return bool(here and there) and float(OSA.normalized_similarity(here, there)) >= ALIKE


def _renamed(word: Word, text: str) -> Word:
    before, _, after = _edges(word.text)
    return replace(word, text=f"{before}{text}{after}", heard=word.text)


def _edges(text: str) -> tuple[str, str, str]:
    match = _EDGES.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _letters(text: str) -> str:
    return _edges(text)[1]


def _core(text: str) -> str:
    return _letters(text).casefold()
