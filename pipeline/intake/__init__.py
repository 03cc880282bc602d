"""From the secretary's papers to a Meeting."""

from pipeline.intake.meeting_file import load_meeting
from pipeline.intake.prepare import find_media, prepare
from pipeline.intake.prepared import FoundItem, FoundPerson, Guess, Head, Leftover, Prepared
from pipeline.intake.write import as_toml, write_meeting

__all__ = [
    "FoundItem",
    "FoundPerson",
    "Guess",
    "Head",
    "Leftover",
    "Prepared",
    "as_toml",
    "find_media",
    "load_meeting",
    "prepare",
    "write_meeting",
]
