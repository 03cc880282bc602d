"""Names and terms of the meeting put right where the recogniser nearly wrote them: by sound, and by what stands beside.

Deterministic, and visible: a corrected word keeps what was heard. Rather too few corrections than a wrong name. A word
that already is a part of a name is never touched, and where two names fit equally well none is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.names.sounds import SAME_SOUND, TIE, sound_key, word_similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.transcribe.options import Vocabulary
    from pipeline.transcript import Word

ALONE = 0.8  # similarity that a word needs by itself ...
BESIDE = 0.6  # ... and beside a part of the same name
JOINED = 0.85  # and two words that would be one
DOUBTFUL = 0.9  # confidence below which a word may be a near-miss ...
DOUBTFUL_FIRST = 0.6  # ... at the start of a sentence, where every word is written large
FIRST_KEY_MIN = 4  # letters of the sound key of a sure word at the start of a sentence
TERM_KEY_MIN = 5  # letters of the sound key of a word of a term: shorter ones are too common

_WORD = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.DOTALL)
_STOPS = ".!?…:"


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word of the transcript: the punctuation before it, its letters, what follows, and where it stands."""

    before: str
    core: str
    after: str
    confidence: float
    first: bool

    @property
    def large(self) -> bool:
        return self.core[:1].isupper()

    @property
    def doubtful(self) -> bool:
        return self.confidence < (DOUBTFUL_FIRST if self.first else DOUBTFUL)


class Roster:
    """The parts of names and the words of terms, by their sound.

    Parameters
    ----------
    vocabulary : Vocabulary
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._beside: dict[str, set[str]] = {}
        self._parts: dict[str, str] = {}
        for name in vocabulary.names:
            parts = [part for part in re.split(r"\s+", name.strip()) if len(sound_key(part)) > 1]
            for part in parts:
                self._parts.setdefault(part.casefold(), part)
                self._beside.setdefault(part, set()).update(other for other in parts if other != part)
        for term in vocabulary.terms:
            for part in _proper(term):
                self._parts.setdefault(part.casefold(), part)
        self._by_letter: dict[str, list[str]] = {}
        for part in self._parts.values():
            self._by_letter.setdefault(sound_key(part)[:1], []).append(part)

    def __bool__(self) -> bool:
        return bool(self._parts)

    def knows(self, core: str) -> bool:
        """Whether a word already is a part of a name or a term, the genitive allowed for."""
        folded = core.casefold()
        return folded in self._parts or (folded.endswith("s") and folded[:-1] in self._parts)

    def nearest(self, core: str, least: float, among: Iterable[str] | None = None) -> tuple[str, float]:
        """Return the part that sounds most like the word, and how much; nothing where two fit equally well."""
        if among is None:
            among = self._by_letter.get(sound_key(core)[:1], ())
        scored = sorted(((word_similarity(core, part), part) for part in among), reverse=True)
        if not scored or scored[0][0] < least:
            return "", 0.0
        if len(scored) > 1 and scored[0][0] - scored[1][0] < TIE:
            return "", 0.0
        return scored[0][1], scored[0][0]

    def partners(self, core: str) -> set[str]:
        """Return the other parts of the names that have this part."""
        part = self._parts.get(core.casefold(), "")
        return self._beside.get(part, set())


def parts(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the parts of names and the proper words of terms, case folded."""
    names = (part for name in vocabulary.names for part in name.split() if len(sound_key(part)) > 1)
    terms = (part for term in vocabulary.terms for part in _proper(term))
    return frozenset(part.casefold() for part in (*names, *terms))


def correct(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Replace near-misses of names and terms.

    Parameters
    ----------
    words : sequence of Word
        In order of time.

    Returns
    -------
    tuple of Word
        A replaced word has ``heard``. Where two words became one, it lasts as long as both.
    """
    roster = Roster(vocabulary)
    if not roster:
        return tuple(words)
    heard = [_take_apart(word, words[k - 1] if k else None) for k, word in enumerate(words)]
    corrected: list[Word] = []
    k = 0
    while k < len(words):
        joined = _joined(heard, k, roster)
        if joined:
            corrected.append(_one_of_two(words[k], words[k + 1], heard[k], heard[k + 1], joined))
            k += 2
            continue
        part, ending = _single(heard, k, roster)
        corrected.append(_written(words[k], heard[k], part, ending) if part else words[k])
        k += 1
    return tuple(_with_partners(corrected, roster))


def _single(heard: Sequence[_Heard], k: int, roster: Roster) -> tuple[str, str]:
    """The part that a word should have been, and its genitive ending."""
    word = heard[k]
    if not word.large or roster.knows(word.core):
        return "", ""
    found = [(*roster.nearest(core, ALONE), ending) for core, ending in _genitive(word.core)]
    part, score, ending = max(found, key=lambda one: one[1])
    # a sure word is only replaced by its own sound; at the start of a sentence, where all are large, not a short one
    certain = word.doubtful or (score >= SAME_SOUND and (not word.first or len(sound_key(part)) >= FIRST_KEY_MIN))
    return (part, ending) if part and certain else ("", "")


def _joined(heard: Sequence[_Heard], k: int, roster: Roster) -> str:
    """The part that two words should have been one of: Lund Green, Lundgren."""
    if k + 1 >= len(heard):
        return ""
    left, right = heard[k], heard[k + 1]
    if (
        not left.large
        or left.after.strip()
        or right.before.strip()
        or roster.knows(left.core)
        or roster.knows(right.core)
    ):
        return ""
    part, _ = roster.nearest(left.core + right.core, JOINED)
    apart, _ = roster.nearest(left.core, ALONE)
    return "" if apart or len(sound_key(part)) < TERM_KEY_MIN else part


def _with_partners(words: Sequence[Word], roster: Roster) -> list[Word]:
    """Correct the word beside a part of a name to another part of the same name."""
    found = list(words)
    heard = [_take_apart(word, found[k - 1] if k else None) for k, word in enumerate(found)]
    for k, word in enumerate(heard):
        if found[k].heard is not None or roster.knows(word.core):
            continue
        for beside, anchor in ((k - 1, True), (k + 1, False)):
            if not 0 <= beside < len(heard) or not roster.knows(heard[beside].core):
                continue
            left, right = (heard[beside], word) if anchor else (word, heard[beside])
            if left.after.strip() or right.before.strip() or not (word.large or word.confidence < DOUBTFUL_FIRST):
                continue
            for core, ending in _genitive(word.core):
                part, _ = roster.nearest(core, BESIDE, roster.partners(heard[beside].core))
                if part:
                    found[k] = _written(found[k], word, part, ending)
                    break
            if found[k].heard is not None:
                break
    return found


def _genitive(core: str) -> tuple[tuple[str, str], ...]:
    return ((core, ""), (core[:-1], "s")) if len(core) > 3 and core.endswith("s") else ((core, ""),)


def _take_apart(word: Word, previous: Word | None) -> _Heard:
    match = _WORD.match(word.text)
    before, core, after = match.groups() if match else ("", word.text, "")
    first = previous is None or previous.text.rstrip("\"'”»)")[-1:] in _STOPS
    return _Heard(before, core, after, 1.0 if word.confidence is None else word.confidence, first)


def _written(word: Word, heard: _Heard, part: str, ending: str) -> Word:
    text = f"{heard.before}{part}{ending}{heard.after}"
    return word if text == word.text else replace(word, text=text, heard=word.text)


def _one_of_two(left: Word, right: Word, first: _Heard, second: _Heard, part: str) -> Word:
    confidences = [word.confidence for word in (left, right) if word.confidence is not None]
    return replace(
        left,
        text=f"{first.before}{part}{second.after}",
        end_s=right.end_s,
        confidence=min(confidences) if confidences else None,
        heard=f"{left.text} {right.text}",
    )


def _proper(term: str) -> list[str]:
    """Return the words of a term that are names: written large, though not only because the term begins with them."""
    found = re.findall(r"[\w\-‐‑]+", term)
    proper = [word for k, word in enumerate(found) if word[:1].isupper() and (k > 0 or len(found) == 1)]
    return [word for word in proper if len(sound_key(word)) >= TERM_KEY_MIN]
