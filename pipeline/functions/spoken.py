"""A sentence as the model sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with what is known of the one who says it.

    Attributes
    ----------
    text : str
        As it was said, numbers in digits.
    role : str
        ``"chair"``, ``"member"``, ``"secretariat"``, ``"guest"``, or ``"unknown"`` where the voice has no name.
    turn : int
        Counts up when the voice changes.
    presents : bool
        Whether the speaker presents the item.
    """

    text: str
    role: str
    turn: int
    presents: bool = False

    @property
    def asks(self) -> bool:
        """Whether it ends with a question mark."""
        return self.text.rstrip().endswith("?")


def name_words(meeting: Meeting) -> frozenset[str]:
    """The words of the attendees' names, in lower case: what is hidden from the model."""
    names = (part for one in meeting.attendees for part in re.split(r"[\s-]+", one.name.casefold()))
    return frozenset(name for name in names if len(name) > 1)
