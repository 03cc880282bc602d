"""From the secretary's papers to a Meeting."""

from pipeline.intake.meeting_file import load_agenda, load_meeting
from pipeline.intake.prepare import find_media, list_people, prepare
from pipeline.intake.prepared import FoundItem, FoundPerson, Guess, Head, Leftover, Prepared
from pipeline.intake.voices_file import load_decisions, save_decisions
from pipeline.intake.write import as_toml, free_place, write_meeting

__all__ = [
    "FoundItem",
    "FoundPerson",
    "Guess",
    "Head",
    "Leftover",
    "Prepared",
    "as_toml",
    "find_media",
    "free_place",
    "list_people",
    "load_agenda",
    "load_decisions",
    "load_meeting",
    "prepare",
    "save_decisions",
    "write_meeting",
]
