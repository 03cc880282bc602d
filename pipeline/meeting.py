"""The meeting as the secretary describes it: head, people, agenda. What ``meeting.toml`` holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class ItemKind(StrEnum):
    """What an agenda item asks for, as printed behind its title."""

    ORIENTATION = "O"
    DISCUSSION = "D"
    DECISION = "B"
    NONE = ""


class Role(StrEnum):
    """What an attendee is to the body."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARIAT = "secretariat"
    GUEST = "guest"


class Attendance(StrEnum):
    """Whether an attendee was there."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    LATE = "late"
    LEFT = "left"


class Style(StrEnum):
    """How much the referat holds: decisions only, or the discussion too."""

    DECISIONS = "decisions"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person on the attendee list.

    Attributes
    ----------
    key : str
        Identity within the meeting (``"a01"``, in the order of the list): names need not be unique.
    substitute_for : str
        Name of the person whose place this one takes, or empty.
    """

    key: str
    name: str
    title: str = ""
    organisation: str = ""
    group: str = ""
    role: Role = Role.MEMBER
    attendance: Attendance = Attendance.PRESENT
    substitute_for: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda.

    Attributes
    ----------
    index : int
        Position in the agenda, from 0: the identity that alignment and draft use.
    number : str
        As printed: ``"90/20"``, or ``"2"`` where the body does not number on.
    presenters : tuple of str
        Names as the agenda has them; usually, not always, on the attendee list.
    """

    index: int
    number: str
    title: str
    kind: ItemKind = ItemKind.NONE
    presenters: tuple[str, ...] = ()
    closed: bool = False
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The body that meets. ``numbering`` is the number of the first item, ``"89/20"``, or empty."""

    name: str = ""
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Everything known of the meeting before it is heard.

    Attributes
    ----------
    language : str
        ISO 639-1 code of the speech and of the referat.
    recordings : tuple of Path
        The parts of the recording in order; empty when there is a transcript instead.
    transcript : Path or None
        WebVTT or SegLST file instead of a recording.
    implicit_agenda : bool
        No agenda was given: the one item stands for the whole meeting.
    """

    title: str
    language: str
    start: datetime | None
    end: datetime | None
    place: str
    style: Style
    body: Body
    attendees: tuple[Attendee, ...]
    items: tuple[AgendaItem, ...]
    recordings: tuple[Path, ...] = ()
    transcript: Path | None = None
    implicit_agenda: bool = False

    def attendee(self, key: str) -> Attendee:
        """Return the attendee with this key. Raises KeyError."""
        for attendee in self.attendees:
            if attendee.key == key:
                return attendee
        raise KeyError(key)

    @property
    def chair(self) -> Attendee | None:
        """The person who chairs: the chair, in the chair's absence the deputy."""
        for role in (Role.CHAIR, Role.DEPUTY):
            for attendee in self.attendees:
                if attendee.role is role and attendee.attendance is not Attendance.APOLOGIES:
                    return attendee
        return None
