"""Identify: words to voices, voices to attendees, with the evidence for every name."""

from pipeline.identify.options import IdentifyOptions, PlateOptions
from pipeline.identify.plates import PlateReading, PlateReadings, read_plates
from pipeline.identify.platform import PlatformTranscript, Segment, read_transcript
from pipeline.identify.stage import VERSION, identify, identify_platform

__all__ = [
    "VERSION",
    "IdentifyOptions",
    "PlateOptions",
    "PlateReading",
    "PlateReadings",
    "PlatformTranscript",
    "Segment",
    "identify",
    "identify_platform",
    "read_plates",
    "read_transcript",
]
