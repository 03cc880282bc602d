"""What a sentence does in a meeting, learned from labelled dialogues: decides, asks, takes on, begins an item, or nothing.

Alignment hears where an item begins, the draft what is decided and taken on.
"""

from pipeline.functions.function import Function
from pipeline.functions.model import FunctionModel, Known, beginnings_model, functions_model
from pipeline.functions.spoken import Spoken, name_words

__all__ = ["Function", "FunctionModel", "Known", "Spoken", "beginnings_model", "functions_model", "name_words"]
