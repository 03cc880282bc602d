"""The documents that an agenda names, and what was read in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.remark import Remark


class Unread(StrEnum):
    """Why the text of a document is not there."""

    MISSING = "missing"
    NO_TEXT = "without-text"
    PROTECTED = "protected"
    TOO_LARGE = "too-large"
    OTHER_KIND = "of-another-kind"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that an agenda item names.

    Attributes
    ----------
    item : int
        Index of the item.
    number, name : str
        Number of the item and name of the document, as printed.
    path : Path or None
        Where it lies, inside the meeting's folder; None: it is not read.
    unread : Unread or None
        Why it is not read, as far as that can be told without opening it.
    """

    item: int
    number: str
    name: str
    path: Path | None
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class AttachmentText:
    """The text of a document, a paragraph a line. Never empty."""

    item: int
    text: str


@dataclass(frozen=True, slots=True)
class Attachments:
    """What the documents of a meeting say.

    Attributes
    ----------
    remarks : tuple of Remark
        Which documents could not be read, and why.
    """

    texts: tuple[AttachmentText, ...]
    remarks: tuple[Remark, ...] = ()
