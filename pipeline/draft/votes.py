"""Votes: how many for, against, and neither, as the chair counts them aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.draft.found import Found, evidence_of
from pipeline.draft.people import listed
from pipeline.draft.sentences import Sentence
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language

WINDOW = 30  # sentences after the call for a vote in which counts are heard
PAUSE = 10  # sentences without a count that end a vote
LONGEST_COUNT = 8  # words; a longer stretch is talk about the matter
LONGEST_FOR = 5  # words; "for" alone means much else
_FAVOUR = re.compile(r"\bin favou?r\b|\bstem\w* for\b", re.IGNORECASE)
_CHUNKS = re.compile(r"[,;.:?!]|\b(?:og|and|mens|while)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,/])(\d{1,3})(?![\d/]|[.,]\d|\.\s?\w)")
_ONE = re.compile(r"\b(?:en|én|one)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:ingen|nul|none|nobody|no one|zero|no(?=\s+abst))\b", re.IGNORECASE)
_CLASSES = ("for", "against", "abstain")


@dataclass(slots=True)
class _Count:
    """What is counted so far; ``pending``: the chair has asked for this class and no number was heard yet."""

    counts: dict[str, int] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    pending: str | None = None


def _class_of(chunk: str, language: Language) -> str | None:
    cues = language.cues
    if cues.vote_abstain.search(chunk):
        return "abstain"
    if cues.vote_against.search(chunk):
        return "against"
    return "for" if cues.vote_for.search(chunk) else None


def _number_of(chunk: str) -> int | None:
    numbers = _NUMBER.findall(chunk)
    if len(numbers) == 1:
        return int(numbers[0])
    if numbers:
        return None
    if _NONE.search(chunk):
        return 0
    return 1 if _ONE.search(chunk) else None


def _counts_in(sentence: Sentence, language: Language) -> dict[str, int]:
    """The classes that this sentence gives a number for."""
    counts: dict[str, int] = {}
    for chunk in _CHUNKS.split(language.grammar.small_digits(sentence.raw)):
        if not chunk.strip() or len(chunk.split()) > LONGEST_COUNT:
            continue
        kind, number = _class_of(chunk, language), _number_of(chunk)
        if kind == "for" and len(chunk.split()) > LONGEST_FOR and not _FAVOUR.search(chunk):
            continue
        if kind and number is not None:
            counts.setdefault(kind, number)
    return counts


def _read(sentence: Sentence, count: _Count, language: Language) -> None:
    """Take the counts of one sentence; a class asked for waits for the number of the next."""
    short = len(sentence.raw.split()) <= LONGEST_COUNT // 2
    asks = sentence.raw.rstrip().endswith("?") and (short or language.cues.vote.search(sentence.raw) is not None)
    asks = asks and _class_of(sentence.raw, language) is not None
    said = {} if asks else _counts_in(sentence, language)
    if asks:
        count.pending = _class_of(sentence.raw, language)
    elif not said and count.pending and len(sentence.raw.split()) <= LONGEST_COUNT:
        number = _number_of(language.grammar.small_digits(sentence.raw))
        said = {count.pending: number} if number is not None else {}
    if said and len(said) > 1:
        count.counts = {**count.counts, **said}
    else:
        count.counts = {**said, **count.counts}
    if said:
        count.pending = None
    if said or asks:
        count.sentences.append(sentence)


def find_votes(sentences: Sequence[Sentence], language: Language) -> tuple[list[Found], set[int]]:
    """Find the votes of an item, and the sentences they used up."""
    found: list[Found] = []
    used: set[int] = set()
    place = 0
    while place < len(sentences):
        if not language.cues.vote.search(sentences[place].raw):
            place += 1
            continue
        count, end = _Count(), place
        last = place
        for sentence in sentences[place : place + WINDOW]:
            decided = (
                count.counts and language.cues.decision.search(sentence.raw) and not _counts_in(sentence, language)
            )
            if decided or end - last > PAUSE:
                break
            before = len(count.sentences)
            _read(sentence, count, language)
            last = end if len(count.sentences) > before else last
            end += 1
        unanimous = next((s for s in sentences[place:end] if language.cues.unanimous.search(s.raw)), None)
        vote = _statement(count, unanimous, language)
        if vote is None:
            place += 1
            continue
        found.append(vote)
        used |= {sentence.order for sentence in count.sentences if not language.cues.decision.search(sentence.raw)}
        place = end
    return found, used


def _statement(count: _Count, unanimous: Sentence | None, language: Language) -> Found | None:
    formulas = language.formulas
    if not {"for", "against"} & set(count.counts) or sum(count.counts.values()) < 2:
        if unanimous is None:
            return None
        return Found(
            StatementKind.VOTE, formulas.unanimous, unanimous.evidence, unanimous.order, confidence=0.8, required=True
        )
    patterns = {"for": formulas.vote_for, "against": formulas.vote_against, "abstain": formulas.vote_abstain}
    parts = [
        patterns[kind].format(n=count.counts[kind] or formulas.nobody) for kind in _CLASSES if kind in count.counts
    ]
    return Found(
        StatementKind.VOTE,
        formulas.vote.format(counts=listed(parts, formulas.conjunction)),
        evidence_of(*count.sentences),
        count.sentences[0].order,
        confidence=min(sentence.confidence for sentence in count.sentences) * 0.95,
        required=True,
    )
