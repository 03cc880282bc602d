"""From the utterances of an item to statements with their evidence."""

from pipeline.draft.options import DraftOptions
from pipeline.draft.stage import draft

VERSION = 7

__all__ = ["VERSION", "DraftOptions", "draft"]
