"""What a body keeps from meeting to meeting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipeline.bodies.numbering import Number, Numbering, Restart
from pipeline.meeting import ActionStatus, Role

FIRST = Number(0, 1)


class MeetingState(StrEnum):
    """How far a meeting is."""

    PREPARED = "prepared"
    APPROVED = "approved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Rules:
    """How a body works.

    Attributes
    ----------
    language : str
        ISO 639-1 code.
    template : str
        Path of the body's Word template, or empty.
    template_sha256 : str
        Its digest when it was set.
    items, meetings : Numbering or None
        How agenda items and meetings are numbered; None: meetings are not.
    first_item, first_meeting : Number
        The first number to give: what was given before the register is left alone.
    approval_item : bool
        Whether the agenda has an item on the approval of the last referat.
    """

    language: str = "da"
    template: str = ""
    template_sha256: str = ""
    items: Numbering = field(default_factory=lambda: Numbering(Restart.MEETING, "{n}"))
    meetings: Numbering | None = field(default_factory=lambda: Numbering(Restart.NEVER, "{n}"))
    first_item: Number = FIRST
    first_meeting: Number = FIRST
    approval_item: bool = False


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body in the register."""

    id: int
    name: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a body for a time.

    Attributes
    ----------
    since, until : date or None
        First and last day; None: from the beginning, without end.
    """

    name: str
    title: str = ""
    organisation: str = ""
    group: str = ""
    role: Role = Role.MEMBER
    since: date | None = None
    until: date | None = None

    def belongs(self, day: date) -> bool:
        """Whether this person is a member on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting of a body.

    Attributes
    ----------
    number : str
        As printed, or empty.
    items : tuple of str
        The numbers of its items, as printed, in order.
    unused : tuple of str
        Item numbers that it was given and does not use, as printed: a gap.
    """

    id: int
    folder: str
    day: date
    title: str
    state: MeetingState
    number: str = ""
    items: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """An action that a meeting agreed.

    Attributes
    ----------
    meeting_id : int
        The meeting that agreed it.
    item, meeting : str
        Numbers as printed; the meeting's date where it has no number.
    confidential : bool
        It was agreed under a closed item.
    """

    id: int
    meeting_id: int
    text: str
    owner: str
    deadline: str
    status: ActionStatus
    item: str
    meeting: str
    confidential: bool = False
    closed_on: date | None = None
