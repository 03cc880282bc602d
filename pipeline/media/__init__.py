"""Media: the recording, in one or several files, as samples on one clock; its picture, and a copy to play."""

from pipeline.media.extract import VERSION, extract
from pipeline.media.frames import frames
from pipeline.media.options import MediaOptions

__all__ = ["VERSION", "MediaOptions", "extract", "frames"]
