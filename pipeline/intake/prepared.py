"""What was read of the papers of a meeting, what of it was guessed, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.meeting import Attendance, ItemKind, OpenAction, Role


class Doubt(StrEnum):
    """Why something is a guess."""

    ITEM = "item"  # nothing numbers it; it stands where items stand
    KIND_IN_TITLE = "kind in title"
    TWO_KINDS = "two kinds"
    NOT_ON_LIST = "not on list"
    TITLE_LEFT_OUT = "title left out"
    NUMBER_SKIPPED = "number skipped"
    LAST_MEETING = "last meeting"
    SURNAME_FIRST = "surname first"
    EITHER = "either"
    SECOND_CHAIR = "second chair"
    LIKE_ABSENT = "like absent"
    CLOCK = "clock"
    ANSWER = "answer"
    TITLE_OR_PLACE = "title or place"
    DAY_OR_MONTH = "day or month"
    SERIES = "series"
    WORDS = "words"
    NOTHING_SAID = "nothing said"
    RECOGNISED = "recognised"  # read from a picture by text recognition
    MEMBER = "member"
    NEXT_NUMBER = "next number"
    NOT_NEXT = "not next"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Guess:
    """A field (``"kind"``) that was guessed, and why."""

    field: str
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An agenda item as the papers have it. ``number`` is empty where none is printed."""

    title: str
    number: str = ""
    kind: ItemKind = ItemKind.NONE
    presenters: tuple[str, ...] = ()
    closed: bool = False
    documents: tuple[str, ...] = ()
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person as the papers have them. ``role`` is None where nothing says it.

    ``presence`` is when an attendance report saw them come and leave.
    """

    name: str
    title: str = ""
    organisation: str = ""
    group: str = ""
    role: Role | None = None
    attendance: Attendance = Attendance.PRESENT
    substitute_for: str = ""
    presence: tuple[tuple[datetime, datetime], ...] = ()
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line that was not understood.

    Attributes
    ----------
    source : str
        Name of the file.
    place : str
        Where in it.
    about : str
        The agenda item below which it stands, or empty.
    """

    source: str
    place: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Title, time and place, as far as one paper says them."""

    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting that a secretary only needs to confirm.

    Attributes
    ----------
    numbering : str
        The number of the first item where the body numbers on (``"89/20"``), else empty.
    media : str
        Name of the one recording or transcript in the folder, or empty.
    sources : tuple of str
        Names of the files that were read.
    number : str
        Number of the meeting, as printed, or empty.
    template : str
        Path of the body's own Word template, or empty.
    open_actions : tuple of OpenAction
        What earlier meetings of the body left to do.
    """

    head: Head
    language: str
    body: str = ""
    numbering: str = ""
    items: tuple[FoundItem, ...] = ()
    people: tuple[FoundPerson, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    guesses: tuple[Guess, ...] = ()
    media: str = ""
    sources: tuple[str, ...] = ()
    number: str = ""
    template: str = ""
    open_actions: tuple[OpenAction, ...] = ()

    @property
    def guess_count(self) -> int:
        """How many fields were guessed."""
        parts = [self.guesses, self.head.guesses]
        parts += [item.guesses for item in self.items] + [person.guesses for person in self.people]
        return sum(map(len, parts))
