"""From the secretary's papers to a Meeting."""

from pipeline.intake.attachments import find_attachments, read_attachments
from pipeline.intake.meeting_file import load_agenda, load_meeting
from pipeline.intake.prepare import find_media, list_people, prepare
from pipeline.intake.prepared import FoundItem, FoundPerson, Guess, Head, Leftover, Prepared
from pipeline.intake.voices_file import load_decisions, save_decisions
from pipeline.intake.write import as_toml, free_place, write_meeting

ATTACHMENTS_VERSION = 1

__all__ = [
    "ATTACHMENTS_VERSION",
    "FoundItem",
    "FoundPerson",
    "Guess",
    "Head",
    "Leftover",
    "Prepared",
    "as_toml",
    "find_attachments",
    "find_media",
    "free_place",
    "list_people",
    "load_agenda",
    "load_decisions",
    "load_meeting",
    "prepare",
    "read_attachments",
    "save_decisions",
    "write_meeting",
]
