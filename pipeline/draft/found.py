"""A statement in the making: what was found, with the evidence it was found in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.minutes import Origin, StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A statement before it has its id.

    Attributes
    ----------
    order : int
        Position of its first sentence: identity within the item together with the kind.
    weight : float
        How much it matters; what is cut first is light.
    answers : int or None
        For an answer: the order of the question.
    required : bool
        Printed whatever the length: outcomes are never cut.
    voices : tuple of str
        Who said it, to tell one member from several.
    """

    kind: StatementKind
    text: str
    evidence: tuple[str, ...]
    order: int
    who: tuple[str, ...] = ()
    confidence: float = 1.0
    weight: float = 1.0
    answers: int | None = None
    owner: str = ""
    deadline: str = ""
    required: bool = False
    voices: tuple[str, ...] = ()
    content: str = ""
    origin: Origin = Origin.EXTRACTIVE


def evidence_of(*sentences: Sentence) -> tuple[str, ...]:
    """The utterances of these sentences, each once, in order."""
    return tuple(dict.fromkeys(uid for sentence in sentences for uid in sentence.evidence))


LOOK_AHEAD = 4  # sentences after a question or request in which assent is heard


def assent_to(sentences: Sequence[Sentence], place: int, language: Language) -> Sentence | None:
    """The sentence by another voice behind this one that assents; None where somebody refuses or nobody does."""
    asked = sentences[place]
    for sentence in sentences[place + 1 : place + 1 + LOOK_AHEAD]:
        if sentence.voice == asked.voice and sentence.voice is not None:
            continue
        if language.cues.refusal.match(sentence.raw):
            return None
        if language.cues.assent.match(sentence.raw):
            return sentence
    return None
