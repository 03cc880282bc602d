"""Error counts that can only be added correctly, and the normalisers they are counted under."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jiwer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_HUMS = frozenset("hm hmm mm mmm mhm".split())
# by language: "er" is a filler in English and the commonest verb in Danish
FILLERS = {
    "en": _HUMS | frozenset("um uh er erm ah eh".split()),
    "da": _HUMS | frozenset("øh øhm æh ah eh".split()),
}
_DOUBLE_FILLERS = re.compile(r"\b(?:mm|uh|m)[-‐‑ ](?:hmm|hm|huh)\b")
_NOT_WORD = re.compile(r"[^\w'’ ]+")

NORMALISERS = "NFKC, lower case, punctuation and underscores to spaces, apostrophes kept; fillers removed"


def normalise(text: str, language: str = "en") -> list[str]:
    """Return the words that are compared: lower case, without punctuation, without fillers; nothing else.

    Numbers, spellings and contractions stay as they are written.

    Examples
    --------
    >>> normalise("Um, N_E_Z_ — we're  “ready”. Mm-hmm.")
    ['n', 'e', 'z', "we're", 'ready']
    """
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("_", " ")
    plain = _NOT_WORD.sub(" ", _DOUBLE_FILLERS.sub(" ", plain))
    words = (word.strip("'") for word in plain.split())
    fillers = FILLERS.get(language, _HUMS)
    return [word for word in words if word and word not in fillers]


@dataclass(frozen=True, slots=True)
class Counts:
    """Errors and what they are counted over. Counts of several files are added, never their rates.

    Attributes
    ----------
    reference : int
        Units (words or characters) of the reference.
    """

    hits: int = 0
    substitutions: int = 0
    deletions: int = 0
    insertions: int = 0

    @property
    def reference(self) -> int:
        """Units of the reference."""
        return self.hits + self.substitutions + self.deletions

    @property
    def errors(self) -> int:
        """Substitutions, deletions and insertions."""
        return self.substitutions + self.deletions + self.insertions

    @property
    def rate(self) -> float | None:
        """Error rate; None where the reference is empty."""
        return self.errors / self.reference if self.reference else None

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hits + other.hits,
            self.substitutions + other.substitutions,
            self.deletions + other.deletions,
            self.insertions + other.insertions,
        )


def word_counts(reference: Sequence[str], hypothesis: Sequence[str]) -> Counts:
    """Count word errors of the cheapest alignment.

    Examples
    --------
    >>> word_counts(["a", "b", "c"], ["a", "x", "c", "d"])
    Counts(hits=2, substitutions=1, deletions=0, insertions=1)
    >>> word_counts([], ["a"])
    Counts(hits=0, substitutions=0, deletions=0, insertions=1)
    """
    if not reference or not hypothesis:
        return Counts(deletions=len(reference), insertions=len(hypothesis))
    found = jiwer.process_words([" ".join(reference)], [" ".join(hypothesis)])
    return Counts(found.hits, found.substitutions, found.deletions, found.insertions)


def character_counts(reference: Sequence[str], hypothesis: Sequence[str]) -> Counts:
    """Count character errors of the words joined by single spaces."""
    one, other = " ".join(reference), " ".join(hypothesis)
    if not one or not other:
        return Counts(deletions=len(one), insertions=len(other))
    found = jiwer.process_characters([one], [other])
    return Counts(found.hits, found.substitutions, found.deletions, found.insertions)


def hits(reference: Sequence[str], hypothesis: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions (in the reference, in the hypothesis) of the words that are alike in the alignment."""
    if not reference or not hypothesis:
        return []
    found = jiwer.process_words([" ".join(reference)], [" ".join(hypothesis)])
    return [
        (chunk.ref_start_idx + k, chunk.hyp_start_idx + k)
        for chunk in found.alignments[0]
        if chunk.type == "equal"
        for k in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]


@dataclass(frozen=True, slots=True)
class NameCounts:
    """Names that were said, names that were written where they were said, and names written elsewhere."""

    said: int = 0
    found: int = 0
    false: int = 0

    @property
    def recall(self) -> float | None:
        """Share of the names said that were written."""
        return self.found / self.said if self.said else None

    def __add__(self, other: NameCounts) -> NameCounts:
        return NameCounts(self.said + other.said, self.found + other.found, self.false + other.false)


def name_counts(reference: Sequence[str], hypothesis: Sequence[str], names: Collection[str]) -> NameCounts:
    """Count the parts of names; ``names`` are normalised words.

    Examples
    --------
    >>> name_counts(["thank", "you", "anna"], ["thank", "you", "hannah"], {"anna", "lund"})
    NameCounts(said=1, found=0, false=0)
    """
    aligned = hits(reference, hypothesis)
    said = sum(word in names for word in reference)
    found = sum(reference[k] in names for k, _ in aligned)
    right = {at for _, at in aligned}
    false = sum(word in names for at, word in enumerate(hypothesis) if at not in right)
    return NameCounts(said, found, false)
