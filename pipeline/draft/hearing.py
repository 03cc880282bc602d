"""What each sentence of an item is likely to do, as the function model hears it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.functions import Function, Spoken, name_words
from pipeline.functions.features import features
from pipeline.functions.model import FUNCTIONS
from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence
    from pipeline.functions import FunctionModel
    from pipeline.functions.features import Features
    from pipeline.meeting import AgendaItem


FEWEST_SENTENCES = 5


class Hearing:
    """How likely each sentence of an item has each function."""

    def __init__(self, likely: npt.NDArray[np.float32] | None) -> None:
        self._likely = likely

    @property
    def knows(self) -> bool:
        """Whether there is a model of the meeting's language."""
        return self._likely is not None

    def of(self, sentence: Sentence, function: Function) -> float:
        """The probability in [0, 1] that a sentence has a function; 0 where there is no model."""
        return float(self._likely[sentence.order, FUNCTIONS.index(function)]) if self._likely is not None else 0.0


def hear(sentences: Sequence[Sentence], item: AgendaItem, people: People, model: FunctionModel | None) -> Hearing:
    """Tell what each sentence of an item does; ``sentences`` are all of the item, in order.

    Nothing is heard where the list names no chair (the dialogues are of bodies that somebody chairs), nor in an item of
    a few sentences, in which there is nothing around them to hear them by.
    """
    if model is None or len(sentences) < FEWEST_SENTENCES or people.meeting.chair is None:
        return Hearing(None)
    return Hearing(model.probabilities(sentence_features(sentences, item, people)))


ASKS = 0.6  # probability from which a sentence asks, though a recogniser wrote no question mark


def with_questions(sentences: Sequence[Sentence], hearing: Hearing) -> tuple[Sentence, ...]:
    """The sentences, with those that are heard to ask as questions too."""
    return tuple(
        replace(one, question=True) if hearing.of(one, Function.QUESTION) >= ASKS else one for one in sentences
    )


def sentence_features(sentences: Sequence[Sentence], item: AgendaItem, people: People) -> list[Features]:
    """What the model sees of an item's sentences."""
    presenters = set(people.presenters(item.presenters))
    spoken = [
        Spoken(one.digits or one.raw, _role(one, people), one.turn, one.attendee in presenters) for one in sentences
    ]
    return features(spoken, item.kind.value, name_words(people.meeting))


def _role(sentence: Sentence, people: People) -> str:
    if people.chairs(sentence):
        return "chair"
    if sentence.attendee is None:
        return "unknown"
    role = people.meeting.attendee(sentence.attendee).role
    return role.value if role in (Role.SECRETARIAT, Role.GUEST) else "member"
