"""The meeting as the secretary describes it: head, people, agenda. What ``meeting.toml`` holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pipeline.attachment import Attachment


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
    presence : tuple of (datetime, datetime)
        When an attendance report saw this person come and leave, in order and apart; empty: nothing is known.
    """

    key: str
    name: str
    title: str = ""
    organisation: str = ""
    group: str = ""
    role: Role = Role.MEMBER
    attendance: Attendance = Attendance.PRESENT
    substitute_for: str = ""
    presence: tuple[tuple[datetime, datetime], ...] = ()


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
    documents : tuple of str
        Attachments as the agenda names them: files, or titles.
    style : Style or None
        How much the referat holds of this item; None: as the meeting.
    """

    index: int
    number: str
    title: str
    kind: ItemKind = ItemKind.NONE
    presenters: tuple[str, ...] = ()
    closed: bool = False
    documents: tuple[str, ...] = ()
    style: Style | None = None


class ActionStatus(StrEnum):
    """What has become of an action."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class OpenAction:
    """What was agreed at an earlier meeting, and what has become of it.

    Attributes
    ----------
    owner, deadline : str
        As printed; empty where nobody said it.
    item, meeting : str
        Where it was agreed: the number of the item, and the number of the meeting or its date (``"2026-03-05"``).
    closed : bool
        It was agreed under a closed item: nothing for the public.
    """

    text: str
    owner: str = ""
    deadline: str = ""
    status: ActionStatus = ActionStatus.OPEN
    item: str = ""
    meeting: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The body that meets.

    Attributes
    ----------
    numbering : str
        The number of the first item, ``"89/20"``, or empty.
    template : Path or None
        The body's own Word template; None: what the configuration says.
    """

    name: str = ""
    numbering: str = ""
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class DecidedVoice:
    """Stretches that a person has said are one voice, and perhaps whose.

    They are tied to the recording, not to a label like ``S03`` that another run numbers anew.

    Attributes
    ----------
    spans : tuple of (float, float)
        Seconds of the recording, in order; no two decided voices share any.
    labels : tuple of str
        Instead of spans: labels of the transcript that was given with the meeting.
    attendee : str or None
        Name as on the attendee list; empty: somebody who is not on it; None: only that it is one voice was decided.
    title, organisation : str
        What tells two attendees of one name apart, or empty.
    by : str
        Who decided, or empty.
    """

    spans: tuple[tuple[float, float], ...] = ()
    labels: tuple[str, ...] = ()
    attendee: str | None = None
    title: str = ""
    organisation: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class VoiceDecisions:
    """What a person has decided of the voices: what ``voices.toml`` holds.

    Attributes
    ----------
    recording_s : float or None
        Length of the recording that was decided on: for another one the decisions are stale.
    """

    recording_s: float | None = None
    voices: tuple[DecidedVoice, ...] = ()


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
    recording_start : datetime or None
        The wall-clock time at which the recording begins.
    decided : VoiceDecisions
        What a person has decided of the voices.
    number : str
        Number of the meeting, as printed; empty where the body does not number its meetings.
    open_actions : tuple of OpenAction
        What earlier meetings of the body left to do, and what was closed since the last one.
    glossary : tuple of str
        Terms of the house that a recogniser does not know.
    attachments : tuple of Attachment
        The documents of the items, as far as files are meant.
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
    recording_start: datetime | None = None
    decided: VoiceDecisions = VoiceDecisions()
    number: str = ""
    open_actions: tuple[OpenAction, ...] = ()
    glossary: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()

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
