"""The path of the data: one stage after another, each artifact made once."""

from pipeline.path.meeting_path import MeetingPath
from pipeline.path.outputs import write_outputs
from pipeline.path.runner import Observer, Runner

__all__ = ["MeetingPath", "Observer", "Runner", "write_outputs"]
