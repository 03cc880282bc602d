"""How much of what people wrote down as decided and to be done lies in the evidence of our draft."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from pipeline.check.facts import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.minutes import Draft
    from pipeline.transcript import Conversation, Utterance


@dataclass(frozen=True, slots=True)
class CoverageScore:
    """Counts that add up over meetings.

    Attributes
    ----------
    found, by_chance, wanted : int
        Content words of the human sentences that occur in our evidence, that occur in as many words of utterances
        taken at random, and of how many.
    evidence_words, words : int
        Words in the evidence, and in the meeting.
    """

    found: int = 0
    by_chance: int = 0
    wanted: int = 0
    evidence_words: int = 0
    words: int = 0

    def __add__(self, other: CoverageScore) -> CoverageScore:
        return CoverageScore(
            self.found + other.found,
            self.by_chance + other.by_chance,
            self.wanted + other.wanted,
            self.evidence_words + other.evidence_words,
            self.words + other.words,
        )


def read_human_minutes(path: Path) -> tuple[str, ...]:
    """Return the decisions and actions that people wrote of an AMI meeting."""
    summary = json.loads(path.read_text(encoding="utf-8"))["summary"]
    return (*summary["decisions"], *summary["actions"])


def score_coverage(sentences: Iterable[str], draft: Draft, conversation: Conversation, seed: int = 1) -> CoverageScore:
    """Hold the evidence of a draft against the sentences people wrote."""
    language = draft.language
    used = {ref for statement in draft.statements for ref in statement.evidence}
    evidence = [utterance for utterance in conversation.utterances if utterance.id in used]
    n_words = sum(len(utterance.words) for utterance in evidence)
    random = _at_random(conversation, n_words, seed)
    wanted = [word for sentence in sentences for word in sorted(content_words(sentence, language))]
    ours, theirs = _vocabulary(evidence, language), _vocabulary(random, language)
    return CoverageScore(
        found=sum(word in ours for word in wanted),
        by_chance=sum(word in theirs for word in wanted),
        wanted=len(wanted),
        evidence_words=n_words,
        words=sum(len(utterance.words) for utterance in conversation.utterances),
    )


def _vocabulary(utterances: Iterable[Utterance], language: str) -> frozenset[str]:
    return frozenset(word for utterance in utterances for word in content_words(utterance.text, language))


def _at_random(conversation: Conversation, n_words: int, seed: int) -> list[Utterance]:
    utterances = list(conversation.utterances)
    Random(seed).shuffle(utterances)  # noqa: S311 -- a reproducible choice, not a secret
    taken: list[Utterance] = []
    total = 0
    for utterance in utterances:
        if total >= n_words:
            break
        taken.append(utterance)
        total += len(utterance.words)
    return taken
