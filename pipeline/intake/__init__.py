"""From the secretary's papers to a Meeting."""

from pipeline.intake.meeting_file import load_meeting

__all__ = ["load_meeting"]
