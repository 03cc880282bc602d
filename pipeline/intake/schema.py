"""``meeting.toml`` as it may be written: every key, its type and its limits."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MAX_TEXT = 1_000  # characters; a longer title or name is a paste gone wrong
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_TEXT)]
Required = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BodyTable(_Table):
    """``[body]``"""

    name: Text = ""
    numbering: Annotated[Text, StringConstraints(pattern=r"^(\d+(/\d{2,4})?)?$")] = ""
    template: Text = ""


class AttendeeTable(_Table):
    """``[[attendee]]``"""

    name: Required
    title: Text = ""
    organisation: Text = ""
    group: Text = ""
    role: Literal["chair", "deputy", "member", "secretariat", "guest"] = "member"
    attendance: Literal["present", "apologies", "late", "left"] = "present"
    substitute_for: Text = ""
    presence: Annotated[tuple[tuple[datetime, datetime], ...], Field(max_length=200)] = ()


class ItemTable(_Table):
    """``[[item]]``"""

    title: Required
    number: Text = ""
    kind: Literal["O", "D", "B", ""] = ""
    presenters: tuple[Required, ...] = ()
    closed: bool = False
    style: Literal["extended", "decisions"] | None = None
    documents: tuple[Required, ...] = ()


class ActionTable(_Table):
    """``[[action]]``"""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10 * MAX_TEXT)]
    owner: Text = ""
    deadline: Text = ""
    status: Literal["open", "done", "dropped"] = "open"
    item: Text = ""
    meeting: Text = ""
    closed: bool = False


class MeetingTable(_Table):
    """The whole file."""

    title: Required
    number: Text = ""
    language: Annotated[Text, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "da"
    start: datetime | None = None
    end: datetime | None = None
    recording_start: datetime | None = None
    place: Text = ""
    recording: Required | tuple[Required, ...] | None = None
    transcript: Required | None = None
    glossary: Required | None = None
    style: Literal["extended", "decisions"] = "extended"
    body: BodyTable = BodyTable()
    attendee: Annotated[tuple[AttendeeTable, ...], Field(max_length=500)] = ()
    item: Annotated[tuple[ItemTable, ...], Field(max_length=500)] | None = None
    action: Annotated[tuple[ActionTable, ...], Field(max_length=5_000)] = ()
