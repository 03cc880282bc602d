"""Transcription: Whisper on windows cut at pauses, batched, guarded, with word times."""

from pipeline.transcribe.choice import chosen
from pipeline.transcribe.options import TranscribeOptions, Vocabulary
from pipeline.transcribe.stage import VERSION, transcribe

__all__ = ["VERSION", "TranscribeOptions", "Vocabulary", "chosen", "transcribe"]
