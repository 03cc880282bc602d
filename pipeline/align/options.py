"""What can be set for the alignment."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Options of the alignment; the weights are natural-log scores of the segment model.

    Attributes
    ----------
    meaning_weight : float
        Weight of an utterance's likeness in meaning to an item, per standard deviation. In [0, 10].
    words_weight : float
        Weight of the words an utterance shares with an item, per standard deviation. In [0, 10].
    cohesion_weight : float
        Weight of a stretch's being about one thing. In [0, 10].
    own_weight : float
        Weight of an utterance's likeness to what was found under an item. In [0, 10].
    length_weight : float
        How strongly items are expected to be of like length. In [0, 10].
    announcement_weight : float
        Score of the chair's announcing an item by number. In [0, 1000].
    skip_cost, back_cost : float
        Cost of leaving an item out, and of going back to an earlier one. In [0, 1000].
    temperature : float
        Divides all scores before confidences are computed: neighbouring utterances are not independent. In [0.1, 100].
    max_blocks : int
        Stretches that a transcript is reduced to before the search. In [10, 3000].
    sentence_vectors : bool
        Whether meaning is compared besides words.
    """

    meaning_weight: float = 0.25
    words_weight: float = 0.6
    cohesion_weight: float = 0.2
    own_weight: float = 1.0
    length_weight: float = 4.0
    announcement_weight: float = 30.0
    skip_cost: float = 16.0
    back_cost: float = 60.0
    temperature: float = 2.0
    max_blocks: int = 700
    sentence_vectors: bool = True

    def __post_init__(self) -> None:
        ranges: dict[str, tuple[float, float]] = {
            "meaning_weight": (0, 10),
            "words_weight": (0, 10),
            "cohesion_weight": (0, 10),
            "own_weight": (0, 10),
            "length_weight": (0, 10),
            "announcement_weight": (0, 1000),
            "skip_cost": (0, 1000),
            "back_cost": (0, 1000),
            "temperature": (0.1, 100),
            "max_blocks": (10, 3000),
        }
        for field in fields(self):
            if field.name not in ranges:
                continue
            low, high = ranges[field.name]
            value = getattr(self, field.name)
            if not low <= value <= high:
                raise ValueError(f"{field.name} = {value!r}: must be between {low} and {high}")
