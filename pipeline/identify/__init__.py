"""Identify: words to voices, voices to attendees, with the evidence for every name."""

from pipeline.identify.enrolled import HeardBefore
from pipeline.identify.options import IdentifyOptions, PlateOptions
from pipeline.identify.plates import PlateReading, PlateReadings, read_plates
from pipeline.identify.platform import PlatformTranscript, Segment, read_transcript
from pipeline.identify.presence import RecordingClock, recording_clock
from pipeline.identify.stage import PLATES_VERSION, VERSION, identify, identify_platform

__all__ = [
    "PLATES_VERSION",
    "VERSION",
    "HeardBefore",
    "IdentifyOptions",
    "PlateOptions",
    "PlateReading",
    "PlateReadings",
    "PlatformTranscript",
    "RecordingClock",
    "Segment",
    "identify",
    "identify_platform",
    "read_plates",
    "read_transcript",
    "recording_clock",
]
