"""From the utterances of an item to statements with their evidence."""

from pipeline.draft.options import DraftOptions
from pipeline.draft.stage import draft

VERSION = 6

__all__ = ["VERSION", "DraftOptions", "draft"]
