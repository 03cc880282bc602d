"""A statement in the making: what was found, with the evidence it was found in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.draft.sentences import Sentence
    from pipeline.minutes import StatementKind


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


def evidence_of(*sentences: Sentence) -> tuple[str, ...]:
    """The utterances of these sentences, each once, in order."""
    return tuple(dict.fromkeys(uid for sentence in sentences for uid in sentence.evidence))
