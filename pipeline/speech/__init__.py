"""Where speech is, and how many speak at once: one segmentation pass that transcription and diarization share."""

from pipeline.speech.detection import VERSION, detect
from pipeline.speech.options import SpeechOptions

__all__ = ["VERSION", "SpeechOptions", "detect"]
